"""The parameters of the explorer and of every export, checked one by one, with words for what is wrong."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from forces.models import NATIONAL_BODIES, NOT_STATED, Force, Region
from funding import financial_year, money
from funding.models import Round
from funding.selection import LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL
from projects.models import Project, Theme

from .sorting import SORTS

LONGEST_SEARCH = 200
MOST_WORDS = 10
"""Each word is looked for in many places, so a search of hundreds would keep the database from other readers."""


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

    def clean_q(self) -> str:
        """The search, if it is of a bearable number of words."""
        text: str = self.cleaned_data["q"]
        if len(text.split()) > MOST_WORDS:
            raise ValidationError(f"Search for at most {MOST_WORDS} words.")
        return text

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


def _names(things: Iterable[Round | Theme | Region]) -> list[tuple[str, str]]:
    return [(thing.slug, str(thing)) for thing in things]


def _by_region(forces: Iterable[Force]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for force in sorted(forces, key=lambda force: (force.region is None, str(force.region), force.name)):
        groups.setdefault(str(force.region or NATIONAL_BODIES_LABEL), []).append((force.slug, force.name))
    return list(groups.items())
