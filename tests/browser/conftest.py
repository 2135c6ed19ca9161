"""For tests in a browser: the site as readers have it, with the real fund."""

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests.data.real_fund import FOLDER


@pytest.fixture(scope="package")
def site_address(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The site with `fixtures/police_transformation_fund`, committed once for all tests here and flushed after them.

    pytest-django's `live_server` would empty the database after each test. No test here writes.
    """
    with django_db_blocker.unblock():
        call_command("load_fund", FOLDER, stdout=StringIO())
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # as in real_fund
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
