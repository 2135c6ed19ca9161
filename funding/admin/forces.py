from collections.abc import Sequence

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from forces.models import Force, OfficerCount, Region

from .deleting import RecordAdmin
from .forms import NamedBySourcesForm, named_by
from .names import name_column


@admin.register(Region)
class RegionAdmin(RecordAdmin[Region]):
    list_display = [name_column("name"), "slug"]
    search_fields = ["name", "sort_key", "slug"]
    prepopulated_fields = {"slug": ["name"]}


class ForceForm(NamedBySourcesForm[Force]):
    what = "A force"


class OfficerCountForm(NamedBySourcesForm[OfficerCount]):
    what = "A count of officers"


class OfficerCountFormSet(forms.BaseInlineFormSet[OfficerCount, Force, forms.ModelForm[OfficerCount]]):
    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        return "Two of these counts are for the same day."


class OfficerCountInline(admin.TabularInline[OfficerCount, Force]):
    model = OfficerCount
    form = OfficerCountForm
    formset = OfficerCountFormSet
    extra = 0
    fields = ["as_at", "officers_fte", "named_by"]
    named_by = staticmethod(named_by)


@admin.register(Force)
class ForceAdmin(RecordAdmin[Force]):
    form = ForceForm
    named_by = staticmethod(named_by)
    list_display = [name_column("name"), name_column("short_name"), "kind", "region"]
    list_filter = ["kind", "region", "country"]
    list_select_related = ["region"]
    search_fields = ["name", "sort_key", "short_name", "name_in_sentences", "slug", "ons_code"]
    prepopulated_fields = {"slug": ["short_name"]}
    autocomplete_fields = ["region"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    inlines = [OfficerCountInline]
    fieldsets = [
        (
            None,
            {"fields": ["name", "short_name", "slug", "kind", "region", "country", "ons_code", "website", "named_by"]},
        ),
        ("Population", {"fields": [("population", "population_year")]}),
        ("Map of equal tiles", {"fields": [("tile_column", "tile_row"), "tile_name"]}),
    ]


@admin.register(OfficerCount)
class OfficerCountAdmin(RecordAdmin[OfficerCount]):
    form = OfficerCountForm
    fields = ["force", "as_at", "officers_fte", "named_by"]
    named_by = staticmethod(named_by)
    list_display = ["force", "as_at", "officers_fte"]
    list_filter = ["as_at"]
    search_fields = ["force__name", "force__short_name", "as_at"]
    autocomplete_fields = ["force"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[OfficerCount]:
        """With the forces, by whose names the counts are called here and where a source looks for them."""
        return super().get_queryset(request).select_related("force")
