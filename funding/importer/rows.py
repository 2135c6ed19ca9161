"""The files of the record: one class a file, one field a column (in the file's order), named as in the file.

Ids are the data set's and stand for slugs. Amounts are pounds; financial years are the year they start in, None if not
published; lists keep the file's order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from forces.models import COUNTED, OUTSIDE_COUNTED, Force, OfficerCount, Region
from funding import financial_year
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, Source, SubGrant
from funding.models.rounds import FUND_LIFE, OUTSIDE_FUND_LIFE
from funding.money import Qualifier
from projects.models import Project, Theme

from .cells import (
    amount,
    choice,
    day_month_or_year,
    day_within,
    ids,
    new_id,
    officers,
    one_id,
    ons_code,
    rounding_step,
    text,
    web_address,
    whole_number,
    year,
    yes_or_no,
)
from .record import Row, cell

SMALL = 32_767  # PostgreSQL's smallint
LARGE = 2_147_483_647  # and its integer


@dataclass(frozen=True, kw_only=True)
class SourceRow(Row):
    FILE = "sources.csv"
    NAME = "sources"
    MODEL = Source
    ID = ("source_id",)
    UNIQUE = {("source_id",): "Every source has its own id."}

    source_id: str = cell(new_id(Source), fills="slug")
    publisher: str = cell(text(Source, "publisher"))
    title: str = cell(text(Source, "title"))
    published_on: str = cell(day_month_or_year, blank="")
    url: str = cell(web_address(Source, "url"))
    accessed_via: str = cell(text(Source, "accessed_via"), blank="")
    note: str = cell(text(Source, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class ThemeRow(Row):
    FILE = "themes.csv"
    NAME = "themes"
    MODEL = Theme
    ID = ("theme_id",)
    UNIQUE = {("theme_id",): "Every theme has its own id.", ("name",): "Every theme has its own name."}

    theme_id: str = cell(new_id(Theme), fills="slug")
    name: str = cell(text(Theme, "name"))
    description: str = cell(text(Theme, "description"))


@dataclass(frozen=True, kw_only=True)
class RegionRow(Row):
    """A region in which territorial forces lie. It has no file: the rows of forces name it."""

    FILE = "forces.csv"
    NAME = "regions"
    MODEL = Region
    ID = ("region_id",)
    UNIQUE = {("region",): "Every region has its own name."}

    region_id: str = cell(one_id, fills="slug")
    region: str = cell(text(Region, "name"), fills="name")


@dataclass(frozen=True, kw_only=True)
class ForceRow(Row):
    FILE = "forces.csv"
    NAME = "forces"
    MODEL = Force
    ID = ("force_id",)
    UNIQUE = {
        ("force_id",): "Every force has its own id.",
        ("name",): "Every force has its own name.",
        ("short_name",): "Every force has its own short name.",
        ("ons_code",): "Every force has its own code.",
    }

    force_id: str = cell(new_id(Force), fills="slug")
    name: str = cell(text(Force, "name"))
    short_name: str = cell(text(Force, "short_name"))
    kind: str = cell(choice(Force.Kind))
    ons_code: str = cell(ons_code, blank="")
    region: str = cell(text(Region, "name"), blank="", fills="region__name")
    country: str = cell(text(Force, "country"))
    website: str = cell(web_address(Force, "website"), blank="")
    population: int | None = cell(whole_number(0, LARGE), blank=None)
    population_year: int | None = cell(whole_number(1801, 2100), blank=None)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)

    @classmethod
    def complete(cls, rows: Sequence[dict[str, Any]]) -> None:
        """Only territorial forces lie in a region, whatever the file says of the others."""
        for cells in rows:
            if cells.get("kind", Force.Kind.TERRITORIAL) != Force.Kind.TERRITORIAL:
                cells["region"] = ""


def regions_of(forces: Sequence[ForceRow]) -> list[RegionRow]:
    """The regions that these forces name, each with the line that names it first."""
    named = {row.region: row.line for row in reversed(forces) if row.region}
    return [RegionRow(line=line, region_id=slugify(name), region=name) for name, line in sorted(named.items())]


@dataclass(frozen=True, kw_only=True)
class TileRow(Row):
    FILE = "tile_grid.csv"
    NAME = "tiles"
    MODEL = Force
    ID = ("force_id",)
    UNIQUE = {("force_id",): "A force has one tile.", ("column", "row"): "A tile holds one force."}
    PART_OF = ForceRow

    force_id: str = cell(one_id, fills="slug", refers_to=ForceRow)
    column: int = cell(whole_number(0, SMALL), fills="tile_column")
    row: int = cell(whole_number(0, SMALL), fills="tile_row")


@dataclass(frozen=True, kw_only=True)
class OfficersRow(Row):
    FILE = "force_officers.csv"
    NAME = "officer counts"
    MODEL = OfficerCount
    ID = ("force_id", "as_at")
    UNIQUE = {("force_id", "as_at"): "A force has one count a day."}

    force_id: str = cell(one_id, refers_to=ForceRow)
    as_at: date = cell(day_within(*COUNTED, OUTSIDE_COUNTED))
    officers_fte: Decimal = cell(officers)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)

    @classmethod
    def describe(cls, count: OfficerCount) -> str:
        return f"{count.force.slug} ({count.as_at})"


@dataclass(frozen=True, kw_only=True)
class ProjectRow(Row):
    FILE = "projects.csv"
    NAME = "projects"
    MODEL = Project
    ID = ("project_id",)
    UNIQUE = {("project_id",): "Every project has its own id."}

    project_id: str = cell(new_id(Project), fills="slug")
    title: str = cell(text(Project, "title"))
    description: str = cell(text(Project, "description"))
    theme_id: str = cell(one_id, refers_to=ThemeRow)
    other_theme_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=ThemeRow)
    lead_id: str | None = cell(one_id, blank=None, refers_to=ForceRow)
    partner_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=ForceRow)
    national_scope: bool = cell(yes_or_no)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(Project, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class RoundRow(Row):
    FILE = "rounds.csv"
    NAME = "rounds"
    MODEL = Round
    ID = ("round_id",)
    UNIQUE = {("round_id",): "Every round has its own id.", ("name",): "Every round has its own name."}

    round_id: str = cell(new_id(Round), fills="slug")
    name: str = cell(text(Round, "name"))
    kind: str = cell(choice(Round.Kind))
    announced_on: date | None = cell(day_within(*FUND_LIFE, OUTSIDE_FUND_LIFE), blank=None)
    financial_year: int = cell(year)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(Round, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class AnnouncementRow(Row):
    FILE = "announcements.csv"
    NAME = "announcements"
    MODEL = Announcement
    ID = ("round_id",)
    UNIQUE = {("round_id",): "A round has one announcement."}

    round_id: str = cell(one_id, refers_to=RoundRow)
    amount_gbp: Decimal = cell(amount, fills="amount")
    qualifier: str = cell(choice(Qualifier))
    as_stated: str = cell(text(Announcement, "as_stated"))
    project_count: int | None = cell(whole_number(1, SMALL), blank=None)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)

    @classmethod
    def describe(cls, announcement: Announcement) -> str:
        return announcement.round.slug


@dataclass(frozen=True, kw_only=True)
class AwardRow(Row):
    FILE = "awards.csv"
    NAME = "awards"
    MODEL = Award
    ID = ("award_id",)
    UNIQUE = {
        ("award_id",): "Every award has its own id.",
        (
            "round_id",
            "project_id",
        ): "A round has one award to a project; each of its amounts is a row of allocations.csv.",
    }

    award_id: str = cell(new_id(Award), fills="slug")
    round_id: str = cell(one_id, refers_to=RoundRow)
    project_id: str = cell(one_id, refers_to=ProjectRow)
    as_stated: str = cell(text(Award, "as_stated"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(Award, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class AllocationRow(Row):
    FILE = "allocations.csv"
    NAME = "allocations"
    MODEL = Allocation
    ID = ("award_id", "financial_year", "kind")
    UNIQUE = {("award_id", "financial_year"): "An award has one amount a year, and one with the year empty."}

    award_id: str = cell(one_id, refers_to=AwardRow)
    financial_year: int | None = cell(year, blank=None)
    amount_gbp: Decimal = cell(amount, fills="amount")
    qualifier: str = cell(choice(Qualifier))
    rounded_to_gbp: Decimal | None = cell(rounding_step, blank=None, fills="rounded_to")
    status: str = cell(choice(Allocation.Status))
    as_stated: str = cell(text(Allocation, "as_stated"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(Allocation, "note"), blank="")
    kind: str = cell(choice(Allocation.Kind), blank="", optional=True)

    @classmethod
    def complete(cls, rows: Sequence[dict[str, Any]]) -> None:
        """Unless its row says so, an amount is a remainder if its year is empty while others of its award have years."""
        with_years = {cells.get("award_id") for cells in rows if cells.get("financial_year") is not None}
        for cells in rows:
            if not cells.get("kind"):
                is_rest = cells.get("financial_year") is None and cells.get("award_id") in with_years
                cells["kind"] = Allocation.Kind.REMAINDER.value if is_rest else Allocation.Kind.STATED.value

    @classmethod
    def describe(cls, allocation: Allocation) -> str:
        year = allocation.financial_year
        when = financial_year.label(year) if year else "year not published"
        return (
            f"{allocation.award.slug} ({when}{', remainder' if allocation.kind == Allocation.Kind.REMAINDER else ''})"
        )


@dataclass(frozen=True, kw_only=True)
class FundTotalRow(Row):
    FILE = "fund_totals.csv"
    NAME = "totals of the fund"
    MODEL = FundTotal
    ID = ("total_id",)
    UNIQUE = {("total_id",): "Every total has its own id."}

    total_id: str = cell(new_id(FundTotal), fills="slug")
    period: str = cell(text(FundTotal, "period"))
    amount_gbp: Decimal = cell(amount, fills="amount")
    as_stated: str = cell(text(FundTotal, "as_stated"))
    project_count: int | None = cell(whole_number(1, SMALL), blank=None)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(FundTotal, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class SubGrantRow(Row):
    FILE = "sub_grants.csv"
    NAME = "shares passed on"
    MODEL = SubGrant
    ID = ("sub_grant_id",)
    UNIQUE = {("sub_grant_id",): "Every share has its own id."}

    sub_grant_id: str = cell(new_id(SubGrant), fills="slug")
    award_id: str = cell(one_id, refers_to=AwardRow)
    recipient_id: str = cell(one_id, refers_to=ForceRow)
    period: str = cell(text(SubGrant, "period"))
    amount_gbp: Decimal = cell(amount, fills="amount")
    as_stated: str = cell(text(SubGrant, "as_stated"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(SubGrant, "note"), blank="")


SUBJECTS: dict[str, type[Row]] = {"round": RoundRow, "project": ProjectRow, "award": AwardRow}
"""What a disagreement can be about."""


def subject(text: str) -> tuple[str, str]:
    """What a disagreement is about: `("award", "b18-norfolk")` of `award:b18-norfolk`."""
    what, _, id_ = (part.strip() for part in text.partition(":"))
    if what not in SUBJECTS or not id_:
        raise ValueError(f"“{text}” does not say what it is about. Write round:, project: or award: and its id.")
    return what, id_


@dataclass(frozen=True, kw_only=True)
class ConflictRow(Row):
    FILE = "conflicts.csv"
    NAME = "conflicts"
    MODEL = Conflict
    ID = ("entity", "field", "source_a", "source_b")
    UNIQUE = {("entity", "field", "source_a", "source_b"): "Two sources disagree about a thing once."}

    entity: tuple[str, str] = cell(subject, refers_to=SUBJECTS)
    field: str = cell(text(Conflict, "field"))
    value_a: str = cell(text(Conflict, "value_a"))
    source_a: str = cell(one_id, refers_to=SourceRow)
    value_b: str = cell(text(Conflict, "value_b"))
    source_b: str = cell(one_id, refers_to=SourceRow)
    dataset_uses: str = cell(text(Conflict, "dataset_uses"))
    reason: str = cell(text(Conflict, "reason"))

    @classmethod
    def describe(cls, conflict: Conflict) -> str:
        about = conflict.round or conflict.project or conflict.award
        return f"{about.slug if about else '?'} ({conflict.field}: {conflict.source_a.slug}, {conflict.source_b.slug})"


KINDS: Sequence[type[Row]] = (
    SourceRow,
    RegionRow,
    ThemeRow,
    ForceRow,
    TileRow,
    OfficersRow,
    ProjectRow,
    RoundRow,
    AnnouncementRow,
    AwardRow,
    AllocationRow,
    FundTotalRow,
    SubGrantRow,
    ConflictRow,
)
"""All kinds of rows, each after those that it names."""


def parts_of(kind: type[Row]) -> list[type[Row]]:
    """The kinds of rows that say more of the things that rows of this kind are."""
    return [part for part in KINDS if part.PART_OF is kind]
