"""Two to four forces, regions, rounds or themes side by side: what each comes to, and what they share.

Everything is added up here from awards that are fetched once, so that a comparison takes the same few queries
whatever is compared, and a project that several of them share is counted once where they are taken together.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q

from forces.models import NATIONAL_BODIES, NOT_STATED, Force
from projects.models import Project, Theme

from . import financial_year, money
from .dimensions import LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL
from .groups import Group, by_amount, year_order
from .models import Allocation, Award
from .partnerships import named
from .querysets import AwardQuerySet
from .selection import Selection

Key = tuple[str, str]
"""Slug and name of a group of a breakdown."""


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing that can be compared.

    `awards` are those that any of some things has to do with; `counted` is the one thing that an award's money belongs to;
    `touched` are all that it has to do with. `breakdowns` name keys of `BREAKDOWNS`.
    """

    awards: Callable[[Sequence[str]], AwardQuerySet]
    counted: Callable[[Award], str]
    touched: Callable[[Award], set[str]]
    breakdowns: tuple[str, ...]
    fetch: tuple[str, ...] = ()


def _region_of(force: Force | None) -> Key:
    if force is None:
        return NOT_STATED, LEAD_NOT_STATED_LABEL
    return (force.region.slug, force.region.name) if force.region else (NATIONAL_BODIES, NATIONAL_BODIES_LABEL)


def _awards_of_regions(slugs: Sequence[str]) -> AwardQuerySet:
    forces = Force.objects.filter(
        Q(region__slug__in=slugs) | (Q(region__isnull=True) if NATIONAL_BODIES in slugs else Q(pk__in=[]))
    )
    published = Award.objects.published()
    found = published.involving(forces)
    return found | published.filter(project__lead__isnull=True) if NOT_STATED in slugs else found


def _touched_regions(award: Award) -> set[str]:
    regions = {_region_of(force)[0] for force in named(award.project)}
    return regions if award.project.lead else {*regions, NOT_STATED}


def _awards_of_themes(slugs: Sequence[str]) -> AwardQuerySet:
    projects = Project.objects.filter(Q(theme__slug__in=slugs) | Q(other_themes__slug__in=slugs))
    return Award.objects.published().filter(project__in=projects.values("pk"))


def _touched_themes(award: Award) -> set[str]:
    further: Iterable[Theme] = award.project.other_themes.all()
    return {award.project.theme.slug, *(theme.slug for theme in further)}


KINDS = {
    "force": Kind(
        awards=lambda slugs: Award.objects.published().involving(Force.objects.filter(slug__in=slugs)),
        counted=lambda award: award.project.lead.slug if award.project.lead else NOT_STATED,
        touched=lambda award: {force.slug for force in named(award.project)},
        breakdowns=("financial_year", "theme", "round"),
    ),
    "region": Kind(
        awards=_awards_of_regions,
        counted=lambda award: _region_of(award.project.lead)[0],
        touched=_touched_regions,
        breakdowns=("financial_year", "theme", "round"),
    ),
    "round": Kind(
        awards=lambda slugs: Award.objects.published().filter(round__slug__in=slugs),
        counted=lambda award: award.round.slug,
        touched=lambda award: {award.round.slug},
        breakdowns=("financial_year", "theme", "region"),
    ),
    "theme": Kind(
        awards=_awards_of_themes,
        counted=lambda award: award.project.theme.slug,
        touched=_touched_themes,
        breakdowns=("financial_year", "round", "region"),
        fetch=("project__other_themes",),
    ),
}
"""By the parameter that names things of the kind in addresses."""

