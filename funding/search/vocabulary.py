"""What the published documents have for a word that a reader types. No database."""

from dataclasses import dataclass

BREAK = "qqbreakqq"
"""Stands between texts that do not belong together, so that no phrase runs from one into the next; nothing finds it."""


@dataclass(frozen=True)
class Candidate:
    """A word like one that was typed: its stem, whether it occurs in a document, and its likeness, from 0 to 1, in trigrams."""

    word: str
    stem: str
    occurs: bool
    likeness: float


@dataclass(frozen=True)
class Related:
    """What the documents have for a word: its forms (“forensic”, “forensics”), whether a word begins with it, and, if
    neither, words like it, those of the names of all forces and regions among them."""

    forms: tuple[str, ...] = ()
    begins: bool = False
    candidates: tuple[Candidate, ...] = ()
