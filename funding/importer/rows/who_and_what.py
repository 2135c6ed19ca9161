"""The files that say who and what: sources, themes, forces and what is known of them, projects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from forces.models import COUNTED, OUTSIDE_COUNTED, Force, OfficerCount, Region
from funding.importer.cells import (
    choice,
    day_month_or_year,
    day_within,
    ids,
    new_id,
    officers,
    one_id,
    ons_code,
    text,
    two_places,
    web_address,
    whole_number,
    yes_or_no,
)
from funding.importer.record import LARGE, SMALL, Row, cell
from funding.models import Source
from projects.models import Project, Theme


@dataclass(frozen=True, kw_only=True)
class SourceRow(Row):
    FILE = "sources.csv"
    NAME = "sources"
    MODEL = Source
    ID = ("source_id",)
    UNIQUE = {("source_id",): "Every source has its own id."}
    LOOKS = "url"
    TITLE = "“{title}” ({publisher})"
    PAGE = "source"

    source_id: str = cell(new_id(Source), fills="slug")
    publisher: str = cell(text(Source, "publisher"))
    title: str = cell(text(Source, "title"))
    published_on: str = cell(day_month_or_year, blank="")
    url: str = cell(web_address(Source, "url"))
    accessed_via: str = cell(text(Source, "accessed_via"), blank="")
    note: str = cell(text(Source, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class RegionRow(Row):
    """A region in which territorial forces lie. It has no file: the rows of forces name it."""

    FILE = "forces.csv"
    NAME = "regions"
    MODEL = Region
    ID = ("region_id",)
    UNIQUE = {("region",): "Every region has its own name."}

    region_id: str = cell(one_id, fills="slug")
    region: str = cell(text(Region, "name"), fills="name")

    @property
    def key(self) -> str:
        return f"region {self.region_id}"


@dataclass(frozen=True, kw_only=True)
class ThemeRow(Row):
    FILE = "themes.csv"
    NAME = "themes"
    MODEL = Theme
    ID = ("theme_id",)
    UNIQUE = {("theme_id",): "Every theme has its own id.", ("name",): "Every theme has its own name."}
    LOOKS = "name"
    TITLE = "{name}"
    PAGE = "theme"

    theme_id: str = cell(new_id(Theme), fills="slug")
    name: str = cell(text(Theme, "name"))
    description: str = cell(text(Theme, "description"))


@dataclass(frozen=True, kw_only=True)
class ForceRow(Row):
    FILE = "forces.csv"
    NAME = "forces"
    MODEL = Force
    ID = ("force_id",)
    UNIQUE = {
        ("force_id",): "Every force has its own id.",
        ("name",): "Every force has its own name.",
        ("short_name",): "Every force has its own short name.",
        ("ons_code",): "Every force has its own code.",
    }
    LOOKS = "name"
    TITLE = "{name}"
    PAGE = "force"

    force_id: str = cell(new_id(Force), fills="slug")
    name: str = cell(text(Force, "name"))
    short_name: str = cell(text(Force, "short_name"))
    kind: str = cell(choice(Force.Kind))
    ons_code: str = cell(ons_code, blank="")
    region: str = cell(text(Region, "name"), blank="", fills="region__name")
    country: str = cell(text(Force, "country"))
    website: str = cell(web_address(Force, "website"), blank="")
    population: int | None = cell(whole_number(0, LARGE), blank=None)
    population_year: int | None = cell(whole_number(1801, 2100), blank=None)
    tile_name: str = cell(text(Force, "tile_name"), blank="", optional=True)
    name_in_sentences: str = cell(text(Force, "name_in_sentences"), blank="", optional=True)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)

    @classmethod
    def complete(cls, rows: Sequence[dict[str, Any]]) -> None:
        """Only territorial forces lie in a region, whatever the file says of the others."""
        for cells in rows:
            if cells.get("kind", Force.Kind.TERRITORIAL) != Force.Kind.TERRITORIAL:
                cells["region"] = ""


def regions_of(forces: Sequence[ForceRow], known: Mapping[str, str]) -> list[RegionRow]:
    """The regions that these forces name, each where it is named first. `known` has ids of regions by name."""
    first = {row.region: row for row in reversed(forces) if row.region}
    return [
        RegionRow(file=row.file, line=row.line, region_id=known.get(name) or slugify(name), region=name)
        for name, row in sorted(first.items())
    ]


@dataclass(frozen=True, kw_only=True)
class TileRow(Row):
    FILE = "tile_grid.csv"
    NAME = "tiles"
    MODEL = Force
    ID = ("force_id",)
    UNIQUE = {("force_id",): "A force has one tile.", ("column", "row"): "A tile holds one force."}
    PART_OF = ForceRow
    TITLE = "{force_id}, tile on the map"

    force_id: str = cell(one_id, fills="slug", refers_to=ForceRow)
    column: int = cell(whole_number(0, SMALL), fills="tile_column")
    row: int = cell(whole_number(0, SMALL), fills="tile_row")


@dataclass(frozen=True, kw_only=True)
class OfficersRow(Row):
    FILE = "force_officers.csv"
    NAME = "officer counts"
    MODEL = OfficerCount
    ID = ("force_id", "as_at")
    UNIQUE = {("force_id", "as_at"): "A force has one count a day."}
    TITLE = "{force_id}, officers on {as_at}"
    SOURCED = "A count of officers"

    force_id: str = cell(one_id, refers_to=ForceRow)
    as_at: date = cell(day_within(*COUNTED, OUTSIDE_COUNTED))
    officers_fte: Decimal = cell(officers, write=two_places)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)


@dataclass(frozen=True, kw_only=True)
class ProjectRow(Row):
    FILE = "projects.csv"
    NAME = "projects"
    MODEL = Project
    ID = ("project_id",)
    UNIQUE = {("project_id",): "Every project has its own id."}
    TITLE = "{title}"
    PAGE = "project"

    project_id: str = cell(new_id(Project), fills="slug")
    title: str = cell(text(Project, "title"))
    description: str = cell(text(Project, "description"))
    theme_id: str = cell(one_id, refers_to=ThemeRow)
    other_theme_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=ThemeRow)
    lead_id: str | None = cell(one_id, blank=None, refers_to=ForceRow)
    partner_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=ForceRow)
    national_scope: bool = cell(yes_or_no)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(Project, "note"), blank="")
