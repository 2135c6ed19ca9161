"""Pages of an empty database, of hostile and very long names, and of projects of which little is known."""

import json
import re

import pytest

from funding.downloads.datasets import TABLES
from tests.checks.public_site import body_of, first, page_addresses, rows_of, words_of
from tests.data.builders import (
    make_allocation,
    make_award,
    make_force,
    make_project,
    make_region,
    make_round,
    make_theme,
)

pytestmark = pytest.mark.django_db


# Nothing at all


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("/", "0 projects"),
        ("/projects/", "No project is published yet."),
        ("/rounds/", "Nothing to draw: no amount is published here."),
        ("/regions/", "In all, nothing is itemised here."),
        ("/forces/", "Nothing is itemised here"),
        ("/themes/", "In all, nothing is itemised here."),
        ("/data/", "add up to £0."),
        ("/about/", "All 0 published documents"),
    ],
)
def test_page_of_an_empty_database_opens_and_says_so(client, address, sentence):
    response = client.get(address)
    assert response.status_code == 200
    assert sentence in words_of(response)
    assert body_of(response).count("<h1") == 1
    assert "None" not in words_of(response)


@pytest.mark.parametrize("name", TABLES)
def test_download_of_an_empty_database_is_a_header_and_what_is_not_stated(client, name):
    response = client.get(f"/{name}.csv")
    assert response.status_code == 200
    assert len(rows_of(response)) == {"forces": 1, "regions": 2}.get(name, 0)


def test_pages_of_things_without_a_project_open(client):
    region, theme, round_ = make_region(), make_theme(), make_round()
    force = make_force(region=region)
    for thing in (region, theme, round_, force):
        response = client.get(thing.get_absolute_url())
        assert response.status_code == 200
        assert re.search(
            "no project that is known|No project is known|No project of this round is known", words_of(response)
        )


# Little is known


def test_page_of_a_project_without_lead_partners_or_amount(client):
    make_award(project=make_project(slug="bare", title="Bare"))
    said = words_of(client.get("/projects/bare/"))
    assert "No reliable amount is published of its 1 award." in said
    assert "not stated by any source read" in said
    assert "none named by the sources read" in said
    assert "No source is recorded." in said or "there is nothing to source" in said
    assert not re.search(r"£[0-9]|None", said)


# Names that no page may stumble over


MARKUP = "</script><script>alert('x')</script>\"><img src=x onerror=alert(1)>&amp;"


def test_markup_in_any_name_is_escaped_everywhere(client):
    region = make_region(slug="r", name=f"Region {MARKUP}")
    lead = make_force(slug="lead", name=f"Lead {MARKUP}"[:80], region=region, tile=(1, 1))
    theme = make_theme(slug="t", name=f"Theme {MARKUP}"[:100])
    round_ = make_round(slug="round", name=f"Round {MARKUP}")
    project = make_project(
        slug="p",
        title=f"Project {MARKUP}",
        description=MARKUP,
        theme=theme,
        lead=lead,
        partners=[make_force(name=MARKUP)],
    )
    award = make_award(slug="a", project=project, round=round_)
    award.as_stated = award.note = MARKUP
    award.save()
    allocation = make_allocation(award=award, year=2016)
    allocation.as_stated = MARKUP
    allocation.save()
    addresses = [
        *page_addresses(),
        "/projects/?q=%3C/script%3E%3Cimg+onerror%3D1%3E",
        "/projects/?lead=lead&sort=title",
    ]
    addresses += ["/projects/?theme=%22%3E%3Cimg%3E", "/projects/?q=alert", "/%3Cimg%3E/"]
    for address in addresses:
        body = body_of(client.get(address))
        assert "<img" not in body, address
        assert "<script>" not in body, address
        assert "onerror=alert(1)>" not in body, address
        for script in re.findall(r'<script id="[^"]*" type="application/json">(.*?)</script>', body, re.DOTALL):
            assert json.loads(script)["traces"], address
    said = words_of(client.get("/projects/p/"))
    assert first('<meta property="og:title" content="([^"]*)"', client.get("/projects/p/")) == f"Project {MARKUP}"
    assert said.count(MARKUP) >= 4
    [row] = rows_of(client.get("/allocations.csv"))
    assert (row["project"], row["as_stated"]) == (f"Project {MARKUP}", MARKUP)


def test_very_long_names_are_printed_whole(client):
    title = "Long " * 39 + "title"
    word = "x" * 200
    for slug, name in [("long", title), ("word", word)]:
        make_award(project=make_project(slug=slug, title=name), amount=5)
        assert first("<h1>(.*?)</h1>", client.get(f"/projects/{slug}/")) == name
    assert title in words_of(client.get("/projects/"))
    assert word in words_of(client.get("/projects/"))


def test_amounts_to_the_penny_are_at_hand_and_the_largest_fits(client):
    make_award(project=make_project(slug="penny"), amount="0.01")
    make_award(project=make_project(slug="large"), amount="999999999999.99")
    assert 'value="0.01" title="£0.01">£0</data>' in body_of(client.get("/projects/penny/"))
    assert 'title="£999,999,999,999.99"' in body_of(client.get("/projects/large/"))
    assert [row["amount_gbp"] for row in rows_of(client.get("/projects.csv"))] == ["999999999999.99", "0.01"]
