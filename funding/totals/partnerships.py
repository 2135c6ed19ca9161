"""Who works with whom: the forces that are named in the same projects, and the money in those projects.

Money is put together here, from the figures of projects: a sum in the database must not stand on the join to the partners.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Prefetch

from forces.models import Force
from forces.sort_key import by_name
from projects.models import Project

from .dimensions import PROJECT
from .groups import Group, Totals
from .selection import Selection

DEFAULT_SORT = "-projects"

_Known = tuple[Project, Group]
"""A project and what it comes to."""


@dataclass(frozen=True)
class Together:
    """Forces that are named in the same projects (by title), and what those projects come to, each counted once and in full."""

    projects: tuple[Project, ...]
    money: Totals

    @property
    def without_amount(self) -> int:
        """How many of the projects have no published amount at all."""
        return self.money.projects - self.money.projects_with_amount


@dataclass(frozen=True)
class Companion(Together):
    """A force that is named together with another one, `beside` it, and the projects that name both."""

    force: Force
    beside: Force


@dataclass(frozen=True)
class Pair(Together):
    """Two forces, by name, that are named together. A project with three forces is in three pairs, so pairs never add up."""

    a: Force
    b: Force

    @property
    def forces(self) -> tuple[Force, Force]:
        return self.a, self.b

    @property
    def led_by_a(self) -> int:
        """How many of the projects the first force leads."""
        return sum(project.lead_id == self.a.pk for project in self.projects)

    @property
    def led_by_b(self) -> int:
        """How many the second one leads."""
        return sum(project.lead_id == self.b.pk for project in self.projects)

    @property
    def lead_not_stated(self) -> int:
        """Of how many no source states the lead, which may be one of the two. The others are led by a third."""
        return sum(project.lead_id is None for project in self.projects)


SORTS: dict[str, Callable[[Pair], Any]] = {
    "forces": lambda pair: (by_name(pair.a), by_name(pair.b)),
    "projects": lambda pair: len(pair.projects),
    "amount": lambda pair: pair.money.pounds,
}
"""What pairs can be sorted by."""


def named(project: Project) -> list[Force]:
    """The forces that a project names, as its lead or a partner, by name; prefetch its partners."""
    return sorted({*filter(None, [project.lead]), *project.partners.all()}, key=by_name)


def pairs(selection: Selection, *, sort: str = DEFAULT_SORT) -> list[Pair]:
    """A row for each two forces that a project of the selection names, in the order that a key of `SORTS` names.

    A minus in front turns the order round, but pairs without any amount stay last. Among equals those with most
    projects, then with most money, then by name.
    """
    shared: dict[tuple[Force, Force], list[_Known]] = {}
    for project, group in _projects(selection.by(PROJECT)):
        for a, b in combinations(named(project), 2):
            shared.setdefault((a, b), []).append((project, group))
    found = [Pair(*_together(known), a, b) for (a, b), known in shared.items()]
    found.sort(key=lambda pair: (-len(pair.projects), -pair.money.pounds, *SORTS["forces"](pair)))
    found.sort(key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return sorted(found, key=lambda pair: pair.money.amount is None) if sort.endswith("amount") else found


@dataclass(frozen=True, kw_only=True)
class Company:
    """The project with most forces: how many it names, how many pairs they make, and how many projects name two or more."""

    project: Project
    forces: int
    pairs: int
    projects: int


def in_most_pairs(found: Iterable[Pair]) -> Company | None:
    """The project that is in most of some pairs, the first by title of equals; None without any pair."""
    forces: dict[Project, set[Force]] = {}
    pairs_of: Counter[Project] = Counter()
    for pair in found:
        for project in pair.projects:
            forces.setdefault(project, set()).update(pair.forces)
            pairs_of[project] += 1
    if not forces:
        return None
    most = min(forces, key=lambda project: (-pairs_of[project], *by_name(project)))
    return Company(project=most, forces=len(forces[most]), pairs=pairs_of[most], projects=len(forces))


def companions(projects: Iterable[Group], force: Force) -> list[Companion]:
    """The forces named in some projects (groups of a `Selection`) beside this one, those with most projects in common first."""
    shared: dict[Force, list[_Known]] = {}
    for project, group in _projects(projects):
        members = named(project)
        for member in members if force in members else []:
            if member != force:
                shared.setdefault(member, []).append((project, group))
    found = [Companion(*_together(known), member, force) for member, known in shared.items()]
    return sorted(found, key=lambda one: (-len(one.projects), -one.money.pounds, *by_name(one.force)))


def _projects(groups: Iterable[Group]) -> list[_Known]:
    """By title, the projects of some groups with the forces that they name, and what they come to."""
    of_slug = {group.slug: group for group in groups}
    partners = Prefetch("partners", Force.objects.select_related("region"))
    projects = Project.objects.filter(slug__in=of_slug).select_related("lead__region").prefetch_related(partners)
    return [(project, of_slug[project.slug]) for project in projects.order_by("sort_key", "slug")]


def _together(known: Sequence[_Known]) -> tuple[tuple[Project, ...], Totals]:
    """The projects, and what they come to in all."""
    return tuple(project for project, _ in known), Totals.combined(group for _, group in known)
