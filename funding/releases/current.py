"""Which releases there are and which of them the site shows, asked of the database every other second, not at every request."""

import hashlib
import logging
import threading
import time
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings
from django.db import InterfaceError, OperationalError

from funding.models import Release

from .answering import answered

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Releases:
    """All releases at a time, the newest first."""

    all: tuple[Release, ...]

    @cached_property
    def current(self) -> Release | None:
        """What the site shows without being asked; None before the first."""
        return next((release for release in self.all if release.stands), None)

    def of(self, number: int) -> Release | None:
        """The release of this number, if there is one."""
        return next((release for release in self.all if release.number == number), None)

    @cached_property
    def state(self) -> str:
        """Another text after any release is made, made anew, taken back or withdrawn: pages of one tell of the others."""
        told = [(one.number, one.made_at, one.layout, one.taken_back_at, one.withdrawn_at) for one in self.all]
        return hashlib.sha256(repr(told).encode()).hexdigest()


@dataclass
class _Known:
    """What was answered last, and until when that is good."""

    releases: Releases | None = None
    until: float = 0.0
    asking: threading.Lock = field(default_factory=threading.Lock)


_known = _Known()


def known_releases() -> Releases:
    """The releases as of a moment ago; while the database does not answer, as they were last.

    Raises OperationalError if that is not known.
    """
    if _known.releases and (time.monotonic() < _known.until or not _known.asking.acquire(blocking=False)):
        return _known.releases  # somebody else is asking: what was known serves until they know
    if _known.releases is None:
        _known.asking.acquire()
    try:
        _known.releases = answered(lambda: Releases(tuple(Release.objects.order_by("-number"))))
    except (OperationalError, InterfaceError) as error:
        if _known.releases is None:
            raise
        logger.warning("The database does not answer (%s): showing %s", error, _known.releases.current)
    finally:
        _known.asking.release()
    _known.until = time.monotonic() + settings.SECONDS_TO_REMEMBER_RELEASES
    return _known.releases


def forget_releases() -> None:
    """Asks anew at the next request: this process made or changed one."""
    _known.until = 0.0
