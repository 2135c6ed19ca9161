"""What the pairs of forces are asked for: the explorer's filters, and an order of their own."""

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.http import urlencode

from funding.addresses import projects_where
from funding.totals import partnerships
from funding.totals.partnerships import DEFAULT_SORT, SORTS, Pair
from funding.words import shortened

from . import sorting
from .canonical import PARAMETERS
from .query import Query
from .view import View


class PairQuery(Query):
    """The query of `/partnerships/` and its download: the projects that `/projects/` would show, and an order of the pairs."""

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        rest = query.copy()
        sorts = [sort for sort in rest.pop("sort", []) if sort]
        self.projects = View(rest)
        self._refused = [sort for sort in sorts if not _is_sort(sort)]
        # A link from the explorer may bring its order with it, which says nothing of pairs.
        self.sort = next((sort for sort in sorts if sort.removeprefix("-") in SORTS), DEFAULT_SORT)

    has_pages = True
    tables = ("partnerships",)

    @property
    def parameters(self) -> Sequence[str]:
        return PARAMETERS

    @property
    def errors(self) -> list[str]:
        """What is wrong with the query, in sentences; empty if it is valid."""
        known = f"Sort by one of {', '.join(SORTS)}; a minus in front turns it round."
        return [
            *self.projects.errors,
            *(f"“{shortened(sort)}” is not a way to sort pairs of forces. {known}" for sort in self._refused),
        ]

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What the pairs are filtered by, as parameters and values."""
        return self.projects.filters

    @cached_property
    def pairs(self) -> list[Pair]:
        """The pairs asked for, in the order asked for; none if the query is not valid."""
        return partnerships.pairs(self.projects.selection, sort=self.sort) if self.is_valid else []

    def address(self, pair: Pair) -> str | None:
        """Where the projects of a pair are: the explorer with this view's filters and both forces.

        Where the view is of other forces' projects already, the one project; None if there are several.
        """
        query = QueryDict(self.projects.filter_string, mutable=True)
        asked = [*query.getlist("force"), *query.getlist("with")]
        forces = sorted((force.slug for force in pair.forces), key=lambda slug: slug not in asked)
        if len(asked) > 1 or not set(asked) <= set(forces):
            return pair.projects[0].get_absolute_url() if len(pair.projects) == 1 else None
        query["force"], query["with"] = forces
        return projects_where(**{name: query.getlist(name) for name in PARAMETERS if name in query})

    @property
    def query_string(self) -> str:
        """The canonical query of this view, without what is the default."""
        own = "" if self.sort == DEFAULT_SORT else urlencode({"sort": self.sort})
        return "&".join(filter(None, [self.projects.filter_string, own]))


def _is_sort(text: str) -> bool:
    """Whether it is an order of pairs, or one of the explorer's projects."""
    return text.removeprefix("-") in SORTS or text.removeprefix("-") in {*sorting.SORTS, sorting.BY_RELEVANCE}
