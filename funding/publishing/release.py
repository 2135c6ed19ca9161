"""Making a release of what is public in the record, and what becomes of those there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from funding import money, words
from funding.importer import Problem, Record, Refused, hold_record, read_stored
from funding.importer.rows import AllocationRow, AwardRow, ProjectRow
from funding.models import Change, FormerSlug, Package, Release, Round
from funding.models.releases import Move
from funding.releases.current import forget_releases
from funding.releases.schemas import schema_of

from .differences import differences, moved
from .findings import Finding, findings
from .package import pack, public_part, sha256, unpack
from .schema import drop_schema, layout, make_schema, rename_schema


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A release as it would be, and what is to be known before it is made.

    `record` is what the importer reads of the package, so that a release is the same when it is made of it anew; with
    errors, what is stored. `changes` are those since the release that is current, which it would follow; without one there are none.
    """

    record: Record
    package: bytes
    findings: Sequence[Finding]
    follows: Release | None
    changes: Sequence[Change]
    moved: Sequence[Mapping[str, Any]]

    @property
    def moves(self) -> list[Move]:
        """The groups that come to something else, in pounds."""
        return [Move.of(group) for group in self.moved]

    @property
    def warnings(self) -> list[Finding]:
        """What somebody has to have seen."""
        return [finding for finding in self.findings if not finding.is_error]

    @property
    def errors(self) -> list[Finding]:
        """What has to be put right first."""
        return [finding for finding in self.findings if finding.is_error]


class CannotBeReleasedError(Exception):
    """Why nothing was released, in words, and the errors that have to be put right first, if it is them."""

    def __init__(self, message: str, errors: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.errors = errors


class NothingChangedError(CannotBeReleasedError):
    """The release would be the one that there is."""


def draft_release(rounds: Collection[str] = ()) -> Draft:
    """What a release would be, of the published rounds and of these besides."""
    stored = read_stored().record
    public = _public(stored, rounds)
    package = pack(public)
    follows = Release.objects.select_related("package").current()
    former = list(FormerSlug.objects.values_list("kind", "slug"))
    before = unpack(bytes(follows.package.content)) if follows else None
    problems: Sequence[Problem] = ()
    try:
        packed = unpack(package)
    except Refused as refused:
        packed, problems = public, refused.problems
    return Draft(
        record=packed,
        package=package,
        findings=findings(public, package=package, problems=problems, record=stored, before=before, former=former),
        follows=follows,
        changes=differences(before, public) if before else [],
        moved=moved(before, public) if before else [],
    )


def package_now(rounds: Collection[str] = ()) -> bytes:
    """The package of the record as it stands: of the published rounds and of these besides."""
    return pack(_public(read_stored().record, rounds))


def _public(record: Record, rounds: Collection[str]) -> Record:
    return public_part(record, {*Round.objects.published().values_list("slug", flat=True), *rounds})


@transaction.atomic
def publish(
    *,
    note: str,
    rounds: Collection[str] = (),
    made_by: str = "",
    made_at: datetime | None = None,
    reasons: Mapping[int, str] | None = None,
    expected: str = "",
) -> tuple[Release, Draft]:
    """Makes a release of the published rounds and of these besides, which are published with it; all of it or nothing.

    `reasons` are those of single changes, by their place in the list; `expected` is the digest of the package that somebody
    looked at. Raises CannotBeReleasedError.
    """
    if not note.strip():
        raise CannotBeReleasedError("The note is empty. Say what changed and why: readers see it beside the release.")
    hold_record()
    now = made_at or timezone.now()
    Round.objects.filter(slug__in=rounds, in_next_release=False).update(in_next_release=True)
    draft = draft_release()
    if expected and expected != sha256(draft.package):
        raise CannotBeReleasedError(
            "The record was changed since it was looked at. Look at what would be published now."
        )
    if draft.errors:
        raise CannotBeReleasedError(f"{words.count(len(draft.errors), 'error')} to be put right first.", draft.errors)
    if draft.follows and not draft.changes:
        raise NothingChangedError(f"Nothing changed since release {draft.follows.number}, so there is no new one.")
    total = money.total(
        money.Amount(row.amount_gbp, money.Qualifier(row.qualifier)) for row in draft.record[AllocationRow]
    )
    number = (Release.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    release = Release(
        number=number,
        made_at=now,
        made_by=made_by,
        note=note.strip(),
        projects=len(draft.record[ProjectRow]),
        awards=len(draft.record[AwardRow]),
        pounds=total.pounds if total else None,
        qualifier=total.qualifier if total else "",
        moved=list(draft.moved),
        layout=layout(),
        follows=draft.follows,
    )
    release.full_clean()
    release.save(force_insert=True)
    Package.objects.create(release=release, sha256=sha256(draft.package), content=draft.package)
    for change in draft.changes:
        change.release, change.reason = release, (reasons or {}).get(change.place, "")
    Change.objects.bulk_create(draft.changes, batch_size=500)
    drop_schema(schema_of(number))  # what a database whose tables were emptied still has
    make_schema(schema_of(number), draft.record)
    transaction.on_commit(forget_releases)
    return release, draft


@transaction.atomic
def make_current(release: Release, *, why: str) -> None:
    """Makes the site show this release again: those after it are taken back, and stay readable under their numbers.

    Raises CannotBeReleasedError if it was withdrawn.
    """
    if release.withdrawn_at:
        raise CannotBeReleasedError(f"{release} was withdrawn, and nothing of it is left.")
    transaction.on_commit(forget_releases)
    release.taken_back_at, release.taken_back_why = None, ""
    release.save(update_fields=["taken_back_at", "taken_back_why"])
    for later in Release.objects.standing().filter(number__gt=release.number):
        later.taken_back_at, later.taken_back_why = timezone.now(), why
        later.full_clean()
        later.save(update_fields=["taken_back_at", "taken_back_why"])


@transaction.atomic
def withdraw(release: Release, *, why: str) -> None:
    """Deletes what the release says, for good, and keeps its number, its date and the reason.

    What later releases say of it goes too: by what they changed, what stood there before could be read.
    """
    release.withdrawn_at, release.withdrawn_why, release.layout, release.moved = timezone.now(), why, "", []
    release.full_clean()
    release.save()
    transaction.on_commit(forget_releases)
    Package.objects.filter(release=release).delete()
    release.changes.all().delete()
    Change.objects.filter(release__follows=release).update(before="")
    drop_schema(schema_of(release.number))


@transaction.atomic
def rebuild(release: Release) -> None:
    """Makes the tables of a release anew from its package, by today's models, and puts them in the place of the old ones."""
    beside = f"{schema_of(release.number)}_anew"
    make_schema(beside, unpack(bytes(release.package.content)))
    drop_schema(schema_of(release.number))
    rename_schema(beside, schema_of(release.number))
    release.layout = layout()
    release.save(update_fields=["layout"])
