"""Which release the site shows, asked of the database every other second, and not at every request."""

import logging
import threading
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.db import InterfaceError, OperationalError

from funding.models import Release

from .answering import answered

logger = logging.getLogger(__name__)


@dataclass
class _Known:
    """A release as it was when it was last asked for, and until when that is good."""

    release: Release | None = None
    until: float = 0.0
    asking: threading.Lock = field(default_factory=threading.Lock)


_current = _Known()
_by_number: dict[int, _Known] = {}


def current_release() -> Release | None:
    """The release that the site shows; None before the first.

    While the database does not answer it is the one that was current last. Raises OperationalError if none is known.
    """
    return _look_up(_current, None)


def release_of(number: int) -> Release | None:
    """The release of this number, if there is one; likewise."""
    known = _by_number.get(number, _Known())
    release = _look_up(known, number)
    if release is not None:
        _by_number[number] = known
    return release


def _look_up(known: _Known, number: int | None) -> Release | None:
    if time.monotonic() < known.until or not known.asking.acquire(blocking=known.release is None):
        return known.release  # somebody else is asking: what was known serves until they know
    try:
        known.release = answered(lambda: _ask(number))
    except (OperationalError, InterfaceError) as error:
        if known.release is None:
            raise
        logger.warning("The database does not answer (%s): showing what is known of %s", error, known.release)
    finally:
        known.asking.release()
    known.until = time.monotonic() + settings.SECONDS_TO_REMEMBER_CURRENT_RELEASE
    return known.release


def _ask(number: int | None) -> Release | None:
    return Release.objects.current() if number is None else Release.objects.filter(number=number).first()


def forget_releases() -> None:
    """Asks anew at the next request: this process made or changed one."""
    _current.until = 0.0
    _by_number.clear()
