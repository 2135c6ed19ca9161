"""The one filter behind the explorer: what a query string asks for, as a selection of money, in words and as an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import QueryDict
from django.utils.http import urlencode

from forces.models import NATIONAL_BODIES, NOT_STATED, Force
from funding import financial_year, money
from funding.models import Allocation, Award
from funding.querysets import AwardQuerySet
from funding.selection import Selection
from projects.models import Project

from .addresses import projects_where
from .filter_form import FilterForm
from .sorting import DEFAULT_SORT, order, sorted_projects

LONGEST_REPEATED = 80
"""Characters of a value that is not valid which are repeated to the reader."""


@dataclass(frozen=True)
class ActiveFilter:
    """One filter that is on: its parameter, its name, its value in words, and the query string of the view without it."""

    parameter: str
    label: str
    words: str
    without: str


class ProjectFilter:
    """What a query string asks for. Unknown parameters are ignored; an invalid value selects nothing and is said in `errors`."""

    def __init__(self, query: QueryDict) -> None:
        self.form = FilterForm(query)
        self.is_valid = self.form.is_valid()
        self.values: dict[str, Any] = {
            name: value for name, value in self.form.cleaned_data.items() if value not in ("", None)
        }

    @property
    def errors(self) -> list[str]:
        """What is wrong with the query, in sentences; empty if it is valid. A very long value is cut in them."""
        return [
            str(message).replace(self._given(name), shortened(self._given(name)))
            for name, messages in self.form.errors.items()
            for message in messages
        ]

    @cached_property
    def selection(self) -> Selection:
        """The published awards and allocations asked for; none of them if the query is not valid."""
        if not self.is_valid:
            return Selection.of(Award.objects.none())
        selection = Selection.of(self._awards())
        if "amount_min" in self.values or "amount_max" in self.values:
            # Before the year, so that a year's bar and the view that it leads to hold the same projects.
            selection = selection.of_projects_worth(self.values.get("amount_min"), self.values.get("amount_max"))
        if "fy" in self.values:
            selection = selection.in_year(_year(self.values["fy"]))
        return selection

    def _awards(self) -> AwardQuerySet:
        awards, form, values = Award.objects.published(), self.form, self.values
        if "round" in values:
            awards = awards.for_round(form.rounds[values["round"]])
        if "theme" in values:
            awards = awards.for_theme(form.themes[values["theme"]])
        if values.get("region") == NOT_STATED:
            awards = awards.lead_not_stated()
        elif values.get("region") == NATIONAL_BODIES:
            awards = awards.led_by_national_bodies()
        elif "region" in values:
            awards = awards.led_in(form.regions[values["region"]])
        if values.get("lead") == NOT_STATED:
            awards = awards.lead_not_stated()
        elif "lead" in values:
            awards = awards.led_by(form.forces[values["lead"]])
        if "force" in values:
            awards = awards.involving(Force.objects.filter(slug=values["force"]))
        if form.chosen_project:
            awards = awards.for_project(form.chosen_project)
        if "q" in values:
            awards = awards.matching(values["q"])
        return awards

    def projects(self) -> QuerySet[Project]:
        """The projects asked for, with their figures (see `Selection.projects`), in the order asked for."""
        return sorted_projects(self.selection.projects(), self.sort)

    def allocations(self) -> QuerySet[Allocation]:
        """The allocations asked for, in the order of their projects, then of rounds and years."""
        of_project = self.selection.projects().filter(pk=OuterRef("award__project"))
        figures = {name: Subquery(of_project.values(name)) for name in ("pounds", "award_count")}
        allocations = self.selection.allocations.annotate(**figures)
        return allocations.order_by(
            *order(self.sort, "award__project__"),
            "award__round__financial_year",
            F("award__round__announced_on").asc(nulls_last=True),
            "award",
            F("financial_year").asc(nulls_last=True),
            "pk",
        )

    @property
    def sort(self) -> str:
        return str(self.values.get("sort", DEFAULT_SORT))

    @property
    def query_string(self) -> str:
        """The canonical query of this view: valid values only, in one order, without what is the default."""
        return urlencode(self._spelled)

    @property
    def is_canonical(self) -> bool:
        """Whether the query is spelled as this site spells it. A form's is not: it sends its empty fields too."""
        return {name: self.form.data[name] for name in self.form.fields if name in self.form.data} == self._spelled

    def address(self, **changes: str) -> str:
        """The explorer's address with some values set besides those of this view."""
        values = {**self._spelled, **changes}
        return projects_where(**{name: values[name] for name in [*self.form.fields, "page"] if name in values})

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """The values of this view as an address has them, in the order of the form."""
        spelled = {
            name: f"{value:f}" if isinstance(value, Decimal) else str(value) for name, value in self.values.items()
        }
        return {name: value for name, value in spelled.items() if (name, value) != ("sort", DEFAULT_SORT)}

    def _without(self, name: str) -> str:
        return urlencode({other: value for other, value in self._spelled.items() if other != name})

    @property
    def active(self) -> list[ActiveFilter]:
        """The filters that are on, in the order of the form. A value that was refused is among them, so that it can be removed."""
        return [
            ActiveFilter(name, str(field.label), self._value_in_words(name), self._without(name))
            for name, field in self.form.fields.items()
            if name != "sort" and (name in self.values or name in self.form.errors)
        ]

    def _given(self, name: str) -> str:
        """The value of a parameter as it came, checked or not."""
        return str(self.form.data.get(name, "")).strip()

    def _value_in_words(self, name: str) -> str:
        value = self.values.get(name)
        field = self.form.fields[name]
        if name == "project" and self.form.chosen_project:
            return self.form.chosen_project.title
        if value is None:
            return shortened(self._given(name))
        if isinstance(value, Decimal):
            return money.pounds(value)
        choices = _flat(getattr(field, "choices", None) or getattr(field.widget, "choices", []))
        return choices.get(value, str(value))

    @property
    def words(self) -> str:
        """What is selected, as the rest of a sentence that begins with "projects"; empty if it is everything.

        `led in the East Midlands, about Digital and ICT, with money in 2017-18`.
        """
        phrases = []
        value = self.values
        if "q" in value:
            phrases.append(f"matching “{value['q']}”")
        if "project" in value:
            phrases.append(f"called “{self._value_in_words('project')}”")
        if "lead" in value:
            name = self._value_in_words("lead")
            phrases.append("whose lead is not stated" if value["lead"] == NOT_STATED else f"led by {name}")
        if "region" in value:
            phrases.append(led_in_words(value["region"], self._value_in_words("region")))
        if "force" in value:
            phrases.append(f"that {self._value_in_words('force')} leads or partners")
        if "theme" in value:
            phrases.append(f"about {self._value_in_words('theme')}")
        if "round" in value:
            phrases.append(f"in the round “{self._value_in_words('round')}”")
        if "fy" in value:
            unknown = value["fy"] == financial_year.NOT_PUBLISHED
            phrases.append("with money whose year is not published" if unknown else f"with money in {value['fy']}")
        if "amount_min" in value and "amount_max" in value:
            phrases.append(f"of {money.pounds(value['amount_min'])} to {money.pounds(value['amount_max'])}")
        elif "amount_min" in value:
            phrases.append(f"of {money.pounds(value['amount_min'])} or more")
        elif "amount_max" in value:
            phrases.append(f"of {money.pounds(value['amount_max'])} or less")
        return ", ".join(phrases)


def shortened(value: str) -> str:
    """A value that is repeated to the reader, cut where nobody would read on."""
    return value if len(value) <= LONGEST_REPEATED else f"{value[:LONGEST_REPEATED]}…"


def led_in_words(slug: str, name: str) -> str:
    """`led in the East Midlands`, `led in London`, `led by national bodies`, `whose lead is not stated`."""
    if slug == NOT_STATED:
        return "whose lead is not stated"
    if slug == NATIONAL_BODIES:
        return "led by national bodies"
    return f"led in {region_in_words(name)}"


def region_in_words(name: str) -> str:
    """The name as it stands in a sentence: `the East Midlands`, `Yorkshire and The Humber`."""
    return f"the {name}" if name.split()[0] in ("North", "South", "East", "West") else name


def _year(slug: str) -> int | None:
    return None if slug == financial_year.NOT_PUBLISHED else financial_year.parse(slug)


def _flat(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Labels by value, those in groups too."""
    labels: dict[str, str] = {}
    for value, label in choices:
        labels.update(label if isinstance(label, list) else [(value, label)])
    return labels
