"""The charts of the pages: rows in, a `Chart` out.

Builders are pure: they know of no request, no database and no setting.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.urls import reverse

from forces.models import NOT_STATED
from funding import financial_year, money
from funding.groups import Cell, Group, year_order
from funding.listings import RoundRow

from . import words
from .addresses import csv_of, projects_where
from .chart import Chart, Row, Series

PALE = "pale"
OTHER = "other"
LEADS_AT_MOST = 15
"""How many leads a chart names before the rest is one bar."""

SERIES_AT_MOST = 4
"""How many groups a stacked chart tells apart before the rest is "other" (look.md)."""

GROUP_COLUMNS = ("Amount", "Projects", "Awards whose amount is not published")


def _group_row(group: Group, href: str | None, *, unknown: bool) -> Row:
    published = group.amount is not None
    missing = "not published" if group.projects else "nothing"
    return Row(
        label=group.label,
        values=(group.amount,),
        text=words.of_group(group) if published else missing,
        cells=(
            money.qualified(money.pounds(group.pounds), group.qualifier) if published else missing,
            f"{group.projects:,}",
            f"{group.awards_without_amount:,}",
        ),
        href=href,
        unknown=unknown,
    )


def by_group(
    groups: Sequence[Group],
    *,
    slug: str,
    title: str,
    subtitle: str,
    first_column: str,
    href: Callable[[Group], str | None],
    csv: str = "",
    most: int | None = None,
) -> Chart:
    """A bar for each group, in the order given; beyond `most`, the rest together in one bar, so that the bars still add up.

    What is not stated is never among the rest: it keeps a bar of its own, after them.
    """
    stated = [group for group in groups if group.slug != NOT_STATED]
    shown = stated if most is None or len(stated) <= most + 1 else stated[:most]
    rows = [_group_row(group, href(group), unknown=False) for group in shown]
    if rest := stated[len(shown) :]:
        rows.append(_group_row(Group.combined("", f"{len(rest)} others", rest), None, unknown=False))
    rows += [_group_row(group, href(group), unknown=True) for group in groups if group.slug == NOT_STATED]
    return Chart(
        slug=slug,
        title=title,
        subtitle=subtitle,
        series=(Series("Amount", "series-1"),),
        rows=tuple(rows),
        columns=GROUP_COLUMNS,
        first_column=first_column,
        note=words.in_no_bar(sum(group.awards_without_amount for group in groups)),
        csv=csv,
    )


def by_region(groups: Sequence[Group]) -> Chart:
    """The regions of leads, over all of the fund."""
    return by_group(
        groups,
        slug="regions",
        title=words.regions_message(groups),
        subtitle="Itemised allocations by region of the lead force, £. Each pound is counted once, with the project's lead.",
        first_column="Region of the lead",
        href=lambda group: projects_where(region=group.slug),
        csv=csv_of("regions"),
    )


def by_theme(groups: Sequence[Group]) -> Chart:
    """The themes, over all of the fund."""
    return by_group(
        groups,
        slug="themes",
        title=words.groups_message(groups),
        subtitle="Itemised allocations by theme, £. Each project is counted under one theme.",
        first_column="Theme",
        href=lambda group: projects_where(theme=group.slug),
        csv=csv_of("themes"),
    )


def in_full(groups: Sequence[Group], *, whom: str, csv: str) -> Chart:
    """The projects that involve a force or a region which leads no money, each in full."""
    total = Group.combined("", "", groups)
    return by_group(
        groups,
        slug="involved",
        title=f"The projects that involve {whom} have {words.of_group(total)} in all",
        subtitle="Allocations to each project in full, £, whoever leads it. Never add this up across forces or regions.",
        first_column="Project",
        href=lambda group: reverse("project", args=[group.slug]),
        csv=csv,
    )


def by_year(
    groups: Sequence[Group],
    *,
    subtitle: str,
    href: Callable[[Group], str | None],
    without_amount: int,
    csv: str = "",
    slug: str = "years",
    chosen: bool = False,
) -> Chart:
    """A bar for each financial year of the fund, those without money too, and one for what has no published year.

    Where a year was `chosen`, the others are not empty but left out: then it has the one bar.

    `without_amount` awards have no published amount, so they are in no bar; the chart says so.
    """
    return Chart(
        slug=slug,
        title=words.chosen_year_message(groups) if chosen else words.years_message(groups),
        subtitle=subtitle,
        series=(Series("Amount", "series-1"),),
        rows=tuple(
            _year_row(group, (group.amount or None,), href(group))
            for group in (groups if chosen else _every_year(groups))
        ),
        columns=("Amount", "Projects"),
        first_column="Financial year",
        note=_year_note(groups, without_amount),
        csv=csv,
    )


def by_year_stacked(
    groups: Sequence[Group],
    cells: Sequence[Cell],
    *,
    subtitle: str,
    href: Callable[[Group], str | None],
    others: str,
    without_amount: int,
    csv: str = "",
    slug: str = "years",
) -> Chart:
    """The bars of `by_year` made of their largest groups (over all years) and the rest, called `others`."""
    labels = {cell.slug: cell.label for cell in cells}
    totals, dated = dict.fromkeys(labels, Decimal(0)), dict.fromkeys(labels, Decimal(0))
    for cell in cells:
        totals[cell.slug] += cell.amount
        dated[cell.slug] += cell.amount if cell.year is not None else 0
    # Those of the years come first: the year not published is one bar, where it says little what it is made of.
    largest = sorted(labels, key=lambda key: (-dated[key], -totals[key], key))
    named = largest if len(largest) <= SERIES_AT_MOST + 1 else largest[:SERIES_AT_MOST]
    series = [Series(labels[key], f"series-{index}") for index, key in enumerate(named, start=1)]
    if len(named) < len(largest):
        series.append(Series(others, OTHER))

    def parts(year: int | None) -> list[tuple[Decimal | None, str]]:
        """Of each series its amount in the year, and that in words."""
        of_year = {cell.slug: cell for cell in cells if cell.year == year}
        found = [[of_year[key]] if key in of_year else [] for key in named]
        if len(named) < len(largest):
            found.append([cell for key, cell in of_year.items() if key not in named])
        return [_sum_of_cells(some) for some in found]

    rows = []
    for group in _every_year(groups):
        year = None if group.slug == financial_year.NOT_PUBLISHED else financial_year.parse(group.slug)
        values, said = zip(*parts(year), strict=True) if series else ((), ())
        row = _year_row(group, values, href(group))
        rows.append(
            replace(
                row,
                cells=(*row.cells, *("–" if value is None else one for value, one in zip(values, said, strict=True))),
                said=said,
            )
        )
    return Chart(
        slug=slug,
        title=words.years_message(groups),
        subtitle=subtitle,
        series=tuple(series) or (Series("Amount", "series-1"),),
        rows=tuple(rows) if series else (),
        columns=("Amount", "Projects", *(one.name for one in series)),
        first_column="Financial year",
        note=_year_note(groups, without_amount),
        csv=csv,
    )


def _year_note(groups: Sequence[Group], without_amount: int) -> str:
    """What the bars of the years do not show: what was provisional, and the awards that are in none."""
    return " ".join(filter(None, [words.provisional_by_year(groups), words.in_no_bar(without_amount)]))


def _sum_of_cells(cells: Sequence[Cell]) -> tuple[Decimal | None, str]:
    """What some cells of a year come to, and that in words."""
    if not cells:
        return None, "nothing itemised"
    amount = sum((cell.amount for cell in cells), Decimal(0))
    inexact = sum(cell.qualifier != money.Qualifier.EXACTLY for cell in cells)
    qualifier = money.combined_qualifier(cells[0].qualifier, parts=len(cells), inexact=inexact)
    return amount, money.qualified(money.pounds(amount), qualifier)


def _every_year(groups: Sequence[Group]) -> list[Group]:
    """The groups with those years of the fund that have none between them."""
    by_slug = {group.slug: group for group in groups}
    years: list[int | None] = [*financial_year.fund_years()]
    years += [None] if financial_year.NOT_PUBLISHED in by_slug else []
    slugs = [financial_year.slug(year) for year in sorted(years, key=year_order)]
    return [by_slug.get(slug, Group.none(slug, slug)) for slug in slugs]


def _year_row(group: Group, values: tuple[Decimal | None, ...], href: str | None) -> Row:
    return Row(
        label=group.label,
        values=values,
        text=words.of_group(group) if group.amount else "nothing itemised",
        cells=(
            money.qualified(money.pounds(group.pounds), group.qualifier) if group.amount else "nothing itemised",
            f"{group.projects:,}",
        ),
        href=href if group.amount else None,
        unknown=group.slug == financial_year.NOT_PUBLISHED,
    )


ANNOUNCED = Series("Announced", PALE)
ITEMISED = Series("Itemised here", "series-1")


def announced_and_itemised(rows: Sequence[RoundRow], *, title: str, csv: str) -> Chart:
    """For each round, what was announced and over it what is itemised: two bars from the same start, which are never added."""
    return Chart(
        slug="announced",
        title=title,
        subtitle="Announced (pale) and itemised here (dark), £, on one scale. They are compared and never added.",
        series=(ANNOUNCED, ITEMISED),
        rows=tuple(_round_row(row) for row in rows),
        columns=("Announced", "Itemised", "Itemised as a share of announced"),
        first_column="Round",
        csv=csv,
        overlaid=True,
    )


def _round_row(row: RoundRow) -> Row:
    announced, itemised = row.announcement, row.itemised
    short = words.of_group(itemised) if itemised.amount else "none itemised"
    said = (
        money.qualified(money.pounds(announced.amount), announced.qualifier) if announced else "not stated",
        money.qualified(money.pounds(itemised.pounds), itemised.qualifier) if itemised.amount else "not published",
    )
    return Row(
        label=row.round.name,
        values=(announced.amount if announced else None, itemised.amount),
        text=f"{short} of {announced}" if announced else short,
        cells=(*said, words.share_itemised(row)),
        href=row.round.get_absolute_url(),
        said=said,
    )


def projects_announced_and_known(row: RoundRow) -> Chart:
    """How many projects a round was announced to have, and how many of them are known here, with and without an amount."""
    announced = row.announcement.project_count if row.announcement else None
    known = row.itemised.projects
    numbers = {
        "Announced": announced,
        "Known here": known,
        "Known, with an amount": row.itemised.awards_with_amount,
    }
    known_in_words = f"{known} of {announced} announced projects" if announced else words.count(known, "project")
    return Chart(
        slug="projects",
        title=f"{known_in_words} {'is' if known_in_words == '1 project' else 'are'} known",
        subtitle="Number of projects in the round",
        series=(Series("Projects", "series-1"),),
        rows=tuple(_count_row(label, number) for label, number in numbers.items()),
        columns=("Projects",),
        first_column="What is counted",
    )


def _count_row(label: str, number: int | None) -> Row:
    text = "not stated" if number is None else f"{number:,}"
    return Row(label=label, values=(None if number is None else Decimal(number),), text=text, cells=(text,))
