"""Switches between views of the same figures: links to each, of which one is on."""

from dataclasses import dataclass

from funding.figures.options import Basis, Measure
from funding.filters.form import STACKS
from funding.filters.list_query import ListQuery
from funding.filters.view import View


@dataclass(frozen=True, kw_only=True)
class Option:
    """One side of a switch: what it shows, its address, and whether it is on."""

    words: str
    href: str
    chosen: bool


def measure_switch(query: ListQuery, anchor: str) -> list[Option]:
    """Between pounds and numbers of projects, each leading to the figure of that id."""
    return [
        Option(words=measure.title(), href=_same_page(query, anchor, measure=measure), chosen=query.measure is measure)
        for measure in Measure
    ]


def map_switch(query: ListQuery) -> list[Option]:
    """Between the amounts and the projects that forces lead, and the projects that they are involved in."""
    views = [
        ("Amount led", Basis.LED, Measure.POUNDS),
        ("Projects led", Basis.LED, Measure.PROJECTS),
        ("Projects involved in", Basis.INVOLVED, Measure.POUNDS),
    ]
    # What forces are involved in is shown in projects alone, whatever the measure.
    shown = (query.basis, query.measure if query.basis is Basis.LED else Measure.POUNDS)
    return [
        Option(
            words=words, href=_same_page(query, "map", basis=basis, measure=measure), chosen=shown == (basis, measure)
        )
        for words, basis, measure in views
    ]


def explorer_switches(asked: View) -> dict[str, list[Option]]:
    """The explorer's: what its bars measure, what those of the years are made of, and what its map shows."""
    return {
        "measure": [
            Option(words=measure.title(), href=asked.address(measure=measure), chosen=asked.measure is measure)
            for measure in Measure
        ],
        "stack": [
            Option(words=f"By {stack}", href=f"{asked.address(stack=stack)}#chart-years", chosen=asked.stack == stack)
            for stack in STACKS
        ],
        "basis": [
            Option(words="Led", href=f"{asked.address(basis=Basis.LED)}#map", chosen=asked.basis is Basis.LED),
            Option(
                words="Involved in",
                href=f"{asked.address(basis=Basis.INVOLVED)}#map",
                chosen=asked.basis is Basis.INVOLVED,
            ),
        ],
    }


def _same_page(query: ListQuery, anchor: str, **values: str) -> str:
    return f"?{query.spelling.having(**values).query}#{anchor}"
