"""What any test can ask for: a browser, and pages that fail the test when anything is wrong with them."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from django.db import connection
from django.test.utils import setup_databases, teardown_databases
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

PATIENCE = 30_000  # milliseconds, for a machine with much else to do; what is ready is not waited for
NO_BROWSER = "no browser: "
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# Nothing but the pages under test: no updates, no accounts, no first-run tour. Without a sandbox, since CI runs as root.
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

# Where CI is set, each run of the tests has the same examples; `make test-long` has new ones each time.
settings.register_profile("long", max_examples=2000, derandomize=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use a browser, so that `-m "not browser"` and `-m browser` need no marking by hand.

    They run last: Playwright keeps an event loop running in this thread from then on, in which Django refuses to
    touch the database (see `playwright` below).
    """
    for item in items:
        if "chromium_path" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say at the very end what was left out for want of a browser."""
    yield
    skipped = terminalreporter.getreports("skipped")
    without_browser = [report for report in skipped if NO_BROWSER in str(report.longrepr)]
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


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser: CHROMIUM, or the first known name on PATH. Without one tests are skipped; in CI they fail."""
    named = os.environ.get("CHROMIUM")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if path:
        return path
    message = NO_BROWSER + (f"{named} is not a program" if named else f"none of {', '.join(BROWSERS)} on PATH")
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def playwright(chromium_path: str) -> Iterator[Playwright]:
    """Playwright's synchronous interface.

    It keeps an event loop running in this thread, so Django takes every later database call here for one from
    asynchronous code and refuses it. The calls are synchronous; the variable tells Django so, as long as the loop runs.
    """
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as started:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        expect.set_options(timeout=PATIENCE)
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium_path: str) -> Iterator[Browser]:
    """One Chromium for the whole run; every page has a context of its own."""
    browser = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_ARGUMENTS)
    yield browser
    browser.close()


@dataclass
class PageProblems:
    """What went wrong in a page. Whatever is still here when the test ends, and is not expected, fails it."""

    found: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect(self, text: str) -> None:
        """Allow problems that contain this text; that there is one is required."""
        self.expected.append(text)

    def check(self) -> None:
        """Raise `AssertionError` for a problem that was not expected, and for an expected one that did not come."""
        unexpected = [problem for problem in self.found if not any(text in problem for text in self.expected)]
        assert unexpected == [], "\n".join(["problems in the page:", *unexpected])
        missing = [text for text in self.expected if not any(text in problem for problem in self.found)]
        assert missing == [], f"expected in the page, but it did not happen: {missing}"

    def watch(self, context: BrowserContext, own_address: str) -> None:
        """Note console messages (violations of the CSP are among them), errors, bad answers and foreign requests."""
        context.on("console", lambda message: self.found.append(f"console {message.type}: {message.text}"))
        context.on("weberror", lambda error: self.found.append(f"error: {error.error}"))
        context.on(
            "request",
            lambda request: (
                request.url.startswith((own_address, "data:", "blob:"))
                or self.found.append(f"foreign request: {request.url}")
            ),
        )
        context.on(
            "requestfailed",
            # A download, and a page left while it still loads, end a request without an error.
            lambda request: (
                request.failure == "net::ERR_ABORTED"
                or self.found.append(f"failed request: {request.url} {request.failure}")
            ),
        )
        context.on(
            "response",
            lambda response: response.status < 400 or self.found.append(f"status {response.status}: {response.url}"),
        )


@pytest.fixture
def page_problems() -> PageProblems:
    """What the test's pages did wrong; a test that means to provoke it calls `page_problems.expect("404")`."""
    return PageProblems()


@pytest.fixture
def site_address(live_server: LiveServer) -> str:
    """Where the pages under test are. The database is empty but for what the test makes, and emptied after it."""
    return live_server.url


@pytest.fixture
def make_page(browser: Browser, site_address: str, page_problems: PageProblems) -> Iterator[Callable[..., Page]]:
    """A function that opens a page on the live site: `make_page(viewport={"width": 375, "height": 800})`.

    Takes the options of Playwright's `Browser.new_context`. Addresses are relative: `page.goto("/projects/")`.
    """
    contexts = []

    def make(**options: object) -> Page:
        context = browser.new_context(base_url=site_address, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page_problems.watch(context, site_address)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    page_problems.check()


@pytest.fixture
def page(make_page: Callable[..., Page]) -> Page:
    """A page at 1280 by 800 pixels, in light mode."""
    return make_page(viewport={"width": 1280, "height": 800}, color_scheme="light")


@pytest.fixture
def page_without_javascript(make_page: Callable[..., Page]) -> Page:
    """The same where JavaScript is off."""
    return make_page(viewport={"width": 1280, "height": 800}, color_scheme="light", java_script_enabled=False)
