"""The one filter behind the explorer: what a query string asks for, as a selection of money, in words and as an address."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Lower
from django.http import QueryDict
from django.urls import reverse

from forces.models import NATIONAL_BODIES, NOT_STATED, Force, Region
from funding import financial_year, money
from funding.models import Allocation, Award, Round
from funding.querysets import AwardQuerySet
from funding.selection import LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL, Selection
from projects.models import Project, Theme

LONGEST_SEARCH = 200
DEFAULT_SORT = "-amount"

SORTS: dict[str, Callable[[str], F | Lower]] = {
    "title": lambda project: Lower(f"{project}title"),
    "lead": lambda project: Lower(f"{project}lead__name"),
    "theme": lambda project: Lower(f"{project}theme__name"),
    "amount": lambda project: F("pounds"),
    "awards": lambda project: F("award_count"),
}
"""What projects can be sorted by; each makes its expression from the path that leads to a project."""


class FinancialYearField(forms.CharField):
    """A financial year of the fund in any spelling, as the canonical `2016-17`, or `not-published`."""

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if text in ("", financial_year.NOT_PUBLISHED):
            return text
        try:
            year = financial_year.parse(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if year not in financial_year.fund_years():
            raise ValidationError(f"The fund ran from 2016-17 to 2019-20, so it has no money in {text}.")
        return financial_year.label(year)


class PoundsField(forms.CharField):
    """An amount in pounds as a reader types it (`250000`, `£250,000`, `1.5m`, `300k`), as a Decimal; empty is None."""

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money.parse(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error


def _choice(label: str, refusal: str) -> forms.ChoiceField:
    """A field whose choices are set when a form is made, since they are what is published then."""
    return forms.ChoiceField(label=label, required=False, error_messages={"invalid_choice": refusal})


class FilterForm(forms.Form):
    """The parameters of `/projects/` and of every export, checked one by one."""

    q = forms.CharField(
        label="Search",
        max_length=LONGEST_SEARCH,
        required=False,
        error_messages={"max_length": f"Search for at most {LONGEST_SEARCH} characters."},
    )
    round = _choice("Round", "There is no round “%(value)s”.")
    theme = _choice("Theme", "There is no theme “%(value)s”.")
    region = _choice("Region of the lead", "There is no region “%(value)s”.")
    lead = _choice("Led by", "There is no force “%(value)s”.")
    force = _choice("Led or partnered by", "There is no force “%(value)s”.")
    fy = FinancialYearField(
        label="Financial year",
        required=False,
        widget=forms.Select(
            choices=[
                ("", "All years"),
                *((financial_year.label(year), financial_year.label(year)) for year in financial_year.fund_years()),
                (financial_year.NOT_PUBLISHED, financial_year.NOT_PUBLISHED_LABEL),
            ]
        ),
    )
    project = forms.SlugField(
        label="Project",
        max_length=80,
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid": "There is no project of that id."},
    )
    amount_min = PoundsField(label="Amount from (£)", max_length=20, required=False)
    amount_max = PoundsField(label="Amount to (£)", max_length=20, required=False)
    sort = forms.ChoiceField(
        required=False,
        choices=[("", "")] + [(sign + key, key) for key in SORTS for sign in ("", "-")],
        widget=forms.HiddenInput,
        error_messages={
            "invalid_choice": f"“%(value)s” is not a way to sort. Sort by one of {', '.join(SORTS)}; a minus in front turns it round."
        },
    )

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, auto_id="filter-%s")
        self.chosen_project: Project | None = None
        self.rounds = {round_.slug: round_ for round_ in Round.objects.published()}
        self.themes = {theme.slug: theme for theme in Theme.objects.all()}
        self.regions = {region.slug: region for region in Region.objects.all()}
        self.forces = {force.slug: force for force in Force.objects.select_related("region")}
        not_stated = (NOT_STATED, LEAD_NOT_STATED_LABEL)
        forces = _by_region(self.forces.values())
        self._offer("round", "All rounds", *_names(self.rounds.values()))
        self._offer("theme", "All themes", *_names(self.themes.values()))
        self._offer(
            "region",
            "All regions",
            *_names(self.regions.values()),
            (NATIONAL_BODIES, NATIONAL_BODIES_LABEL),
            not_stated,
        )
        self._offer("lead", "Any lead", *forces, not_stated)
        self._offer("force", "Any force", *forces)

    def _offer(self, name: str, all_of_them: str, *choices: Any) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = [("", all_of_them), *choices]

    def clean_project(self) -> str:
        """The id of a project that the public may see."""
        slug: str = self.cleaned_data["project"]
        self.chosen_project = (
            Project.objects.filter(slug=slug, awards__round__published_at__isnull=False).first() if slug else None
        )
        if slug and not self.chosen_project:
            raise ValidationError(f"There is no project “{slug}”.")
        return slug

    def clean(self) -> dict[str, Any]:
        for name, field in self.fields.items():
            values = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
            if len(values) > 1:
                self.add_error(name, f"{field.label or name.capitalize()} is given {len(values)} times; give it once.")
        lowest, highest = self.cleaned_data.get("amount_min"), self.cleaned_data.get("amount_max")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error(
                "amount_min",
                f"The lowest amount, {money.pounds(lowest)}, is more than the highest, {money.pounds(highest)}.",
            )
        return self.cleaned_data


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
        """What is wrong with the query, in sentences; empty if it is valid."""
        return [str(message) for messages in self.form.errors.values() for message in messages]

    @cached_property
    def selection(self) -> Selection:
        """The published awards and allocations asked for; none of them if the query is not valid."""
        if not self.is_valid:
            return Selection.of(Award.objects.none())
        selection = Selection.of(self._awards())
        if "fy" in self.values:
            selection = selection.in_year(_year(self.values["fy"]))
        if "amount_min" in self.values or "amount_max" in self.values:
            selection = selection.of_projects_worth(self.values.get("amount_min"), self.values.get("amount_max"))
        return selection

    def _awards(self) -> AwardQuerySet:
        awards, form, values = Award.objects.published(), self.form, self.values
        if "round" in values:
            awards = awards.for_round(form.rounds[values["round"]])
        if "theme" in values:
            awards = awards.for_theme(form.themes[values["theme"]])
        match values.get("region"):
            case None:
                pass
            case region if region == NOT_STATED:
                awards = awards.lead_not_stated()
            case region if region == NATIONAL_BODIES:
                awards = awards.led_by_national_bodies()
            case region:
                awards = awards.led_in(form.regions[region])
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
            *_order(self.sort, "award__project__"),
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
        return self._query_string(leave_out=None)

    def address(self, **changes: str) -> str:
        """The explorer's address with some values set besides those of this view."""
        query = self._query_string(leave_out=None, changes=changes)
        return f"{reverse('projects')}?{query}" if query else reverse("projects")

    def _query_string(self, *, leave_out: str | None, changes: Mapping[str, str] | None = None) -> str:
        query = QueryDict(mutable=True)
        values = {**self.values, **(changes or {})}
        for name in self.form.fields:
            value = values.get(name)
            if value is not None and name != leave_out and (name, value) != ("sort", DEFAULT_SORT):
                query[name] = f"{value:f}" if isinstance(value, Decimal) else value
        return query.urlencode()

    @property
    def active(self) -> list[ActiveFilter]:
        """The filters that are on, in the order of the form. A value that was refused is among them, so that it can be removed."""
        return [
            ActiveFilter(name, str(field.label), self._value_in_words(name), self._query_string(leave_out=name))
            for name, field in self.form.fields.items()
            if name != "sort" and (name in self.values or name in self.form.errors)
        ]

    def _value_in_words(self, name: str) -> str:
        value = self.values.get(name)
        field = self.form.fields[name]
        if name == "project" and self.form.chosen_project:
            return self.form.chosen_project.title
        if value is None:
            return str(self.form.data.get(name, ""))[:80]
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


