"""What the admin's lists say of money, from rows annotated with `AllocationQuerySet.sums_of_each`."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from django_stubs_ext import WithAnnotations

from funding import words
from funding.models import Award, Round
from funding.models.allocations import amount_of

NOT_PUBLISHED = "Not published"
"""In place of the amount of an award, or of awards, without an allocation."""

NOT_KNOWN = "–"
"""In place of what would need an announcement."""


class Sums(TypedDict):
    """What `sums_of_each` puts on a row; all is None where there is no allocation."""

    pounds: Decimal | None
    allocation_count: int | None
    qualifiers: list[str] | None


def itemised(row: WithAnnotations[Award, Sums] | WithAnnotations[Round, Sums]) -> str:
    """The sum of the row's allocations as a page prints it: `about £5.9m`."""
    total = amount_of(vars(row))
    return total.short() if total else NOT_PUBLISHED


def running_total(row: WithAnnotations[Award, Sums] | WithAnnotations[Round, Sums]) -> str:
    """The sum of the row's allocations in full, and of how many: `about £5,912,000 in 3 allocations`."""
    total = amount_of(vars(row))
    return f"{total.exact()} in {words.count(row.allocation_count or 0, 'allocation')}" if total else NOT_PUBLISHED


def coverage(itemised: Decimal | None, announced: Decimal | None) -> str:
    """The part of the announced amount that the allocations explain: `75%`; a dash where one of the two is not known."""
    if announced is None or itemised is None:
        return NOT_KNOWN
    return words.percent(itemised / announced)
