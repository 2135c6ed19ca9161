"""A page is made once for its release, address and host, and is there while the database is not."""

import gzip
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from funding.models import Release
from funding.publishing import make_current, withdraw
from funding.releases import current
from tests.checks.public_site import body_of
from tests.data.record_files import edit, write_record

pytestmark = pytest.mark.django_db

PUBLIC = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"


@pytest.fixture
def folder(tmp_path):
    """The tiny record, of which release 1 was made."""
    folder = write_record(tmp_path)
    load(folder, "The beginning.")
    return folder


@pytest.fixture
def reader(settings, folder):
    """Somebody who reads a site that keeps its pages, and knows which release is current for an hour."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}}
    settings.SECONDS_TO_REMEMBER_RELEASES = 3600
    current.forget_releases()
    yield Client()
    caches["default"].clear()
    current.forget_releases()


def load(folder, note):
    call_command("load_fund", folder, publish=note, stdout=StringIO())


def correct_an_amount(folder) -> None:
    edit(folder, "allocations.csv", ",400000,about,100000,awarded,£0.4m,", ",500000,about,100000,awarded,£0.5m,")
    load(folder, "A figure was misread.")
    current.forget_releases()  # as when a transaction ends, which a test's does not


def queries_of(client, address, **headers) -> int:
    with CaptureQueriesContext(connection) as queries:
        body_of(client.get(address, headers=headers))
    return len(queries)


@pytest.mark.parametrize(
    "address",
    ["/", "/projects/lab/", "/projects/?fy=2016-17", "/releases/1/projects/lab/", "/sitemap.xml", "/releases.atom"],
)
def test_page_is_made_once(reader, address):
    first = reader.get(address)
    assert queries_of(reader, address) == 0
    again = reader.get(address)
    assert again.content == first.content
    names = ["Content-Type", "Cache-Control", "ETag", "X-Robots-Tag", "Content-Security-Policy"]
    assert [again.headers.get(name) for name in names] == [first.headers.get(name) for name in names]


def test_page_is_kept_compressed_and_sent_as_it_is_asked_for(reader):
    plain = reader.get("/about/").content
    for _ in range(2):
        response = reader.get("/about/", headers={"accept-encoding": "gzip"})
        assert response.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(response.content) == plain
        assert "Accept-Encoding" in response.headers["Vary"]
    assert "Content-Encoding" not in reader.get("/about/").headers


def test_next_release_has_pages_of_its_own(reader, folder):
    before = reader.get("/projects/lab/")
    frozen = reader.get("/releases/1/projects/lab/")
    correct_an_amount(folder)

    after = reader.get("/projects/lab/")

    assert b"about \xc2\xa31.1m" in after.content
    assert after.headers["ETag"] != before.headers["ETag"]
    assert b"2 things about this changed since" in reader.get("/releases/1/projects/lab/").content
    assert b"changed since" not in frozen.content
    make_current(Release.objects.get(number=1), why="It was right.")
    current.forget_releases()
    assert b"about \xc2\xa31m" in reader.get("/projects/lab/").content


def test_withdrawn_release_is_in_no_cache(reader, folder):
    assert reader.get("/releases/1/projects/lab/").status_code == 200
    correct_an_amount(folder)
    withdraw(Release.objects.get(number=1), why="It named somebody.")
    current.forget_releases()
    assert reader.get("/releases/1/projects/lab/").status_code == 410


def test_pages_that_tell_of_other_releases_are_never_of_before(reader, folder):
    """What is current can be the same as it was, and what is to be said of the others not."""
    pages = ["/releases/", "/releases.atom", "/releases/1/projects/lab/"]
    of_one_release = [body_of(reader.get(address)) for address in pages]
    correct_an_amount(folder)
    assert "£400,000" in body_of(reader.get("/releases/2/changes/"))
    assert "Taken back" not in body_of(reader.get("/releases/"))

    make_current(Release.objects.get(number=1), why="It was right.")
    current.forget_releases()
    assert ["It was right." in body_of(reader.get(address)) for address in pages] == [True, True, False]
    assert [body_of(reader.get(address)) != before for address, before in zip(pages, of_one_release, strict=True)][
        :2
    ] == [
        True,
        True,
    ]

    make_current(Release.objects.get(number=2), why="It was not.")
    withdraw(Release.objects.get(number=1), why="It named somebody.")
    current.forget_releases()
    assert "£400,000" not in body_of(reader.get("/releases/2/changes/"))
    assert "It named somebody." in body_of(reader.get("/releases/"))
    assert "The beginning." not in body_of(reader.get("/releases.atom"))


def test_host_and_scheme_have_pages_of_their_own(reader, settings):
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    pages = [
        reader.get("/", headers={"host": "one.example"}),
        reader.get("/", headers={"host": "two.example"}),
        reader.get("/", headers={"host": "one.example"}, secure=True),
    ]
    for page, address in zip(
        pages, [b"http://one.example/", b"http://two.example/", b"https://one.example/"], strict=True
    ):
        assert b'<link rel="canonical" href="' + address in page.content


def test_campaigns_share_the_page(reader):
    reader.get("/projects/lab/")
    assert queries_of(reader, "/projects/lab/?utm_source=mail&gclid=1") == 0
    assert queries_of(reader, "/projects/lab/?nope=1") > 0


def test_browser_that_has_the_page_is_told_so_without_any_query(reader):
    for address in ["/projects/lab/", "/allocations.csv", "/releases/1/allocations.csv?fy=2016-17"]:
        etag = reader.get(address).headers["ETag"]
        with CaptureQueriesContext(connection) as queries:
            response = reader.get(address, headers={"if-none-match": etag})
        assert (response.status_code, response.content, len(queries)) == (304, b"", 0)
        assert response.headers["ETag"] == etag
        assert reader.get(address, headers={"if-none-match": 'W/"other"'}).status_code == 200


def test_pages_say_for_how_long_they_are_good(reader):
    assert reader.get("/").headers["Cache-Control"] == PUBLIC
    assert reader.get("/allocations.csv").headers["Cache-Control"] == PUBLIC
    assert "max-age=86400" in reader.get("/releases/1/").headers["Cache-Control"]
    for address in ["/nope/", "/projects/?theme=nope", "/releases/2/"]:
        response = reader.get(address)
        assert response.status_code >= 400
        assert "Cache-Control" not in response.headers


def test_what_is_not_there_is_not_kept(reader):
    for address in ["/nope/", "/projects/?theme=nope"]:
        reader.get(address)
        assert queries_of(reader, address) > 0


def test_admin_is_never_kept(reader, admin_user):
    response = reader.get("/admin/login/")
    assert "ETag" not in response.headers or "public" not in response.headers.get("Cache-Control", "")
    assert len(caches["default"]._cache) == 0
    reader.force_login(admin_user)
    reader.get("/admin/")
    assert len(caches["default"]._cache) == 0


def no_database(*args: object) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def test_pages_that_were_made_are_there_while_the_database_is_not(reader, settings):
    pages = ["/", "/projects/lab/", "/releases/1/projects/lab/"]
    before = [reader.get(address).content for address in pages]
    settings.SECONDS_TO_REMEMBER_RELEASES = 0
    current._known.until = 0.0

    with connection.execute_wrapper(no_database):
        assert [reader.get(address).content for address in pages] == before
        response = reader.get("/projects/care/")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "please try again in a few seconds" in body_of(response)
    assert reader.get("/projects/care/").status_code == 200


def test_without_anything_known_there_is_a_503(reader):
    current.forget_releases()
    current._known.releases = None
    with connection.execute_wrapper(no_database):
        assert reader.get("/").status_code == 503
    assert reader.get("/").status_code == 200


def test_site_of_one_address_has_one_page_for_all_its_hosts(reader, settings):
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = "https://fund.example.org", ["a.example", "fund.example.org"]
    page = reader.get("/projects/lab/", headers={"host": "fund.example.org"}, secure=True)
    assert '<link rel="canonical" href="https://fund.example.org/projects/lab/">' in body_of(page)
    assert "url = {https://fund.example.org/releases/1/projects/lab/}" in body_of(page)
    with CaptureQueriesContext(connection) as queries:
        other = reader.get("/projects/lab/", headers={"host": "a.example"})
    assert (other["ETag"], other.content, len(queries)) == (page["ETag"], page.content, 0)
    assert "<loc>https://fund.example.org/projects/lab/</loc>" in body_of(
        reader.get("/sitemap.xml", headers={"host": "a.example"})
    )
    assert reader.get("/", headers={"host": "b.example"}).status_code == 400


@pytest.mark.parametrize("file", ["projects.csv", "awards.csv?theme=digital", "forces/?figure=map&format=svg"])
def test_file_of_a_release_is_the_same_bytes_wherever_it_is_asked(reader, settings, file):
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    now = reader.get(f"/{file}", headers={"host": "a.example"})
    then = reader.get(f"/releases/1/{file}", headers={"host": "b.example"})
    assert now.status_code == 200
    assert now.getvalue() == then.getvalue()
    assert b"example" not in now.getvalue()
    assert now["Content-Disposition"] == then["Content-Disposition"]
