"""What the documents for developers say of files and folders is true of this checkout."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
DOCUMENTS = ["README.md", "CHANGELOG.md", "SECURITY.md", ".gitattributes", ".pre-commit-config.yaml", "docs/*.md"]
MADE_BY_RUNNING = (".venv", ".env", "var/")  # as .gitignore says
ENDINGS = "css|example|html|js|md|py|svg|toml|txt|yaml"

IN_BACKTICKS = re.compile(rf"`((?:[A-Za-z.][\w.*-]*/[\w./*-]*|[\w.-]+\.(?:{ENDINGS})))`")
LINKED = re.compile(r"\]\(([^)#:]+)\)")
AT_START = re.compile(r"^([\w.-]+(?:/\*\*|\.txt)) ", flags=re.MULTILINE)  # .gitattributes
IN_ENTRY = re.compile(r"entry: (\S+)")  # .pre-commit-config.yaml


def paths_in(text: str, *, folder: Path) -> Iterator[tuple[str, Path]]:
    """Each path that a document names, as it is written and as a pattern within the folder it is meant from.

    A path in backticks is meant from the top, a link from the document's own folder. Addresses of the site begin with
    a slash, and so are none.
    """
    for match in [*IN_BACKTICKS.finditer(text), *AT_START.finditer(text), *IN_ENTRY.finditer(text)]:
        yield match[1], PROJECT / match[1]
    for match in LINKED.finditer(text):
        yield match[1], folder / match[1]


def exists(path: Path) -> bool:
    name = path.relative_to(PROJECT).as_posix()
    return name.startswith(MADE_BY_RUNNING) or any(PROJECT.glob(name))


def tree_in_readme() -> list[str]:
    """The paths of the tree under "What is where": a name is in the folder above it that is indented less."""
    tree = re.search(r"## What is where\n\n(.*?)\n## ", (PROJECT / "README.md").read_text(), flags=re.DOTALL)[1]
    folders: list[tuple[int, str]] = []
    paths = []
    for indent, names in re.findall(r"^( +)(\S+(?:, \S+)*)(?:  | \n|$)", tree, flags=re.MULTILINE):
        while folders and folders[-1][0] >= len(indent):
            folders.pop()
        parent = folders[-1][1] if folders else ""
        paths += [parent + name for name in names.split(", ")]
        if names.endswith("/"):
            folders.append((len(indent), parent + names))
    return paths


@pytest.mark.parametrize(
    "document", [path.relative_to(PROJECT).as_posix() for pattern in DOCUMENTS for path in PROJECT.glob(pattern)]
)
def test_paths_that_a_document_names_exist(document):
    path = PROJECT / document
    assert [name for name, place in paths_in(path.read_text(), folder=path.parent) if not exists(place)] == []


def test_paths_are_found_in_each_way_of_naming_them():
    text = "See `funding/money.py`, `docs/gone.md`, `/about/`, `2017/18`, `PORT=8001 make run` and [why](decisions.md#money)"
    assert [name for name, _ in paths_in(text, folder=PROJECT / "docs")] == ["funding/money.py", "docs/gone.md"]
    assert [name for name, _ in paths_in("[why](decisions.md)", folder=PROJECT / "docs")] == ["decisions.md"]
    assert not exists(PROJECT / "docs/gone.md")


def test_tree_in_readme_is_of_files_and_folders_that_exist():
    paths = tree_in_readme()
    assert {"forces/", "funding/models/", "tests/"} <= set(paths)
    assert [path for path in paths if not (PROJECT / path).exists()] == []


def test_tree_in_readme_has_every_folder_of_the_code():
    named = set(tree_in_readme())
    folders = {
        f"{path.parent.relative_to(PROJECT).as_posix()}/" for path in (PROJECT / "funding").glob("*/__init__.py")
    }
    django_finds_by_name = {"funding/management/", "funding/migrations/", "funding/templatetags/"}
    assert folders - named == django_finds_by_name


def test_every_decision_has_the_day_it_was_taken():
    decisions = re.findall(r"^- (.*)$", (PROJECT / "docs" / "decisions.md").read_text(), flags=re.MULTILINE)
    assert len(decisions) > 40
    assert [text for text in decisions if not re.match(r"\*2026-\d\d-\d\d\* \*\*", text)] == []


def test_layers_in_developing_are_those_of_the_contract():
    text = (PROJECT / "docs" / "developing.md").read_text()
    block = re.search(r"## Who may import whom\n.*?\n\n((?:    [^\n]*\n)+)", text, flags=re.DOTALL)[1]
    written = [
        {re.sub(r"/$|\.py$", "", path).replace("/", ".") for path in line.split()} for line in block.splitlines()
    ]
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rooms = next(contract["layers"] for contract in contracts if contract["name"].startswith("Each room of funding"))
    assert written == [{room.removeprefix("funding.") for room in layer.split(" | ")} for layer in rooms]
