"""List filters of more than one list."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from funding import financial_year


class FinancialYearFilter(admin.SimpleListFilter):
    """By the row's own `financial_year`; with a choice for "not published" where the model allows that."""

    title = "financial year"
    parameter_name = "fy"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        years: list[int | None] = [*financial_year.fund_years()]
        if model_admin.model._meta.get_field("financial_year").null:
            years.append(None)
        return [(financial_year.slug(year), financial_year.label(year)) for year in years]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value not in [slug for slug, _ in self.lookup_choices]:
            return queryset
        if value == financial_year.NOT_PUBLISHED:
            return queryset.filter(financial_year__isnull=True)
        return queryset.filter(financial_year=financial_year.parse(str(value)))


class StateFilter(admin.SimpleListFilter):
    """By whether a round is a draft. `path` leads from a row of the list to the round's `in_next_release`."""

    title = "state"
    parameter_name = "state"
    path: ClassVar[str] = "in_next_release"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, str]]:
        return [("draft", "Draft"), ("in", "In the next release")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("draft", "in"):
            return queryset
        return queryset.filter(**{self.path: self.value() == "in"})


class StateOfAwardFilter(StateFilter):
    path = "round__in_next_release"


class StateOfAllocationFilter(StateFilter):
    path = "award__round__in_next_release"
