import pytest

from funding.search.typos import closest, edits, is_correctable
from funding.search.vocabulary import Candidate


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("", "", 0),
        ("fraud", "fraud", 0),
        ("fraud", "", 5),
        ("fruad", "fraud", 1),
        ("frud", "fraud", 1),
        ("ffraud", "fraud", 1),
        ("frued", "fraud", 2),
        ("stalkng", "stalking", 1),
        ("ca", "abc", 3),
    ],
)
def test_edits(one: str, other: str, expected: int):
    assert edits(one, other) == edits(other, one) == expected


@pytest.mark.parametrize("word", ["dna", "e23000024", "2016", "x" * 41, ""])
def test_not_corrected(word: str):
    assert not is_correctable(word)


def test_corrected():
    assert is_correctable("kent")


def candidate(word: str, likeness: float) -> Candidate:
    return Candidate(word, word, occurs=True, likeness=likeness)


def test_swapped_letters_count_more_than_likeness():
    """The closeness of police is 0.27 + 1 - 1/6 = 1.10, that of policing 0.26 + 1 - 4/8 = 0.76."""
    best, sure = closest("polcie", [candidate("policing", 0.26), candidate("police", 0.27)])
    assert (best.word, sure) == ("police", True)


def test_word_far_from_all_has_none():
    assert closest("xyzzy", [candidate("policy", 0.1)]) is None
    assert closest("xyzzy", []) is None


def test_word_not_quite_like_is_not_sure():
    """0.2 + 1 - 2/5 = 0.8."""
    best, sure = closest("frued", [candidate("fraud", 0.2)])
    assert (best.word, sure) == ("fraud", False)


@pytest.mark.parametrize(
    ("word", "meant", "expected"),
    [("leeds", "leads", False), ("fruad", "fraud", True), ("chld", "child", True), ("undarcover", "undercover", True)],
)
def test_one_letter_for_another_is_not_sure_in_a_short_word(word: str, meant: str, expected: bool):
    assert closest(word, [candidate(meant, 0.4)]) == (candidate(meant, 0.4), expected)


def test_short_words_are_no_candidates():
    assert closest("bidz", [candidate("bid", 0.9)]) is None


def test_of_two_as_close_the_one_that_occurs():
    name = Candidate("durhams", "durham", occurs=False, likeness=0.5)
    found, _ = closest("durhamx", [name, candidate("durhamy", 0.5)])
    assert found.word == "durhamy"
