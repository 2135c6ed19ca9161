"""Charts, trace by trace: rows in, a figure, drawn bars and cells out. No database."""

from dataclasses import replace
from decimal import Decimal

import pytest

from funding.figures import breakdowns
from funding.figures.bars import Series
from funding.figures.options import MATCHING, Measure, Scope
from funding.money import Amount
from funding.totals.groups import YearCell
from tests.checks.charts import assert_plain, cells, drawn, texts, trace
from tests.data.builders import make_group
from tests.data.charts import CELLS, LEADS, YEARS, by_group, cell, stacked

# A bar for each group


def test_by_group_trace():
    chart = by_group(LEADS)
    assert chart.plotly == {
        "traces": [
            {
                "type": "bar",
                "orientation": "h",
                "x": [3_000_000.0, 1_000_000.0, None, 500_000.0],
                "meta": {"colour": "series-1", "unknown": [3]},
                "hovertext": ["Norfolk: about £3,000,000", "Kent: £1,000,000", "", "Lead not stated: £500,000"],
                "hoverinfo": "text",
            }
        ],
        "overlaid": False,
        "largest": 3_000_000.0,
    }
    assert texts(chart) == ["about £3m", "£1m", "not published", "£500,000"]
    assert_plain(chart)


def test_by_group_rows_and_words():
    chart = by_group(LEADS, csv="/forces.csv")
    assert cells(chart) == [
        ("Norfolk", "about £3,000,000", "2", "1"),
        ("Kent", "£1,000,000", "1", "0"),
        ("Essex", "not published", "1", "1"),
        ("Lead not stated", "£500,000", "1", "0"),
    ]
    assert chart.columns == ("Amount", "Projects", "Awards whose amount is not published")
    assert (chart.slug, chart.figure_id) == ("leads", "leads-figure")
    assert (chart.title, chart.subtitle, chart.first_column) == ("Title", "Subtitle", "Lead")
    assert (chart.note, chart.csv, chart.key) == (
        "2 awards without a reliable published amount are in no bar.",
        "/forces.csv",
        [],
    )
    assert [row.unknown for row in chart.rows] == [False, False, False, True]


def test_by_group_drawn_by_the_server():
    assert drawn(by_group(LEADS)) == [
        [("series-1", "0.00", "100.00")],
        [("series-1", "0.00", "33.33")],
        [],
        [("unknown", "0.00", "16.67")],
    ]


def test_by_group_of_nothing():
    chart = by_group([])
    assert (chart.rows, chart.table, chart.largest) == ((), [], Decimal(1))
    assert list(trace(chart)["x"]) == []
    assert_plain(chart)


def test_by_group_without_any_amount_draws_no_bar():
    chart = by_group([make_group("essex")])
    assert (chart.largest, drawn(chart)) == (Decimal(1), [[]])
    assert texts(chart) == ["not published"]
    assert_plain(chart)


def test_by_group_of_one_fills_the_width():
    chart = by_group([make_group("kent", "0.01")])
    assert drawn(chart) == [[("series-1", "0.00", "100.00")]]
    assert cells(chart) == [("Kent", "£0.01", "1", "0")]


def test_by_group_bar_that_is_hardly_there_can_be_seen():
    chart = by_group([make_group("kent", 219_000_000), make_group("essex", 1)])
    assert drawn(chart)[1] == [("series-1", "0.00", "0.30")]


MANY = [make_group(f"lead-{number}", 100 - number) for number in range(6)]
WITHOUT = make_group("lead-9")
NOT_STATED = make_group("not-stated", 1000, label="Lead not stated", qualifier="about")


