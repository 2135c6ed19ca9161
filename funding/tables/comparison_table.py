"""A comparison as tables: each measure of each thing, how it differs from the first, and what they share in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from forces.models import NOT_STATED
from funding import words
from funding.money import Amount, Missing
from funding.totals.comparison import Comparison, Side, Thing
from funding.totals.groups import Group, Totals

Text = SafeString | str

NOTHING_ITEMISED = Missing("nothing itemised")
NO_POUNDS = Amount(Decimal(0))
"""With what the amount of something that nothing is known of is compared."""


@dataclass(frozen=True)
class Cell:
    """What a thing has of a measure, and in words how that differs from the first thing (empty for the first itself)."""

    value: Text
    difference: Text = ""


@dataclass(frozen=True)
class Line:
    """A measure, or a group of a breakdown, and a cell for each of the things, whose names head the columns."""

    names: list[str]
    label: str
    cells: list[Cell]

    @property
    def named_cells(self) -> list[tuple[str, Cell]]:
        return list(zip(self.names, self.cells, strict=True))


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a column for each thing."""

    slug: str
    caption: str
    first_column: str
    lines: list[Line]


def measures(comparison: Comparison, things: Sequence[Thing]) -> list[Line]:
    """What each thing comes to, and how the others differ from the first."""
    led = " led" if comparison.kind.is_led else ""
    sides = comparison.sides
    counted = [side.counted for side in sides]
    lines = {
        f"Projects{led}": _counts([group.projects for group in counted]),
        f"Amount{led}": _amounts(counted),
        "Provisional part of it": [Cell(_provisional(side.counted)) for side in sides],
        f"Awards{led} whose amount is not published": _counts([group.awards_without_amount for group in counted]),
        f"Largest project{led}": [Cell(_largest(side)) for side in sides],
    }
    if comparison.kind.is_announced:
        lines["Announced for the round as a whole"] = [Cell(_announced(thing)) for thing in things]
    if label := comparison.kind.touched_label:
        touched = [side.touched for side in sides]
        lines[label] = _where_it_applies(sides, _counts([group.projects for group in touched]))
        lines["Money in those, in full"] = _where_it_applies(sides, _amounts(touched))
    return [Line(_names(things), name, cells) for name, cells in lines.items()]


def _where_it_applies(sides: Sequence[Side], cells: Sequence[Cell]) -> list[Cell]:
    """The cells, but for the leads that are not stated: those are involved in nothing, and nothing differs from them."""
    to_compare = sides[0].slug != NOT_STATED
    return [
        Cell("does not apply") if side.slug == NOT_STATED else Cell(cell.value, cell.difference if to_compare else "")
        for side, cell in zip(sides, cells, strict=True)
    ]


def _names(things: Sequence[Thing]) -> list[str]:
    return [thing.short_name for thing in things]


def _counts(numbers: Sequence[int]) -> list[Cell]:
    first, *others = numbers
    return [Cell(f"{first:,}"), *(Cell(f"{other:,}", count_difference(first, other)) for other in others)]


def _amounts(totals: Sequence[Totals]) -> list[Cell]:
    first, *others = totals
    return [
        Cell(first.shown.html()),
        *(Cell(other.shown.html(), amount_difference(first, other)) for other in others),
    ]


def count_difference(first: int, other: int) -> str:
    """`2 more`, `1 fewer` or `as many`: how the other differs from the first."""
    if first == other:
        return "as many"
    return f"{abs(other - first):,} {'more' if other > first else 'fewer'}"


def amount_difference(first: Totals, other: Totals) -> Text:
    """`about £1.2m more`: how the other differs from the first. Not known where either has projects but no published amount."""
    if any(totals.projects and totals.amount is None for totals in (first, other)):
        return "difference not known"
    more, less = (other, first) if other.pounds > first.pounds else (first, other)
    difference = (more.amount or NO_POUNDS) - (less.amount or NO_POUNDS)
    if not difference.pounds:
        return "as much" if difference.is_exact else "about as much"
    return format_html("{} {}", difference.html(), "more" if more is other else "less")


def _provisional(totals: Totals) -> Text:
    return totals.provisional.html() if totals.provisional else "none"


def _largest(side: Side) -> Text:
    if side.largest is None:
        return "none with a published amount" if side.counted.projects else "none"
    project, group = side.largest
    return format_html('<a href="{}">{}</a>: {}', project.get_absolute_url(), project, group.shown.html())


def _announced(thing: Thing) -> Text:
    return thing.announcement.worth.html() if thing.announcement else "not stated"


def breakdowns(comparison: Comparison, things: Sequence[Thing]) -> list[Table]:
    """A table for each breakdown: a row for each group that any of the things has."""
    return [
        Table(
            slug=breakdown.slug,
            caption=f"By {breakdown.first_column[:1].lower()}{breakdown.first_column[1:]}",
            first_column=breakdown.first_column,
            lines=[
                Line(
                    _names(things),
                    label,
                    [_of_group(side.groups[breakdown.slug].get(slug)) for side in comparison.sides],
                )
                for slug, label in comparison.rows[breakdown.slug]
            ],
        )
        for breakdown in comparison.kind.breakdowns
        if any(side.groups[breakdown.slug] for side in comparison.sides)
    ]


def _of_group(group: Group | None) -> Cell:
    if group is None:
        return Cell(NOTHING_ITEMISED.html())
    return Cell(group.shown.html(), words.count(group.projects, "project"))


def together(comparison: Comparison) -> str:
    """How many projects the things have to do with in all, what those come to, and how many they share, in two sentences."""
    group, shared = comparison.together, len(comparison.shared)
    if not group.projects:
        return "No project that is known has to do with any of them."
    several = "both" if len(comparison.sides) == 2 else "more than one"
    one, more = comparison.kind.shares
    amount = f"with {group.amount} in all" if group.amount else "without a published amount"
    return (
        f"Together {comparison.kind.together} {words.count(group.projects, 'project')}, {amount}, each counted once. "
        f"{shared or 'None'} of them {one if shared < 2 else more} {several}."
    )
