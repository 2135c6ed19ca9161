"""The search itself: text in, projects out."""

from collections.abc import Iterable
from dataclasses import dataclass

from . import documents, typos
from .documents import FIELDS
from .marks import matches
from .query import Query, parse
from .reading import Reading, read

VISIBLE = ("title", "description")
"""The fields in which a reader sees the match marked."""

MOST_TRIED = 3
"""Suggestions that are tried out, if the first do not find what they should."""

NOTHING_TYPED = "There is no word to search for."


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search found.

    `project_ids` are the primary keys of the published projects that match, best first, then by title; `said` is how the
    query was read where it was not taken literally, in plain sentences, else empty; `suggestion` is a query to try instead
    where nothing was found (it finds something), else empty; `terms` are what `marked` marks.
    """

    project_ids: list[int]
    said: str
    suggestion: str
    terms: tuple[str, ...]


def search(text: str) -> Found:
    """The published projects that match any text: three queries, and a few more where nothing is found."""
    names = documents.proper_names()
    reading = _read(text, names)
    if reading is None:
        return Found(project_ids=[], said=NOTHING_TYPED, suggestion="", terms=())
    project_ids = _matching(reading)
    suggestion = "" if project_ids else _suggestion(reading, names)
    return Found(
        project_ids=project_ids,
        said=" ".join(dict.fromkeys(reading.said)),
        suggestion=suggestion,
        terms=tuple(dict.fromkeys(reading.terms)),
    )


def places(project_ids: Iterable[int], found: Found) -> dict[int, list[str]]:
    """By project, what else matches than a reader sees in its title and description: `{7: ["lead force", "round"]}`.

    A field is named if a term is in it that neither title nor description has. One query; for the rows of one page.
    """
    return {project: _elsewhere(texts, found.terms) for project, texts in documents.field_texts(project_ids).items()}


def _elsewhere(texts: dict[str, str], terms: Iterable[str]) -> list[str]:
    unseen = [term for term in terms if not any(matches(texts[field], [term]) for field in VISIBLE)]
    return [label for field, label in FIELDS.items() if field not in VISIBLE and matches(texts[field], unseen)]


def _correctable(query: Query) -> set[str]:
    return {
        word
        for group in query.groups
        for term in group.terms
        if not (term.quoted or term.negated or term.readings)
        for word in term.words
        if typos.is_correctable(word)
    }


def _read(text: str, names: set[tuple[str, ...]]) -> Reading | None:
    """None if there is no word in the text."""
    query = parse(text, names)
    return read(query, documents.related_words(query.words, _correctable(query))) if query.groups else None


def _matching(reading: Reading) -> list[int]:
    if not reading.query:
        return []
    return documents.matching(reading.query, reading.parts, reading.phrases, reading.beginnings)


def _suggestion(reading: Reading, names: set[tuple[str, ...]]) -> str:
    """The first attempt that finds something, also when it is typed: its words can then be a name, and so a phrase."""
    finding = documents.that_find([query for _, query in reading.attempts]) if reading.attempts else []
    for place in finding[:MOST_TRIED]:
        text, _ = reading.attempts[place]
        again = _read(text, names)
        if again and _matching(again):
            return text
    return ""
