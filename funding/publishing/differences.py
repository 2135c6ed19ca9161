"""How one record differs from another, in words that readers read, and how much money moved."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format

from forces.models import NATIONAL_BODIES, NOT_STATED
from funding import financial_year, money
from funding.importer import Record
from funding.importer.record import KINDS, Row
from funding.importer.rows import (
    AllocationRow,
    AwardRow,
    ForceRow,
    ProjectRow,
    RegionRow,
    RoundRow,
    SourceRow,
    ThemeRow,
)
from funding.models import Change
from funding.totals.dimensions import LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL


class Names:
    """What readers call the rows of two records; of a row that is in both, as the later one has it."""

    def __init__(self, before: Record, after: Record) -> None:
        self._rows = {**before.nameable, **after.nameable}

    def title(self, row: Row) -> str:
        """`Galvanise, 2016-17 first round of bids, 2017-18`."""
        return row.TITLE.format_map(_Words(self, row))

    def value(self, row: Row, column: str, *, but: Row | None = None) -> str:
        """What stands in a column, as readers read it: `£280,000`, `30 September 2016`, names and not ids.

        Of a list, what is not in that of another row as well.
        """
        how, value = row.cells()[column], getattr(row, column)
        if but and how.is_list:
            value = tuple(id_ for id_ in value if id_ not in getattr(but, column))
        named = how.named(value)
        if named:
            return "; ".join(self._title_of(*name) for name in named)
        if isinstance(value, Decimal) and column.endswith("_gbp"):
            return money.pounds(value)
        if isinstance(value, date):
            return date_format(value, "j F Y")
        if isinstance(value, bool):
            return "yes" if value else "no"
        if column == "financial_year" and value is None:
            return financial_year.NOT_PUBLISHED_LABEL.lower()
        return how.text(value)

    def _title_of(self, kind: type[Row], id_: str) -> str:
        row = self._rows.get((kind, id_))
        return self.title(row) if row else id_

    def pages(self, row: Row) -> list[str]:
        """The pages that the row concerns, as `project:galvanise`: its own, and those of what it names, and what they name."""
        pages: dict[str, None] = {}
        for kind, id_ in [(type(row), row.key), *self._reached(row)]:
            if kind.PAGE:
                pages[f"{kind.PAGE}:{id_}"] = None
        return list(pages)

    def _reached(self, row: Row) -> Iterator[tuple[type[Row], str]]:
        for kind, id_ in row.named:
            if kind is not SourceRow:  # a document's page tells of the document alone
                yield kind, id_
                named = self._rows.get((kind, id_))
                yield from self._reached(named) if named else ()


class _Words(Mapping[str, str]):
    """The columns of a row in words, for its title."""

    def __init__(self, names: Names, row: Row) -> None:
        self._names, self._row = names, row

    def __getitem__(self, column: str) -> str:
        return self._names.value(self._row, column)

    def __iter__(self) -> Iterator[str]:
        return iter(self._row.cells())

    def __len__(self) -> int:
        return len(self._row.cells())


def differences(before: Record, after: Record) -> list[Change]:
    """A change, which belongs to no release yet, for each row that came or went, and each column that says something else.

    Money comes first. What a file does not say and what it leaves empty are the same.
    """
    names = Names(before, after)
    changes = [change for kind in KINDS for change in _of_kind(kind, before, after, names)]
    changes.sort(key=lambda change: change.file != AllocationRow.FILE)
    for place, change in enumerate(changes, start=1):
        change.place = place
    return changes


def _of_kind(kind: type[Row], before: Record, after: Record, names: Names) -> Iterator[Change]:
    if kind is RegionRow:  # forces say in which region they lie
        return
    earlier, later = before.by_id(kind), after.by_id(kind)
    for identity in dict.fromkeys([*later, *earlier]):
        old, new = earlier.get(identity), later.get(identity)
        row = new or old
        assert row is not None  # noqa: S101  (one of the records has it)
        told: dict[str, Any] = {"file": kind.FILE, "row": row.key, "what": names.title(row), "about": names.pages(row)}
        if old is None or new is None:
            change = Change.Kind.REMOVED if old else Change.Kind.ADDED
            written = {column: new.text(column) for column in kind.cells()} if new else {}
            worth = {
                side: names.value(row, "amount_gbp")
                for side, row in (("before", old), ("after", new))
                if isinstance(row, AllocationRow)
            }
            yield Change(kind=change, written=written, pounds=_pounds(old, new), **worth, **told)
            continue
        for column in kind.cells():
            if old.text(column) != new.text(column):
                yield Change(
                    kind=Change.Kind.CHANGED,
                    column=column,
                    before=names.value(old, column, but=new),
                    after=names.value(new, column, but=old),
                    written={column: new.text(column)},
                    pounds=_pounds(old, new) if column == "amount_gbp" else None,
                    **told,
                )


def _pounds(old: Row | None, new: Row | None) -> Decimal | None:
    """By how much the total of all allocations moves."""
    before, after = (row.amount_gbp if isinstance(row, AllocationRow) else Decimal(0) for row in (old, new))
    return after - before or None


def moved(before: Record, after: Record) -> list[dict[str, Any]]:
    """What groups came to before and after, of those that come to something else: rows of `Release.moved`."""
    then, now = _sums(before), _sums(after)
    names = {key: name for sums in (then, now) for key, (name, _) in sums.items()}  # as the later one has them
    return [
        {"by": by, "id": id_, "name": name, "before": was, "after": comes_to}
        for (by, id_), name in names.items()
        for was, comes_to in [(_written(then.get((by, id_))), _written(now.get((by, id_))))]
        if was != comes_to
    ]


def _written(group: tuple[str, Decimal] | None) -> str | None:
    return None if group is None else f"{group[1]:.2f}"


def _sums(record: Record) -> dict[tuple[str, str], tuple[str, Decimal]]:
    """The name of each group, and what it comes to, by what it is a group of and its id; one without a published amount is not there."""
    awards, projects, forces = record.by_id(AwardRow), record.by_id(ProjectRow), record.by_id(ForceRow)
    rounds, themes = record.by_id(RoundRow), record.by_id(ThemeRow)
    regions = {row.region: row.region_id for row in record[RegionRow]}
    sums: dict[tuple[str, str], tuple[str, Decimal]] = {}
    for row in record[AllocationRow]:
        award = awards[(row.award_id,)]
        project, round_ = projects[(award.project_id,)], rounds[(award.round_id,)]
        theme = themes[(project.theme_id,)]
        lead = forces[(project.lead_id,)] if project.lead_id else None
        if lead and lead.region:
            region = (regions[lead.region], lead.region)
        elif lead:
            region = (NATIONAL_BODIES, NATIONAL_BODIES_LABEL)
        else:
            region = (NOT_STATED, LEAD_NOT_STATED_LABEL)
        groups = {
            "total": ("", "All allocations"),
            "theme": (theme.theme_id, theme.name),
            "round": (round_.round_id, round_.name),
            "region": region,
        }
        for by, (id_, name) in groups.items():
            _, pounds = sums.get((by, id_), (name, Decimal(0)))
            sums[by, id_] = (name, pounds + row.amount_gbp)
    return sums
