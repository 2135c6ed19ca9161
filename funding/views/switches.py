"""Switches between views of the same figures: what an address asks for, and links to the other views.

A value that does not exist is the usual view, whose words say what it counts.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from funding.figures.options import Basis, Measure
from funding.filters.form import STACKS
from funding.filters.view import View


@dataclass(frozen=True)
class Option:
    """One side of a switch: what it shows, its address, and whether it is on."""

    words: str
    href: str
    chosen: bool


def measure_of(request: HttpRequest) -> Measure:
    """`?measure=projects`; else pounds."""
    return Measure.PROJECTS if request.GET.get("measure") == Measure.PROJECTS else Measure.POUNDS


def basis_of(request: HttpRequest) -> Basis:
    """`?basis=involved`; else led."""
    return Basis.INVOLVED if request.GET.get("basis") == Basis.INVOLVED else Basis.LED


def measure_switch(request: HttpRequest, anchor: str) -> list[Option]:
    """Between pounds and numbers of projects, each leading to the figure of that id."""
    measure = measure_of(request)
    return [
        Option("Pounds", _same_page(request, anchor), measure is Measure.POUNDS),
        Option("Projects", _same_page(request, anchor, measure=Measure.PROJECTS), measure is Measure.PROJECTS),
    ]


def map_switch(request: HttpRequest) -> list[Option]:
    """Between the amounts and the projects that forces lead, and the projects that they are involved in."""
    shown = (basis_of(request), measure_of(request))
    return [
        Option("Amount led", _same_page(request, "map"), shown == (Basis.LED, Measure.POUNDS)),
        Option(
            "Projects led",
            _same_page(request, "map", measure=Measure.PROJECTS),
            shown == (Basis.LED, Measure.PROJECTS),
        ),
        Option("Projects involved in", _same_page(request, "map", basis=Basis.INVOLVED), shown[0] is Basis.INVOLVED),
    ]


def explorer_switches(asked: View) -> dict[str, list[Option]]:
    """The explorer's: what its bars measure, what those of the years are made of, and what its map shows."""
    return {
        "measure": [
            Option(measure.title(), asked.address(measure=measure), asked.measure is measure) for measure in Measure
        ],
        "stack": [
            Option(f"By {stack}", f"{asked.address(stack=stack)}#chart-years", asked.stack == stack) for stack in STACKS
        ],
        "basis": [
            Option("Led", f"{asked.address(basis=Basis.LED)}#map", asked.basis is Basis.LED),
            Option("Involved in", f"{asked.address(basis=Basis.INVOLVED)}#map", asked.basis is Basis.INVOLVED),
        ],
    }


def _same_page(request: HttpRequest, anchor: str, **values: str) -> str:
    """The page with its parameters, but for those of switches, which are `values`."""
    query = request.GET.copy()
    for name in ("measure", "basis"):
        query.pop(name, None)
    query.update(values)
    return f"?{query.urlencode()}#{anchor}"