def sorted_projects(projects: QuerySet[Project], sort: str) -> QuerySet[Project]:
    """Projects that have their figures, in the order that a key of `SORTS` names, turned round by a minus in front."""
    return projects.order_by(*_order(sort, ""))


def largest_first(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects that have their figures, the largest amount first and those without one last."""
    return sorted_projects(projects, DEFAULT_SORT)


def _order(sort: str, project: str) -> list[Any]:
    """Expressions that order by the sort (what is unknown last, either way), then by title and primary key of the project."""
    key = SORTS[sort.removeprefix("-")](project)
    return [OrderBy(key, descending=sort.startswith("-"), nulls_last=True), Lower(f"{project}title"), f"{project}pk"]


def _year(slug: str) -> int | None:
    return None if slug == financial_year.NOT_PUBLISHED else financial_year.parse(slug)


def _names(things: Iterable[Round | Theme | Region]) -> list[tuple[str, str]]:
    return [(thing.slug, str(thing)) for thing in things]


def _by_region(forces: Iterable[Force]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for force in sorted(forces, key=lambda force: (force.region is None, str(force.region), force.name)):
        groups.setdefault(str(force.region or NATIONAL_BODIES_LABEL), []).append((force.slug, force.name))
    return list(groups.items())


def _flat(choices: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Labels by value, those in groups too."""
    labels: dict[str, str] = {}
    for value, label in choices:
        labels.update(label if isinstance(label, list) else [(value, label)])
    return labels
