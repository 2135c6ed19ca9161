"""What the map of tiles says: on each tile, in its legend, its numbers and its words, on the basis and in the measure asked for."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from forces.models import Force
from funding import words
from funding.money import Amount
from funding.totals.groups import Totals
from funding.totals.listings import ForceRow

from . import headlines
from .numbers import Column, count, pounds
from .options import Basis, Measure, Scope

LETTERS = 9
"""How many letters of a name fit on a line of a tile."""


BANDS_OF_POUNDS = [
    (Decimal(10_000_000), "band-4", "£10m or more"),
    (Decimal(5_000_000), "band-3", "£5m to £10m"),
    (Decimal(1_000_000), "band-2", "£1m to £5m"),
    (Decimal(0), "band-1", "under £1m"),
]
"""From how much, the class of the tile, and what the legend says."""

BANDS_OF_PROJECTS = [
    (Decimal(7), "band-4", "7 projects or more"),
    (Decimal(4), "band-3", "4 to 6"),
    (Decimal(2), "band-2", "2 or 3"),
    (Decimal(1), "band-1", "1 project"),
]

NOTHING, NOT_PUBLISHED, LEAD_NOT_STATED = "nothing", "not-published", "not-stated"


LED_NUMBERS: tuple[Column[ForceRow], ...] = (
    pounds("Amount led", "amount_gbp", lambda row: row.led.shown),
    count("Projects led", "projects", lambda row: row.led.projects),
    count("Awards whose amount is not published", "awards_without_amount", lambda row: row.led.awards_without_amount),
)
INVOLVED_NUMBERS: tuple[Column[ForceRow], ...] = (
    count("Projects involved in", "projects_involved", lambda row: _involved(row).projects),
    pounds("Amount of these projects, in full", "amount_in_full_gbp", lambda row: _involved(row).shown),
    count("Projects led", "projects_led", lambda row: row.led.projects),
)


def _involved(row: ForceRow) -> Totals:
    return row.involved or Totals()


@dataclass(frozen=True)
class TileWords:
    """What a map shows, and so what its tiles, legend and numbers say."""

    basis: Basis
    scope: Scope

    @property
    def involved(self) -> bool:
        return self.basis is Basis.INVOLVED

    @property
    def pounds(self) -> bool:
        return self.scope.measure is Measure.POUNDS and not self.involved

    def totals(self, row: ForceRow) -> Totals:
        """What the tile of a row shows."""
        return _involved(row) if self.involved else row.led

    def title(self, rows: Sequence[ForceRow]) -> str:
        named = [
            self.totals(row).named(row.led.slug, row.force.name_in_sentences or row.led.label)
            for row in rows
            if row.force
        ]
        if self.involved:
            return headlines.involved(named)
        # What has no stated lead is on no tile of a force, but it is not nothing.
        has_some = any(group.pounds if self.pounds else group.projects for group in named)
        return headlines.leads(named if has_some else [row.led for row in rows], self.scope.measure)

    @property
    def subtitle(self) -> str:
        if self.involved:
            return f"{self.scope.projects} by force that leads or partners them. A project counts for each force in it."
        return f"{self.scope.by('lead')}. Each territorial force is one tile; below are those who are not on the map."

    @property
    def legend_title(self) -> str:
        return "Is involved in" if self.involved else "Leads"

    @property
    def which(self) -> str:
        """Of all that could be led: what is known here, or of that what a filter asks for."""
        return "that matches" if self.scope.matching else "that is known"

    @property
    def bands(self) -> list[tuple[Decimal, str, str]]:
        return BANDS_OF_POUNDS if self.pounds else BANDS_OF_PROJECTS

    @property
    def legend(self) -> list[tuple[str, str]]:
        bands = [(band, text) for _, band, text in self.bands]
        if self.involved:
            return [*bands, (NOTHING, f"– no project {self.which}")]
        unpublished = [(NOT_PUBLISHED, "? projects, amount not published")] if self.pounds else []
        return [*bands, *unpublished, (NOTHING, f"– nothing {self.which}"), (LEAD_NOT_STATED, "lead not stated")]

    def band(self, row: ForceRow) -> str:
        group = self.totals(row)
        if group.projects == 0:
            return NOTHING
        if row.force is None:
            return LEAD_NOT_STATED
        if not self.pounds:
            return next(band for least, band, _ in self.bands if group.projects >= least)
        if group.amount is None:
            return NOT_PUBLISHED
        return next(band for least, band, _ in self.bands if group.pounds >= least)

    def lines(self, row: ForceRow) -> list[tuple[str, int]]:
        """The lines of text on a tile, each with its distance from the tile's top."""
        group = self.totals(row)
        names = _short_name(row.force) if row.force else ("Lead not", "stated")
        if group.projects == 0:
            value = "–"
        elif not self.pounds:
            value = f"{group.projects:,}"
        else:
            value = Amount(group.pounds).short() if group.amount else "?"
        first = 24 if len(names) == 2 else 32
        return [(line, first + 18 * index) for index, line in enumerate([*names, value])]

    def label(self, row: ForceRow) -> str:
        """`Dyfed-Powys: leads nothing that is known; involved in 1 project`."""
        if row.force is None:
            return f"{row.led.label}: {_counted(row.led) if row.led.projects else f'nothing {self.which}'}"
        leads = f"leads {_counted(row.led)}" if row.led.projects else f"leads nothing {self.which}"
        if not self.involved:
            also = f"; involved in {words.count(row.involved.projects, 'project')}" if row.involved else ""
            return f"{row.force.short_name}: {leads}{also}"
        group = self.totals(row)
        if not group.projects:
            return f"{row.force.short_name}: in no project {self.which}"
        have = "which has" if group.projects == 1 else "which have"
        amount = f"{have} {group.amount} in all" if group.amount else "amount not published"
        led = f"leads {row.led.projects} of them" if row.led.projects else "leads none of them"
        return f"{row.force.short_name}: involved in {words.count(group.projects, 'project')}, {amount}; {led}"

    @property
    def numbers(self) -> tuple[Column[ForceRow], ...]:
        """What is told of each force in the figure's table."""
        return INVOLVED_NUMBERS if self.involved else LED_NUMBERS

    def sentence(self, placed: Sequence[ForceRow]) -> str:
        """How many of the forces on the map have something to show."""
        some = sum(self.totals(row).projects > 0 for row in placed)
        do = (
            ("is involved in" if some == 1 else "are involved in")
            if self.involved
            else "leads"
            if some == 1
            else "lead"
        )
        project = "a project that matches" if self.scope.matching else "a project or more"
        return f"{some} of the {words.count(len(placed), 'force')} on the map {do} {project}."

    def note(self, on_map: Totals, off_map: Totals) -> str:
        """What the tiles come to, or why they come to nothing together."""
        if self.involved:
            return "Nothing is added up here: a project stands in the tile of every force that leads or partners it."
        total = Totals.combined([on_map, off_map])
        if not self.pounds:
            return (
                f"On the map {on_map.projects:,} + not on the map {off_map.projects:,} "
                f"= {words.count(total.projects, 'project')} in all."
            )
        unknown = total.awards_without_amount
        parts = [
            f"On the map {_exact(on_map)} + not on the map {_exact(off_map)} = {_exact(total)} in all.",
            f"{words.count(unknown, 'award')} {'has' if unknown == 1 else 'have'} no reliable published amount."
            if unknown
            else "",
            "The tiles leave out “about”, “at least” and the like; the numbers have them.",
        ]
        return " ".join(filter(None, parts))


def _short_name(force: Force) -> Sequence[str]:
    """The name in one or two lines that fit on a tile: the one made for it, else the short name broken at its spaces, and cut."""
    if force.tile_name:
        return force.tile_name.split(";")
    first, *more = textwrap.wrap(force.short_name, LETTERS)
    return [first, *(more if len(more) < 2 else [f"{more[0][: LETTERS - 1]}…"])]


def _counted(group: Totals) -> str:
    """`2 projects, about £2.22m`."""
    amount = group.amount or "amount not published"
    return f"{words.count(group.projects, 'project')}, {amount}"


def _exact(totals: Totals) -> str:
    """The full figure, so that figures add up before the reader's eyes."""
    return "no published amount" if totals.projects and not totals.amount else totals.shown.exact()
