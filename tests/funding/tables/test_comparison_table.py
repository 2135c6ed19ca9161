"""How one figure differs from another in words: with its qualifier, and not at all where one is not known."""

import re

import pytest

from funding.tables.comparison_table import amount_difference, count_difference, difference_qualifier
from funding.totals.groups import Group
from tests.data.builders import make_group


@pytest.mark.parametrize(("first", "other", "text"), [(1, 3, "2 more"), (3, 2, "1 fewer"), (2, 2, "as many")])
def test_difference_of_counts(first, other, text):
    assert count_difference(first, other) == text


@pytest.mark.parametrize(
    ("first", "other", "text"),
    [
        (make_group("a", 5_000_000), make_group("b", 6_200_000), "£1.2m more"),
        (make_group("a", 5_000_000, qualifier="about"), make_group("b", 6_200_000), "about £1.2m more"),
        (make_group("a", 5_000_000), make_group("b", 300), "£5m less"),
        (make_group("a", 5), make_group("b", 5), "as much"),
        (make_group("a", 5), make_group("b", 5, qualifier="almost"), "about as much"),
        (make_group("a", 5), make_group("b"), "difference not known"),
        (make_group("a"), make_group("b", 5), "difference not known"),
        (make_group("a", 5), Group.none("b", "B"), "£5 less"),
        (Group.none("a", "A"), Group.none("b", "B"), "as much"),
        (Group.none("a", "A"), make_group("b", 7, qualifier="at least"), "at least £7 more"),
    ],
)
def test_difference_of_amounts(first, other, text):
    assert re.sub("<[^>]*>", "", str(amount_difference(first, other))) == text


@pytest.mark.parametrize(
    ("more", "less", "qualifier"),
    [
        ("exactly", "exactly", "exactly"),
        ("at least", "exactly", "at least"),
        ("up to", "exactly", "up to"),
        ("exactly", "at least", "up to"),
        ("exactly", "up to", "at least"),
        ("about", "exactly", "about"),
        ("exactly", "almost", "about"),
        ("at least", "at least", "about"),
        ("at least", "up to", "about"),
    ],
)
def test_qualifier_of_a_difference(more, less, qualifier):
    found = difference_qualifier(make_group("a", 9, qualifier=more), make_group("b", 4, qualifier=less))
    assert found == qualifier