@pytest.mark.parametrize(
    ("groups", "most", "rows"),
    [
        (MANY, None, ["Lead 0", "Lead 1", "Lead 2", "Lead 3", "Lead 4", "Lead 5"]),
        (MANY, 6, ["Lead 0", "Lead 1", "Lead 2", "Lead 3", "Lead 4", "Lead 5"]),
        # "1 others" would take as much room as the one that it hides.
        (MANY, 5, ["Lead 0", "Lead 1", "Lead 2", "Lead 3", "Lead 4", "Lead 5"]),
        (MANY, 4, ["Lead 0", "Lead 1", "Lead 2", "Lead 3", "2 others"]),
        (MANY, 1, ["Lead 0", "5 others"]),
        ([*MANY, WITHOUT], 4, ["Lead 0", "Lead 1", "Lead 2", "Lead 3", "3 others"]),
        ([*MANY, WITHOUT, NOT_STATED], 4, ["Lead 0", "Lead 1", "Lead 2", "Lead 3", "3 others", "Lead not stated"]),
        ([*MANY, NOT_STATED], 5, ["Lead 0", "Lead 1", "Lead 2", "Lead 3", "Lead 4", "Lead 5", "Lead not stated"]),
        ([NOT_STATED], 1, ["Lead not stated"]),
    ],
)
def test_by_group_beyond_most_still_adds_up_and_never_hides_what_is_not_stated(groups, most, rows):
    chart = by_group(groups, most=most)
    assert [row.label for row in chart.rows] == rows
    assert sum(row.values[0] or 0 for row in chart.rows) == sum(group.pounds for group in groups)
    assert sum(int(row.cells[1]) for row in chart.rows) == sum(group.projects for group in groups)
    assert sum(int(row.cells[2]) for row in chart.rows) == sum(group.awards_without_amount for group in groups)
    assert [row.label for row in chart.rows if row.unknown] == [group.label for group in groups if group is NOT_STATED]
    assert_plain(chart)


def test_by_group_others_have_no_address_and_say_what_they_come_to():
    others = by_group([*MANY, WITHOUT], most=4).rows[-1]
    assert (others.label, others.values, others.text, others.href) == ("3 others", (Decimal(191),), "£191", None)
    assert (others.cells, [bar.said for bar in others.bars]) == (("£191", "3", "1"), ["£191"])
    assert others.record == ("", "3 others", Decimal(191), "exactly", 3, 1)


def test_by_group_others_without_any_amount_are_not_published():
    assert by_group([*MANY, WITHOUT, make_group("lead-10")], most=6).rows[-1].cells == ("not published", "2", "2")


# A bar for each year


def test_by_year_has_every_year_of_the_fund_and_the_year_not_published():
    chart = breakdowns.by_year(YEARS, scope=Scope(csv="/allocations.csv"), without_amount=1)
    assert [(row.label, row.values, row.text, row.href, row.unknown) for row in chart.rows] == [
        ("2016-17", (Decimal(100),), "£100", "/projects/?fy=2016-17", False),
        ("2017-18", (None,), "nothing itemised", None, False),
        ("2018-19", (Decimal(300),), "about £300", "/projects/?fy=2018-19", False),
        ("2019-20", (None,), "nothing itemised", None, False),
        ("Year not published", (Decimal(200),), "£200", "/projects/?fy=not-published", True),
    ]
    assert cells(chart) == [
        ("2016-17", "£100", "2"),
        ("2017-18", "nothing itemised", "0"),
        ("2018-19", "about £300", "1"),
        ("2019-20", "nothing itemised", "0"),
        ("Year not published", "£200", "1"),
    ]
    assert (chart.title, chart.columns, chart.slug) == (
        "2018-19 has the most: about £300",
        ("Amount", "Projects"),
        "years",
    )
    bars = trace(chart)
    assert list(bars["x"]) == [100.0, None, 300.0, None, 200.0]
    assert bars["meta"] == {"colour": "series-1", "unknown": [4]}
    assert drawn(chart) == [
        [("series-1", "0.00", "33.33")],
        [],
        [("series-1", "0.00", "100.00")],
        [],
        [("unknown", "0.00", "66.67")],
    ]
    assert_plain(chart)


def test_by_year_says_which_awards_are_in_no_bar():
    def note(awards: int) -> str:
        return breakdowns.by_year(YEARS, without_amount=awards).note

    assert note(0) == ""
    assert note(1) == "1 award without a reliable published amount is in no bar."
    assert note(16) == "16 awards without a reliable published amount are in no bar."


