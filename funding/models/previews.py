"""Previews: the whole site as it would be, before anything of it is public."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.core.signing import Signer
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from forces.texts import LineField, all_seen

from .releases import Change, Move, Release

LIFE = timedelta(days=7)


class PreviewQuerySet(QuerySet["Preview"]):
    def live(self) -> Self:
        """Those that can still be seen."""
        return self.filter(made_at__gt=timezone.now() - LIFE)

    def ended(self) -> Self:
        """Those whose days are over."""
        return self.filter(made_at__lte=timezone.now() - LIFE)


class Preview(models.Model):
    """A release as it would have been when this was made, for editors and for whoever has its link, for seven days.

    `rounds` are the slugs of the drafts that it shows besides what is marked for the next release; `sha256` is the digest of the
    package that it was made of; `told` are its changes since the release that it would follow, with the fields of `Change`, and
    `moved` is as that of a release.
    """

    number = models.AutoField(primary_key=True)
    made_at = models.DateTimeField()
    made_by = LineField(max_length=150, blank=True)
    rounds: "ArrayField[list[str], list[str]]" = ArrayField(models.SlugField(max_length=80), default=list, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    follows = models.ForeignKey(Release, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    moved = models.JSONField(default=list, blank=True)
    told = models.JSONField(default=list, blank=True, encoder=DjangoJSONEncoder)

    objects = PreviewQuerySet.as_manager()

    is_of_before = False
    """Whether the record was changed since: whoever reads it asks that first (`funding.publishing.is_of_before`)."""

    class Meta:
        ordering = ["-number"]
        default_permissions = ["view", "add", "delete"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"),
                name="preview_sha256_form",
                violation_error_message="A SHA-256 has 64 digits of 0 to 9 and a to f.",
            ),
            all_seen("preview_text_seen", lines=["made_by"]),
        ]

    def __str__(self) -> str:
        return f"Preview {self.number}"

    @property
    def ends_at(self) -> datetime:
        """Until when it can be seen."""
        return self.made_at + LIFE

    @property
    def key(self) -> str:
        """What its link has, and nobody can make up."""
        return Signer(salt="preview").signature(f"{self.number} {self.sha256}")

    def opens_with(self, key: str) -> bool:
        """Whether it is the key of this preview."""
        return constant_time_compare(self.key, key)

    @property
    def note(self) -> str:
        """A preview has none yet."""
        return ""

    @property
    def moves(self) -> list[Move]:
        """What `moved` says, in pounds."""
        return [Move.of(group) for group in self.moved]

    @property
    def last_release(self) -> Release | None:
        """The last release of which its amounts tell."""
        return self.follows

    def changes_about(self, page: str = "") -> list[Change]:
        """What it would change about a page, as `project:galvanise`, or in all."""
        changes = [Change(**{**said, "pounds": said["pounds"] and Decimal(said["pounds"])}) for said in self.told]
        return [change for change in changes if not page or page in change.about]

    @staticmethod
    def say(changes: list[Change]) -> list[dict[str, Any]]:
        """Changes as `told` has them."""
        fields = ("place", "kind", "file", "row", "column", "what", "before", "after", "pounds", "about")
        return [{field: getattr(change, field) for field in fields} for change in changes]
