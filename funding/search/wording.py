"""What is looked for in the place of a term, as PostgreSQL and the marks read it. No database.

A tsquery is written from words that consist of letters and digits only, never from what was typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .query import Term
from .vocabulary import BREAK

MATCHES_ALL = f"!'{BREAK}'"
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
        return [*([self._own(self.own)] if self.own else []), *map(phrase, self.others)]

    def _own(self, wording: Wording) -> str:
        return phrase(wording) if self.term.adjacent else f"({' & '.join(forms.tsquery() for forms in wording)})"


def all_of(wanted: Iterable[TermReading], unwanted: Iterable[TermReading]) -> str:
    """A tsquery for what matches each of the wanted terms and none of the unwanted ones."""
    conditions = [f"({term.tsquery()})" for term in wanted] + [f"!({term.tsquery()})" for term in unwanted]
    return " & ".join(conditions) or MATCHES_ALL


def phrase(wording: Sequence[Forms], weight: str = "") -> str:
    """A tsquery for the words one after the other; only where they have the weight, if one is given."""
    return f"({' <-> '.join(forms.tsquery(weight) for forms in wording)})"
