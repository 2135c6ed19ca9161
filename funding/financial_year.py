"""Financial years: 1 April to 31 March, written `2016-17`, stored as the integer they start in (2016)."""

import re
from datetime import date

FIRST_YEAR = 2016
"""The fund's first financial year, 2016-17."""

LAST_YEAR = 2019
"""The fund's last financial year, 2019-20."""

NOT_PUBLISHED = "not-published"
"""The value that stands for "year not published" in addresses and exports' filters."""

NOT_PUBLISHED_LABEL = "Year not published"

_SPELLING = re.compile(r"(?P<start>\d{4}|\d{2})\s*[-/–]\s*(?P<end>\d{4}|\d{2})", re.ASCII)


def parse(text: str) -> int:
    """The integer year of `2016-17`, `2016/17`, `2016-2017` or `16-17` (a 20xx year).

    Raises ValueError, with advice, for any other text and for years that do not follow each other.
    """
    match = _SPELLING.fullmatch(text.strip())
    if not match:
        raise ValueError(f"“{text}” is not a financial year. Write it as 2016-17.")
    start, end = match["start"], match["end"]
    year = int(start) if len(start) == 4 else 2000 + int(start)
    if (len(end) == 2 and int(end) == (year + 1) % 100) or (len(end) == 4 and int(end) == year + 1):
        return year
    raise ValueError(
        f"“{text}” is not one financial year: {year} is followed by {(year + 1) % 100:02}. Write it as {label(year)}."
    )


def label(year: int | None) -> str:
    """`2016-17` for 2016; the words for a year that is not published for None."""
    if year is None:
        return NOT_PUBLISHED_LABEL
    return f"{year}-{(year + 1) % 100:02}"


def slug(year: int | None) -> str:
    """The value of a year in an address: `2016-17`, or `not-published`."""
    return NOT_PUBLISHED if year is None else label(year)


def first_day(year: int) -> date:
    """1 April, the day on which the financial year begins."""
    return date(year, 4, 1)


def last_day(year: int) -> date:
    """31 March, the day on which the financial year ends."""
    return date(year + 1, 3, 31)


def fund_years() -> range:
    """The years in which the fund ran, 2016 to 2019."""
    return range(FIRST_YEAR, LAST_YEAR + 1)


def fund_period(*, joined: str = "to") -> str:
    """The first and the last of them in words: `2016-17 to 2019-20`."""
    return f"{label(FIRST_YEAR)} {joined} {label(LAST_YEAR)}"
