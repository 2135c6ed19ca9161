"""What no single row can hold about money. The admin's forms and the importer both ask here, and say it in words.

For figures and their sources the database asks once more when a transaction ends (migration `0002_require_sources`).
"""

from collections.abc import Collection
from decimal import Decimal

from django.core.exceptions import ValidationError

from . import money, pounds_in_text
from .models import Source
from .money import Qualifier

REPAYMENT = (
    "reads as less than £0, and a repayment is not recorded as an amount. Leave the amount as it was, "
    "and say in a note what was paid back, and when."
)
"""What follows a negative amount in quotation marks."""


def check_sourced(what: str, sources: Collection[Source]) -> None:
    """Raises ValidationError if `what` ("An allocation") names no source: every figure has one."""
    if not sources:
        raise ValidationError(f"{what} needs at least one source.", code="no_source")


def check_as_stated(
    amount: Decimal,
    as_stated: str,
    *,
    qualifier: str | None = None,
    rounded_to: Decimal | None = None,
    left_of: Decimal = Decimal(0),
    note: str | None = None,
) -> None:
    """Raises ValidationError if the source's words name amounts, and neither one of them nor their sum is this amount.

    The amount may leave out the pence. Unless it is given exactly, it may differ by half the step to which the words or the
    source round. A remainder is, together with the amounts that it is `left_of`, what the words name.

    A figure that is none of these and is meant (a third of what is stated, say) has to be named in the note as well: that is
    how it is confirmed, for whoever reads it later too. `note` is None where there is no such field.
    """
    stated = pounds_in_text.stated_in(as_stated)
    if amount <= 0 or not stated or any(named == amount for named, _ in pounds_in_text.stated_in(note or "")):
        return
    in_all = (sum(named for named, _ in stated), max(step for _, step in stated))
    for named, step in [*stated, in_all]:
        difference = abs(amount + left_of - named)
        if difference < 1 or (qualifier != Qualifier.EXACTLY and difference <= max(step, rounded_to or 0) / 2):
            return
    names, total = " and ".join(money.pounds(named) for named, _ in stated), money.pounds(amount)
    beside = f", beside {money.pounds(left_of)} in years" if left_of else ""
    raise ValidationError(
        f"The amount is {total}{beside}, and its words say {names}. Correct one of them" + _unless_meant(total, note),
        code="amount_not_as_stated",
    )


def check_share(amount: Decimal, *, awarded: Decimal | None, note: str) -> None:
    """Raises ValidationError if a share passed on is more than its award, if that is known, and the note does not name it."""
    if awarded is not None and amount > awarded and all(named != amount for named, _ in pounds_in_text.stated_in(note)):
        total = money.pounds(amount)
        raise ValidationError(
            f"The share is {total}, and the award that it is part of {money.pounds(awarded)}. Correct one of them"
            + _unless_meant(total, note),
            code="share_more_than_award",
        )


def _unless_meant(total: str, note: str | None) -> str:
    return "." if note is None else f"; or, if it is meant, name {total} in the note and say why."
