"""What all lists have in common: a caption, our template, columns of figures, and how they are sorted."""

from typing import Any

import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.safestring import SafeString

from funding.totals.groups import Totals
from projects.models import Project

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


class SortedByFilter(tables.Column):
    """A column whose rows come sorted already: `View` sorts page and exports alike."""

    def order(self, queryset: QuerySet[Project], is_descending: bool) -> tuple[QuerySet[Project], bool]:
        return queryset, True


class Figure(tables.Column):
    """A column of figures: right-aligned, largest first when it is sorted."""

    attrs = {"th": {"class": "num"}, "td": {"class": "num"}}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, initial_sort_descending=True, **options)

    def render(self, value: Any) -> SafeString | str:
        return value.shown.html() if isinstance(value, Totals) else f"{value:,}"


class SortedFigure(SortedByFilter, Figure):
    """A column of figures whose rows come sorted already."""
