"""Where in a text the terms of a search are. No database.

A term is one or more words in sequence, parted by blanks; each may have alternatives, parted by `|`, and end in `*`, which
stands for any more letters: `forensic|forensics`, `child|children abus*`.
"""

from collections.abc import Iterable, Sequence

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from .tokens import Span, spans, words


def marked(text: str, terms: Iterable[str]) -> SafeString:
    """The text as HTML, what the terms match in `<mark>`: whole words, or as much of one as was typed of it."""
    pairs = []
    end = 0
    for start, stop in matches(text, terms):
        pairs.append((text[end:start], text[start:stop]))
        end = stop
    return format_html_join("", "{}<mark>{}</mark>", pairs) + escape(text[end:])


def matches(text: str, terms: Iterable[str]) -> list[tuple[int, int]]:
    """Where what the terms match begins and ends in the text, in order; none of them overlap."""
    text_spans = spans(text)
    wanted = [[_alternatives(word) for word in term.split()] for term in terms]
    places = sorted(
        (text_spans[place].start, end)
        for term in wanted
        for place in range(len(text_spans) - len(term) + 1)
        if term and (end := _end(text_spans[place : place + len(term)], term))
    )
    merged: list[tuple[int, int]] = []
    for start, end in places:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _alternatives(word: str) -> list[tuple[str, bool]]:
    """The alternatives of one word of a term, each with whether more letters may follow."""
    return [(plain, alternative.endswith("*")) for alternative in word.split("|") for plain in words(alternative)[:1]]


def _end(term_spans: Sequence[Span], term: Sequence[list[tuple[str, bool]]]) -> int:
    """Where the term ends if these words are it, else 0."""
    for span, alternatives in zip(term_spans, term, strict=True):
        if not any(
            span.word == word or (open_ended and span.word.startswith(word)) for word, open_ended in alternatives
        ):
            return 0
    return term_spans[-1].end
