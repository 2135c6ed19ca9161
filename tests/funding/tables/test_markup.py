"""Figures as HTML: what is printed, and the exact figure at hand."""

from decimal import Decimal

import pytest

from funding.tables import markup
from funding.templatetags import figures
from tests.data.builders import make_group


@pytest.mark.parametrize(
    ("value", "qualifier", "html"),
    [
        (Decimal(2_224_000), "about", '<data value="2224000" title="about £2,224,000">about £2.22m</data>'),
        (Decimal("54631.04"), "exactly", '<data value="54631.04" title="£54,631.04">£54,631</data>'),
        (
            Decimal("20000000.00"),
            "at least",
            '<data value="20000000.00" title="at least £20,000,000">at least £20m</data>',
        ),
        (Decimal("1E+6"), None, '<data value="1000000" title="£1,000,000">£1m</data>'),
        (None, None, '<span class="unknown">not published</span>'),
        (None, "about", '<span class="unknown">not published</span>'),
    ],
)
def test_amount(value, qualifier, html):
    assert markup.amount(value, qualifier) == html


def test_amount_escapes_its_qualifier():
    assert "<b>" not in markup.amount(Decimal(1), "<b>")


def test_figure_tells_nothing_from_not_published_and_from_an_amount():
    assert markup.figure(make_group(projects=0)) == '<span class="nothing">nothing</span>'
    assert markup.figure(make_group()) == '<span class="unknown">not published</span>'
    assert markup.figure(make_group(pounds=5, qualifier="about")) == '<data value="5" title="about £5">about £5</data>'


# The template tags that are more than these


def test_year_filter():
    assert figures.year(2016) == "2016-17"
    assert figures.year(None) == "Year not published"


def test_in_words_has_words_for_the_fields_of_disagreements_and_leaves_others():
    assert figures.in_words("headline_amount_gbp") == "announced amount"
    assert figures.in_words("total_gbp") == "total amount"
    assert figures.in_words("announced_on") == "day of the announcement"
    assert figures.in_words("lead") == "lead"


def test_group_qualified_is_the_exact_figure_in_words():
    assert figures.group_qualified(make_group(pounds=2_224_000, qualifier="about")) == "about £2,224,000"


def test_thousands_filter():
    assert figures.register.filters["thousands"](1234567.6) == "1,234,568"
