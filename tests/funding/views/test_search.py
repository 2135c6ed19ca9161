"""The search as a reader meets it in the explorer of the real fund, and hostile text that must stay text."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.http import urlencode

from tests.checks.public_site import body_of, records_of, rows_of, words_of
from tests.checks.queries import questions

pytestmark = pytest.mark.usefixtures("real_fund")


def found(client, text: str) -> list[str]:
    """The ids of the projects in the table, in their order."""
    return [project.slug for project in records_of(client.get("/projects/", {"q": text}, follow=True))]


def test_best_match_comes_first_on_the_page_and_in_both_downloads(client):
    slugs = found(client, "national analytics")
    assert slugs[0] == "national-analytics-solution"
    assert [row["project_id"] for row in rows_of(client.get("/projects.csv?q=national+analytics"))] == slugs
    in_allocations = [row["project_id"] for row in rows_of(client.get("/allocations.csv?q=national+analytics"))]
    with_amount = set(in_allocations)
    assert list(dict.fromkeys(in_allocations)) == [slug for slug in slugs if slug in with_amount]


def test_order_that_is_asked_for_goes_before_relevance(client):
    response = client.get("/projects/?q=digital&sort=-amount")
    amounts = [project.totals.pounds if project.totals.amount else -1 for project in records_of(response)]
    assert amounts == sorted(amounts, reverse=True)
    assert client.get("/projects/?q=digital&sort=relevance").headers["Location"] == "/projects/?q=digital"
    assert client.get("/projects/?sort=relevance").headers["Location"] == "/projects/"


def test_matches_are_marked_and_places_out_of_sight_are_named(client):
    body = body_of(client.get("/projects/?q=facial"))
    assert "tools including <mark>facial</mark> recognition" in body
    said = words_of(client.get("/projects/?q=E23000024"))
    assert "Also matches: lead force." in said


def test_typing_error_is_read_as_what_was_meant_and_said(client):
    response = client.get("/projects/?q=forensic+biometrcs")
    assert found(client, "forensic biometrcs")[0] == "dorset-joint-forensics-biometrics"
    assert "“biometrics”" in words_of(response)
    assert response.context["total"].projects == len(found(client, "forensic biometrcs"))


def test_nothing_found_offers_what_does_find(client):
    response = client.get("/projects/", {"q": "facial zebra"})
    assert response.context["total"].projects == 0
    suggestion = response.context["suggestion"]
    assert f'Did you mean <a href="{suggestion}"' in body_of(response)
    assert client.get(suggestion).context["total"].projects > 0


@pytest.mark.parametrize(
    "text",
    [
        "'",
        '"',
        '"unclosed phrase',
        "\\",
        "%",
        "_",
        "100%",
        "& | ! ( ) : * < >",
        "<script>alert(1)</script>",
        "'; DROP TABLE funding_award; --",
        "or or or",
        "-",
        "- -norfolk -",
        "\u202e\u200b",
        "\U0001f693",
        "a\x00b",
        "x" * 10_000,
        "a b c d e f g h i j k l",
    ],
)
def test_hostile_text_is_inert(client, text):
    for address in ("/projects/", "/partnerships/"):
        response = client.get(f"{address}?{urlencode({'q': text})}", follow=True)
        assert response.status_code in (200, 400)
        assert "<script>alert" not in body_of(response)
    for name in ("projects", "allocations"):
        assert client.get(f"/{name}.csv?{urlencode({'q': text})}").status_code in (200, 400)


@pytest.mark.parametrize(
    "query",
    [
        "q=norfolk",
        "q=facial+zebra",
        "q=forensic+biometrcs",
        "theme=digital-ict&region=east-midlands&fy=2017-18",
        "q=digital&round=2016-17-round-1&theme=digital-ict&region=east-midlands&lead=norfolk&force=kent&with=essex&project=galvanise",
        "not_theme=digital-ict&not_lead=norfolk&not_force=kent&not_fy=2016-17&amount_published=yes&national=no",
    ],
)
def test_queries_of_any_filter_are_few(query):
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(f"/projects/?{query}").status_code == 200
    assert len(questions(queries)) <= 15, questions(queries)


def test_awards_without_an_amount_are_counted_and_said_to_have_none(client):
    said = words_of(client.get("/projects/?amount_published=no"))
    assert (
        "16 projects with an award whose amount is not published: no reliable amount is published of 16 awards that match."
        in said
    )
    assert "none that matches has an allocation" in said


def test_page_is_small(client):
    response = client.get("/projects/", headers={"accept-encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    assert len(response.content) < 60_000
