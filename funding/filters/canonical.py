"""How a view of the explorer is spelled as an address: which parameters there are, in one order, without what is the default."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.utils.http import urlencode

from funding.addresses import projects_where
from funding.figures.options import Basis, Measure

from .facets import FACETS
from .form import STACKS, FilterForm

AMOUNTS = ["amount_min", "amount_max"]

FILTERS = ["q", *(parameter for facet in FACETS.values() for parameter in facet.parameters), *AMOUNTS]
"""The parameters that select, in the order of an address; those of the form besides say how the selection is shown."""

FINDERS = [facet.finder for facet in FACETS.values() if facet.has_finder]
"""The parameters by which values within long facets are searched."""

PARAMETERS = [*FILTERS, *(name for name in FilterForm.base_fields if name not in FILTERS), *FINDERS]
"""All parameters, in the order of an address."""

DEFAULTS = {"measure": Measure.POUNDS, "stack": STACKS[0], "basis": Basis.LED}


@dataclass(frozen=True)
class Spelling:
    """The values of each parameter that is not empty, in the order of an address. `default_sort` is not spelled out."""

    values: Mapping[str, list[str]]
    default_sort: str

    @classmethod
    def of(cls, values: Mapping[str, list[str]], default_sort: str) -> Self:
        """Values in any order, empty ones and defaults among them."""
        defaults = {**DEFAULTS, "sort": default_sort}
        return cls(
            {
                name: values[name]
                for name in [*PARAMETERS, "page"]
                if values.get(name) and values[name] != [defaults.get(name, "")]
            },
            default_sort,
        )

    @property
    def query(self) -> str:
        return urlencode(self.values, doseq=True)

    @property
    def address(self) -> str:
        return projects_where(**self.values)

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What selects, without how it is shown."""
        return [(name, value) for name, values in self.values.items() if name in FILTERS for value in values]

    def having(self, **changes: str) -> Self:
        """Each parameter with the one value instead of what it has, chosen or excluded."""
        others = {name: values for name, values in self.values.items() if name.removeprefix("not_") not in changes}
        return self.of({**others, **{name: [value] for name, value in changes.items()}}, self.default_sort)

    def with_value(self, parameter: str, slug: str) -> Self:
        """One more value of a facet chosen or excluded, which it is then in no other way."""
        facet = FACETS[parameter.removeprefix("not_")]
        others = self.without_value(facet.name, slug).values
        return self.of({**others, parameter: facet.order([*others.get(parameter, []), slug])}, self.default_sort)

    def without_value(self, facet: str, slug: str) -> Self:
        """A value of a facet neither chosen nor excluded."""
        parameters = FACETS[facet].parameters
        return self.of(
            {
                name: [value for value in values if name not in parameters or value != slug]
                for name, values in self.values.items()
            },
            self.default_sort,
        )

    def without(self, parameter: str) -> Self:
        """All but one parameter."""
        return self.of({name: values for name, values in self.values.items() if name != parameter}, self.default_sort)
