from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django_stubs_ext import WithAnnotations

from funding import financial_year
from funding.models import Allocation, Announcement, Award, Round

from . import sums
from .amounts import AMOUNTS, AmountForm
from .awards import AwardForm
from .deleting import RecordAdmin
from .filters import FinancialYearFilter, StateFilter
from .forms import SHORT_NOTES, FinancialYearField
from .names import name_column
from .publishing import Inclusion, Public, address_on_site, names, public_rounds, state


class AwardCount(TypedDict):
    award_count: int | None


class RoundForm(forms.ModelForm[Round]):
    financial_year = FinancialYearField(help_text="In which it was awarded, such as 2016-17.")


class AnnouncementForm(AmountForm[Announcement]):
    what = "An announcement"


class AnnouncementInline(admin.StackedInline[Announcement, Round]):
    model = Announcement
    form = AnnouncementForm
    formfield_overrides = AMOUNTS
    autocomplete_fields = ["sources"]
    fields = [("amount", "qualifier", "project_count"), "as_stated", "sources"]


class AwardFormSet(forms.BaseInlineFormSet[Award, Round, forms.ModelForm[Award]]):
    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        if tuple(unique_check) == ("slug",):
            return "Two of these awards have the same id."
        return "Two of these awards are to the same project: a round has one award to a project."


class AwardInline(admin.TabularInline[Award, Round]):
    """The awards in short; the money of each is entered on its own page, where it can be deleted as well."""

    model = Award
    form = AwardForm
    formset = AwardFormSet
    extra = 0
    can_delete = False
    show_change_link = True
    autocomplete_fields = ["project"]
    fields = ["project", "slug", "as_stated", "amount"]
    readonly_fields = ["amount"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Award]:
        awards: QuerySet[Award] = super().get_queryset(request)
        return awards.annotate(**Allocation.objects.sums_of_each("award"))

    def amount(self, award: WithAnnotations[Award, sums.Sums]) -> str:
        return sums.itemised(award) if award.pk else "Entered on the award's page, once the round is saved"


@admin.register(Round)
class RoundAdmin(RecordAdmin[Round]):
    form = RoundForm
    list_display = [
        name_column("name"),
        "state",
        "kind",
        "year",
        "announced_on",
        "announced",
        "itemised",
        "coverage",
        "awards_known",
    ]
    list_filter = ["kind", FinancialYearFilter, StateFilter]
    list_select_related = ["announcement"]
    date_hierarchy = "announced_on"
    search_fields = ["name", "sort_key", "slug", "note", "announcement__as_stated"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["sources"]
    formfield_overrides = SHORT_NOTES
    fields = ["name", "slug", "kind", ("financial_year", "announced_on"), "sources", "note", "state"]
    readonly_fields = ["state"]
    inlines = [AnnouncementInline, AwardInline]
    actions = ["delete_selected", "include", "leave_out"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Round]:
        awards = Award.objects.order_by().filter(round=OuterRef("pk")).values("round")
        rounds: QuerySet[Round] = super().get_queryset(request)
        return rounds.annotate(
            **Allocation.objects.sums_of_each("award__round"),
            award_count=Subquery(awards.annotate(count=Count("pk")).values("count")),
            is_public=Q(slug__in=public_rounds()),
        )

    def get_urls(self) -> list[URLPattern]:
        confirmations = [
            path("include/", self.admin_site.admin_view(self.confirm_including), name="funding_round_include"),
            path("leave-out/", self.admin_site.admin_view(self.confirm_leaving_out), name="funding_round_leave_out"),
        ]
        return [*confirmations, *super().get_urls()]

    @admin.display(description="year", ordering="financial_year")
    def year(self, round_: Round) -> str:
        return financial_year.label(round_.financial_year)

    @admin.display(ordering="announcement__amount")
    def announced(self, round_: Round) -> str:
        return round_.announced.worth.short() if round_.announced else sums.NOT_KNOWN

    @admin.display(ordering="pounds")
    def itemised(self, round_: WithAnnotations[Round, sums.Sums]) -> str:
        return sums.itemised(round_)

    @admin.display
    def coverage(self, round_: WithAnnotations[Round, sums.Sums]) -> str:
        """The part of the announced amount that is itemised."""
        announcement = round_.announced
        return sums.coverage(round_.pounds, announcement.amount if announcement else None)

    @admin.display(description="awards known", ordering="award_count")
    def awards_known(self, round_: WithAnnotations[Round, AwardCount]) -> str:
        """`9 of 14` where a source counts the projects, else `9`."""
        announcement = round_.announced
        known = str(round_.award_count or 0)
        return f"{known} of {announcement.project_count}" if announcement and announcement.project_count else known

    @admin.display(ordering="in_next_release")
    def state(self, round_: WithAnnotations[Round, Public]) -> str:
        return state(round_, is_public=round_.is_public)

    def view_on_site(self, round_: Round) -> str | None:
        """The public page, which a draft does not have."""
        return address_on_site(round_)

    @admin.action(description="Put the selected rounds into the next release…", permissions=["change"])
    def include(self, request: HttpRequest, queryset: QuerySet[Round]) -> HttpResponseRedirect:
        return _ask("admin:funding_round_include", queryset)

    @admin.action(description="Leave the selected rounds out of the next release…", permissions=["change"])
    def leave_out(self, request: HttpRequest, queryset: QuerySet[Round]) -> HttpResponseRedirect:
        return _ask("admin:funding_round_leave_out", queryset)

    def confirm_including(self, request: HttpRequest) -> HttpResponse:
        return self._confirm(request, include=True)

    def confirm_leaving_out(self, request: HttpRequest) -> HttpResponse:
        return self._confirm(request, include=False)

    def _confirm(self, request: HttpRequest, *, include: bool) -> HttpResponse:
        """Says what would change with the rounds that the address names (`?round=1&round=2`, keys), and on POST does it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        keys = [key for key in request.GET.getlist("round") if key.isdecimal()]
        inclusion = Inclusion.of(Round.objects.filter(pk__in=keys), include=include)
        if inclusion.rounds and request.method != "POST":
            context = {**self.admin_site.each_context(request), "opts": self.opts, "title": inclusion.title}
            return TemplateResponse(
                request, "admin/funding/round/confirm_inclusion.html", {**context, "inclusion": inclusion}
            )
        done = "In the next release" if include else "Not in the next release"
        with transaction.atomic():
            changed = inclusion.carry_out()
            for round_ in changed:
                self.log_change(request, round_, f"{done}.")
        if changed:
            self.message_user(request, f"{done}: {names(changed)}.", messages.SUCCESS)
        if inclusion.left_alone:
            self.message_user(request, inclusion.left_alone, messages.WARNING)
        elif not changed:
            self.message_user(request, "No such round: nothing was changed.", messages.WARNING)
        return redirect("admin:funding_round_changelist")


def _ask(confirmation: str, rounds: QuerySet[Round]) -> HttpResponseRedirect:
    """To the page that asks before it does anything."""
    keys = rounds.order_by().values_list("pk", flat=True)
    return redirect(f"{reverse(confirmation)}?{urlencode({'round': sorted(keys)}, doseq=True)}")
