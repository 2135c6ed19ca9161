"""Addresses that carry a query: a view of the explorer, and the same rows as CSV; and those of one release."""

import re

from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode

from .totals.partnerships import Companion

FROZEN = re.compile(r"/releases/(?P<number>[1-9][0-9]{0,8})(?P<rest>/.*)", re.DOTALL)
"""The address of a page of one release, as if the site were mounted there: `/releases/7/forces/kent/`."""


def of_now(address: str) -> str:
    """Where the site shows now what an address of any release shows: `/forces/kent/` of `/releases/7/forces/kent/`."""
    frozen = FROZEN.search(address)
    return address[: frozen.start()] + frozen["rest"] if frozen else address


def in_release(number: int, address: str) -> str:
    """Where a release shows what an address of any release, or of none, shows: `/releases/7/forces/kent/`."""
    root = of_now(get_script_prefix())
    return f"{root}releases/{number}/{of_now(address).removeprefix(root)}"


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
