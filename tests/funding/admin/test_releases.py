"""The desk from which releases are made: what it says, who may do what, and that nothing is published unseen."""

import re
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client

from funding.models import Allocation, Preview, Release, Round
from funding.publishing import draft_release, make_preview
from funding.publishing.package import sha256
from tests.data.admin_forms import messages_of, text_of
from tests.data.record_files import edit, write_record

pytestmark = pytest.mark.django_db

RELEASES = "/admin/funding/release/"
PUBLISH = f"{RELEASES}add/"


@pytest.fixture
def folder(tmp_path):
    """The tiny record; the round `late` is a draft, `first` is released."""
    folder = write_record(tmp_path)
    call_command("load_fund", folder, stdout=StringIO())
    call_command("publish", note="The beginning.", rounds=["first"], stdout=StringIO())
    return folder


@pytest.fixture
def changed(folder):
    """An amount was corrected since."""
    edit(folder, "allocations.csv", ",400000,about,100000,awarded,£0.4m,", ",500000,about,100000,awarded,£0.5m,")
    call_command("load_fund", folder, stdout=StringIO())


def of_group(name: str) -> Client:
    user = User.objects.create_user(name.lower(), password="secret", is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    client = Client()
    client.force_login(user)
    return client


def send(client, **fields):
    """Publishes as the page's form does: with the digest that the page had."""
    seen = re.search(
        r'name="seen" value="([0-9a-f]{64})"', text_of(client.get(PUBLISH, {"round": fields.get("rounds", [])}))
    )
    form = {"publish": "Publish", "note": "More.", "accepted": "on", "seen": seen[1] if seen else "", **fields}
    return client.post(PUBLISH, form)


def test_page_says_what_would_change_and_what_to_look_at(admin_client, changed):
    page = text_of(admin_client.get(PUBLISH))
    assert "What changes since release 1" in page
    assert "Data lab, First round, 2016-17: amount" in page
    assert "£400,000" in page
    assert "£500,000 (+£100,000)" in page
    assert "All allocations</th><td>£1,500,000</td><td>£1,600,000</td><td>+£100,000" in page
    round_ = Round.objects.get(slug="first")
    warning = "Warning: announcements.csv, first: 14 projects announced, 2 awards on record."
    assert f'<a href="/admin/funding/round/{round_.pk}/change/">{warning}</a>' in page
    assert "Late awards" in page
    assert Release.objects.count() == 1


def test_publishing_makes_a_release_with_note_and_reasons_and_is_logged(admin_client, changed):
    answer = send(admin_client, note="A figure was misread.", **{"reason-1": "The notice says so."})

    assert answer.url == RELEASES
    assert messages_of(answer) == ["Published: Release 2. The site shows it now."]
    release = Release.objects.get(number=2)
    assert (release.note, release.made_by) == ("A figure was misread.", "admin")
    assert [change.reason for change in release.changes.all()] == ["The notice says so.", ""]
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.get_change_message()) == ("2", "Published.")
    assert "The notice says so." in text_of(Client().get("/releases/2/changes/"))


def test_drafts_that_are_ticked_are_shown_and_published_with_it(admin_client, folder):
    late = Round.objects.get(slug="late")
    page = text_of(admin_client.post(PUBLISH, {"show": "", "rounds": [late.pk]}))
    assert "Data lab, Late awards: added" in page
    assert re.search(rf'value="{late.pk}"[^>]*checked', page)
    assert not Round.objects.get(slug="late").in_next_release

    assert send(admin_client, rounds=[late.pk]).url == RELEASES

    assert Round.objects.get(slug="late").in_next_release
    assert Client().get("/rounds/late/").status_code == 200


