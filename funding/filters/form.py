"""The parameters of the explorer that have one value each, checked one by one, with words for what is wrong."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from funding import money, pounds_in_text
from funding.figures.options import Basis, Measure

from .facets import FACETS
from .sorting import BY_RELEVANCE, SORTS

LONGEST_SEARCH = 200
MOST_WORDS = 10
"""Each word is looked for in many places, so a search of hundreds would keep the database from other readers."""

STACKS = ["round", "theme"]
"""What the bars of the years are made of; the first unless asked."""


class PoundsField(forms.CharField):
    """An amount in pounds as a reader types it (`250000`, `£250,000`, `1.5m`, `300k`), as a Decimal; empty is None."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return pounds_in_text.parse(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


def _one_of(label: str, choices: Iterable[str], refusal: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", ""), *((choice, choice) for choice in choices)],
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": refusal},
    )


def sort_field(sorts: Collection[str], *more: str, what: str = "") -> forms.ChoiceField:
    """An order by one of `sorts`, either way round, or one of `more`; `what` is sorted: ` pairs of forces`."""
    return _one_of(
        "Sort",
        [*more, *(sign + key for key in sorts for sign in ("", "-"))],
        f"“%(value)s” is not a way to sort{what}. Sort by one of {', '.join(sorts)}; a minus in front turns it round.",
    )


SWITCHES = {
    "measure": _one_of("Measure", Measure, "The charts measure pounds or projects, not “%(value)s”."),
    "basis": _one_of("Basis of the map", Basis, "The map shows what is led or involved, not “%(value)s”."),
}
"""How figures are shown, by parameter."""


class ListForm(forms.Form):
    """How a list is shown: its order, and the switches of the figures beside it. Each parameter has one value."""

    def __init__(self, query: QueryDict, *, sorts: Collection[str] = (), switches: Iterable[str] = ()) -> None:
        super().__init__(query, auto_id="filter-%s")
        if sorts:
            self.fields["sort"] = sort_field(sorts)
        self.fields |= {name: SWITCHES[name] for name in switches}

    def clean(self) -> dict[str, Any]:
        for name, field in self.fields.items():
            values = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
            if len(values) > 1:
                self.add_error(name, f"{field.label or name.capitalize()} is given {len(values)} times; give it once.")
        return self.cleaned_data


class FilterForm(ListForm):
    """The search, the bounds of amounts, and how the result is shown. Facets have several values: see `choices`."""

    q = forms.CharField(
        label="Search",
        max_length=LONGEST_SEARCH,
        required=False,
        error_messages={"max_length": f"Search for at most {LONGEST_SEARCH} characters."},
    )
    amount_min = PoundsField(label="Award from (£)", max_length=20, required=False)
    amount_max = PoundsField(label="Award to (£)", max_length=20, required=False)
    sort = sort_field(SORTS, BY_RELEVANCE)
    measure = SWITCHES["measure"]
    stack = _one_of("Stack", STACKS, "The years are stacked by round or theme, not by “%(value)s”.")
    basis = SWITCHES["basis"]

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        for facet in FACETS.values():
            if facet.has_finder:
                self.fields[facet.finder] = forms.CharField(label=f"Find a {facet.noun}", max_length=60, required=False)

    def clean_q(self) -> str:
        """The search, if it is of a bearable number of words."""
        text: str = self.cleaned_data["q"]
        if len(text.split()) > MOST_WORDS:
            raise ValidationError(f"Search for at most {MOST_WORDS} words.")
        return text

    def clean(self) -> dict[str, Any]:
        super().clean()
        if self.cleaned_data.get("sort") == BY_RELEVANCE and not self.cleaned_data.get("q"):
            # Without a search there is nothing to be relevant to: the usual order.
            self.cleaned_data["sort"] = ""
        lowest, highest = self.cleaned_data.get("amount_min"), self.cleaned_data.get("amount_max")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error(
                "amount_min",
                f"The lowest amount, {money.pounds(lowest)}, is more than the highest, {money.pounds(highest)}.",
            )
        return self.cleaned_data
