"""The pages for when something is wrong: in the site's design, with ways on, and nothing swallowed."""

import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from funding.views import home, site
from tests.checks.public_site import body_of, first, words_of
from tests.data.releasing import Reader
from tests.data.tiny_fund import make_tiny_fund

pytestmark = pytest.mark.django_db


def assert_in_the_design(response, heading: str) -> None:
    body = body_of(response)
    assert first("<h1>(.*?)</h1>", response) == heading
    assert first("<title>(.*?)</title>", response) == f"{heading} – Police Transformation Fund explorer"
    assert 'aria-label="Main"' in body
    assert '<a href="/">first page</a>' in body or '<a href="/projects/">projects</a>' in body


@pytest.mark.parametrize(
    "address",
    [
        "/nope/",
        "/projects/nope/",
        "/projects/epsilon/",
        "/rounds/nope/",
        "/rounds/draft/",
        "/regions/nope/",
        "/forces/nope/",
        "/themes/nope/",
        "/nope.csv",
        "/projects/../../etc/passwd",
        "/projects/%3Cscript%3E/",
        "/rounds/%00/",
    ],
)
def test_not_found_has_ways_on(client, address):
    make_tiny_fund()
    response = client.get(address)
    assert response.status_code == 404
    assert_in_the_design(response, "There is no such page")
    assert "The address may be misspelt" in words_of(response)
    for way in ("projects", "rounds", "regions", "forces", "themes"):
        assert f'<a href="/{way}/">{way}</a>' in body_of(response)
    assert '<form class="search" role="search" action="/projects/">' in body_of(response)
    assert "script>" not in body_of(response)


def test_not_found_says_what_was_wrong_where_the_view_knows(client):
    assert "A page is a whole number from 1." in words_of(client.get("/projects/?page=abc"))
    assert "There is no page 2 of this list; it has 1." in words_of(client.get("/projects/?page=2"))
    assert "The address may be misspelt" in words_of(client.get("/nope/"))


def test_bad_host_is_a_400_in_the_design(client, caplog):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert_in_the_design(response, "This request could not be read")
    assert "evil.example" not in body_of(response)
    assert [record.name for record in caplog.records] == ["django.security.DisallowedHost"]


def test_too_many_parameters_are_a_400(client):
    query = "&".join(f"a{number}=1" for number in range(1100))
    assert client.get(f"/projects/?{query}").status_code == 400


def test_forbidden_is_in_the_design():
    response = site.forbidden(RequestFactory().get("/"), PermissionDenied())
    assert response.status_code == 403
    assert_in_the_design(response, "This page is not open to you")


def test_form_without_its_token_is_forbidden():
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert_in_the_design(response, "This page is not open to you")


def test_error_of_ours_is_a_500_in_the_design_and_logged(monkeypatch, caplog):
    def broken(*args: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(home.listings, "rounds", broken)
    with caplog.at_level(logging.ERROR):
        response = Reader(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert_in_the_design(response, "Something went wrong here")
    assert "broken on purpose" not in body_of(response)
    [record] = [record for record in caplog.records if record.name == "django.request"]
    assert "broken on purpose" in str(record.exc_info[1])


def test_error_of_ours_is_not_swallowed(client, monkeypatch):
    def broken(*args: object, **options: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(home.breakdowns, "by_year", broken)
    with pytest.raises(RuntimeError, match="broken on purpose"):
        client.get("/")


def test_error_page_needs_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        response = site.server_error(RequestFactory().get("/"))
    assert_in_the_design(response, "Something went wrong here")
