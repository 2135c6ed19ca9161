"""A comparison as charts, all on one scale: what each thing comes to, and year by year."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from forces.models import NATIONAL_BODIES, NOT_STATED
from funding import financial_year, words
from funding.addresses import projects_where
from funding.totals.comparison import Comparison, Side, Thing
from funding.totals.groups import Group

from . import breakdowns, headlines
from .bars import Chart
from .options import Scope


def totals_chart(comparison: Comparison, things: Sequence[Thing]) -> Chart:
    """A bar for each thing: what it comes to, on one scale."""
    groups = [
        side.counted.named(thing.slug, thing.short_name) for thing, side in zip(things, comparison.sides, strict=True)
    ]
    addresses = {thing.slug: thing.address for thing in things}
    return breakdowns.by_group(
        groups,
        slug="totals",
        title=totals_message(comparison, things),
        subtitle="Itemised allocations, £, on one scale."
        + (" Each pound is counted once, with the project's lead." if comparison.kind.is_led else ""),
        first_column=comparison.kind.noun.capitalize(),
        href=lambda group: addresses[group.slug],
    )


def years_charts(comparison: Comparison, things: Sequence[Thing]) -> list[Chart]:
    """For each thing a bar for each financial year, all of them on one scale."""
    found = [
        replace(
            breakdowns.by_year(
                [
                    side.groups["financial_year"].get(slug, Group(slug=slug, label=label))
                    for slug, label in comparison.rows["financial_year"]
                ],
                scope=Scope(
                    pounds="Allocations, on the scale of all charts here,",
                    address=partial(projects_where, **{comparison.kind.facet: thing.slug}),
                ),
                without_amount=side.counted.awards_without_amount,
            ),
            slug=f"years-{thing.slug}",
            title=year_message(thing, side),
        )
        for thing, side in zip(things, comparison.sides, strict=True)
    ]
    return [replace(chart, scale=max(one.largest for one in found)) for chart in found]


def totals_message(comparison: Comparison, things: Sequence[Thing]) -> str:
    """Which of the things has most money, as a headline."""
    known = [
        (thing, side.counted.amount)
        for thing, side in zip(things, comparison.sides, strict=True)
        if side.counted.amount
    ]
    if not known:
        return headlines.NOTHING_PUBLISHED
    (most, amount), *others = sorted(known, key=lambda one: -one[1].pounds)
    if others and others[0][1].pounds == amount.pounds:
        return f"{most.short_name} and {others[0][0].short_name} come to the same: {amount}"
    subject = comparison.kind.name_in_headlines(most)
    verb = {NOT_STATED: "have", NATIONAL_BODIES: "lead"}.get(most.slug, "leads" if comparison.kind.is_led else "has")
    return f"{words.capitalised(subject)} {verb} the most: {amount}"


def year_message(thing: Thing, side: Side) -> str:
    """In which year one of the things has most money, as a headline."""
    dated = [group for slug, group in side.groups["financial_year"].items() if slug != financial_year.NOT_PUBLISHED]
    if dated:
        most = max(dated, key=lambda group: group.pounds)
        return f"{thing.short_name}: most in one year is {most.shown}, in {most.label}"
    if side.counted.amount is not None:
        return f"{thing.short_name}: none of the money has a published year"
    return f"{thing.short_name}: {'no amount is published' if side.counted.projects else 'nothing itemised'}"
