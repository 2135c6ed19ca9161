"""The charts of the pages: rows in, a `Chart` out.

Builders are pure: they know of no request, no database and no setting.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal

from forces.models import NOT_STATED
from funding import financial_year, money
from funding.listings import RoundRow
from funding.selection import Cell, Group, year_order

from . import words
from .chart import Chart, Row, Series

PALE = "pale"
OTHER = "other"
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
        note=" ".join(filter(None, [words.provisional_by_year(groups), words.in_no_bar(without_amount)])),
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

    def values(year: int | None) -> tuple[Decimal | None, ...]:
        of_year = {cell.slug: cell.amount for cell in cells if cell.year == year}
        parts = [of_year.get(key) for key in named]
        if len(named) < len(largest):
            parts.append(sum((amount for key, amount in of_year.items() if key not in named), Decimal(0)) or None)
        return tuple(parts)

    rows = []
    for group in _every_year(groups):
        year = None if group.slug == financial_year.NOT_PUBLISHED else financial_year.parse(group.slug)
        row = _year_row(group, values(year), href(group))
        parts = tuple("–" if value is None else money.pounds(value) for value in row.values)
        rows.append(Row(row.label, row.values, row.text, (*row.cells, *parts), row.href, row.unknown))
    return Chart(
        slug=slug,
        title=words.years_message(groups),
        subtitle=subtitle,
        series=tuple(series) or (Series("Amount", "series-1"),),
        rows=tuple(rows) if series else (),
        columns=("Amount", "Projects", *(one.name for one in series)),
        first_column="Financial year",
        note=" ".join(filter(None, [words.provisional_by_year(groups), words.in_no_bar(without_amount)])),
        csv=csv,
    )


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
    announced = str(row.announcement) if row.announcement else "not announced as a whole"
    itemised = words.of_group(row.itemised) if row.itemised.amount else "none itemised"
    return Row(
        label=row.round.name,
        values=(row.announcement.amount if row.announcement else None, row.itemised.amount or None),
        text=f"{itemised} of {announced}" if row.announcement else itemised,
        cells=(
            money.qualified(money.pounds(row.announcement.amount), row.announcement.qualifier)
            if row.announcement
            else "not stated",
            money.qualified(money.pounds(row.itemised.pounds), row.itemised.qualifier)
            if row.itemised.amount
            else "not published",
            words.share_itemised(row),
        ),
        href=row.round.get_absolute_url(),
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
