"""What the cells of a row must be together, and with the rows they name. Each check yields (column, reason) findings.

A check sees only the cells that could be read, so it looks them up with `get` and passes over what is not there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from forces.models import NATIONAL_BODIES, NOT_STATED, Force, Region
from funding import financial_year
from funding.models import Allocation, Award, Source
from funding.models.allocations import STEP_OVER_AMOUNT
from funding.money import Qualifier
from funding.rules import check_as_stated, check_share, check_sourced
from projects.models import Theme
from projects.rules import check_other_themes, check_partners

from .cells import quoted
from .record import Row
from .rows import (
    AllocationRow,
    AnnouncementRow,
    AwardRow,
    ConflictRow,
    DeflatorRow,
    ForceRow,
    FundTotalRow,
    ProjectRow,
    SubGrantRow,
    ThemeRow,
    TileRow,
    YearEndOfficersRow,
)

Cells = Mapping[str, Any]
"""The cells of a row that could be read, by column."""

RowsById = Mapping[type[Row], Mapping[str, Sequence[Cells]]]
"""The rows of every file, by the id in their first column: of allocations there are several to an id, of others one."""

Findings = Iterator[tuple[str, str]]
Check = Callable[[Cells, RowsById], Findings]


def _sourced(what: str) -> Check:
    def check(cells: Cells, rows: RowsById) -> Findings:
        if "source_ids" in cells:
            try:
                check_sourced(what, [Source(slug=id_) for id_ in cells["source_ids"]])
            except ValidationError as error:
                yield "source_ids", f"{error.message} Name one of sources.csv."

    return check


def _partners_beside_the_lead(cells: Cells, rows: RowsById) -> Findings:
    # Stand-ins: each force is one object, so that the rule can tell whether two are the same.
    involved = [cells.get("lead_id"), *cells.get("partner_ids", ())]
    forces = {id_: Force(name=_name(rows, ForceRow, id_)) for id_ in involved if id_ is not None}
    try:
        check_partners(forces.get(cells.get("lead_id")), [forces[id_] for id_ in cells.get("partner_ids", ())])
    except ValidationError as error:
        yield "partner_ids", str(error.message)


def _themes_beside_the_theme(cells: Cells, rows: RowsById) -> Findings:
    named = [cells.get("theme_id"), *cells.get("other_theme_ids", ())]
    themes = {id_: Theme(name=_name(rows, ThemeRow, id_)) for id_ in named if id_ is not None}
    if cells.get("theme_id") in themes:
        try:
            check_other_themes(themes[cells["theme_id"]], [themes[id_] for id_ in cells.get("other_theme_ids", ())])
        except ValidationError as error:
            yield "other_theme_ids", str(error.message)


def _name(rows: RowsById, kind: type[Row], id_: str) -> str:
    return str(_row(rows, kind, id_).get("name", id_))


def _row(rows: RowsById, kind: type[Row], id_: str) -> Cells:
    return rows[kind].get(id_, [{}])[0]


def _as_stated(cells: Cells, rows: RowsById) -> Findings:
    """Cells that an amount's row does not have leave the rule as it is: a total of the fund has no qualifier."""
    if not {"amount_gbp", "as_stated"} <= cells.keys():
        return
    left_of = _left_of(cells, rows)
    if left_of is None:
        return
    try:
        check_as_stated(
            cells["amount_gbp"],
            cells["as_stated"],
            qualifier=cells.get("qualifier"),
            rounded_to=cells.get("rounded_to_gbp"),
            left_of=left_of,
            note=cells.get("note"),
        )
    except ValidationError as error:
        yield "amount_gbp", str(error.message)


def _left_of(cells: Cells, rows: RowsById) -> Decimal | None:
    """What a remainder is left beside, the amounts of its award that have years; None unless all rows of the award are right."""
    if cells.get("kind") != Allocation.Kind.REMAINDER:
        return Decimal(0)
    of_award = rows[AllocationRow].get(cells.get("award_id", ""), [])
    if not all({"financial_year", "amount_gbp"} <= row.keys() for row in of_award):
        return None
    with_years = [row["amount_gbp"] for row in of_award if row["financial_year"] is not None]
    return sum(with_years, Decimal(0)) if len(with_years) == len(of_award) - 1 else None


def _share_of_its_award(cells: Cells, rows: RowsById) -> Findings:
    amounts = [
        row["amount_gbp"] for row in rows[AllocationRow].get(cells.get("award_id", ""), []) if "amount_gbp" in row
    ]
    if "amount_gbp" in cells:
        try:
            check_share(cells["amount_gbp"], awarded=sum(amounts) if amounts else None, note=cells.get("note", ""))
        except ValidationError as error:
            yield "amount_gbp", str(error.message)


def _no_step_if_exact(cells: Cells, rows: RowsById) -> Findings:
    if cells.get("qualifier") == Qualifier.EXACTLY and cells.get("rounded_to_gbp") is not None:
        yield (
            "rounded_to_gbp",
            "an amount that is given exactly has no rounding step. Empty this cell or correct the qualifier.",
        )


def _step_within_amount(cells: Cells, rows: RowsById) -> Findings:
    amount, step = cells.get("amount_gbp"), cells.get("rounded_to_gbp")
    if amount is not None and step is not None and step > amount:
        yield "rounded_to_gbp", STEP_OVER_AMOUNT


