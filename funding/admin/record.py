from typing import Any

from django.contrib import admin
from django.db.models import Sum

from funding import money
from funding.models import Conflict, FundTotal, SubGrant
from funding.rules import check_share

from .amounts import AMOUNTS, AmountForm
from .deleting import RecordAdmin
from .forms import SHORT_NOTES


class FundTotalForm(AmountForm[FundTotal]):
    what = "A fund total"


class SubGrantForm(AmountForm[SubGrant]):
    what = "A sub-grant"

    def check_amount(self, cleaned: dict[str, Any]) -> None:
        super().check_amount(cleaned)
        if {"amount", "award"} <= cleaned.keys():
            awarded = cleaned["award"].allocations.aggregate(pounds=Sum("amount"))["pounds"]
            check_share(cleaned["amount"], awarded=awarded, note=cleaned.get("note", ""))


@admin.register(FundTotal)
class FundTotalAdmin(RecordAdmin[FundTotal]):
    form = FundTotalForm
    list_display = ["as_stated", "period", "amount_in_pounds", "project_count"]
    list_filter = ["period"]
    search_fields = ["as_stated", "period", "slug", "note"]
    prepopulated_fields = {"slug": ["period"]}
    autocomplete_fields = ["sources"]
    formfield_overrides = AMOUNTS
    fields = ["as_stated", "period", "slug", "amount", "project_count", "sources", "note"]

    @admin.display(description="amount", ordering="amount")
    def amount_in_pounds(self, total: FundTotal) -> str:
        return money.pounds(total.amount)


@admin.register(SubGrant)
class SubGrantAdmin(RecordAdmin[SubGrant]):
    form = SubGrantForm
    list_display = ["recipient", "award", "period", "amount_in_pounds"]
    list_filter = ["period"]
    list_select_related = ["recipient", "award__round", "award__project"]
    search_fields = ["recipient__name", "award__project__title", "as_stated", "slug"]
    prepopulated_fields = {"slug": ["period"]}
    autocomplete_fields = ["award", "recipient", "sources"]
    formfield_overrides = AMOUNTS
    fields = ["award", "recipient", "period", "slug", "amount", "as_stated", "sources", "note"]

    @admin.display(description="amount", ordering="amount")
    def amount_in_pounds(self, sub_grant: SubGrant) -> str:
        return money.pounds(sub_grant.amount)


@admin.register(Conflict)
class ConflictAdmin(RecordAdmin[Conflict]):
    list_display = ["about", "field", "value_a", "value_b", "dataset_uses"]
    list_select_related = ["round", "project", "award__round", "award__project"]
    search_fields = [
        "field",
        "value_a",
        "value_b",
        "reason",
        "round__name",
        "project__title",
        "award__project__title",
    ]
    autocomplete_fields = ["round", "project", "award", "source_a", "source_b"]
    formfield_overrides = SHORT_NOTES
    fieldsets = [
        ("About one of these", {"fields": ["round", "project", "award"]}),
        (None, {"fields": ["field", "value_a", "source_a", "value_b", "source_b", "dataset_uses", "reason"]}),
    ]

    @admin.display
    def about(self, conflict: Conflict) -> str:
        return str(conflict.round or conflict.project or conflict.award)
