"""The one filter behind the explorer: what a query string asks for, as a selection of money, in words and as an address."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Self

import numpy as np
from django.forms import BoundField
from django.http import QueryDict
from django.utils.http import urlencode

from forces.models import Force, Region
from funding import money
from funding.figures.options import MATCHING, Scope
from funding.models import Allocation, Award, Round
from funding.search import Found, search
from funding.totals.facts import Marks, Places
from funding.totals.selection import Rows, Selection
from funding.words import shortened
from projects.models import Project, Theme

from . import choices
from .canonical import AMOUNTS, FILTERS, FINDERS, PARAMETERS, Spelling
from .choices import Choice
from .facet import InvolvedFacet
from .facets import FACETS
from .form import STACKS, FilterForm
from .list_query import ListQuery
from .phrases import Value
from .sorting import BY_AMOUNT, BY_RELEVANCE, project_order


@dataclass(frozen=True, kw_only=True)
class ActiveFilter:
    """One filter that is on: its parameter, its name, its value in words, and the query string of the view without it."""

    parameter: str
    label: str
    words: str
    without: str


class View(ListQuery):
    """What a query string asks for. An invalid value selects nothing and is said in `errors`. `choices` are those of the facets."""

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, FilterForm(query))
        self._use(choices.read(query), MATCHING)

    def _use(self, all_choices: list[Choice], scope: Scope) -> None:
        self.all_choices = all_choices
        self.choices = [choice for choice in all_choices if not choice.refused]
        self._scope = scope

    @classmethod
    def of(cls, **thing: Theme | Round | Region | Force | Project | str) -> Self:
        """The view of one thing at hand, by its facet: `View.of(theme=theme)`. Nothing is looked up; a slug alone has no name."""
        [(name, value)] = thing.items()
        facet, view = FACETS[name], cls(QueryDict())
        view._use([Choice(facet=facet, value=facet.value_of(value), excluded=False)], facet.scope(value))
        return view

    has_pages = True
    tables = ("projects", "awards", "allocations")

    @property
    def parameters(self) -> Sequence[str]:
        return PARAMETERS

    @cached_property
    def errors(self) -> list[str]:
        return [*(choice.refused for choice in self.all_choices if choice.refused), *super().errors]

    def chosen(self, facet: str, *, excluded: bool = False) -> list[Value]:
        """The values of a facet that are chosen, or those that are excluded."""
        return [choice.value for choice in self.choices if (choice.facet.name, choice.excluded) == (facet, excluded)]

    # What is selected

    @cached_property
    def found(self) -> Found | None:
        """What the search found; None if nothing is searched for."""
        return search(self.values["q"]) if self.is_valid and "q" in self.values else None

    @cached_property
    def selection(self) -> Selection:
        """The published awards and allocations asked for; none of them if the query is not valid."""
        return self.selection_but("")

    @cached_property
    def _fund(self) -> Selection:
        """All that there is to select of."""
        return Selection.published()

    def selection_but(self, without: str) -> Selection:
        """The selection without what is chosen of one facet: the values of that facet are counted in it."""
        selection = self._fund
        if not self.is_valid:
            return selection.nothing()
        if self.found:
            selection = selection.of_projects(self.found.project_ids)
        for facet in FACETS.values():
            for excluded in (False, True):
                if facet.name != without and (chosen := self.chosen(facet.name, excluded=excluded)):
                    selection = facet.narrow(selection, [value.slug for value in chosen], excluded=excluded)
        if any(name in self.values for name in AMOUNTS):
            selection = selection.of_awards_worth(*(self.values.get(name) for name in AMOUNTS))
        return selection

    def projects(self) -> Rows[Project]:
        """The projects asked for, with their figures (see `Selection.projects`), in the order asked for."""
        return self.selection.projects(self._order)

    def awards(self) -> Rows[Award]:
        """The awards asked for, with their allocations that are asked for, in the order of their projects, then of rounds."""
        of_project = self.selection.facts.award_project
        return self.selection.award_rows(self._by_project(self.selection.awards, of_project))

    def allocations(self) -> Rows[Allocation]:
        """The allocations asked for, in the order of their projects, then of rounds and years."""
        of_project = self.selection.facts.award_project[self.selection.facts.allocation_award]
        return self.selection.allocation_rows(self._by_project(self.selection.allocations, of_project))

    def _by_project(self, chosen: Marks, of_project: Places) -> Places:
        """The places of some rows, in the order of their projects and then in their own."""
        rank = np.zeros(len(self.selection.facts.project_pk), dtype=np.int64)
        rank[self._order] = np.arange(len(self._order))
        places = np.flatnonzero(chosen)
        return places[np.lexsort((places, rank[of_project[places]]))]

    @cached_property
    def _order(self) -> Places:
        """The places of the projects, in the order asked for."""
        return project_order(self.selection, self.sort, self.found.project_ids if self.found else ())

    # How it is shown

    @property
    def default_sort(self) -> str:
        """The best match first where something is searched for, else the largest amount."""
        return BY_RELEVANCE if "q" in self.values else BY_AMOUNT

    @property
    def stack(self) -> str:
        """What the bars of the years are made of: one of `STACKS`."""
        return str(self.values.get("stack", STACKS[0]))

    # As an address

    @cached_property
    def spelling(self) -> Spelling:
        """The values of this view as an address has them; valid ones only."""
        spelled = dict(super().spelling.values)
        for choice in self.choices:
            spelled[choice.parameter] = [*spelled.get(choice.parameter, []), choice.value.slug]
        return Spelling.of(spelled, self.default_sort)

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What selects, as parameters and values in the order of an address, without how it is shown."""
        return self.spelling.filters

    @property
    def filter_string(self) -> str:
        """The same as a query, for other views of the same projects."""
        return urlencode(self.filters)

    @property
    def scope(self) -> Scope:
        """What a figure of this view counts, and where its parts lead."""
        of_years = any(choice.facet.dimension.of_allocations for choice in self.choices)
        csv = self.csv["allocations"]
        return replace(self._scope, measure=self.measure, address=self.address, csv=csv, of_years=of_years)

    def address(self, **changes: str) -> str:
        """The explorer's address with some values set besides those of this view, each in place of what its parameter has."""
        return self.spelling.having(**changes).address

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the form sends on without offering it: how the result is shown, and the project that is asked for."""
        offered = {"q", *AMOUNTS, *FINDERS}
        offered |= {parameter for facet in FACETS.values() if facet.offered for parameter in facet.parameters}
        return [
            (name, value) for name, values in self.spelling.values.items() if name not in offered for value in values
        ]

    @property
    def amount_fields(self) -> list[BoundField]:
        """The fields that bound the amount of an award."""
        return [self.form[name] for name in AMOUNTS]

    # In words

    @property
    def asks_who_is_involved(self) -> bool:
        """Whether the same project would be found for another force too."""
        return any(isinstance(choice.facet, InvolvedFacet) and not choice.excluded for choice in self.choices)

    @property
    def asks_for_a_part(self) -> bool:
        """Whether a project's awards or amounts can be in it in part."""
        return any(choice.facet.parts_projects for choice in self.choices) or any(
            name in self.values for name in AMOUNTS
        )

    @property
    def active(self) -> list[ActiveFilter]:
        """The filters that are on, each value by itself. One that was refused is among them, so that it can be removed."""
        active = [
            ActiveFilter(
                parameter=name,
                label=str(self.form.fields[name].label),
                words=self._value_in_words(name),
                without=self.spelling.without(name).query,
            )
            for name in ("q", *AMOUNTS)
            if name in self.values or name in self.form.errors
        ]
        of_facets = [
            ActiveFilter(
                parameter=choice.parameter,
                label=choice.facet.label,
                words=shortened(choice.words),
                without=self._without_choice(choice),
            )
            for choice in self.all_choices
        ]
        return sorted([*active, *of_facets], key=lambda one: FILTERS.index(one.parameter))

    def _without_choice(self, choice: Choice) -> str:
        if choice.refused:
            return self.query_string
        return self.spelling.without_value(choice.facet.name, choice.value.slug).query

    def _value_in_words(self, name: str) -> str:
        value = self.values.get(name)
        if value is None:
            return shortened(self._given(name))
        return money.pounds(value) if isinstance(value, Decimal) else str(value)

    @property
    def words(self) -> str:
        """What is selected, as the rest of a sentence that begins with "projects"; empty if it is everything.

        `led in the East Midlands, about Digital and ICT, with money in 2017-18`.
        """
        phrases = [f"matching “{self.values['q']}”"] if "q" in self.values else []
        for facet in sorted(FACETS.values(), key=lambda facet: facet.place_in_sentence):
            if chosen := self.chosen(facet.name):
                phrases.append(facet.phrase(chosen))
            if facet.left_out and (excluded := self.chosen(facet.name, excluded=True)):
                phrases.append(facet.left_out(excluded))
        lowest, highest = (self.values.get(name) for name in AMOUNTS)
        if lowest is not None and highest is not None:
            phrases.append(f"with an award of {money.pounds(lowest)} to {money.pounds(highest)}")
        elif lowest is not None:
            phrases.append(f"with an award of {money.pounds(lowest)} or more")
        elif highest is not None:
            phrases.append(f"with an award of {money.pounds(highest)} or less")
        return ", ".join(phrases)
