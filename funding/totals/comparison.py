"""Two to four forces, regions, rounds or themes side by side: what each comes to, and what they share.

What a thing is involved in, what the things share and what they come to together are made of projects, each counted once,
so that one that several of them share is never added twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q, QuerySet

from forces.models import NATIONAL_BODIES, NOT_STATED, Force
from forces.sort_key import by_name
from funding import financial_year
from funding.models import Announcement, Award
from funding.models.awards import AwardQuerySet
from projects.models import Project

from .dimensions import LEAD, PROJECT, REGION, ROUND, THEME, YEAR, Dimension
from .groups import Group, Totals, by_amount, year_order
from .selection import Selection, breakdowns

Key = tuple[str, str]
"""Slug and name of a group of a breakdown."""

BREAKDOWNS = {"financial_year": YEAR, "theme": THEME, "round": ROUND, "region": REGION}


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing that can be compared.

    Money belongs to the one thing of the kind that is its value of the dimension `counted`; `touched` are the awards that
    any of some things has to do with. `breakdowns` name keys of `BREAKDOWNS`.
    """

    counted: Dimension
    touched: Callable[[Sequence[str]], AwardQuerySet]
    breakdowns: tuple[str, ...]


def _involving(forces: QuerySet[Force], slugs: Sequence[str]) -> AwardQuerySet:
    """The awards that involve some forces, and those without a stated lead if that is among what is compared."""
    published = Award.objects.published()
    found = published.involving(forces)
    return found | published.filter(project__lead__isnull=True) if NOT_STATED in slugs else found


def _of_forces(slugs: Sequence[str]) -> AwardQuerySet:
    return _involving(Force.objects.filter(slug__in=slugs), slugs)


def _of_regions(slugs: Sequence[str]) -> AwardQuerySet:
    national = Q(region__isnull=True) if NATIONAL_BODIES in slugs else Q(pk__in=[])
    return _involving(Force.objects.filter(Q(region__slug__in=slugs) | national), slugs)


def _of_rounds(slugs: Sequence[str]) -> AwardQuerySet:
    return Award.objects.published().filter(round__slug__in=slugs)


def _of_themes(slugs: Sequence[str]) -> AwardQuerySet:
    projects = Project.objects.filter(Q(theme__slug__in=slugs) | Q(other_themes__slug__in=slugs))
    return Award.objects.published().filter(project__in=projects.values("pk"))


KINDS = {
    "force": Kind(counted=LEAD, touched=_of_forces, breakdowns=("financial_year", "theme", "round")),
    "region": Kind(counted=REGION, touched=_of_regions, breakdowns=("financial_year", "theme", "round")),
    "round": Kind(counted=ROUND, touched=_of_rounds, breakdowns=("financial_year", "theme", "region")),
    "theme": Kind(counted=THEME, touched=_of_themes, breakdowns=("financial_year", "round", "region")),
}
"""By the parameter that names things of the kind in addresses."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the things compared.

    `counted` is the money that belongs to it: of the projects that a force leads, that are led in a region, awarded in a
    round or counted under a theme. `touched` is all projects that it has to do with, each in full: also those it partners,
    and those of which it is a further theme. The two are never added, nor `touched` across things.
    `groups` has, for each breakdown, the groups of what is counted, by their slugs.
    """

    slug: str
    counted: Totals
    touched: Totals
    groups: dict[str, dict[str, Group]]
    largest: tuple[Project, Totals] | None


@dataclass(frozen=True)
class Shared:
    """A project that has to do with several of the things compared, by their slugs, and what it comes to in all."""

    project: Project
    money: Totals
    slugs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The things in the order asked for, what they share, and all of them `together`, in which each project is counted once.

    `selection` is every award that any of them has to do with. `rows` has, for each breakdown, slug and name of every group that any of them has.
    """

    kind: str
    selection: Selection
    sides: list[Side]
    shared: list[Shared]
    together: Totals
    rows: dict[str, list[Key]]

    @property
    def in_common(self) -> Totals:
        """The shared projects, each counted once."""
        return Totals.combined(project.money for project in self.shared)


def compare(kind: str, slugs: Sequence[str]) -> Comparison:
    """What the things of a kind come to. A slug that does not exist has nothing."""
    of_kind = KINDS[kind]
    selection = Selection.of(of_kind.touched(slugs))
    asked = [(selection, PROJECT)]
    for slug in slugs:
        counted = Selection.published().where(of_kind.counted, [slug])
        asked += [(Selection.of(of_kind.touched([slug])), PROJECT), (counted, PROJECT)]
        asked += [(counted, BREAKDOWNS[name]) for name in of_kind.breakdowns]
    answers = iter(breakdowns(asked))
    everything = next(answers)
    projects = Project.objects.select_related("lead").in_bulk([group.slug for group in everything], field_name="slug")
    sides = []
    slugs_of: dict[str, list[str]] = {group.slug: [] for group in everything}
    for slug in slugs:
        touched, own, *groups = islice(answers, 2 + len(of_kind.breakdowns))
        sides.append(_side(slug, touched, own, dict(zip(of_kind.breakdowns, groups, strict=True)), projects))
        for group in touched:
            slugs_of[group.slug].append(slug)
    shared = [Shared(projects[one.slug], one, tuple(slugs_of[one.slug])) for one in everything]
    return Comparison(
        kind=kind,
        selection=selection,
        sides=sides,
        shared=sorted((one for one in shared if len(one.slugs) > 1), key=lambda one: by_name(one.project)),
        together=Totals.combined(everything),
        rows={name: _years(sides) if name == "financial_year" else _rows(name, sides) for name in of_kind.breakdowns},
    )


def _side(
    slug: str,
    touched: Sequence[Group],
    counted: Sequence[Group],
    groups: Mapping[str, Sequence[Group]],
    projects: Mapping[str, Project],
) -> Side:
    """One of the things, from its groups: by project what is `touched` and `counted`, and the latter by each breakdown."""
    # Groups by project come with the largest amount first.
    worth = [(projects[group.slug], group) for group in counted if group.amount is not None]
    return Side(
        slug=slug,
        counted=Totals.combined(counted),
        touched=Totals.combined(touched),
        groups={name: {group.slug: group for group in found} for name, found in groups.items()},
        largest=worth[0] if worth else None,
    )


def _years(sides: Sequence[Side]) -> list[Key]:
    """The fund's years, and the year not published if any of them has it."""
    years: list[int | None] = [*financial_year.fund_years()]
    if any(financial_year.NOT_PUBLISHED in side.groups["financial_year"] for side in sides):
        years.append(None)
    return [(financial_year.slug(year), financial_year.label(year)) for year in sorted(years, key=year_order)]


def _rows(breakdown: str, sides: Sequence[Side]) -> list[Key]:
    """The groups that any of the sides has, those with most money over all of them first."""
    found: dict[str, list[Group]] = {}
    for side in sides:
        for slug, group in side.groups[breakdown].items():
            found.setdefault(slug, []).append(group)
    return [
        (group.slug, group.label)
        for group in by_amount(Totals.combined(groups).named(slug, groups[0].label) for slug, groups in found.items())
    ]


@dataclass(frozen=True)
class Thing:
    """Something that can be compared: its slug, its name in full, in short and in a sentence, its page, and its group in a list."""

    slug: str
    name: str
    short_name: str
    in_words: str
    address: str
    group: str = ""
    announcement: Announcement | None = None


LED = {"force", "region"}
"""Kinds of which money is what they lead, and that are involved in more."""
