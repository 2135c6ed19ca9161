"""For tests in a browser: Chromium, the site with the real fund, and pages that fail the test when anything is wrong with them."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from funding.models import Round
from tests.browser import evidence
from tests.browser.problems import PageProblems
from tests.data.real_fund import load_real_fund

PATIENCE = 30_000  # milliseconds, for a machine with much else to do; what is ready is not waited for
# The first is Debian's Chromium without windows, which starts and draws with less work.
BROWSERS = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
# Nothing but the pages under test: no updates, no accounts, no first-run tour. Without a sandbox, since CI runs as root.
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use a browser, so that `-m "not browser"` and `-m browser` need no marking by hand.

    They run last: Playwright keeps an event loop running in this thread from then on, in which Django refuses to
    touch the database (see `playwright` below).
    """
    for item in items:
        if "chromium_path" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.no_cover)
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """A test that fails keeps what its pages showed, and its report says where."""
    report = yield
    evidence.add_to(report, item)
    return report


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser: CHROMIUM, or the first known name on PATH. Without one tests are skipped; in CI they fail."""
    named = os.environ.get("CHROMIUM")
    path = shutil.which(named) if named else next(filter(None, map(shutil.which, BROWSERS)), None)
    if path:
        return path
    message = f"no browser: {named} is not a program" if named else f"no browser: none of {', '.join(BROWSERS)} on PATH"
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


@pytest.fixture(scope="package")
def site_of_real_fund(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The site with `fixtures/police_transformation_fund`, committed once for all tests here and flushed after them.

    pytest-django's `live_server` would empty the database after each test. No test here writes.
    """
    with django_db_blocker.unblock():
        load_real_fund()
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture
def site_address(site_of_real_fund: str, django_db_blocker: DjangoDbBlocker) -> str:
    """That site, with the fund loaded again where a test that writes, and empties the database after itself, came between."""
    with django_db_blocker.unblock():
        if not Round.objects.exists():
            load_real_fund()
    return site_of_real_fund


@pytest.fixture
def page_problems() -> PageProblems:
    """What the test's pages did wrong; a test that means to provoke it calls `page_problems.expect("404")`."""
    return PageProblems()


@pytest.fixture
def make_page(
    browser: Browser, site_address: str, page_problems: PageProblems, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """A function that opens a page on the live site: `make_page(viewport={"width": 375, "height": 800})`.

    Takes the options of Playwright's `Browser.new_context`. Addresses are relative: `page.goto("/projects/")`.
    """
    contexts: list[BrowserContext] = []
    request.node.stash[evidence.CONTEXTS] = contexts

    def make(**options: object) -> Page:
        context = browser.new_context(base_url=site_address, **options)
        context.set_default_timeout(PATIENCE)
        context.tracing.start()  # what was done, and each request; a snapshot of each step would take a third of the time
        contexts.append(context)
        page_problems.watch(context, site_address)
        return context.new_page()

    yield make
    if page_problems.unexpected:
        page_problems.kept = evidence.keep(request.node)
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
