"""The real fund, for tests about it: `from tests.data.real_fund import real_fund` and name the fixture."""

from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

FOLDER = Path(__file__).parents[2] / "fixtures" / "police_transformation_fund"


@pytest.fixture(scope="module")
def real_fund(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """`fixtures/police_transformation_fund` is in the database while a module's tests run, and gone after them.

    It is loaded once and never committed. Tests that use it are not marked `django_db`, which would end the transaction
    that holds it: the database is open to all tests of the module. One that writes undoes it itself, in an `atomic`
    block with `set_rollback(True)`.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_fund", FOLDER, stdout=StringIO())
        connection.check_constraints()
        with connection.cursor() as cursor:
            # Tests that were rolled back may have left statistics that say the tables are empty: queries then take minutes.
            cursor.execute("ANALYZE")
        yield
        transaction.set_rollback(True)
