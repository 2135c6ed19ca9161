"""The tiny fund, made once for a module: most tests here only read."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.data.tiny_fund import TinyFund, make_tiny_fund


@pytest.fixture(scope="module")
def tiny_of_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[TinyFund]:
    """The fund of `tests/tiny_fund.py`, never committed; tests take it as `tiny` and are not marked `django_db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_tiny_fund()
        transaction.set_rollback(True)


@pytest.fixture
def tiny(tiny_of_module: TinyFund) -> Iterator[TinyFund]:
    """The tiny fund; what a test adds to it is undone."""
    with transaction.atomic():
        yield tiny_of_module
        transaction.set_rollback(True)
