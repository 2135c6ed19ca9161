"""What the explorer shows of a filter: every breakdown, the values of the facets, and the map, worked out together."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from forces.models import NOT_STATED, Force
from forces.sort_key import sort_key
from funding.totals.dimensions import (
    AWARD,
    EVERYTHING,
    LEAD,
    LEAD_NOT_STATED_LABEL,
    PROJECT,
    REGION,
    THEME,
    YEAR,
    Dimension,
)
from funding.totals.groups import Group, Totals
from funding.totals.listings import ForceRow
from funding.totals.selection import Selection, breakdowns, in_full, members_of_projects

from .facet import Facet
from .facets import FACETS
from .view import View

SHOWN_AT_ONCE = 8
"""How many values of a facet are shown before the rest is folded."""


@dataclass(frozen=True, kw_only=True)
class FacetValue:
    """One value of a facet: what the view would come to if it alone were chosen of the facet.

    `excluding` is the address of the view without it.
    """

    facet: Facet
    group: Group
    chosen: bool
    excluded: bool
    excluding: str

    @property
    def slug(self) -> str:
        return self.group.slug

    @property
    def pounds(self) -> str:
        """The amount as a plain number, £0 where none is published: `7681584`, `54631.04`."""
        text = f"{self.group.pounds:.2f}"
        return text.removesuffix(".00")


@dataclass(frozen=True, kw_only=True)
class FacetList:
    """A facet as the explorer offers it: the values shown, those folded, and the words by which its values are searched."""

    facet: Facet
    shown: list[FacetValue]
    folded: list[FacetValue]
    find: str | None
    is_open: bool

    @property
    def active(self) -> int:
        """How many of its values are chosen or excluded."""
        return sum(value.chosen or value.excluded for value in [*self.shown, *self.folded])


class Results:
    """A filter's breakdowns, in a handful of queries whatever is asked."""

    def __init__(self, asked: View) -> None:
        self.asked = asked
        self.forces = list(Force.objects.select_related("region"))
        self._members = members_of_projects()
        plan: dict[tuple[str, Dimension], Selection] = {
            ("", dimension): asked.selection for dimension in (EVERYTHING, YEAR, THEME, REGION, LEAD, PROJECT)
        }
        # However many of its years are asked for, an award is as large as it is.
        plan["", AWARD] = Selection.of(asked.selection.awards)
        for facet in FACETS.values():
            of = self._but(facet)
            plan[of, facet.dimension] = asked.selection_but(of)
        found = breakdowns([(selection, dimension) for (_, dimension), selection in plan.items()])
        self._groups = dict(zip(plan, found, strict=True))

    def _but(self, facet: Facet) -> str:
        """The facet that its own values are counted without: itself, if something of it is chosen."""
        is_active = self.asked.chosen(facet.name) or self.asked.chosen(facet.name, excluded=True)
        return facet.name if is_active else ""

    def by(self, dimension: Dimension) -> list[Group]:
        """The groups of what the filter selects; awards with all their years."""
        return self._groups["", dimension]

    @cached_property
    def total(self) -> Totals:
        return next(iter(self.by(EVERYTHING)), Totals())

    @cached_property
    def force_rows(self) -> list[ForceRow]:
        """Every force by name, and last the projects whose lead is not stated: what is led, and apart from it what is involved."""
        led = {group.slug: group for group in self.by(LEAD)}
        involved = self._involved(self.by(PROJECT))
        rows = [
            ForceRow(
                force=force,
                led=led.get(force.slug, Group(slug=force.slug, label=force.name)),
                involved=involved.get(force.slug, Group(slug=force.slug, label=force.name)),
            )
            for force in self.forces
        ]
        not_stated = Group(slug=NOT_STATED, label=LEAD_NOT_STATED_LABEL)
        return [*rows, ForceRow(force=None, led=led.get(NOT_STATED, not_stated), involved=not_stated)]

    def _involved(self, projects: Iterable[Group]) -> dict[str, Group]:
        return in_full(projects, self._members, {force.slug: force.name for force in self.forces})

    @cached_property
    def facets(self) -> list[FacetList]:
        """The facets in the order of an address, each with the values that find something and those that are chosen."""
        return [self._listed(facet) for facet in FACETS.values() if self._is_offered(facet)]

    def _is_offered(self, facet: Facet) -> bool:
        is_its_time = not facet.offered_after or any(self.asked.chosen(name) for name in facet.offered_after)
        return facet.offered and is_its_time

    def _slugs(self, facet: str) -> set[str]:
        return {value.slug for value in self.asked.chosen(facet)}

    def _listed(self, facet: Facet) -> FacetList:
        groups = facet.groups(self._groups[self._but(facet), facet.dimension], self._involved)
        if facet.not_again:
            taken, own = (self._slugs(name) for name in (facet.not_again, facet.name))
            groups = [group for group in groups if group.slug not in taken - own]
        chosen, excluded = self.asked.chosen(facet.name), self.asked.chosen(facet.name, excluded=True)
        there = {group.slug for group in groups}
        groups = groups + [
            Group(slug=one.slug, label=one.label) for one in [*chosen, *excluded] if one.slug not in there
        ]
        values = [
            FacetValue(
                facet=facet,
                group=group,
                chosen=any(one.slug == group.slug for one in chosen),
                excluded=any(one.slug == group.slug for one in excluded),
                excluding=self.asked.spelling.with_value(f"not_{facet.name}", group.slug).address
                if facet.left_out
                else "",
            )
            for group in groups
        ]
        find = self.asked.values.get(facet.finder, "") if facet.has_finder else None
        if find:
            values = [v for v in values if v.chosen or v.excluded or sort_key(find) in v.group.sort_key]
        in_sight = [v for number, v in enumerate(values) if find or number < SHOWN_AT_ONCE or v.chosen or v.excluded]
        return FacetList(
            facet=facet,
            shown=in_sight,
            folded=[value for value in values if value not in in_sight],
            find=find,
            is_open=facet.unfolded or bool(chosen or excluded or find),
        )
