import pytest
from django.apps import apps
from django.db import connection

from funding.releases.schemas import OF_EDITIONS, PRIVATE, RELEASED, schema_of, tables_of

APPS_OF_OTHERS = {"admin", "auth", "contenttypes", "sessions"}
"""Their tables are private: users, what they did, and their sessions."""


def test_every_model_is_in_one_kind_of_schema():
    ours = {model for model in apps.get_models() if model._meta.app_label not in APPS_OF_OTHERS}
    assert {*RELEASED, *OF_EDITIONS, *PRIVATE} == ours
    assert len(RELEASED) + len(OF_EDITIONS) + len(PRIVATE) == len(ours)


def test_tables_of_links_come_with_their_models():
    tables = list(tables_of(RELEASED))
    assert len(tables) == len(set(tables)) == 17 + 15
    assert {"projects_project", "projects_project_partners", "funding_source_forces"} <= set(tables)


@pytest.mark.django_db
def test_tables_are_where_they_are_said_to_be():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'editions'")
        assert {table for (table,) in cursor.fetchall()} == set(tables_of(OF_EDITIONS))
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert set(tables_of(RELEASED)) < {table for (table,) in cursor.fetchall()}
        cursor.execute(
            "SELECT count(*) FROM pg_extension WHERE extname IN ('pg_trgm', 'unaccent')"
            " AND extnamespace <> 'extensions'::regnamespace"
        )
        assert cursor.fetchone() == (0,)


def test_schema_has_the_number_of_the_release():
    assert schema_of(7) == "release_7"
    assert schema_of(7, "preview") == "preview_7"
