"""How a query is understood, given what the documents have for its words: as a tsquery, as marks, and as told to the reader. No database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from . import typos
from .query import WORDS_READ, OrGroup, Query, Term, quoted_list
from .tokens import words
from .vocabulary import Related
from .wording import Forms, TermReading, Wording, all_of, phrase


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
        reading.said.append(f"Only the first {WORDS_READ} words were searched for.")
    reading.said += query.said
    alternatives = []
    narrow = True
    for group in query.groups:
        reader = _Reader(related, reading.said)
        if group.only_common:
            reading.said.append(f"Only very common words were typed; looked for {quoted_list(_shown(group), 'and')}.")
        terms = [reader.term(term) for term in group.terms]
        wanted = [term for term in terms if not term.term.negated]
        unwanted = [term for term in terms if term.term.negated and not term.is_dead]
        if not any(term.is_dead for term in wanted):
            alternatives.append(all_of(wanted, unwanted))
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


@dataclass(frozen=True)
class _Word:
    """A word, or the one that was meant: what it is searched as (None: nothing), and whether that has been told."""

    word: str
    forms: Forms | None
    sure: bool = True
    told: bool = False


class _Reader:
    """Reads the terms of one group, and notes what must be told."""

    def __init__(self, related: Mapping[str, Related], said: list[str]) -> None:
        self.related = related
        self.said = said
        self.corrected: dict[str, Forms] = {}

    def term(self, term: Term) -> TermReading:
        others = {reading: wording for reading in term.readings if (wording := self._synonym(reading))}
        read_words = [self._word(term, place) for place in range(len(term.words))]
        own = tuple(word.forms for word in read_words if word.forms and word.sure)
        tries = [(word.word, word.forms) for word in read_words if word.forms]
        complete = len(own) == len(read_words)
        if others and not complete:
            reading, wording = next(iter(others.items()))
            tries = list(zip(words(reading), wording, strict=True))
        if not any(word.told for word in read_words):
            self._tell(term, [*others], complete=complete)
        return TermReading(term=term, own=own if complete else (), others=tuple(others.values()), tries=tuple(tries))

    def _word(self, term: Term, place: int) -> _Word:
        word = term.words[place]
        forms = self._forms(term, word, last=place == len(term.words) - 1)
        if forms or term.quoted or term.negated or term.readings:
            return _Word(word, forms)
        candidates = self.related[word].candidates
        best = typos.closest(word, candidates)
        if best is None:
            return _Word(word, None)
        meant, sure = best
        shown = term.shown if len(term.words) == 1 else word
        instead = _cased(meant.word, like=shown)
        if not meant.occurs:  # the name of a force or region in no project: another one's projects would mislead
            self.said.append(f"No published project mentions “{instead}”.")
            return _Word(word, None, told=True)
        forms = Forms(tuple(sorted({like.word for like in candidates if like.stem == meant.stem})))
        if not sure:
            self.said.append(f"No published project mentions “{shown}”.")
            return _Word(meant.word, forms, sure=False, told=True)
        self.said.append(f"No word “{shown}” occurs; searched for “{instead}” instead.")
        self.corrected[word] = forms
        return _Word(meant.word, forms, told=True)

    def phrases(self, sequence: Sequence[str]) -> list[str]:
        """What counts more if it is in a document just so: all the words wanted, in the title, and anywhere."""
        wording = [self.corrected.get(word) or self._known_forms(word, beginning=True) for word in sequence]
        whole = tuple(forms for forms in wording if forms)
        return [phrase(whole, "A"), phrase(whole)] if len(whole) == len(sequence) > 1 else []

    def _forms(self, term: Term, word: str, *, last: bool) -> Forms | None:
        """What a word of the term is searched as, None if it occurs in no form that will do."""
        related = self.related[word]
        if term.exact:
            return Forms((word,)) if word in related.forms else None
        known = self._known_forms(word, beginning=term.prefix and last)
        if known or not related.begins or term.quoted or term.negated or term.readings:
            return known
        if not (term.prefix and last):
            self.said.append(f"No word “{word}” occurs; searched for words that begin with it.")
        return Forms((), word)

    def _known_forms(self, word: str, *, beginning: bool) -> Forms | None:
        related = self.related[word]
        begins = word if beginning and related.begins and len(word) > 1 else ""
        return Forms(related.forms, begins) if related.forms or begins else None

    def _synonym(self, reading: str) -> Wording:
        """The words of a synonym, if all of them occur."""
        forms = [Forms(self.related[word].forms) for word in words(reading)]
        return tuple(forms) if all(each.words for each in forms) else ()

    def _tell(self, term: Term, others: list[str], *, complete: bool) -> None:
        told = [reading for reading in others if not reading.isupper()]  # a full name stands for its initials anyway
        if told:
            too = " too" if complete else ""
            self.said.append(f"“{term.shown}” was read as {quoted_list(told, 'or')}{too}.")
        elif not others and not complete and term.negated:
            self.said.append(f"“{term.shown}” is in no published project, so nothing was left out for it.")
        elif not others and not complete:
            self.said.append(f"No published project mentions {quoted_list([term.shown, *term.readings], 'or')}.")


def _attempts(wanted: Sequence[TermReading], *, narrowed: bool) -> list[tuple[str, str]]:
    """What might be found if less is asked: without what is left out or occurs nowhere, without quotes, without a word."""
    known: list[tuple[str, str]] = []
    for term in wanted:
        if term.is_dead:
            known += [(word, forms.tsquery()) for word, forms in term.tries]
        else:
            typed = f'"{term.term.shown}"' if term.term.quoted else " ".join(word for word, _ in term.tries)
            known.append((typed, f"({term.tsquery()})"))
    parts = [(word, forms.tsquery()) for term in wanted for word, forms in term.tries]
    sets = [known] if narrowed or any(term.is_dead for term in wanted) else []
    sets += [parts, *([*parts[:place], *parts[place + 1 :]] for place in reversed(range(len(parts))))]
    sets += [[part] for part in parts]
    return [(" ".join(text for text, _ in kept), " & ".join(query for _, query in kept)) for kept in sets if kept]


def _shown(group: OrGroup) -> list[str]:
    return [term.shown for term in group.terms if not term.negated]


def _cased(word: str, *, like: str) -> str:
    """The word with a capital if the reader began theirs with one."""
    return word.capitalize() if like[:1].isupper() else word
