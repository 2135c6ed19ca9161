"""How an amount in pounds sterling is qualified and written. Full figures go in; only pages round."""

import re
from decimal import ROUND_HALF_UP, Decimal

from django.db import models

MAX_DIGITS, DECIMAL_PLACES = 14, 2


class Qualifier(models.TextChoices):
    """How exact a published amount is, in the words of its source."""

    EXACTLY = "exactly", "exactly"
    ABOUT = "about", "about"
    ALMOST = "almost", "almost"
    AT_LEAST = "at least", "at least"
    UP_TO = "up to", "up to"


_TYPED = re.compile(
    r"£?\s*(?P<number>\d{1,3}(,\d{3})+(\.\d+)?|\d+(\.\d+)?)\s*(?P<unit>[mk]?)", re.ASCII | re.IGNORECASE
)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}


def parse(text: str) -> Decimal:
    """The pounds that a reader typed: `250000`, `£250,000`, `1.5m`, `300k`. Raises ValueError, with advice, for other text."""
    match = _TYPED.fullmatch(text.strip())
    if not match:
        raise ValueError(f"“{text}” is not an amount in pounds. Write it as 250000 or 1.5m.")
    amount = Decimal(match["number"].replace(",", "")) * _UNITS[match["unit"].lower()]
    amount = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    if amount >= 10 ** (MAX_DIGITS - DECIMAL_PLACES):
        raise ValueError(f"“{text}” is more than this site can hold. Write a smaller amount.")
    return amount.normalize() if amount % 1 else amount.quantize(Decimal(1))


def combined_qualifier(qualifier: str | None, *, parts: int, inexact: int) -> str | None:
    """The qualifier of a sum of `parts` amounts, of which `inexact` are not exact.

    One amount keeps its own (`qualifier`); several are `exactly` only if each is, else `about`; no amount has none (None).
    """
    if parts == 0:
        return None
    if parts == 1:
        return qualifier
    return Qualifier.ABOUT.value if inexact else Qualifier.EXACTLY.value


def pounds(amount: Decimal | int) -> str:
    """The exact figure: `£2,224,000`, with pence only where there are any (`£54,631.04`)."""
    sign, size = ("−" if amount < 0 else ""), abs(Decimal(amount))
    return f"{sign}£{size:,.0f}" if size == size.to_integral_value() else f"{sign}£{size:,.2f}"


def short_pounds(amount: Decimal | int) -> str:
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


def qualified(text: str, qualifier: str | None) -> str:
    """`text`, an amount in words, with its qualifier in front unless it is exact: `at least £20m`."""
    return text if qualifier in (None, Qualifier.EXACTLY) else f"{qualifier} {text}"
