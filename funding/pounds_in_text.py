"""Amounts in pounds as people write them: what somebody typed, and what a sentence names."""

import re
from decimal import Decimal

from .money import DECIMAL_PLACES, MAX_DIGITS

_NUMBER = r"(?P<number>\d{1,3}(?:(?P<gap>[ ,])\d{3})(?:(?P=gap)\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?)"
_UNITS = {"": 1, "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mn": 1_000_000, "million": 1_000_000}
_UNITS |= {"bn": 1_000_000_000, "billion": 1_000_000_000}
_UNIT = f"(?P<unit>{'|'.join(filter(None, _UNITS))})"
_TYPED = re.compile(rf"£? ?{_NUMBER} ?{_UNIT}?", re.ASCII | re.IGNORECASE)
_PLAIN = re.compile(r"£?(\d{1,3}(,\d{3})+|\d+)(\.\d\d?)?", re.ASCII)
_STATED = re.compile(rf"£ ?{_NUMBER}(?: ?{_UNIT}\b)?", re.ASCII | re.IGNORECASE)
_PENNY = Decimal("0.01")


def parse(text: str) -> Decimal:
    """The pounds that somebody typed: `250000`, `£250,000`, `1 234.50`, `1.5m`, `1.5 million`, `300k`, with spaces of any kind.

    Raises ValueError, with advice, for other text, and for what could mean two things: `1.234,50`, `1.234`.
    """
    match = _TYPED.fullmatch(_single_spaced(text))
    amount = match and _amount(match)
    if amount is None or amount % _PENNY:
        raise ValueError(f"“{text}” is not an amount in pounds. Write it as 250000 or 1.5m.")
    if amount >= 10 ** (MAX_DIGITS - DECIMAL_PLACES):
        raise ValueError(f"“{text}” is more than this site can hold. Write a smaller amount.")
    return amount.normalize() if amount % 1 else amount.quantize(Decimal(1))


def is_plain(text: str) -> bool:
    """Whether an amount is written out in digits (`250000`, `£1,234.50`), so that nothing had to be understood."""
    return _PLAIN.fullmatch(text.strip()) is not None


def stated_in(text: str) -> list[tuple[Decimal, Decimal]]:
    """Each amount in pounds that a sentence names, with the step to which it is printed.

    “£1.62m, of £34 million” names £1,620,000 to £10,000 and £34,000,000 to £1,000,000.
    """
    return [
        (_amount(match), _unit(match) * Decimal(1).scaleb(-len(match["number"].partition(".")[2])))
        for match in _STATED.finditer(_single_spaced(text))
    ]


def _single_spaced(text: str) -> str:
    return " ".join(text.split())


def _amount(match: re.Match[str]) -> Decimal:
    return Decimal(re.sub("[ ,]", "", match["number"])) * _unit(match)


def _unit(match: re.Match[str]) -> int:
    return _UNITS[(match["unit"] or "").lower()]
