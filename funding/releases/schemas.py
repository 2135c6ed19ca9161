"""Where each table is: in the record, beside it for all editions, or once in every edition.

PostgreSQL finds a table by its name along a path of schemas. The record, with users and sessions, is in `public`: the schema
that Django writes to, whose name is PostgreSQL's and says nothing of who reads it. What releases have in common is in
`editions`, and each release is a schema of its own. Functions and extensions are apart, so that a path needs nobody's tables
to find them.
"""

from collections.abc import Iterator, Sequence

from django.db.models import Model

from forces.models import Force, OfficerCount, Region
from funding.models import (
    Allocation,
    Announcement,
    Award,
    Change,
    Conflict,
    Deflator,
    FormerSlug,
    FundTotal,
    LoadedRow,
    Package,
    Population,
    Preview,
    Release,
    Renaming,
    Round,
    Source,
    SubGrant,
    YearEndOfficers,
)
from projects.models import Project, Theme

EDITIONS, EXTENSIONS = "editions", "extensions"
"""Beside the record, `settings` names them in the path of every connection."""

RELEASED: Sequence[type[Model]] = (
    Region,
    Force,
    OfficerCount,
    Theme,
    Project,
    Round,
    Announcement,
    Award,
    Allocation,
    SubGrant,
    FundTotal,
    Source,
    Conflict,
    Deflator,
    Population,
    YearEndOfficers,
    Renaming,
)
"""Of which each release has a table of its own, after those that it refers to. Tables of links come with their models."""

OF_EDITIONS: Sequence[type[Model]] = (Release, Package, Change, FormerSlug)
"""What is said of releases, for the public to read."""


PRIVATE: Sequence[type[Model]] = (LoadedRow, Preview)
"""What is said of the record, for those who enter it alone."""


def schema_of(number: int, kind: str = "release") -> str:
    """The schema of a release or a preview: `release_7`, `preview_3`."""
    return f"{kind}_{number}"


def tables_of(models: Sequence[type[Model]]) -> Iterator[str]:
    """The tables of these models, with those of their links."""
    for model in models:
        yield model._meta.db_table
        yield from (field.m2m_db_table() for field in model._meta.local_many_to_many)
