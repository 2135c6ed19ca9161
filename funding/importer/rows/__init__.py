"""The record's files: one class a file, one field a column (in the file's order), named as in the file.

Ids are the data set's and stand for slugs. Amounts are pounds; financial years are the year they start in, None if not
published; lists keep the file's order. A new class here is all that a new file takes: reading, saving and writing it follow.
"""

from .money import (
    AllocationRow,
    AnnouncementRow,
    AwardRow,
    ConflictRow,
    FundTotalRow,
    RoundRow,
    SubGrantRow,
)
from .reference import DeflatorRow, PopulationRow, RenamingRow, YearEndOfficersRow
from .who_and_what import ForceRow, OfficersRow, ProjectRow, RegionRow, SourceRow, ThemeRow, TileRow, regions_of

__all__ = [
    "AllocationRow",
    "AnnouncementRow",
    "AwardRow",
    "ConflictRow",
    "DeflatorRow",
    "ForceRow",
    "FundTotalRow",
    "OfficersRow",
    "PopulationRow",
    "ProjectRow",
    "RegionRow",
    "RenamingRow",
    "RoundRow",
    "SourceRow",
    "SubGrantRow",
    "ThemeRow",
    "TileRow",
    "YearEndOfficersRow",
    "regions_of",
]
