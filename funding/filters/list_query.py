"""How a list is shown: its order, and what the figures beside it measure."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import Any, Self

from django.http import QueryDict

from funding.figures.options import Basis, Measure
from funding.words import shortened

from .canonical import Spelling
from .form import ListForm
from .query import Query


class ListQuery(Query):
    """The query of a list: how it is sorted, and what its figures show.

    `values` are the valid values of the parameters that have one value each, where they are given.
    """

    def __init__(self, query: QueryDict, form: ListForm) -> None:
        super().__init__(query)
        self.form = form
        self.form.full_clean()
        self.values: dict[str, Any] = {
            name: value for name, value in form.cleaned_data.items() if value not in ("", None)
        }

    @classmethod
    def reader(cls, sorts: Collection[str], *switches: str) -> Callable[[QueryDict], Self]:
        """What reads the query of a list that can be sorted so, with these switches."""
        return lambda query: cls(query, ListForm(query, sorts=sorts, switches=switches))

    @property
    def parameters(self) -> Sequence[str]:
        return tuple(self.form.fields)

    @property
    def errors(self) -> list[str]:
        """A very long value is cut in them."""
        return [
            str(message).replace(self._given(name), shortened(self._given(name)))
            for name, messages in self.form.errors.items()
            for message in messages
        ]

    def _given(self, name: str) -> str:
        """The value of a parameter as it came, checked or not."""
        return str(self.query.get(name, "")).strip()

    @property
    def default_sort(self) -> str:
        """The order unless another is asked for; empty: that in which the rows come."""
        return ""

    @property
    def sort(self) -> str:
        return str(self.values.get("sort", self.default_sort))

    @property
    def measure(self) -> Measure:
        """What the bars of the charts measure."""
        return Measure(self.values.get("measure", Measure.POUNDS))

    @property
    def basis(self) -> Basis:
        """What the map shows."""
        return Basis(self.values.get("basis", Basis.LED))

    @property
    def spelling(self) -> Spelling:
        """The values as an address has them; valid ones only."""
        spelled = {
            name: [f"{value:f}" if isinstance(value, Decimal) else str(value)] for name, value in self.values.items()
        }
        return Spelling.of(spelled, self.default_sort)

    @property
    def query_string(self) -> str:
        return self.spelling.query
