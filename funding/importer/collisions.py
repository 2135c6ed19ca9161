"""Rows of a record that cannot be written because a row which only the database has holds what no two may share."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db.models import Model

from forces.models import Force, Region
from funding.models import Award, Round
from projects.models import Theme

from .cells import quoted
from .problems import Problem
from .rows import Record, Row


def collisions(record: Record) -> Iterator[Problem]:
    """A problem for each row that wants a name, code, tile or place which a row that is not in the files keeps."""
    themes = [row.theme_id for row in record.themes]
    forces = [row.force_id for row in record.forces]
    rounds = [row.round_id for row in record.rounds]
    awards = [row.award_id for row in record.awards]
    regions = list({row.region: row for row in reversed(record.forces) if row.region_slug is not None}.values())
    yield from _taken(Region, record.regions, regions, {"name": "region"})
    yield from _taken(Theme, themes, record.themes, {"name": "name"})
    yield from _taken(Force, forces, record.forces, {"name": "name"})
    yield from _taken(Force, forces, record.forces, {"short_name": "short_name"})
    yield from _taken(Force, forces, record.forces, {"ons_code": "ons_code"})
    yield from _taken(Force, forces, record.tiles, {"tile_column": "column", "tile_row": "row"})
    yield from _taken(Round, rounds, record.rounds, {"name": "name"})
    yield from _taken(Award, awards, record.awards, {"round__slug": "round_id", "project__slug": "project_id"})


def _taken(
    model: type[Model], ids: Collection[str], rows: Sequence[Row], columns: Mapping[str, str]
) -> Iterator[Problem]:
    """`columns` pairs the model's fields with the file's columns that hold the same; an empty text is never taken."""
    kept = model._default_manager.exclude(slug__in=ids)
    holders = {tuple(values): slug for slug, *values in kept.values_list("slug", *columns)}
    for row in rows:
        wanted = tuple(getattr(row, column) for column in columns.values())
        if wanted in holders and wanted != ("",):
            shown = quoted(" and ".join(map(str, wanted)))
            yield Problem(
                row.FILE,
                row.line,
                " and ".join(columns.values()),
                f"{shown} is taken by the {model._meta.verbose_name} {holders[wanted]}, which is in the database and not in the files. "
                "Change or delete that one in the admin, or give it its row in the files.",
            )
