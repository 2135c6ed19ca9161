"""The same promise on the real fund, read off the pages and downloads as a reader gets them."""

import re
from decimal import Decimal

import pytest
from django.test import Client

from tests.checks.public_site import body_of, rows_of

pytestmark = [pytest.mark.usefixtures("real_fund"), pytest.mark.no_cover]

VALUE = re.compile(
    r'data-facet="([^"]*)" data-value="([^"]*)" data-projects="(\d+)" data-pounds="(\d+(?:\.\d\d)?)"', re.ASCII
)


def values_on(client: Client, address: str) -> dict[tuple[str, str], tuple[int, Decimal]]:
    """By facet and value, the projects and pounds that a page promises."""
    return {
        (facet, value): (int(projects), Decimal(pounds))
        for facet, value, projects, pounds in VALUE.findall(body_of(client.get(address)))
    }


def kept(client: Client, query: str) -> tuple[int, Decimal]:
    """How many projects and pounds a view has, after all its figures have been found to agree."""
    response = client.get(f"/projects/?{query}")
    assert response.status_code == 200, query
    total, context = response.context["total"], response.context
    projects, awards, allocations = (
        rows_of(client.get(f"/{table}.csv?{query}")) for table in ("projects", "awards", "allocations")
    )
    assert len(projects) == total.projects
    assert sum(Decimal(row["amount_gbp"] or 0) for row in projects) == total.pounds
    assert sum(Decimal(row["amount_gbp"]) for row in allocations) == total.pounds
    assert len(awards) == total.awards
    assert sum(Decimal(row["amount_gbp"] or 0) for row in awards) == total.pounds
    for name in ("years", "regions", "themes", "leads"):
        drawn = sum((value or Decimal(0) for row in context["charts"][name].rows for value in row.values), Decimal(0))
        assert drawn == total.pounds, (query, name)
    off_map = sum((row.led.pounds for row in context["charts"]["map"].off_map), Decimal(0))
    assert context["charts"]["map"].on_map.pounds + off_map == total.pounds
    sentence = re.search(r'class="say">\s*(\d+) project', body_of(response))
    assert sentence is None if total.projects == 0 else int(sentence[1]) == total.projects
    return total.projects, total.pounds


def test_every_value_of_every_facet_keeps_its_promise(client):
    promised = values_on(client, "/projects/")
    assert len(promised) > 120
    assert {facet for facet, _ in promised} == {
        "round",
        "kind",
        "theme",
        "reach",
        "place",
        "region",
        "lead",
        "force",
        "fy",
        "amount",
        "amount_published",
        "year_published",
        "lead_stated",
        "national",
    }
    for (facet, value), projects_and_pounds in promised.items():
        assert kept(client, f"{facet}={value}") == projects_and_pounds, (facet, value)


@pytest.mark.parametrize(
    ("state", "without"),
    [
        ("theme=digital-ict&fy=2016-17", {"theme": "fy=2016-17", "fy": "theme=digital-ict"}),
        ("region=london&not_fy=not-published", {"fy": "region=london", "region": "not_fy=not-published"}),
        ("force=kent&with=essex", {"with": "force=kent", "force": "with=essex"}),
    ],
)
def test_values_beside_chosen_ones_keep_theirs(client, state, without):
    kept(client, state)
    for (facet, value), projects_and_pounds in values_on(client, f"/projects/?{state}").items():
        others = without.get(facet, state)
        rows = rows_of(client.get(f"/projects.csv?{others}&{facet}={value}"))
        pounds = sum(Decimal(row["amount_gbp"] or 0) for row in rows)
        assert (len(rows), pounds) == projects_and_pounds, (state, facet, value)


def test_some_promises_by_hand(client):
    """Counted in projects.csv and allocations.csv with a pencil."""
    promised = values_on(client, "/projects/")
    assert promised["theme", "business-crime"][0] == 1
    assert promised["fy", "2016-17"] == values_on(client, "/projects/?fy=2016-17")["fy", "2016-17"]
    assert promised["year_published", "no"] == promised["fy", "not-published"]
    assert promised["lead_stated", "no"] == promised["lead", "not-stated"] == promised["region", "not-stated"]


PRINTED = re.compile(r'data-label="Amount"><data value="([0-9.]+)"')


def test_table_over_all_its_pages_comes_to_the_sentence(client):
    printed, titles = [], []
    for number in (1, 2, 3):
        body = body_of(client.get(f"/projects/?page={number}" if number > 1 else "/projects/"))
        table = body.split('id="table-title"')[1]
        printed += PRINTED.findall(table)
        titles += re.findall(r'<th scope="row" role="rowheader" class="main"><a href="/projects/([^"]*)/"', table)
    assert sum(map(Decimal, printed)) == Decimal(218_980_084)
    assert titles == [row["project_id"] for row in rows_of(client.get("/projects.csv"))]
    assert (len(printed), len(titles)) == (41, 52)
    assert client.get("/projects/?page=4").status_code == 404


def test_data_page_names_every_parameter(client):
    body = body_of(client.get("/data/"))
    for parameter in ["q", "round", "not_round", "with", "fy", "not_fy", "national", "project", "amount_min", "sort"]:
        assert f"<code>{parameter}</code>" in body, parameter
