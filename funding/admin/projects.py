from __future__ import annotations

from typing import Any, TypedDict

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django_stubs_ext import WithAnnotations

from forces.models import NATIONAL_BODIES, NOT_STATED, Region
from projects import rules
from projects.models import Project, Theme

from .deleting import RecordAdmin
from .names import name_column
from .publishing import address_on_site


@admin.register(Theme)
class ThemeAdmin(RecordAdmin[Theme]):
    list_display = [name_column("name"), "description"]
    search_fields = ["name", "sort_key", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}


class AwardCount(TypedDict):
    award_count: int


class ProjectForm(forms.ModelForm[Project]):
    def clean(self) -> dict[str, Any]:
        """Asks the rules that the database cannot hold, once the fields they are about are readable."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if {"lead", "partners"} <= cleaned.keys():
            try:
                rules.check_partners(cleaned["lead"], cleaned["partners"])
            except ValidationError as error:
                self.add_error("partners", error)
        if {"theme", "other_themes"} <= cleaned.keys():
            try:
                rules.check_other_themes(cleaned["theme"], cleaned["other_themes"])
            except ValidationError as error:
                self.add_error("other_themes", error)
        return cleaned


class LeadRegionFilter(admin.SimpleListFilter):
    """By the region of the lead, with a choice for leads in no region and one for leads that no source states."""

    title = "region of the lead"
    parameter_name = "region"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Project]) -> list[tuple[str, str]]:
        regions = [(region.slug, region.name) for region in Region.objects.all()]
        return [*regions, (NATIONAL_BODIES, "National bodies"), (NOT_STATED, "Lead not stated")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Project]) -> QuerySet[Project]:
        chosen = self.value()
        if chosen is None:
            return queryset
        if chosen not in dict(self.lookup_choices):
            return queryset.none()
        if chosen == NOT_STATED:
            return queryset.filter(lead__isnull=True)
        if chosen == NATIONAL_BODIES:
            return queryset.filter(lead__isnull=False, lead__region__isnull=True)
        return queryset.filter(lead__region__slug=chosen)


@admin.register(Project)
class ProjectAdmin(RecordAdmin[Project]):
    form = ProjectForm
    list_display = [name_column("title"), "theme", "lead_or_not_stated", "award_count"]
    list_filter = ["theme", "national_scope", LeadRegionFilter]
    list_select_related = ["theme", "lead"]
    # Named here as well, since counting awards groups the rows and so drops the model's own order.
    ordering = ["sort_key", "slug"]
    search_fields = ["title", "sort_key", "slug", "description", "lead__name", "lead__short_name"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["theme", "other_themes", "lead", "partners"]
    fields = ["title", "slug", "description", "theme", "other_themes", "lead", "partners", "national_scope", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Project]:
        projects: QuerySet[Project] = super().get_queryset(request)
        return projects.annotate(award_count=Count("awards"))

    @admin.display(description="lead", ordering="lead__sort_key")
    def lead_or_not_stated(self, project: Project) -> str:
        return str(project.lead) if project.lead else "Lead not stated"

    @admin.display(description="awards", ordering="award_count")
    def award_count(self, project: WithAnnotations[Project, AwardCount]) -> int:
        return project.award_count

    def view_on_site(self, project: Project) -> str | None:
        """The public page, which there is once a release has the project; till then there is no link."""
        return address_on_site(project)
