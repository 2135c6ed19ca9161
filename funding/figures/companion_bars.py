"""The forces that one force is named with most, as a chart of numbers of projects."""

from collections.abc import Sequence
from dataclasses import replace

from funding import words
from funding.addresses import companion_address
from funding.totals.partnerships import Companion

from . import breakdowns
from .bars import Chart
from .options import Measure

AT_MOST = 10
"""How many forces are shown. The rest is not one bar together: a project can be in several, so they do not add up."""


def companion_chart(companions: Sequence[Companion], *, csv: str) -> Chart | None:
    """A bar for each of the forces named with one force, those with most projects in common first.

    None where no other force shares more than one project with it, or only one does at all: the bars would say nothing.
    """
    most = max((len(one.projects) for one in companions), default=0)
    if most < 2 or len(companions) < 2:
        return None
    shown = companions[:AT_MOST]
    addresses = {one.force.slug: companion_address(one) for one in shown}
    chart = breakdowns.by_group(
        [one.money.named(one.force.slug, one.force.short_name) for one in shown],
        slug="companions",
        title=_title([one for one in companions if len(one.projects) == most], most),
        subtitle="Number of projects that name both forces, as lead or partner",
        first_column="Force",
        href=lambda group: addresses[group.slug],
        csv=csv,
        measure=Measure.PROJECTS,
    )
    which = (
        f"These are {len(shown)} of {len(companions)} forces: those with most projects, then with most money in them. "
    )
    note = f"{which if len(companions) > len(shown) else ''}Never add the bars up: a project that names several forces is in the bar of each."
    return replace(
        chart, numbers=(replace(chart.numbers[0], head="Money in them, in full"), *chart.numbers[1:]), note=note
    )


def _title(first: Sequence[Companion], most: int) -> str:
    whom = words.listed([one.force.short_in_words for one in first])
    subject = words.capitalised(first[0].beside.short_in_words)
    return f"{subject} is named most often with {whom}: in {most} projects{' each' if len(first) > 1 else ''}"
