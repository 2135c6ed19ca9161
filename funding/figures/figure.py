"""What every figure has, chart, map or matrix: its words, and its numbers as plain rows."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fact:
    """A figure in words beside a drawing, and what it belongs to: `Largest`, `£7.5m`, `Digital intelligence`, its address."""

    name: str
    text: str
    label: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A drawing with its words. `title` is its message, `subtitle` says what is counted, in what unit and of what.

    `slug` names it on its page; `csv` is the address of the amounts behind it, where there is one.
    """

    slug: str
    title: str
    subtitle: str
    note: str = ""
    csv: str = ""
    facts: tuple[Fact, ...] = ()

    @property
    def anchor(self) -> str:
        """The id of its element: a link to it ends in `#chart-years`."""
        return f"chart-{self.slug}"

    @property
    def title_id(self) -> str:
        return f"{self.anchor}-title"

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw, and so nothing to download."""
        raise NotImplementedError

    @property
    def summary(self) -> str:
        """What it shows, in one sentence, for those who do not see it."""
        raise NotImplementedError

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the columns of `records`, such as `id`, `label`, `amount_gbp`."""
        raise NotImplementedError

    @property
    def records(self) -> list[tuple[Any, ...]]:
        """The rows of its table of numbers as plain values, amounts in pounds."""
        raise NotImplementedError
