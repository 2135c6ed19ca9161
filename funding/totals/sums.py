"""What the groups of a breakdown come to, as columns with a row a group; and a row of them as `Totals`."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Self

import numpy as np

from funding.money import Amount

from .facts import LOW, QUALIFIERS, Facts, Marks, Name, Places
from .groups import Group, Totals

MOST_CELLS = 20_000_000
"""How many groups and projects are crossed in a table of yes and no, to count projects once in each group."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Sums:
    """Columns with a row a group.

    `marks` counts the allocations of each qualifier, first those awarded and then those provisional: ten to a group. `high` and
    `low` are their pence in two parts (see `facts.LOW`), of those awarded and of those provisional.
    """

    projects: Places
    projects_with_amount: Places
    awards: Places
    awards_without_amount: Places
    marks: Places
    high: Places
    low: Places

    @classmethod
    def of(
        cls,
        facts: Facts,
        *,
        groups: int,
        awards: tuple[Places, Places],
        allocations: tuple[Places, Places],
    ) -> Self:
        """Of awards, and of allocations, each given as places with the group that each is in."""
        award, group_of_award = awards
        allocation, group = allocations
        of_award = facts.allocation_award[allocation]
        bare = ~facts.has_amount[award]
        marks = facts.marks[allocation]
        parts = group * 2 + marks // len(QUALIFIERS)
        return cls(
            projects=_distinct(group_of_award, facts.award_project[award], groups, len(facts.project_pk)),
            projects_with_amount=_distinct(group, facts.award_project[of_award], groups, len(facts.project_pk)),
            awards=np.bincount(group_of_award, minlength=groups),
            awards_without_amount=np.bincount(group_of_award[bare], minlength=groups),
            marks=np.bincount(group * 2 * len(QUALIFIERS) + marks, minlength=groups * 2 * len(QUALIFIERS)).reshape(
                groups, 2, len(QUALIFIERS)
            ),
            high=_added(parts, facts.pence[0][allocation], groups * 2).reshape(groups, 2),
            low=_added(parts, facts.pence[1][allocation], groups * 2).reshape(groups, 2),
        )

    def in_full(self, parts: Places, wholes: Places, number: int) -> Self:
        """What some groups that have nothing in common come to in wholes that each have several: pairs of a part and a whole."""

        def gathered(column: Places) -> Places:
            flat = column.reshape(len(column), int(np.prod(column.shape[1:])))
            columns = [_added(wholes, flat[parts, place], number) for place in range(flat.shape[1])]
            return np.stack(columns, axis=1).reshape(number, *column.shape[1:])

        return type(self)(**{name: gathered(column) for name, column in vars(self).items()})

    @property
    def pence(self) -> Places:
        """The pence of each group, of at most some ten thousand billion pounds."""
        whole: Places = self.high.sum(axis=1) * LOW + self.low.sum(axis=1)
        return whole

    @property
    def has_amount(self) -> Marks:
        """Which groups have an allocation."""
        return np.asarray(self.marks.any(axis=(1, 2)))

    def totals(self, group: int) -> Totals:
        """What one of the groups comes to."""
        provisional = self._amount(group, slice(1, 2))
        return Totals(
            amount=self._amount(group, slice(0, 2)),
            provisional=provisional,
            allocations=int(self.marks[group].sum()),
            projects=int(self.projects[group]),
            projects_with_amount=int(self.projects_with_amount[group]),
            awards=int(self.awards[group]),
            awards_without_amount=int(self.awards_without_amount[group]),
        )

    def named(self, group: int, name: Name) -> Group:
        """One of the groups, with its name."""
        return Group(**vars(self.totals(group)), slug=name.slug, label=name.label, in_sentences=name.in_sentences)

    def _amount(self, group: int, parts: slice) -> Amount | None:
        """What one of the groups comes to in some of the parts, those awarded (0) and provisional (1); None of no allocation."""
        marks = self.marks[group, parts].sum(axis=0)
        number = int(marks.sum())
        if not number:
            return None
        pence = int(self.high[group, parts].sum()) * LOW + int(self.low[group, parts].sum())
        qualifiers = [qualifier for qualifier, has in zip(QUALIFIERS, marks.tolist(), strict=True) if has]
        return Amount.of_sum(Decimal(pence).scaleb(-2), number=number, qualifiers=qualifiers)


def _added(groups: Places, numbers: Places, size: int) -> Places:
    """The sum of the numbers of each group: in floating point, exact to the 16th digit, which sums of parts do not reach."""
    return np.bincount(groups, weights=numbers, minlength=size).astype(np.int64)


def _distinct(groups: Places, projects: Places, number: int, all_projects: int) -> Places:
    """How many different projects each group has."""
    if number * all_projects > MOST_CELLS:
        pairs = np.unique(groups * all_projects + projects)
        return np.bincount(pairs // all_projects, minlength=number)
    seen = np.zeros(number * all_projects, dtype=np.bool_)
    seen[groups * all_projects + projects] = True
    counted: Places = seen.reshape(number, all_projects).sum(axis=1)
    return counted
