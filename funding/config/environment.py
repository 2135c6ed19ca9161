"""Variables of the environment and of a `.env` file, read with types.

A value that cannot be used raises `ImproperlyConfigured` with one line that says what to write instead.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def read_env_file(path: Path) -> dict[str, str]:
    """The `NAME=value` lines of a `.env` file; empty when there is no such file.

    Blank lines and lines that begin with `#` are skipped, `export ` is allowed before a name, and quotes around a whole
    value are taken off. Any other line raises `ImproperlyConfigured` with its number.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{path.name} cannot be read as UTF-8 text: {error}") from error
    values = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = re.fullmatch(r"""\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^"'].*?|))\s*""", line)
        if match is None:
            # The line itself is not repeated: it may hold a password.
            raise ImproperlyConfigured(
                f"{path.name} line {number} is not NAME=value; write for example PORT=8001, or begin the line with #"
            )
        name, *quoted_or_plain = match.groups()
        values[name] = next(value for value in quoted_or_plain if value is not None)
    return values


class Environment:
    """Typed reading of variables; one that is set but empty counts as not set."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        """The value without surrounding spaces, or the default."""
        return self._values.get(name, "").strip() or default

    def words(self, name: str) -> list[str]:
        """The parts of a comma-separated value."""
        return [word.strip() for word in self.text(name).split(",") if word.strip()]

    def flag(self, name: str) -> bool:
        """Whether a switch is on; a switch that is not set is off."""
        value = self.text(name, "false").lower()
        if value in {"true", "yes", "on", "1"}:
            return True
        if value in {"false", "no", "off", "0"}:
            return False
        raise ImproperlyConfigured(f"{name} is {value!r}; write true or false")

    def number(self, name: str, default: int, *, lowest: int, highest: int) -> int:
        """A whole number within limits."""
        value = self.text(name, str(default))
        if value.isascii() and value.isdecimal() and lowest <= int(value) <= highest:
            return int(value)
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number from {lowest} to {highest}")

    def choice(self, name: str, default: str, *, choices: list[str]) -> str:
        """One of a few words, in capitals."""
        value = self.text(name, default).upper()
        if value in choices:
            return value
        raise ImproperlyConfigured(f"{name} is {value!r}; write one of {', '.join(choices)}")
