"""Rows with new ids that are likely to be things which are there already, under other ids."""

import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterator
from decimal import Decimal
from urllib.parse import unquote

from .cells import quoted
from .plan import Plan
from .problems import Problem
from .record import R, Row
from .rows import AllocationRow, AwardRow, ProjectRow


def duplicates(plan: Plan, *, distinct: Collection[str]) -> Iterator[Problem]:
    """A problem for each new row that looks like another one; `distinct` has the ids of those that are meant all the same."""
    for kind in plan.record:
        if kind.LOOKS:
            yield from _alike(plan, kind, distinct, kind.LOOKS, _look)
    yield from _alike(plan, AwardRow, distinct, "round, title and amount", _look_of_awards(plan))


def _alike(
    plan: Plan, kind: type[R], distinct: Collection[str], looks: str, look: Callable[[R], Hashable]
) -> Iterator[Problem]:
    stored = plan.stored.keys[kind]
    rows = [*plan.missing[kind], *sorted(plan.record[kind], key=lambda row: row.identity not in stored)]
    first: dict[Hashable, R] = {}
    for row in rows:
        other = first.setdefault(look(row), row)
        id_, other_id = row.identity[0], other.identity[0]
        if other is not row and row.identity not in stored and id_ not in distinct:
            yield Problem(
                row.file,
                row.line,
                kind.ID[0],
                f"{quoted(id_)} is new, but has the {looks} of {quoted(other_id)}. "
                f"Use that id if they are the same, or load with --distinct {id_} if they are not.",
            )


def _look_of_awards(plan: Plan) -> Callable[[AwardRow], Hashable]:
    pounds: dict[str, Decimal] = {}
    for row in [*plan.record[AllocationRow], *plan.missing[AllocationRow]]:
        pounds[row.award_id] = pounds.get(row.award_id, Decimal(0)) + row.amount_gbp
    projects = plan.stored.record.by_id(ProjectRow) | plan.record.by_id(ProjectRow)
    return lambda row: (
        row.round_id,
        _letters(projects[(row.project_id,)].title),
        pounds.get(row.award_id),
    )


def _look(row: Row) -> Hashable:
    text = getattr(row, row.LOOKS)
    return _address(text) if row.LOOKS == "url" else _letters(text)


def _letters(text: str) -> str:
    """A name as far as it tells things apart: letters and digits, however they are cased, accented or spaced."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def _address(url: str) -> str:
    """A web address likewise: without its scheme, spaces and last slash."""
    text = unicodedata.normalize("NFKC", unquote(url)).casefold()
    return "".join(text.split()).partition("://")[2].removeprefix("www.").rstrip("/")
