"""Where rounds are entered, checked and published."""

from django.contrib import admin

from .awards import AllocationAdmin, AwardAdmin
from .forces import ForceAdmin, OfficerCountAdmin, RegionAdmin
from .projects import ProjectAdmin, ThemeAdmin
from .record import ConflictAdmin, FundTotalAdmin, SubGrantAdmin
from .reference import DeflatorAdmin, PopulationAdmin, RenamingAdmin, YearEndOfficersAdmin
from .releases import ReleaseAdmin
from .rounds import RoundAdmin
from .sources import SourceAdmin

__all__ = [
    "AllocationAdmin",
    "AwardAdmin",
    "ConflictAdmin",
    "DeflatorAdmin",
    "ForceAdmin",
    "FundTotalAdmin",
    "OfficerCountAdmin",
    "PopulationAdmin",
    "ProjectAdmin",
    "RegionAdmin",
    "ReleaseAdmin",
    "RenamingAdmin",
    "RoundAdmin",
    "SourceAdmin",
    "SubGrantAdmin",
    "ThemeAdmin",
    "YearEndOfficersAdmin",
]

admin.site.site_header = "Police Transformation Fund explorer: administration"
admin.site.site_title = "Police Transformation Fund explorer"
admin.site.index_title = "Enter, check and publish"
admin.site.enable_nav_sidebar = False  # the room goes to the columns of money
