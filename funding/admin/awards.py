from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django_stubs_ext import WithAnnotations

from funding import financial_year
from funding.models import Allocation, Award, Round
from projects.models import Project

from . import sums
from .amounts import AMOUNTS, AmountForm, read_amount
from .deleting import RecordAdmin
from .filters import FinancialYearFilter, StateOfAllocationFilter, StateOfAwardFilter
from .forms import SHORT_NOTES, FinancialYearField
from .publishing import Public, address_on_site, public_rounds, state


def award_slug(round_: Round, project: Project) -> str:
    """The id of an award that nobody gave one: its round's and its project's; one too long is cut and ends in a number."""
    slug, longest = f"{round_.slug}-{project.slug}", cast(int, Award._meta.get_field("slug").max_length)
    if len(slug) <= longest:
        return slug
    ending = f"-{project.pk}"
    return slug[: longest - len(ending)] + ending


class AwardForm(forms.ModelForm[Award]):
    """An award on its own page or on its round's: its id may be left empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:  # not on the page of somebody who may only look
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "Left empty, it is made of the ids of the round and the project."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("slug") == "" and cleaned.get("round") and cleaned.get("project"):
            cleaned["slug"] = award_slug(cleaned["round"], cleaned["project"])
        return cleaned


class PeriodForm(AwardForm):
    """An award on its own page, where the period that it covers is entered too."""

    covers_from = FinancialYearField(
        required=False, help_text="The first year it covers, such as 2016-17. Leave empty if it is not known."
    )
    covers_to = FinancialYearField(required=False, help_text="The last year it covers; the same if it is but one.")


class AllocationForm(AmountForm[Allocation]):
    what = "An allocation"
    financial_year = FinancialYearField(
        required=False, help_text="Such as 2016-17. Leave empty if the year is not published."
    )

    def check_amount(self, cleaned: dict[str, Any]) -> None:
        """The words of a remainder name a total: what it is left of has to be known first (`check_remainder`)."""
        if cleaned.get("kind") != Allocation.Kind.REMAINDER:
            super().check_amount(cleaned)

    def check_remainder(self, amounts_with_years: Iterable[Decimal]) -> None:
        """Asks of a remainder that it is, with these amounts of its award, what its words say."""
        if self.cleaned_data.get("kind") == Allocation.Kind.REMAINDER:
            with self.errors_at("amount"):
                self.check_words(self.cleaned_data, left_of=sum(amounts_with_years, Decimal(0)))


class AllocationPageForm(AllocationForm):
    """An allocation on its own page: the others of its award are stored."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("award"):
            others = cleaned["award"].allocations.exclude(pk=self.instance.pk).filter(financial_year__isnull=False)
            self.check_remainder(others.values_list("amount", flat=True))
        return cleaned


class AllocationFormSet(forms.BaseInlineFormSet[Allocation, Award, forms.ModelForm[Allocation]]):
    """The allocations of one award: what two of them cannot share is said here, before the database refuses it."""

    def clean(self) -> None:
        super().clean()
        kept = [
            form for form in self.forms if getattr(form, "cleaned_data", {}) and not form.cleaned_data.get("DELETE")
        ]
        with_years = [form.cleaned_data.get("amount", 0) for form in kept if form.cleaned_data.get("financial_year")]
        unpublished = set()
        for form in kept:
            cast(AllocationForm, form).check_remainder(with_years)
            row = form.cleaned_data
            if row.get("financial_year", 0) is None:
                if row.get("kind") in unpublished:
                    raise ValidationError(
                        "Two of these amounts are of one kind and have no published year: add them up, or give a year."
                    )
                unpublished.add(row.get("kind"))

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return "Two of these amounts are for the same year: an award has one amount a year."


class AllocationInline(admin.StackedInline[Allocation, Award]):
    model = Allocation
    form = AllocationForm
    formset = AllocationFormSet
    extra = 0
    autocomplete_fields = ["sources"]
    formfield_overrides = AMOUNTS
    fields = [
        ("financial_year", "kind", "status"),
        ("amount", "qualifier", "rounded_to"),
        "as_stated",
        "sources",
        "note",
    ]


