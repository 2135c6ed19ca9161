"""The public site as a reader takes it: every address, what a page says, and what a download holds."""

import csv
import html
import io
import re
from typing import Any

from django.test import Client
from django.urls import reverse

from forces.models import Force, Region
from funding.downloads.datasets import TABLES
from funding.models import Release, Round
from funding.releases.reading import reading
from projects.models import Project, Theme


def records_of(page: Any) -> list[Any]:
    """What the rows of a page's table are of, on all its pages; read as the page itself reads them."""
    with reading(Release.objects.current()):
        return list(page.context["table"].data)


LISTS = [
    "home",
    "projects",
    "rounds",
    "regions",
    "forces",
    "themes",
    "partnerships",
    "compare",
    "data",
    "about",
    "releases",
]
DOWNLOADS = [f"{name}-csv" for name in TABLES]
FEEDS = ["releases-feed", "project-feed", "force-feed", "round-feed", "theme-feed"]
MACHINES = ["robots", "sitemap", "releases-feed"]

OF_ALL_RELEASES = {"/releases/", "/releases.atom"}
"""Where the site tells of all releases: no release has them."""

BESIDES = ["/changes/", "/projects/?fy=2016-17", "/allocations.csv?fy=2016-17"]
"""What is no page or file of its own: what a release changed, and views of the explorer."""

Answers = dict[str, tuple[str, bytes]]
"""The type and the bytes of what each address answers."""


def page_addresses() -> list[str]:
    """The address of every public page: the lists, and a page for each thing that is published."""
    things: list[Any] = [
        *Round.objects.published(),
        *Project.objects.filter(awards__round__in_next_release=True).distinct(),
        *Theme.objects.all(),
        *Region.objects.all(),
        *Force.objects.all(),
    ]
    return [*(reverse(name) for name in LISTS), *(thing.get_absolute_url() for thing in things)]


def other_addresses() -> list[str]:
    """The address of every download, and of what machines read."""
    return [reverse(name) for name in [*DOWNLOADS, *MACHINES]]


def visited(release: Release, mount: str = "") -> Answers:
    """What all public addresses of a release answer at that path, with each figure as a file where a page links to it first."""
    with reading(release):
        pages, others = page_addresses(), other_addresses()
    feeds = [f"{page}changes.atom" for page in pages if re.match(r"/(projects|forces|rounds|themes)/.", page)]
    answers: Answers = {}
    drawn = set()
    for address in [*pages, *others, *feeds, *BESIDES]:
        if address in OF_ALL_RELEASES:
            continue
        answers[address] = _answer(mount + address)
        for query in re.findall(rb'href="(\?[^"]*figure=[^"]*)"', answers[address][1]):
            figure = query.decode().replace("&amp;", "&").partition("figure=")[2]
            if figure not in drawn:
                drawn.add(figure)
                file = f"{address}?figure={figure}"
                answers[file] = _answer(mount + file)
    return answers


def _answer(address: str) -> tuple[str, bytes]:
    response = Client().get(address, follow=True)
    assert response.status_code == 200, address
    return response["Content-Type"], b"".join(response) if response.streaming else response.content


def body_of(response: Any) -> str:
    """All that a response sends."""
    return (response.getvalue() if response.streaming else response.content).decode()


def words_of(response: Any) -> str:
    """What a page says, without its markup and scripts."""
    return words_in(re.sub(r"<script.*?</script>", " ", body_of(response), flags=re.DOTALL))


def words_in(markup: str) -> str:
    """What it says, without its tags."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", markup))).strip()


def first(pattern: str, response: Any) -> str:
    """The first match of a pattern's group in a page's markup."""
    found = re.search(pattern, body_of(response), re.DOTALL)
    assert found, f"{pattern} is not in the page"
    return html.unescape(found.group(1))


def rows_of(response: Any) -> list[dict[str, str]]:
    """The rows of a download, read as strictly as can be."""
    text = body_of(response).removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    return [dict(zip(header, row, strict=True)) for row in rows]
