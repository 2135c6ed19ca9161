from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest

from forces.models import OfficerCount
from funding import words
from funding.models import (
    Allocation,
    Announcement,
    Deflator,
    FundTotal,
    Population,
    Renaming,
    Source,
    SubGrant,
    YearEndOfficers,
)

from .deleting import RecordAdmin
from .forms import SHORT_NOTES
from .names import name_column

SOURCED: list[type[models.Model]] = [
    Allocation,
    Announcement,
    FundTotal,
    SubGrant,
    Deflator,
    Population,
    YearEndOfficers,
    Renaming,
    OfficerCount,
]
"""What needs at least one source (`rules.check_sourced`)."""


@admin.register(Source)
class SourceAdmin(RecordAdmin[Source]):
    list_display = [name_column("title"), name_column("publisher"), "published", "accessed_via"]
    list_filter = ["accessed_via"]
    search_fields = ["publisher", "title", "sort_key", "url", "slug"]
    prepopulated_fields = {"slug": ["publisher", "published_on"]}
    autocomplete_fields = ["projects", "forces", "officer_counts"]
    formfield_overrides = {**SHORT_NOTES, models.URLField: {"assume_scheme": "https"}}
    fieldsets = [
        (None, {"fields": ["publisher", "title", "published_on", "slug", "url", "accessed_via", "note"]}),
        (
            "Besides figures, it also supports what is said of",
            {"fields": ["projects", "forces", "officer_counts"]},
        ),
    ]

    @admin.display(ordering="published_on")
    def published(self, source: Source) -> str:
        return words.partial_date(source.published_on)

    def formfield_for_manytomany(
        self, db_field: models.ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField[Any] | None:
        """Counts of officers are called by the names of their forces: those come in the same query."""
        if db_field.name == "officer_counts":
            kwargs["queryset"] = OfficerCount.objects.select_related("force")
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_deleted_objects(
        self, objs: QuerySet[Source] | Sequence[Source], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """Django's own answer; and what would be left without any source, which therefore cannot be deleted, in words."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        return deleted, counts, permissions, [*protected, *_only_sourced_by(objs), *_said_of_forces(objs)]


def _only_sourced_by(sources: QuerySet[Source] | Sequence[Source]) -> list[str]:
    """The figures that would have no source without these."""
    going = [source.pk for source in sources]
    figures: list[str] = []
    for model in SOURCED:
        kept = model._default_manager.filter(sources__in=Source.objects.exclude(pk__in=going))
        losing = model._default_manager.filter(sources__in=going).exclude(pk__in=kept).distinct()
        figures += [f"{model._meta.verbose_name}, which has no other source: {row}" for row in losing]
    return [text[0].upper() + text[1:] for text in figures]


def _said_of_forces(sources: QuerySet[Source] | Sequence[Source]) -> list[str]:
    """The sources that name forces: nothing records which fact each of them supports, so none can be spared unseen."""
    naming = Source.objects.filter(pk__in=[source.pk for source in sources], forces__isnull=False).distinct()
    return [f"What is said of {words.count(source.forces.count(), 'force')} in {source}" for source in naming]
