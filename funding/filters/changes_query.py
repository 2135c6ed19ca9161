from collections.abc import Sequence
from functools import cached_property

from django.utils.http import urlencode

from .query import Query


class ChangesQuery(Query):
    """Which changes of a release: all, or those `about` one page, as `project:galvanise`."""

    @property
    def parameters(self) -> Sequence[str]:
        return ("about",)

    @cached_property
    def about(self) -> str:
        return str(self.query.get("about", "")).replace("\0", "").strip()

    @property
    def query_string(self) -> str:
        return urlencode({"about": self.about}) if self.about else ""
