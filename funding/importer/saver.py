"""Writes a record to the database: all of it in one transaction, or nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from funding.models import Round

from .collisions import collisions
from .problems import Refused
from .record import KINDS, Record, Row, parts_of
from .rows import AllocationRow, AwardRow, RoundRow
from .upsert import Outcome, Wanted, attributes, upsert

Keys = dict[tuple[type[Model], str], dict[str, int]]
"""Primary keys by model and by the field that names its things."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What loading a record did, by kind of thing.

    `published` and `drafted` count new rounds; `still_drafts` counts rounds of the record that were drafts before and stay so.
    `replaced` has the id of each award that has new allocations and also some that the files no longer have: if a year was
    corrected, both its old and its new amount now count.
    """

    outcomes: Sequence[Outcome]
    published: int
    drafted: int
    still_drafts: int
    replaced: Sequence[str]

    @property
    def changed_nothing(self) -> bool:
        return not any(outcome.created or outcome.updated for outcome in self.outcomes)


def save(record: Record, *, publish_new_rounds: bool) -> Report:
    """Creates and updates until the database agrees with the record; what only the database has is kept.

    Whether a round that exists is published never changes. Raises Refused if rows that only the database has stand in the
    way, and DatabaseError if somebody changes the same rows meanwhile; then nothing is saved.
    """
    with transaction.atomic():
        in_the_way = list(collisions(record))
        if in_the_way:
            raise Refused(in_the_way)
        return _write(record, publish_new_rounds=publish_new_rounds)


def _write(record: Record, *, publish_new_rounds: bool) -> Report:
    """Each kind after those it points to, since rows point to others by their primary keys."""
    keys: Keys = {}
    outcomes: dict[type[Row], Outcome] = {}
    for kind in KINDS:
        if kind.PART_OF is not None or kind not in record:
            continue
        when_new = {"published_at": timezone.now() if publish_new_rounds else None} if kind is RoundRow else {}
        things = [(values, _wanted(kind, values, keys)) for values in _values(kind, record)]
        outcomes[kind] = upsert(kind, [wanted for _, wanted in things], when_new=when_new)
        for field in ("slug", "name"):
            keys[kind.MODEL, field] = {
                values[field]: outcomes[kind].keys[wanted.identity] for values, wanted in things if field in values
            }

    drafts = Round.objects.filter(pk__in=outcomes[RoundRow].keys.values(), published_at__isnull=True).count()
    new_rounds = len(outcomes[RoundRow].created)
    allocations = outcomes[AllocationRow]
    moved = {key for key, *_ in allocations.created} & {key for key, *_ in allocations.missing}
    return Report(
        outcomes=list(outcomes.values()),
        published=new_rounds if publish_new_rounds else 0,
        drafted=0 if publish_new_rounds else new_rounds,
        still_drafts=drafts if publish_new_rounds else drafts - new_rounds,
        replaced=sorted(slug for (slug,), key in outcomes[AwardRow].keys.items() if key in moved),
    )


def _values(kind: type[Row], record: Record) -> Iterator[dict[str, Any]]:
    """What each row of the kind, and the rows that are part of it, say of its thing, by path."""
    parts = [
        (
            {row.identity(): row.values() for row in record[part]},
            dict.fromkeys(part.fields_of(set(part.cells()) - {*part.ID})),
        )
        for part in parts_of(kind)
    ]
    for row in record[kind]:
        values = row.values()
        for rows, nothing in parts:
            values |= rows.get(row.identity(), nothing)
        yield values


def _wanted(kind: type[Row], values: Mapping[str, Any], keys: Keys) -> Wanted:
    """A thing as the database is to hold it: with primary keys in the place of ids."""
    fields: dict[str, Any] = {}
    links: dict[str, set[int]] = {}
    for path, value in values.items():
        name, _, named_by = path.partition("__")
        field: Any = kind.MODEL._meta.get_field(name)
        if not named_by:
            fields[name] = value
            continue
        known = keys[field.related_model, named_by]
        if field.many_to_many:
            links[name] = {known[id_] for id_ in value}
        else:
            fields[field.attname] = known[value] if value else None
    identity = tuple(fields.pop(name) for name in attributes(kind, kind.ID))
    return Wanted(identity=identity, values=fields, links=links)
