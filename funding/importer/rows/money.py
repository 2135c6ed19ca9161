"""The files that say how much: rounds, what was announced, awards and their amounts, and what is on record besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from funding import financial_year
from funding.importer.cells import (
    amount,
    choice,
    day_within,
    ids,
    new_id,
    one_id,
    pounds,
    rounding_step,
    text,
    whole_number,
    year,
)
from funding.importer.record import SMALL, Row, cell
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, SubGrant
from funding.models.rounds import FUND_LIFE, OUTSIDE_FUND_LIFE
from funding.money import Qualifier

from .who_and_what import ForceRow, ProjectRow, SourceRow


@dataclass(frozen=True, kw_only=True)
class RoundRow(Row):
    FILE = "rounds.csv"
    NAME = "rounds"
    MODEL = Round
    ID = ("round_id",)
    UNIQUE = {("round_id",): "Every round has its own id.", ("name",): "Every round has its own name."}
    LOOKS = "name"
    TITLE = "{name}"
    PAGE = "round"

    round_id: str = cell(new_id(Round), fills="slug")
    name: str = cell(text(Round, "name"))
    kind: str = cell(choice(Round.Kind))
    announced_on: date | None = cell(day_within(*FUND_LIFE, OUTSIDE_FUND_LIFE), blank=None)
    financial_year: int = cell(year, write=financial_year.label)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(Round, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class AnnouncementRow(Row):
    FILE = "announcements.csv"
    NAME = "announcements"
    MODEL = Announcement
    ID = ("round_id",)
    UNIQUE = {("round_id",): "A round has one announcement."}
    TITLE = "{round_id}, as announced"
    SOURCED = "An announcement"

    round_id: str = cell(one_id, refers_to=RoundRow)
    amount_gbp: Decimal = cell(amount, write=pounds, fills="amount")
    qualifier: str = cell(choice(Qualifier))
    as_stated: str = cell(text(Announcement, "as_stated"))
    project_count: int | None = cell(whole_number(1, SMALL), blank=None)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)


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
    TITLE = "{project_id}, {round_id}"

    award_id: str = cell(new_id(Award), fills="slug")
    round_id: str = cell(one_id, refers_to=RoundRow)
    project_id: str = cell(one_id, refers_to=ProjectRow)
    as_stated: str = cell(text(Award, "as_stated"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(Award, "note"), blank="")
    covers_from: int | None = cell(year, write=financial_year.label, blank=None, optional=True)
    covers_to: int | None = cell(year, write=financial_year.label, blank=None, optional=True)
    period_basis: str = cell(choice(Award.PeriodBasis), blank="", optional=True)
    period_as_stated: str = cell(text(Award, "period_as_stated"), blank="", optional=True)


@dataclass(frozen=True, kw_only=True)
class AllocationRow(Row):
    FILE = "allocations.csv"
    NAME = "allocations"
    MODEL = Allocation
    ID = ("award_id", "financial_year", "kind")
    UNIQUE = {
        (
            "award_id",
            "financial_year",
            "kind",
        ): "An award has one amount a year, and one of each kind with the year empty."
    }
    TITLE = "{award_id}, {financial_year}"
    SOURCED = "An allocation"

    award_id: str = cell(one_id, refers_to=AwardRow)
    financial_year: int | None = cell(year, write=financial_year.label, blank=None)
    amount_gbp: Decimal = cell(amount, write=pounds, fills="amount")
    qualifier: str = cell(choice(Qualifier))
    rounded_to_gbp: Decimal | None = cell(rounding_step, write=pounds, blank=None, fills="rounded_to")
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

    @property
    def label(self) -> str:
        when = "year not published" if self.financial_year is None else financial_year.label(self.financial_year)
        return f"{self.award_id} ({when}{', remainder' if self.kind == Allocation.Kind.REMAINDER else ''})"

    @property
    def award(self) -> str:
        return self.award_id


@dataclass(frozen=True, kw_only=True)
class FundTotalRow(Row):
    FILE = "fund_totals.csv"
    NAME = "totals of the fund"
    MODEL = FundTotal
    ID = ("total_id",)
    UNIQUE = {("total_id",): "Every total has its own id."}
    TITLE = "Size of the fund, {period}: {as_stated}"
    SOURCED = "A total of the fund"

    total_id: str = cell(new_id(FundTotal), fills="slug")
    period: str = cell(text(FundTotal, "period"))
    amount_gbp: Decimal = cell(amount, write=pounds, fills="amount")
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
    TITLE = "{award_id}: share of {recipient_id}, {period}"
    SOURCED = "A share passed on"

    sub_grant_id: str = cell(new_id(SubGrant), fills="slug")
    award_id: str = cell(one_id, refers_to=AwardRow)
    recipient_id: str = cell(one_id, refers_to=ForceRow)
    period: str = cell(text(SubGrant, "period"))
    amount_gbp: Decimal = cell(amount, write=pounds, fills="amount")
    as_stated: str = cell(text(SubGrant, "as_stated"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(SubGrant, "note"), blank="")

    @property
    def award(self) -> str:
        return self.award_id


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
    TITLE = "Disagreement of sources about {entity}: {field}"

    entity: tuple[str, str] = cell(subject, write=":".join, refers_to=SUBJECTS)
    field: str = cell(text(Conflict, "field"))
    value_a: str = cell(text(Conflict, "value_a"))
    source_a: str = cell(one_id, refers_to=SourceRow)
    value_b: str = cell(text(Conflict, "value_b"))
    source_b: str = cell(one_id, refers_to=SourceRow)
    dataset_uses: str = cell(text(Conflict, "dataset_uses"))
    reason: str = cell(text(Conflict, "reason"))

    @property
    def award(self) -> str | None:
        what, id_ = self.entity
        return id_ if what == "award" else None
