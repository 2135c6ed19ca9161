"""What the explorer shows of a filter: every breakdown, the values of the facets, and the map, worked out together."""

from dataclasses import dataclass
from functools import cached_property

from forces.sort_key import sort_key
from funding.totals import listings
from funding.totals.dimensions import AWARD, Dimension
from funding.totals.groups import Group, Totals
from funding.totals.listings import ForceRow
from funding.totals.selection import Selection

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
    """What a filter selects, broken down."""

    def __init__(self, asked: View) -> None:
        self.asked = asked
        self.selection = asked.selection

    def by(self, dimension: Dimension) -> list[Group]:
        """The groups of what the filter selects; awards with all their years, however many are asked for."""
        return (self.selection.whole() if dimension is AWARD else self.selection).by(dimension)

    @cached_property
    def total(self) -> Totals:
        return self.selection.total()

    @cached_property
    def force_rows(self) -> list[ForceRow]:
        """Every force by name, and last the projects whose lead is not stated: what is led, and apart from it what is involved."""
        return listings.forces(self.selection)

    @cached_property
    def facets(self) -> list[FacetList]:
        """The facets in the order of an address, each with the values that find something and those that are chosen."""
        return [self._listed(facet) for facet in FACETS.values() if self._is_offered(facet)]

    def _counted_in(self, facet: Facet) -> Selection:
        """What the values of a facet are counted in: the selection without what is chosen of the facet itself."""
        is_active = self.asked.chosen(facet.name) or self.asked.chosen(facet.name, excluded=True)
        return self.asked.selection_but(facet.name) if is_active else self.selection

    def _is_offered(self, facet: Facet) -> bool:
        is_its_time = not facet.offered_after or any(self.asked.chosen(name) for name in facet.offered_after)
        return facet.offered and is_its_time

    def _slugs(self, facet: str) -> set[str]:
        return {value.slug for value in self.asked.chosen(facet)}

    def _listed(self, facet: Facet) -> FacetList:
        groups = facet.groups(self._counted_in(facet))
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
