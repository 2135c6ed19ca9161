"""A release of whatever a test has entered, and a reader who reads it."""

from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from funding.importer import read_stored
from funding.importer.rows import AwardRow, ProjectRow
from funding.models import Release, Round
from funding.publishing.package import public_part
from funding.publishing.schema import drop_schema, fill_tables, make_tables, rename_schema
from funding.releases.schemas import RELEASED, schema_of, tables_of

READY = "ready_for_a_test"
"""A schema with the empty tables of a release."""


def publish_record() -> Release:
    """Makes a release of the published rounds, in the transaction of the test.

    Rows that a builder made are not checked as those of a real release are, and no package is kept.
    """
    record = public_part(read_stored().record, Round.objects.published().values_list("slug", flat=True))
    last = Release.objects.order_by("number").last()
    release = Release.objects.create(
        number=last.number + 1 if last else 1,
        made_at=timezone.now(),
        made_by=_writes(),
        note="Of a test.",
        projects=len(record[ProjectRow]),
        awards=len(record[AwardRow]),
    )
    schema = schema_of(release.number)
    drop_schema(schema)
    if connection.in_atomic_block and has_schema(READY):
        rename_schema(READY, schema)  # until the test is undone
    else:
        make_tables(schema)
    fill_tables(schema, record)
    return release


def make_ready() -> None:
    """Makes the tables of a release for the tests that are to come: that takes longer than filling them."""
    drop_schema(READY)
    make_tables(READY)


def has_schema(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = %s)", [name])
        return bool(cursor.fetchone()[0])


def mark_as_published() -> None:
    """Says that the current release is of the record as it stands."""
    Release.objects.filter(pk=Release.objects.current().pk).update(made_by=_writes())


def _writes() -> str:
    """Another text after every row that is written to the record in this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_current_xact_id_if_assigned(), sum(n_tup_ins + n_tup_upd + n_tup_del) FROM pg_stat_xact_user_tables"
            " WHERE schemaname = 'public' AND relname = ANY(%s)",
            [list(tables_of(RELEASED))],
        )
        return " ".join(map(str, cursor.fetchone()))


class Reader(Client):
    """Asks for public pages, after a release of what the test has entered until then, if there is none yet."""

    def request(self, **request: Any) -> HttpResponse:
        current = Release.objects.current()
        if current is None or current.made_by != _writes():
            publish_record()
        return super().request(**request)
