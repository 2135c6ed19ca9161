# ruff: noqa: RUF009  (`cell` makes a dataclass field, as `dataclasses.field` does)
"""The record as typed rows: one class a file, one field a column (in the file's order), named as in the file.

Ids are the data set's and stand for slugs. Amounts are pounds; financial years are the year they start in, None if not
published; lists keep the file's order. `line` is where the row begins in its file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.utils.text import slugify

from forces.models import Force, Region
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, Source, SubGrant
from funding.money import Qualifier
from projects.models import Project, Theme

from .cells import (
    Cell,
    amount,
    cell,
    choice,
    day,
    day_month_or_year,
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

SMALL = 32_767  # PostgreSQL's smallint
LARGE = 2_147_483_647  # and its integer


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of any file. `UNIQUE` says which columns together no two rows share, and why; blank texts do not count."""

    FILE: ClassVar[str]
    UNIQUE: ClassVar[Mapping[tuple[str, ...], str]]

    line: int

    @classmethod
    def cells(cls) -> dict[str, Cell]:
        """How each column of the file is read."""
        return {field.name: field.metadata["cell"] for field in fields(cls) if "cell" in field.metadata}


@dataclass(frozen=True, kw_only=True)
class SourceRow(Row):
    FILE = "sources.csv"
    UNIQUE = {("source_id",): "Every source has its own id."}

    source_id: str = cell(new_id(Source))
    publisher: str = cell(text(Source, "publisher"))
    title: str = cell(text(Source, "title"))
    published_on: str = cell(day_month_or_year, blank="")
    url: str = cell(web_address(Source, "url"))
    accessed_via: str = cell(text(Source, "accessed_via"), blank="")
    note: str = cell(text(Source, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class ThemeRow(Row):
    FILE = "themes.csv"
    UNIQUE = {("theme_id",): "Every theme has its own id.", ("name",): "Every theme has its own name."}

    theme_id: str = cell(new_id(Theme))
    name: str = cell(text(Theme, "name"))
    description: str = cell(text(Theme, "description"))


@dataclass(frozen=True, kw_only=True)
class ForceRow(Row):
    FILE = "forces.csv"
    UNIQUE = {
        ("force_id",): "Every force has its own id.",
        ("name",): "Every force has its own name.",
        ("short_name",): "Every force has its own short name.",
        ("ons_code",): "Every force has its own code.",
    }

    force_id: str = cell(new_id(Force))
    name: str = cell(text(Force, "name"))
    short_name: str = cell(text(Force, "short_name"))
    kind: str = cell(choice(Force.Kind))
    ons_code: str = cell(ons_code, blank="")
    region: str = cell(text(Region, "name"), blank="")
    country: str = cell(text(Force, "country"))
    website: str = cell(web_address(Force, "website"), blank="")
    population: int | None = cell(whole_number(0, LARGE), blank=None)
    population_year: int | None = cell(whole_number(1801, 2100), blank=None)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)

    @property
    def region_slug(self) -> str | None:
        """The region it lies in; only territorial forces lie in one, whatever the file says of the others."""
        return slugify(self.region) if self.kind == Force.Kind.TERRITORIAL else None


@dataclass(frozen=True, kw_only=True)
class TileRow(Row):
    FILE = "tile_grid.csv"
    UNIQUE = {("force_id",): "A force has one tile.", ("column", "row"): "A tile holds one force."}

    force_id: str = cell(one_id, refers_to=ForceRow.FILE)
    column: int = cell(whole_number(0, SMALL))
    row: int = cell(whole_number(0, SMALL))


@dataclass(frozen=True, kw_only=True)
class OfficersRow(Row):
    FILE = "force_officers.csv"
    UNIQUE = {("force_id", "as_at"): "A force has one count a day."}

    force_id: str = cell(one_id, refers_to=ForceRow.FILE)
    as_at: date = cell(day)
    officers_fte: Decimal = cell(officers)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)


