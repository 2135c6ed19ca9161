"""A test that fails in a browser leaves what is needed to see why."""

import zipfile

import pytest

from tests.browser import evidence


@pytest.fixture(autouse=True)
def kept_in(tmp_path, monkeypatch):
    monkeypatch.setattr(evidence, "FOLDER", tmp_path)


def report_of(item, outcome, when="call"):
    report = pytest.TestReport(item.nodeid, item.location, {}, outcome, None, when)
    evidence.add_to(report, item)
    return report


def test_failed_test_keeps_its_pages_and_traces_and_says_where(make_page, request, tmp_path):
    make_page().goto("/about/")
    make_page().goto("/data/")
    [(title, said)] = report_of(request.node, "failed").sections
    assert title == "What the browser showed"
    folder = tmp_path / "test_evidence.py-test_failed_test_keeps_its_pages_and_traces_and_says_where"
    kept = ["1-page-1.png", "1-page-1.html", "1-trace.zip", "2-page-1.png", "2-page-1.html", "2-trace.zip"]
    assert [line.rpartition(" ")[2] for line in said.splitlines()] == [f"{folder / name}" for name in kept]
    assert sorted(path.name for path in folder.iterdir()) == sorted(kept)
    assert (folder / "2-page-1.png").read_bytes().startswith(b"\x89PNG")
    assert "<h1>Data</h1>" in (folder / "2-page-1.html").read_text()
    with zipfile.ZipFile(folder / "2-trace.zip") as trace:
        assert b"/data/" in trace.read("trace.trace")
    # Once is enough: what goes wrong as the pages are closed adds nothing.
    assert evidence.keep(request.node) == ""


@pytest.mark.parametrize(("outcome", "when"), [("passed", "call"), ("failed", "setup")])
def test_test_that_does_not_fail_keeps_nothing(page, request, tmp_path, outcome, when):
    assert report_of(request.node, outcome, when).sections == []
    assert list(tmp_path.iterdir()) == []


def test_failed_test_without_a_page_keeps_nothing(request):
    assert report_of(request.node, "failed").sections == []


def test_folder_of_a_test_is_one_plain_name(tmp_path):
    test = "tests/browser/test_pages.py::test_page[projects, much filtered: /projects/?q=../é]"
    assert evidence.folder_of(test) == tmp_path / "test_pages.py-test_page-projects-much-filtered-projects-q-..-é"
    assert len(evidence.folder_of("x" * 1000).name) == 150
