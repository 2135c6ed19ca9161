"""Addresses that carry a query: a view of the explorer, and the same rows as CSV."""

from collections.abc import Collection

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from .totals.partnerships import Companion

LONGEST_NAME = 60
"""Characters of the name of a figure. A longer one is none, and would make an address too long to be asked for."""


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


def is_spelled(query: QueryDict, query_string: str, known: Collection[str]) -> bool:
    """Whether a query has the known parameters as the canonical one does, in its order; others are no part of a view.

    A form's is not spelled so: it sends its empty fields too.
    """
    return _known(query, known) == _known(QueryDict(query_string), known)


def _known(query: QueryDict, known: Collection[str]) -> list[tuple[str, list[str]]]:
    return [(name, [str(value) for value in values]) for name, values in query.lists() if name in known]


def with_file(address: str, query: QueryDict) -> str:
    """The address of a view with the figure, and its format, that a query asks for besides."""
    asked = urlencode(
        {name: text for name in ("figure", "format") if 0 < len(text := str(query.get(name, ""))) <= LONGEST_NAME}
    )
    return f"{address}{'&' if '?' in address else '?'}{asked}" if asked else address


def companion_address(companion: Companion) -> str:
    """The projects that name both forces: `/projects/?force=norfolk&with=suffolk`."""
    return projects_where(**{"force": companion.beside.slug, "with": companion.force.slug})
