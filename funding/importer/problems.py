"""What is wrong with a record, said so that whoever keeps the files can put it right."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One error: in which file, in which row (as an editor numbers lines) and column if it is in one, and what to do."""

    file: str
    row: int | None
    column: str | None
    reason: str

    def __str__(self) -> str:
        row = "" if self.row is None else f" row {self.row}"
        column = "" if self.column is None else f", {self.column}"
        return f"{self.file}{row}{column}: {self.reason}"


class Refused(Exception):  # noqa: N818  (it is an answer, not an accident)
    """The record cannot be loaded. `problems` holds every error found, by file and row."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.row or 0))
        super().__init__("\n".join(map(str, self.problems)))
