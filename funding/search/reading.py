"""How a query is understood, given what the documents have for its words: as a tsquery, as marks, and as told to the reader.

The tsquery is written from words that consist of letters and digits only, never from what was typed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from . import spelling
from .documents import BREAK, Candidate, Related
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

    def beginnings(self) -> list[str]:
        return [*self.words, *filter(None, [self.beginning])]

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
    tries: tuple[tuple[str, Forms], ...]
    """For a suggestion: its words, or what may have been meant by them, and what each is searched as."""

    @property
    def is_dead(self) -> bool:
        return not self.own and not self.others

    def tsquery(self) -> str:
        return " | ".join(self._alternatives())

    def parts(self) -> list[str]:
        """What it counts for in the rank: each wording by itself, and besides the words as typed, if they may go on."""
        whole = tuple(Forms(forms.words) for forms in self.own if forms.words)
        typed = self.term.prefix and len(whole) == len(self.own) > 0
        return [*self._alternatives(), *([self._own(whole)] if typed else [])]

    def beginnings(self) -> list[str]:
        """How the words begin of which one must be in a document: those of the first place of each wording."""
        return [word for wording in [self.own, *self.others] if wording for word in wording[0].beginnings()]

    def marks(self) -> list[str]:
        own = (
            [" ".join(forms.mark() for forms in self.own)] if self.term.adjacent else [each.mark() for each in self.own]
        )
        return [*filter(None, own), *(" ".join(forms.mark() for forms in other) for other in self.others)]

    def _alternatives(self) -> list[str]:
        return [*([self._own(self.own)] if self.own else []), *map(_phrase, self.others)]

    def _own(self, wording: Wording) -> str:
        return _phrase(wording) if self.term.adjacent else f"({' & '.join(forms.tsquery() for forms in wording)})"


@dataclass(kw_only=True)
class Reading:
    """A query as it is searched for. `query` is empty if no project can match."""

    query: str = ""
    parts: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    beginnings: list[str] = field(default_factory=list)
    """A word with one of them is in every document that matches; empty if that cannot be said."""
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
    narrow = True
    for group in query.groups:
        reader = _Reader(related, reading.said)
        if group.only_common:
            reading.said.append(f"Only very common words were typed; looked for {_quoted_list(_shown(group), 'and')}.")
        terms = [reader.term(term) for term in group.terms]
        wanted = [term for term in terms if not term.term.negated]
        unwanted = [term for term in terms if term.term.negated and not term.is_dead]
        if not any(term.is_dead for term in wanted):
            alternatives.append(_all_of(wanted, unwanted))
            for term in wanted:
                reading.parts += term.parts()
                reading.terms += term.marks()
                reading.beginnings += term.beginnings()
            reading.phrases += reader.phrases(group.sequence)
            if not wanted:
                narrow = False
        reading.attempts += _attempts(wanted, narrowed=bool(unwanted))
    if not narrow:
        reading.beginnings = []
    reading.query = " | ".join(f"({alternative})" for alternative in alternatives)
    return reading


class _Reader:
    """Reads the terms of one group, and notes what must be told."""

    def __init__(self, related: Mapping[str, Related], said: list[str]) -> None:
        self.related = related
        self.said = said
        self.corrected: dict[str, Forms] = {}

    def term(self, term: Term) -> TermReading:
        others = {reading: wording for reading in term.readings if (wording := self._synonym(reading))}
        own: list[Forms] = []
        tries: list[tuple[str, Forms]] = []
        explained = False
        for place, word in enumerate(term.words):
            if forms := self._forms(term, word, last=place == len(term.words) - 1):
                own.append(forms)
                tries.append((word, forms))
            elif best := self._like(term, word):
                meant, closeness = best
                shown = term.shown if len(term.words) == 1 else word
                explained = True
                if not meant.occurs:  # the name of a force in no project: another one's projects would mislead
                    self.said.append(f"No published project mentions “{_cased(meant.word, like=shown)}”.")
                    continue
                forms = Forms(tuple(sorted({like.word for like in self._candidates(word) if like.stem == meant.stem})))
                tries.append((meant.word, forms))
                if closeness >= spelling.SURE:
                    instead = _cased(meant.word, like=shown)
                    self.said.append(f"No word “{shown}” occurs; searched for “{instead}” instead.")
                    self.corrected[word] = forms
                    own.append(forms)
                else:
                    self.said.append(f"No published project mentions “{shown}”.")
        complete = len(own) == len(term.words)
        if others and not complete:
            reading, wording = next(iter(others.items()))
            tries = list(zip(words(reading), wording, strict=True))
        if not explained:
            self._tell(term, [*others], complete=complete)
        return TermReading(
            term=term, own=tuple(own) if complete else (), others=tuple(others.values()), tries=tuple(tries)
        )

    def phrases(self, sequence: Sequence[str]) -> list[str]:
        """What counts more if it is in a document just so: all the words wanted, in the title, and anywhere."""
        wording = [self.corrected.get(word) or self._known_forms(word, beginning=True) for word in sequence]
        whole = tuple(forms for forms in wording if forms)
        return [_phrase(whole, "A"), _phrase(whole)] if len(whole) == len(sequence) > 1 else []

    def _forms(self, term: Term, word: str, *, last: bool) -> Forms | None:
        """What a word of the term is searched as, None if it occurs in no form that will do."""
        found = self.related[word]
        if term.exact:
            return Forms((word,)) if word in found.forms else None
        known = self._known_forms(word, beginning=term.prefix and last)
        if known or not found.begins or term.quoted or term.negated or term.readings:
            return known
        if not (term.prefix and last):
            self.said.append(f"No word “{word}” occurs; searched for words that begin with it.")
        return Forms((), word)

    def _known_forms(self, word: str, *, beginning: bool) -> Forms | None:
        found = self.related[word]
        begins = word if beginning and found.begins and len(word) > 1 else ""
        return Forms(found.forms, begins) if found.forms or begins else None

    def _candidates(self, word: str) -> tuple[Candidate, ...]:
        return self.related[word].candidates

    def _like(self, term: Term, word: str) -> tuple[Candidate, float] | None:
        """The word that may have been meant; none for what must be taken as it stands."""
        if term.quoted or term.negated or term.readings:
            return None
        return spelling.closest(word, self._candidates(word))

    def _synonym(self, reading: str) -> Wording:
        """The words of a synonym, if all of them occur."""
        forms = [Forms(self.related[word].forms) for word in words(reading)]
        return tuple(forms) if all(each.words for each in forms) else ()

    def _tell(self, term: Term, others: list[str], *, complete: bool) -> None:
        told = [reading for reading in others if not reading.isupper()]  # a full name stands for its initials anyway
        if told:
            too = " too" if complete else ""
            self.said.append(f"“{term.shown}” was read as {_quoted_list(told, 'or')}{too}.")
        elif not others and not complete and term.negated:
            self.said.append(f"“{term.shown}” is in no published project, so nothing was left out for it.")
        elif not others and not complete:
            self.said.append(f"No published project mentions {_quoted_list([term.shown, *term.readings], 'or')}.")


def _all_of(wanted: Iterable[TermReading], unwanted: Iterable[TermReading]) -> str:
    conditions = [f"({term.tsquery()})" for term in wanted] + [f"!({term.tsquery()})" for term in unwanted]
    return " & ".join(conditions) or EVERYTHING


def _attempts(wanted: Sequence[TermReading], *, narrowed: bool) -> list[tuple[str, str]]:
    """What might be found if less is asked: without what is left out or occurs nowhere, without quotes, without a word."""
    whole = [
        (
            f'"{term.term.shown}"' if term.term.quoted else " ".join(word for word, _ in term.tries),
            f"({term.tsquery()})",
        )
        for term in wanted
        if not term.is_dead
    ]
    parts = [(word, forms.tsquery()) for term in wanted for word, forms in term.tries]
    likely = [(word, forms.tsquery()) for term in wanted if term.is_dead for word, forms in term.tries]
    sets = [[*whole, *likely]] if narrowed or len(whole) < len(wanted) else []
    sets += [parts, *([*parts[:place], *parts[place + 1 :]] for place in reversed(range(len(parts))))]
    sets += [[part] for part in parts]
    return [(" ".join(text for text, _ in kept), " & ".join(query for _, query in kept)) for kept in sets if kept]


def _phrase(wording: Wording, weight: str = "") -> str:
    return f"({' <-> '.join(forms.tsquery(weight) for forms in wording)})"


def _shown(group: Group) -> list[str]:
    return [term.shown for term in group.terms if not term.negated]


def _cased(word: str, *, like: str) -> str:
    """The word with a capital if the reader began theirs with one."""
    return word.capitalize() if like[:1].isupper() else word


def _quoted_list(names: Sequence[str], conjunction: str) -> str:
    quoted = [f"“{name}”" for name in names]
    return f" {conjunction} ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
