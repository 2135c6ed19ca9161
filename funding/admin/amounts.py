"""How an amount in pounds is typed into a form: as people write it, and never stored before what was read is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, JsonResponse, QueryDict
from django.urls import reverse_lazy

from funding import money, pounds_in_text, rules

from .forms import SHORT_NOTES, SourcedForm

M = TypeVar("M", bound=models.Model)


class PoundsInput(forms.TextInput):
    """A text field, beside which `amounts.js` says what is read in it."""

    class Media:
        js = ["admin-amounts.js"]


class PoundsField(forms.DecimalField):
    """An amount in any spelling that `pounds_in_text.parse` reads; shown written out, `1,234.50`."""

    widget = PoundsInput(
        attrs={
            "inputmode": "decimal",
            "autocomplete": "off",
            "data-read": reverse_lazy("admin:funding_allocation_read_amount"),
        }
    )

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return pounds_in_text.parse(value)
        except ValueError as error:
            raise ValidationError(_refusal(value, error), code="not_an_amount") from error

    def prepare_value(self, value: Any) -> Any:
        return written_out(value) if isinstance(value, Decimal) else value


AMOUNTS: dict[type[models.Field[Any, Any]], dict[str, Any]] = {
    **SHORT_NOTES,
    models.DecimalField: {"form_class": PoundsField},
}
"""A `formfield_overrides` for pages of figures."""


class AmountForm(SourcedForm[M]):
    """A form of a figure. It is stored once its amounts are seen as they were read, and if its words do not contradict it."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        with self.errors_at("amount"):
            self.check_amount(cleaned)
        for name in [name for name, field in self.fields.items() if isinstance(field, PoundsField)]:
            self._show_what_was_read(name)
        return cleaned

    def check_amount(self, cleaned: dict[str, Any]) -> None:
        """Raises ValidationError if the amount cannot be what its words say."""
        self.check_words(cleaned)

    def check_words(self, cleaned: dict[str, Any], *, left_of: Decimal = Decimal(0)) -> None:
        """Raises ValidationError for what `rules.check_as_stated` refuses."""
        if {"amount", "as_stated"} <= cleaned.keys():
            rules.check_as_stated(
                cleaned["amount"],
                cleaned["as_stated"],
                qualifier=cleaned.get("qualifier"),
                rounded_to=cleaned.get("rounded_to"),
                left_of=left_of,
                note=cleaned.get("note"),
            )

    @contextmanager
    def errors_at(self, name: str) -> Iterator[None]:
        """Shows what is refused within at the field `name`."""
        try:
            yield
        except ValidationError as error:
            self.add_error(name, error)

    def _show_what_was_read(self, name: str) -> None:
        """An amount that had to be understood (`£0.67m`) is shown written out and asked for once more.

        A browser that runs `admin-amounts.js` has shown it already, and sends it written out.
        """
        key = self.add_prefix(name)
        typed, amount = str(self.data.get(key, "")), self.cleaned_data.get(name)
        if amount is None or pounds_in_text.is_plain(typed):
            return
        sent = cast(QueryDict, self.data).copy()
        sent[key] = written_out(amount)
        self.data = sent
        self.add_error(
            name, f"“{typed}” is read as {money.pounds(amount)}, as it now stands here. If that is right, save again."
        )


def written_out(amount: Decimal) -> str:
    """`1,234.50`: what `pounds_in_text.is_plain` takes without a question."""
    return money.pounds(amount).removeprefix("£")


def read_amount(request: HttpRequest) -> JsonResponse:
    """What is read in `text`, in words (`£670,000`), and written out (`670,000`) if it can be read."""
    text = request.GET.get("text", "")
    try:
        amount = pounds_in_text.parse(text)
    except ValueError as error:
        return JsonResponse({"words": _refusal(text, error)})
    return JsonResponse({"words": money.pounds(amount), "written_out": written_out(amount)})


def _refusal(text: str, error: ValueError) -> str:
    """Why a text is no amount: accountants put what was paid back into brackets."""
    is_less_than_zero = text.strip().startswith(("-", "−", "–", "(")) and any(character.isdigit() for character in text)
    return f"“{text}” {rules.REPAYMENT}" if is_less_than_zero else str(error)
