"""The order of projects: the same on the page and in every export."""

from collections.abc import Callable, Sequence

import numpy as np

from funding.totals.facts import Marks, Places
from funding.totals.selection import Rows, Selection
from projects.models import Project

BY_AMOUNT = "-amount"
"""The order unless another is asked for: the largest amount first."""

BY_RELEVANCE = "relevance"
"""The order of a search unless another is asked for: the best match first."""

SORTS: dict[str, Callable[[Selection], Places]] = {
    "title": lambda selection: selection.facts.project_title,
    "lead": lambda selection: selection.facts.project_lead,
    "theme": lambda selection: selection.facts.project_theme,
    "amount": lambda selection: selection.sums_of_projects.pence,
    "awards": lambda selection: selection.sums_of_projects.awards,
}
"""What projects can be sorted by; each gives a number for every project."""

UNKNOWN: dict[str, Callable[[Selection], Marks]] = {
    "lead": lambda selection: selection.facts.project_lead == len(selection.facts.forces),
    "amount": lambda selection: ~selection.sums_of_projects.has_amount,
}
"""Of which projects that is not known: they are last, either way."""


def project_order(selection: Selection, sort: str, ranking: Sequence[int] = ()) -> Places:
    """The places of its projects, in the order that a key of `SORTS` names, turned round by a minus in front.

    Among equals by title, then slug. The order of relevance is that of `ranking`, primary keys with the best match first.
    """
    name, places = sort.removeprefix("-"), selection.project_places
    if sort == BY_RELEVANCE:
        keys = _places_in_ranking(selection, ranking)
    else:
        keys = SORTS[name](selection)[places] * (-1 if sort.startswith("-") else 1)
    unknown = UNKNOWN[name](selection)[places] if name in UNKNOWN else np.zeros_like(places)
    return places[np.lexsort((places, keys, unknown))]


def largest_first(selection: Selection) -> Rows[Project]:
    """Its projects, the largest amount first and those without one last."""
    return selection.projects(project_order(selection, BY_AMOUNT))


def _places_in_ranking(selection: Selection, ranking: Sequence[int]) -> Places:
    """Where each project stands in a ranking; after all of it, if it does not."""
    rank = {key: number for number, key in enumerate(ranking)}
    keys = selection.facts.project_pk[selection.project_places].tolist()
    return np.array([rank.get(key, len(ranking)) for key in keys], dtype=np.int64)
