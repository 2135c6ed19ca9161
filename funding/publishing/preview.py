"""Previews of the whole site: made of the record as it stands, and gone after their days."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from funding.importer import hold_record
from funding.models import Preview, Release
from funding.releases.schemas import schema_of

from .package import sha256
from .release import CannotBeReleasedError, draft_release, package_now
from .schema import drop_schema, make_schema


@transaction.atomic
def make_preview(rounds: Collection[str] = (), *, made_by: str = "") -> Preview:
    """The release that would be made now of the published rounds and of these besides. Those whose days are over end.

    Raises CannotBeReleasedError if it could not be made.
    """
    for over in Preview.objects.ended():
        end_preview(over)
    hold_record()
    draft = draft_release(rounds)
    if draft.errors:
        raise CannotBeReleasedError("Put the errors right first: there is no preview with them.", draft.errors)
    preview = Preview.objects.create(
        made_at=timezone.now(),
        made_by=made_by,
        rounds=sorted(rounds),
        sha256=sha256(draft.package),
        follows=draft.follows,
        moved=list(draft.moved),
        told=Preview.say(list(draft.changes)),
    )
    drop_schema(_schema_of(preview))  # what a database whose tables were emptied still has
    make_schema(_schema_of(preview), draft.record)
    return preview


@transaction.atomic
def end_preview(preview: Preview) -> None:
    """Deletes it, with all that it shows."""
    drop_schema(_schema_of(preview))
    preview.delete()


def is_of_before(preview: Preview) -> bool:
    """Whether the record was changed since, or another release made or taken back."""
    return Release.objects.current() != preview.follows or sha256(package_now(preview.rounds)) != preview.sha256


def _schema_of(preview: Preview) -> str:
    return schema_of(preview.number, "preview")
