"""What a reader types, taken apart: words, phrases, what is left out, and what is either one or the other. No database."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from funding import financial_year

from .synonyms import LONGEST, MEANT_BY, READ_AS
from .tokens import words

WORDS_READ = 30
"""Words that are looked for; what is typed after them is not."""

LONGEST_SHOWN = 60
"""Characters of a word that are repeated to the reader."""

COMMON = frozenset(
    """
    a an and are as at be been by did do does for from get gets got had has have how in into is it its me much of on or
    show tell that the their there these they this those to was were what when where which who whose why with
    """.split()  # noqa: SIM905  (as a list it would be fifty lines)
)
"""Words that say little: they are looked for only where there is no other, or in a phrase."""

_PIECE = re.compile(
    r"""(?P<minus>(?<!\S)[-−–])?
    (?:["“”„](?P<phrase>[^"“”„]*)["“”„]?
      |(?P<year>(?<!\w)(?:\d{4}|\d{2})\s?[-/–]\s?(?:\d{4}|\d{2})(?!\w))
      |(?P<word>\w(?:[\w'’‘ʼ–-]*\w)?)
      |(?P<bar>\|))""",
    re.VERBOSE,
)


@dataclass(frozen=True, kw_only=True)
class Term:
    """One thing to look for: some words, as one phrase if they are `adjacent`, and what they are read as too.

    `shown` is what the reader typed. A `prefix` may be the beginning of a longer word; an `exact` word is a short form, of
    which no other form of the word is looked for.
    """

    words: tuple[str, ...]
    shown: str
    adjacent: bool = False
    quoted: bool = False
    negated: bool = False
    prefix: bool = False
    exact: bool = False
    readings: tuple[str, ...] = ()

    @property
    def is_common(self) -> bool:
        return not self.quoted and not self.readings and all(word in COMMON for word in self.words)


@dataclass(frozen=True, kw_only=True)
class OrGroup:
    """Terms that are looked for together, and the words of those not left out, in order, common ones too."""

    terms: tuple[Term, ...]
    sequence: tuple[str, ...]
    only_common: bool


@dataclass(frozen=True, kw_only=True)
class Query:
    """Groups of which a project must match one. Without any group there is nothing to look for."""

    groups: tuple[OrGroup, ...]
    cut: bool

    @property
    def words(self) -> set[str]:
        """Every word whose forms must be known."""
        needed: set[str] = set()
        for group in self.groups:
            needed.update(group.sequence)
            for term in group.terms:
                needed.update(term.words, *map(words, term.readings))
        return needed


def parse(text: str, names: Collection[tuple[str, ...]] = ()) -> Query:
    """Words together are all wanted, `or` and `|` part alternatives, `"…"` holds a phrase, `-` leaves out what follows it.

    The words of one of the `names` (“West Yorkshire”) are a phrase without quotes too.
    Any text can be parsed; what is neither a word nor one of these signs is passed over.
    """
    pieces = list(_PIECE.finditer(unicodedata.normalize("NFKC", text)))
    groups: list[list[Term]] = [[]]
    left = WORDS_READ
    for piece in pieces:
        if piece["bar"] or (not piece["minus"] and (piece["word"] or "").lower() == "or"):
            groups.append([])
        elif term := _term(piece, last=piece is pieces[-1]):
            if left:
                groups[-1].append(replace(term, words=term.words[:left]))
            left -= len(term.words)
            if left < 0:
                break
    return Query(groups=tuple(_group(terms, names) for terms in groups if terms), cut=left < 0)


def _term(piece: re.Match[str], *, last: bool) -> Term | None:
    quoted = piece["phrase"] is not None
    typed = piece["phrase"] or piece["year"] or piece["word"] or ""
    term_words = words(_year(typed) if piece["year"] else typed)
    if not term_words:
        return None
    negated = bool(piece["minus"])
    return Term(
        words=term_words,
        shown=_shown(typed),
        adjacent=len(term_words) > 1,
        quoted=quoted,
        negated=negated,
        prefix=last and not quoted and not negated,
        **_synonyms(term_words, negated=negated),
    )


def _group(terms: list[Term], names: Collection[tuple[str, ...]]) -> OrGroup:
    terms = _joined(terms, names)
    wanted = [term for term in terms if not term.negated]
    only_common = bool(wanted) and all(term.is_common for term in wanted)
    return OrGroup(
        terms=tuple(terms if only_common else [term for term in terms if term.negated or not term.is_common]),
        sequence=tuple(word for term in wanted for word in term.words),
        only_common=only_common,
    )


def _joined(terms: list[Term], names: Collection[tuple[str, ...]]) -> list[Term]:
    """The terms, those in sequence that are one name (“West Yorkshire”, “data lab”) made one, the longest first."""
    longest = max([LONGEST, *map(len, names)])
    joined: list[Term] = []
    while terms:
        for length in range(min(longest, len(terms)), 1, -1):
            parts = terms[:length]
            name = tuple(word for part in parts for word in part.words)
            if (name in READ_AS or name in names) and not any(part.quoted or part.negated for part in parts):
                joined.append(
                    Term(
                        words=name,
                        shown=" ".join(part.shown for part in parts),
                        adjacent=name in names,
                        prefix=parts[-1].prefix,
                        readings=READ_AS.get(name, ()),
                    )
                )
                terms = terms[length:]
                break
        else:
            joined.append(terms[0])
            terms = terms[1:]
    return joined


def _synonyms(name: tuple[str, ...], *, negated: bool) -> dict[str, Any]:
    readings = (MEANT_BY if negated else READ_AS).get(name, ())
    return {"readings": readings, "exact": bool(readings) and len(name) == 1}


def _year(typed: str) -> str:
    """One spelling for a financial year; other years are left as they are."""
    try:
        return financial_year.label(financial_year.parse(typed))
    except ValueError:
        return typed


def _shown(typed: str) -> str:
    """What was typed, on one line and without what cannot be printed."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in typed).split())
    return line if len(line) <= LONGEST_SHOWN else f"{line[:LONGEST_SHOWN]}…"
