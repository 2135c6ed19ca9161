"""Amounts: how they are written, added, compared; and what is written where there is none."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding import money
from funding.money import NOT_PUBLISHED, NOTHING, Amount, Qualifier
from tests.data.strategies import generated_many


def amount(pounds: int | str, qualifier: str = "exactly") -> Amount:
    return Amount(Decimal(pounds), Qualifier(qualifier))


@pytest.mark.parametrize(
    ("pounds", "expected"),
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
def test_exact_is_the_full_figure(pounds, expected):
    assert amount(pounds).exact() == expected


@pytest.mark.parametrize(
    ("pounds", "expected"),
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
def test_short_has_three_figures_of_a_million_rounded_half_up(pounds, expected):
    assert amount(pounds).short() == expected


# How an amount is written


WRITTEN = [
    ("exactly", "£20m", "£20,000,000", "£20m"),
    ("about", "about £20m", "about £20,000,000", "£20m"),
    ("almost", "almost £20m", "almost £20,000,000", "~ £20m"),
    ("at least", "at least £20m", "at least £20,000,000", "≥ £20m"),
    ("up to", "up to £20m", "up to £20,000,000", "≤ £20m"),
]


@pytest.mark.parametrize(("qualifier", "short", "exact", "signed"), WRITTEN)
def test_an_amount_keeps_its_qualifier_in_words_or_as_a_sign(qualifier, short, exact, signed):
    stated = amount(20_000_000, qualifier)
    assert (stated.short(), str(stated), stated.exact(), stated.signed()) == (short, short, exact, signed)


@pytest.mark.parametrize(
    ("stated", "html"),
    [
        (amount(2_224_000, "about"), '<data value="2224000" title="about £2,224,000">about £2.22m</data>'),
        (amount("54631.04"), '<data value="54631.04" title="£54,631.04">£54,631</data>'),
        (
            amount("20000000.00", "at least"),
            '<data value="20000000.00" title="at least £20,000,000">at least £20m</data>',
        ),
        (amount("1E+6"), '<data value="1000000" title="£1,000,000">£1m</data>'),
        (NOT_PUBLISHED, '<span class="unknown">not published</span>'),
        (NOTHING, '<span class="nothing">nothing</span>'),
    ],
)
def test_html_has_the_full_figure_at_hand_or_says_why_there_is_none(stated, html):
    assert stated.html() == html


def test_what_is_missing_reads_the_same_short_and_exact():
    assert (NOT_PUBLISHED.short(), NOT_PUBLISHED.exact()) == ("not published", "not published")


# Sums


@pytest.mark.parametrize(
    ("parts", "words", "sign"),
    [
        ([amount(5), amount(7)], "£12", "£12"),
        ([amount(5), amount(7, "about")], "about £12", "£12"),
        ([amount(5, "about"), amount(7, "about")], "about £12", "£12"),
        ([amount(5), amount(7, "at least")], "about £12", "~ £12"),
        ([amount(5, "about"), amount(7, "up to")], "about £12", "~ £12"),
        ([amount(5, "almost"), amount(7)], "about £12", "~ £12"),
        ([amount(5, "at least"), amount(7, "at least")], "about £12", "~ £12"),
        ([amount(2), amount(3), amount(7, "about")], "about £12", "£12"),
        ([amount(2), amount(3, "up to"), amount(7, "about")], "about £12", "~ £12"),
    ],
)
def test_a_sum_is_exact_if_each_part_is_and_its_sign_says_that_it_holds_a_bound(parts, words, sign):
    for ordered in permutations(parts):
        found = money.total(ordered)
        assert found is not None
        assert (found.short(), found.signed()) == (words, sign)


@pytest.mark.parametrize("qualifier", Qualifier)
def test_a_total_of_one_is_that_one(qualifier):
    assert money.total([None, amount(5, qualifier), None]) == amount(5, qualifier)


def test_a_total_of_nothing_known_is_not_known():
    assert money.total([]) is None
    assert money.total([None, None]) is None


amounts = st.builds(
    Amount,
    st.decimals(min_value="0.01", max_value="99999999.99", places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from(Qualifier),
)
some_amounts = st.lists(amounts, min_size=1, max_size=6)


@generated_many
@given(some_amounts, st.data())
def test_a_total_is_the_same_in_any_order_and_grouping(parts, data):
    whole = money.total(parts)
    shuffled = data.draw(st.permutations(parts))
    cut = data.draw(st.integers(0, len(parts)))
    assert money.total([money.total(shuffled[:cut]), money.total(shuffled[cut:])]) == whole
    assert whole is not None
    assert whole.pounds == sum(part.pounds for part in parts)


@generated_many
@given(some_amounts)
def test_a_sum_made_elsewhere_is_the_total(parts):
    pounds, qualifiers = sum((part.pounds for part in parts), Decimal(0)), {part.qualifier.value for part in parts}
    assert Amount.of_sum(pounds, number=len(parts), qualifiers=qualifiers) == money.total(parts)


@pytest.mark.parametrize(
    ("qualifiers", "said"),
    [
        (["exactly"], "£3m"),
        (["exactly", "about"], "about £3m"),
        (["exactly", "at least"], "about £3m"),
        (["about", "up to"], "about £3m"),
    ],
)
def test_a_sum_made_elsewhere_is_as_exact_as_all_of_its_parts(qualifiers, said):
    assert Amount.of_sum(Decimal(3_000_000), number=3, qualifiers=qualifiers).short() == said


# Differences


@pytest.mark.parametrize(
    ("more", "less", "words", "sign"),
    [
        ("exactly", "exactly", "£5", "£5"),
        ("exactly", "about", "about £5", "£5"),
        ("exactly", "almost", "about £5", "~ £5"),
        ("exactly", "at least", "up to £5", "≤ £5"),
        ("exactly", "up to", "at least £5", "≥ £5"),
        ("about", "exactly", "about £5", "£5"),
        ("about", "about", "about £5", "£5"),
        ("about", "at least", "about £5", "~ £5"),
        ("almost", "exactly", "about £5", "~ £5"),
        ("at least", "exactly", "at least £5", "≥ £5"),
        ("at least", "about", "about £5", "~ £5"),
        ("at least", "at least", "about £5", "~ £5"),
        ("at least", "up to", "about £5", "~ £5"),
        ("up to", "exactly", "up to £5", "≤ £5"),
        ("up to", "at least", "about £5", "~ £5"),
    ],
)
def test_a_difference_keeps_a_bound_only_beside_an_exact_amount(more, less, words, sign):
    found = amount(9, more) - amount(4, less)
    assert (found.short(), found.signed()) == (words, sign)


@generated_many
@given(amounts, amounts)
def test_what_is_added_and_taken_away_again_leaves_the_pounds(first, second):
    back = first + second - second
    assert back.pounds == first.pounds
    assert back.is_exact == (first.is_exact and second.is_exact)
    assert back.holds_bound == (first.holds_bound or second.holds_bound)


@generated_many
@given(amounts)
def test_exact_nothing_taken_away_changes_nothing_but_that_almost_is_about(stated):
    left = stated - Amount(Decimal(0))
    assert left.pounds == stated.pounds
    assert left.short() == stated.short().replace("almost", "about")


@pytest.mark.parametrize(
    ("whole", "part", "share", "left"),
    [
        ("exactly", "exactly", "exactly", "£250,000"),
        ("exactly", "about", "about", "about £250,000"),
        ("exactly", "at least", "about", "about £250,000"),
        ("about", "exactly", "about", "about £250,000"),
        ("almost", "about", "about", "about £250,000"),
        ("at least", "exactly", "at most", "at least £250,000"),
        ("at least", "about", "at most", "at least £250,000"),
        ("up to", "about", "at least", "up to £250,000"),
    ],
)
def test_what_a_part_leaves_of_a_whole_and_its_share_keep_the_bound_of_the_whole(whole, part, share, left):
    announced, itemised = amount(1_000_000, whole), amount(750_000, part)
    assert announced.left_by(itemised).short() == left
    assert itemised.qualifier_of_share(announced) == share
