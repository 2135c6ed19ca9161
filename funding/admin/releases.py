"""The desk from which releases are made, made current again, and withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.text import Truncator
from django_stubs_ext import WithAnnotations

from forces.texts import check_prose
from funding import words
from funding.importer.record import Row
from funding.importer.rows import AnnouncementRow
from funding.models import Change, Preview, Release, Round
from funding.publishing import (
    CannotBeReleasedError,
    Draft,
    draft_release,
    end_preview,
    make_current,
    make_preview,
    publish,
    withdraw,
)
from funding.publishing.package import sha256

LONGEST_REASON = 1000


class Current(TypedDict):
    """Whether the site shows the release now."""

    is_current: bool


class PublishForm(forms.Form):
    """What somebody says who publishes: the note for readers, the rounds besides, and that the warnings were seen.

    `seen` is the package that was on the page: what is published is what was looked at, or nothing.
    """

    rounds = forms.ModelMultipleChoiceField(
        Round.objects.filter(in_next_release=False),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Drafts to publish with it",
    )
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        label="Note",
        help_text="What changed and why. Readers see it beside the release.",
        validators=[check_prose],
    )
    accepted = forms.BooleanField(required=False, label="I have seen the warnings, and they are as they should be.")
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, draft: Draft, **options: Any) -> None:
        super().__init__(*args, **options)
        self.draft = draft
        for change in draft.changes:
            self.fields[f"reason-{change.place}"] = forms.CharField(
                required=False,
                max_length=LONGEST_REASON,
                validators=[check_prose],
                widget=forms.TextInput(attrs={"aria-label": f"Reason for change {change.place}"}),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("seen") != sha256(self.draft.package):
            raise forms.ValidationError(
                "The record was changed, or other rounds were chosen, since this page was opened. "
                "What would be published now is below: look at it, and publish again."
            )
        if self.draft.warnings and not cleaned.get("accepted"):
            self.add_error("accepted", "Say that you have seen the warnings.")
        return cleaned

    @property
    def changes(self) -> list[tuple[Change, forms.BoundField]]:
        """Each change, with the field for its reason."""
        return [(change, self[f"reason-{change.place}"]) for change in self.draft.changes]

    @property
    def reasons(self) -> dict[int, str]:
        """What was said of single changes, by their place in the list."""
        return {change.place: self.cleaned_data[f"reason-{change.place}"] for change in self.draft.changes}


class ReasonForm(forms.Form):
    """Why a release is taken back or withdrawn."""

    why = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        label="Reason",
        help_text="Readers see it in the list of releases.",
        validators=[check_prose],
    )


@admin.register(Release)
class ReleaseAdmin(admin.ModelAdmin[Release]):
    """All releases. They are made by publishing, and no field of one is ever changed."""

    list_display = ["number", "made_at", "made_by", "state", "short_note"]
    ordering = ["-number"]
    fields = ["number", "made_at", "made_by", "note", "projects", "awards", "total", "state"]
    readonly_fields = ["number", "made_at", "made_by", "note", "projects", "awards", "total", "state"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may(request, "publish_release")

    def has_change_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Release | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        current = Release.objects.current()
        releases: QuerySet[Release] = super().get_queryset(request)
        return releases.annotate(is_current=Q(number=current.number if current else 0))

    @admin.display
    def state(self, release: WithAnnotations[Release, Current]) -> str:
        return words.fate(release) or ("Current" if release.is_current else "Earlier")

    @admin.display(description="note")
    def short_note(self, release: Release) -> str:
        return Truncator(release.note).chars(100)

    @admin.display
    def total(self, release: Release) -> str:
        return release.worth.exact() if release.worth else "no amount"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:number>/make-current/", view(self.make_current), name="funding_release_make_current"),
            path("<int:number>/withdraw/", view(self.withdraw), name="funding_release_withdraw"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Mapping[str, Any] | None = None
    ) -> HttpResponse:
        """What would change, what is to be looked at, and on POST the release."""
        if not may(request, "publish_release", "view_release"):
            raise PermissionDenied
        chosen = request.POST if request.method == "POST" else request.GET
        keys = [key for key in [*chosen.getlist("rounds"), *chosen.getlist("round")] if key.isdecimal()]
        slugs = list(Round.objects.filter(pk__in=keys, in_next_release=False).values_list("slug", flat=True))
        draft = draft_release(slugs)
        form = PublishForm(request.POST if "publish" in request.POST else None, draft=draft, initial={"rounds": keys})
        if "preview" in request.POST and may(request, "add_preview"):
            try:
                return redirect(of_preview(make_preview(slugs, made_by=request.user.get_username())))
            except CannotBeReleasedError as refused:
                self.message_user(request, str(refused), messages.ERROR)
        if "end" in request.POST and may(request, "delete_preview"):
            for preview in Preview.objects.filter(
                number__in=[key for key in request.POST.getlist("end") if key.isdecimal()]
            ):
                self.message_user(request, f"{preview} is gone.", messages.SUCCESS)
                end_preview(preview)
            return redirect("admin:funding_release_add")
        if "publish" in request.POST and may(request, "publish_release") and form.is_valid():
            try:
                release, _ = publish(
                    note=form.cleaned_data["note"],
                    rounds=slugs,
                    made_by=request.user.get_username(),
                    reasons=form.reasons,
                    expected=form.cleaned_data["seen"],
                )
            except CannotBeReleasedError as refused:
                form.add_error(None, str(refused))
            else:
                self.log_addition(request, release, "Published.")
                self.message_user(request, f"Published: {release}. The site shows it now.", messages.SUCCESS)
                return redirect("admin:funding_release_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Publish",
            "draft": draft,
            "is_nothing": bool(draft.follows) and not draft.changes,
            "findings": [(finding, address_of(finding.row)) for finding in draft.findings],
            "form": form,
            "seen": sha256(draft.package),
            "can_publish": may(request, "publish_release"),
            "can_preview": may(request, "add_preview"),
            "can_end": may(request, "delete_preview"),
            "previews": [(preview, of_preview(preview)) for preview in Preview.objects.live()],
        }
        return TemplateResponse(request, "admin/funding/release/publish.html", context)

    def make_current(self, request: HttpRequest, number: int) -> HttpResponse:
        """Asks for the reason, and makes the site show an earlier release again."""
        return self._with_a_reason(request, number, permission="publish_release")

    def withdraw(self, request: HttpRequest, number: int) -> HttpResponse:
        """Asks for the reason, and deletes what a release says."""
        return self._with_a_reason(request, number, permission="withdraw_release")

    def _with_a_reason(self, request: HttpRequest, number: int, *, permission: str) -> HttpResponse:
        if not may(request, permission):
            raise PermissionDenied
        release = get_object_or_404(Release, number=number)
        is_withdrawal = permission == "withdraw_release"
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                (withdraw if is_withdrawal else make_current)(release, why=form.cleaned_data["why"])
            except CannotBeReleasedError as refused:
                self.message_user(request, str(refused), messages.ERROR)
            else:
                done = "Withdrawn" if is_withdrawal else "Current again"
                self.log_change(request, release, f"{done}: {form.cleaned_data['why']}")
                self.message_user(request, f"{done}: {release}.", messages.SUCCESS)
            return redirect("admin:funding_release_changelist")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Withdraw {release}?" if is_withdrawal else f"Make {release} current again?",
            "release": release,
            "is_withdrawal": is_withdrawal,
            "later": Release.objects.standing().filter(number__gt=number),
            "form": form,
        }
        return TemplateResponse(request, "admin/funding/release/reason.html", context)


def may(request: HttpRequest, *rights: str) -> bool:
    """Whether whoever asks has one of these rights."""
    user = request.user
    return isinstance(user, User) and user.is_active and any(user.has_perm(f"funding.{right}") for right in rights)


def of_preview(preview: Preview) -> str:
    """Where the whole site of a preview begins, for editors: others need its link, which each of its pages has."""
    return f"{reverse('home')}preview/{preview.number}/"


def address_of(row: Row | None) -> str:
    """The admin's page on which what a row of a file says is entered; nothing of no row, or of one that is not stored any more."""
    if row is None:
        return ""
    # An announcement is entered on its round's page.
    model, fields = (
        (Round, {"slug": row.round_id}) if isinstance(row, AnnouncementRow) else (row.MODEL, row.fields(row.ID))
    )
    key = model._default_manager.filter(**fields).values_list("pk", flat=True).first()
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[key]) if key else ""
