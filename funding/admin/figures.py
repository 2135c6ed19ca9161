"""What the admin's lists say of money, from rows annotated with `AllocationQuerySet.figure_of_each`."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from django_stubs_ext import WithAnnotations

from funding import money, words
from funding.models import Award, Round

NOT_PUBLISHED = "Not published"
"""In place of the amount of an award, or of awards, without an allocation."""

NOT_KNOWN = "–"
"""In place of what would need an announcement."""


class Figure(TypedDict):
    """What `figure_of_each` puts on a row; all is None where there is no allocation."""

    pounds: Decimal | None
    parts: int | None
    inexact: int | None
    only_qualifier: str | None


def itemised(row: WithAnnotations[Award, Figure] | WithAnnotations[Round, Figure]) -> str:
    """The sum of the row's allocations as a page prints it: `about £5.9m`."""
    return money.qualified(money.short_pounds(row.pounds), _qualifier(row)) if row.pounds else NOT_PUBLISHED


def running_total(row: WithAnnotations[Award, Figure] | WithAnnotations[Round, Figure]) -> str:
    """The sum of the row's allocations in full, and of how many: `about £5,912,000 in 3 allocations`."""
    if not row.pounds:
        return NOT_PUBLISHED
    total = money.qualified(money.pounds(row.pounds), _qualifier(row))
    return f"{total} in {words.count(row.parts or 0, 'allocation')}"


def coverage(itemised: Decimal | None, announced: Decimal | None) -> str:
    """The part of the announced amount that the allocations explain: `75%`; a dash where one of the two is not known."""
    if announced is None or itemised is None:
        return NOT_KNOWN
    return words.percent(itemised / announced)


def _qualifier(row: WithAnnotations[Award, Figure] | WithAnnotations[Round, Figure]) -> str | None:
    return money.combined_qualifier(row.only_qualifier, parts=row.parts or 0, inexact=row.inexact or 0)
