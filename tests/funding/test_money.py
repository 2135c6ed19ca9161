from decimal import Decimal

import pytest

from funding.money import Qualifier, combined_qualifier, pounds, qualified, short_pounds


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", "£0"),
        ("0.00", "£0"),
        ("0.01", "£0.01"),
        ("999", "£999"),
        ("1000", "£1,000"),
        ("1000.00", "£1,000"),
        ("54631.04", "£54,631.04"),
        ("54631.10", "£54,631.10"),
        ("2224000.00", "£2,224,000"),
        ("218980084", "£218,980,084"),
        ("999999999999.99", "£999,999,999,999.99"),
        ("-5", "−£5"),
        ("-1234.50", "−£1,234.50"),
    ],
)
def test_pounds_is_exact(amount, expected):
    assert pounds(Decimal(amount)) == expected


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("0", "£0"),
        ("0.49", "£0"),
        ("0.50", "£1"),
        ("280000", "£280,000"),
        ("999999", "£999,999"),
        ("999999.49", "£999,999"),
        ("999999.50", "£1m"),
        ("1000000", "£1m"),
        ("1004999.99", "£1m"),
        ("1005000", "£1.01m"),
        ("1100000", "£1.1m"),
        ("2224000", "£2.22m"),
        ("2224999.99", "£2.22m"),
        ("2225000", "£2.23m"),
        ("9990000", "£9.99m"),
        ("9994999", "£9.99m"),
        ("9994999.99", "£9.99m"),
        ("9995000", "£10m"),
        ("10000000", "£10m"),
        ("10049999", "£10m"),
        ("10050000", "£10.1m"),
        ("12400000", "£12.4m"),
        ("20000000", "£20m"),
        ("34000000", "£34m"),
        ("99949999", "£99.9m"),
        ("99949999.99", "£99.9m"),
        ("99950000", "£100m"),
        ("100000000", "£100m"),
        ("218499999", "£218m"),
        ("218500000", "£219m"),
        ("218980084", "£219m"),
        ("200000000", "£200m"),
        ("999500000", "£1,000m"),
        ("1234567890", "£1,235m"),
        ("-280000", "−£280,000"),
        ("-999999.50", "−£1m"),
        ("-2224000", "−£2.22m"),
        ("-2225000", "−£2.23m"),
        ("-218980084", "−£219m"),
    ],
)
def test_short_pounds_has_three_figures_of_a_million_rounded_half_up(amount, expected):
    assert short_pounds(Decimal(amount)) == expected


def test_whole_numbers_are_amounts_too():
    assert pounds(1234567) == "£1,234,567"
    assert short_pounds(1234567) == "£1.23m"


@pytest.mark.parametrize(
    ("qualifier", "expected"),
    [
        (None, "£20m"),
        ("exactly", "£20m"),
        (Qualifier.EXACTLY, "£20m"),
        ("about", "about £20m"),
        ("almost", "almost £20m"),
        ("at least", "at least £20m"),
        (Qualifier.AT_LEAST, "at least £20m"),
        ("up to", "up to £20m"),
    ],
)
def test_qualified_says_how_exact_unless_exact(qualifier, expected):
    assert qualified("£20m", qualifier) == expected


def test_combined_qualifier_of_nothing_is_none():
    assert combined_qualifier(None, parts=0, inexact=0) is None


@pytest.mark.parametrize("qualifier", ["exactly", "about", "almost", "at least", "up to"])
def test_combined_qualifier_of_one_amount_is_its_own(qualifier):
    assert combined_qualifier(qualifier, parts=1, inexact=0 if qualifier == "exactly" else 1) == qualifier


def test_combined_qualifier_of_exact_amounts_is_exactly():
    assert combined_qualifier("exactly", parts=3, inexact=0) == "exactly"


@pytest.mark.parametrize("inexact", [1, 2, 3])
@pytest.mark.parametrize("least", ["about", "almost", "at least", "exactly", "up to"])
def test_combined_qualifier_of_several_with_an_inexact_one_is_about(least, inexact):
    assert combined_qualifier(least, parts=3, inexact=inexact) == "about"
