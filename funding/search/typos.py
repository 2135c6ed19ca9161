"""Which of some like words was probably meant. No database."""

from collections.abc import Sequence

from .vocabulary import Candidate

SHORTEST = 4
"""Letters of the shortest word that is corrected."""

LONGEST = 40
"""Letters of the longest: no word of the record is longer."""

SHORT = 5
"""Letters of a word in which one letter typed for another is as likely to be another word: “Leeds” is not “leads”."""

SURE = 1.05
"""From this closeness on (of at most 2) a word is searched for instead; from `PERHAPS` on it is suggested.

Tuned on `tests/funding/search/golden.csv`: “stalkng” is 1.5 from “stalking”, “polcie” 1.1 from “police” and “frued” 0.8
from “fraud”.
"""

PERHAPS = 0.79


def is_correctable(word: str) -> bool:
    """Whether it can hold a typing error that could be told: not a short form, an ONS code or a figure."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def closest(word: str, candidates: Sequence[Candidate]) -> tuple[Candidate, bool] | None:
    """The word most like the one typed, and whether it is sure enough to be searched for instead; None if none is like it.

    Its closeness is its likeness in trigrams and the share of letters that are right. Trigrams know long words with an
    error anywhere; counting letters knows short words with two letters swapped.
    """
    rated = [
        (candidate.likeness + 1 - edits(word, candidate.word) / max(len(word), len(candidate.word)), candidate)
        for candidate in candidates
        if len(candidate.word) >= SHORTEST
    ]
    closeness, best = max(rated, key=lambda each: (each[0], each[1].occurs, each[1].word), default=(0.0, None))
    if best is None or closeness < PERHAPS:
        return None
    exchanged = len(word) == len(best.word) <= SHORT and sorted(word) != sorted(best.word)
    return best, closeness >= SURE and not exchanged


def edits(typed: str, meant: str) -> int:
    """How many letters must be added, left out, changed or swapped with the next to make one word the other."""
    before: list[int] = []
    row = list(range(len(meant) + 1))
    for i, letter in enumerate(typed, 1):
        before_that, before = before, row
        row = [i]
        for j, target in enumerate(meant, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == meant[j - 2] and typed[i - 2] == target:
                cost = min(cost, before_that[j - 2] + 1)
            row.append(cost)
    return row[-1]
