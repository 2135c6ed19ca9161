from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from funding.search.tokens import spans, words


def test_words_are_in_small_letters_without_signs():
    assert words("Digital & ICT: £4.159m (2016-17)") == ("digital", "ict", "4", "159m", "2016", "17")


def test_accents_and_apostrophes_do_not_matter():
    assert words("Mayor’s Mayor's Mayors") == ("mayors", "mayors", "mayors")
    assert words("Café Ærø Łódź Straße") == ("cafe", "aero", "lodz", "strasse")


def test_spans_point_into_the_text_as_it_is_written():
    text = "The “Chiefs’ Café”, twice"
    assert [(span.word, text[span.start : span.end]) for span in spans(text)] == [
        ("the", "The"),
        ("chiefs", "Chiefs"),
        ("cafe", "Café"),
        ("twice", "twice"),
    ]


def test_letter_with_its_accent_apart_is_one_word():
    assert words("cafe\N{COMBINING ACUTE ACCENT} noir") == ("cafe", "noir")


@given(st.text())
def test_any_text_has_words_in_order_without_overlap(text: str):
    found = spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(before.start <= after.start for before, after in pairwise(found))
    assert all(span.word.isalnum() for span in found)
