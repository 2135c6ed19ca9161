"""How large projects are: the bands, the median and the ends. No database."""

from decimal import Decimal

import pytest

from funding.explorer.size_chart import SIZES, sizes
from tests.builders import make_group
from tests.funding.explorer.test_charts import assert_plain


def chart_of(*projects):
    return sizes(
        projects,
        href=lambda size: f"/?size={size.slug if size else 'none'}",
        project_href=lambda group: f"/projects/{group.slug}/",
    )


def of(*amounts, qualifier="exactly"):
    return [make_group(f"p{number}", amount, qualifier=qualifier) for number, amount in enumerate(amounts, start=1)]


def test_every_project_is_in_one_band_and_those_without_an_amount_in_their_own():
    chart = chart_of(*of(10_000_000, 99_999, 100_000, "2499999.99", 2_500_000, None, 1_000_000))
    assert [(row.label, row.values[0], row.text, row.href, row.unknown) for row in chart.rows] == [
        ("Under £100,000", 1, "1 project", "/?size=under-100k", False),
        ("£100,000 to £250,000", 1, "1 project", "/?size=100k-250k", False),
        ("£250,000 to £500,000", 0, "0 projects", None, False),
        ("£500,000 to £1m", 0, "0 projects", None, False),
        ("£1m to £2.5m", 2, "2 projects", "/?size=1m-2.5m", False),
        ("£2.5m to £5m", 1, "1 project", "/?size=2.5m-5m", False),
        ("£5m to £10m", 0, "0 projects", None, False),
        ("£10m or more", 1, "1 project", "/?size=10m-or-more", False),
        ("Amount not published", 1, "1 project", "/?size=none", True),
    ]
    assert chart.rows[4].cells == ("£3,499,999.99", "2", "0")
    assert chart.records[-1] == ("not-published", "Amount not published", None, None, 1, 1)
    assert chart.columns == ("Amount", "Projects", "Awards whose amount is not published")
    assert_plain(chart)


def test_bands_follow_each_other_without_a_gap():
    assert SIZES[0].lowest == 0
    assert SIZES[-1].highest is None
    assert [size.highest for size in SIZES[:-1]] == [size.lowest for size in SIZES[1:]]


@pytest.mark.parametrize(
    ("projects", "title", "facts"),
    [
        ([], "No amount is published", []),
        (of(None), "No amount is published", []),
        (of(5), "The one project has £5", [("The project", "£5", "P1", "/projects/p1/")]),
        (
            of(5, None),
            "The one project with a published amount has £5",
            [("The project", "£5", "P1", "/projects/p1/")],
        ),
        (
            of(500, 300),
            "The two projects have £300 and £500",
            [
                ("Median", "about £400", "", ""),
                ("Smallest", "£300", "P2", "/projects/p2/"),
                ("Largest", "£500", "P1", "/projects/p1/"),
            ],
        ),
        (
            of(1, 900, 200),
            "Half of the projects have £200 or less",
            [
                ("Median", "£200", "", ""),
                ("Smallest", "£1", "P1", "/projects/p1/"),
                ("Largest", "£900", "P2", "/projects/p2/"),
            ],
        ),
        (
            of(100, 100, 200, 300, None),
            "Half of the projects with a published amount have about £150 or less",
            [
                ("Median", "about £150", "", ""),
                ("Smallest", "£100", "P1 and 1 other", "/projects/p1/"),
                ("Largest", "£300", "P4", "/projects/p4/"),
            ],
        ),
        (
            of(7, 7, 7),
            "Each of the 3 projects has £7",
            [
                ("Median", "£7", "", ""),
                ("Smallest", "£7", "P1 and 2 others", "/projects/p1/"),
                ("Largest", "£7", "P3 and 2 others", "/projects/p3/"),
            ],
        ),
        (
            of(1, 2, 3, qualifier="at least"),
            "Half of the projects have about £2 or less",
            [
                ("Median", "about £2", "", ""),
                ("Smallest", "at least £1", "P1", "/projects/p1/"),
                ("Largest", "at least £3", "P3", "/projects/p3/"),
            ],
        ),
    ],
)
def test_median_and_ends(projects, title, facts):
    chart = chart_of(*projects)
    assert chart.title == title
    assert [(fact.name, fact.text, fact.label, fact.href) for fact in chart.facts] == facts


def test_sizes_of_nothing():
    assert chart_of().is_empty


def test_sizes_count_each_project_once():
    chart = chart_of(*of(*range(0, 12_000_000, 40_000), None, None))
    assert sum(row.values[0] for row in chart.rows) == 302
    assert sum(row.data[0] or 0 for row in chart.rows) == sum(map(Decimal, range(0, 12_000_000, 40_000)))
