"""The gallery: developers and tests have it, readers do not, and no piece of a page is missing from it."""

from importlib import reload
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import clear_url_caches

from funding.config import urls
from funding.gallery.made_up import LONG, STATES
from tests.checks.drawings import read_svg
from tests.checks.public_site import body_of, words_of

TEMPLATES = Path(settings.BASE_DIR) / "templates"

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery(client):
    return client.get("/gallery/")


def test_no_partial_is_forgotten(client, gallery):
    """Those of files are drawn by the file of a figure."""
    figures = gallery.context["charts"].values()
    files = [client.get("/gallery/", {"figure": one.slug, "format": "svg"}) for one in figures if not one.is_empty]
    drawn = {template.name for response in [gallery, *files] for template in response.templates}
    partials = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*")
        if path.name.startswith("_") or path.parent.name == "figures"
    }
    assert len(partials) > 20
    assert partials - drawn == set()


def test_every_kind_of_figure_is_shown_in_every_state(gallery):
    slugs = set(gallery.context["charts"])
    for kind in ["leads", "leads-projects", "years", "stacked", "rounds", "sizes", "map", "map-involved", "matrix"]:
        assert {f"{kind}-{state}" for state in ["none", "one", "many", "long", "unknown"]} <= slugs, kind


@pytest.mark.no_cover
def test_every_figure_has_its_files(client, gallery):
    for figure in gallery.context["charts"].values():
        svg, table = (client.get("/gallery/", {"figure": figure.slug, "format": kind}) for kind in ("svg", "csv"))
        if figure.is_empty:
            assert (svg.status_code, table.status_code) == (404, 404), figure.slug
        else:
            assert read_svg(body_of(svg)).get("width"), figure.slug
            assert body_of(table).count("\r\n") >= len(figure.rows) + 1, figure.slug


def test_states_are_what_they_are_called(gallery):
    page = words_of(gallery)
    assert "Nothing to draw: no amount is published here." in page
    assert LONG in page
    assert "14 others" in page
    assert "up to £188m" in page
    assert [len(state.names) for state in STATES] == [0, 1, 30, 3, 3]
    assert {amount for state in STATES if not state.has_amounts for amount in state.amounts} == {None}


@pytest.fixture
def without_gallery(settings):
    """The addresses as they are where the gallery is off; afterwards as they were."""
    settings.GALLERY = False
    reload(urls)
    clear_url_caches()
    yield
    settings.GALLERY = True
    reload(urls)
    clear_url_caches()


def test_readers_have_no_gallery(without_gallery, client):
    assert client.get("/gallery/").status_code == 404
    assert client.get("/about/").status_code == 200


def test_no_list_of_addresses_has_the_gallery(client, gallery):
    assert gallery.status_code == 200
    assert '<meta name="robots" content="noindex">' in body_of(gallery)
    assert "gallery" not in body_of(client.get("/sitemap.xml"))
