"""The record as the database holds it, in the rows of its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q
from django.db.models.fields.related_descriptors import ManyToManyDescriptor

from .record import KINDS, Identity, Record, Row


@dataclass(frozen=True)
class Stored:
    """The rows of every kind, and the primary keys of what they are rows of, both in the order in which they were entered."""

    record: Record
    keys: dict[type[Row], dict[Identity, int]]


def read_stored() -> Stored:
    """All that is stored, of published rounds and of drafts."""
    rows = {kind: _rows(kind) for kind in KINDS}
    return Stored(
        Record({kind: [row for _, row in of_kind] for kind, of_kind in rows.items()}),
        {kind: {row.identity: key for key, row in of_kind} for kind, of_kind in rows.items()},
    )


def _rows(kind: type[Row]) -> list[tuple[int, Row]]:
    cells = kind.cells()
    lists = {column: ids_of(kind, how.fills) for column, how in cells.items() if how.is_list}
    paths = kind.fields_of(column for column in cells if column not in lists)
    things = kind.MODEL._default_manager.order_by("pk")
    if kind.PART_OF is not None:  # of things that lack this part, there is no row
        things = things.filter(~Q(**{f"{paths[-1]}__isnull": True}))
    rows = []
    for key, *fields in things.values_list("pk", *paths):
        remaining = iter(fields)
        values: dict[str, Any] = {
            column: tuple(lists[column].get(key, ()))
            if column in lists
            else how.value([next(remaining) for _ in how.paths])
            for column, how in cells.items()
        }
        rows.append((key, kind(**values)))
    return rows


@dataclass(frozen=True, kw_only=True)
class Link:
    """A many-to-many relation from the side of one model: its table, and the columns there of this side and the other."""

    through: type[Model]
    mine: str
    theirs: str


def link_of(model: type[Model], name: str) -> Link:
    """The relation that the model calls by this name."""
    relation: ManyToManyDescriptor[Any, Any] = getattr(model, name)
    sides = relation.field.m2m_field_name(), relation.field.m2m_reverse_field_name()
    mine, theirs = reversed(sides) if relation.reverse else sides
    return Link(through=relation.through, mine=mine, theirs=theirs)


def ids_of(kind: type[Row], path: str) -> dict[int, Sequence[str]]:
    """The ids that each thing is linked to, by its key, in the order in which they were linked."""
    link = link_of(kind.MODEL, path.partition("__")[0])
    ids: dict[int, list[str]] = {}
    linked = link.through._default_manager.order_by("pk").values_list(f"{link.mine}_id", f"{link.theirs}__slug")
    for key, id_ in linked:
        ids.setdefault(key, []).append(id_)
    return dict(ids)
