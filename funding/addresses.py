"""Addresses that carry a query: a view of the explorer, and the same rows as CSV; and those of one release."""

import re

from django.urls import get_script_prefix, reverse
from django.utils.http import urlencode

from .totals.partnerships import Companion

MOUNTED = re.compile(r"(?P<root>.*/)(releases|preview)/[1-9][0-9]*/")
"""The prefix of every address while a page at an address of one release or preview is made: `/releases/7/`."""


def is_in_a_release() -> bool:
    """Whether the page that is made stands at an address that names its release or preview: `/releases/7/forces/kent/`."""
    return MOUNTED.fullmatch(get_script_prefix()) is not None


def of_now(address: str) -> str:
    """Where the site shows now what an address shows in a release, if it is one: `/forces/kent/` of `/releases/7/forces/kent/`."""
    return _root() + address.removeprefix(get_script_prefix())


def in_release(number: int, address: str) -> str:
    """Where a release shows what an address shows now, or in another one: `/releases/7/forces/kent/`."""
    return f"{_root()}releases/{number}/{address.removeprefix(get_script_prefix())}"


def _root() -> str:
    mounted = MOUNTED.fullmatch(get_script_prefix())
    return mounted["root"] if mounted else get_script_prefix()


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
