"""How much: where a figure comes from, the rounds, what was announced, what was awarded, and what is on record besides."""

from .allocations import Allocation
from .awards import Award
from .loads import LoadedRow
from .record import Conflict, FundTotal, SubGrant
from .reference import Deflator, Population, Renaming, YearEndOfficers
from .rounds import Announcement, Round
from .sources import Source

__all__ = [
    "Allocation",
    "Announcement",
    "Award",
    "Conflict",
    "Deflator",
    "FundTotal",
    "LoadedRow",
    "Population",
    "Renaming",
    "Round",
    "Source",
    "SubGrant",
    "YearEndOfficers",
]
