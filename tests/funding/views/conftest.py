"""For tests that go over every page of the real fund."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.checks.public_site import page_addresses
from tests.checks.queries import questions

VISITED: dict[str, Any] = {}


@pytest.fixture(scope="module")
def visited(real_fund: None) -> dict[str, Any]:
    """Every public page by address, each with the number of queries that it took.

    They are visited once in a process, and not once in each module: it takes long, and they are of the same fund.
    """
    if not VISITED:
        client = Client()
        client.get("/themes/")  # reads the facts of the release, once
        for address in page_addresses():
            with CaptureQueriesContext(connection) as queries:
                VISITED[address] = client.get(address)
            VISITED[address].query_count = len(questions(queries))
    return VISITED
