"""Brings one table to what the files say, writing only rows that differ and deleting none."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model
from django.db.models.fields.related_descriptors import ManyToManyDescriptor

Identity = tuple[Any, ...]

BATCH = 500  # rows a statement


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing: its name in reports, its model, and the fields by which a row is known again.

    `describe` names a stored row (with the relations of `follow` at hand) as the files do. `vacate` has, for fields that no
    two rows share, what a row holds for a moment while others take over its values.
    """

    name: str
    model: type[Model]
    identity: tuple[str, ...] = ("slug",)
    describe: Callable[[Any], str] = lambda row: str(row.slug)
    follow: tuple[str, ...] = ()
    vacate: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A row as the files have it: what identifies it, its other fields, and by relation the keys of all it is linked to."""

    identity: Identity
    values: Mapping[str, Any]
    links: Mapping[str, set[int]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one kind of thing. `keys` are the primary keys of the rows in the files.

    `missing` are the rows in the database that the files do not have, by identity, described; they are kept as they are.
    """

    name: str
    keys: Mapping[Identity, int]
    created: set[Identity]
    updated: set[Identity]
    missing: Mapping[Identity, str]

    @property
    def unchanged(self) -> int:
        return len(self.keys) - len(self.created) - len(self.updated)


def upsert(kind: Kind, wanted: Sequence[Wanted], *, when_new: Mapping[str, Any] | None = None) -> Outcome:
    """Creates and updates rows until the table agrees with `wanted`. New rows get the values of `when_new` too."""
    manager = kind.model._default_manager
    stored = {tuple(getattr(row, name) for name in kind.identity): row for row in manager.all()}
    missing = stored.keys() - {one.identity for one in wanted}
    new: dict[Identity, Model] = {}
    updated: set[Identity] = set()
    changed: set[str] = set()
    for one in wanted:
        row = stored.get(one.identity)
        if row is None:
            identity = dict(zip(kind.identity, one.identity, strict=True))
            new[one.identity] = kind.model(**identity, **one.values, **(when_new or {}))
            continue
        differing = {name for name, value in one.values.items() if getattr(row, name) != value}
        for name in differing:
            setattr(row, name, one.values[name])
        if differing:
            updated.add(one.identity)
            changed |= differing
    if updated:
        _update([stored[identity] for identity in updated], changed, kind)
    manager.bulk_create(new.values(), batch_size=BATCH)
    keys = {one.identity: int((stored.get(one.identity) or new[one.identity]).pk) for one in wanted}
    relinked = _link(kind.model, {keys[one.identity]: one.links for one in wanted})
    updated |= {identity for identity, key in keys.items() if key in relinked} - new.keys()
    return Outcome(
        name=kind.name,
        keys=keys,
        created=set(new),
        updated=updated,
        missing=_described(kind, {identity: stored[identity].pk for identity in missing}),
    )


def _update(rows: Sequence[Model], changed: set[str], kind: Kind) -> None:
    """One statement checks uniqueness row by row, so two rows that swap names would be in each other's way: vacate first.

    All of `vacate` or none of it, since some of the fields only make sense together.
    """
    manager = kind.model._default_manager
    if changed & kind.vacate.keys():
        manager.filter(pk__in=[row.pk for row in rows]).update(**kind.vacate)
        changed = changed | kind.vacate.keys()
    manager.bulk_update(rows, sorted(changed), batch_size=BATCH)


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


def _described(kind: Kind, missing: Mapping[Identity, int]) -> dict[Identity, str]:
    if not missing:
        return {}
    rows = kind.model._default_manager.filter(pk__in=missing.values())
    by_key = {row.pk: kind.describe(row) for row in (rows.select_related(*kind.follow) if kind.follow else rows)}
    return {identity: by_key[key] for identity, key in missing.items()}
