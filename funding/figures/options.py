"""What a figure is of, and what it shows of its groups: their pounds, or how many projects they hold."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from funding.addresses import projects_where


class Measure(StrEnum):
    """The value is what an address says: `?measure=projects`."""

    POUNDS = "pounds"
    PROJECTS = "projects"


class Basis(StrEnum):
    """Whose projects a tile shows; the value is what an address says: `?basis=involved`."""

    LED = "led"
    INVOLVED = "involved"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The part of the fund that a figure is of: what is counted, in words that "by theme" can follow, and where parts lead.

    `address` gives the address of a part of it (`address(theme="cyber")`), `csv` that of the rows behind the figure.
    `matching` says that a filter made it; `of_years`, that some financial years were chosen, so that others are not empty.
    """

    pounds: str = "Itemised allocations"
    projects: str = "Number of projects"
    measure: Measure = Measure.POUNDS
    address: Callable[..., str] = projects_where
    csv: str = ""
    matching: bool = False
    of_years: bool = False

    def by(self, what: str) -> str:
        """What is counted: `Itemised allocations by theme, £`, `Number of projects by theme`."""
        return f"{self.pounds} by {what}, £" if self.measure is Measure.POUNDS else f"{self.projects} by {what}"


WHOLE_FUND = Scope()
MATCHING = Scope(pounds="Allocations that match,", projects="Number of projects that match,", matching=True)
