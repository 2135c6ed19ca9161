"""What all lists have in common: a caption, our template, columns of figures, and how they are sorted."""

from typing import Any

import django_tables2 as tables
from django.utils.safestring import SafeString
from django_tables2.data import TableData

from funding.totals.groups import Totals

ROWS_ON_A_PAGE = 25
MAIN = {"td": {"class": "main"}}


class ExplorerTable(tables.Table):
    """A table with a caption, which our template prints with scopes, `aria-sort` and a layout for phones."""

    def __init__(self, rows: Any, *, caption: str, **options: Any) -> None:
        self.caption = caption
        super().__init__(rows, template_name="_table.html", **options)

    @classmethod
    def sorts(cls) -> list[str]:
        """What it can be sorted by: the names of its columns that can."""
        return [name for name, column in cls.base_columns.items() if column.orderable is not False]


class SortedRows(TableData):
    """Rows that come sorted already, since `View` sorts page and exports alike; those of a page are read for that page."""

    def __len__(self) -> int:
        return len(self.data)

    def order_by(self, aliases: Any) -> None:
        """Leaves them as they are."""


class Figure(tables.Column):
    """A column of figures: right-aligned, largest first when it is sorted."""

    attrs = {"th": {"class": "num"}, "td": {"class": "num"}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, initial_sort_descending=True, **options)

    def render(self, value: Any) -> SafeString | str:
        return value.shown.html() if isinstance(value, Totals) else f"{value:,}"