def test_by_year_where_every_year_is_published_has_no_bar_for_what_is_not():
    chart = breakdowns.by_year(YEARS[:2], without_amount=0)
    assert [row.label for row in chart.rows] == ["2016-17", "2017-18", "2018-19", "2019-20"]


def test_by_year_of_nothing():
    chart = breakdowns.by_year([], without_amount=0)
    assert chart.title == "No amount is published"
    assert (chart.rows, chart.is_empty) == ((), True)
    assert_plain(chart)


# A bar for each year, made of groups


def test_by_year_made_of_parts_traces():
    chart = stacked(YEARS, CELLS)
    assert chart.series == (Series("Second", "series-1"), Series("First", "series-2"))
    assert chart.key == [("series-1", "Second"), ("series-2", "First")]
    second, first = trace(chart, 0), trace(chart, 1)
    assert list(second["x"]) == [40.0, None, 300.0, None, None]
    assert list(first["x"]) == [60.0, None, None, None, 200.0]
    assert second["meta"] == {"colour": "series-1", "unknown": []}
    assert first["meta"] == {"colour": "series-2", "unknown": []}
    assert first["hovertext"] == ["2016-17, First: £60", "", "", "", "Year not published, First: £200"]
    assert texts(chart) == ["£100", "nothing itemised", "about £300", "nothing itemised", "£200"]
    assert not chart.plotly["overlaid"]
    assert_plain(chart)


def test_by_year_made_of_parts_rows():
    chart = stacked(YEARS, CELLS)
    assert chart.columns == ("Amount", "Projects", "Second", "First")
    assert cells(chart) == [
        ("2016-17", "£100", "2", "£40", "£60"),
        ("2017-18", "nothing itemised", "0", "–", "–"),
        ("2018-19", "about £300", "1", "£300", "–"),
        ("2019-20", "nothing itemised", "0", "–", "–"),
        ("Year not published", "£200", "1", "–", "£200"),
    ]
    assert [row.unknown for row in chart.rows] == [False, False, False, False, True]


def test_by_year_made_of_parts_bars_stand_one_after_the_other():
    assert drawn(stacked(YEARS, CELLS)) == [
        [("series-1", "0.00", "13.33"), ("series-2", "13.33", "20.00")],
        [],
        [("series-1", "0.00", "100.00")],
        [],
        [("series-2", "0.00", "66.67")],
    ]


@pytest.mark.parametrize(
    ("number", "series"),
    [
        (1, ["R0"]),
        (4, ["R3", "R2", "R1", "R0"]),
        (5, ["R4", "R3", "R2", "R1", "R0"]),
        (6, ["R5", "R4", "R3", "R2", "Other rounds"]),
        (9, ["R8", "R7", "R6", "R5", "Other rounds"]),
    ],
)
def test_by_year_made_of_parts_tells_four_apart_and_the_rest_is_other(number, series):
    parts = [cell(year, f"r{index}", 10 + index) for index in range(number) for year in (2016, None)]
    of_year = sum(10 + index for index in range(number))
    years = [make_group("2016-17", of_year), make_group("not-published", of_year, label="Year not published")]
    chart = stacked(years, parts)
    assert [one.name for one in chart.series] == series
    assert [one.colour for one in chart.series][:4] == ["series-1", "series-2", "series-3", "series-4"][:number]
    assert (chart.series[-1].colour == "other") == (number > 5)
    assert [sum(value or 0 for value in row.values) for row in chart.rows] == [of_year, 0, 0, 0, of_year]
    assert chart.largest == of_year
    assert_plain(chart)


def test_by_year_made_of_parts_of_one_group_marks_the_year_not_published():
    chart = stacked([make_group("not-published", 5, label="Year not published")], [cell(None, "first", 5)])
    assert chart.key == []
    assert trace(chart)["meta"]["unknown"] == [4]
    assert drawn(chart)[-1] == [("unknown", "0.00", "100.00")]


def test_by_year_made_of_parts_of_nothing_has_no_rows():
    chart = stacked([], [])
    assert (chart.rows, chart.title) == ((), "No amount is published")
    assert_plain(chart)


