"""Fields and forms that more than one page of the admin has."""

from typing import Any, ClassVar, TypeVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from funding import financial_year
from funding.models import Allocation, Source
from funding.models.rounds import OUTSIDE_FUND_YEARS
from funding.rules import check_sourced

M = TypeVar("M", bound=models.Model)

SHORT_NOTES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    models.TextField: {"widget": forms.Textarea(attrs={"rows": 3, "cols": 60})}
}
"""A `formfield_overrides` for pages on which a note is one field among many."""


class FinancialYearField(forms.Field):
    """A year of the fund, written `2016-17` or in another spelling that `financial_year.parse` reads.

    Its value is the integer that the year starts in (2016), or None for an empty field: the year is not published.
    """

    widget = forms.TextInput(attrs={"size": 12, "placeholder": "2016-17"})

    def to_python(self, value: Any) -> int | None:
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        try:
            year = financial_year.parse(text)
        except ValueError as error:
            raise ValidationError(str(error), code="not_a_year") from error
        if year not in financial_year.fund_years():
            raise ValidationError(OUTSIDE_FUND_YEARS, code="outside_fund_years")
        return year

    def prepare_value(self, value: Any) -> Any:
        """A stored year as it is written; what somebody typed as they typed it."""
        return financial_year.label(value) if isinstance(value, int) else value


class SourcedForm(forms.ModelForm[M]):
    """A form of a figure, which `what` names in messages ("An allocation"). `rules.check_sourced` asks for its sources."""

    what: ClassVar[str]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "sources" in self.fields:  # not on the page of somebody who may only look
            self.fields["sources"].required = False
            self.fields["sources"].help_text = "At least one."

    def clean_sources(self) -> QuerySet[Source]:
        sources: QuerySet[Source] = self.cleaned_data["sources"]
        check_sourced(self.what, sources)
        return sources


class NamedBySourcesForm(forms.ModelForm[M]):
    """A form of a thing that sources name from their side (`Source.forces`): here they are chosen from its side.

    The field has a name of its own, since Django's pages for who may only look take `sources` for the field of the model.
    """

    what: ClassVar[str]
    named_by = forms.ModelMultipleChoiceField(
        Source.objects.all(),
        label="Sources",
        required=False,
        help_text="At least one.",
        widget=AutocompleteSelectMultiple(Allocation._meta.get_field("sources"), admin.site),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["named_by"] = list(cast(Any, self.instance).sources.all())

    def clean_named_by(self) -> QuerySet[Source]:
        sources: QuerySet[Source] = self.cleaned_data["named_by"]
        check_sourced(self.what, sources)
        return sources

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]  # the place that Django has for this, and its types have not
        cast(Any, self.instance).sources.set(self.cleaned_data["named_by"])


@admin.display(description="sources")
def named_by(thing: Any) -> str:
    """What who may only look sees in place of the field of `NamedBySourcesForm`."""
    return "; ".join(map(str, thing.sources.all()))
