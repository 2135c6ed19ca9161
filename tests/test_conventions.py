"""What the import contracts in `pyproject.toml` cannot say about the rooms, held over the text of the code."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

PROJECT = Path(settings.BASE_DIR)
APPS = ["forces", "projects", "funding"]


def imported(path: Path) -> Iterator[str]:
    """What a file names in its imports: `django.db`, and `django.db.models` where that is taken from it."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def called(path: Path) -> set[str]:
    """The names of the methods that a file calls: `annotate`."""
    return {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }


def files_of(room: str) -> list[Path]:
    files = sorted((PROJECT / "funding" / room).rglob("*.py"))
    assert len(files) > 1, f"there is no room {room}"
    return files


def test_drawings_know_no_database_and_no_request():
    taken = {
        f"{path.name}: {module}"
        for path in files_of("figures")
        for module in imported(path)
        if module.startswith(("django.db", "django.http"))
    }
    assert taken == set()


@pytest.mark.parametrize("room", ["views", "tables", "figures"])
def test_only_totals_add_up(room):
    adding = {path.name for path in files_of(room) if called(path) & {"annotate", "aggregate"}}
    assert adding == set()


def test_no_file_is_called_by_what_it_is_not_about():
    names = {path.stem for app in APPS for path in (PROJECT / app).rglob("*.py")}
    assert {"selection", "money"} <= names
    assert names & {"utils", "helpers", "common", "core", "mixins"} == set()


def test_nothing_is_kept_that_somebody_made_to_look_at_it():
    """What git keeps: the top level that the design names, and no file too large to be read."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip("not a checkout of git: nothing says which files are kept")
    kept = [PROJECT / name for name in listed.stdout.split("\0") if name]
    folders = {path.relative_to(PROJECT).parts[0] for path in kept if path.parent != PROJECT}
    assert folders == {".ci", "docs", "fixtures", "forces", "funding", "projects", "static", "templates", "tests"}
    assert [path for path in kept if path.exists() and path.stat().st_size > 200_000] == []


def test_no_test_module_imports_another():
    taken = {
        f"{path.relative_to(PROJECT)}: {module}"
        for path in (PROJECT / "tests").rglob("*.py")
        for module in imported(path)
        if module.rpartition(".")[2].startswith(("test_", "conftest"))
    }
    assert taken == set()


def test_names_are_sorted_by_their_key_and_nothing_by_when_it_was_entered():
    """A disagreement alone keeps the order of its entry: its reason may point to the one above."""
    orders = {model.__name__: model._meta.ordering for app in APPS for model in apps.get_app_config(app).get_models()}
    entered = {name for name, order in orders.items() for key in order if key.lstrip("-") in ("pk", "id")}
    assert entered == {"Conflict"}
    assert {name for name, order in orders.items() if order[-1:] == ["slug"]} >= {"Force", "Project", "Source", "Award"}
    unsorted = {"name", "short_name", "title", "publisher", "label"}
    assert not unsorted & {key.lstrip("-") for order in orders.values() for key in order}
    for path in {path for app in APPS for path in (PROJECT / app).rglob("*.py")} - {*files_of("importer")}:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "order_by":
                keys = {key.value.split("__")[-1].lstrip("-") for key in node.args if isinstance(key, ast.Constant)}
                assert not keys & {*unsorted, "pk", "id"}, f"{path.name}: {keys}"
