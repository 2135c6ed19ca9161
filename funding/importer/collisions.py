"""Rows of a record that cannot be written because a row which only the database has holds what no two may share."""

from collections.abc import Iterator

from .cells import quoted
from .problems import Problem
from .record import Record, Row


def collisions(record: Record) -> Iterator[Problem]:
    """A problem for each row that wants a name, code, tile or place which a row that is not in the files keeps."""
    for kind in record:
        for columns in kind.UNIQUE:
            if columns != kind.ID and "slug" in kind.fields_of(kind.ID):
                yield from _taken(record, kind, columns)


def _taken(record: Record, kind: type[Row], columns: tuple[str, ...]) -> Iterator[Problem]:
    """An empty text is never taken."""
    of_thing = kind.PART_OF or kind
    kept = kind.MODEL._default_manager.exclude(slug__in=[row.identity()[0] for row in record[of_thing]])
    holders = {tuple(values): slug for slug, *values in kept.values_list("slug", *kind.fields_of(columns))}
    for row in record[kind]:
        wanted = tuple(getattr(row, column) for column in columns)
        if wanted in holders and wanted != ("",):
            shown = quoted(" and ".join(map(str, wanted)))
            yield Problem(
                row.file,
                row.line,
                " and ".join(columns),
                f"{shown} is taken by the {kind.MODEL._meta.verbose_name} {holders[wanted]}, "
                "which is in the database and not in the files. "
                "Change or delete that one in the admin, or give it its row in the files.",
            )
