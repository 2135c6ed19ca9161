"""What every figure has: its words, its numbers, and one drawing, which a page shows and a file holds."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from .numbers import Column, Row


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A figure in words beside a drawing, and what it belongs to: `Largest`, `£7.5m`, `Digital intelligence`, its address."""

    name: str
    text: str
    label: str = ""
    href: str = ""


@dataclass(frozen=True, kw_only=True)
class Figure(ABC):
    """A drawing with its words and its numbers. `title` is its message, `subtitle` says what is counted, in what unit and of what.

    `slug` names it on its page; `csv` is the address of the amounts behind it, where there is one. `first_column` says what
    each of its rows is, and `numbers` what is told of each.
    """

    slug: str
    title: str
    subtitle: str
    first_column: str
    numbers: tuple[Column[Any], ...]
    rows: tuple[Row, ...]
    note: str = ""
    csv: str = ""
    facts: tuple[Fact, ...] = ()

    ids: ClassVar[tuple[str, ...]] = ("id",)
    """What the ids of its rows are called in its file."""

    kind: ClassVar[str]
    """Names its drawing, `templates/figures/map.svg`, and its class in the style sheet, `map-figure`."""

    on_page: ClassVar[str] = "figures/_drawing.html"
    """The template that puts the drawing on a page."""

    nothing: ClassVar[str]
    """What a page says where there is nothing to draw."""

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
        return not self.rows

    @property
    @abstractmethod
    def summary(self) -> str:
        """What it shows, in one sentence, for those who do not see it."""

    @property
    def drawing(self) -> str:
        """The template of its drawing."""
        return f"figures/{self.kind}.svg"

    @property
    @abstractmethod
    def size(self) -> tuple[float, float]:
        """The width and height of its drawing, in the units of its template."""

    @property
    def view_box(self) -> str:
        """The part of the plane that a page shows: the drawing, and room around it for outlines."""
        width, height = self.size
        return f"-3 -3 {width + 6} {height + 6}"

    @property
    @abstractmethod
    def key(self) -> Sequence[tuple[str, str]]:
        """What its marks mean: the class of each in the style sheet, and words."""

    @property
    def key_title(self) -> str:
        """What the key is headed, where it is not clear from the subtitle."""
        return ""

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of its table of numbers."""
        return tuple(column.head for column in self.numbers)

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the columns of `records`, such as `id`, `label`, `amount_gbp`."""
        return (*self.ids, "label", *(field for column in self.numbers for field in column.fields))

    @property
    def records(self) -> list[tuple[Any, ...]]:
        """The rows of its table of numbers as plain values, amounts in pounds."""
        return [row.record for row in self.rows]
