from typing import Any

from django.core.paginator import EmptyPage
from django.http import HttpRequest

from .site import NoSuchPage


def asked_page(request: HttpRequest) -> int:
    """The page of a list that a query asks for; anything that is not a number from 1 does not exist."""
    text = request.GET.get("page") or "1"
    if text.isascii() and text.isdecimal() and len(text) < 10 and int(text) >= 1:
        return int(text)
    raise NoSuchPage("A page is a whole number from 1.")


def with_page(query_string: str, number: int) -> str:
    """A canonical query with the page, unless it is the first."""
    return "&".join(filter(None, [query_string, f"page={number}" if number > 1 else ""]))


def paginate(table: Any, number: int, *, rows: int) -> None:
    """Show one page of a table; one that it does not have is a 404 that says how many there are."""
    try:
        table.paginate(page=number, per_page=rows)
    except EmptyPage as error:
        raise NoSuchPage(f"There is no page {number} of this list; it has {table.paginator.num_pages}.") from error