@dataclass(frozen=True, kw_only=True)
class ProjectRow(Row):
    FILE = "projects.csv"
    UNIQUE = {("project_id",): "Every project has its own id."}

    project_id: str = cell(new_id(Project))
    title: str = cell(text(Project, "title"))
    description: str = cell(text(Project, "description"))
    theme_id: str = cell(one_id, refers_to=ThemeRow.FILE)
    other_theme_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=ThemeRow.FILE)
    lead_id: str | None = cell(one_id, blank=None, refers_to=ForceRow.FILE)
    partner_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=ForceRow.FILE)
    national_scope: bool = cell(yes_or_no)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)
    note: str = cell(text(Project, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class RoundRow(Row):
    FILE = "rounds.csv"
    UNIQUE = {("round_id",): "Every round has its own id.", ("name",): "Every round has its own name."}

    round_id: str = cell(new_id(Round))
    name: str = cell(text(Round, "name"))
    kind: str = cell(choice(Round.Kind))
    announced_on: date | None = cell(day, blank=None)
    financial_year: int = cell(year)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)
    note: str = cell(text(Round, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class AnnouncementRow(Row):
    FILE = "announcements.csv"
    UNIQUE = {("round_id",): "A round has one announcement."}

    round_id: str = cell(one_id, refers_to=RoundRow.FILE)
    amount_gbp: Decimal = cell(amount)
    qualifier: str = cell(choice(Qualifier))
    as_stated: str = cell(text(Announcement, "as_stated"))
    project_count: int | None = cell(whole_number(1, SMALL), blank=None)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)


@dataclass(frozen=True, kw_only=True)
class AwardRow(Row):
    FILE = "awards.csv"
    UNIQUE = {
        ("award_id",): "Every award has its own id.",
        (
            "round_id",
            "project_id",
        ): "A round has one award to a project; each of its amounts is a row of allocations.csv.",
    }

    award_id: str = cell(new_id(Award))
    round_id: str = cell(one_id, refers_to=RoundRow.FILE)
    project_id: str = cell(one_id, refers_to=ProjectRow.FILE)
    as_stated: str = cell(text(Award, "as_stated"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)
    note: str = cell(text(Award, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class AllocationRow(Row):
    FILE = "allocations.csv"
    UNIQUE = {("award_id", "financial_year"): "An award has one amount a year, and one with the year empty."}

    award_id: str = cell(one_id, refers_to=AwardRow.FILE)
    financial_year: int | None = cell(year, blank=None)
    amount_gbp: Decimal = cell(amount)
    qualifier: str = cell(choice(Qualifier))
    rounded_to_gbp: Decimal | None = cell(rounding_step, blank=None)
    status: str = cell(choice(Allocation.Status))
    as_stated: str = cell(text(Allocation, "as_stated"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)
    note: str = cell(text(Allocation, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class FundTotalRow(Row):
    FILE = "fund_totals.csv"
    UNIQUE = {("total_id",): "Every total has its own id."}

    total_id: str = cell(new_id(FundTotal))
    period: str = cell(text(FundTotal, "period"))
    amount_gbp: Decimal = cell(amount)
    as_stated: str = cell(text(FundTotal, "as_stated"))
    project_count: int | None = cell(whole_number(1, SMALL), blank=None)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)
    note: str = cell(text(FundTotal, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class SubGrantRow(Row):
    FILE = "sub_grants.csv"
    UNIQUE = {("sub_grant_id",): "Every share has its own id."}

    sub_grant_id: str = cell(new_id(SubGrant))
    award_id: str = cell(one_id, refers_to=AwardRow.FILE)
    recipient_id: str = cell(one_id, refers_to=ForceRow.FILE)
    period: str = cell(text(SubGrant, "period"))
    amount_gbp: Decimal = cell(amount)
    as_stated: str = cell(text(SubGrant, "as_stated"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow.FILE)
    note: str = cell(text(SubGrant, "note"), blank="")


ENTITY_FILES = {"round": RoundRow.FILE, "project": ProjectRow.FILE, "award": AwardRow.FILE}
"""What a disagreement can be about, and the file that holds its id."""


def subject(text: str) -> tuple[str, str]:
    """What a disagreement is about: `("award", "b18-norfolk")` of `award:b18-norfolk`."""
    what, _, id_ = (part.strip() for part in text.partition(":"))
    if what not in ENTITY_FILES or not id_:
        raise ValueError(f"“{text}” does not say what it is about. Write round:, project: or award: and its id.")
    return what, id_


@dataclass(frozen=True, kw_only=True)
class ConflictRow(Row):
    FILE = "conflicts.csv"
    UNIQUE = {("entity", "field", "source_a", "source_b"): "Two sources disagree about a thing once."}

    entity: tuple[str, str] = cell(subject, refers_to=ENTITY_FILES)
    field: str = cell(text(Conflict, "field"))
    value_a: str = cell(text(Conflict, "value_a"))
    source_a: str = cell(one_id, refers_to=SourceRow.FILE)
    value_b: str = cell(text(Conflict, "value_b"))
    source_b: str = cell(one_id, refers_to=SourceRow.FILE)
    dataset_uses: str = cell(text(Conflict, "dataset_uses"))
    reason: str = cell(text(Conflict, "reason"))


@dataclass(frozen=True, kw_only=True)
class Record:
    """All rows of all files: complete, consistent, and fit for the database."""

    sources: tuple[SourceRow, ...]
    themes: tuple[ThemeRow, ...]
    forces: tuple[ForceRow, ...]
    tiles: tuple[TileRow, ...]
    officers: tuple[OfficersRow, ...]
    projects: tuple[ProjectRow, ...]
    rounds: tuple[RoundRow, ...]
    announcements: tuple[AnnouncementRow, ...]
    awards: tuple[AwardRow, ...]
    allocations: tuple[AllocationRow, ...]
    fund_totals: tuple[FundTotalRow, ...]
    sub_grants: tuple[SubGrantRow, ...]
    conflicts: tuple[ConflictRow, ...]

    @property
    def regions(self) -> dict[str, str]:
        """The name of each region that holds a territorial force, by slug."""
        return {force.region_slug: force.region for force in self.forces if force.region_slug is not None}

    def allocation_kind(self, allocation: AllocationRow) -> Allocation.Kind:
        """A remainder, if its year is empty while other amounts of its award have years; else as a source states it."""
        if allocation.financial_year is None and allocation.award_id in self._awards_with_years:
            return Allocation.Kind.REMAINDER
        return Allocation.Kind.STATED

    @cached_property
    def _awards_with_years(self) -> set[str]:
        return {row.award_id for row in self.allocations if row.financial_year is not None}
