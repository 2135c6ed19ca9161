"""What releases changed about amounts, to be said beside them."""

from collections.abc import Mapping

from funding import financial_year
from funding.models import Allocation, Change, Release


def row_of(allocation: Allocation) -> str:
    """The row of its file that an allocation is, as changes call it: `b18-norfolk 2018-19 stated`."""
    year = "" if allocation.financial_year is None else financial_year.label(allocation.financial_year)
    return f"{allocation.award.slug} {year} {allocation.kind}"


def changes_of_amounts(project: str, release: Release) -> Mapping[str, Change]:
    """By row, by which the amounts of a project came to be what they are in a release, where that is not how they began."""
    changes = (
        Change.objects.until(release)
        .concerning(f"project:{project}")
        .filter(file="allocations.csv", column__in=["", "amount_gbp"])
        .exclude(kind=Change.Kind.REMOVED)
        .order_by("release_id", "place")
    )
    return {change.row: change for change in changes}
