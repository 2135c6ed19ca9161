"""What the bars of a chart of financial years are made of: the largest rounds, say, and the rest together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from funding import money
from funding.totals.groups import YearCell

from .bars import Series

OTHER = "other"
SERIES_AT_MOST = 4
"""How many groups a stacked chart tells apart before the rest is "other" (look.md)."""


@dataclass(frozen=True)
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
        return cls(cells, tuple(named), tuple(series))

    @property
    def fields(self) -> list[str]:
        """The names of the columns: `amount_gbp_2016-17-round-1`, and last `amount_gbp_others`."""
        return [f"amount_gbp_{key}" for key in (*self.named, "others")][: len(self.series)]

    def in_year(self, year: int | None) -> tuple[tuple[Decimal | None, ...], tuple[str, ...]]:
        """Of each part its amount in the year, and that in words."""
        of_year = {cell.slug: cell for cell in self.cells if cell.year == year}
        found = [[of_year[key]] if key in of_year else [] for key in self.named]
        if len(self.series) > len(self.named):
            found.append([cell for key, cell in of_year.items() if key not in self.named])
        sums = [_sum_of_cells(some) for some in found]
        return tuple(amount for amount, _ in sums), tuple(said for _, said in sums)


def _sum_of_cells(cells: Sequence[YearCell]) -> tuple[Decimal | None, str]:
    """What some cells of a year come to, and that in words."""
    amount = money.total(cell.amount for cell in cells)
    return (amount.pounds, amount.exact()) if amount else (None, "nothing itemised")
