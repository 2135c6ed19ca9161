"""Addresses that carry a query: a view of the explorer, and the same rows as CSV."""

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode


def projects_where(**values: str | list[str]) -> str:
    """The explorer filtered: `/projects/?theme=digital-ict`."""
    return f"{reverse('projects')}?{urlencode(values, doseq=True)}" if values else reverse("projects")


def csv_of(table: str, query_string: str = "", **values: str) -> str:
    """A table's download for a query string, or for values of its parameters: `/allocations.csv?theme=digital-ict`."""
    query = query_string or urlencode(values)
    address = reverse(f"{table}-csv")
    return f"{address}?{query}" if query else address


def view(name: str, query_string: str = "") -> str:
    """A page's address with a query, if there is one: `/partnerships/?theme=digital-ict`."""
    return f"{reverse(name)}?{query_string}" if query_string else reverse(name)


def is_spelled(query: QueryDict, query_string: str) -> bool:
    """Whether a query is the canonical one, in whatever order. A form's is not: it sends its empty fields too.

    Which page of the rows is shown, and which figure is taken away in which format, are no part of the view.
    """
    given = query.copy()
    for name in ("page", "figure", "format"):
        given.pop(name, None)
    return given == QueryDict(query_string)
