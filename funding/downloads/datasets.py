"""The downloadable tables: what one row of each is, and its rows for a filter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial, reduce
from operator import or_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Manager, OuterRef, Q, QuerySet
from django.http import QueryDict

from forces.models import NOT_STATED, OfficerCount
from funding.filters.compare_query import CompareQuery
from funding.filters.pair_query import PairQuery
from funding.filters.query import Query
from funding.filters.view import View
from funding.models import Allocation, Award, Source
from funding.totals import listings
from funding.totals.groups import Totals
from funding.totals.selection import Selection
from projects.models import Project

from . import columns
from .column import Column


@dataclass(frozen=True, kw_only=True)
class Table:
    """A downloadable table: its name in addresses, what one row is, its columns, and its rows for a filter.

    `reads` reads its query: that of the page that it belongs to, or one without any parameter. `made_on` names that page where a table without any query is empty.
    """

    name: str
    one_row: str
    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterable[Any]]
    reads: Callable[[QueryDict], Query] = Query
    made_on: str = ""


def _slugs(through: QuerySet[Any] | Manager[Any], slug: str, **link: Any) -> ArraySubquery:
    return ArraySubquery(through.filter(**link).order_by(slug).values(slug))


def _allocation_rows(asked: View) -> Iterable[Allocation]:
    return asked.allocations().with_query(
        lambda rows: rows.select_related(
            "award__round", "award__project__theme", "award__project__lead__region"
        ).annotate(
            partner_slugs=_slugs(Project.partners.through.objects, "force__slug", project=OuterRef("award__project")),
            urls_of_sources=_slugs(Allocation.sources.through.objects, "source__url", allocation=OuterRef("pk")),
        )
    )


@dataclass(frozen=True)
class _AwardRow:
    """An award, and what its allocations that match come to."""

    award: Award
    totals: Totals


def _award_rows(asked: View) -> Iterable[_AwardRow]:
    outer = OuterRef(OuterRef("pk"))
    cited = _cited_by(
        Award.sources.through.objects.filter(award=outer),
        Allocation.sources.through.objects.filter(allocation__award=outer),
    )
    awards = asked.awards().with_query(
        lambda rows: rows.select_related("round", "project__theme", "project__lead__region").annotate(
            partner_slugs=_slugs(Project.partners.through.objects, "force__slug", project=OuterRef("project")),
            urls_of_sources=ArraySubquery(cited.order_by("url").values("url")),
        )
    )
    return (_AwardRow(award, Totals.of_award(award)) for award in awards)


def _cited_by(*citations: QuerySet[Any]) -> QuerySet[Source]:
    """The documents that any of some citations names, each once."""
    return Source.objects.filter(
        reduce(or_, (Q(Exists(citation.filter(source=OuterRef("pk")))) for citation in citations))
    )


def _sources_of_project() -> QuerySet[Source]:
    """The documents that state an outer project, or its published awards and allocations."""
    outer = OuterRef(OuterRef("pk"))
    return _cited_by(
        Source.projects.through.objects.filter(project=outer),
        Award.sources.through.objects.filter(award__project=outer, award__round__in_next_release=True),
        Allocation.sources.through.objects.filter(
            allocation__award__project=outer, allocation__award__round__in_next_release=True
        ),
    )


def _project_rows(asked: View) -> Iterable[Project]:
    return asked.projects().with_query(
        lambda rows: rows.annotate(
            partner_slugs=_slugs(Project.partners.through.objects, "force__slug", project=OuterRef("pk")),
            other_theme_slugs=_slugs(Project.other_themes.through.objects, "theme__slug", project=OuterRef("pk")),
            round_slugs=_slugs(Award.objects.published(), "round__slug", project=OuterRef("pk")),
            urls_of_sources=ArraySubquery(_sources_of_project().order_by("url").values("url")),
        )
    )


@dataclass(frozen=True, kw_only=True)
class _ForceWithOfficers(listings.ForceRow):
    """A row of the forces' table, with the latest count of officers."""

    officers: OfficerCount | None = None