def _remainder_without_a_year(cells: Cells, rows: RowsById) -> Findings:
    if cells.get("kind") == Allocation.Kind.REMAINDER and cells.get("financial_year") is not None:
        yield "kind", "a remainder is what the published years leave, so it has no year. Empty this cell or the year's."


def _whole_period(cells: Cells, rows: RowsById) -> Findings:
    if not cells.keys() >= {"covers_from", "covers_to", "period_basis", "period_as_stated"}:
        return
    first, last = cells["covers_from"], cells["covers_to"]
    if (first is None) != (last is None):
        yield (
            "covers_from" if first is None else "covers_to",
            "the cell is empty. A period has a first and a last year: give both or neither.",
        )
    elif first is not None and first > last:
        yield "covers_to", f"the period ends before it begins, in {financial_year.label(first)}. Correct one of them."
    elif first is not None and not cells["period_basis"]:
        yield "period_basis", f"the cell is empty. Say how the period is known: {', '.join(Award.PeriodBasis.values)}."
    elif first is None:
        for column in ("period_basis", "period_as_stated"):
            if cells[column]:
                yield column, "there is no period. Fill in covers_from and covers_to, or empty this cell."


def _100_in_base_year(cells: Cells, rows: RowsById) -> Findings:
    if (
        "financial_year" in cells
        and cells["financial_year"] == cells.get("base_year")
        and cells.get("index", 100) != 100
    ):
        yield "index", "in its base year an index is 100. Correct the index or the base year."


def _at_year_end(cells: Cells, rows: RowsById) -> Findings:
    if "as_at" in cells and (cells["as_at"].month, cells["as_at"].day) != (3, 31):
        yield "as_at", "a financial year ends on 31 March. Correct the day."


def _id_not_reserved(cells: Cells, rows: RowsById) -> Findings:
    if cells.get("force_id") == NOT_STATED:
        yield "force_id", f"{quoted(NOT_STATED)} stands for leads that no source states. Choose another id."


def _region_of_territorial_force(cells: Cells, rows: RowsById) -> Findings:
    if cells.get("kind") != Force.Kind.TERRITORIAL or "region" not in cells:
        return
    region, slug = cells["region"], slugify(cells["region"])
    longest = Region._meta.get_field("slug").max_length
    if slug in ("", "national", NATIONAL_BODIES, NOT_STATED):
        yield "region", "a territorial force lies in a region of England or in Wales. Name it."
    elif longest is not None and len(slug) > longest:
        yield "region", f"the text has {len(slug)} characters, and at most {longest} fit. Shorten it."
    for other in (force for forces in rows[ForceRow].values() for force in forces):
        if other.get("kind") == Force.Kind.TERRITORIAL and slugify(other.get("region", "")) == slug:
            if other["region"] != region:
                yield (
                    "region",
                    f"{quoted(region)} is also written {quoted(other['region'])}. Write a region one way only.",
                )
            return


def _ons_code_only_if_territorial(cells: Cells, rows: RowsById) -> Findings:
    if cells.get("ons_code") and cells.get("kind") not in (None, Force.Kind.TERRITORIAL):
        yield "ons_code", "only a territorial force has a police force area code. Empty this cell or correct the kind."


def _population_with_its_year(cells: Cells, rows: RowsById) -> Findings:
    if "population" in cells and "population_year" in cells:
        if cells["population"] is not None and cells["population_year"] is None:
            yield "population_year", "the cell is empty. A population needs its census year."
        if cells["population"] is None and cells["population_year"] is not None:
            yield "population", "the cell is empty. A census year needs its population."


def _tile_of_territorial_force(cells: Cells, rows: RowsById) -> Findings:
    kind = _row(rows, ForceRow, cells.get("force_id", "")).get("kind", Force.Kind.TERRITORIAL)
    if kind != Force.Kind.TERRITORIAL:
        yield (
            "force_id",
            f"{quoted(cells['force_id'])} is not a territorial force, and only they have a tile. Delete the row.",
        )


def _two_sources(cells: Cells, rows: RowsById) -> Findings:
    if "source_a" in cells and cells["source_a"] == cells.get("source_b"):
        yield "source_b", "the same source as source_a. A disagreement needs two."


CHECKS: Mapping[type[Row], tuple[Check, ...]] = {
    ForceRow: (
        _sourced("A force"),
        _id_not_reserved,
        _region_of_territorial_force,
        _ons_code_only_if_territorial,
        _population_with_its_year,
    ),
    TileRow: (_tile_of_territorial_force,),
    ProjectRow: (_partners_beside_the_lead, _themes_beside_the_theme),
    AnnouncementRow: (_as_stated,),
    AwardRow: (_whole_period,),
    AllocationRow: (_as_stated, _no_step_if_exact, _step_within_amount, _remainder_without_a_year),
    FundTotalRow: (_as_stated,),
    SubGrantRow: (_as_stated, _share_of_its_award),
    ConflictRow: (_two_sources,),
    DeflatorRow: (_100_in_base_year,),
    YearEndOfficersRow: (_at_year_end,),
}


def checks_of(kind: type[Row]) -> Sequence[Check]:
    """The checks of this kind of row, besides those of its cells one by one."""
    return (*([_sourced(kind.SOURCED)] if kind.SOURCED else []), *CHECKS.get(kind, ()))
