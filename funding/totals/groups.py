"""A group of a breakdown, and what it comes to; and the order in which groups are shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from forces.models import NOT_STATED
from funding import money
from funding.models import Allocation, Award


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group of a breakdown, or all of a selection: what it is called, and what it comes to.

    `amount` is pounds, the sum of the group's `parts` allocations, or None where no amount is published; `qualifier` says
    how exact it is.
    `projects` and `awards` count those in the group, of which `awards_without_amount` have no published amount and
    `projects_with_amount` have one. `provisional` is how many of the pounds were described as still to come,
    of `provisional_inexact` allocations that are not exact.
    """

    slug: str
    label: str
    amount: Decimal | None
    qualifier: str | None
    parts: int
    projects: int
    awards: int
    awards_without_amount: int
    projects_with_amount: int = 0
    provisional: Decimal = Decimal(0)
    provisional_inexact: int = 0

    @property
    def pounds(self) -> Decimal:
        """The amount as a number to add up or draw: £0 where none is published."""
        return self.amount or Decimal(0)

    @property
    def provisional_qualifier(self) -> str:
        """How exact the provisional pounds are."""
        return (money.Qualifier.ABOUT if self.provisional_inexact else money.Qualifier.EXACTLY).value

    @property
    def awards_with_amount(self) -> int:
        return self.awards - self.awards_without_amount

    @classmethod
    def none(cls, slug: str, label: str) -> Self:
        """A group that nothing is in."""
        return cls.combined(slug, label, [])

    @classmethod
    def of_award(cls, award: Award) -> Self:
        """One award, from its allocations as they are at hand (so prefetch them)."""
        allocations = award.allocations.all()
        inexact = sum(allocation.qualifier != money.Qualifier.EXACTLY for allocation in allocations)
        provisional = [one for one in allocations if one.status == Allocation.Status.PROVISIONAL]
        return cls(
            slug=award.slug,
            label=str(award.project),
            amount=sum((allocation.amount for allocation in allocations), Decimal(0)) if allocations else None,
            qualifier=money.combined_qualifier(
                allocations[0].qualifier if allocations else None, parts=len(allocations), inexact=inexact
            ),
            parts=len(allocations),
            projects=1,
            awards=1,
            awards_without_amount=0 if allocations else 1,
            projects_with_amount=1 if allocations else 0,
            provisional=sum((one.amount for one in provisional), Decimal(0)),
            provisional_inexact=sum(one.qualifier != money.Qualifier.EXACTLY for one in provisional),
        )

    @classmethod
    def combined(cls, slug: str, label: str, groups: Iterable[Self]) -> Self:
        """Groups that have nothing in common (projects, say) as one."""
        groups = list(groups)
        paid = [group for group in groups if group.amount is not None]
        return cls(
            slug=slug,
            label=label,
            amount=sum((group.pounds for group in paid), Decimal(0)) if paid else None,
            qualifier=money.combined_qualifier(
                paid[0].qualifier if paid else None,
                parts=sum(group.parts for group in paid),
                inexact=sum(group.qualifier != money.Qualifier.EXACTLY for group in paid),
            ),
            parts=sum(group.parts for group in paid),
            projects=sum(group.projects for group in groups),
            awards=sum(group.awards for group in groups),
            awards_without_amount=sum(group.awards_without_amount for group in groups),
            projects_with_amount=sum(group.projects_with_amount for group in groups),
            provisional=sum((group.provisional for group in groups), Decimal(0)),
            provisional_inexact=sum(group.provisional_inexact for group in groups),
        )


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The amount, in pounds, of one financial year (None: not published) and one group of a second breakdown."""

    year: int | None
    slug: str
    label: str
    amount: Decimal
    qualifier: str | None = money.Qualifier.EXACTLY.value


def amount_order(group: Group) -> Any:
    """Sorts groups: largest amount first, those without an amount after them, and what is not stated last."""
    return group.slug == NOT_STATED, -group.pounds, group.amount is None, group.label


def by_amount(groups: Iterable[Group]) -> list[Group]:
    """Groups in `amount_order`."""
    return sorted(groups, key=amount_order)


def slug_order(slugs: Sequence[str]) -> Callable[[Group], Any]:
    """Sorts groups as their slugs stand in a list."""
    return lambda group: slugs.index(group.slug)


def year_order(year: int | None) -> tuple[bool, int]:
    """Sorts years as they pass, and what has no published year last."""
    return year is None, year or 0
