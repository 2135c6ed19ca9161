"""Addresses that carry a query: a view of the explorer, and the same rows as CSV."""

from django.urls import reverse
from django.utils.http import urlencode

from .totals.partnerships import Companion


def projects_where(**values: str | list[str]) -> str:
    """The explorer filtered: `/projects/?theme=digital-ict`."""
    return with_query(reverse("projects"), urlencode(values, doseq=True))


def csv_of(table: str, query_string: str = "", **values: str) -> str:
    """A table's download for a query string, or for values of its parameters: `/allocations.csv?theme=digital-ict`."""
    return with_query(reverse(f"{table}-csv"), query_string or urlencode(values))


def with_query(address: str, query_string: str) -> str:
    """An address with a query, if there is one, after the one that it may have: `/partnerships/?theme=digital-ict`."""
    return f"{address}{'&' if '?' in address else '?'}{query_string}" if query_string else address


def companion_address(companion: Companion) -> str:
    """The projects that name both forces: `/projects/?force=norfolk&with=suffolk`."""
    return projects_where(**{"force": companion.beside.slug, "with": companion.force.slug})
