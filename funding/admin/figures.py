"""What the admin's lists say of money, from rows annotated with `AllocationQuerySet.figure_of_each`."""

from decimal import Decimal
from typing import Any

from funding import money
from funding.explorer import words

NOT_PUBLISHED = "Not published"
"""In place of the amount of an award, or of awards, without an allocation."""

NOT_KNOWN = "–"
"""In place of what would need an announcement."""


def itemised(row: Any) -> str:
    """The sum of the row's allocations as a page prints it: `about £5.9m`."""
    return money.qualified(money.short_pounds(row.pounds), _qualifier(row)) if row.parts else NOT_PUBLISHED


def running_total(row: Any) -> str:
    """The sum of the row's allocations in full, and of how many: `about £5,912,000 in 3 allocations`."""
    if not row.parts:
        return NOT_PUBLISHED
    total = money.qualified(money.pounds(row.pounds), _qualifier(row))
    return f"{total} in {words.count(row.parts, 'allocation')}"


def coverage(itemised: Decimal | None, announced: Decimal | None) -> str:
    """The part of the announced amount that the allocations explain: `75%`; a dash where one of the two is not known."""
    if announced is None or itemised is None:
        return NOT_KNOWN
    return words.percent(itemised / announced)


def _qualifier(row: Any) -> str | None:
    return money.combined_qualifier(row.only_qualifier, parts=row.parts, inexact=row.inexact)
