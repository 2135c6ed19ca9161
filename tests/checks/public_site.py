"""The public site as a reader takes it: every address, what a page says, and what a download holds."""

import csv
import html
import io
import re
from typing import Any

from django.urls import reverse

from forces.models import Force, Region
from funding.downloads.datasets import TABLES
from funding.models import Round
from projects.models import Project, Theme

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
