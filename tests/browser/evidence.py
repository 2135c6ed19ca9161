"""What is kept of a test that fails in a browser: a picture and the HTML of each of its pages, and a trace of what was done."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Error

FOLDER = Path(settings.BASE_DIR) / "var" / "browser-failures"  # which git ignores
CONTEXTS = pytest.StashKey[list[BrowserContext]]()
"""The browser contexts that a test has open; gone when they have been kept."""


def folder_of(test: str) -> Path:
    """Where the files of a test are: `var/browser-failures/test_pages.py-test_page_fits-home`."""
    return FOLDER / re.sub(r"[^\w.-]+", "-", test.removeprefix("tests/browser/"))[:150].strip("-")


def add_to(report: pytest.TestReport, item: pytest.Item) -> None:
    """If the test itself failed, keep what its pages show, and say in its report where that is."""
    if report.when == "call" and report.failed and (said := keep(item)):
        report.sections.append(("What the browser showed", said))


def keep(item: pytest.Item) -> str:
    """Save what the pages look like and how they came to it; what was saved, and how to open it, a line for each file."""
    contexts = item.stash.get(CONTEXTS, [])
    item.stash[CONTEXTS] = []
    folder = folder_of(item.nodeid)
    lines = []
    for number, context in enumerate(contexts, start=1):
        for page_number, page in enumerate(context.pages, start=1):
            picture = folder / f"{number}-page-{page_number}.png"
            try:
                page.screenshot(path=picture, timeout=5_000)
                lines.append(f"screenshot of {page.url}: {picture}")
                picture.with_suffix(".html").write_text(page.content())
                lines.append(f"its HTML as it was then: {picture.with_suffix('.html')}")
            except Error as error:  # such as of a page that hangs, which may be what the test failed of
                lines.append(f"no picture of {page.url}: {error.message}")
        trace = folder / f"{number}-trace.zip"
        context.tracing.stop(path=trace)
        lines.append(f"trace: .venv/bin/playwright show-trace {trace}")
    return "\n".join(lines)
