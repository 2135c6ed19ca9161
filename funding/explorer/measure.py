"""What a figure shows of its groups: their pounds, or how many projects they hold."""

from enum import StrEnum


class Measure(StrEnum):
    """The value is what an address says: `?measure=projects`."""

    POUNDS = "pounds"
    PROJECTS = "projects"
