"""Previews: the whole site with drafts, for editors and for who has the link, for seven days, and for nobody else."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db import connection
from django.test import Client

from funding.models import Preview, Release
from funding.publishing import make_preview
from tests.data.admin_forms import text_of
from tests.data.record_files import edit, write_record

pytestmark = pytest.mark.django_db

DRAFT = "Late awards"


@pytest.fixture
def folder(tmp_path):
    """The tiny record; the round `late` is a draft, `first` is released."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE funding_preview_number_seq RESTART")  # which other tests have counted on
    folder = write_record(tmp_path)
    call_command("load_fund", folder, stdout=StringIO())
    call_command("publish", note="The beginning.", rounds=["first"], stdout=StringIO())
    return folder


@pytest.fixture
def preview(folder):
    return make_preview(["late"], made_by="admin")


def link_on(page: str) -> str:
    return re.search(r'class="address">http://testserver([^<]+)<', page)[1].replace("&amp;", "&")


def test_editor_sees_the_site_with_the_drafts_that_were_ticked(admin_client, preview):
    page = text_of(admin_client.get("/preview/1/rounds/late/"))
    assert f"<h1>{DRAFT}" in page
    assert "<b>This is preview 1, made on " in page
    assert f"With the 1 draft {DRAFT}." in page
    assert '<a href="/preview/1/changes/">What preview 1 would change</a>' in page
    assert '<a href="/rounds/late/">The page as it is now</a>' in page
    assert 'href="/preview/1/projects/' in page
    assert "Cite this page" not in page
    assert '<link rel="canonical" href="http://testserver/rounds/late/">' in page


def test_preview_without_the_draft_has_none_of_it(admin_client, folder):
    make_preview()
    assert admin_client.get("/preview/1/rounds/late/").status_code == 404
    assert DRAFT not in text_of(admin_client.get("/preview/1/rounds/"))
    assert "draft" not in text_of(admin_client.get("/preview/1/"))


def test_changes_are_those_that_a_release_would_have(admin_client, preview):
    page = text_of(admin_client.get("/preview/1/changes/"))
    assert "<h1>What preview 1 would change</h1>" in page
    assert "Rounds: 1 changed" in page
    assert f"<h3>{DRAFT}</h3>" in page
    assert text_of(admin_client.get("/preview/1/changes/?about=round:late")).count("since release 1.") == 1


def test_several_previews_stand_beside_each_other(admin_client, folder, preview):
    edit(folder, "awards.csv", ",lab,not published,", ",lab,to be announced,")
    call_command("load_fund", folder, stdout=StringIO())
    make_preview(["late"])
    assert "not published" in text_of(admin_client.get("/preview/1/projects/lab/"))
    assert "to be announced" not in text_of(admin_client.get("/preview/1/projects/lab/"))
    assert "to be announced" in text_of(admin_client.get("/preview/2/projects/lab/"))
    is_of_before = "The record was changed since: what would be published now is something else."
    assert is_of_before in text_of(admin_client.get("/preview/1/"))
    assert is_of_before not in text_of(admin_client.get("/preview/2/"))


def test_release_made_since_is_said(admin_client, preview):
    call_command("publish", note="All of it.", rounds=["late"], stdout=StringIO())
    assert "The record was changed since" in text_of(admin_client.get("/preview/1/"))


def test_link_of_any_page_lets_anybody_in(admin_client, preview):
    link = link_on(text_of(admin_client.get("/preview/1/projects/?round=late")))
    reader = Client()
    answer = reader.get(link)
    assert (answer.status_code, answer.url) == (302, "/preview/1/projects/?round=late")
    cookie = answer.cookies["preview-1"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/preview/1/", True, "Lax")
    assert 0 < cookie["max-age"] <= 7 * 24 * 60 * 60
    assert "This is preview 1" in text_of(reader.get(answer.url))
    assert reader.get("/preview/1/projects.csv?round=late").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "",
        "rounds/late/",
        "projects.csv",
        "?key=",
        "?key=AAAA",
        "?key=%00",
        "?figure=years&format=csv",
        "nothing/",
        "admin/",
    ],
)
def test_others_are_told_nothing(preview, address):
    answer = Client().get(f"/preview/1/{address}")
    assert answer.status_code == 404
    assert "<h1>No preview here</h1>" in text_of(answer)
    assert DRAFT not in text_of(answer)
    assert text_of(answer) == text_of(Client().get(f"/preview/2/{address}")).replace("/preview/2/", "/preview/1/")


def test_key_opens_its_own_preview_alone(preview):
    second = make_preview()
    reader = Client()
    reader.cookies["preview-2"] = preview.key
    assert reader.get("/preview/2/").status_code == 404
    assert reader.get(f"/preview/2/?key={preview.key}").status_code == 404
    assert reader.get(f"/preview/2/?key={second.key}").status_code == 302


def test_it_ends_after_seven_days(admin_client, preview):
    preview.made_at -= timedelta(days=7)
    preview.save()
    assert admin_client.get("/preview/1/").status_code == 404
    assert Client().get(f"/preview/1/?key={preview.key}").status_code == 404
    make_preview()
    assert list(Preview.objects.values_list("number", flat=True)) == [2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'preview%'")
        assert cursor.fetchall() == [("preview_2",)]


@pytest.mark.parametrize("address", ["", "projects.csv", "rounds/late/?figure=years&format=svg", "nothing/"])
def test_nobody_keeps_a_page_of_it(admin_client, preview, address):
    for client in (admin_client, Client()):
        answer = client.get(f"/preview/1/{address}")
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex"


def test_it_is_of_no_public_page(client, preview):
    assert Release.objects.count() == 1
    for address in ("/", "/releases/", "/releases.atom", "/sitemap.xml", "/rounds/", "/projects.csv"):
        page = client.get(address).getvalue().decode()
        assert "preview/1" not in page
        assert DRAFT not in page
    assert "Disallow: /preview/\n" in client.get("/robots.txt").text


def test_only_reading_is_answered(admin_client, preview):
    assert admin_client.post("/preview/1/").status_code == 405


def test_rights(preview):
    user = User.objects.create_user("some", password="secret", is_staff=True)
    client = Client()
    client.force_login(user)
    assert client.get("/preview/1/").status_code == 404
    user.groups.add(Group.objects.get(name="Checker"))
    assert client.get("/preview/1/").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/releases/1/preview/1/",
        "/preview/1/preview/1/",
        "/preview/1/releases/1/",
        "/preview/1/admin/",
        "/releases/1/admin/",
    ],
)
def test_no_edition_is_within_another_and_the_admin_in_none(admin_client, preview, address):
    assert admin_client.get(address, follow=True).status_code == 404
    assert Client().get(address, follow=True).status_code == 404
