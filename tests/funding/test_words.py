"""What the pages say: every branch of the messages, literally."""

from dataclasses import replace
from decimal import Decimal

import pytest

from funding import words
from funding.models import Announcement, Award, Change, Round
from funding.money import Amount
from funding.totals.listings import RoundRow
from tests.data.builders import make_group as group
from tests.data.builders import make_round_row


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (0, "project", "0 projects"),
        (1, "project", "1 project"),
        (2, "project", "2 projects"),
        (1234, "amount", "1,234 amounts"),
        (1, "body/bodies", "1 body"),
        (2, "body/bodies", "2 bodies"),
    ],
)
def test_count(number, noun, expected):
    assert words.count(number, noun) == expected


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("0", "0%"),
        ("0.0001", "less than 1%"),
        ("0.0049", "less than 1%"),
        ("0.005", "1%"),
        ("0.014", "1%"),
        ("0.015", "2%"),
        ("0.75348", "75%"),
        ("0.9949", "99%"),
        ("0.995", "more than 99%"),
        ("0.9999", "more than 99%"),
        ("1", "100%"),
        ("1.2", "120%"),
    ],
)
def test_percent_is_never_nothing_of_something_nor_all_of_a_part(share, expected):
    assert words.percent(Decimal(share)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2016-08-05", "5 August 2016"), ("2021-02", "February 2021"), ("2019", "2019"), ("", "no date")],
)
def test_partial_date_is_as_precise_as_it_is(text, expected):
    assert words.partial_date(text) == expected


@pytest.mark.parametrize(
    ("announced", "itemised", "share", "gap"),
    [
        ("exactly", "exactly", "75%", "£250,000"),
        ("exactly", "about", "about 75%", "about £250,000"),
        ("about", "exactly", "about 75%", "about £250,000"),
        ("almost", "about", "about 75%", "about £250,000"),
        ("at least", "about", "at most 75%", "at least £250,000"),
        ("up to", "about", "at least 75%", "up to £250,000"),
    ],
)
def test_share_and_gap_are_as_exact_as_what_they_compare(announced, itemised, share, gap):
    announcement = Announcement(amount=Decimal(1_000_000), qualifier=announced)
    one = RoundRow(
        round=Round(slug="r", name="R"), announcement=announcement, itemised=group("r", 750_000, qualifier=itemised)
    )
    assert (words.share_itemised(one), str(one.gap)) == (share, gap)


def test_share_of_what_is_not_known_is_not_known():
    assert words.share_itemised(make_round_row("r", 100, None)) == "not known"
    assert words.share_itemised(make_round_row("r", None, 5)) == "not known"


def test_provisional_money_is_said():
    some, everything = (
        replace(group("2017-18", 100), provisional=Amount(Decimal(40))),
        replace(group("2018-19", 7), provisional=Amount(Decimal(7))),
    )
    assert words.provisional(group("2016-17", 5)) == ""
    assert words.provisional(some) == "£40 of the money was provisional: described at the time as still to come."
    assert words.provisional(everything) == "All of the money was provisional: described at the time as still to come."
    assert words.provisional_by_year([group("2016-17", 5)]) == ""
    assert (
        words.provisional_by_year([group("2016-17", 5), some, everything])
        == "Provisional, described at the time as still to come: £40 of 2017-18, all of 2018-19."
    )


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ""),
        (["Kent"], "Kent"),
        (["Kent", "Essex"], "Kent and Essex"),
        (["Kent", "Essex", "Sussex"], "Kent, Essex and Sussex"),
        (["Kent", "Essex", "Sussex", "Surrey"], "Kent, Essex and 2 others"),
    ],
)
def test_listed(names, expected):
    assert words.listed(names) == expected


@pytest.mark.parametrize(
    ("covers", "basis", "stated", "sentence"),
    [
        ((2017, 2019), "stated", "over three years", "It covers 2017-18 to 2019-20: “over three years”."),
        ((2019, 2019), "stated", "", "It covers 2019-20, as a source states."),
        ((2016, 2017), "years", "", "It covers 2016-17 to 2017-18, the years of its amounts."),
        ((2016, 2017), "years", "two years", "It covers 2016-17 to 2017-18, the years of its amounts: “two years”."),
        ((2018, 2019), "round", "", "Awards of this round cover 2018-19 to 2019-20 at most."),
        ((2018, 2018), "round", "in 2018/19", "Awards of this round cover 2018-19 at most: “in 2018/19”."),
        ((None, None), "", "", "Which years it covers is not known, apart from the year in which it was awarded."),
    ],
)
def test_period(covers, basis, stated, sentence):
    award = Award(covers_from=covers[0], covers_to=covers[1], period_basis=basis, period_as_stated=stated)
    assert words.period(award) == sentence


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        ({"kind": "changed", "column": "note", "after": "Of Kent."}, "Lab: note: nothing → Of Kent."),
        (
            {"kind": "changed", "column": "amount_gbp", "before": "£1", "after": "£2", "reason": "misread"},
            "Lab: amount: £1 → £2 (misread)",
        ),
        ({"kind": "changed", "column": "source_ids", "after": "A; B"}, "Lab: sources added: A; B"),
        ({"kind": "changed", "column": "partner_ids", "before": "Kent"}, "Lab: partners taken off: Kent"),
        (
            {"kind": "changed", "column": "source_ids", "before": "A", "after": "B"},
            "Lab: sources taken off: A; sources added: B",
        ),
        ({"kind": "added", "after": "£5"}, "Lab: added, £5"),
        ({"kind": "removed"}, "Lab: removed"),
    ],
)
def test_change_says_nothing_only_of_what_was_empty(difference, expected):
    assert words.change(Change(what="Lab", **difference)) == expected
