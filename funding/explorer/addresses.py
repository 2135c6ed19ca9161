"""Addresses that carry a query: a view of the explorer, and the same rows as CSV."""

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
