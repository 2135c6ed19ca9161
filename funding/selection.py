"""A selection: the part of the fund that a page, chart, table or export shows, and what it comes to.

Every total and every breakdown of the site is one of these methods, so the same part always has the same numbers.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.db.models import Case, CharField, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from forces.models import NATIONAL_BODIES, NOT_STATED, Force
from projects.models import Project

from . import financial_year, money
from .models import Allocation, Award, Source
from .querysets import FIGURE, AllocationQuerySet, AwardQuerySet

LEAD_NOT_STATED_LABEL = "Lead not stated"
NATIONAL_BODIES_LABEL = "National bodies"


@dataclass(frozen=True, kw_only=True)
class Group:
    """One group of a breakdown, or all of a selection: what it is called, and what it comes to.

    `amount` is pounds, the sum of the group's `parts` allocations, or None where no amount is published; `qualifier` says
    how exact it is.
    `projects` and `awards` count those in the group, of which `awards_without_amount` have no published amount and
    `projects_with_amount` have one. `provisional` is how many of the pounds were described as still to come.
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

    @property
    def pounds(self) -> Decimal:
        """The amount as a number to add up or draw: £0 where none is published."""
        return self.amount or Decimal(0)

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
            provisional=sum(
                (allocation.amount for allocation in allocations if allocation.status == Allocation.Status.PROVISIONAL),
                Decimal(0),
            ),
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
        )


@dataclass(frozen=True, kw_only=True)
class Cell:
    """The amount, in pounds, of one financial year (None: not published) and one group of a second breakdown."""

    year: int | None
    slug: str
    label: str
    amount: Decimal
    qualifier: str | None = money.Qualifier.EXACTLY.value


@dataclass(frozen=True, kw_only=True)
class Dimension:
    """A way to break a selection down. `slug` and `label` make expressions from the path that leads to an award."""

    slug: Callable[[str], Combinable]
    label: Callable[[str], Combinable]


ROUND = Dimension(slug=lambda award: F(f"{award}round__slug"), label=lambda award: F(f"{award}round__name"))
THEME = Dimension(
    slug=lambda award: F(f"{award}project__theme__slug"), label=lambda award: F(f"{award}project__theme__name")
)
PROJECT = Dimension(slug=lambda award: F(f"{award}project__slug"), label=lambda award: F(f"{award}project__title"))
LEAD = Dimension(
    slug=lambda award: Coalesce(f"{award}project__lead__slug", Value(NOT_STATED)),
    label=lambda award: Coalesce(f"{award}project__lead__name", Value(LEAD_NOT_STATED_LABEL)),
)


def _region(field: str, not_stated: str, national_bodies: str) -> Callable[[str], Combinable]:
    return lambda award: Case(
        When(**{f"{award}project__lead__isnull": True}, then=Value(not_stated)),
        When(**{f"{award}project__lead__region__isnull": True}, then=Value(national_bodies)),
        default=F(f"{award}project__lead__region__{field}"),
        output_field=CharField(),
    )


REGION = Dimension(
    slug=_region("slug", NOT_STATED, NATIONAL_BODIES),
    label=_region("name", LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL),
)


