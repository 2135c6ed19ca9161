"""How a query is understood, given what the documents have for its words: as a tsquery, as marks, and as told to the reader.

The tsquery is written from words that consist of letters and digits only, never from what was typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from . import spelling
from .documents import BREAK, Related
from .query import MOST_TERMS, Group, Query, Term
from .words import words

EVERYTHING = f"!'{BREAK}'"
"""A tsquery that every document matches."""


@dataclass(frozen=True)
class Forms:
    """What is looked for in the place of one word: any of some words, or whatever begins with a `beginning`."""

    words: tuple[str, ...]
    beginning: str = ""

    def tsquery(self, weight: str = "") -> str:
        wanted = [f"'{word}'" + (f":{weight}" if weight else "") for word in self.words]
        if self.beginning:
            wanted.append(f"'{self.beginning}':*{weight}")
        return f"({' | '.join(wanted)})"

    def mark(self) -> str:
        """`forensic|forensics|foren*`, as `marks` reads it."""
        return "|".join([*self.words, *([f"{self.beginning}*"] if self.beginning else [])])


Wording = tuple[Forms, ...]


@dataclass(frozen=True, kw_only=True)
class TermReading:
    """A term as it is searched for: in its own words, if they occur (else empty), or in those of its synonyms that do."""

    term: Term
    own: Wording
    others: tuple[Wording, ...]
    spelled: tuple[str, ...]
    """Its words as they could be typed to find the same."""

    @property
    def is_dead(self) -> bool:
        return not self.own and not self.others

    def tsquery(self) -> str:
        return " | ".join([*([self._own()] if self.own else []), *(_phrase(other) for other in self.others)])

    def parts(self) -> list[str]:
        """What it counts for in the rank: its words as typed count besides, where more is searched for."""
        whole = tuple(Forms(forms.words) for forms in self.own if forms.words)
        typed = whole and len(whole) == len(self.own) and (self.others or self.term.prefix)
        return [self.tsquery(), *([" & ".join(forms.tsquery() for forms in whole)] if typed else [])]

    def marks(self) -> list[str]:
        own = [" ".join(forms.mark() for forms in self.own)] if self.term.adjacent else [each.mark() for each in self.own]
        return [*filter(None, own), *(" ".join(forms.mark() for forms in other) for other in self.others)]

    def _own(self) -> str:
        return _phrase(self.own) if self.term.adjacent else f"({' & '.join(forms.tsquery() for forms in self.own)})"


@dataclass(kw_only=True)
class Reading:
    """A query as it is searched for. `query` is empty if no project can match."""

    query: str = ""
    parts: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    attempts: list[tuple[str, str]] = field(default_factory=list)
    """What to try if nothing is found, best first: as a reader types it, and as a tsquery that finds no more than that."""


def read(query: Query, related: Mapping[str, Related]) -> Reading:
    """The query as it is searched for; `related` has every one of `query.words`."""
    reading = Reading()
    if query.cut:
        reading.said.append(f"Only the first {MOST_TERMS} words were searched for.")
    alternatives = []
    for group in query.groups:
        reader = _Reader(related, reading.said)
        if group.only_common:
            reading.said.append(f"Only common words: looked for {_quoted_list(_shown(group), 'and')} as they stand.")
        terms = [reader.term(term) for term in group.terms]
        wanted = [term for term in terms if not term.term.negated]
        unwanted = [term for term in terms if term.term.negated and not term.is_dead]
        if not any(term.is_dead for term in wanted):
            alternatives.append(_all_of(wanted, unwanted))
            for term in wanted:
                reading.parts += term.parts()
                reading.terms += term.marks()
            reading.phrases += reader.phrases(group.sequence)
        reading.attempts += reader.attempts + _attempts(wanted, narrowed=bool(unwanted))
    reading.query = " | ".join(f"({alternative})" for alternative in alternatives)
    return reading


class _Reader:
    """Reads the terms of one group, and notes what must be told."""

    def __init__(self, related: Mapping[str, Related], said: list[str]) -> None:
        self.related = related
        self.said = said
        self.attempts: list[tuple[str, str]] = []
        self.corrected: dict[str, Forms] = {}

    def term(self, term: Term) -> TermReading:
        others = {reading: wording for reading in term.readings if (wording := self._synonym(reading))}
        own: list[Forms] = []
        spelled: list[str] = []
        for place, word in enumerate(term.words):
            forms, spelling_of_it = self._forms(term, word, last=place == len(term.words) - 1)
            if forms:
                own.append(forms)
                spelled.append(spelling_of_it)
        complete = len(own) == len(term.words)
        if not complete and others:
            spelled = list(words(next(iter(others))))
        self._tell(term, [*others], complete=complete)
        return TermReading(
            term=term, own=tuple(own) if complete else (), others=tuple(others.values()), spelled=tuple(spelled)
        )

    def phrases(self, sequence: Sequence[str]) -> list[str]:
        """What counts more if it is in a document just so: all the words wanted, in the title, and anywhere."""
        wording = [self.corrected.get(word) or self._known_forms(word, beginning=True) for word in sequence]
        whole = tuple(forms for forms in wording if forms)
        return [_phrase(whole, "A"), _phrase(whole)] if len(whole) == len(sequence) > 1 else []

    def _forms(self, term: Term, word: str, *, last: bool) -> tuple[Forms | None, str]:
        """What a word of the term is searched as, None if nothing will do, and how that would be typed."""
        found = self.related[word]
        if term.exact:
            return (Forms((word,)) if word in found.forms else None), word
        beginning = term.prefix and last and len(word) > 1
        if found.forms or (beginning and found.begins):
            return self._known_forms(word, beginning=beginning), word
        if term.quoted or term.negated or term.readings:
            return None, word
        if found.begins:
            if not (term.prefix and last):
                self.said.append(f"No word “{word}” occurs; searched for words that begin with it.")
            return Forms((), word), word
        return self._correction(term, word)

    def _known_forms(self, word: str, *, beginning: bool) -> Forms | None:
        found = self.related[word]
        begins = word if beginning and found.begins and len(word) > 1 else ""
        return Forms(found.forms, begins) if found.forms or begins else None

    def _correction(self, term: Term, word: str) -> tuple[Forms | None, str]:
        best = spelling.closest(word, self.related[word].candidates)
        if best is None:
            return None, word
        meant, closeness = best
        shown = term.shown if len(term.words) == 1 else word
        if not meant.occurs:  # the name of a force or region that is in no project: another one's projects would mislead
            self.said.append(f"“{shown}” was taken for “{meant.word}”.")
            return None, meant.word
        forms = Forms(tuple(sorted({like.word for like in self.related[word].candidates if like.stem == meant.stem})))
        if closeness < spelling.SURE:
            self.attempts.append((meant.word, forms.tsquery()))
            return None, word
        self.said.append(f"No word “{shown}” occurs; searched for “{meant.word}” instead.")
        self.corrected[word] = forms
        return forms, meant.word

    def _synonym(self, reading: str) -> Wording:
        """The words of a synonym, if all of them occur."""
        forms = [Forms(self.related[word].forms) for word in words(reading)]
        return tuple(forms) if all(each.words for each in forms) else ()

    def _tell(self, term: Term, others: list[str], *, complete: bool) -> None:
        if others and not term.negated:
            too = " too" if complete else ""
            self.said.append(f"“{term.shown}” was read as {_quoted_list(others, 'or')}{too}.")
        elif not others and not complete and term.negated:
            self.said.append(f"“{term.shown}” is in no published project, so nothing was left out for it.")
        elif not others and not complete and not self.attempts:
            self.said.append(f"No published project mentions {_quoted_list([term.shown, *term.readings], 'or')}.")


def _all_of(wanted: Iterable[TermReading], unwanted: Iterable[TermReading]) -> str:
    conditions = [f"({term.tsquery()})" for term in wanted] + [f"!({term.tsquery()})" for term in unwanted]
    return " & ".join(conditions) or EVERYTHING


def _attempts(wanted: Sequence[TermReading], *, narrowed: bool) -> list[tuple[str, str]]:
    """What might be found if less is asked: without what is left out or occurs nowhere, without quotes, without a word."""
    alive = [term for term in wanted if not term.is_dead]
    attempts = []
    if alive and (narrowed or len(alive) < len(wanted)):
        typed = [f'"{term.term.shown}"' if term.term.quoted else " ".join(term.spelled) for term in alive]
        attempts.append((" ".join(typed), _all_of(alive, [])))
    parts = [
        (word, forms)
        for term in alive
        for word, forms in zip(term.spelled, term.own or term.others[0], strict=True)
    ]
    fewer = [parts] + [[*parts[:place], *parts[place + 1 :]] for place in reversed(range(len(parts)))]
    fewer += [[part] for part in parts]
    for kept in fewer:
        if kept:
            query = " & ".join(forms.tsquery() for _, forms in kept)
            attempts.append((" ".join(word for word, _ in kept), query))
    return attempts


def _phrase(wording: Wording, weight: str = "") -> str:
    return f"({' <-> '.join(forms.tsquery(weight) for forms in wording)})"


def _shown(group: Group) -> list[str]:
    return [term.shown for term in group.terms if not term.negated]


def _quoted_list(names: Sequence[str], conjunction: str) -> str:
    quoted = [f"“{name}”" for name in names]
    return f" {conjunction} ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
