"""Columns of names in the lists, sorted as the public site sorts them."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin

from forces.sort_key import in_database


def name_column(field: str) -> Callable[[Any], str]:
    """A column of `list_display` that shows a text field and sorts by its sort key."""

    @admin.display(description=field.replace("_", " "), ordering=in_database(field))
    def name(row: Any) -> str:
        text: str = getattr(row, field)
        return text

    name.__name__ = field  # Django names the column after it
    return name
