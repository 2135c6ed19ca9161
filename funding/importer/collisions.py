"""Rows of a record that cannot be written, because of what only the database has or of what was deleted there."""

from collections.abc import Collection, Iterator

from .cells import quoted
from .duplicates import duplicates
from .plan import Plan
from .problems import Problem, Refused
from .record import Row


def check_plan(plan: Plan, *, distinct: Collection[str] = ()) -> None:
    """Raises Refused with all that stands against the plan. `distinct` has new ids that are meant, whatever they look like."""
    problems = list(collisions(plan))
    taken = {(problem.file, problem.row) for problem in problems}
    problems += [problem for problem in duplicates(plan, distinct=distinct) if (problem.file, problem.row) not in taken]
    if problems:
        raise Refused(problems)


def collisions(plan: Plan) -> Iterator[Problem]:
    """A problem for each row that wants what a row that is not in the files keeps, or names what stays deleted."""
    for kind in plan.record:
        for columns in kind.UNIQUE:
            if columns != kind.ID and len(kind.ID) == 1:
                yield from _taken(plan, kind, columns)
    yield from _gone(plan)


def _taken(plan: Plan, kind: type[Row], columns: tuple[str, ...]) -> Iterator[Problem]:
    """An empty text is never taken."""
    holders = {_cells(row, columns): row for row in plan.missing[kind]}
    for row in plan.record[kind]:
        wanted = _cells(row, columns)
        if wanted in holders and wanted != ("",):
            shown = quoted(" and ".join(map(str, wanted)))
            yield Problem(
                row.file,
                row.line,
                " and ".join(columns),
                f"{shown} is taken by the {kind.MODEL._meta.verbose_name} {holders[wanted].label}, "
                "which is in the database and not in the files. "
                "Change or delete that one in the admin, or give it its row in the files.",
            )


def _cells(row: Row, columns: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(row, column) for column in columns)


def _gone(plan: Plan) -> Iterator[Problem]:
    """What was deleted here and stays so cannot be named by a row that is written."""
    gone = {(change.kind, change.row.identity[0]) for change in plan.kept if change.before is None}
    for change in plan.changes:
        for column, how in change.kind.cells().items() if change.after and gone else ():
            for kind, id_ in how.named(getattr(change.after, column)):
                if (kind, id_) in gone:
                    yield Problem(
                        change.row.file,
                        change.row.line,
                        column,
                        f"{quoted(id_)} was deleted here since it was loaded, and stays so. "
                        "Take it out of this row as well, or let the files win.",
                    )
