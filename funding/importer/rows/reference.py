"""The files of facts beside the fund. A folder may lack them: then nothing is said of such rows."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from forces.models import COUNTED, OUTSIDE_COUNTED
from funding.financial_year import label
from funding.importer.cells import (
    any_year,
    choice,
    day_month_or_year,
    day_within,
    four_places,
    ids,
    index,
    officers,
    one_id,
    text,
    two_places,
    whole_number,
)
from funding.importer.record import LARGE, Row, cell
from funding.models import Deflator, Population, Renaming, YearEndOfficers

from .who_and_what import ForceRow, SourceRow


@dataclass(frozen=True, kw_only=True)
class DeflatorRow(Row):
    FILE = "deflators.csv"
    NAME = "deflators"
    MODEL = Deflator
    ID = ("financial_year",)
    UNIQUE = {("financial_year",): "A year has one deflator."}
    TITLE = "Deflator of {financial_year}"
    SOURCED = "A deflator"
    IS_OPTIONAL = True

    financial_year: int = cell(any_year, write=label)
    index: Decimal = cell(index, write=four_places)
    base_year: int = cell(any_year, write=label)
    status: str = cell(choice(Deflator.Status))
    release: str = cell(text(Deflator, "release"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)


@dataclass(frozen=True, kw_only=True)
class PopulationRow(Row):
    FILE = "population.csv"
    NAME = "populations"
    MODEL = Population
    ID = ("force_id", "as_at")
    UNIQUE = {("force_id", "as_at"): "A force has one population a day."}
    TITLE = "{force_id}, population on {as_at}"
    SOURCED = "A population"
    IS_OPTIONAL = True

    force_id: str = cell(one_id, refers_to=ForceRow)
    as_at: date = cell(day_within(*COUNTED, OUTSIDE_COUNTED))
    population: int = cell(whole_number(1, LARGE))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(Population, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class YearEndOfficersRow(Row):
    FILE = "officers.csv"
    NAME = "officers at year ends"
    MODEL = YearEndOfficers
    ID = ("force_id", "as_at")
    UNIQUE = {("force_id", "as_at"): "A force has one count a day."}
    TITLE = "{force_id}, officers on {as_at}"
    SOURCED = "A count of officers"
    IS_OPTIONAL = True

    force_id: str = cell(one_id, refers_to=ForceRow)
    as_at: date = cell(day_within(*COUNTED, OUTSIDE_COUNTED))
    officers_fte: Decimal = cell(officers, write=two_places)
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
    note: str = cell(text(YearEndOfficers, "note"), blank="")


@dataclass(frozen=True, kw_only=True)
class RenamingRow(Row):
    FILE = "renamings.csv"
    NAME = "renamings"
    MODEL = Renaming
    ID = ("force_id", "change")
    UNIQUE = {("force_id", "change"): "A change of a force has one row."}
    TITLE = "{force_id}, {change}"
    SOURCED = "A renaming"
    IS_OPTIONAL = True

    force_id: str = cell(one_id, refers_to=ForceRow)
    change: str = cell(text(Renaming, "change"))
    old_name: str = cell(text(Renaming, "old_name"))
    new_name: str = cell(text(Renaming, "new_name"), blank="")
    date: str = cell(day_month_or_year, blank="")
    date_precision: str = cell(text(Renaming, "date_precision"), blank="")
    detail: str = cell(text(Renaming, "detail"))
    source_ids: tuple[str, ...] = cell(ids, blank=(), refers_to=SourceRow)