BREAKDOWNS: dict[str, Callable[[Award], Key]] = {
    "theme": lambda award: (award.project.theme.slug, award.project.theme.name),
    "round": lambda award: (award.round.slug, award.round.name),
    "region": lambda award: _region_of(award.project.lead),
}
"""How awards are broken down besides by financial year, which is a matter of their allocations."""


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the things compared.

    `counted` is the money that belongs to it: of the projects that a force leads, that are led in a region, awarded in a
    round or counted under a theme. `touched` is all projects that it has to do with, each in full: also those it partners,
    and those of which it is a further theme. The two are never added, nor `touched` across things.
    `groups` has, for each breakdown, the groups of what is counted, by their slugs.
    """

    slug: str
    counted: Group
    touched: Group
    groups: dict[str, dict[str, Group]]
    largest: tuple[Project, Group] | None


@dataclass(frozen=True)
class Shared:
    """A project that has to do with several of the things compared, by their slugs, and what it comes to in all."""

    project: Project
    money: Group
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
    together: Group
    rows: dict[str, list[Key]]

    @property
    def in_common(self) -> Group:
        """The shared projects, each counted once."""
        return Group.combined("", "", [one.money for one in self.shared])


def compare(kind: str, slugs: Sequence[str]) -> Comparison:
    """What the things of a kind come to. A slug that does not exist has nothing."""
    of_kind = KINDS[kind]
    selection = Selection.of(of_kind.awards(slugs))
    awards = _fetched(selection, *of_kind.fetch)
    sides = [_side(slug, of_kind, awards) for slug in slugs]
    return Comparison(
        kind=kind,
        selection=selection,
        sides=sides,
        shared=_shared(of_kind, slugs, awards),
        together=_total(awards),
        rows={
            breakdown: _years(sides) if breakdown == "financial_year" else _rows(breakdown, sides)
            for breakdown in of_kind.breakdowns
        },
    )


def _fetched(selection: Selection, *fetch: str) -> list[Award]:
    partners = Prefetch("project__partners", Force.objects.select_related("region"))
    awards = selection.awards.select_related("round", "project__theme", "project__lead__region")
    return list(awards.prefetch_related("allocations", partners, *fetch).order_by("project__title", "pk"))


def _side(slug: str, kind: Kind, awards: Sequence[Award]) -> Side:
    counted = [award for award in awards if kind.counted(award) == slug]
    groups: dict[str, dict[str, Group]] = {}
    for breakdown in kind.breakdowns:
        if breakdown == "financial_year":
            groups[breakdown] = _by_year(counted)
        else:
            keys = {BREAKDOWNS[breakdown](award) for award in counted}
            groups[breakdown] = {
                key[0]: _total([award for award in counted if BREAKDOWNS[breakdown](award) == key], *key)
                for key in keys
            }
    worth = [one for one in _by_project(counted) if one[1].amount is not None]
    return Side(
        slug=slug,
        counted=_total(counted),
        touched=_total([award for award in awards if slug in kind.touched(award)]),
        groups=groups,
        largest=max(worth, key=lambda one: one[1].pounds, default=None),
    )


def _shared(kind: Kind, slugs: Sequence[str], awards: Sequence[Award]) -> list[Shared]:
    touched: dict[Project, set[str]] = {}
    for award in awards:
        touched.setdefault(award.project, set()).update(kind.touched(award))
    found = [
        Shared(project, group, tuple(slug for slug in slugs if slug in touched[project]))
        for project, group in _by_project(awards)
    ]
    return [one for one in found if len(one.slugs) > 1]


def _by_project(awards: Sequence[Award]) -> list[tuple[Project, Group]]:
    """Each project, by title, and what its awards come to."""
    of_project: dict[Project, list[Award]] = {}
    for award in awards:
        of_project.setdefault(award.project, []).append(award)
    return [(project, _total(mine, project.slug, project.title)) for project, mine in of_project.items()]


def _total(awards: Iterable[Award], slug: str = "", label: str = "") -> Group:
    return _group(slug, label, [(award, list(award.allocations.all())) for award in awards])


def _by_year(awards: Iterable[Award]) -> dict[str, Group]:
    parts: dict[int | None, dict[Award, list[Allocation]]] = {}
    for award in awards:
        for allocation in award.allocations.all():
            parts.setdefault(allocation.financial_year, {}).setdefault(award, []).append(allocation)
    return {
        financial_year.slug(year): _group(financial_year.slug(year), financial_year.label(year), list(found.items()))
        for year, found in parts.items()
    }


def _group(slug: str, label: str, parts: Sequence[tuple[Award, Sequence[Allocation]]]) -> Group:
    """Some awards, each with those of its allocations that count, as one group."""
    allocations = [allocation for _, some in parts for allocation in some]
    return Group(
        slug=slug,
        label=label,
        amount=sum((allocation.amount for allocation in allocations), Decimal(0)) if allocations else None,
        qualifier=money.combined_qualifier(
            allocations[0].qualifier if allocations else None,
            parts=len(allocations),
            inexact=sum(allocation.qualifier != money.Qualifier.EXACTLY for allocation in allocations),
        ),
        parts=len(allocations),
        projects=len({award.project_id for award, _ in parts}),
        awards=len(parts),
        awards_without_amount=sum(not some for _, some in parts),
        projects_with_amount=len({award.project_id for award, some in parts if some}),
        provisional=sum((one.amount for one in allocations if one.status == Allocation.Status.PROVISIONAL), Decimal(0)),
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
        for group in by_amount(Group.combined(slug, groups[0].label, groups) for slug, groups in found.items())
    ]
