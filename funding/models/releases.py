"""Editions of the record: what was public at a time, kept as it was, and how each differs from the one before."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q, QuerySet

from forces.texts import LineField, ProseField, all_seen
from funding import money


class ReleaseQuerySet(QuerySet["Release"]):
    def standing(self) -> Self:
        """Those that were neither taken back nor withdrawn; the newest of them is what the site shows."""
        return self.filter(taken_back_at__isnull=True, withdrawn_at__isnull=True)

    def current(self) -> "Release | None":
        """What the site shows without being asked; None before the first release."""
        return self.standing().order_by("number").last()


class Release(models.Model):
    """A numbered edition of all that was public. It never changes, but it can be taken back, or withdrawn.

    `projects`, `awards`, `pounds` and `qualifier` are those of the whole of it; `pounds` is null if it has no amount.
    `moved` says what groups of the fund came to before and after, of those that came to something else:
    `[{"by": "theme", "id": "digital-ict", "name": "Digital and ICT", "before": "100.00", "after": null}]`, in pounds, null
    where no amount is known; `by` is `total`, `theme`, `round` or `region` (of the lead).
    `follows` is the release that was current before, with which it is compared; the first follows none.
    `layout` tells by which tables it was stored (`schemas.layout`); it is empty if it is kept as a package alone.
    """

    number = models.PositiveIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    made_by = LineField(max_length=150, blank=True, help_text="The user who made it, for the admin alone.")
    note = ProseField(help_text="What changed and why, for readers.")
    projects = models.PositiveIntegerField()
    awards = models.PositiveIntegerField()
    pounds = models.DecimalField(
        max_digits=money.MAX_DIGITS_OF_SUM, decimal_places=money.DECIMAL_PLACES, null=True, blank=True
    )
    qualifier = models.CharField(max_length=10, choices=money.Qualifier, blank=True)
    moved = models.JSONField(default=list, blank=True)
    layout = models.CharField(max_length=64, blank=True)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="followed_by")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_why = ProseField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = ProseField(blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        default_permissions = ["view"]
        permissions = [
            ("publish_release", "Can publish releases, and make earlier ones current again"),
            ("withdraw_release", "Can withdraw releases"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__gt=0),
                name="release_number_positive",
                violation_error_message="Releases are counted from 1.",
            ),
            models.CheckConstraint(
                condition=Q(pounds__isnull=True, qualifier="")
                | Q(pounds__isnull=False, qualifier__in=money.Qualifier.values),
                name="release_pounds_qualified",
                violation_error_message="A total says how exact it is.",
            ),
            models.CheckConstraint(
                condition=~Q(note=""),
                name="release_note_given",
                violation_error_message="Say what changed and why: readers see it beside the release.",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_why="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_why="")),
                name="release_taken_back_with_reason",
                violation_error_message="A release is taken back with a reason, which readers see.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="release_withdrawn_with_reason",
                violation_error_message="A release is withdrawn with a reason, which readers see.",
            ),
            all_seen("release_text_seen", lines=["made_by"], prose=["note", "taken_back_why", "withdrawn_why"]),
        ]

    def __str__(self) -> str:
        return f"Release {self.number}"

    @property
    def worth(self) -> money.Amount | None:
        """What all its allocations come to; None if it has none."""
        return None if self.pounds is None else money.Amount(self.pounds, money.Qualifier(self.qualifier))

    @property
    def moves(self) -> "list[Move]":
        """What `moved` says, in pounds."""
        return [Move.of(group) for group in self.moved]

    @property
    def last_release(self) -> "Release":
        """The last release of which its amounts tell: itself."""
        return self

    def changes_about(self, page: str = "") -> "list[Change]":
        """What it changed about a page, as `project:galvanise`, or in all."""
        changes = Change.objects.filter(release=self)
        return list(changes.concerning(page) if page else changes)

    @property
    def stands(self) -> bool:
        """Whether it was neither taken back nor withdrawn."""
        return self.taken_back_at is None and self.withdrawn_at is None


@dataclass(frozen=True, kw_only=True)
class Move:
    """What a group of the fund came to before a release and after it, None where no amount is known."""

    name: str
    before: Decimal | None
    after: Decimal | None

    @classmethod
    def of(cls, group: Mapping[str, str | None]) -> Self:
        """One of the rows of `Release.moved`."""
        before, after = (Decimal(said) if (said := group[side]) else None for side in ("before", "after"))
        return cls(name=str(group["name"]), before=before, after=after)

    @property
    def by(self) -> Decimal:
        """By how much it moved."""
        return (self.after or Decimal(0)) - (self.before or Decimal(0))


class Package(models.Model):
    """A release as a zipped folder of files that `load_fund` reads: what lasts of it. A withdrawn release has none."""

    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="package")
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="package_sha256_form",
                violation_error_message="A SHA-256 has 64 digits of 0 to 9 and a to f.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release}: {self.sha256}"


class ChangeQuerySet(QuerySet["Change"]):
    def concerning(self, page: str) -> Self:
        """Those that concern a page, as `project:galvanise`."""
        return self.filter(about__contains=[page])

    def until(self, release: Release) -> Self:
        """Those of this release and of the ones before it that stand."""
        return self.filter(release__in=Release.objects.standing(), release__number__lte=release.number)


class Change(models.Model):
    """One thing by which a release differs from the one before it: a row of a file that came, went, or says something else.

    `row` and `column` are those of the package's files; the column is empty where the whole row came (nothing is `before`)
    or went (nothing is `after`). `what`, `before` and `after` say it in words; of a list, what left it and what came to it; of an
    allocation that came or went, its amount.
    `written` is what the file has from now on: each cell of a row that came, the new cell of one that changed. `about` are
    the pages that it concerns, as `project:galvanise`. `pounds` is by how much the total moved, None where it did not.
    """

    class Kind(models.TextChoices):
        ADDED = "added", "Added"
        CHANGED = "changed", "Changed"
        REMOVED = "removed", "Removed"

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="changes")
    place = models.PositiveIntegerField(help_text="Where it stands in the list of the release's changes.")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.CharField(max_length=40)
    row = LineField(max_length=300)
    column = models.CharField(max_length=40, blank=True)
    what = LineField(max_length=700)
    before = ProseField(blank=True)
    after = ProseField(blank=True)
    written = models.JSONField(default=dict, blank=True)
    pounds = models.DecimalField(
        max_digits=money.MAX_DIGITS_OF_SUM, decimal_places=money.DECIMAL_PLACES, null=True, blank=True
    )
    about: "ArrayField[list[str], list[str]]" = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    reason = ProseField(blank=True, help_text="Why, in the editor's words.")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["release", "place"]
        indexes = [GinIndex(fields=["about"], name="change_about")]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "place"],
                name="change_unique_place",
                violation_error_message="Another change of this release stands there.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["added", "changed", "removed"]),
                name="change_kind_known",
                violation_error_message="Something is added, changed or removed.",
            ),
            models.CheckConstraint(
                condition=(Q(kind="changed") & ~Q(column="")) | (~Q(kind="changed") & Q(column="")),
                name="change_column_if_changed",
                violation_error_message="What changed names its column; a row that came or went names none.",
            ),
            all_seen("change_text_seen", lines=["row", "what"], prose=["before", "after", "reason"]),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.get_kind_display()}"

    @property
    def is_of_list(self) -> bool:
        """Whether `before` left a list, and `after` came to it: what else is in the list is not said."""
        return self.column.endswith("_ids")


class FormerSlugQuerySet(QuerySet["FormerSlug"]):
    def note(self, kind: str, slug: str, now: str) -> None:
        """From now on the id leads to another one, as do those that led to it; an id that is in use again leads nowhere."""
        self.filter(kind=kind, slug=now).delete()
        self.filter(kind=kind, now=slug).update(now=now)
        self.update_or_create(kind=kind, slug=slug, defaults={"now": now})


class FormerSlug(models.Model):
    """An id that a thing had, in addresses that others keep: they lead on, for ever, to where the thing is now.

    The same where two projects were found to be one: the id that was given up leads to the one that stayed.
    """

    class Kind(models.TextChoices):
        FORCE = "force", "Force"
        PROJECT = "project", "Project"
        ROUND = "round", "Round"
        THEME = "theme", "Theme"

    kind = models.CharField(max_length=10, choices=Kind)
    slug = models.SlugField("former id", max_length=80)
    now = models.SlugField("id now", max_length=80)

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "slug"],
                name="formerslug_unique",
                violation_error_message="This id leads to another one already.",
            ),
            models.CheckConstraint(
                condition=~Q(slug=models.F("now")),
                name="formerslug_leads_on",
                violation_error_message="An id cannot lead to itself.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["force", "project", "round", "theme"]),
                name="formerslug_kind_known",
                violation_error_message="Forces, projects, rounds and themes have addresses that lead on.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.slug}, now {self.now}"
