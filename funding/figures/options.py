"""What a figure shows of its groups: their pounds, or how many projects they hold."""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """The value is what an address says: `?measure=projects`."""

    POUNDS = "pounds"
    PROJECTS = "projects"


class Basis(StrEnum):
    """Whose projects a tile shows; the value is what an address says: `?basis=involved`."""

    LED = "led"
    INVOLVED = "involved"


@dataclass(frozen=True)
class Scope:
    """What a chart counts, of pounds and of projects, in words that "by theme" can follow."""

    pounds: str = "Itemised allocations"
    projects: str = "Number of projects"


WHOLE_FUND = Scope()


MATCHING = Scope("Allocations that match,", "Number of projects that match,")
