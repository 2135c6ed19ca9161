"""The rows of lists on tiny data: everything has a row, and what is not known has one too."""

from decimal import Decimal

import pytest

from funding.totals import listings
from funding.totals.selection import Selection
from tests.data.builders import make_announcement, make_region, make_round, make_theme, pounds_of
from tests.data.tiny_fund import TinyFund, make_tiny_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> TinyFund:
    return make_tiny_fund()


def test_rounds_are_those_published_in_the_order_of_their_years_each_beside_what_was_announced(tiny):
    make_round(slug="empty", financial_year=2019)
    make_announcement(round=tiny.rounds["first"], amount=2601)
    make_announcement(round=tiny.rounds["second"], amount=100)
    make_announcement(round=tiny.rounds["draft"], amount=100)
    rows = listings.rounds(Selection.published())
    assert [(row.round.slug, pounds_of(row.itemised), row.gap and row.gap.pounds, row.coverage) for row in rows] == [
        ("first", Decimal("1300.50"), Decimal("1300.50"), Decimal("0.5")),
        ("second", Decimal("102.01"), Decimal("-2.01"), Decimal("1.0201")),
        ("empty", None, None, None),
    ]


def test_rounds_without_an_amount_cannot_be_compared(tiny):
    make_announcement(round=make_round(slug="empty", financial_year=2019), amount=500)
    row = listings.rounds(Selection.published())[-1]
    assert (row.gap, row.coverage, row.itemised.amount) == (None, None, None)


def test_forces_are_all_there_with_what_they_lead_apart_from_what_involves_them(tiny):
    rows = listings.forces(Selection.published())
    assert [
        (row.force and row.force.slug, row.led.slug, pounds_of(row.led), row.involved.projects) for row in rows
    ] == [
        ("ash", "ash", Decimal("300.50"), 2),
        ("birch", "birch", None, 2),
        ("cedar", "cedar", Decimal("1050.00"), 2),
        ("dale", "dale", None, 2),
        ("elm", "elm", Decimal("10.00"), 1),
        (None, "not-stated", Decimal("42.01"), 0),
    ]
    assert [row.led.projects for row in rows] == [1, 0, 1, 1, 1, 1]
    assert sum(row.led.pounds for row in rows) == Decimal("1402.51")


def test_led_by_force_does_not_ask_what_involves_them(tiny):
    assert [row.involved for row in listings.led_by_force(Selection.published())] == [None] * 6


def test_regions_have_national_bodies_and_leads_not_stated_after_them(tiny):
    make_region(slug="empty", name="Zz")
    rows = listings.regions(Selection.published())
    assert [
        (row.led.slug, row.led.label, pounds_of(row.led), row.led.projects, row.involved.projects) for row in rows
    ] == [
        ("north", "North", Decimal("300.50"), 1, 3),
        ("south", "South", Decimal("1050.00"), 2, 4),
        ("empty", "Zz", None, 0, 0),
        ("national-bodies", "National bodies", Decimal("10.00"), 1, 1),
        ("not-stated", "Lead not stated", Decimal("42.01"), 1, 0),
    ]
    assert sum(row.led.pounds for row in rows) == Decimal("1402.51")


def test_themes_are_all_there(tiny):
    make_theme(slug="empty")
    rows = listings.themes(Selection.published())
    assert [(row.theme.slug, pounds_of(row.group), row.group.projects) for row in rows] == [
        ("digital", Decimal("1350.50"), 2),
        ("empty", None, 0),
        ("forensics", Decimal("52.01"), 2),
        ("wellbeing", None, 1),
    ]
