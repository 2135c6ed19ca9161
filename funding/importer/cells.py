"""What can stand in a cell. Each function turns the text of a cell into a value, or raises ValueError with advice."""

import re
from datetime import date
from decimal import Decimal
from typing import cast

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_slug
from django.db.models import Choices, Field, Model

from funding import financial_year, money
from funding.models.rounds import OUTSIDE_FUND_YEARS
from funding.rules import REPAYMENT

from .record import Parse

_LONGEST_QUOTE = 60
_WHOLE_POUND_DIGITS = money.MAX_DIGITS - money.DECIMAL_PLACES
_is_web_address = URLValidator(schemes=["http", "https"])


def quoted(text: str) -> str:
    """The text of a cell as a message shows it: `“£1.2m”`, its beginning only if it is long."""
    return f"“{text}”" if len(text) <= _LONGEST_QUOTE else f"“{text[:_LONGEST_QUOTE]}…”"


def text(model: type[Model], field: str) -> Parse[str]:
    """A text that the model's field takes, as it keeps it."""
    column = cast("Field[str, str]", model._meta.get_field(field))

    def parse(text: str) -> str:
        if column.max_length is not None and len(text) > column.max_length:
            raise ValueError(f"the text has {len(text)} characters, and at most {column.max_length} fit. Shorten it.")
        try:
            value: str = column.clean(text, None)
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from None
        return value

    return parse


def new_id(model: type[Model]) -> Parse[str]:
    """The id that names this row from now on, in other files and in web addresses."""
    fits = text(model, "slug")

    def parse(text: str) -> str:
        try:
            validate_slug(text)
        except ValidationError:
            raise ValueError(
                f"{quoted(text)} cannot be an id. Use only letters from a to z, digits, hyphens and underscores."
            ) from None
        return fits(text)

    return parse


def one_id(text: str) -> str:
    """The id of a row of another file."""
    return text


def ids(text: str) -> tuple[str, ...]:
    """Ids separated by semicolons, each once."""
    found = [part.strip() for part in text.split(";") if part.strip()]
    for place, one in enumerate(found):
        if one in found[:place]:
            raise ValueError(f"{quoted(one)} is named twice. Name it once.")
    return tuple(found)


def choice(choices: type[Choices]) -> Parse[str]:
    """One of the values of a model's choices."""

    def parse(text: str) -> str:
        if text not in choices.values:
            raise ValueError(f"{quoted(text)} is not one of the values allowed here: {', '.join(choices.values)}.")
        return text

    return parse


def amount(text: str) -> Decimal:
    """An amount in pounds, more than £0, with at most two decimals."""
    return _pounds(text, "If the amount is not published, leave it out: unknown is never zero.")


def rounding_step(text: str) -> Decimal:
    """The step to which an amount was rounded, in pounds."""
    return _pounds(text, "Write the step to which the source rounded, such as 100000, or empty the cell.")


def _pounds(text: str, advice_if_none: str) -> Decimal:
    value = _decimal(text, "an amount. Write whole pounds as digits only, such as 1200000.")
    if value < 0:
        raise ValueError(f"{quoted(text)} {REPAYMENT}")
    if value == 0:
        raise ValueError(f"{quoted(text)} is not more than £0. {advice_if_none}")
    if value >= 10**_WHOLE_POUND_DIGITS:
        raise ValueError(f"{quoted(text)} is too large: at most {_WHOLE_POUND_DIGITS} digits of pounds fit.")
    return value


def officers(text: str) -> Decimal:
    """A number of officers in full-time equivalents, with at most two decimals."""
    value = _decimal(text, "a number of officers. Write digits only, such as 2683.89.")
    if not 0 <= value < 10_000_000:
        raise ValueError(f"{quoted(text)} cannot be a number of officers: it must be between 0 and 9999999.99.")
    return value


def index(text: str) -> Decimal:
    """An index, such as 76.0754, more than 0, with at most four decimals."""
    value = _decimal(text, "an index. Write digits only, such as 76.0754.", places=4)
    if not 0 < value < 10_000:
        raise ValueError(f"{quoted(text)} cannot be an index: it must be more than 0 and less than 10000.")
    return value


