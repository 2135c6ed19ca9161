"""What a group of a breakdown comes to, and the order in which groups are shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from forces.models import NOT_STATED
from forces.sort_key import by_name, sort_key
from funding import money
from funding.models import Allocation, Award


@dataclass(frozen=True, kw_only=True)
class Totals:
    """What some awards come to; without any, nothing.

    `amount` is the sum of their allocations, of which there are `allocations`, and None where no amount is published;
    `provisional` is that part of it which was described as still to come, None if nothing was.
    `projects` and `awards` count them, of which `awards_without_amount` have no published amount and
    `projects_with_amount` have one.
    """

    amount: money.Amount | None = None
    provisional: money.Amount | None = None
    allocations: int = 0
    projects: int = 0
    projects_with_amount: int = 0
    awards: int = 0
    awards_without_amount: int = 0

    @classmethod
    def of_award(cls, award: Award) -> "Totals":
        """One award, from its allocations as they are at hand (so prefetch them)."""
        allocations = award.allocations.all()
        provisional = [row for row in allocations if row.status == Allocation.Status.PROVISIONAL]
        return Totals(
            amount=money.total(row.worth for row in allocations),
            provisional=money.total(row.worth for row in provisional),
            allocations=len(allocations),
            projects=1,
            projects_with_amount=1 if allocations else 0,
            awards=1,
            awards_without_amount=0 if allocations else 1,
        )

    @classmethod
    def combined(cls, parts: Iterable["Totals"]) -> "Totals":
        """All together, of parts that have nothing in common (projects, say)."""
        parts = list(parts)
        return Totals(
            amount=money.total(part.amount for part in parts),
            provisional=money.total(part.provisional for part in parts),
            allocations=sum(part.allocations for part in parts),
            projects=sum(part.projects for part in parts),
            projects_with_amount=sum(part.projects_with_amount for part in parts),
            awards=sum(part.awards for part in parts),
            awards_without_amount=sum(part.awards_without_amount for part in parts),
        )

    def named(self, slug: str, label: str) -> "Group":
        """It as a group with this name."""
        return Group(**{**vars(self), "slug": slug, "label": label})

    @property
    def pounds(self) -> Decimal:
        """The amount as a number to add up or draw: £0 where none is published."""
        return self.amount.pounds if self.amount else Decimal(0)

    @property
    def shown(self) -> money.Amount | money.Missing:
        """The amount, or why there is none: without any project it is nothing, with one it is not published."""
        return self.amount or (money.NOT_PUBLISHED if self.projects else money.NOTHING)

    @property
    def awards_with_amount(self) -> int:
        return self.awards - self.awards_without_amount


@dataclass(frozen=True, kw_only=True)
class Group(Totals):
    """One group of a breakdown: a force, a theme or a year, say, and what it comes to."""

    slug: str
    label: str
    in_sentences: str = ""

    @property
    def in_words(self) -> str:
        """The label as it stands in a sentence: `the Home Office`."""
        return self.in_sentences or self.label

    @property
    def sort_key(self) -> str:
        """What its name is sorted by."""
        return sort_key(self.label)


@dataclass(frozen=True, kw_only=True)
class YearCell:
    """What one group of a breakdown has in one financial year (None: not published)."""

    year: int | None
    slug: str
    label: str
    amount: money.Amount


def amount_order(group: Group) -> Any:
    """Sorts groups: largest amount first, those without an amount after them, and what is not stated last."""
    return group.slug == NOT_STATED, -group.pounds, group.amount is None, *by_name(group)


def by_amount(groups: Iterable[Group]) -> list[Group]:
    """Groups in `amount_order`."""
    return sorted(groups, key=amount_order)


def slug_order(slugs: Sequence[str]) -> Callable[[Group], Any]:
    """Sorts groups as their slugs stand in a list."""
    return lambda group: slugs.index(group.slug)


def year_order(year: int | None) -> tuple[bool, int]:
    """Sorts years as they pass, and what has no published year last."""
    return year is None, year or 0
