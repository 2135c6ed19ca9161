"""Fields and forms that more than one page of the admin has."""

from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from funding import financial_year
from funding.models import Source
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
