"""How much: where a figure comes from, the rounds, what was announced, what was awarded, and what is on record besides."""

from .allocations import Allocation
from .awards import Award
from .loads import LoadedRow
from .previews import Preview
from .record import Conflict, FundTotal, SubGrant
from .reference import Deflator, Population, Renaming, YearEndOfficers
from .releases import Change, FormerSlug, Package, Release
from .rounds import Announcement, Round
from .sources import Source

__all__ = [
    "Allocation",
    "Announcement",
    "Award",
    "Change",
    "Conflict",
    "Deflator",
    "FormerSlug",
    "FundTotal",
    "LoadedRow",
    "Package",
    "Population",
    "Preview",
    "Release",
    "Renaming",
    "Round",
    "Source",
    "SubGrant",
    "YearEndOfficers",
]
