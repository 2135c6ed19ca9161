"""How one figure differs from another in words: with its qualifier, and not at all where one is not known."""

import re

import pytest

from funding.tables.comparison_table import amount_difference, count_difference
from funding.totals.groups import Totals
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
        (make_group("a", 5), Totals(), "£5 less"),
        (Totals(), Totals(), "as much"),
        (Totals(), make_group("b", 7, qualifier="at least"), "at least £7 more"),
        (make_group("a", 9), make_group("b", 4, qualifier="at least"), "up to £5 less"),
        (make_group("a", 4, qualifier="up to"), make_group("b", 9), "at least £5 more"),
        (make_group("a", 4, qualifier="at least"), make_group("b", 9, qualifier="up to"), "about £5 more"),
    ],
)
def test_difference_of_amounts(first, other, text):
    assert re.sub("<[^>]*>", "", str(amount_difference(first, other))) == text