@dataclass(frozen=True)
class Selection:
    """Some awards, and those of their allocations that count: all of them, or only those of one financial year."""

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

    def in_year(self, year: int | None) -> Self:
        """The allocations of one financial year (None: year not published), and the awards that have one."""
        only = self.allocations.year_not_published() if year is None else self.allocations.in_years(year, year)
        return type(self)(self.awards.filter(Exists(only.filter(award=OuterRef("pk")))), only)

    def of_projects_worth(self, lowest: Decimal | None, highest: Decimal | None) -> Self:
        """Only the projects whose amount in this selection is within the bounds, both included; without any amount, none."""
        bounds = {"pounds__gte": lowest, "pounds__lte": highest}
        within = {lookup: bound for lookup, bound in bounds.items() if bound is not None}
        sums = self.allocations.order_by().values("award__project").annotate(**FIGURE)
        projects = sums.filter(**within).values("award__project")
        return type(self)(
            self.awards.filter(project__in=projects), self.allocations.filter(award__project__in=projects)
        )

    def total(self) -> Group:
        """All of it as one group."""
        return next(iter(self._groups({}, {})), _group({}, {"projects": 0, "awards": 0, "awards_without_amount": 0}))

    def by(self, dimension: Dimension) -> list[Group]:
        """Its groups, largest amount first, those without an amount after them, and what is not stated last."""
        groups = self._groups(
            {"key": dimension.slug(""), "label": dimension.label("")},
            {"key": dimension.slug("award__"), "label": dimension.label("award__")},
        )
        return by_amount(groups)

    def by_year(self) -> list[Group]:
        """A group for each financial year that has an allocation, in order, and last the allocations whose year is not published.

        Awards without an amount are in no year: `total().awards_without_amount` counts them.
        """
        rows = sorted(self.allocations.figures(year=F("financial_year")), key=lambda row: year_order(row["year"]))
        return [
            _group(row, {**row, "key": financial_year.slug(row["year"]), "label": financial_year.label(row["year"])})
            for row in rows
        ]

    def by_year_and(self, dimension: Dimension) -> list[Cell]:
        """A cell for each financial year and group that have an allocation, in the order of the years."""
        rows = self.allocations.figures(
            year=F("financial_year"), key=dimension.slug("award__"), label=dimension.label("award__")
        )
        return [
            Cell(
                year=row["year"],
                slug=row["key"],
                label=row["label"],
                amount=row["pounds"],
                qualifier=money.combined_qualifier(row["only_qualifier"], parts=row["parts"], inexact=row["inexact"]),
            )
            for row in sorted(rows, key=lambda row: (year_order(row["year"]), row["label"]))
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
        # Added up here and not by the database: a sum must not stand on the join to the partners.
        figures = {group.slug: group for group in self.by(PROJECT)}
        members: dict[str, dict[str, Group]] = {}
        labels: dict[str, str] = {}
        projects = Project.objects.filter(pk__in=self.awards.order_by().values("project"))
        partners = Prefetch("partners", Force.objects.select_related("region"))
        for project in projects.select_related("lead__region").prefetch_related(partners):
            for force in [*filter(None, [project.lead]), *project.partners.all()]:
                members.setdefault(slug(force), {})[project.slug] = figures[project.slug]
                labels[slug(force)] = label(force)
        return {key: Group.combined(key, labels[key], groups.values()) for key, groups in members.items()}

    def projects(self) -> QuerySet[Project]:
        """Its projects, each once, with their figure in this selection.

        Annotated with `pounds` (null: no amount published), `parts`, `inexact` and `only_qualifier` (see
        `querysets.FIGURE`), `award_count` and `without_amount`, the number of awards whose amount is not published.
        """
        mine = self.awards.order_by().filter(project=OuterRef("pk")).values("project")
        bare = mine.filter(allocations__isnull=True)
        return (
            Project.objects.filter(pk__in=self.awards.order_by().values("project"))
            .select_related("theme", "lead", "lead__region")
            .annotate(
                **self.allocations.figure_of_each("award__project"),
                award_count=Subquery(mine.annotate(count=Count("pk")).values("count")),
                without_amount=Coalesce(Subquery(bare.annotate(count=Count("pk")).values("count")), 0),
            )
        )

    def sources(self) -> QuerySet[Source]:
        """The documents that state its awards and allocations, each once."""
        of_awards = Source.objects.filter(awards__in=self.awards.order_by()).values("pk")
        of_allocations = Source.objects.filter(allocations__in=self.allocations.order_by()).values("pk")
        return Source.objects.filter(Q(pk__in=of_awards) | Q(pk__in=of_allocations))

    def _groups(self, award_keys: dict[str, Combinable], allocation_keys: dict[str, Combinable]) -> list[Group]:
        """Counts come from the awards, amounts from their allocations: neither query joins two to-many relations."""
        figures = {row.get("key"): row for row in self.allocations.figures(**allocation_keys)}
        return [_group(figures.get(row.get("key"), {}), row) for row in self.awards.counts(**award_keys)]


def _group(figure: dict[str, Any], row: dict[str, Any]) -> Group:
    """A group from a row of `AllocationQuerySet.figures` (empty: no allocation) and one that names and counts."""
    return Group(
        slug=row.get("key", ""),
        label=row.get("label", ""),
        amount=figure.get("pounds"),
        qualifier=money.combined_qualifier(
            figure.get("only_qualifier"), parts=figure.get("parts", 0), inexact=figure.get("inexact", 0)
        ),
        parts=figure.get("parts", 0),
        projects=row["projects"],
        awards=row["awards"],
        awards_without_amount=row.get("awards_without_amount", 0),
        projects_with_amount=figure.get("projects", 0),
        provisional=figure.get("provisional", Decimal(0)),
    )


def by_amount(groups: Iterable[Group]) -> list[Group]:
    """Largest amount first, those without an amount after them, and what is not stated last."""
    return sorted(
        groups, key=lambda group: (group.slug == NOT_STATED, -group.pounds, group.amount is None, group.label)
    )


def year_order(year: int | None) -> tuple[bool, int]:
    """Sorts years as they pass, and what has no published year last."""
    return year is None, year or 0
