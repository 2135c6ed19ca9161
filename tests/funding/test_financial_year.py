import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding import financial_year


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-17", 2016),
        ("2016/17", 2016),
        ("2016–17", 2016),
        ("2016-2017", 2016),
        ("2016/2017", 2016),
        ("16-17", 2016),
        ("16/17", 2016),
        ("16-2017", 2016),
        (" 2016-17 ", 2016),
        ("2016 - 17", 2016),
        ("2016 – 2017", 2016),
        ("2019-20", 2019),
        ("2009-10", 2009),
        ("1999-00", 1999),
        ("1999-2000", 1999),
        ("1998/99", 1998),
        ("99-00", 2099),
        ("00-01", 2000),
        ("2099-00", 2099),
        ("2099-2100", 2099),
    ],
)
def test_parse_reads_each_spelling(text, expected):
    assert financial_year.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2016",
        "2016-",
        "-17",
        "2016-1",
        "2016-017",
        "216-17",
        "2016-20170",
        "2016-17-18",
        "2016-17x",
        "x2016-17",
        "2016--17",
        "2016—17",
        "2016.17",
        "2016 17",
        "201617",
        "FY2016-17",
        "+16-17",
        "٢٠١٦-١٧",
        "２０１６-１７",
        "not-published",
        "2016-17\n2017-18",
    ],
)
def test_parse_refuses_what_is_not_a_financial_year(text):
    with pytest.raises(ValueError, match=r"is not a financial year\. Write it as 2016-17\."):
        financial_year.parse(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2016-18", "“2016-18” is not one financial year: 2016 is followed by 17. Write it as 2016-17."),
        ("2016-16", "“2016-16” is not one financial year: 2016 is followed by 17. Write it as 2016-17."),
        ("2016-15", "“2016-15” is not one financial year: 2016 is followed by 17. Write it as 2016-17."),
        ("2016-2018", "“2016-2018” is not one financial year: 2016 is followed by 17. Write it as 2016-17."),
        ("2016-1917", "“2016-1917” is not one financial year: 2016 is followed by 17. Write it as 2016-17."),
        ("17-16", "“17-16” is not one financial year: 2017 is followed by 18. Write it as 2017-18."),
        ("1999-01", "“1999-01” is not one financial year: 1999 is followed by 00. Write it as 1999-00."),
        ("1999-1900", "“1999-1900” is not one financial year: 1999 is followed by 00. Write it as 1999-00."),
        ("99-99", "“99-99” is not one financial year: 2099 is followed by 00. Write it as 2099-00."),
    ],
)
def test_parse_refuses_years_that_do_not_follow_each_other(text, advice):
    with pytest.raises(ValueError, match=f"^{re.escape(advice)}$"):
        financial_year.parse(text)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2016, "2016-17"),
        (2019, "2019-20"),
        (2008, "2008-09"),
        (1999, "1999-00"),
        (2099, "2099-00"),
        (None, "Year not published"),
    ],
)
def test_label(year, expected):
    assert financial_year.label(year) == expected


@pytest.mark.parametrize(("year", "expected"), [(2016, "2016-17"), (2019, "2019-20"), (None, "not-published")])
def test_slug(year, expected):
    assert financial_year.slug(year) == expected


@given(st.integers(1000, 9998))
def test_label_is_read_back(year):
    assert financial_year.parse(financial_year.label(year)) == year
    assert financial_year.parse(f"{year}/{year + 1}") == year


def test_year_runs_from_1_april_to_31_march():
    assert financial_year.first_day(2016) == date(2016, 4, 1)
    assert financial_year.last_day(2016) == date(2017, 3, 31)


def test_fund_ran_for_four_years():
    assert list(financial_year.fund_years()) == [2016, 2017, 2018, 2019]


def test_period_of_the_fund_in_words():
    assert financial_year.fund_period() == "2016-17 to 2019-20"
    assert financial_year.fund_period(joined="and") == "2016-17 and 2019-20"
