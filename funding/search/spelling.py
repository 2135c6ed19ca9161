"""Which of some like words was probably meant. No database."""

from collections.abc import Sequence

from .documents import Candidate

SHORTEST = 4
"""Letters of the shortest word that is corrected."""

LONGEST = 40
"""Letters of the longest: no word of the record is longer."""

SURE = 1.05
"""From this closeness on (of at most 2) a word is searched for instead; from `PERHAPS` on it is suggested.

Tuned on `tests/funding/search/golden.csv`: “stalkng” is 1.45 from “stalking”, “polcie” 1.1 from “police”, and
“cumbria” 0.6 from “northumbria”.
"""

PERHAPS = 0.8


def is_correctable(word: str) -> bool:
    """Whether it can hold a typing error that could be told: not a short form, an ONS code or a figure."""
    return SHORTEST <= len(word) <= LONGEST and word.isalpha()


def closest(word: str, candidates: Sequence[Candidate]) -> tuple[Candidate, float] | None:
    """The word most like the one typed, with its closeness: likeness in trigrams, and the share of letters that are right.

    Trigrams know long words with an error anywhere; counting letters knows short words with two letters swapped.
    """
    rated = [
        (candidate, candidate.likeness + 1 - edits(word, candidate.word) / max(len(word), len(candidate.word)))
        for candidate in candidates
        if len(candidate.word) >= SHORTEST
    ]
    best = max(rated, key=lambda each: (each[1], each[0].occurs, each[0].word), default=None)
    return best if best and best[1] >= PERHAPS else None


def edits(one: str, other: str) -> int:
    """How many letters must be added, left out, changed or swapped with the next to make one word the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before_that, before = before, row
        row = [i]
        for j, target in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == target:
                cost = min(cost, before_that[j - 2] + 1)
            row.append(cost)
    return row[-1]
