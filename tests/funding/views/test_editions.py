"""Which release a reader reads, at which address, and what the page says of it."""

import re
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.test import Client
from django.urls import get_script_prefix

from funding.models import Allocation, Award, Release, Round
from funding.publishing import make_current, publish, withdraw
from tests.checks.public_site import body_of, first, other_addresses, page_addresses, rows_of, words_of
from tests.data.record_files import edit, write_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    """Somebody who reads what is released, and not what a test has entered since."""
    return Client()


def load(folder, note=None):
    call_command("load_fund", folder, publish=note, stdout=StringIO())


@pytest.fixture
def two(tmp_path):
    """Two releases: in the second an amount of the project `lab` is £500,000, no longer £400,000."""
    folder = write_record(tmp_path)
    load(folder, "The beginning.")
    edit(folder, "allocations.csv", ",400000,about,100000,awarded,£0.4m,", ",500000,about,100000,awarded,£0.5m,")
    load(folder)
    publish(note="A figure was misread.", reasons={1: "The notice says half a million."})


def test_nothing_is_shown_before_the_first_release(reader, tmp_path):
    load(write_record(tmp_path))
    Round.objects.update(in_next_release=True)
    for address in ["/", "/projects/", "/projects/lab/", "/allocations.csv", "/sitemap.xml", "/releases/"]:
        response = reader.get(address)
        assert response.status_code == 404
        assert "Nothing is published yet" in words_of(response)
        assert "Data lab" not in body_of(response)
    assert reader.get("/admin/login/").status_code == 200


def test_record_that_changes_changes_no_page(reader, two):
    before = [body_of(reader.get(address)) for address in ["/", "/projects/", "/projects/lab/", "/allocations.csv"]]
    Award.objects.all().delete()
    assert [
        body_of(reader.get(address)) for address in ["/", "/projects/", "/projects/lab/", "/allocations.csv"]
    ] == before


def test_address_with_a_number_shows_what_that_release_says(reader, two):
    assert "about £1.1m itemised" in words_of(reader.get("/projects/lab/"))
    assert "about £1m itemised" in words_of(reader.get("/releases/1/projects/lab/"))
    assert "about £1.1m itemised" in words_of(reader.get("/releases/2/projects/lab/"))
    for number, pounds in [(1, "400000"), (2, "500000")]:
        rows = rows_of(reader.get(f"/releases/{number}/allocations.csv?fy=2016-17"))
        assert [row["amount_gbp"] for row in rows] == [pounds]
    assert get_script_prefix() == "/"


@pytest.mark.parametrize(
    "address", ["/releases/3/", "/releases/0/", "/releases/01/", "/releases/9999999999/", "/releases/x/"]
)
def test_release_that_there_is_not(reader, two, address):
    response = reader.get(address)
    assert response.status_code == 404
    assert "There is no such page" in words_of(response)


def test_address_of_a_release_is_spelled_as_any_other(reader, two):
    assert reader.get("/releases/1/projects/lab").headers["Location"] == "/releases/1/projects/lab/"
    assert reader.get("/releases/1/projects/?fy=2016/17").headers["Location"] == "/releases/1/projects/?fy=2016-17"
    assert reader.get("/releases/1/projects/nope/").status_code == 404


def test_every_page_of_a_release_leads_to_pages_of_it_alone(reader, two):
    """But for the way to what is shown now, the list of releases, the feeds and the admin's static files."""
    for address in [*page_addresses(), *other_addresses()]:
        response = reader.get(f"/releases/1{address}")
        if address.startswith("/releases"):
            continue
        assert response.status_code == 200, address
        links = (
            re.findall(r'(?:href|action)="(/[^"]*)"', body_of(response)) if "html" in response["Content-Type"] else []
        )
        own = [link for link in links if not link.startswith(("/static/", "/releases/1/"))]
        assert set(own) <= {"/releases/", "/releases.atom", address, f"{address}changes.atom"}, address


def test_page_of_a_release_says_so_and_what_changed_since(reader, two):
    said = words_of(reader.get("/releases/1/projects/lab/"))
    day = words_of(reader.get("/releases/1/projects/lab/")).split("You are reading release 1, ")[1].split(".")[0]
    assert re.fullmatch(r"\d+ [A-Z][a-z]+ 20\d\d", day)
    assert "2 things about this changed since. See the page as it is now" in said
    assert "Nothing about this changed since. See the page" in words_of(reader.get("/releases/1/projects/care/"))
    assert "2 things changed since." in words_of(reader.get("/releases/1/"))
    assert "The site shows it now." in words_of(reader.get("/releases/2/projects/lab/"))
    assert "You are reading" not in words_of(reader.get("/projects/lab/"))


