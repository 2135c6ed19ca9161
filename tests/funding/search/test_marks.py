from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.search.marks import marked, matches


@pytest.mark.parametrize(
    ("terms", "html"),
    [
        (["image"], "Images of a crime scene"),
        (["image|images"], "<mark>Images</mark> of a crime scene"),
        (["imag*"], "<mark>Images</mark> of a crime scene"),
        (["crime scene"], "Images of a <mark>crime scene</mark>"),
        (["crime|crimes sce*"], "Images of a <mark>crime scene</mark>"),
        (["scene crime"], "Images of a crime scene"),
        (["crime", "scene"], "Images of a <mark>crime</mark> <mark>scene</mark>"),
        (["of a crime", "crime scene"], "Images <mark>of a crime scene</mark>"),
        (["crime", "crime scene", "crime"], "Images of a <mark>crime scene</mark>"),
        (["ages", "rim"], "Images of a crime scene"),
        ([], "Images of a crime scene"),
        (["", "   ", "|", "*"], "Images of a crime scene"),
        (["images of a crime scene and more"], "Images of a crime scene"),
    ],
)
def test_marked(terms: list[str], html: str):
    assert marked("Images of a crime scene", terms) == html


def test_prefix_marks_the_whole_word_that_begins_so():
    assert marked("Procurement", ["procure*"]) == "<mark>Procurement</mark>"


def test_accents_and_apostrophes_stay_as_they_are_written():
    assert marked("Chiefs’ Café", ["chiefs cafe"]) == "<mark>Chiefs’ Café</mark>"
    assert marked("Mayor’s office", ["mayors"]) == "<mark>Mayor’s</mark> office"


def test_text_is_escaped_in_and_around_marks():
    assert marked("<script>alert('1 & 2')</script>", ["alert 1", "script"]) == (
        "&lt;<mark>script</mark>&gt;<mark>alert(&#x27;1</mark> &amp; 2&#x27;)&lt;/<mark>script</mark>&gt;"
    )
    assert marked('<b title="x">', ["zzz"]) == "&lt;b title=&quot;x&quot;&gt;"


def test_marks_are_safe_for_templates():
    assert hasattr(marked("plain", []), "__html__")


class Reader(HTMLParser):
    """The text of some HTML, and the tags in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", set()
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.add((tag, *attrs))


@given(st.text(st.sampled_from("ab <>&'\"éß-"), max_size=30), st.lists(st.text(st.sampled_from("ab |*<é"), max_size=5)))
def test_any_text_comes_out_whole_with_no_other_tag(text: str, terms: list[str]):
    html = Reader(marked(text, terms))
    assert html.text == text
    assert html.tags <= {("mark",)}


@given(st.text(), st.lists(st.text()))
def test_matches_are_in_order_and_apart(text: str, terms: list[str]):
    found = matches(text, terms)
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))
