"""Static files that come out of installed packages, so that no third-party code is copied into this repository."""

import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage, Storage

# Exactly these files, by static name: (package, path in it). The rest of the package is of no use to a reader.
PACKAGE_FILES = {
    "plotly/plotly.min.js": ("plotly", "package_data/plotly.min.js"),
    "htmx/htmx-2.min.js": ("django_htmx", "static/django_htmx/htmx-2.min.js"),
}


class PackageFileFinder(BaseFinder):
    """Finds the files named in `PACKAGE_FILES`."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:  # Django 5.2 renames `all` to `find_all`
        """The file's place on disk, in a list if `find_all`; an empty list when the name is not one of ours."""
        if path not in PACKAGE_FILES:
            return []
        place = str(_place(path))
        return [place] if find_all else place

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Each file's path in its storage, and the storage; the storage's prefix makes it the static name."""
        for name in PACKAGE_FILES:
            place = _place(name)
            storage = FileSystemStorage(location=place.parent)
            storage.prefix = name.removesuffix(place.name).rstrip("/")  # type: ignore[attr-defined]  # as in Django's own finders
            yield place.name, storage


def _place(name: str) -> Path:
    package, path = PACKAGE_FILES[name]
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"the static file {name} comes with the package {package}, which is not installed")
    return Path(spec.origin).parent / path
