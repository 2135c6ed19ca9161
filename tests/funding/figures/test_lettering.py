"""Text in drawings: where it breaks, and at which size it fits. No database."""

import pytest

from funding.figures.lettering import fitting, width_of, wrapped


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 100, []),
        ("one two", 1000, ["one two"]),
        ("one two three", 42, ["one two", "three"]),
        ("aaaaaaaaaa", 30, ["aaaaa", "aaaaa"]),
        ("b aaaaaaaaaa c", 30, ["b", "aaaaa", "aaaaa", "c"]),
    ],
)
def test_text_breaks_at_spaces_and_within_a_word_that_is_wider_than_a_line(text, width, lines):
    assert wrapped(text, width, 10) == lines


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("il", 7.2), ("A1", 13.4), ("m", 8.8), ("警", 10.5), ("e\u0301", 6)]
)
def test_width_of_a_text_goes_by_its_letters(text, width):
    assert width_of(text, 10) == pytest.approx(width)


def test_text_that_is_too_long_is_smaller():
    assert fitting("Kent", 100, 14) == 14
    long = "National Association of Everything"
    assert fitting(long, 100, 14) == 5.6
    assert width_of(long, fitting(long, 100, 14)) <= 100