def test_copy_is_not_to_be_indexed_and_names_the_page_it_stands_for(reader, two):
    copy = reader.get("/releases/1/projects/lab/")
    assert '<meta name="robots" content="noindex">' in body_of(copy)
    assert first('<link rel="canonical" href="([^"]*)"', copy) == "http://testserver/projects/lab/"
    page = reader.get("/projects/lab/")
    assert "noindex" not in body_of(page)
    assert first('<link rel="canonical" href="([^"]*)"', page) == "http://testserver/projects/lab/"


def test_page_says_of_which_release_it_is_and_what_that_changed_of_it(reader, two):
    said = words_of(reader.get("/projects/lab/"))
    assert "It changed 2 things here: see what" in said
    assert first(r'It changed 2 things here: <a href="([^"]*)"', reader.get("/projects/lab/")) == (
        "/releases/2/changes/?about=project%3Alab"
    )
    assert "It changed" not in words_of(reader.get("/projects/care/"))
    assert "It changed" not in words_of(reader.get("/releases/1/projects/lab/"))


def test_page_is_cited_by_an_address_that_stays(reader, two):
    page = reader.get("/projects/?fy=2016-17&utm_source=x")
    assert first(r'<p class="citation" id="citation">.*?<a href="([^"]*)"', page) == "/releases/2/projects/?fy=2016-17"
    said = words_of(reader.get("/projects/lab/"))
    assert re.search(
        r"Police Transformation Fund explorer, “Data lab”, release 2, \d+ \w+ 20\d\d, http://testserver/releases/2/projects/lab/\.",
        said,
    )
    assert "url = {http://testserver/releases/2/projects/lab/}" in said
    assert reader.get("/releases/2/projects/?fy=2016-17").status_code == 200
    for address in ["/nope/", "/projects/?fy=nope", "/releases/"]:
        assert "Cite this page" not in words_of(reader.get(address)), address


def test_amount_that_changed_says_so_with_the_reason(reader, two):
    said = words_of(reader.get("/projects/lab/"))
    assert "Changed in release 2, from £400,000: The notice says half a million." in said
    assert "Changed in release" not in words_of(reader.get("/releases/1/projects/lab/"))


# The releases


def test_list_has_every_release_the_newest_first(reader, two):
    said = words_of(reader.get("/releases/"))
    assert (
        said.index("Release 2,")
        < said.index("A figure was misread.")
        < said.index("Release 1,")
        < said.index("The beginning.")
    )
    assert "2 projects, 3 awards, about £1.6m." in said
    assert "2 projects, 3 awards, about £1.5m." in said
    assert reader.get("/releases/1/releases/").headers["Location"] == "/releases/"


def test_release_that_was_taken_back_stays_and_says_so(reader, two):
    make_current(Release.objects.get(number=1), why="The notice was misread after all.")

    assert "about £1m itemised" in words_of(reader.get("/projects/lab/"))
    assert "Taken back on" in words_of(reader.get("/releases/"))
    said = words_of(reader.get("/releases/2/projects/lab/"))
    assert "about £1.1m itemised" in said
    assert re.search(r"Taken back on \d+ \w+ 20\d\d: The notice was misread after all\.", said)
    assert "Changed in release 2" not in words_of(reader.get("/projects/lab/"))


@pytest.mark.parametrize(
    "address", ["", "projects/lab/", "projects/nope/", "allocations.csv", "projects/?figure=years&format=svg"]
)
def test_withdrawn_release_answers_with_the_reason_everywhere(reader, two, address):
    withdraw(Release.objects.get(number=1), why="It named somebody.")

    response = reader.get(f"/releases/1/{address}")

    assert response.status_code == 410
    assert "It named somebody." in words_of(response)
    assert "Data lab" not in body_of(response)


def test_withdrawn_release_keeps_its_number_in_the_list(reader, two):
    withdraw(Release.objects.get(number=1), why="It named somebody.")
    said = words_of(reader.get("/releases/"))
    assert "Release 1," in said
    assert re.search(r"Withdrawn on \d+ \w+ 20\d\d: It named somebody\.", said)
    assert "The beginning." not in said
    assert "£400,000" not in body_of(reader.get("/releases/2/changes/"))


