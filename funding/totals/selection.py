"""A selection: the part of the fund that a page, chart, table or export shows, and what it comes to.

Every total and every breakdown of the site is one of these methods, so the same part always has the same numbers.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import Any, Self, TypeVar, overload

import numpy as np
from django.db.models import Model, Prefetch, QuerySet

from forces.sort_key import sort_key
from funding.models import Allocation, Award, Source
from funding.models.awards import AwardQuerySet
from projects.models import Project

from .dimensions import EVERYTHING, LEAD, PLACE, PROJECT, REACH, REGION, THEME, YEAR, Dimension
from .facts import YEARS, Facts, Marks, Places, facts
from .groups import Group, YearCell, year_order
from .sums import Sums

M = TypeVar("M", bound=Model)

READ_AT_ONCE = 1000
"""How many rows are read in one query, of those that are read one after the other."""

MOST_PENCE = 2**62
"""More than any award comes to."""


@dataclass(frozen=True, eq=False)
class Selection:
    """Some awards of the facts, and those of their allocations that count: all of them, or only those of some financial years."""

    facts: Facts
    awards: Marks
    allocations: Marks

    @classmethod
    def of(cls, awards: AwardQuerySet) -> Self:
        """The awards with all their allocations."""
        known = facts()
        return cls._whole(known, np.isin(known.award_pk, list(awards.order_by().values_list("pk", flat=True))))

    @classmethod
    def published(cls) -> Self:
        """All that the public may see."""
        known = facts()
        return cls._whole(known, known.round_is_public[known.award_round])

    @classmethod
    def _whole(cls, known: Facts, awards: Marks) -> Self:
        return cls(known, awards, awards[known.allocation_award])

    def whole(self) -> Self:
        """The same awards with all their allocations."""
        return self._whole(self.facts, self.awards)

    def nothing(self) -> Self:
        """None of it."""
        return self._whole(self.facts, np.zeros_like(self.awards))

    # What is in it

    def where(self, dimension: Dimension, slugs: Collection[str], *, excluded: bool = False) -> Self:
        """Only what has one of the values of a dimension; where they are `excluded`, all the rest.

        What is chosen and what is left when it is excluded are together the whole selection. An award without an amount has
        no value of a dimension of allocations: it is not chosen by any, and stays whichever is excluded.
        """
        codes = self.facts.codes(dimension) if dimension.of_allocations else self.facts.of_awards(dimension)
        chosen = np.isin(codes, self.facts.places(dimension, slugs), invert=excluded)
        if not dimension.of_allocations:
            return self._of_awards(chosen)
        allocations = self.allocations & chosen
        kept = np.zeros_like(self.awards)
        kept[self.facts.allocation_award[allocations]] = True
        if excluded:
            kept |= ~self.facts.has_amount
        return type(self)(self.facts, self.awards & kept, allocations)

    def of_projects(self, projects: Collection[int]) -> Self:
        """Only awards to some projects, named by their primary keys."""
        return self._of_awards(np.isin(self.facts.project_pk, list(projects))[self.facts.award_project])

    def involving(self, slugs: Collection[str], *, excluded: bool = False) -> Self:
        """Only awards to projects that one of some forces leads or partners, each once; where `excluded`, that none of them does."""
        projects, forces = self.facts.members
        return self._of_pairs(projects[np.isin(forces, self.facts.places(LEAD, slugs))], excluded=excluded)

    def involving_regions(self, slugs: Collection[str]) -> Self:
        """Only awards to projects that a force of one of some regions (or `NATIONAL_BODIES`) leads or partners, each once."""
        projects, forces = self.facts.members
        return self._of_pairs(projects[np.isin(self.facts.force_region[forces], self.facts.places(REGION, slugs))])

    def also_about(self, slugs: Collection[str]) -> Self:
        """Only awards to projects of which one of some themes is a further one, and not the one that they are counted under."""
        projects, themes = self.facts.other_themes
        return self._of_pairs(projects[np.isin(themes, self.facts.places(THEME, slugs))])

    def of_awards_worth(self, lowest: Decimal | None, highest: Decimal | None) -> Self:
        """Only awards whose amount, over all their years, is within the bounds, both included; not those without one."""
        if lowest is None and highest is None:
            return self
        chosen = self.facts.has_amount
        if lowest is not None:
            chosen = chosen & (self.facts.award_pence >= _pence(lowest, ROUND_CEILING))
        if highest is not None:
            chosen = chosen & (self.facts.award_pence <= _pence(highest, ROUND_FLOOR))
        return self._of_awards(chosen)

    def _of_pairs(self, projects: Places, *, excluded: bool = False) -> Self:
        """Only awards to projects that are among some, in which one can stand several times."""
        among = np.zeros(len(self.facts.project_pk), dtype=np.bool_)
        among[projects] = True
        return self._of_awards((among ^ excluded)[self.facts.award_project])

    def _of_awards(self, chosen: Marks) -> Self:
        return type(self)(self.facts, self.awards & chosen, self.allocations & chosen[self.facts.allocation_award])

    def __or__(self, other: Self) -> Self:
        """What is in one of two selections, or in both."""
        return type(self)(self.facts, self.awards | other.awards, self.allocations | other.allocations)

    def without(self, *, awards: Collection[int], allocations: Collection[int]) -> Self:
        """As it would be without some awards and allocations, named by their primary keys."""
        rest = self._of_awards(np.isin(self.facts.award_pk, list(awards), invert=True))
        kept = np.isin(self.facts.allocation_pk, list(allocations), invert=True)
        return type(self)(self.facts, rest.awards, rest.allocations & kept)

    # What it comes to

    def total(self) -> Group:
        """All of it, as a group without a name."""
        return self.sums(EVERYTHING).named(0, self.facts.names(EVERYTHING)[0])

    def by(self, dimension: Dimension) -> list[Group]:
        """Its groups, in the order of the dimension: as a rule the largest amount first and what is not stated last."""
        if dimension not in self._groups:
            sums, names = self.sums(dimension), self.facts.names(dimension)
            groups = [sums.named(place, names[place]) for place in np.flatnonzero(sums.awards).tolist()]
            self._groups[dimension] = sorted(groups, key=dimension.order)
        return self._groups[dimension]

    def by_year(self) -> list[Group]:
        """A group for each financial year that has an allocation, in order, and last the allocations whose year is not published.

        Awards without an amount are in no year: `total().awards_without_amount` counts them.
        """
        return self.by(YEAR)

    def by_year_and(self, dimension: Dimension) -> list[YearCell]:
        """A cell for each financial year and group that have an allocation, in the order of the years."""
        names = self.facts.names(dimension)
        crossed = self.facts.codes(YEAR) * len(names) + self.facts.of_allocations(dimension)
        sums = self._summed(crossed, len(YEARS) * len(names))
        cells = [
            YearCell(year=YEARS[place // len(names)], slug=name.slug, label=name.label, amount=amount)
            for place in np.flatnonzero(sums.awards).tolist()
            if (name := names[place % len(names)]) and (amount := sums.totals(place).amount)
        ]
        return sorted(cells, key=lambda cell: (year_order(cell.year), sort_key(cell.label), cell.slug))

    @cached_property
    def involved(self) -> dict[str, Group]:
        """By slug of a force, the projects that it leads or partners, each counted in full.

        A project counts for each force in it, so these are never added up across forces.
        """
        return self._in_full(LEAD, *self.facts.members)

    @cached_property
    def involved_regions(self) -> dict[str, Group]:
        """By slug of a region (or `NATIONAL_BODIES`), the projects that one of its forces leads or partners, each once and in full."""
        projects, forces = self.facts.members
        regions = len(self.facts.names(REGION))
        pairs = np.unique(projects * regions + self.facts.force_region[forces])
        return self._in_full(REGION, pairs // regions, pairs % regions)

    def _in_full(self, dimension: Dimension, projects: Places, values: Places) -> dict[str, Group]:
        names = self.facts.names(dimension)
        sums = self.sums_of_projects.in_full(projects, values, len(names))
        return {names[place].slug: sums.named(place, names[place]) for place in np.flatnonzero(sums.awards).tolist()}

    def sums(self, dimension: Dimension) -> Sums:
        """What the groups of a dimension come to, by the places of their names."""
        groups = len(self.facts.names(dimension))
        if dimension.of_allocations:
            return self._summed(self.facts.codes(dimension), groups)
        codes = self.facts.of_awards(dimension)
        return Sums.of(
            self.facts,
            groups=groups,
            awards=(self._awards, codes[self._awards]),
            allocations=(self._allocations, codes[self.facts.allocation_award[self._allocations]]),
        )

    def _summed(self, groups: Places, number: int) -> Sums:
        """What groups of allocations come to; of an award that has some in a group, that counts once."""
        group = groups[self._allocations]
        pairs = np.unique(self.facts.allocation_award[self._allocations] * number + group)
        return Sums.of(
            self.facts,
            groups=number,
            awards=(pairs // number, pairs % number),
            allocations=(self._allocations, group),
        )

    @cached_property
    def _groups(self) -> dict[Dimension, list[Group]]:
        """By dimension, those that were asked for: a figure and a facet of a page often ask for the same."""
        return {}

    @cached_property
    def sums_of_projects(self) -> Sums:
        """What each project comes to, by its place."""
        return self.sums(PROJECT)

    @cached_property
    def project_places(self) -> Places:
        """The places of its projects, by title."""
        return np.flatnonzero(self.sums_of_projects.awards)

    @cached_property
    def _awards(self) -> Places:
        return np.flatnonzero(self.awards)

    @cached_property
    def _allocations(self) -> Places:
        return np.flatnonzero(self.allocations)

    # Its rows

    def projects(self, order: Places | None = None) -> "Rows[Project]":
        """Its projects, each once, by title, or in an order given as the places of projects; with their `totals` in this selection, reach and place."""

        def with_totals(project: Project, place: int) -> None:
            project.totals = self.sums_of_projects.totals(place)  # type: ignore[attr-defined]
            self._say_for_whom(project, place)

        return Rows(
            lambda places: Project.objects.select_related("theme", "lead__region"),
            self.facts.project_pk,
            self.project_places if order is None else order,
            with_totals,
        )

    def award_rows(self, order: Places | None = None) -> "Rows[Award]":
        """Its awards, or some in an order given as their places, with those of their allocations that are in it."""

        def read(places: Places) -> QuerySet[Award]:
            chosen = self.allocations & np.isin(self.facts.allocation_award, places)
            kept = Allocation.objects.filter(pk__in=self.facts.allocation_pk[chosen].tolist())
            return Award.objects.prefetch_related(Prefetch("allocations", kept))

        def for_whom(award: Award, place: int) -> None:
            self._say_for_whom(award, self.facts.award_project[place])

        return Rows(read, self.facts.award_pk, self._awards if order is None else order, for_whom)

    def allocation_rows(self, order: Places | None = None) -> "Rows[Allocation]":
        """Its allocations, or some in an order given as their places."""

        def for_whom(allocation: Allocation, place: int) -> None:
            self._say_for_whom(allocation, self.facts.award_project[self.facts.allocation_award[place]])

        places = self._allocations if order is None else order
        return Rows(lambda _: Allocation.objects.all(), self.facts.allocation_pk, places, for_whom)

    def _say_for_whom(self, row: Any, project: int) -> None:
        """Puts the values of `REACH` and `PLACE` of its project on a row, as an address spells them."""
        row.reach = self.facts.names(REACH)[self.facts.codes(REACH)[project]].slug
        row.place = self.facts.names(PLACE)[self.facts.codes(PLACE)[project]].slug

    def sources(self) -> QuerySet[Source]:
        """The documents that state its awards and allocations, each once."""
        awards, of_awards = self.facts.award_sources
        allocations, of_allocations = self.facts.allocation_sources
        found = np.concatenate((of_awards[self.awards[awards]], of_allocations[self.allocations[allocations]]))
        return Source.objects.filter(pk__in=np.unique(found).tolist())


def _pence(pounds: Decimal, rounding: str) -> int:
    """A bound in whole pence, no further out than any award is."""
    pence = int((pounds * 100).to_integral_value(rounding))
    return max(-MOST_PENCE, min(pence, MOST_PENCE))


class Rows(Sequence[M]):
    """Rows of a table in an order worked out before: a slice is read in one go, all of them a thousand at a time.

    `read` makes the query of rows at some places, `keys` are the primary keys by place, and `finish` adds to a row what is
    known of its place.
    """

    def __init__(
        self,
        read: Callable[[Places], QuerySet[M]],
        keys: Places,
        places: Places,
        finish: Callable[[M, int], None],
    ) -> None:
        self._read, self._keys, self.places, self._finish = read, keys, places, finish

    def with_query(self, change: Callable[[QuerySet[M]], QuerySet[M]]) -> "Rows[M]":
        """The same rows, read with more."""
        return Rows(lambda places: change(self._read(places)), self._keys, self.places, self._finish)

    def __len__(self) -> int:
        return len(self.places)

    @overload
    def __getitem__(self, key: int) -> M: ...

    @overload
    def __getitem__(self, key: slice) -> list[M]: ...

    def __getitem__(self, key: int | slice) -> M | list[M]:
        if isinstance(key, slice):
            return self._rows(self.places[key])
        return self._rows(self.places[key : key + 1 or None])[0]

    def __iter__(self) -> Iterator[M]:
        for start in range(0, len(self.places), READ_AT_ONCE):
            yield from self[start : start + READ_AT_ONCE]

    def _rows(self, places: Places) -> list[M]:
        keys = self._keys[places].tolist()
        found = self._read(places).in_bulk(keys)
        for key, place in zip(keys, places.tolist(), strict=True):
            self._finish(found[key], place)
        return [found[key] for key in keys]