def test_by_year_made_of_parts_sorts_equal_groups_by_their_ids():
    chart = stacked([make_group("2016-17", 20)], [cell(2016, "b", 10), cell(2016, "a", 10)])
    assert [one.name for one in chart.series] == ["A", "B"]


# Numbers of projects


def test_by_group_of_projects_has_the_group_with_most_projects_first_and_what_is_not_stated_last():
    unstated = make_group("not-stated", 500_000, label="Lead not stated", projects=9)
    groups = [make_group("kent", 9), make_group("norfolk", 3, qualifier="about", projects=4), unstated]
    chart = by_group(groups, measure=Measure.PROJECTS)
    assert [(row.label, row.values, row.text, row.unknown) for row in chart.rows] == [
        ("Norfolk", (Decimal(4),), "4 projects", False),
        ("Kent", (Decimal(1),), "1 project", False),
        ("Lead not stated", (Decimal(9),), "9 projects", True),
    ]
    assert cells(chart)[0] == ("Norfolk", "about £3", "4", "0")
    assert trace(chart)["hovertext"] == ["Norfolk: 4 projects", "Kent: 1 project", "Lead not stated: 9 projects"]
    assert chart.series == (Series("Projects", "series-1"),)
    assert drawn(chart)[0] == [("series-1", "0.00", "44.44")]
    assert_plain(chart)


def test_by_group_of_projects_counts_those_without_an_amount_too():
    chart = by_group(LEADS, measure=Measure.PROJECTS, most=1)
    assert [(row.label, row.text) for row in chart.rows] == [
        ("Norfolk", "2 projects"),
        ("2 others", "2 projects"),
        ("Lead not stated", "1 project"),
    ]
    assert chart.note == ""


@pytest.mark.parametrize(
    ("breakdown", "of_pounds", "of_projects", "href"),
    [
        (
            breakdowns.REGIONS,
            "Itemised allocations by region of the lead force, £. Each pound is counted once, with the project's lead.",
            "Number of projects that match, by region of the lead force. A project counts once, with its lead.",
            "/projects/?region=kent",
        ),
        (
            breakdowns.THEMES,
            "Itemised allocations by theme, £. Each project is counted under one theme.",
            "Number of projects that match, by theme. Each project is counted under one theme.",
            "/projects/?theme=kent",
        ),
        (
            breakdowns.LEADS,
            "Itemised allocations by lead, £. Each pound is counted once, with the project's lead.",
            "Number of projects that match, by lead. A project counts once, with its lead.",
            "/projects/?lead=kent",
        ),
    ],
)
def test_words_and_links_of_a_chart_follow_the_breakdown_the_measure_and_the_scope(
    breakdown, of_pounds, of_projects, href
):
    groups = [make_group("kent", 9), make_group("norfolk", 3, projects=4)]
    pounds = breakdowns.broken_down(breakdown, groups, Scope(csv="/x.csv"))
    projects = breakdowns.broken_down(breakdown, groups, replace(MATCHING, measure=Measure.PROJECTS))
    assert (pounds.subtitle, projects.subtitle) == (of_pounds, of_projects)
    assert (pounds.rows[0].href, pounds.csv) == (href, "/x.csv")
    assert (pounds.title.split()[0], projects.title.split()[0]) == ("Kent", "Norfolk")
    assert (pounds.columns, pounds.fields) == (projects.columns, projects.fields)


def test_by_year_of_projects_is_in_one_piece_and_says_that_a_project_counts_in_each_year():
    chart = breakdowns.by_year(YEARS, CELLS, Scope(measure=Measure.PROJECTS), without_amount=1)
    assert [(row.label, row.values, row.text) for row in chart.rows] == [
        ("2016-17", (Decimal(2),), "2 projects"),
        ("2017-18", (Decimal(0),), "0 projects"),
        ("2018-19", (Decimal(1),), "1 project"),
        ("2019-20", (Decimal(0),), "0 projects"),
        ("Year not published", (Decimal(1),), "1 project"),
    ]
    assert chart.title == "2016-17 has the most projects: 2"
    assert (
        chart.subtitle == "Number of projects by financial year. A project counts in each year in which it has money."
    )
    assert chart.series == (Series("Projects", "series-1"),)
    assert cells(chart)[0] == ("2016-17", "£100", "2", "£40", "£60")
    assert chart.note == "1 award without a reliable published amount is in no bar."
    assert_plain(chart)