def test_changes_are_told_with_pounds_and_reasons(reader, two):
    response = reader.get("/releases/2/changes/")
    said = words_of(response)
    assert "2 changes since release 1." in said
    assert "Amount: £400,000 → £500,000 (+£100,000). Why: The notice says half a million." in said
    assert "In its source's words: £0.4m → £0.5m" in said
    assert "All allocations£1,500,000£1,600,000+£100,000" in said
    assert first('<link rel="canonical" href="([^"]*)"', response) == "http://testserver/releases/2/changes/"
    assert "noindex" not in body_of(response)
    assert reader.get("/changes/").headers["Location"] == "/releases/2/changes/"
    assert "It is the first: there was nothing before it." in words_of(reader.get("/releases/1/changes/"))


def test_changes_about_one_thing(reader, two):
    said = words_of(reader.get("/releases/2/changes/?about=project:lab"))
    assert "What release 2 changed about Data lab" in said
    assert "2 changes since release 1." in said
    for nothing in ["project:care", "project:nope", "nonsense", "x" * 500, "project:\0"]:
        response = reader.get("/releases/2/changes/", {"about": nothing}, follow=True)
        assert response.status_code == 200
        assert "Nothing. See all that it changed." in words_of(response)


def entries(response) -> list[tuple[str, str]]:
    """Of a feed, the titles and texts."""
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(response.content)  # noqa: S314  (our own)
    return [
        (entry.findtext(f"{atom}title"), entry.findtext(f"{atom}summary")) for entry in feed.findall(f"{atom}entry")
    ]


def test_feed_of_releases(reader, two):
    response = reader.get("/releases.atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert [(title.split(",")[0], text) for title, text in entries(response)] == [
        ("Release 2", "A figure was misread."),
        ("Release 1", "The beginning."),
    ]


@pytest.mark.parametrize(
    "address", ["/projects/lab/", "/forces/norfolk/", "/forces/gwent/", "/rounds/first/", "/themes/digital/"]
)
def test_feed_of_a_thing_has_what_each_release_changed_about_it(reader, two, address):
    [(title, text)] = entries(reader.get(f"{address}changes.atom"))
    assert title.startswith("Release 2, ")
    assert text == (
        "Data lab, First round, 2016-17: amount: £400,000 → £500,000 (The notice says half a million.); "
        "Data lab, First round, 2016-17: in its source's words: £0.4m → £0.5m"
    )
    assert (
        f'<link rel="alternate" type="application/atom+xml" title="Changes" href="{address}changes.atom">'
        in body_of(reader.get(address))
    )


def test_feed_of_a_thing_that_did_not_change_has_no_entry(reader, two):
    assert entries(reader.get("/projects/care/changes.atom")) == []
    assert reader.get("/projects/nope/changes.atom").status_code == 404


# By construction


@pytest.mark.django_db(transaction=True)
def test_no_public_address_reaches_the_record(reader, tmp_path):
    """Its schema goes by another name while every public address is visited."""
    load(write_record(tmp_path), "The beginning.")
    addresses = [
        *page_addresses(),
        *other_addresses(),
        "/changes/",
        "/releases/1/changes/",
        "/projects/lab/changes.atom",
    ]
    with connection.cursor() as cursor:
        cursor.execute("ALTER SCHEMA public RENAME TO hidden")
    try:
        with pytest.raises(ProgrammingError):
            Allocation.objects.count()
        answers = {address: reader.get(address, follow=True) for address in addresses}
        assert {address: answer.status_code for address, answer in answers.items() if answer.status_code != 200} == {}
        assert all(body_of(answer) for answer in answers.values())
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER SCHEMA hidden RENAME TO public")
    assert len(addresses) > 20


@pytest.mark.django_db(transaction=True)
def test_download_is_of_one_release_though_another_is_made_while_it_is_sent(reader, tmp_path):
    folder = write_record(tmp_path)
    load(folder, "The beginning.")
    response = reader.get("/allocations.csv")
    parts = iter(response)
    begun = next(parts)
    edit(folder, "allocations.csv", ",400000,about,100000,awarded,£0.4m,", ",500000,about,100000,awarded,£0.5m,")
    with ThreadPoolExecutor() as elsewhere:  # with a connection of its own
        elsewhere.submit(lambda: (load(folder, "More."), connection.close())).result(timeout=30)

    text = (begun + b"".join(parts)).decode()

    assert ",400000," in text
    assert ",500000,about" not in text
    assert ",500000,about" in body_of(reader.get("/allocations.csv"))
