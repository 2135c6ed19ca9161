"""Fields of text for the whole record: what they refuse, in forms, in imported files and in the database."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, Q

# Controls but tabs and ends of lines; soft hyphens, joiners, marks and overrides of direction; fillers and blanks; variation
# selectors and tags. As Python and PostgreSQL both write a set of characters.
_UNSEEN = (
    r"\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
_NOT_IN_PROSE = f"[{_UNSEEN}]"
_NOT_IN_A_LINE = rf"[\u0009\u000a\u000d{_UNSEEN}]"
_LONGEST_QUOTE = 30


def check_line(text: str) -> None:
    """Raises ValidationError, which names it and its place, for a character that nobody sees, or the end of a line."""
    _check(text, _NOT_IN_A_LINE, "Delete it, or write the text on one line.")


def check_prose(text: str) -> None:
    """Raises ValidationError, which names it and its place, for a character that nobody sees."""
    _check(text, _NOT_IN_PROSE, "Delete it.")


def _check(text: str, refused: str, advice: str) -> None:
    found = re.search(refused, text)
    if found:
        code = f"U+{ord(found[0]):04X}"
        name = unicodedata.name(found[0], "").lower() or {"\n": "the end of a line", "\t": "a tab"}.get(
            found[0], "a control"
        )
        before = text[max(found.start() - _LONGEST_QUOTE, 0) : found.start()]
        where = f"After “{before}”" if before else "At its beginning"
        raise ValidationError(
            f"{where} the text has a character that is not seen: {code}, {name}. {advice}", code="unseen"
        )


def composed(text: str) -> str:
    """The text with each accented letter as one character (NFC): Unicode calls both spellings the same text."""
    return unicodedata.normalize("NFC", text)


class LineField(models.CharField[str, str]):
    """A text on one line, as short as a name or as long as a sentence."""

    default_validators = [check_line]

    def to_python(self, value: Any) -> Any:
        return composed(super().to_python(value))


class ProseField(models.TextField[str, str]):
    """A text of one paragraph or several."""

    default_validators = [check_prose]

    def to_python(self, value: Any) -> Any:
        return composed(super().to_python(value))


class WebAddressField(models.URLField[str, str]):
    """An address, of which what is seen is what is followed."""

    default_validators = [*models.URLField.default_validators, check_line]


def all_seen(name: str, *, lines: Sequence[str], prose: Sequence[str] = ()) -> CheckConstraint:
    """The constraint that the database holds these columns to. The fields of a form say more of what they refuse."""
    condition = Q()
    for column in lines:
        condition &= ~Q(**{f"{column}__regex": _NOT_IN_A_LINE})
    for column in prose:
        condition &= ~Q(**{f"{column}__regex": _NOT_IN_PROSE})
    return CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message="A text has a character that is not seen, or a line too many.",
    )
