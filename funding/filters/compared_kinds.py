"""The kinds of things that can be compared: all that is special about each."""

from collections.abc import Sequence
from operator import attrgetter

from forces.models import NATIONAL_BODIES, NOT_STATED, Force, Region
from forces.sort_key import by_name
from funding.addresses import projects_where
from funding.models import Announcement, Round
from funding.totals.comparison import Breakdown, Kind, Thing
from funding.totals.dimensions import (
    LEAD,
    LEAD_NOT_STATED_LABEL,
    NATIONAL_BODIES_LABEL,
    REGION,
    ROUND,
    THEME,
    YEAR,
)
from funding.totals.selection import Selection
from funding.words import region_in_words
from projects.models import Theme

BY_YEAR = Breakdown(slug="financial_year", dimension=YEAR, first_column="Financial year")
BY_THEME = Breakdown(slug="theme", dimension=THEME, first_column="Theme")
BY_ROUND = Breakdown(slug="round", dimension=ROUND, first_column="Round")
BY_REGION = Breakdown(slug="region", dimension=REGION, first_column="Region of the lead")


def _forces() -> list[Thing]:
    forces = sorted(
        Force.objects.select_related("region"),
        key=lambda force: (force.region is None, force.region and force.region.sort_key, by_name(force)),
    )
    return [
        Thing(
            slug=force.slug,
            name=force.name,
            short_name=force.short_name,
            in_words=force.name,
            address=force.get_absolute_url(),
            group=str(force.region or NATIONAL_BODIES_LABEL),
        )
        for force in forces
    ]


def _regions() -> list[Thing]:
    return [
        *(_named(region, region_in_words(region.name)) for region in Region.objects.all()),
        _without_page(NATIONAL_BODIES, NATIONAL_BODIES_LABEL, "national bodies"),
        _without_page(NOT_STATED, LEAD_NOT_STATED_LABEL, "projects whose lead is not stated"),
    ]


def _rounds() -> list[Thing]:
    rounds = Round.objects.published().select_related("announcement")
    return [_named(round_, announcement=round_.announced) for round_ in rounds]


def _themes() -> list[Thing]:
    return [_named(theme) for theme in Theme.objects.all()]


def _named(thing: Region | Round | Theme, in_words: str = "", *, announcement: Announcement | None = None) -> Thing:
    name = str(thing)
    return Thing(
        slug=thing.slug,
        name=name,
        short_name=name,
        in_words=in_words or name,
        address=thing.get_absolute_url(),
        announcement=announcement,
    )


def _without_page(slug: str, label: str, in_words: str) -> Thing:
    """What is no region, and so has the explorer's page of its projects."""
    return Thing(slug=slug, name=label, short_name=label, in_words=in_words, address=projects_where(region=slug))


def _of_forces(fund: Selection, slugs: Sequence[str]) -> Selection:
    return _with_not_stated(fund.involving(slugs), fund, slugs)


def _of_regions(fund: Selection, slugs: Sequence[str]) -> Selection:
    return _with_not_stated(fund.involving_regions(slugs), fund, slugs)


def _with_not_stated(found: Selection, fund: Selection, slugs: Sequence[str]) -> Selection:
    """With what has no stated lead, if that is among what is compared."""
    return found | fund.where(LEAD, [NOT_STATED]) if NOT_STATED in slugs else found


def _of_rounds(fund: Selection, slugs: Sequence[str]) -> Selection:
    return fund.where(ROUND, slugs)


def _of_themes(fund: Selection, slugs: Sequence[str]) -> Selection:
    return fund.where(THEME, slugs) | fund.also_about(slugs)


KINDS = {
    kind.noun: kind
    for kind in [
        Kind(
            noun="force",
            plural="forces",
            things=_forces,
            facet="lead",
            counted=LEAD,
            counted_with="the project's lead",
            is_led=True,
            touched=_of_forces,
            touched_label="Projects led or partnered",
            breakdowns=(BY_YEAR, BY_THEME, BY_ROUND),
        ),
        Kind(
            noun="region",
            plural="regions",
            things=_regions,
            facet="region",
            counted=REGION,
            counted_with="the project's lead",
            is_led=True,
            touched=_of_regions,
            touched_label="Projects led or partnered",
            breakdowns=(BY_YEAR, BY_THEME, BY_ROUND),
            name_in_headlines=attrgetter("in_words"),
        ),
        Kind(
            noun="round",
            plural="rounds",
            things=_rounds,
            facet="round",
            counted=ROUND,
            counted_with="its round",
            is_announced=True,
            touched=_of_rounds,
            breakdowns=(BY_YEAR, BY_THEME, BY_REGION),
            together="they awarded money to",
            shares=("was awarded money in", "were awarded money in"),
        ),
        Kind(
            noun="theme",
            plural="themes",
            things=_themes,
            facet="theme",
            counted=THEME,
            counted_with="the project's one theme",
            touched=_of_themes,
            touched_label="Projects it is the main or a further theme of",
            breakdowns=(BY_YEAR, BY_ROUND, BY_REGION),
            together="they are the main or a further theme of",
            shares=("is about", "are about"),
        ),
    ]
}
"""By the parameter that names things of the kind in addresses, in the order in which they are offered."""
