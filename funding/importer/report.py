"""What a load would change, what it did, and what stands against it, as lines of text."""

from collections.abc import Iterator

from django.utils.formats import date_format

from funding import money

from .cells import quoted
from .plan import Change, Plan
from .record import Row
from .rows import RegionRow
from .saver import Rounds


def changes_in_words(plan: Plan) -> Iterator[str]:
    """A line for each row that changes, old and new; of a file of which nothing is stored yet, one line for all its rows."""
    for kind in plan.record:
        rows = plan.added(kind)
        is_first = not plan.stored.record[kind]
        if rows and is_first and kind is not RegionRow:
            yield f"{kind.FILE}: {_count(len(rows), 'row')}, the first."
        for change in plan.changes:
            if change.kind is kind and not (is_first and change.before is None):
                yield from _change_in_words(change)
    before, after = plan.pounds
    if before != after:
        yield f"All allocations come to {money.pounds(after)}" + (f", not {money.pounds(before)}." if before else ".")


def _change_in_words(change: Change) -> Iterator[str]:
    where = _where(change.row)
    if change.before is None or change.after is None:
        yield f"{where}: {'removed' if change.after is None else 'new'}{_amount(change.row)}"
        return
    for column in change.columns:
        yield f"{where}, {column}: {_said(change.before.texts[column])} -> {_said(change.after.texts[column])}"


def _where(row: Row) -> str:
    return f"{row.FILE}, {row.key if isinstance(row, RegionRow) else row.label}"


def _said(text: str) -> str:
    return quoted(text) if text else "nothing"


def _amount(row: Row) -> str:
    """What a row that comes or goes is worth, if it is worth something."""
    return f", amount_gbp {quoted(row.texts['amount_gbp'])}" if "amount_gbp" in row.texts else ""


def disputes_in_words(plan: Plan) -> Iterator[str]:
    """A line for each row that loading would bring back to what the files say, though it was changed here since."""
    for change in plan.disputed:
        where = _where(change.row)
        since = f"since {date_format(change.loaded_at, 'j F Y')}" if change.loaded_at else ""
        if change.before is None:
            yield f"{where}: deleted here {since}, when it was loaded; the files have it."
        elif change.loaded is None:
            yield f"{where}: entered here, and never loaded; the files {'have it otherwise' if change.after else 'do not have it'}."
        elif change.after is None:
            yield f"{where}: changed here {since}, when it was loaded; the files no longer have it."
        else:
            for column in change.columns:
                then, here = change.loaded.get(column, ""), change.before.texts[column]
                if here != then:
                    files = change.after.texts[column]
                    yield (
                        f"{where}, {column}: changed here {since}, when it was loaded: "
                        f"{_said(then)} then, {_said(here)} here, {_said(files)} in the files."
                    )


def report_in_words(plan: Plan, rounds: Rounds) -> Iterator[str]:
    """What was loaded: a table of all kinds of rows, then what is to be known besides, of rounds as they are left."""
    yield from _table(plan)
    if plan.agrees:
        yield "Nothing changed: the database already agrees with the files."
    elif not plan.changes:
        yield "Nothing changed."
    yield from _rounds(rounds)
    if plan.kept:
        yield "Kept as they are here, against the files:"
        yield from _by_kind([(change.kind, change.row) for change in plan.kept])
    missing = [(kind, row) for kind in plan.missing if kind.PART_OF is None for row in plan.missing[kind]]
    if missing:
        yield "In the database and not in the files (kept as they are, and still counted; delete them in the admin if wrong):"
        yield from _by_kind(missing)


def _table(plan: Plan) -> Iterator[str]:
    titles = ["", "created", "updated", "unchanged", "removed", "missing from files"]
    table = [titles]
    for kind in plan.record:
        created, updated = len(plan.added(kind)), len(plan.changed(kind))
        kept = sum(change.kind is kind and change.after is not None for change in plan.kept)
        unchanged = len(plan.record[kind]) - created - updated - kept
        counts = [created, updated, unchanged, len(plan.removed(kind)), len(plan.missing[kind])]
        table.append([kind.NAME, *map(str, counts)])
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for name, *cells in table:
        row = [name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))]
        yield "  ".join(row)


def _by_kind(rows: list[tuple[type[Row], Row]]) -> Iterator[str]:
    for kind in dict.fromkeys(kind for kind, _ in rows):
        yield f"  {kind.NAME}: {', '.join(sorted(row.label for of_kind, row in rows if of_kind is kind))}"


def _rounds(rounds: Rounds) -> Iterator[str]:
    if rounds.drafted:
        yield f"Left {_count(rounds.drafted, 'new round')} as drafts, which only admins see until they publish them."
    if rounds.still_drafts:
        yield f"Kept as drafts, as before: {_count(rounds.still_drafts, 'round')}."


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
