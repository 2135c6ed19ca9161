"""Charts of rounds: rows in, two bars from the same start out. No database."""

from decimal import Decimal

import pytest

from funding.figures import round_bars
from funding.models import Round
from funding.totals.listings import RoundRow
from tests.checks.charts import assert_plain, cells, drawn, texts, trace
from tests.data.builders import make_group, make_round_row
from tests.data.charts import ROUNDS

# Announced and itemised


def test_announced_and_itemised_lie_over_each_other_and_are_not_added():
    chart = round_bars.announced_and_itemised(ROUNDS, csv="/rounds.csv")
    announced, itemised = trace(chart, 0), trace(chart, 1)
    assert list(announced["x"]) == [23_000_000.0, 70_000_000.0, None]
    assert list(itemised["x"]) == [17_250_000.0, None, 5_000_000.0]
    assert (announced["meta"]["colour"], itemised["meta"]["colour"]) == ("pale", "series-1")
    assert (chart.plotly["overlaid"], chart.plotly["largest"]) == (True, 70_000_000.0)
    assert itemised["hovertext"] == ["First, Itemised here: £17,250,000", "", "Third, Itemised here: £5,000,000"]
    assert texts(chart) == ["£17.3m of about £23m", "none itemised of up to £70m", "£5m"]
    assert_plain(chart)


def test_announced_and_itemised_rows():
    chart = round_bars.announced_and_itemised(ROUNDS, csv="/rounds.csv")
    assert chart.columns == ("Announced", "Itemised", "Itemised as a share of announced")
    assert cells(chart) == [
        ("First", "about £23,000,000", "£17,250,000", "about 75%"),
        ("Second", "up to £70,000,000", "not published", "not known"),
        ("Third", "not stated", "£5,000,000", "not known"),
    ]
    assert [row.href for row in chart.rows] == ["/rounds/first/", "/rounds/second/", "/rounds/third/"]


def test_announced_and_itemised_drawn_from_the_same_start():
    chart = round_bars.announced_and_itemised(ROUNDS, csv="/rounds.csv")
    assert drawn(chart) == [
        [("pale", "0.00", "32.86"), ("series-1", "0.00", "24.64")],
        [("pale", "0.00", "100.00")],
        [("series-1", "0.00", "7.14")],
    ]
    assert [[(bar.y, bar.height) for bar in bars] for _, bars in chart.table] == [
        [(0, 10), (2.5, 5)],
        [(0, 10)],
        [(2.5, 5)],
    ]


def test_announced_and_itemised_of_no_round():
    chart = round_bars.announced_and_itemised([], csv="")
    assert (chart.rows, chart.largest) == ((), Decimal(1))
    assert_plain(chart)


# Numbers of projects


@pytest.mark.parametrize(
    ("count", "title", "values", "texts"),
    [
        (14, "2 of 14 announced projects are known", (Decimal(14), Decimal(2), Decimal(2)), ["14", "2", "2"]),
        (None, "2 projects are known", (None, Decimal(2), Decimal(2)), ["not stated", "2", "2"]),
    ],
)
def test_projects_announced_and_known(count, title, values, texts):
    chart = round_bars.projects_announced_and_known(make_round_row("first", 100, 75, project_count=count))
    assert chart.title == title
    assert [row.label for row in chart.rows] == ["Announced", "Known here", "Known, with an amount"]
    assert tuple(row.values[0] for row in chart.rows) == values
    assert [row.text for row in chart.rows] == texts
    assert [row.cells for row in chart.rows] == [(text,) for text in texts]
    assert_plain(chart)


def test_projects_announced_and_known_of_one_project():
    row = RoundRow(round=Round(slug="r", name="R"), announcement=None, itemised=make_group("r", None, projects=1))
    chart = round_bars.projects_announced_and_known(row)
    assert chart.title == "1 project is known"
    assert [one.text for one in chart.rows] == ["not stated", "1", "0"]
