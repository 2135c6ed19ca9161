"""What any test can ask for: a database of the tests' own, and the real fund in it."""

import time
from collections.abc import Iterator

import pytest
from coverage import Coverage
from django.db import connection, transaction
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests.data.real_fund import load_real_fund
from tests.data.releasing import Reader, make_ready

# Where CI is set, each run of the tests has the same examples; `make test-long` has new ones each time.
settings.register_profile("long", max_examples=2000, derandomize=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Coverage is not gathered in tests that go the same ways many times over: of generated funds, and in a browser.

    It takes as long as they do themselves. What only they reach counts as not reached, so `fail_under` still says the truth.
    Others are marked `no_cover` where they stand.
    """
    for item in items:
        if getattr(item.obj, "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """What is made for a test that is marked `no_cover` is not covered either, as pytest-cov would do."""
    coverage = Coverage.current() if item.get_closest_marker("no_cover") else None
    if coverage:
        coverage.stop()
    try:
        return (yield)
    finally:
        if coverage:
            coverage.start()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say at the very end what was left out for want of a browser."""
    yield
    skipped = terminalreporter.getreports("skipped")
    without_browser = [report for report in skipped if "browser" in report.keywords]
    if without_browser:
        terminalreporter.write_line(
            f"LEFT OUT: {len(without_browser)} tests that drive a browser. Install Chromium, or name one: CHROMIUM=/path/to/it",
            yellow=True,
            bold=True,
        )


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    django_db_keepdb: bool,
    django_db_createdb: bool,
) -> Iterator[None]:
    """A database for tests alone, whatever is asked for.

    pytest-django's own makes none if no test of the run is marked `django_db`; those that use `real_fund`, which are not,
    would then load into the developer's own database.
    """
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False, keepdb=keep)
        with transaction.atomic():
            make_ready()
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            end_other_sessions()
            teardown_databases(databases, verbosity=0)


def end_other_sessions() -> None:
    """End what still uses the database of the tests, such as a request that a closed browser left behind."""
    others = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_terminate_backend(pid) {others}")
        for _ in range(100):
            cursor.execute(f"SELECT count(*) {others}")
            if cursor.fetchone() == (0,):
                break
            time.sleep(0.05)


@pytest.fixture
def client() -> Reader:
    """Who reads the public pages: a release of what the test has entered."""
    return Reader()


@pytest.fixture(scope="module")
def real_fund(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """`fixtures/police_transformation_fund` is in the database while a module's tests run, and gone after them.

    It is loaded once and never committed. Tests that use it are not marked `django_db`, which would end the transaction
    that holds it: the database is open to all tests of the module. One that writes undoes it itself, in an `atomic`
    block with `set_rollback(True)`.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        load_real_fund()
        connection.check_constraints()
        yield
        transaction.set_rollback(True)