def test_nothing_is_published_that_was_not_looked_at(admin_client, changed):
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', text_of(admin_client.get(PUBLISH)))[1]
    Allocation.objects.filter(award__slug="first-care").update(note="Changed meanwhile.")

    page = text_of(
        admin_client.post(PUBLISH, {"publish": "Publish", "note": "My note.", "accepted": "on", "seen": seen})
    )

    assert "The record was changed, or other rounds were chosen, since this page was opened." in page
    assert "Changed meanwhile." in page
    assert ">\nMy note.</textarea>" in page
    assert Release.objects.count() == 1
    assert seen not in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"note": " "}, "This field is required."),
        ({"accepted": ""}, "Say that you have seen the warnings."),
        ({"note": "Mo\u200bre."}, "the text has a character that is not seen"),
    ],
)
def test_publishing_needs_a_note_and_that_warnings_were_seen(admin_client, changed, fields, message):
    assert message in text_of(send(admin_client, **fields))
    assert Release.objects.count() == 1


def test_errors_stop_a_release(admin_client, folder):
    Allocation.objects.filter(award__slug="first-care").update(amount=400_000)
    page = text_of(admin_client.get(PUBLISH))
    assert "Error: allocations.csv, first-care (year not published): amount_gbp: The amount is £400,000" in page
    assert 'name="publish"' not in page
    assert "Put the errors right first" in text_of(send(admin_client))
    assert Release.objects.count() == 1


def test_same_release_is_not_made_again(admin_client, folder):
    page = text_of(admin_client.get(PUBLISH))
    assert "Nothing. There is nothing to publish." in page
    seen = sha256(draft_release().package)
    assert "Nothing changed since release 1, so there is no new one." in text_of(send(admin_client, seen=seen))


def test_earlier_release_is_made_current_again_with_a_reason(admin_client, changed):
    send(admin_client)
    address = f"{RELEASES}1/make-current/"
    page = text_of(admin_client.get(address))
    assert "Make Release 1 current again?" in page
    assert "These are taken back, and stay readable under their numbers: Release 2." in page
    assert "This field is required." in text_of(admin_client.post(address, {"why": ""}))

    answer = admin_client.post(address, {"why": "It was right before."})

    assert messages_of(answer)[-1] == "Current again: Release 1."
    assert Release.objects.current().number == 1
    assert Release.objects.get(number=2).taken_back_why == "It was right before."
    assert LogEntry.objects.first().get_change_message() == "Current again: It was right before."
    assert "Taken back on" in text_of(admin_client.get(RELEASES))


def test_release_is_withdrawn_with_a_reason(admin_client, changed):
    send(admin_client)
    address = f"{RELEASES}1/withdraw/"
    assert "Withdraw Release 1?" in text_of(admin_client.get(address))

    answer = admin_client.post(address, {"why": "It named somebody."})

    assert messages_of(answer)[-1] == "Withdrawn: Release 1."
    assert Client().get("/releases/1/").status_code == 410
    answer = admin_client.post(f"{RELEASES}1/make-current/", {"why": "No."})
    assert messages_of(answer)[-1] == "Release 1 was withdrawn, and nothing of it is left."
    assert admin_client.get(f"{RELEASES}9/withdraw/").status_code == 404


# Who may do what


def test_groups_are_there_after_migrations():
    rights = {group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()}
    assert rights.keys() == {"Editor", "Checker", "Publisher"}
    assert {"add_award", "change_award", "delete_award", "view_award", "view_release"} <= rights["Editor"]
    assert not {"publish_release", "withdraw_release"} & rights["Editor"]
    assert all(right.startswith("view_") for right in rights["Checker"])
    assert {"publish_release", "withdraw_release", "view_award"} <= rights["Publisher"]
    assert "change_award" not in rights["Publisher"]
    assert not any("user" in right for rights_of_one in rights.values() for right in rights_of_one)


def test_groups_are_left_as_they_are_once_they_are_there():
    Group.objects.get(name="Checker").permissions.clear()
    call_command("migrate", verbosity=0)
    assert Group.objects.get(name="Checker").permissions.count() == 0


