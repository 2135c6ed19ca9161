"""The editions of the record: all of them, what each changed, and feeds of changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from forces.models import Force
from funding import words
from funding.addresses import in_release, is_in_a_release, of_now
from funding.filters.changes_query import ChangesQuery
from funding.filters.query import Query
from funding.importer.record import KINDS
from funding.models import Change, Release, Round
from funding.releases.reading import edition_read
from funding.words import shortened
from projects.models import Project, Theme

from .pages import page, render_page

THINGS: dict[str, Any] = {"project": Project, "force": Force, "round": Round, "theme": Theme}
"""What has a feed of its own, by the name of its page."""


@page(Query)
def release_list(request: HttpRequest, query: Query) -> HttpResponse:
    """Every release, the newest first: what it says in all, its note, and what became of it."""
    if is_in_a_release():
        return redirect(of_now(request.path))
    releases = [(release, in_release(release.number, reverse("changes"))) for release in Release.objects.all()]
    return render_page(request, query, "releases/list.html", {"releases": releases})


@page(ChangesQuery)
def changes(request: HttpRequest, query: ChangesQuery) -> HttpResponse:
    """What a release changed since the one that was current before it, thing by thing."""
    edition = edition_read()
    assert edition is not None  # noqa: S101  (without one there is no page)
    if not is_in_a_release():
        return redirect(in_release(edition.number, request.get_full_path()))
    found = edition.changes_about(query.about)
    context = {
        "files": list(by_file(found)),
        "number": len(found),
        "about": name_of(query.about),
        "moved": [] if query.about else edition.moves,
    }
    return render_page(request, query, "releases/changes.html", context)


def by_file(found: Iterable[Change]) -> Iterator[tuple[str, list[tuple[str, list[Change]]]]]:
    """Changes by the kind of thing, and those by thing: `("awards", [("Galvanise, 2016-17 first round", [change, …])])`."""
    names = {kind.FILE: kind.NAME for kind in reversed(KINDS)}
    for file, of_file in groupby(found, lambda change: change.file):
        yield (
            names.get(file, file),
            [(what, list(those)) for what, those in groupby(of_file, lambda change: change.what)],
        )


def name_of(about: str) -> str:
    """What a page that changes are about is of; as it is given, if there is no such thing in the release."""
    kind, _, slug = about.partition(":")
    thing = THINGS[kind].objects.filter(slug=slug).first() if kind in THINGS else None
    return str(thing) if thing else shortened(about)


class _Atom(Atom1Feed):
    """A feed that was last updated with its last entry; one without any, when the release was made that is read, and not now."""

    def latest_post_date(self) -> datetime:
        release = edition_read()
        return super().latest_post_date() if self.items or release is None else release.made_at


class ReleasesFeed(Feed[Release, None]):
    """A feed of all releases."""

    feed_type = Atom1Feed
    title = "Police Transformation Fund explorer: releases"
    subtitle = "Each edition of the record, with what changed and why."

    def link(self) -> str:
        return reverse("releases")

    def feed_url(self) -> str:
        return reverse("releases-feed")

    def items(self) -> list[Release]:
        return list(Release.objects.all())

    def item_title(self, item: Release) -> str:
        return words.release(item)

    def item_description(self, item: Release) -> str:
        return words.fate(item) or item.note

    def item_link(self, item: Release) -> str:
        return in_release(item.number, reverse("changes"))

    def item_pubdate(self, item: Release) -> Any:
        return item.made_at

    item_updateddate = item_pubdate


class ChangesFeed(Feed[list[Change], Any]):
    """A feed of what changed about one project, force, round or theme: an entry for each release that changed something."""

    feed_type = _Atom

    def get_object(self, request: HttpRequest, kind: str, slug: str) -> Any:
        return get_object_or_404(THINGS[kind], slug=slug)

    def _name(self, thing: Any) -> str:
        return str(thing._meta.model_name)

    def title(self, thing: Any) -> str:
        return f"{thing}: changes in the Police Transformation Fund explorer"

    def subtitle(self, thing: Any) -> str:
        return f"What each release changed about {thing}."

    def link(self, thing: Any) -> str:
        return str(thing.get_absolute_url())

    def feed_url(self, thing: Any) -> str:
        return reverse(f"{self._name(thing)}-feed", args=[thing.slug])

    def items(self, thing: Any) -> list[list[Change]]:
        edition = edition_read()
        if edition is None or edition.last_release is None:
            return []
        about = f"{self._name(thing)}:{thing.slug}"
        found = (
            Change.objects.until(edition.last_release)
            .concerning(about)
            .select_related("release")
            .order_by("-release_id", "place")
        )
        return [list(those) for _, those in groupby(found, lambda change: change.release_id)]

    def item_title(self, item: list[Change]) -> str:
        return words.release(item[0].release)

    def item_description(self, item: list[Change]) -> str:
        return "; ".join(words.change(change) for change in item)

    def item_link(self, item: list[Change]) -> str:
        return in_release(item[0].release_id, reverse("changes"))

    def item_pubdate(self, item: list[Change]) -> Any:
        return item[0].release.made_at

    item_updateddate = item_pubdate