def _force_rows(asked: View) -> Iterable[_ForceWithOfficers]:
    latest = {count.force_id: count for count in OfficerCount.objects.order_by("as_at")}
    for row in listings.forces(Selection.published()):
        yield _ForceWithOfficers(
            force=row.force,
            led=row.led,
            involved=row.involved,
            officers=latest.get(row.force.pk) if row.force else None,
        )


@dataclass(frozen=True, kw_only=True)
class _Compared:
    """A row of a comparison: of what, on which basis, by what it is a part, what that comes to, and which part it is."""

    kind: str
    slugs: list[str]
    names: list[str]
    basis: str
    breakdown: str
    totals: Totals
    part: str = ""
    part_label: str = ""


def _comparison_rows(asked: CompareQuery) -> Iterable[_Compared]:
    found = asked.comparison
    if found is None:
        return
    for thing, side in zip(asked.chosen, found.sides, strict=True):
        row_of_thing = partial(_Compared, kind=asked.kind.noun, slugs=[thing.slug], names=[thing.name])
        yield row_of_thing(basis="counted", breakdown="all", totals=side.counted)
        for breakdown, rows in found.rows.items():
            groups = side.groups[breakdown]
            for slug, label in rows:
                totals = groups.get(slug, Totals())
                yield row_of_thing(basis="counted", breakdown=breakdown, totals=totals, part=slug, part_label=label)
        if asked.kind.touched_label and thing.slug != NOT_STATED:
            yield row_of_thing(basis="involved", breakdown="all", totals=side.touched)
    if asked.is_complete:
        slugs, names = [thing.slug for thing in asked.chosen], [thing.name for thing in asked.chosen]
        row_of_all = partial(_Compared, kind=asked.kind.noun, slugs=slugs, names=names, breakdown="all")
        yield row_of_all(basis="together", totals=found.together)
        yield row_of_all(basis="shared", totals=found.in_common)


TABLES = {
    table.name: table
    for table in [
        Table(
            name="allocations",
            one_row="an amount of one award in one financial year: the unit of money",
            columns=columns.ALLOCATION_COLUMNS,
            rows=_allocation_rows,
            reads=View,
        ),
        Table(
            name="awards",
            one_row="an award of one round to one project, also where its amount is not published",
            columns=columns.AWARD_COLUMNS,
            rows=_award_rows,
            reads=View,
        ),
        Table(name="projects", one_row="a project", columns=columns.PROJECT_COLUMNS, rows=_project_rows, reads=View),
        Table(
            name="rounds",
            one_row="a round: what was announced beside what is itemised",
            columns=columns.ROUND_COLUMNS,
            rows=lambda asked: listings.rounds(Selection.published()),
        ),
        Table(
            name="forces",
            one_row="a force: what it leads, and apart from it what it is involved in",
            columns=columns.FORCE_COLUMNS,
            rows=_force_rows,
        ),
        Table(
            name="regions",
            one_row="a region of the lead",
            columns=columns.REGION_COLUMNS,
            rows=lambda asked: listings.regions(Selection.published()),
        ),
        Table(
            name="themes",
            one_row="a theme",
            columns=columns.THEME_COLUMNS,
            rows=lambda asked: listings.themes(Selection.published()),
        ),
        Table(
            name="partnerships",
            one_row="two forces that are named in the same projects",
            columns=columns.PAIR_COLUMNS,
            rows=lambda asked: asked.pairs,
            reads=PairQuery,
        ),
        Table(
            name="compare",
            one_row="one of two to four things that are compared, or a part of it",
            columns=columns.COMPARISON_COLUMNS,
            rows=_comparison_rows,
            reads=CompareQuery,
            made_on="compare",
        ),
        Table(
            name="sources",
            one_row="a published document that a figure or fact on this site rests on",
            columns=columns.SOURCE_COLUMNS,
            rows=lambda asked: Source.objects.public().order_by("slug").iterator(chunk_size=1000),
        ),
    ]
}
