"""What every page and file reads of its address: what is asked for, what is wrong with it, and how this site spells it."""

import difflib
import re
from collections.abc import Sequence

from django.http import QueryDict
from django.utils.http import urlencode

from funding.addresses import csv_of
from funding.words import shortened

EVERYWHERE = ("page", "figure", "format")
"""Parameters of any page: a page of its list, and a figure of it as a file. They are no part of what is shown."""

ASIDE = re.compile(r"utm_\w+|mc_\w+|_g[al]|(gcl|dcl|fbcl|msclk|ycl|twcl|ttcl|igsh)id|gclsrc|[gw]braid")
"""What campaigns and other sites add to addresses: it asks for nothing here, and nothing is said of it."""

NAMED_AT_MOST = 5
"""How many of the parameters that are not known are named."""


LONGEST = 60
"""Characters of what is kept in an address besides what it asks for; more would make one too long to be asked for."""


class Query:
    """A query string, checked. This one knows no parameter; the queries of pages that have some are made from it."""

    has_pages = False
    """Whether it is of a list that has several pages."""

    tables: Sequence[str] = ()
    """The downloads that take it."""

    def __init__(self, query: QueryDict) -> None:
        self.query = query

    @property
    def parameters(self) -> Sequence[str]:
        """Those that it knows, in the order of its address."""
        return ()

    @property
    def errors(self) -> list[str]:
        """What is wrong with its values, in sentences; empty if it is valid."""
        return []

    @property
    def is_valid(self) -> bool:
        """Whether it can be answered. If not, it selects nothing, so that no wrong figure is shown."""
        return not self.errors

    @property
    def unknown(self) -> list[str]:
        """For each parameter that is not known here, a sentence that names it and the known one that is most like it."""
        known = [*self.parameters, *EVERYWHERE]
        return [_unknown(shortened(name), known) for name in self._unknown_names]

    @property
    def _unknown_names(self) -> list[str]:
        known = {*self.parameters, *EVERYWHERE}
        return [name for name in self.query if name not in known and not ASIDE.fullmatch(name)][:NAMED_AT_MOST]

    @property
    def refusals(self) -> list[str]:
        """Why there is no file of it: a file has nowhere to say what was not read of its query."""
        return [*self.unknown, *self.errors]

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What it selects by, as parameters and values in the order of an address."""
        return []

    @property
    def query_string(self) -> str:
        """The canonical query, without what is the default."""
        return ""

    @property
    def besides(self) -> str:
        """What stands besides it in the address and is kept there: a figure and its format, and what is not known."""
        names = ["figure", "format", *self._unknown_names]
        given = [(name, str(self.query.get(name, ""))) for name in names if name in self.query]
        return urlencode([(name, text) for name, text in given if len(name) <= LONGEST >= len(text) > 0])

    @property
    def csv(self) -> dict[str, str]:
        """The address of each download of what it asks for."""
        return {table: csv_of(table, self.query_string) for table in self.tables}

    @property
    def is_canonical(self) -> bool:
        """Whether the query is spelled as this site spells it."""
        return self._known(self.query) == self._known(QueryDict(self.query_string))

    def _known(self, query: QueryDict) -> list[tuple[str, list[str]]]:
        """The known parameters in the order given. A form's is not canonical: it sends its empty fields too."""
        return [(name, [str(value) for value in values]) for name, values in query.lists() if name in self.parameters]


def _unknown(name: str, known: Sequence[str]) -> str:
    nearest = difflib.get_close_matches(name, known, n=1)
    return f"There is no parameter “{name}” here.{f' Did you mean “{nearest[0]}”?' if nearest else ''}"