def pounds(amount: Decimal) -> str:
    """An amount as its cell is written: `1200000`, with pence only where there are any."""
    return f"{amount:.0f}" if amount == amount.to_integral_value() else two_places(amount)


def two_places(number: Decimal) -> str:
    """`2683.80`."""
    return f"{number:.2f}"


def four_places(number: Decimal) -> str:
    """`76.0754`."""
    return f"{number:.4f}"


def _decimal(text: str, what: str, *, places: int = money.DECIMAL_PLACES) -> Decimal:
    match = re.fullmatch(r"-?[0-9]+(?:\.([0-9]+))?", text)
    if not match:
        raise ValueError(f"{quoted(text)} is not {what}")
    if len(match[1] or "") > places:
        at_most = {2: "two", 4: "four"}[places]
        raise ValueError(f"{quoted(text)} has more than {at_most} decimals. Write at most {at_most}.")
    return Decimal(text)


def whole_number(lowest: int, highest: int) -> Parse[int]:
    """A whole number within limits, both included."""

    def parse(text: str) -> int:
        # The length first: Python refuses to convert thousands of digits.
        if not re.fullmatch(r"[0-9]{1,10}", text) or not lowest <= int(text) <= highest:
            raise ValueError(f"{quoted(text)} is not a whole number from {lowest} to {highest}. Write digits only.")
        return int(text)

    return parse


def year(text: str) -> int:
    """A financial year of the fund, as the year it starts in."""
    value = financial_year.parse(text)
    if value not in financial_year.fund_years():
        raise ValueError(OUTSIDE_FUND_YEARS)
    return value


def any_year(text: str) -> int:
    """A financial year, of the fund or not, as the year it starts in."""
    return financial_year.parse(text)


def yes_or_no(text: str) -> bool:
    """`true` or `false`; spreadsheets write them in capitals."""
    if text.lower() not in ("true", "false"):
        raise ValueError(f"{quoted(text)} is neither true nor false. Write true or false.")
    return text.lower() == "true"


def day(text: str) -> date:
    """A day, as 2016-08-05."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"{quoted(text)} is not a day of the calendar. Correct it.") from None
    raise ValueError(f"{quoted(text)} is not a date. Write it as 2016-08-05.")


def day_within(first: date, last: date, otherwise: str) -> Parse[date]:
    """A day between two, both included; `otherwise` says why no other can be right."""

    def parse(text: str) -> date:
        value = day(text)
        if not first <= value <= last:
            raise ValueError(f"{quoted(text)} cannot be. {otherwise}")
        return value

    return parse


def day_month_or_year(text: str) -> str:
    """A date as precise as the document is: 2019, 2021-02 or 2016-08-05. It stays text."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        raise ValueError(
            f"{quoted(text)} is not a date. Write it as 2016-08-05, or 2016-08 or 2016 if no more is known."
        )
    if not text.startswith(("19", "20")):
        raise ValueError(f"{quoted(text)} is not in the years 1900 to 2099. Correct it.")
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        raise ValueError(f"{quoted(text)} is not in the calendar. Correct it.") from None
    return text


def web_address(model: type[Model], field: str) -> Parse[str]:
    """An http or https address that fits the model's field."""
    fits = text(model, field)

    def parse(text: str) -> str:
        try:
            _is_web_address(text)
        except ValidationError:
            known = False
        else:
            known = text.startswith(("http://", "https://"))
        if not known:
            raise ValueError(
                f"{quoted(text)} is not a web address. Write all of it, beginning with http:// or https://."
            )
        return fits(text)

    return parse


def ons_code(text: str) -> str:
    """An ONS police force area code."""
    if not re.fullmatch(r"[EW][0-9]{8}", text):
        raise ValueError(f"{quoted(text)} is not an ONS code. Write E or W and eight digits, such as E23000024.")
    return text
