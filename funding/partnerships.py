"""Who works with whom: the forces that are named in the same projects, and the money in those projects.

Money is added up here, from the figures of projects: a sum in the database must not stand on the join to the partners.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Any

from django.db.models import Prefetch

from forces.models import Force
from funding import money
from projects.models import Project

from .groups import Group
from .selection import Selection

DEFAULT_SORT = "-projects"


@dataclass(frozen=True)
class Together:
    """Forces that are named in the same projects (by title), and what those projects come to, each counted once and in full."""

    projects: tuple[Project, ...]
    money: Group

    @property
    def without_amount(self) -> int:
        """How many of the projects have no published amount at all."""
        return self.money.projects - self.money.projects_with_amount


@dataclass(frozen=True)
class Companion(Together):
    """A force that is named together with another one, and the projects that name both."""

    force: Force


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
        """How many the second one leads. The others are led by a third, or by none that is stated."""
        return sum(project.lead_id == self.b.pk for project in self.projects)


SORTS: dict[str, Callable[[Pair], Any]] = {
    "forces": lambda pair: (pair.a.name, pair.b.name),
    "projects": lambda pair: len(pair.projects),
    "amount": lambda pair: pair.money.pounds,
}
"""What pairs can be sorted by."""


def named(project: Project) -> list[Force]:
    """The forces that a project names, as its lead or a partner, by name; prefetch its partners."""
    return sorted({*filter(None, [project.lead]), *project.partners.all()}, key=lambda force: force.name)


def pairs(selection: Selection, *, sort: str = DEFAULT_SORT) -> list[Pair]:
    """A row for each two forces that a project of the selection names, in the order that a key of `SORTS` names.

    A minus in front turns the order round, but pairs without any amount stay last. Among equals those with most
    projects, then with most money, then by name.
    """
    shared: dict[tuple[Force, Force], list[Any]] = {}
    for project in _projects(selection):
        for a, b in combinations(named(project), 2):
            shared.setdefault((a, b), []).append(project)
    found = [Pair(tuple(projects), _money(projects), a, b) for (a, b), projects in shared.items()]
    found.sort(key=lambda pair: (-len(pair.projects), -pair.money.pounds, *SORTS["forces"](pair)))
    found.sort(key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    return sorted(found, key=lambda pair: pair.money.amount is None) if sort.endswith("amount") else found


@dataclass(frozen=True)
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
    most = min(forces, key=lambda project: (-pairs_of[project], project.title, project.pk))
    return Company(most, len(forces[most]), pairs_of[most], len(forces))


def companions(selection: Selection, force: Force) -> list[Companion]:
    """The forces named in the selection's projects beside this one, those with most projects in common first."""
    shared: dict[Force, list[Any]] = {}
    for project in _projects(selection):
        members = named(project)
        for member in members if force in members else []:
            if member != force:
                shared.setdefault(member, []).append(project)
    found = [Companion(tuple(projects), _money(projects), member) for member, projects in shared.items()]
    return sorted(found, key=lambda one: (-len(one.projects), -one.money.pounds, one.force.name))


def _projects(selection: Selection) -> Iterable[Project]:
    """The projects of a selection by title, with their figures and with the forces that they name, in two queries."""
    partners = Prefetch("partners", Force.objects.select_related("region"))
    return selection.projects().prefetch_related(partners).order_by("title", "pk")


def _money(projects: Iterable[Any]) -> Group:
    return Group.combined("", "", map(_figure, projects))


def _figure(project: Any) -> Group:
    """What a project of `Selection.projects` comes to there."""
    parts = project.parts or 0
    return Group(
        slug=project.slug,
        label=project.title,
        amount=project.pounds,
        qualifier=money.combined_qualifier(project.only_qualifier, parts=parts, inexact=project.inexact or 0),
        parts=parts,
        projects=1,
        awards=project.award_count,
        awards_without_amount=project.without_amount,
        projects_with_amount=1 if parts else 0,
        provisional=project.provisional or Decimal(0),
    )
