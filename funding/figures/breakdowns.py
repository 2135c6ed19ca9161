"""Charts of a selection of money: by theme, region, lead, project and financial year. Rows in, a `Chart` out.

Builders are pure: they know of no request, no database and no setting.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from django.urls import reverse

from forces.models import NOT_STATED
from funding import financial_year, words
from funding.money import Amount
from funding.totals.groups import Group, Totals, YearCell, year_order

from . import headlines
from .bars import Chart, Row, Series
from .options import WHOLE_FUND, Measure, Scope
from .year_parts import YearParts

LEADS_AT_MOST = 15
"""How many leads a chart names before the rest is one bar."""

GROUP_COLUMNS = ("Amount", "Projects", "Awards whose amount is not published")
GROUP_FIELDS = ("amount_gbp", "qualifier", "projects", "awards_without_amount")

Href = Callable[[Group], str | None]
"""The address that a group's bar leads to; None where it leads nowhere."""


def series_of(measure: Measure) -> Series:
    """The one series of a chart that is not stacked."""
    return Series("Amount" if measure is Measure.POUNDS else "Projects", "series-1")


def plain(amount: Amount | None) -> tuple[Decimal | None, str | None]:
    """An amount as plain values for a file: pounds and qualifier."""
    return (amount.pounds, amount.qualifier.value) if amount else (None, None)


def group_row(group: Group, href: str | None, *, unknown: bool, measure: Measure) -> Row:
    """One group as a bar. Its cells and data are the same in both measures."""
    exact = group.shown.exact()
    number = words.count(group.projects, "project")
    pounds = measure is Measure.POUNDS
    return Row(
        label=group.label,
        values=(plain(group.amount)[0] if pounds else Decimal(group.projects),),
        text=group.shown.short() if pounds else number,
        cells=(exact, f"{group.projects:,}", f"{group.awards_without_amount:,}"),
        href=href,
        unknown=unknown,
        said=(exact if pounds else number,),
        slug=group.slug,
        data=(*plain(group.amount), group.projects, group.awards_without_amount),
    )


def by_group(
    groups: Sequence[Group],
    *,
    slug: str,
    title: str,
    subtitle: str,
    first_column: str,
    href: Href,
    csv: str = "",
    most: int | None = None,
    measure: Measure = Measure.POUNDS,
) -> Chart:
    """A bar for each group, in the order given (of projects, most first); beyond `most`, the rest together in one bar, so that the bars still add up.

    What is not stated is never among the rest: it keeps a bar of its own, after them.
    """
    stated = [group for group in groups if group.slug != NOT_STATED]
    if measure is Measure.PROJECTS:
        stated.sort(key=lambda group: -group.projects)
    shown = stated if most is None or len(stated) <= most + 1 else stated[:most]
    rows = [group_row(group, href(group), unknown=False, measure=measure) for group in shown]
    if rest := stated[len(shown) :]:
        others = Totals.combined(rest).named("", f"{len(rest)} others")
        rows.append(group_row(others, None, unknown=False, measure=measure))
    rows += [
        group_row(group, href(group), unknown=True, measure=measure) for group in groups if group.slug == NOT_STATED
    ]
    without_amount = sum(group.awards_without_amount for group in groups)
    return Chart(
        slug=slug,
        title=title,
        subtitle=subtitle,
        series=(series_of(measure),),
        rows=tuple(rows),
        columns=GROUP_COLUMNS,
        first_column=first_column,
        data_fields=GROUP_FIELDS,
        note=words.in_no_bar(without_amount) if measure is Measure.POUNDS else "",
        csv=csv,
    )


def by_region(
    groups: Sequence[Group], *, href: Href, scope: Scope = WHOLE_FUND, csv: str = "", measure: Measure = Measure.POUNDS
) -> Chart:
    """A bar for each region of leads."""
    return by_group(
        groups,
        slug="regions",
        title=headlines.regions(groups, measure),
        subtitle=f"{scope.pounds} by region of the lead force, £. Each pound is counted once, with the project's lead."
        if measure is Measure.POUNDS
        else f"{scope.projects} by region of the lead force. A project counts once, with its lead.",
        first_column="Region of the lead",
        href=href,
        csv=csv,
        measure=measure,
    )


def by_theme(
    groups: Sequence[Group],
    *,
    href: Href,
    scope: Scope = WHOLE_FUND,
    csv: str = "",
    most: int | None = None,
    measure: Measure = Measure.POUNDS,
) -> Chart:
    """A bar for each theme."""
    by = f"{scope.pounds} by theme, £" if measure is Measure.POUNDS else f"{scope.projects} by theme"
    return by_group(
        groups,
        slug="themes",
        title=headlines.groups_of_money(groups, measure),
        subtitle=f"{by}. Each project is counted under one theme.",
        first_column="Theme",
        href=href,
        csv=csv,
        most=most,
        measure=measure,
    )


