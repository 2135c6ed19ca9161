"""Reading one release or preview, and nothing else."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from funding.models import Preview, Release

from .schemas import EDITIONS, EXTENSIONS, schema_of

Edition = Release | Preview
"""What has tables of its own that are read, and nothing else."""

_reading: ContextVar[Edition | None] = ContextVar("reading", default=None)


def edition_read() -> Edition | None:
    """The release or the preview that is being read; None outside of `reading`."""
    return _reading.get()


@contextmanager
def reading(edition: Edition) -> Iterator[None]:
    """Within it, all tables are those of this edition, and nothing can be written.

    A table that the edition does not have cannot be read: there is no falling back to the record.
    """
    schema = schema_of(edition.number, str(edition._meta.model_name))
    with on_path(schema, EDITIONS, EXTENSIONS, read_only=True):
        before = _reading.set(edition)
        try:
            yield
        finally:
            _reading.reset(before)


@contextmanager
def on_path(*schemas: str, read_only: bool = False) -> Iterator[None]:
    """A transaction that finds tables in these schemas, in this order."""
    is_within = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        before = None
        if is_within:
            cursor.execute("SELECT current_setting('search_path')")
            (before,) = cursor.fetchone()
        path = ", ".join(map(connection.ops.quote_name, schemas))
        settings = {"search_path": path, **({"transaction_read_only": "on"} if read_only else {})}
        calls = ", ".join("set_config(%s, %s, true)" for _ in settings)
        cursor.execute(f"SELECT {calls}", [part for setting in settings.items() for part in setting])
        yield
        if before is not None:
            # What is set until a transaction ends is, within another one such as a test's, set until that ends. (Where an
            # error ends us, rolling back to the savepoint puts it back.)
            cursor.execute("SELECT set_config('search_path', %s, true)", [before])
