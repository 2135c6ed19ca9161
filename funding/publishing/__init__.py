"""Making a release: its package, what stands against it, how it differs from the one before, and its tables.

`draft_release` says what one would be, `make_preview` shows it, and `publish` makes it. `make_current`, `withdraw` and `rebuild` are for those there are.
"""

from .findings import Finding
from .preview import end_preview, is_of_before, make_preview
from .release import (
    CannotBeReleasedError,
    Draft,
    NothingChangedError,
    draft_release,
    make_current,
    publish,
    rebuild,
    withdraw,
)

__all__ = [
    "CannotBeReleasedError",
    "Draft",
    "Finding",
    "NothingChangedError",
    "draft_release",
    "end_preview",
    "is_of_before",
    "make_current",
    "make_preview",
    "publish",
    "rebuild",
    "withdraw",
]
