"""The order of projects: the same on the page and in every export."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Func, IntegerField, QuerySet, Value
from django.db.models.expressions import OrderBy

from projects.models import Project

BY_AMOUNT = "-amount"
"""The order unless another is asked for: the largest amount first."""

BY_RELEVANCE = "relevance"
"""The order of a search unless another is asked for: the best match first."""

SORTS: dict[str, Callable[[str], F | Func]] = {
    "title": lambda project: F(f"{project}sort_key"),
    "lead": lambda project: F(f"{project}lead__sort_key"),
    "theme": lambda project: F(f"{project}theme__sort_key"),
    "amount": lambda project: F("pounds"),
    "awards": lambda project: F("award_count"),
}
"""What projects can be sorted by; each makes its expression from the path that leads to a project."""


def sorted_projects(projects: QuerySet[Project], sort: str, ranking: Sequence[int] = ()) -> QuerySet[Project]:
    """Projects that have their figures, in the order that a key of `SORTS` names, turned round by a minus in front.

    The order of relevance is that of `ranking`, primary keys with the best match first.
    """
    return projects.order_by(*order(sort, "", ranking))


def largest_first(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Projects that have their figures, the largest amount first and those without one last."""
    return sorted_projects(projects, BY_AMOUNT)


def order(sort: str, project: str, ranking: Sequence[int] = ()) -> list[Any]:
    """Expressions that order by the sort (what is unknown last, either way), then by title and slug of the project."""
    key = _place(ranking, project) if sort == BY_RELEVANCE else SORTS[sort.removeprefix("-")](project)
    return [OrderBy(key, descending=sort.startswith("-"), nulls_last=True), f"{project}sort_key", f"{project}slug"]


def _place(ranking: Sequence[int], project: str) -> Func:
    """Where a project stands in the ranking; null if it does not."""
    places = Value(list(ranking), output_field=ArrayField(BigIntegerField()))
    return Func(places, F(f"{project}pk"), function="array_position", output_field=IntegerField())
