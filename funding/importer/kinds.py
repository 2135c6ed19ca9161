"""The kinds of things in the record, in the order in which reports list them, and how a stored row of each is known again."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat

from forces.models import Force, OfficerCount, Region
from funding import financial_year
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, Source, SubGrant
from projects.models import Project, Theme

from .upsert import Kind

_OWN_NAME = Concat(Value("moving "), Cast("pk", CharField()))


def _allocation(row: Allocation) -> str:
    year = financial_year.label(row.financial_year) if row.financial_year else "year not published"
    return f"{row.award.slug} ({year}{', remainder' if row.kind == Allocation.Kind.REMAINDER else ''})"


def _conflict(row: Conflict) -> str:
    subject = row.round or row.project or row.award
    return f"{subject.slug if subject else '?'} ({row.field}: {row.source_a.slug}, {row.source_b.slug})"


SOURCES = Kind(name="sources", model=Source)
REGIONS = Kind(name="regions", model=Region, vacate={"name": _OWN_NAME})
THEMES = Kind(name="themes", model=Theme, vacate={"name": _OWN_NAME})
FORCES = Kind(
    name="forces",
    model=Force,
    vacate={"name": _OWN_NAME, "short_name": _OWN_NAME, "ons_code": "", "tile_column": None, "tile_row": None},
)
OFFICER_COUNTS = Kind(
    name="officer counts",
    model=OfficerCount,
    identity=("force_id", "as_at"),
    describe=lambda row: f"{row.force.slug} ({row.as_at})",
    follow=("force",),
)
PROJECTS = Kind(name="projects", model=Project)
ROUNDS = Kind(name="rounds", model=Round, vacate={"name": _OWN_NAME})
ANNOUNCEMENTS = Kind(
    name="announcements",
    model=Announcement,
    identity=("round_id",),
    describe=lambda row: str(row.round.slug),
    follow=("round",),
)
AWARDS = Kind(
    name="awards",
    model=Award,
    vacate={"project_id": -F("pk")},  # no project; the database asks for one only when the transaction ends
)
ALLOCATIONS = Kind(
    name="allocations",
    model=Allocation,
    identity=("award_id", "financial_year", "kind"),
    describe=_allocation,
    follow=("award",),
)
FUND_TOTALS = Kind(name="totals of the fund", model=FundTotal)
SUB_GRANTS = Kind(name="shares passed on", model=SubGrant)
CONFLICTS = Kind(
    name="conflicts",
    model=Conflict,
    identity=("round_id", "project_id", "award_id", "field", "source_a_id", "source_b_id"),
    describe=_conflict,
    follow=("round", "project", "award", "source_a", "source_b"),
)
