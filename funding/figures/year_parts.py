"""What the bars of a chart of financial years are made of: the largest rounds, say, and the rest together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from funding import financial_year, money
from funding.totals.groups import Group, YearCell

from .bars import Series
from .numbers import Column, pounds

NONE = money.Missing("–")
OTHER = "other"
SERIES_AT_MOST = 4
"""How many groups a stacked chart tells apart before the rest is "other" (look.md)."""


@dataclass(frozen=True, kw_only=True)
class YearParts:
    """What the bars of years are made of: the `named` groups, and the rest together if there is any."""

    cells: Sequence[YearCell]
    named: tuple[str, ...]
    series: tuple[Series, ...]

    @classmethod
    def of(cls, cells: Sequence[YearCell], *, others: str) -> Self:
        labels = {cell.slug: cell.label for cell in cells}
        totals, dated = dict.fromkeys(labels, Decimal(0)), dict.fromkeys(labels, Decimal(0))
        for cell in cells:
            totals[cell.slug] += cell.amount.pounds
            dated[cell.slug] += cell.amount.pounds if cell.year is not None else 0
        # Those of the years come first: the year not published is one bar, where it says little what it is made of.
        largest = sorted(labels, key=lambda key: (-dated[key], -totals[key], key))
        named = largest if len(largest) <= SERIES_AT_MOST + 1 else largest[:SERIES_AT_MOST]
        series = [Series(labels[key], f"series-{index}") for index, key in enumerate(named, start=1)]
        if len(named) < len(largest):
            series.append(Series(others, OTHER))
        return cls(cells=cells, named=tuple(named), series=tuple(series))

    @property
    def columns(self) -> tuple[Column[Group], ...]:
        """A column of each part's pounds in a year: `amount_gbp_2016-17-round-1`, and last `amount_gbp_others`."""
        parts = zip(self.series, (*self.named, "others"), strict=False)
        return tuple(pounds(series.name, f"amount_gbp_{part}", self._of(part), "") for series, part in parts)

    def _of(self, part: str) -> Callable[[Group], money.Amount | money.Missing]:
        """What a part has in the year that a group is of."""

        def amount(year: Group) -> money.Amount | money.Missing:
            cells = [cell for cell in self.cells if financial_year.slug(cell.year) == year.slug]
            return money.total(cell.amount for cell in cells if self._part_of(cell) == part) or NONE

        return amount

    def _part_of(self, cell: YearCell) -> str:
        return cell.slug if cell.slug in self.named else "others"
