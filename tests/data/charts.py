"""Charts of a few rows, for tests of what becomes of charts."""

from decimal import Decimal

from funding.figures import breakdowns
from funding.figures.bars import Chart
from funding.figures.options import MATCHING
from funding.figures.size_bars import sizes
from funding.money import Amount
from funding.totals.groups import YearCell
from tests.data.builders import make_group, make_round_row

LEADS = [
    make_group("norfolk", 3_000_000, qualifier="about", projects=2, without_amount=1),
    make_group("kent", 1_000_000),
    make_group("essex"),
    make_group("not-stated", 500_000, label="Lead not stated"),
]


def by_group(groups, **options) -> Chart:
    return breakdowns.by_group(
        groups,
        **{
            "slug": "leads",
            "title": "Title",
            "subtitle": "Subtitle",
            "first_column": "Lead",
            "href": lambda group: f"/projects/?lead={group.slug}",
            **options,
        },
    )


YEARS = [
    make_group("2016-17", 100, projects=2),
    make_group("2018-19", 300, qualifier="about"),
    make_group("not-published", 200, label="Year not published"),
]


def cell(year: int | None, slug: str, pounds: int) -> YearCell:
    return YearCell(year=year, slug=slug, label=slug.title(), amount=Amount(Decimal(pounds)))


CELLS = [
    cell(2016, "first", 60),
    cell(2016, "second", 40),
    cell(2018, "second", 300),
    cell(None, "first", 200),
]


def stacked(groups, parts) -> Chart:
    return breakdowns.by_year(groups, parts, without_amount=0)


ROUNDS = [
    make_round_row("first", 23_000_000, 17_250_000),
    make_round_row("second", 70_000_000, None, qualifier="up to"),
    make_round_row("third", None, 5_000_000),
]


def chart_of_sizes(*awards):
    return sizes(awards, MATCHING)


def awards_of(*amounts, qualifier="exactly"):
    return [
        make_group(f"p{number}#award", amount, qualifier=qualifier, label=f"P{number}")
        for number, amount in enumerate(amounts, start=1)
    ]
