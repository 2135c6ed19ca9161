"""How large awards are: the sizes, the median and the ends. No database."""

from decimal import Decimal

import pytest

from funding.totals.dimensions import SIZES, size_of
from tests.checks.charts import assert_plain
from tests.data.charts import awards_of, chart_of_sizes


def test_every_award_has_one_size_and_those_without_an_amount_in_their_own():
    chart = chart_of_sizes(*awards_of(10_000_000, 99_999, 100_000, "2499999.99", 2_500_000, None, 1_000_000))
    assert [(row.label, row.values[0], row.text, row.href, row.unknown) for row in chart.rows] == [
        ("Under £100,000", 1, "1 award", "/projects/?amount=under-100k", False),
        ("£100,000 to £250,000", 1, "1 award", "/projects/?amount=100k-to-250k", False),
        ("£250,000 to £500,000", 0, "0 awards", None, False),
        ("£500,000 to £1m", 0, "0 awards", None, False),
        ("£1m to £2.5m", 2, "2 awards", "/projects/?amount=1m-to-2.5m", False),
        ("£2.5m to £5m", 1, "1 award", "/projects/?amount=2.5m-to-5m", False),
        ("£5m to £10m", 0, "0 awards", None, False),
        ("£10m or more", 1, "1 award", "/projects/?amount=10m-or-more", False),
        ("Amount not published", 1, "1 award", "/projects/?amount=not-published", True),
    ]
    assert chart.rows[4].cells == ("2", "£3,499,999.99")
    assert chart.records[-1] == ("not-published", "Amount not published", 1, None, None)
    assert chart.columns == ("Awards", "Amount over all years")
    assert_plain(chart)


def test_sizes_follow_each_other_without_a_gap():
    lowest = [least for _, least in SIZES.values()]
    assert lowest[0] == 0
    assert lowest == sorted(set(lowest))
    for slug, (_, least) in SIZES.items():
        assert size_of(least) == slug
        assert size_of(least + Decimal("0.01")) == slug


@pytest.mark.parametrize(
    ("awards", "title", "facts"),
    [
        ([], "No amount is published", []),
        (awards_of(None), "No amount is published", []),
        (awards_of(5), "The one award is of £5", [("The award", "£5", "P1", "/projects/p1/#award")]),
        (
            awards_of(5, None),
            "The one award with a published amount is of £5",
            [("The award", "£5", "P1", "/projects/p1/#award")],
        ),
        (
            awards_of(500, 300),
            "The two awards are of £300 and £500",
            [
                ("Median", "about £400", "", ""),
                ("Smallest", "£300", "P2", "/projects/p2/#award"),
                ("Largest", "£500", "P1", "/projects/p1/#award"),
            ],
        ),
        (
            awards_of(1, 900, 200),
            "The one in the middle of 3 awards is of £200",
            [
                ("Median", "£200", "", ""),
                ("Smallest", "£1", "P1", "/projects/p1/#award"),
                ("Largest", "£900", "P2", "/projects/p2/#award"),
            ],
        ),
        (
            awards_of(100, 100, 200, 300, None),
            "The one in the middle of 4 awards with a published amount is of about £150",
            [
                ("Median", "about £150", "", ""),
                ("Smallest", "£100", "P1 and 1 other", "/projects/p1/#award"),
                ("Largest", "£300", "P4", "/projects/p4/#award"),
            ],
        ),
        (
            awards_of(7, 7, 7),
            "Each of the 3 awards is of £7",
            [
                ("Median", "£7", "", ""),
                ("Smallest", "£7", "P1 and 2 others", "/projects/p1/#award"),
                ("Largest", "£7", "P3 and 2 others", "/projects/p3/#award"),
            ],
        ),
        (
            awards_of(1, 2, 3, qualifier="at least"),
            "The one in the middle of 3 awards is of about £2",
            [
                ("Median", "about £2", "", ""),
                ("Smallest", "at least £1", "P1", "/projects/p1/#award"),
                ("Largest", "at least £3", "P3", "/projects/p3/#award"),
            ],
        ),
    ],
)
def test_median_and_ends(awards, title, facts):
    chart = chart_of_sizes(*awards)
    assert chart.title == title
    assert [(fact.name, fact.text, fact.label, fact.href) for fact in chart.facts] == facts


def test_of_many_awards_half_are_of_the_median_or_less():
    assert chart_of_sizes(*awards_of(*range(1, 12))).title == "Half of the awards are of £6 or less"


def test_sizes_of_nothing():
    assert chart_of_sizes().is_empty


def test_sizes_count_each_award_once():
    chart = chart_of_sizes(*awards_of(*range(0, 12_000_000, 40_000), None, None))
    assert sum(row.values[0] for row in chart.rows) == 302
    assert sum(row.record[3] or 0 for row in chart.rows) == sum(map(Decimal, range(0, 12_000_000, 40_000)))
