"""Brings one table to what the files say, writing only rows that differ and deleting none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, ForeignKey, Model, Value
from django.db.models.fields.related_descriptors import ManyToManyDescriptor
from django.db.models.functions import Cast, Concat

from .record import Identity, Row, parts_of

BATCH = 500  # rows a statement


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A row as the files have it: what identifies it, its other fields, and by relation the keys of all it is linked to."""

    identity: Identity
    values: Mapping[str, Any]
    links: Mapping[str, set[int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one kind of thing, by identity. `keys` are the primary keys of the rows in the files.

    `missing` are the rows in the database that the files do not have, described; they are kept as they are.
    """

    kind: type[Row]
    keys: Mapping[Identity, int]
    created: set[Identity]
    updated: set[Identity]
    missing: Mapping[Identity, str]

    @property
    def unchanged(self) -> int:
        return len(self.keys) - len(self.created) - len(self.updated)


def upsert(kind: type[Row], wanted: Sequence[Wanted], *, when_new: Mapping[str, Any]) -> Outcome:
    """Creates and updates rows until the table agrees with `wanted`. New rows get the values of `when_new` too."""
    manager = kind.MODEL._default_manager
    identifying = attributes(kind, kind.ID)
    stored = {tuple(getattr(row, name) for name in identifying): row for row in manager.all()}
    missing = stored.keys() - {row.identity for row in wanted}
    new: dict[Identity, Model] = {}
    updated: set[Identity] = set()
    changed: set[str] = set()
    for wish in wanted:
        row = stored.get(wish.identity)
        if row is None:
            identity = dict(zip(identifying, wish.identity, strict=True))
            new[wish.identity] = kind.MODEL(**identity, **wish.values, **when_new)
            continue
        differing = {name for name, value in wish.values.items() if getattr(row, name) != value}
        for name in differing:
            setattr(row, name, wish.values[name])
        if differing:
            updated.add(wish.identity)
            changed |= differing
    if updated:
        _update([stored[identity] for identity in updated], changed, kind)
    manager.bulk_create(new.values(), batch_size=BATCH)
    keys = {wish.identity: int((stored.get(wish.identity) or new[wish.identity]).pk) for wish in wanted}
    relinked = _link(kind.MODEL, {keys[wish.identity]: wish.links for wish in wanted})
    updated |= {identity for identity, key in keys.items() if key in relinked} - new.keys()
    return Outcome(
        kind=kind,
        keys=keys,
        created=set(new),
        updated=updated,
        missing=_described(kind, {identity: stored[identity].pk for identity in missing}),
    )


def attributes(kind: type[Row], columns: Sequence[str]) -> list[str]:
    """The attributes of a stored thing that these columns fill: of relations, those that hold their keys."""
    names = [path.partition("__")[0] for path in kind.fields_of(columns)]
    return [getattr(kind.MODEL._meta.get_field(name), "attname", name) for name in names]


def _update(rows: Sequence[Model], changed: set[str], kind: type[Row]) -> None:
    """One statement checks uniqueness row by row, so two rows that swap names would be in each other's way: vacate first.

    All of what can be vacated or none of it, since some of the fields only make sense together.
    """
    manager = kind.MODEL._default_manager
    vacated = _vacated(kind)
    if changed & vacated.keys():
        manager.filter(pk__in=[row.pk for row in rows]).update(**vacated)
        changed = changed | vacated.keys()
    manager.bulk_update(rows, sorted(changed), batch_size=BATCH)


def _vacated(kind: type[Row]) -> dict[str, Any]:
    """For fields that no two rows share, what a row holds for a moment while others take over its values."""
    vacated: dict[str, Any] = {}
    for part in (kind, *parts_of(kind)):
        shared = [columns for columns in part.UNIQUE if columns != part.ID]
        for name in attributes(part, [column for columns in shared for column in columns]):
            field: Any = kind.MODEL._meta.get_field(name)
            if isinstance(field, ForeignKey):
                vacated[name] = -F("pk")  # nothing; the database asks only when the transaction ends
            elif field.null:
                vacated[name] = None
            else:
                vacated[name] = "" if field.blank else Concat(Value("moving "), Cast("pk", CharField()))
    return vacated


def _link(model: type[Model], wanted: Mapping[int, Mapping[str, set[int]]]) -> set[int]:
    """Makes the many-to-many rows of each key as wanted; returns the keys for which anything had to change."""
    touched = set()
    for name in next(iter(wanted.values()), {}):
        relation: ManyToManyDescriptor[Any, Any] = getattr(model, name)
        mine, theirs = relation.field.m2m_field_name(), relation.field.m2m_reverse_field_name()
        if relation.reverse:
            mine, theirs = theirs, mine
        manager = relation.through._default_manager
        found = {
            (one, other): key
            for key, one, other in manager.filter(**{f"{mine}__in": wanted}).values_list(
                "pk", f"{mine}_id", f"{theirs}_id"
            )
        }
        asked = {(one, other) for one, links in wanted.items() for other in links[name]}
        added, removed = asked - found.keys(), found.keys() - asked
        new = [relation.through(**{f"{mine}_id": one, f"{theirs}_id": other}) for one, other in sorted(added)]
        manager.bulk_create(new, batch_size=BATCH)
        if removed:
            manager.filter(pk__in=[found[pair] for pair in removed]).delete()
        touched |= {one for one, _ in added | removed}
    return touched


def _described(kind: type[Row], missing: Mapping[Identity, int]) -> dict[Identity, str]:
    if not missing:
        return {}
    related = {path.rpartition("__")[0] for path in kind.fields_of(kind.ID)} - {""}
    rows = kind.MODEL._default_manager.filter(pk__in=missing.values())
    rows = rows.select_related(*related) if related else rows
    by_key = {row.pk: kind.describe(row) for row in rows}
    return {identity: by_key[key] for identity, key in missing.items()}
