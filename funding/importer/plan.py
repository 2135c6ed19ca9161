"""What loading a record would change, row by row, before anything is written."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import Enum
from functools import cached_property

from funding.models import LoadedRow

from .record import R, Record, Row
from .rows import AllocationRow, AwardRow, ForceRow, RegionRow, regions_of
from .stored import Stored, read_stored


class Winner(Enum):
    """Which side wins where a row was changed here since it was loaded."""

    FILES = "files"
    HERE = "here"


@dataclass(frozen=True, kw_only=True)
class Change:
    """A row that loading adds (nothing is `before`), changes in some columns, or removes (nothing is `after`).

    `loaded` is what the files said when the row was last loaded, and `loaded_at` when that was.
    """

    kind: type[Row]
    before: Row | None
    after: Row | None
    loaded: Mapping[str, str] | None
    loaded_at: datetime | None

    @property
    def row(self) -> Row:
        """The row, as the files have it if they do."""
        row = self.after or self.before
        assert row is not None  # noqa: S101  (one of them is there, or nothing changes)
        return row

    @cached_property
    def changed_here(self) -> bool:
        """Whether the change would undo what was done here since the row was loaded; if it never was, since it was entered."""
        if self.before is None:
            return self.loaded is not None
        if self.loaded is None:
            return True
        columns = self.columns if self.after else self.loaded
        return any(self.before.texts[column] != self.loaded.get(column, "") for column in columns)

    @cached_property
    def columns(self) -> list[str]:
        """The columns in which a row that stays changes."""
        if self.before is None or self.after is None:
            return []
        before = self.before.texts
        return [column for column, text in self.after.texts.items() if text != before[column]]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A record, what is stored, and how they differ.

    `changes` are to be written. `kept` would undo what was done here and are not. `missing` are rows that are stored, not in
    the files, and left as they are.
    """

    record: Record
    stored: Stored
    changes: Sequence[Change]
    kept: Sequence[Change]
    missing: Record

    def added(self, kind: type[R]) -> list[R]:
        """The rows of this kind that are new."""
        return [change.after for change in self._of(kind) if change.before is None and isinstance(change.after, kind)]

    def removed(self, kind: type[R]) -> list[R]:
        """The stored rows of this kind that go."""
        return [change.before for change in self._of(kind) if change.after is None and isinstance(change.before, kind)]

    def changed(self, kind: type[Row]) -> list[Change]:
        """The changes of rows of this kind that stay."""
        return [change for change in self._of(kind) if change.before is not None and change.after is not None]

    def _of(self, kind: type[Row]) -> list[Change]:
        return [change for change in self.changes if change.kind is kind]

    @property
    def disputed(self) -> list[Change]:
        """The changes to be written that would undo what was done here."""
        return [change for change in self.changes if change.changed_here]

    @property
    def agrees(self) -> bool:
        """Whether the files and the database say the same."""
        return not self.changes and not self.kept and not any(self.missing[kind] for kind in self.missing)

    @cached_property
    def pounds(self) -> tuple[Decimal, Decimal]:
        """What all allocations come to, before and after; drafts are among them."""
        before = sum((row.amount_gbp for row in self.stored.record[AllocationRow]), Decimal(0))
        after = before
        for change in self.changes:
            after -= change.before.amount_gbp if isinstance(change.before, AllocationRow) else 0
            after += change.after.amount_gbp if isinstance(change.after, AllocationRow) else 0
        return before, after


def make_plan(record: Record, *, winner: Winner | None = None) -> Plan:
    """Compares the record with what is stored. Without a winner, what was changed here stays among the changes, as disputed."""
    stored = read_stored()
    record = _with_regions_of(record, stored.record)
    loaded = {(row.file, row.row): row for row in LoadedRow.objects.all()}
    changes = [change for kind in record for change in _changes(kind, record, stored.record, loaded)]
    disputed = {_group(change) for change in changes if change.changed_here}
    keeps = winner is Winner.HERE
    return Plan(
        record=record,
        stored=stored,
        changes=[change for change in changes if not (keeps and _group(change) in disputed)],
        kept=[change for change in changes if keeps and _group(change) in disputed],
        missing=Record({kind: _missing(kind, record, stored.record) for kind in record}),
    )


def plan_of_new(record: Record) -> Plan:
    """The plan for tables that hold nothing yet: everything is new, and nothing was ever loaded."""
    changes = [
        Change(kind=kind, before=None, after=row, loaded=None, loaded_at=None)
        for kind in record
        for row in record[kind]
    ]
    nothing = Record({kind: [] for kind in record})
    stored = Stored(nothing, {kind: {} for kind in record})
    return Plan(record=record, stored=stored, changes=changes, kept=[], missing=nothing)


Loaded = Mapping[tuple[str, str], LoadedRow]
"""What was loaded last, by file and row."""


def _with_regions_of(record: Record, stored: Record) -> Record:
    """Files name regions but give them no ids: a region whose name is stored keeps its id."""
    known = {row.region: row.region_id for row in stored[RegionRow]}
    return Record({**{kind: record[kind] for kind in record}, RegionRow: regions_of(record[ForceRow], known)})


def _changes(kind: type[Row], record: Record, stored: Record, loaded: Loaded) -> Iterator[Change]:
    before, after = stored.by_id(kind), record.by_id(kind)
    pairs: list[tuple[Row | None, Row | None]] = [(before.get(identity), row) for identity, row in after.items()]
    pairs += [(row, None) for identity, row in before.items() if identity not in after and _is_told_of(row, record)]
    for old, new in pairs:
        row = new or old
        last = row and loaded.get((kind.FILE, row.key))
        change = Change(
            kind=kind,
            before=old,
            after=new,
            loaded=last.values if last else None,
            loaded_at=last.loaded_at if last else None,
        )
        if change.columns or old is None or new is None:
            yield change


def _missing(kind: type[Row], record: Record, stored: Record) -> list[Row]:
    named = record.by_id(kind)
    return [row for row in stored[kind] if row.identity not in named and not _is_told_of(row, record)]


def _is_told_of(row: Row, record: Record) -> bool:
    """Whether the files have the whole truth about what the row is part of."""
    if row.PART_OF is not None:
        return row.identity in record.by_id(row.PART_OF)
    return (row.award,) in record.by_id(AwardRow)


def _group(change: Change) -> Hashable:
    """What is kept or changed together: all amounts of an award, since each is the rest of the others; else the row alone."""
    return change.kind, change.row.award or change.row.identity
