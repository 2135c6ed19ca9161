"""The facts of an edition: what each project, award and allocation is, as columns of whole numbers in memory.

Every total, every breakdown and every facet is worked out from these columns. An edition never changes, so a process reads
its facts once; those of the record, which changes, are read each time.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from django.db.models import BigIntegerField, F, QuerySet
from django.db.models.functions import Cast
from numpy.typing import NDArray

from forces.models import Force, Region
from funding import financial_year, money
from funding.models import Allocation, Award, Round
from funding.releases.reading import edition_read
from projects.models import Project, Theme

if TYPE_CHECKING:
    from .dimensions import Dimension

Places = NDArray[np.int64]
"""Whole numbers: as a rule the places of things in a list or of rows in a column."""

Marks = NDArray[np.bool_]
"""For each row of a column whether it is meant."""

EDITIONS_KEPT = 4
"""Of how many editions a process keeps the facts: the current one, and a few that are looked back at."""

LOW = 1_000_000
"""Pence are added up in two parts, the multiples of this and the rest, so that sums of the largest amounts are exact too."""

QUALIFIERS: Sequence[str] = money.Qualifier.values

YEARS: Sequence[int | None] = [*financial_year.fund_years(), None]
"""The financial years that an allocation can have, and last that it is not published."""


class Name(NamedTuple):
    """What a value is called: in addresses, by itself, and in a sentence where that differs."""

    slug: str
    label: str
    in_sentences: str = ""


@dataclass(frozen=True, kw_only=True, eq=False)
class Facts:
    """Columns with a row a project, by title; a row an award, by project and round; a row an allocation, by award and year.

    A project, an award or an allocation is its place in that order: `award_project` says of which project an award is, and
    `allocation_award` of which award an allocation. Themes, rounds, regions and forces are places in the lists of their names,
    and the lead that is not stated, or the region of a force that is in none, is the place after the last; a year is a place in
    `YEARS`. `project_title` is the rank of a title, the same for two that are alike. `award_pence` is what an award comes to, 0
    without an amount. `pence` are the amounts in two parts (see `LOW`), `marks` how exact they are: a place in `QUALIFIERS`, and
    as many more if provisional. `members` are pairs of a project and a force that leads or partners it, `other_themes` of a
    project and a further theme, `award_sources` and `allocation_sources` of a row and the primary key of a document that states it.
    """

    themes: Sequence[Name]
    rounds: Sequence[Name]
    regions: Sequence[Name]
    forces: Sequence[Name]
    projects: Sequence[Name]
    awards: Sequence[Name]
    force_region: Places
    round_kind: Sequence[str]
    round_is_public: Marks
    project_pk: Places
    project_title: Places
    project_theme: Places
    project_lead: Places
    project_national: Marks
    award_pk: Places
    award_project: Places
    award_round: Places
    allocation_pk: Places
    allocation_award: Places
    allocation_year: Places
    pence: tuple[Places, Places]
    marks: Places
    members: tuple[Places, Places]
    other_themes: tuple[Places, Places]
    award_sources: tuple[Places, Places]
    allocation_sources: tuple[Places, Places]

    @cached_property
    def award_pence(self) -> Places:
        pence = np.zeros(len(self.award_pk), dtype=np.int64)
        np.add.at(pence, self.allocation_award, self.pence[0] * LOW + self.pence[1])
        return pence

    @cached_property
    def has_amount(self) -> Marks:
        """Which awards have an allocation."""
        return np.bincount(self.allocation_award, minlength=len(self.award_pk)) > 0

    def codes(self, dimension: "Dimension") -> Places:
        """Which value of a dimension each row of its level has, as a place in the names."""
        if dimension not in self._codes:
            self._codes[dimension] = dimension.codes(self)
        return self._codes[dimension]

    def names(self, dimension: "Dimension") -> Sequence[Name]:
        """What the values of a dimension are called."""
        if dimension not in self._names:
            self._names[dimension] = [*dimension.things(self), *(Name(*value) for value in dimension.fixed.items())]
        return self._names[dimension]

    def places(self, dimension: "Dimension", slugs: Collection[str]) -> Places:
        """The places of some values of a dimension; those that there are not have none."""
        if dimension not in self._places:
            self._places[dimension] = {name.slug: place for place, name in enumerate(self.names(dimension))}
        found = self._places[dimension]
        return np.array([found[slug] for slug in slugs if slug in found], dtype=np.int64)

    def of_awards(self, dimension: "Dimension") -> Places:
        """Which value of a dimension that is not of allocations each award has."""
        codes = self.codes(dimension)
        return codes[self.award_project] if dimension.level == "project" else codes

    def of_allocations(self, dimension: "Dimension") -> Places:
        """Which value of a dimension each allocation has."""
        return self.codes(dimension) if dimension.of_allocations else self.of_awards(dimension)[self.allocation_award]

    @cached_property
    def _codes(self) -> "dict[Dimension, Places]":
        return {}

    @cached_property
    def _names(self) -> "dict[Dimension, Sequence[Name]]":
        return {}

    @cached_property
    def _places(self) -> "dict[Dimension, dict[str, int]]":
        return {}


def facts() -> Facts:
    """Those of the edition that is read; outside of any, those of the record as it stands, drafts included."""
    edition = edition_read()
    if edition is None:
        return _read_facts()
    return _facts_of(str(edition), edition.made_at, getattr(edition, "layout", ""))


@lru_cache(maxsize=EDITIONS_KEPT)
def _facts_of(edition: str, made_at: datetime, layout: str) -> Facts:
    return _read_facts()


Columns = dict[str, Sequence[Any]]
"""By the name of a field, its values in all rows."""


def _read_facts() -> Facts:
    """Reads them of the tables on the path, each once."""
    themes, regions = (
        _columns(Theme.objects.all(), "pk", "slug", "name"),
        _columns(Region.objects.all(), "pk", "slug", "name"),
    )
    rounds = _columns(Round.objects.all(), "pk", "slug", "name", "kind", "in_next_release")
    forces = _columns(Force.objects.all(), "pk", "slug", "name", "name_in_sentences", "region_id")
    projects = _columns(
        Project.objects.order_by("sort_key", "slug"),
        *("pk", "slug", "title", "sort_key", "theme_id", "lead_id", "national_scope"),
    )
    awards = _columns(
        Award.objects.order_by(*_order_of_awards("")),
        *("pk", "slug", "project_id", "round_id"),
    )
    allocations = _columns(
        Allocation.objects.order_by(
            *_order_of_awards("award__"),
            F("financial_year").asc(nulls_last=True),
            "-kind",  # what is stated before what that leaves
        ).annotate(pence=Cast(F("amount") * 100, BigIntegerField())),
        *("pk", "award_id", "financial_year", "pence", "qualifier", "status"),
    )
    project_pk, award_pk, allocation_pk = (_whole(rows["pk"]) for rows in (projects, awards, allocations))
    award_project = _places_in(projects, awards["project_id"])
    lead = _places_in(forces, projects["lead_id"])
    led = np.flatnonzero(lead < len(forces["pk"]))
    partnered, partners = _pairs(Project.partners.through, ("project_id", projects), ("force_id", forces))
    pence = _whole(allocations["pence"])
    provisional = [status == Allocation.Status.PROVISIONAL for status in allocations["status"]]
    titles = list(map(Name, projects["slug"], projects["title"]))
    return Facts(
        themes=list(map(Name, themes["slug"], themes["name"])),
        rounds=list(map(Name, rounds["slug"], rounds["name"])),
        regions=list(map(Name, regions["slug"], regions["name"])),
        forces=list(map(Name, forces["slug"], forces["name"], forces["name_in_sentences"])),
        projects=titles,
        awards=[
            Name(f"{titles[project].slug}#{slug}", titles[project].label)
            for slug, project in zip(awards["slug"], award_project.tolist(), strict=True)
        ],
        force_region=_places_in(regions, forces["region_id"]),
        round_kind=rounds["kind"],
        round_is_public=np.array(rounds["in_next_release"], dtype=np.bool_),
        project_pk=project_pk,
        project_title=np.cumsum([a != b for a, b in pairwise(["", *projects["sort_key"]])], dtype=np.int64),
        project_theme=_places_in(themes, projects["theme_id"]),
        project_lead=lead,
        project_national=np.array(projects["national_scope"], dtype=np.bool_),
        award_pk=award_pk,
        award_project=award_project,
        award_round=_places_in(rounds, awards["round_id"]),
        allocation_pk=allocation_pk,
        allocation_award=_places_in(awards, allocations["award_id"]),
        allocation_year=_whole(map(YEARS.index, allocations["financial_year"])),
        pence=(pence // LOW, pence % LOW),
        marks=_whole(map(QUALIFIERS.index, allocations["qualifier"])) + len(QUALIFIERS) * _whole(provisional),
        members=(np.concatenate((led, partnered)), np.concatenate((lead[led], partners))),
        other_themes=_pairs(Project.other_themes.through, ("project_id", projects), ("theme_id", themes)),
        award_sources=_pairs(Award.sources.through, ("award_id", awards), ("source_id", None)),
        allocation_sources=_pairs(Allocation.sources.through, ("allocation_id", allocations), ("source_id", None)),
    )


def _order_of_awards(path: str) -> list[Any]:
    """By project, then by round; the path leads from a row to its award."""
    of_project = [f"{path}project__sort_key", f"{path}project__slug"]
    day = F(f"{path}round__announced_on").asc(nulls_last=True)
    return [*of_project, f"{path}round__financial_year", day, f"{path}round__slug"]


def _columns(rows: QuerySet[Any], *fields: str) -> Columns:
    values = list(rows.values_list(*fields))
    return dict(zip(fields, zip(*values, strict=True) if values else [()] * len(fields), strict=True))


def _whole(values: Iterable[Any]) -> Places:
    return np.fromiter(values, dtype=np.int64)


def _places_in(rows: Columns, keys: Iterable[int | None]) -> Places:
    """Where the rows of some primary keys stand; for None, the place after the last."""
    places: dict[int | None, int] = {key: place for place, key in enumerate(rows["pk"])}
    places[None] = len(places)
    return _whole(places[key] for key in keys)


def _pairs(links: type[Any], *sides: tuple[str, Columns | None]) -> tuple[Places, Places]:
    """The rows of a table of links: by its field for each side, the places of that side's rows, or else its primary keys."""
    columns = _columns(links.objects.order_by(), *(field for field, _ in sides))
    one, other = (_places_in(rows, columns[field]) if rows else _whole(columns[field]) for field, rows in sides)
    return one, other
