"""What no single row can hold about money. The admin's forms and the importer both ask here, and say it in words.

For allocations and announcements the database asks once more when a transaction ends (migration `0002_require_sources`).
"""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from .models import Source


def check_sourced(what: str, sources: Collection[Source]) -> None:
    """Raises ValidationError if `what` ("An allocation") names no source: every figure has one."""
    if not sources:
        raise ValidationError(f"{what} needs at least one source.", code="no_source")
