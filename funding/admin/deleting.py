"""Asking before a row of the record is deleted: what goes with it, whether that is public, and what the fund comes to without it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.utils import NestedObjects
from django.db import DEFAULT_DB_ALIAS
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from funding import words
from funding.models import Allocation, Award, FormerSlug
from funding.totals.groups import Totals
from funding.totals.selection import Selection

M = TypeVar("M", bound=Model)


class RecordAdmin(admin.ModelAdmin[M]):
    """The form of one kind of row of the record, whose pages for deleting say what the public loses."""

    delete_confirmation_template = "admin/funding/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/funding/delete_selected_confirmation.html"
    actions = ["delete_selected"]

    def get_deleted_objects(
        self, objs: QuerySet[M] | Sequence[M], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[str]]:
        """Django's own answer without the rows that only join two others, such as an award and its source: they say nothing."""
        deleted, counts, permissions, protected = super().get_deleted_objects(objs, request)
        shown = {str(name): number for name, number in counts.items() if str(name) not in _joins("verbose_name_plural")}
        return _without_joins(deleted), shown, permissions, protected

    def save_model(self, request: HttpRequest, obj: M, form: ModelForm[M], change: bool) -> None:
        """Whoever changes the id of something with a page of its own leaves word of where it is now."""
        super().save_model(request, obj, form, change)
        kind = str(obj._meta.model_name)
        if change and "slug" in form.changed_data and kind in FormerSlug.Kind.values:
            FormerSlug.objects.note(kind, form.initial["slug"], form.cleaned_data["slug"])

    def render_delete_form(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        return super().render_delete_form(request, context | {"consequence": consequence([context["object"]])})

    @admin.action(description="Delete selected %(verbose_name_plural)s", permissions=["delete"])
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[M]) -> HttpResponse | None:
        """Django's own, whose page says besides what the public loses."""
        answer = delete_selected(self, request, queryset)
        if isinstance(answer, TemplateResponse):
            answer.context_data = {**(answer.context_data or {}), "consequence": consequence(queryset)}
        return answer


def consequence(objs: QuerySet[Any] | Sequence[Any]) -> list[str]:
    """What deleting these, and all that goes with them, does to what the public sees, in sentences."""
    gone = _going(objs)
    now = Selection.published()
    kept = now.without(
        awards=[row.pk for row in gone if isinstance(row, Award)],
        allocations=[row.pk for row in gone if isinstance(row, Allocation)],
    )
    before, after = now.total(), kept.total()
    if before == after:
        return [f"No award and no amount of the next release is deleted: the fund stays at {_holdings(before)}."]
    return [
        "Readers lose this with the next release: it goes from the pages and from every total, search and download.",
        f"The next release now: {_holdings(before)}. Without this: {_holdings(after)}.",
    ]


def _holdings(total: Totals) -> str:
    """`£218,980,084 itemised, in 59 awards to 52 projects`."""
    amount = f"{total.amount.exact()} itemised" if total.amount else "nothing itemised"
    return f"{amount}, in {words.count(total.awards, 'award')} to {words.count(total.projects, 'project')}"


def _going(objs: QuerySet[Any] | Sequence[Any]) -> list[Model]:
    """These rows, and all that is deleted with them."""
    collector = NestedObjects(using=DEFAULT_DB_ALIAS, origin=objs)
    collector.collect(objs)
    return [row for rows in collector.model_objs.values() for row in rows]


def _joins(name: str) -> set[str]:
    """The names (`verbose_name`, say) of the tables that only join two others, which Django makes by itself."""
    return {
        str(getattr(model._meta, name))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.auto_created
    }


def _without_joins(deleted: list[Any]) -> list[Any]:
    """Django's nested list of what is deleted, `["Award: Drones", ["Allocation: £1m", […]]]`, without rows that only join two others."""
    starts = tuple(f"{capfirst(name)}: " for name in _joins("verbose_name"))
    kept = [_without_joins(row) if isinstance(row, list) else row for row in deleted]
    return [row for row in kept if row and not (isinstance(row, str) and row.startswith(starts))]
