"""Charts of a selection of money: by theme, region, lead, project and financial year. Rows in, a `Chart` out.

Builders are pure: they know of no request, no database and no setting.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.urls import reverse

from forces.models import NOT_STATED
from funding import financial_year, words
from funding.money import Missing
from funding.totals.groups import Group, Totals, YearCell, year_order

from . import headlines
from .bars import Chart, Series
from .numbers import Column, Row, count, pounds, read
from .options import WHOLE_FUND, Measure, Scope
from .year_parts import YearParts

LEADS_AT_MOST = 15
"""How many leads a chart names before the rest is one bar."""

NOTHING_ITEMISED = Missing("nothing itemised")

GROUP_NUMBERS: tuple[Column[Group], ...] = (
    pounds("Amount", "amount_gbp", lambda group: group.shown),
    count("Projects", "projects", lambda group: group.projects, "project"),
    count("Awards whose amount is not published", "awards_without_amount", lambda group: group.awards_without_amount),
)
YEAR_NUMBERS: tuple[Column[Group], ...] = (
    pounds("Amount", "amount_gbp", lambda group: group.amount or NOTHING_ITEMISED),
    GROUP_NUMBERS[1],
)

Href = Callable[[Group], str | None]
"""The address that a group's bar leads to; None where it leads nowhere."""


def series_of(measure: Measure) -> Series:
    """The one series of a chart that is not stacked."""
    return Series("Amount" if measure is Measure.POUNDS else "Projects", "series-1")


def row_of(group: Group, columns: Sequence[Column[Group]], *, href: str | None, measure: Measure, unknown: bool) -> Row:
    """One group as a row with a bar. `columns` begin with its amount and its projects; its numbers are the same in both measures."""
    numbers = read(columns, group)
    bar = numbers[0 if measure is Measure.POUNDS else 1]
    return Row(
        ids=(group.slug,),
        label=group.label,
        numbers=numbers,
        bars=(bar,),
        text=bar.short,
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
    if rest := stated[len(shown) :]:
        shown = [*shown, Totals.combined(rest).named("", f"{len(rest)} others")]
    shown = [*shown, *(group for group in groups if group.slug == NOT_STATED)]
    without_amount = sum(group.awards_without_amount for group in groups)
    return Chart(
        slug=slug,
        title=title,
        subtitle=subtitle,
        series=(series_of(measure),),
        rows=tuple(
            row_of(
                group,
                GROUP_NUMBERS,
                href=href(group) if group.slug else None,  # the rest together has none
                measure=measure,
                unknown=group.slug == NOT_STATED,
            )
            for group in shown
        ),
        numbers=GROUP_NUMBERS,
        first_column=first_column,
        note=words.in_no_bar(without_amount) if measure is Measure.POUNDS else "",
        csv=csv,
    )


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """A way to break a part of the fund down as bars.

    A bar leads to the view that has its group as `parameter`. `by` follows "by" in a sentence, and `once` are the sentences
    that say where a pound and where a project counts. A chart names at most `most` groups.
    """

    slug: str
    parameter: str
    by: str
    first_column: str
    headline: Callable[[Sequence[Group], Measure], str]
    once: Mapping[Measure, str]
    most: int | None = None


WITH_LEAD = {
    Measure.POUNDS: "Each pound is counted once, with the project's lead.",
    Measure.PROJECTS: "A project counts once, with its lead.",
}
REGIONS = Breakdown(
    slug="regions",
    parameter="region",
    by="region of the lead force",
    first_column="Region of the lead",
    headline=headlines.regions,
    once=WITH_LEAD,
)
THEMES = Breakdown(
    slug="themes",
    parameter="theme",
    by="theme",
    first_column="Theme",
    headline=headlines.groups_of_money,
    once=dict.fromkeys(Measure, "Each project is counted under one theme."),
)
LEADS = Breakdown(
    slug="leads",
    parameter="lead",
    by="lead",
    first_column="Lead",
    headline=headlines.leads,
    once=WITH_LEAD,
    most=LEADS_AT_MOST,
)


def broken_down(
    breakdown: Breakdown, groups: Sequence[Group], scope: Scope = WHOLE_FUND, *, most: int | None = None
) -> Chart:
    """A bar for each group of a breakdown, and one for those beyond `most`."""
    return by_group(
        groups,
        slug=breakdown.slug,
        title=breakdown.headline(groups, scope.measure),
        subtitle=f"{scope.by(breakdown.by)}. {breakdown.once[scope.measure]}",
        first_column=breakdown.first_column,
        href=lambda group: scope.address(**{breakdown.parameter: group.slug}),
        csv=scope.csv,
        most=most or breakdown.most,
        measure=scope.measure,
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
    scope: Scope = WHOLE_FUND,
    *,
    without_amount: int,
    made_of: str = "round",
) -> Chart:
    """A bar for each financial year of the fund, those without money too, and one for what has no published year.

    With `cells`, the bars are made of their largest groups (over all years) and the rest; `made_of` says what they are:
    "round" or "theme". Bars of projects are in one piece, since a project may have money from several rounds in a year.

    `without_amount` awards have no published amount, so they are in no bar; the chart says so.
    """
    parts = YearParts.of(cells, others=f"Other {made_of}s")
    stacked = bool(cells) and scope.measure is Measure.POUNDS
    numbers = (*YEAR_NUMBERS, *parts.columns)
    rows = []
    for group in groups if scope.of_years else _every_year(groups):
        row = row_of(
            group,
            numbers,
            href=scope.address(fy=group.slug) if group.amount else None,
            measure=scope.measure,
            unknown=group.slug == financial_year.NOT_PUBLISHED,
        )
        rows.append(replace(row, bars=row.numbers[len(YEAR_NUMBERS) :]) if stacked else row)
    counted = scope.by(f"financial year and {made_of}" if stacked else "financial year")
    detail = ", cash" if scope.measure is Measure.POUNDS else ". A project counts in each year in which it has money."
    return Chart(
        slug="years",
        title=(headlines.chosen_year if scope.of_years else headlines.years)(groups, scope.measure),
        subtitle=f"{counted}{detail}",
        series=parts.series if stacked else (series_of(scope.measure),),
        rows=tuple(rows) if groups else (),
        numbers=numbers,
        first_column="Financial year",
        note=" ".join(filter(None, [words.provisional_by_year(groups), words.in_no_bar(without_amount)])),
        csv=scope.csv,
    )


def _every_year(groups: Sequence[Group]) -> list[Group]:
    """The groups with those years of the fund that have none between them."""
    by_slug = {group.slug: group for group in groups}
    years: list[int | None] = [*financial_year.fund_years()]
    years += [None] if financial_year.NOT_PUBLISHED in by_slug else []
    slugs = [financial_year.slug(year) for year in sorted(years, key=year_order)]
    return [by_slug.get(slug, Group(slug=slug, label=slug)) for slug in slugs]
