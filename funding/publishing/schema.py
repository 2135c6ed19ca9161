"""The tables of a release: a schema of its own, made by today's models and filled from its package."""

import hashlib

from django.db import connection

from funding.importer import Record, fill
from funding.releases.reading import on_path
from funding.releases.schemas import EDITIONS, EXTENSIONS, RELEASED, tables_of


def make_schema(name: str, record: Record) -> None:
    """Makes the schema with all its tables and rows, in the transaction of the caller. It must not be there yet."""
    make_tables(name)
    fill_tables(name, record)


def make_tables(name: str) -> None:
    """Makes the schema with all its tables, which are empty."""
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {connection.ops.quote_name(name)}")
    with on_path(name, EDITIONS, EXTENSIONS), connection.schema_editor() as editor:
        for model in RELEASED:
            editor.create_model(model)


def fill_tables(name: str, record: Record) -> None:
    """Writes the rows of a record into the empty tables of a schema."""
    with on_path(name, EDITIONS, EXTENSIONS):
        fill(record)
        connection.check_constraints()  # now and not when the transaction ends, until when nobody could alter the tables
        with connection.cursor() as cursor:
            # Else the first readers' queries are planned as if the tables were empty.
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables_of(RELEASED)))}")


def drop_schema(name: str) -> None:
    """Deletes it with all that it holds, if it is there."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {connection.ops.quote_name(name)} CASCADE")


def layout() -> str:
    """A digest of the tables that `make_schema` makes: another one after any change of the models."""
    with connection.schema_editor(collect_sql=True) as editor:
        for model in RELEASED:
            editor.create_model(model)
    return hashlib.sha256("\n".join(editor.collected_sql).encode()).hexdigest()


def rename_schema(name: str, new_name: str) -> None:
    """Gives it another name."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER SCHEMA {quote(name)} RENAME TO {quote(new_name)}")
