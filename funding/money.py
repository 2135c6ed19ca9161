"""What an amount in pounds sterling is: how exactly it is known, how amounts are added and compared, how they are written.

Full figures go in and are added; only what is written is rounded.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from operator import add
from typing import Self

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString

MAX_DIGITS, DECIMAL_PLACES = 14, 2
MAX_DIGITS_OF_SUM = 20  # of a million of the largest amounts


class Qualifier(models.TextChoices):
    """How exact a published amount is, in the words of its source."""

    EXACTLY = "exactly", "exactly"
    ABOUT = "about", "about"
    ALMOST = "almost", "almost"
    AT_LEAST = "at least", "at least"
    UP_TO = "up to", "up to"


BOUNDS = frozenset({Qualifier.ALMOST, Qualifier.AT_LEAST, Qualifier.UP_TO})
"""Qualifiers that say on which side of the figure the amount lies, and not how far from it."""

SIGNS = {Qualifier.AT_LEAST: "≥", Qualifier.UP_TO: "≤"}
TURNED = {
    Qualifier.EXACTLY: Qualifier.EXACTLY,
    Qualifier.AT_LEAST: Qualifier.UP_TO,
    Qualifier.UP_TO: Qualifier.AT_LEAST,
}
"""How exact is what is left when an amount of this qualifier is taken from an exact one; of others, about."""


@dataclass(frozen=True)
class Amount:
    """Pounds with how exactly they are known: what a source states, or what is added up or left of such amounts.

    `of_bounds` is true of what is "about" so much because an amount within it is "at least", "up to" or "almost".
    """

    pounds: Decimal
    qualifier: Qualifier = Qualifier.EXACTLY
    of_bounds: bool = False

    @classmethod
    def of_sum(cls, pounds: Decimal, *, number: int, qualifiers: Collection[str]) -> Self:
        """What `number` amounts come to that were added up elsewhere; `qualifiers` are those that they have."""
        if number == 1:
            return cls(pounds, Qualifier(next(iter(qualifiers))))
        exact = BOUNDS.union([Qualifier.ABOUT]).isdisjoint(qualifiers)
        return cls(pounds, _about_unless(exact), not BOUNDS.isdisjoint(qualifiers))

    def __add__(self, other: Self) -> Self:
        """Exactly so much if both are exact, else about."""
        return self._with(other, self.pounds + other.pounds, _about_unless(self.is_exact and other.is_exact))

    def __sub__(self, other: Self) -> Self:
        """How much more it is. A bound stays one beside an exact amount: at least £5m less £1m is at least £4m."""
        qualifier = TURNED.get(other.qualifier, Qualifier.ABOUT) if self.is_exact else Qualifier.ABOUT
        if other.is_exact and self.qualifier in SIGNS:
            qualifier = self.qualifier
        return self._with(other, self.pounds - other.pounds, qualifier)

    def left_by(self, part: Self) -> Self:
        """What a part leaves of it. If it is at least so much, at least the rest is left, even of a part that is not exact."""
        kept = self.qualifier if self.qualifier in SIGNS else _about_unless(self.is_exact and part.is_exact)
        return self._with(part, self.pounds - part.pounds, kept)

    def qualifier_of_share(self, whole: Self) -> str:
        """How exact its share of a whole is: at most so much of what is at least the whole."""
        shares = {Qualifier.AT_LEAST: "at most", Qualifier.UP_TO: "at least"}
        return shares.get(whole.qualifier) or _about_unless(self.is_exact and whole.is_exact).value

    def _with(self, other: Self, pounds: Decimal, qualifier: Qualifier) -> Self:
        bounds = self.holds_bound or other.holds_bound
        return type(self)(pounds, qualifier, bounds and qualifier == Qualifier.ABOUT)

    @property
    def is_exact(self) -> bool:
        return self.qualifier == Qualifier.EXACTLY

    @property
    def holds_bound(self) -> bool:
        """Whether it is, or is made of, an amount that is "at least", "up to" or "almost"."""
        return self.of_bounds or self.qualifier in BOUNDS

    def __str__(self) -> str:
        return self.short()

    def short(self) -> str:
        """As sentences, screen readers and titles say it: `£280,000`, `about £2.22m`, `at least £20m`."""
        return qualified(_rounded(self.pounds), self.qualifier)

    def exact(self) -> str:
        """The full figure: `about £2,224,000`, with pence only where there are any (`£54,631.04`)."""
        return qualified(pounds(self.pounds), self.qualifier)

    def signed(self) -> str:
        """As a figure on a page prints it: `£2.22m`, `≥ £20m`, `≤ £12.4m`.

        One that is rounded, and a sum of such, has no sign; `~` says that an "at least", "up to" or "almost" is within.
        """
        sign = SIGNS.get(self.qualifier, "~" if self.holds_bound else "")
        return f"{sign} {_rounded(self.pounds)}".lstrip()

    def html(self) -> SafeString:
        """As `short`, with the full figure at hand in its `title` and `value`."""
        return format_html('<data value="{}" title="{}">{}</data>', f"{self.pounds:f}", self.exact(), self.short())


@dataclass(frozen=True)
class Missing:
    """What is written in place of an amount that there is not."""

    words: str
    css_class: str = "nothing"

    def __str__(self) -> str:
        return self.words

    def short(self) -> str:
        return self.words

    def exact(self) -> str:
        return self.words

    def html(self) -> SafeString:
        return format_html('<span class="{}">{}</span>', self.css_class, self.words)


NOTHING = Missing("nothing")
NOT_PUBLISHED = Missing("not published", "unknown")


def total(amounts: Iterable[Amount | None]) -> Amount | None:
    """What amounts come to; one that is not known (None) adds nothing, and without any that is known there is no total."""
    known = [amount for amount in amounts if amount is not None]
    return reduce(add, known) if known else None


def _about_unless(exact: bool) -> Qualifier:
    return Qualifier.EXACTLY if exact else Qualifier.ABOUT


def pounds(amount: Decimal | int) -> str:
    """The exact figure: `£2,224,000`, with pence only where there are any (`£54,631.04`)."""
    sign, size = ("−" if amount < 0 else ""), abs(Decimal(amount))
    return f"{sign}£{size:,.0f}" if size == size.to_integral_value() else f"{sign}£{size:,.2f}"


def _rounded(amount: Decimal | int) -> str:
    """The figure as a page prints it: `£2.22m`, `£34m`, `£219m`, and below a million in full: `£280,000`.

    Millions have three significant figures, rounded half up, without trailing zeros. Pence below a million are dropped by rounding.
    """
    sign, size = ("−" if amount < 0 else ""), abs(Decimal(amount))
    whole = size.quantize(Decimal(1), ROUND_HALF_UP)
    if whole < 1_000_000:
        return f"{sign}£{whole:,}"
    millions = size / 1_000_000
    places = 2 if millions < Decimal("9.995") else 1 if millions < Decimal("99.95") else 0
    text = f"{millions.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,}"
    return f"{sign}£{text.rstrip('0').rstrip('.') if places else text}m"


def qualified(text: str, qualifier: str) -> str:
    """`text`, an amount in words, with its qualifier in front unless it is exact: `at least £20m`."""
    return text if qualifier == Qualifier.EXACTLY else f"{qualifier} {text}"