def test_by_year_of_chosen_years_leaves_the_others_out():
    def chosen(groups):
        return breakdowns.by_year(groups, scope=Scope(of_years=True), without_amount=0)

    assert [row.label for row in chosen(YEARS[:1]).rows] == ["2016-17"]
    assert [row.label for row in chosen(YEARS).rows] == ["2016-17", "2018-19", "Year not published"]
    assert (chosen(YEARS[:1]).title, chosen(YEARS).title) == ("£100 is for 2016-17", "2018-19 has the most: about £300")
    assert chosen([]).is_empty


def test_by_year_says_what_its_bars_are_made_of():
    chart = breakdowns.by_year(YEARS, CELLS, MATCHING, without_amount=0, made_of="theme")
    assert chart.subtitle == "Allocations that match, by financial year and theme, £, cash"
    assert stacked(YEARS, CELLS).subtitle == "Itemised allocations by financial year and round, £, cash"


# Plain values


def test_records_of_groups():
    chart = by_group([*LEADS[:1], *MANY, WITHOUT], most=1)
    assert chart.fields == ("id", "label", "amount_gbp", "qualifier", "projects", "awards_without_amount")
    assert chart.records == [
        ("norfolk", "Norfolk", Decimal(3_000_000), "about", 2, 1),
        ("", "7 others", Decimal(585), "exactly", 7, 1),
    ]
    assert by_group(LEADS, measure=Measure.PROJECTS).records == by_group(LEADS).records


def test_records_of_years():
    chart = stacked(YEARS, CELLS)
    assert chart.fields == (
        "id",
        "label",
        "amount_gbp",
        "qualifier",
        "projects",
        "amount_gbp_second",
        "amount_gbp_first",
    )
    assert chart.records[:2] == [
        ("2016-17", "2016-17", Decimal(100), "exactly", 2, Decimal(40), Decimal(60)),
        ("2017-18", "2017-18", None, None, 0, None, None),
    ]
    parts = [cell(2016, f"r{index}", 10) for index in range(6)]
    assert stacked([make_group("2016-17", 60)], parts).fields[-1] == "amount_gbp_others"


def test_summary_tells_the_rows_in_a_sentence():
    assert by_group(LEADS).summary == "Norfolk: about £3m; Kent: £1m; Essex: not published; Lead not stated: £500,000."
    assert by_group([*MANY, *LEADS]).summary == (
        "Lead 0: £100; Lead 1: £99; Lead 2: £98; Lead 3: £97; Lead 4: £96; Lead 5: £95; and 4 more rows."
    )
    assert by_group([]).summary == ""


# Labels


@pytest.mark.parametrize("label", ["<a href='https://example.org'>x</a>", "R&D <br> &lt;"])
def test_what_a_bar_says_is_never_markup(label):
    plain = label.replace("&", "&amp;").replace("<", "&lt;")
    assert trace(by_group([make_group("g", 5, label=label)]))["hovertext"][0] == f"{plain}: £5"
    parts = [YearCell(year=2016, slug=slug, label=label + slug, amount=Amount(Decimal(5))) for slug in "ab"]
    assert trace(stacked([make_group("2016-17", 10)], parts))["hovertext"][0] == f"2016-17, {plain}a: £5"


def test_in_full_has_each_project_and_says_what_it_counts():
    chart = breakdowns.in_full(LEADS, whom="Gwent", csv="/allocations.csv?force=gwent")
    assert chart.title == "The projects that involve Gwent have about £4.5m in all"
    assert chart.subtitle.endswith("Never add this up across forces or regions.")
    assert [(row.label, row.href) for row in chart.rows[:2]] == [
        ("Norfolk", "/projects/norfolk/"),
        ("Kent", "/projects/kent/"),
    ]
    assert chart.csv == "/allocations.csv?force=gwent"