@admin.register(Award)
class AwardAdmin(RecordAdmin[Award]):
    form = PeriodForm
    list_display = ["project", "round", "lead", "amount", "allocation_count", "state"]
    list_filter = ["round", StateOfAwardFilter, "project__theme"]
    list_select_related = ["round", "project__lead"]
    search_fields = ["slug", "as_stated", "project__title", "project__lead__name", "round__name"]
    autocomplete_fields = ["round", "project", "sources"]
    formfield_overrides = SHORT_NOTES
    inlines = [AllocationInline]

    def get_fields(self, request: HttpRequest, obj: Award | None = None) -> list[Any]:
        period = [("covers_from", "covers_to", "period_basis"), "period_as_stated"]
        fields = ["round", "project", "slug", "as_stated", *period, "sources", "note"]
        return [*fields, "running_total", "state"] if obj else fields

    def get_readonly_fields(self, request: HttpRequest, obj: Award | None = None) -> list[str]:
        return ["running_total", "state"] if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Award]:
        awards: QuerySet[Award] = super().get_queryset(request)
        return awards.annotate(**Allocation.objects.sums_of_each("award"), is_public=Q(round__slug__in=public_rounds()))

    @admin.display(ordering="project__lead__sort_key")
    def lead(self, award: Award) -> str:
        return str(award.project.lead) if award.project.lead else "Lead not stated"

    @admin.display(ordering="pounds")
    def amount(self, award: WithAnnotations[Award, sums.Sums]) -> str:
        return sums.itemised(award)

    @admin.display(description="allocations", ordering="allocation_count")
    def allocation_count(self, award: WithAnnotations[Award, sums.Sums]) -> int:
        return award.allocation_count or 0

    @admin.display(description="running total")
    def running_total(self, award: WithAnnotations[Award, sums.Sums]) -> str:
        return sums.running_total(award)

    @admin.display(description="round is", ordering="round__in_next_release")
    def state(self, award: WithAnnotations[Award, Public]) -> str:
        return state(award.round, is_public=award.is_public)

    def view_on_site(self, award: Award) -> str | None:
        """The public page of its project, if it has one."""
        return address_on_site(award.project)


@admin.register(Allocation)
class AllocationAdmin(RecordAdmin[Allocation]):
    """All the money in one list, to search; it is entered on the award's page."""

    form = AllocationPageForm
    list_display = ["award", "year", "amount_in_words", "status", "kind", "state"]
    list_filter = [FinancialYearFilter, "status", "qualifier", "kind", StateOfAllocationFilter, "award__round"]
    list_select_related = ["award__round", "award__project"]
    search_fields = ["as_stated", "award__slug", "award__project__title", "award__project__lead__name"]
    autocomplete_fields = ["award", "sources"]
    formfield_overrides = AMOUNTS
    fields = [
        "award",
        ("financial_year", "kind", "status"),
        ("amount", "qualifier", "rounded_to"),
        "as_stated",
        "sources",
        "note",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Allocation]:
        allocations: QuerySet[Allocation] = super().get_queryset(request)
        return allocations.annotate(is_public=Q(award__round__slug__in=public_rounds()))

    def get_urls(self) -> list[URLPattern]:
        reading = path("read-amount/", self.admin_site.admin_view(read_amount), name="funding_allocation_read_amount")
        return [reading, *super().get_urls()]

    @admin.display(description="financial year", ordering="financial_year")
    def year(self, allocation: Allocation) -> str:
        return financial_year.label(allocation.financial_year)

    @admin.display(description="amount", ordering="amount")
    def amount_in_words(self, allocation: Allocation) -> str:
        return allocation.worth.exact()

    @admin.display(description="round is", ordering="award__round__in_next_release")
    def state(self, allocation: WithAnnotations[Allocation, Public]) -> str:
        return state(allocation.award.round, is_public=allocation.is_public)

    def view_on_site(self, allocation: Allocation) -> str | None:
        """The public page of its project, if it has one."""
        return address_on_site(allocation.award.project)
