"""What machines read: robots.txt, the sitemap, the icon."""

import re

import pytest

from funding.models import Release
from tests.checks.public_site import body_of, first, page_addresses
from tests.data.tiny_fund import make_tiny_fund

pytestmark = pytest.mark.django_db


def test_robots_may_read_everything_but_the_admin_filters_and_what_was_shown_earlier(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert body_of(response) == (
        "User-agent: *\n"
        "Disallow: /admin/\n"
        "Disallow: /preview/\n"
        "Disallow: /*?\n"
        "Allow: /*?page=\n"
        "Disallow: /releases/*/\n"
        "Allow: /releases/*/changes/\n"
        "\n"
        "Sitemap: http://testserver/sitemap.xml\n"
    )


def test_sitemap_has_every_public_page_once_and_no_draft(client):
    make_tiny_fund()
    response = client.get("/sitemap.xml")
    assert response["Content-Type"] == "application/xml"
    places = re.findall("<loc>(.*?)</loc>", body_of(response))
    assert sorted(places) == sorted(f"http://testserver{address}" for address in page_addresses())
    assert len(places) == 11 + 2 + 5 + 3 + 2 + 5
    assert not [place for place in places if re.search("draft|epsilon", place)]
    days = set(re.findall("<lastmod>(.*?)</lastmod>", body_of(response)))
    assert days == {Release.objects.current().made_at.date().isoformat()}
    assert body_of(response).count("<lastmod>") == len(places)


def test_sitemap_of_an_empty_site_has_the_pages_that_are_always_there(client):
    assert body_of(client.get("/sitemap.xml")).count("<loc>") == 11


def test_icon_is_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/icon.svg")


@pytest.mark.parametrize("address", ["/projects", "/rounds/first", "/data"])
def test_address_without_its_slash_leads_to_the_one_with_it(client, address):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, f"{address}/")


def test_data_page_names_the_licence_of_each_part(client):
    page = body_of(client.get("/data/"))
    assert re.findall(r'<a href="([^"]+)" rel="license external">([^<]+)</a>', page) == [
        ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International licence"),
        ("https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/", "Open Government Licence v3.0"),
    ]
    assert "from the Home Office, the Office for National Statistics and HM Treasury" in page
    assert "remain their publishers'" in page


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/projects/", ['<a href="/projects/" aria-current="page">']),
        ("/rounds/first/", ['<a href="/rounds/" aria-current="true">']),
        ("/", []),
        ("/nope/projects/", []),
    ],
)
def test_navigation_marks_where_the_reader_is(client, address, marked):
    make_tiny_fund()
    navigation = first('<nav aria-label="Main">(.*?)</nav>', client.get(address))
    assert re.findall(r'<a href="[^"]*" aria-current="[^"]*">', navigation) == marked
