"""Machines that follow links find the pages, and no end of filters."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest

from funding.views.crawlers import follows_no_filter
from tests.checks.public_site import body_of

LINK = re.compile(r'<a\b[^>]*?\shref="([^"]+)"([^>]*)>')


@pytest.mark.no_cover
def test_polite_crawler_comes_to_an_end(visited):
    """What it knows after it has read every page: those, their downloads and feeds, and no filter."""
    found = set()
    for address, response in visited.items():
        for link, rest in LINK.findall(body_of(response)):
            if "nofollow" not in rest:
                found.add(urljoin(address, unescape(link)).partition("#")[0])
    own = {address for address in found if address.startswith("/")}
    beyond = own - visited.keys()
    assert [address for address in beyond if "?" in address and not re.fullmatch(r"/\w+/\?page=[0-9]", address)] == []
    assert len(beyond) < 200
    assert visited.keys() - own == set()


@pytest.mark.parametrize(
    ("link", "marked"),
    [
        ('<a href="/projects/?theme=x">', '<a href="/projects/?theme=x" rel="nofollow">'),
        ('<a class="a" href="?sort=title" title="b">', '<a class="a" href="?sort=title" title="b" rel="nofollow">'),
        ('<a rel="prev" href="?sort=title&amp;page=2">', '<a rel="nofollow prev" href="?sort=title&amp;page=2">'),
        ('<a rel="next" href="?page=2">', '<a rel="next" href="?page=2">'),
        ('<a href="/projects/">', '<a href="/projects/">'),
        ('<a href="https://example.org/?a=b" rel="external">', '<a href="https://example.org/?a=b" rel="external">'),
        ('<a href="#top">', '<a href="#top">'),
        ('<abbr title="/?a">', '<abbr title="/?a">'),
    ],
)
def test_link_to_a_filter_is_not_to_be_followed(link, marked):
    assert follows_no_filter(link) == marked


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "tag"),
    [
        ("/projects/", None),
        ("/projects/?page=1", None),
        ("/projects/?theme=digital", "noindex"),
        ("/projects/?nope=1", "noindex"),
        ("/forces/?measure=projects", "noindex"),
    ],
)
def test_filter_is_not_to_be_indexed(client, tiny, address, tag):
    assert client.get(address, follow=True).headers.get("X-Robots-Tag") == tag


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/projects/?theme=nope",
        "/projects/?amount_min=x",
        "/partnerships/?force=nope",
        "/compare/?kind=nope",
        "/forces/?measure=nope",
    ],
)
def test_filter_that_cannot_be_read_is_a_400_and_says_why(client, tiny, address):
    response = client.get(address)
    assert response.status_code == 400
    assert 'role="alert"' in body_of(response)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
@pytest.mark.parametrize("address", ["/", "/projects/", "/allocations.csv", "/nope/", "/releases/1/"])
def test_public_address_is_only_read(client, tiny, method, address):
    response = getattr(client, method)(address)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("br;q=1, gzip;q=0.01", "gzip"),
        ("gzip;q=0", None),
        ("gzip; q=0.000, deflate", None),
        ("GZIP;Q=0", None),
        ("identity", None),
        ("", None),
    ],
)
def test_compression_that_a_client_refuses_is_not_used(client, tiny, accepted, encoding):
    response = client.get("/about/", headers={"accept-encoding": accepted})
    assert response.headers.get("Content-Encoding") == encoding
    assert "Accept-Encoding" in response.headers["Vary"]
