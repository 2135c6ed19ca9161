"""A selection: the part of the fund that a page, chart, table or export shows, and what it comes to.

Every total and every breakdown of the site is one of these methods, so the same part always has the same numbers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, In, LessThanOrEqual

from forces.models import NATIONAL_BODIES, Force
from forces.sort_key import sort_key
from funding.models import Allocation, Award, Source
from funding.models.allocations import AllocationQuerySet, amount_of
from funding.models.awards import AwardQuerySet
from projects.models import Project

from .dimensions import EVERYTHING, NATIONAL_BODIES_LABEL, PROJECT, YEAR, Dimension, award_amount
from .groups import Group, Totals, YearCell, year_order


@dataclass(frozen=True)
class Selection:
    """Some awards, and those of their allocations that count: all of them, or only those of some financial years."""

    awards: AwardQuerySet
    allocations: AllocationQuerySet

    @classmethod
    def of(cls, awards: AwardQuerySet) -> Self:
        """The awards with all their allocations."""
        return cls(awards, Allocation.objects.of_awards(awards))

    @classmethod
    def published(cls) -> Self:
        """All that the public may see."""
        return cls.of(Award.objects.published())

    def where(self, dimension: Dimension, slugs: Collection[str], *, excluded: bool = False) -> Self:
        """Only what has one of the values of a dimension; where they are `excluded`, all the rest.

        What is chosen and what is left when it is excluded are together the whole selection. An award without an amount has
        no value of a dimension of allocations: it is not chosen by any, and stays whichever is excluded.
        """
        chosen = In(dimension.slug("" if dimension.of_allocations else "award__"), slugs)
        allocations = self.allocations.exclude(chosen) if excluded else self.allocations.filter(chosen)
        if not dimension.of_allocations:
            of_award = In(dimension.slug(""), slugs)
            return type(self)(self.awards.exclude(of_award) if excluded else self.awards.filter(of_award), allocations)
        kept = Q(Exists(allocations.filter(award=OuterRef("pk"))))
        if excluded:
            kept = kept | Q(~Exists(Allocation.objects.filter(award=OuterRef("pk"))))
        return type(self)(self.awards.filter(kept), allocations)

    def of_awards_worth(self, lowest: Decimal | None, highest: Decimal | None) -> Self:
        """Only awards whose amount, over all their years, is within the bounds, both included; not those without one."""

        def within(award: str) -> Q:
            pounds = award_amount(award)
            at_least = Q() if lowest is None else Q(GreaterThanOrEqual(pounds, lowest))
            return at_least if highest is None else at_least & Q(LessThanOrEqual(pounds, highest))

        return type(self)(self.awards.filter(within("")), self.allocations.filter(within("award__")))

    def total(self) -> Totals:
        """All of it."""
        return next(iter(self.by(EVERYTHING)), Totals())

    def by(self, dimension: Dimension) -> list[Group]:
        """Its groups, in the order of the dimension: as a rule the largest amount first and what is not stated last."""
        (groups,) = breakdowns([(self, dimension)])
        return groups

    def by_year(self) -> list[Group]:
        """A group for each financial year that has an allocation, in order, and last the allocations whose year is not published.

        Awards without an amount are in no year: `total().awards_without_amount` counts them.
        """
        return self.by(YEAR)

    def by_year_and(self, dimension: Dimension) -> list[YearCell]:
        """A cell for each financial year and group that have an allocation, in the order of the years."""
        rows = self.allocations.sums(
            year=F("financial_year"), key=dimension.slug("award__"), label=dimension.label("award__")
        )
        return [
            YearCell(year=row["year"], slug=row["key"], label=row["label"], amount=amount)
            for row in sorted(rows, key=lambda row: (year_order(row["year"]), sort_key(row["label"]), row["key"]))
            if (amount := amount_of(row))
        ]

    def involving(self) -> dict[str, Group]:
        """By slug of a force, the projects that it leads or partners, each counted in full.

        A project counts for each force in it, so these are never added up across forces.
        """
        return self._involving(lambda force: force.slug, lambda force: force.name)

    def involving_regions(self) -> dict[str, Group]:
        """By slug of a region (or `NATIONAL_BODIES`), the projects that one of its forces leads or partners, each once and in full."""
        return self._involving(
            lambda force: force.region.slug if force.region else NATIONAL_BODIES,
            lambda force: force.region.name if force.region else NATIONAL_BODIES_LABEL,
        )

    def _involving(self, slug: Callable[[Force], str], label: Callable[[Force], str]) -> dict[str, Group]:
        forces = {force.slug: force for force in Force.objects.select_related("region")}
        labels = {slug(force): label(force) for force in forces.values()}
        members = {
            project: {slug(forces[member]) for member in members} for project, members in members_of_projects().items()
        }
        return in_full(self.by(PROJECT), members, labels)

    def projects(self) -> QuerySet[Project]:
        """Its projects, each once, with what they come to in this selection.

        Annotated with their `SUMS`, all null where no amount is published, which `amount_of` reads, with `award_count` and
        with `without_amount`, the number of awards whose amount is not published.
        """
        mine = self.awards.order_by().filter(project=OuterRef("pk")).values("project")
        bare = mine.filter(allocations__isnull=True)
        return (
            Project.objects.filter(pk__in=self.awards.order_by().values("project"))
            .select_related("theme", "lead", "lead__region")
            .annotate(
                **self.allocations.sums_of_each("award__project"),
                award_count=Subquery(mine.annotate(count=Count("pk")).values("count")),
                without_amount=Coalesce(Subquery(bare.annotate(count=Count("pk")).values("count")), 0),
            )
        )

    def sources(self) -> QuerySet[Source]:
        """The documents that state its awards and allocations, each once."""
        of_awards = Source.objects.filter(awards__in=self.awards.order_by()).values("pk")
        of_allocations = Source.objects.filter(allocations__in=self.allocations.order_by()).values("pk")
        return Source.objects.filter(Q(pk__in=of_awards) | Q(pk__in=of_allocations))


def breakdowns(asked: Sequence[tuple[Selection, Dimension]]) -> list[list[Group]]:
    """The groups of several breakdowns, one for each selection and dimension asked for, in two queries however many.

    Counts come from the awards, amounts from their allocations: neither query joins two to-many relations.
    """
    counts, sums = [], []
    for number, (selection, dimension) in enumerate(asked):
        path = "" if dimension.of_allocations else "award__"
        keys = _keys(dimension, path)
        sums.append(selection.allocations.sums(breakdown=Value(number), **keys))
        if not dimension.of_allocations:
            keys = _keys(dimension, "")
            counts.append(selection.awards.counts(breakdown=Value(number), **keys))
    amounts = {(row["breakdown"], row["key"]): row for row in in_one_query(sums)}
    groups: list[list[Group]] = [[] for _ in asked]
    for row in in_one_query(counts):
        groups[row["breakdown"]].append(_group(amounts.get((row["breakdown"], row["key"]), {}), row))
    for row in amounts.values():
        if asked[row["breakdown"]][1].of_allocations:
            groups[row["breakdown"]].append(_group(row, row))
    return [sorted(found, key=dimension.order) for found, (_, dimension) in zip(groups, asked, strict=True)]


def _keys(dimension: Dimension, path: str) -> dict[str, Combinable]:
    """What names a group: its slug, its label, and the label as it stands in a sentence (empty: as it is)."""
    in_words = dimension.in_words(path) if dimension.in_words else Value("", output_field=CharField())
    return {"key": dimension.slug(path), "label": dimension.label(path), "in_sentences": in_words}


def members_of_projects() -> dict[str, set[str]]:
    """By slug of a project, the slugs of the forces that lead or partner it."""
    members: dict[str, set[str]] = {}
    for project, *forces in Project.objects.order_by().values_list("slug", "lead__slug", "partners__slug"):
        members.setdefault(project, set()).update(filter(None, forces))
    return members


def in_full(
    projects: Iterable[Group], members: Mapping[str, Collection[str]], labels: Mapping[str, str]
) -> dict[str, Group]:
    """By slug of a member (as a rule a force), the projects that it is in, each once and in full.

    Added up here and not by the database: a sum must not stand on the join to the partners.
    """
    of_member: dict[str, list[Group]] = {}
    for project in projects:
        for member in members[project.slug]:
            of_member.setdefault(member, []).append(project)
    return {slug: Totals.combined(groups).named(slug, labels[slug]) for slug, groups in of_member.items()}


def _group(sums: dict[str, Any], row: dict[str, Any]) -> Group:
    """A group from a row of `AllocationQuerySet.sums` (empty: no allocation) and one that names and counts."""
    return Group(
        slug=row["key"],
        label=row["label"],
        in_sentences=row["in_sentences"],
        amount=amount_of(sums),
        provisional=amount_of(sums, "provisional_"),
        allocations=sums.get("allocation_count", 0),
        projects=row["projects"],
        projects_with_amount=sums.get("projects", 0),
        awards=row["awards"],
        awards_without_amount=row.get("awards_without_amount", 0),
    )


def in_one_query(queries: Sequence[Any]) -> Any:
    """The rows of queries with the same columns, whichever they are of; nothing of none."""
    if not queries:
        return []
    first, *others = queries
    return first.union(*others, all=True) if others else first