@pytest.mark.parametrize("group", ["Editor", "Checker"])
def test_who_may_not_publish_cannot_by_any_request(changed, group):
    client = of_group(group)
    page = text_of(client.get(PUBLISH))
    assert "What changes since release 1" in page
    assert "You may look, and have no right to publish." in page
    assert 'name="publish"' not in page
    seen = "0" * 64
    for address in [
        PUBLISH,
        f"{RELEASES}1/make-current/",
        f"{RELEASES}1/withdraw/",
        f"{RELEASES}1/change/",
        f"{RELEASES}1/delete/",
    ]:
        for post in (
            {"publish": "Publish", "note": "N", "accepted": "on", "seen": seen},
            {"why": "W"},
            {"note": "N", "_save": ""},
        ):
            client.post(address, post)
    send(client)
    assert list(Release.objects.values_list("number", "note", "taken_back_at", "withdrawn_at")) == [
        (1, "The beginning.", None, None)
    ]


def test_publisher_publishes_and_cannot_change_the_record(changed):
    client = of_group("Publisher")
    assert send(client).url == RELEASES
    assert Release.objects.count() == 2
    award = Allocation.objects.first().award
    assert client.post(f"/admin/funding/award/{award.pk}/change/", {}).status_code == 403


def test_right_to_publish_is_none_to_withdraw(changed, client_who_may):
    client = client_who_may("publish_release", "view_release")
    assert client.get(f"{RELEASES}1/withdraw/").status_code == 403
    assert client.post(f"{RELEASES}1/withdraw/", {"why": "W"}).status_code == 403
    assert send(client).url == RELEASES


def test_staff_without_any_right_see_nothing(changed, client_who_may):
    client = client_who_may()
    for address in [RELEASES, PUBLISH, f"{RELEASES}1/make-current/", f"{RELEASES}1/change/"]:
        assert client.get(address).status_code in (302, 403), address
    assert "Data lab" not in text_of(client.get(PUBLISH))


def test_publishing_is_refused_without_the_token_against_forgery(changed, admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(PUBLISH, {"publish": "Publish", "note": "N"}).status_code == 403
    assert Release.objects.count() == 1


def test_page_of_a_release_leads_to_what_can_be_done_with_it(admin_client, folder):
    page = text_of(admin_client.get(f"{RELEASES}1/change/"))
    assert f'href="{RELEASES}1/make-current/"' in page
    assert f'href="{RELEASES}1/withdraw/"' in page
    assert "about £1,500,000" in page
    assert "The beginning." in page
    assert 'name="note"' not in page


def test_preview_is_made_of_the_ticked_drafts_and_ended(admin_client, folder):
    answer = admin_client.post(PUBLISH, {"preview": "Make a preview", "rounds": [Round.objects.get(slug="late").pk]})
    preview = Preview.objects.get()
    root = f"/preview/{preview.number}/"
    assert answer.url == root
    assert (preview.made_by, preview.rounds) == ("admin", ["late"])
    assert not Round.objects.get(slug="late").in_next_release
    page = text_of(admin_client.get(PUBLISH))
    assert f'<a href="{root}">{preview}</a>, made on ' in page
    answer = admin_client.post(PUBLISH, {"end": preview.number})
    assert messages_of(answer) == [f"{preview} is gone."]
    assert not Preview.objects.exists()
    assert admin_client.get(root).status_code == 404


@pytest.mark.parametrize(("group", "may"), [("Editor", True), ("Publisher", True), ("Checker", False)])
def test_who_makes_previews_and_ends_them(folder, group, may):
    client = of_group(group)
    client.post(PUBLISH, {"preview": "Make a preview"})
    assert Preview.objects.exists() == may
    preview = Preview.objects.first() or make_preview()
    assert client.get(f"/preview/{preview.number}/").status_code == 200
    client.post(PUBLISH, {"end": preview.number})
    assert Preview.objects.exists() != may


def test_nothing_to_publish_offers_no_form(admin_client, folder):
    page = text_of(admin_client.get(PUBLISH))
    assert "Nothing. There is nothing to publish." in page
    assert 'name="publish"' not in page
