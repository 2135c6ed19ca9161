"""Tables that earlier models made are made anew: as today's models make them, and every page and file is as it was."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from funding.models import Package, Release
from funding.publishing.package import unpack
from funding.publishing.schema import make_schema
from tests.checks.public_site import visited
from tests.data.record_files import REFERENCE_FILES, edit

pytestmark = [pytest.mark.django_db, pytest.mark.no_cover]

OF_BEFORE = [
    # What models have had since: a field, a constraint, an index, a table
    "ALTER TABLE {}.funding_award DROP COLUMN period_as_stated CASCADE",
    "ALTER TABLE {}.funding_allocation DROP CONSTRAINT allocation_amount_positive",
    "DROP INDEX {}.allocation_unique_unpublished_year",
    "DROP TABLE {}.funding_renaming CASCADE",
    # What they had, and have no longer
    "ALTER TABLE {}.projects_project ADD COLUMN budget_code varchar(20) NOT NULL DEFAULT 'none'",
    "ALTER TABLE {}.funding_award ADD CONSTRAINT award_once_a_project UNIQUE (project_id, slug)",
    "CREATE INDEX award_words ON {}.funding_award (as_stated)",
    "CREATE TABLE {}.funding_bid (id integer PRIMARY KEY)",
    # What is not as it was: the type of a field, whether it may be empty, a constraint, a name
    "ALTER TABLE {}.forces_officercount ALTER COLUMN officers_fte TYPE double precision",
    "ALTER TABLE {}.funding_round ALTER COLUMN name DROP NOT NULL",
    "ALTER TABLE {0}.forces_force DROP CONSTRAINT force_kind_known, ADD CONSTRAINT force_kind_known CHECK (kind <> '')",
    "ALTER TABLE {}.funding_source RENAME COLUMN accessed_via TO read_how",
]
"""What makes of today's tables those of other models."""

STRUCTURE = """
    SELECT 'table', relname, relkind::text, '', '' FROM pg_class WHERE relnamespace = %(schema)s::regnamespace
    UNION ALL
    SELECT 'column', relname, attname, format_type(atttypid, atttypmod),
        concat_ws(' ', attnotnull, attidentity, attgenerated, collname, pg_get_expr(adbin, adrelid))
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid LEFT JOIN pg_collation ON pg_collation.oid = attcollation
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relnamespace = %(schema)s::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), concat_ws(' ', condeferrable, condeferred)
    FROM pg_constraint WHERE connamespace = %(schema)s::regnamespace
    UNION ALL
    SELECT 'index', tablename, indexname, indexdef, '' FROM pg_indexes WHERE schemaname = %(schema)s
    UNION ALL
    SELECT 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(pg_trigger.oid), ''
    FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE relnamespace = %(schema)s::regnamespace AND NOT tgisinternal
"""


def structure(schema: str) -> set[tuple[str, ...]]:
    """All that PostgreSQL knows of how the tables of a schema are made, but in which schema they are."""
    with connection.cursor() as cursor:
        cursor.execute(STRUCTURE, {"schema": schema})
        return {tuple(text.replace(f"{schema}.", "") for text in row) for row in cursor.fetchall()}


@pytest.fixture
def two(folder, load):
    """Two releases with rows in every table; in the second an award's words are other ones."""
    for name, text in REFERENCE_FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    load("One.")
    edit(folder, "awards.csv", ",not published,", ",not known,")
    load("Two.")
    return list(Release.objects.order_by("number"))


def test_tables_of_other_models_are_made_anew_and_pages_are_as_they_were(two):
    first, second = two
    before = [visited(first, "/releases/1"), visited(second)]
    make_schema("fresh", unpack(bytes(Package.objects.get(release=1).content)))
    today = structure("fresh")
    for number in (1, 2):
        assert structure(f"release_{number}") == today
        for statement in OF_BEFORE:
            was = structure(f"release_{number}")
            with connection.cursor() as cursor:
                cursor.execute(statement.format(f"release_{number}"))
            assert structure(f"release_{number}") != was, statement
    for address in ["/projects/lab/", "/releases/1/projects/lab/", "/forces/gwent/", "/about/"]:
        assert Client(raise_request_exception=False).get(address).status_code == 500, address
    out = StringIO()

    call_command("rebuild_releases", all=True, stdout=out)

    assert out.getvalue() == "Made the tables of release 1 anew.\nMade the tables of release 2 anew.\n"
    assert structure("release_1") == structure("release_2") == today
    assert [visited(first, "/releases/1"), visited(second)] == before
