"""What a reader types, taken apart: words, phrases, what is left out, and what is either one or the other. No database."""

import re
import unicodedata
from collections.abc import Collection, Sequence
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
    a an and are as at be been but by did do does for from get gets got had has have how in into is it its me much not of
    on or show tell that the their there these they this those to was were what when where which who whose why with
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
    which no other form of the word is looked for. An `operator` is `AND` or `NOT`, typed in capitals.
    """

    words: tuple[str, ...]
    shown: str
    adjacent: bool = False
    quoted: bool = False
    negated: bool = False
    prefix: bool = False
    exact: bool = False
    operator: str = ""
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
    leaves_out: bool
    """Whether a `NOT` leaves out one of the terms."""


@dataclass(frozen=True, kw_only=True)
class Query:
    """Groups of which a project must match one. Without any group there is nothing to look for.

    `said` is how its operators were read, in sentences for the reader; empty if only signs were typed.
    """

    groups: tuple[OrGroup, ...]
    cut: bool
    said: tuple[str, ...]

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
    """Words together are all wanted, `or` and `|` part alternatives, `"…"` holds a phrase, `-` and `NOT` leave out what follows.

    `or` is an operator in any case: who types “kent or sussex” means it. `AND` and `NOT` are operators in capitals only,
    since in “wanted and missing” and “not for profit” they are words. `AND` asks for no more than words together do. `NOT`
    passes over common words (“NOT in Kent”), and two count as one. The words of one of the `names` (“West Yorkshire”) are a
    phrase without quotes too, and are left out as one.
    Any text can be parsed; what is neither a word nor one of these signs is passed over.
    """
    pieces = list(_PIECE.finditer(unicodedata.normalize("NFKC", text)))
    last = next((piece for piece in reversed(pieces) if not _operator(piece)), None)
    alternatives: list[list[Term]] = [[]]
    ors: list[str] = []
    left = WORDS_READ
    for piece in pieces:
        if _operator(piece) == "OR":
            alternatives.append([])
            ors += filter(None, [piece["word"]])
        elif term := _term(piece, last=piece is last):
            if left:
                alternatives[-1].append(replace(term, words=term.words[:left]))
            left -= len(term.words)
            if left < 0:
                break
    notes: list[str] = []
    groups = [group for terms in alternatives if (group := _group(terms, names, notes)).terms]
    if ors and len(groups) < len(alternatives):
        notes.append(f"Nothing stands on one side of “{ors[-1]}”, so it was passed over.")
    if any(group.leaves_out for group in groups) or (ors and len(groups) > 1):
        notes.insert(0, f"Read as {', or '.join(map(_in_words, groups))}.")
    return Query(groups=tuple(groups), cut=left < 0, said=tuple(notes))


def _operator(piece: re.Match[str]) -> str:
    """`AND`, `NOT` or `OR` if it is one, else empty."""
    if piece["bar"]:
        return "OR"
    word = "" if piece["minus"] else piece["word"] or ""
    return word if word in ("AND", "NOT") else "OR" if word.lower() == "or" else ""


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
        operator=_operator(piece),
        **_synonyms(term_words, negated=negated),
    )


def _group(terms: list[Term], names: Collection[tuple[str, ...]], notes: list[str]) -> OrGroup:
    """The terms as one group; what must be said of how they were read is added to the notes."""
    terms, leaves_out = _without_operators(_joined(terms, names), notes)
    wanted = [term for term in terms if not term.negated]
    only_common = bool(wanted) and all(term.is_common for term in wanted)
    kept = [term for term in terms if term.negated or only_common or not term.is_common]
    notes += [
        f"“{term.shown}” was passed over as a common word; “NOT” in capitals leaves out what follows it."
        for term in terms
        if term.words == ("not",) and term not in kept
    ]
    return OrGroup(
        terms=tuple(kept),
        sequence=tuple(word for term in wanted for word in term.words),
        only_common=only_common,
        leaves_out=leaves_out,
    )


def _without_operators(terms: list[Term], notes: list[str]) -> tuple[list[Term], bool]:
    """The terms as their operators mean them, and whether a `NOT` leaves any of them out."""
    meant: list[Term] = []
    leaves_out = waits = False
    for term in terms:
        if term.operator:
            waits = waits or term.operator == "NOT"
        elif waits and not term.is_common:
            meant.append(_left_out(term))
            leaves_out, waits = True, False
        else:
            meant.append(term)
    if waits:
        notes.append("Nothing follows “NOT” that could be left out, so it was passed over.")
    return meant, leaves_out


def _left_out(term: Term) -> Term:
    return replace(term, negated=True, prefix=False, readings=MEANT_BY.get(term.words, ()))


def _in_words(group: OrGroup) -> str:
    """`“digital” and “case” without “cyber” or “fraud”`."""
    wanted = [term.shown for term in group.terms if not term.negated]
    unwanted = [term.shown for term in group.terms if term.negated]
    said = quoted_list(wanted, "and") if wanted else "everything"
    return f"{said} without {quoted_list(unwanted, 'or')}" if unwanted else said


def _joined(terms: list[Term], names: Collection[tuple[str, ...]]) -> list[Term]:
    """The terms, those in sequence that are one name (“West Yorkshire”, “data lab”) made one, the longest first."""
    longest = max([LONGEST, *map(len, names)])
    joined: list[Term] = []
    while terms:
        for length in range(min(longest, len(terms)), 1, -1):
            parts = terms[:length]
            name = tuple(word for part in parts for word in part.words)
            whole = not any(part.quoted for part in parts) and not any(part.negated for part in parts[1:])
            if whole and (name in READ_AS or name in names):
                term = Term(
                    words=name,
                    shown=" ".join(part.shown for part in parts),
                    adjacent=name in names,
                    prefix=parts[-1].prefix,
                    readings=READ_AS.get(name, ()),
                )
                joined.append(_left_out(term) if parts[0].negated else term)
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


def quoted_list(names: Sequence[str], conjunction: str) -> str:
    """`“Kent”, “Surrey” and “Sussex”`."""
    quoted = [f"“{name}”" for name in names]
    return f" {conjunction} ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))