def by_lead(
    groups: Sequence[Group],
    *,
    href: Href,
    scope: Scope = WHOLE_FUND,
    csv: str = "",
    most: int | None = LEADS_AT_MOST,
    measure: Measure = Measure.POUNDS,
) -> Chart:
    """A bar for each lead, and one for the leads beyond `most`."""
    return by_group(
        groups,
        slug="leads",
        title=headlines.leads(groups, measure),
        subtitle=f"{scope.pounds} by lead, £. Each pound is counted once, with the project's lead."
        if measure is Measure.POUNDS
        else f"{scope.projects} by lead. A project counts once, with its lead.",
        first_column="Lead",
        href=href,
        csv=csv,
        most=most,
        measure=measure,
    )


def in_full(groups: Sequence[Group], *, whom: str, csv: str) -> Chart:
    """The projects that involve a force or a region which leads no money, each in full."""
    total = Totals.combined(groups)
    return by_group(
        groups,
        slug="involved",
        title=f"The projects that involve {whom} have {total.shown} in all",
        subtitle="Allocations to each project in full, £, whoever leads it. Never add this up across forces or regions.",
        first_column="Project",
        href=lambda group: reverse("project", args=[group.slug]),
        csv=csv,
    )


def by_year(
    groups: Sequence[Group],
    cells: Sequence[YearCell] = (),
    *,
    href: Href,
    without_amount: int,
    scope: Scope = WHOLE_FUND,
    made_of: str = "round",
    csv: str = "",
    chosen: bool = False,
    measure: Measure = Measure.POUNDS,
) -> Chart:
    """A bar for each financial year of the fund, those without money too, and one for what has no published year.

    With `cells`, the bars are made of their largest groups (over all years) and the rest; `made_of` says what they are:
    "round" or "theme". Bars of projects are in one piece, since a project may have money from several rounds in a year.

    Where years were `chosen`, the others are not empty but left out. `without_amount` awards have no published amount, so
    they are in no bar; the chart says so.
    """
    parts = YearParts.of(cells, others=f"Other {made_of}s")
    stacked = bool(cells) and measure is Measure.POUNDS
    rows = []
    for group in groups if chosen else _every_year(groups):
        row = _year_row(group, href(group), measure=measure)
        if cells:
            year = None if group.slug == financial_year.NOT_PUBLISHED else financial_year.parse(group.slug)
            values, said = parts.in_year(year)
            printed = ("–" if value is None else one for value, one in zip(values, said, strict=True))
            row = replace(row, cells=(*row.cells, *printed), data=(*row.data, *values))
            row = replace(row, values=values, said=said) if stacked else row
        rows.append(row)
    by = f"by financial year and {made_of}" if stacked else "by financial year"
    return Chart(
        slug="years",
        title=(headlines.chosen_year if chosen else headlines.years)(groups, measure),
        subtitle=f"{scope.pounds} {by}, £, cash"
        if measure is Measure.POUNDS
        else f"{scope.projects} {by}. A project counts in each year in which it has money.",
        series=parts.series if stacked else (series_of(measure),),
        rows=tuple(rows) if groups else (),
        columns=("Amount", "Projects", *(one.name for one in parts.series)),
        first_column="Financial year",
        data_fields=("amount_gbp", "qualifier", "projects", *parts.fields),
        note=" ".join(filter(None, [words.provisional_by_year(groups), words.in_no_bar(without_amount)])),
        csv=csv,
    )


def _every_year(groups: Sequence[Group]) -> list[Group]:
    """The groups with those years of the fund that have none between them."""
    by_slug = {group.slug: group for group in groups}
    years: list[int | None] = [*financial_year.fund_years()]
    years += [None] if financial_year.NOT_PUBLISHED in by_slug else []
    slugs = [financial_year.slug(year) for year in sorted(years, key=year_order)]
    return [by_slug.get(slug, Group(slug=slug, label=slug)) for slug in slugs]


def _year_row(group: Group, href: str | None, *, measure: Measure) -> Row:
    exact = group.amount.exact() if group.amount else "nothing itemised"
    pounds = measure is Measure.POUNDS
    number = words.count(group.projects, "project")
    return Row(
        label=group.label,
        values=(plain(group.amount)[0] if pounds else (Decimal(group.projects) if group.projects else None),),
        text=(group.amount.short() if group.amount else "nothing itemised") if pounds else number,
        cells=(exact, f"{group.projects:,}"),
        href=href if group.amount else None,
        unknown=group.slug == financial_year.NOT_PUBLISHED,
        said=(exact if pounds else number,),
        slug=group.slug,
        data=(*plain(group.amount), group.projects),
    )
