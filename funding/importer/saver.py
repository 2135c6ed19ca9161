"""Writes what a plan says to the database, and remembers what was loaded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import CharField, F, ForeignKey, Model, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from funding.models import LoadedRow, Round

from .plan import Plan, plan_of_new
from .record import KINDS, Record, Row, parts_of
from .rows import RoundRow
from .stored import Link, link_of

BATCH = 500  # rows a statement

Keys = dict[tuple[type[Model], str], dict[str, int]]
"""Primary keys by model and by the field that names its things."""


@dataclass(frozen=True, kw_only=True)
class Rounds:
    """How many rounds are drafts now because they are new, and how many others of the record stay drafts."""

    drafted: int
    still_drafts: int


def hold_record() -> None:
    """Until the transaction ends, nobody else writes to the record: what is planned on is what is changed."""
    lists = [(kind, how.fills.partition("__")[0]) for kind in KINDS for how in kind.cells().values() if how.is_list]
    models = {kind.MODEL for kind in KINDS} | {link_of(kind.MODEL, name).through for kind, name in lists}
    with connection.cursor() as cursor:
        names = ", ".join(sorted(connection.ops.quote_name(model._meta.db_table) for model in models))
        cursor.execute(f"LOCK TABLE {names} IN SHARE ROW EXCLUSIVE MODE")


def save(plan: Plan) -> Rounds:
    """Carries the plan out, in the transaction in which it was made. New rounds are drafts; whether others are never changes."""
    _carry_out(plan, in_next_release=False)
    _remember(plan, timezone.now())
    new_rounds = len(plan.added(RoundRow))
    slugs = [row.round_id for row in plan.record[RoundRow]]
    drafts = Round.objects.filter(slug__in=slugs, in_next_release=False).count()
    return Rounds(drafted=new_rounds, still_drafts=drafts - new_rounds)


def fill(record: Record) -> None:
    """Writes a record into tables that hold nothing yet, those of a release, and remembers nothing of it."""
    _carry_out(plan_of_new(record), in_next_release=True)


def _carry_out(plan: Plan, *, in_next_release: bool) -> None:
    keys: Keys = {}
    for kind in plan.record:
        if kind.PART_OF is None:
            removed = [plan.stored.keys[kind][row.identity] for row in plan.removed(kind)]
            kind.MODEL._default_manager.filter(pk__in=removed).delete()
    for kind in plan.record:
        if kind.PART_OF is None:
            when_new = {"in_next_release": in_next_release} if kind is RoundRow else {}
            new, changed = _said(kind, plan)
            _write(kind, new, changed, keys=keys, when_new=when_new)


Said = dict[str, Any]
"""What rows say of a thing: by the path of a field, a value, an id or a list of ids."""


def _said(kind: type[Row], plan: Plan) -> tuple[list[Said], dict[int, Said]]:
    """What is said of each new thing, and, by key, what is said anew of others; by rows of the kind and of its parts."""
    new = {row.identity: row.fields(kind.cells()) for row in plan.added(kind)}
    keys = plan.stored.keys[kind]
    changed = {keys[change.row.identity]: change.row.fields(change.columns) for change in plan.changed(kind)}
    for part in parts_of(kind):
        columns = [column for column in part.cells() if column not in part.ID]
        said = {change.row.identity: change.row.fields(columns) for change in plan.changes if change.kind is part}
        said |= {row.identity: dict.fromkeys(part.fields_of(columns)) for row in plan.removed(part)}
        for identity, fields in said.items():
            (new[identity] if identity in new else changed.setdefault(keys[identity], {})).update(fields)
    return list(new.values()), changed


def _write(
    kind: type[Row], new: Sequence[Said], changed: Mapping[int, Said], *, keys: Keys, when_new: Mapping[str, Any]
) -> None:
    manager = kind.MODEL._default_manager
    links: dict[str, dict[int, list[int]]] = {}

    def values(said: Said) -> dict[str, Any]:
        return dict(_value(kind, path, value, keys) for path, value in said.items() if not _is_list(kind, path))

    things = manager.in_bulk(changed)
    for key, said in changed.items():
        for name, value in values(said).items():
            setattr(things[key], name, value)
    names = {name for said in changed.values() for name in values(said)}
    if names:
        _update(kind, list(things.values()), names)
    created = manager.bulk_create([kind.MODEL(**values(said), **when_new) for said in new], batch_size=BATCH)
    for key, said in [*changed.items(), *zip((thing.pk for thing in created), new, strict=True)]:
        for path, ids in said.items():
            if _is_list(kind, path):
                name, linked = _value(kind, path, ids, keys)
                links.setdefault(name, {})[key] = linked
    for name, wanted in links.items():
        _link(link_of(kind.MODEL, name), wanted)


def _is_list(kind: type[Row], path: str) -> bool:
    return bool(kind.MODEL._meta.get_field(path.partition("__")[0]).many_to_many)


def _value(kind: type[Row], path: str, value: Any, keys: Keys) -> tuple[str, Any]:
    """The attribute that the field at the path has, and what it is to hold: primary keys in the place of ids."""
    name, _, named_by = path.partition("__")
    field: Any = kind.MODEL._meta.get_field(name)
    if not named_by:
        return name, value
    model = field.related_model
    if (model, named_by) not in keys:
        keys[model, named_by] = dict(model._default_manager.values_list(named_by, "pk"))
    known = keys[model, named_by]
    if field.many_to_many:
        return name, [known[id_] for id_ in value]
    return field.attname, known[value] if value else None


def _update(kind: type[Row], things: Sequence[Model], names: set[str]) -> None:
    """One statement checks uniqueness row by row, so two rows that swap names would be in each other's way: vacate first.

    All of what can be vacated or none of it, since some of the fields only make sense together.
    """
    manager = kind.MODEL._default_manager
    vacated = _vacated(kind)
    if names & vacated.keys():
        manager.filter(pk__in=[thing.pk for thing in things]).update(**vacated)
        names = names | vacated.keys()
    manager.bulk_update(things, sorted(names), batch_size=BATCH)


def _vacated(kind: type[Row]) -> dict[str, Any]:
    """For fields that no two rows share, what a row holds for a moment while others take over its values."""
    vacated: dict[str, Any] = {}
    for part in (kind, *parts_of(kind)):
        shared = [columns for columns in part.UNIQUE if columns != part.ID]
        for path in part.fields_of(column for columns in shared for column in columns):
            field: Any = kind.MODEL._meta.get_field(path.partition("__")[0])
            if isinstance(field, ForeignKey):
                vacated[field.attname] = -F("pk")  # nothing; the database asks only when the transaction ends
            elif field.null:
                vacated[field.attname] = None
            else:
                vacated[field.attname] = "" if field.blank else Concat(Value("moving "), Cast("pk", CharField()))
    return vacated


def _link(link: Link, wanted: Mapping[int, Sequence[int]]) -> None:
    """Makes the links of each key as wanted; new ones come in the order in which they are named."""
    manager = link.through._default_manager
    rows = manager.filter(**{f"{link.mine}__in": wanted}).values_list("pk", f"{link.mine}_id", f"{link.theirs}_id")
    stored = {(mine, theirs): key for key, mine, theirs in rows}
    pairs = [(mine, theirs) for mine, linked in wanted.items() for theirs in linked]
    removed = stored.keys() - set(pairs)
    if removed:
        manager.filter(pk__in=[stored[pair] for pair in removed]).delete()
    new = [pair for pair in pairs if pair not in stored]
    manager.bulk_create(
        [link.through(**{f"{link.mine}_id": mine, f"{link.theirs}_id": theirs}) for mine, theirs in new],
        batch_size=BATCH,
    )


def _remember(plan: Plan, now: datetime) -> None:
    """What the files say of each row from now on; of rows that are kept as they are here, nothing new."""
    kept = {(change.kind.FILE, change.row.key) for change in plan.kept}
    said = {(kind.FILE, row.key): row.texts for kind in plan.record for row in plan.record[kind]}
    stored = {(kind.FILE, row.key) for kind in plan.record for row in plan.missing[kind]}
    files = {kind.FILE for kind in plan.record}
    loaded = {(row.file, row.row): row for row in LoadedRow.objects.filter(file__in=files)}
    gone = [row.pk for place, row in loaded.items() if place not in said.keys() | stored | kept]
    if gone:
        LoadedRow.objects.filter(pk__in=gone).delete()
    fresh = [
        LoadedRow(file=file, row=row, values=values, loaded_at=now)
        for (file, row), values in said.items()
        if (file, row) not in kept and ((file, row) not in loaded or loaded[file, row].values != values)
    ]
    LoadedRow.objects.bulk_create(
        fresh,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["file", "row"],
        update_fields=["values", "loaded_at"],
    )
