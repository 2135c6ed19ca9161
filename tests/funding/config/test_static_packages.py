from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from funding.config import static_packages
from funding.config.static_packages import PackageFileFinder


def test_find_gives_plotly_out_of_its_package():
    found = finders.find("plotly/plotly.min.js")
    assert Path(found).parts[-3:] == ("plotly", "package_data", "plotly.min.js")
    assert finders.find("plotly/plotly.min.js", find_all=True) == [found]


@pytest.mark.parametrize(
    "name", ["plotly/widgetbundle.js", "plotly/datasets/iris.csv.gz", "plotly/../plotly/plotly.min.js"]
)
def test_find_gives_nothing_else_of_the_package(name):
    assert PackageFileFinder().find(name) == []


def test_list_gives_each_file_under_its_static_name():
    found = {f"{storage.prefix}/{path}": storage.size(path) for path, storage in PackageFileFinder().list([])}
    assert list(found) == ["plotly/plotly.min.js", "htmx/htmx-2.min.js"]
    assert found["plotly/plotly.min.js"] > 1_000_000
    assert found["htmx/htmx-2.min.js"] > 20_000


def test_find_of_a_package_that_is_not_installed_says_so(monkeypatch):
    monkeypatch.setitem(static_packages.PACKAGE_FILES, "gone/gone.js", ("no_such_package", "gone.js"))
    with pytest.raises(ModuleNotFoundError, match=r"gone/gone\.js comes with the package no_such_package"):
        PackageFileFinder().find("gone/gone.js")
