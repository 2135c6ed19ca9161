"""Publishing and unpublishing: asked first, done once, logged, and for those who may."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from funding.models import Round
from tests.data.admin_forms import ROUNDS, messages_of, text_of
from tests.data.builders import (
    make_announcement,
    make_award,
    make_project,
    make_round,
)

pytestmark = pytest.mark.django_db


def test_publishing_asks_first_and_says_what_becomes_visible(admin_client):
    shared = make_project()
    make_award(round=make_round(), project=shared, amount=1)
    round_ = make_round(name="Autumn bids", published=False)
    make_announcement(round=round_, amount=26_000_000, qualifier="at least")
    make_award(round=round_, project=shared, amount=2_000_000)
    make_award(round=round_)
    other = make_round(name="Winter bids", published=False)

    answer = admin_client.post(ROUNDS, {"action": "publish", "_selected_action": [round_.pk, other.pk]})
    assert answer.url == f"{ROUNDS}publish/?round={round_.pk}&round={other.pk}"
    page = text_of(admin_client.get(answer.url))
    assert "Publish 2 rounds?" in page
    assert "Everyone will see this" in page
    line = "announced: at least £26m; 2 awards to 2 projects, £2m, 1 of the awards without a published amount"
    assert f"<strong>Autumn bids</strong>: {line}" in page
    assert "<strong>Winter bids</strong>: no amount announced; no awards" in page
    assert "Together: 2 awards to 2 projects, £2m" in page
    assert "1 project page will be new to the public." in page
    assert not Round.objects.published().filter(pk__in=[round_.pk, other.pk]).exists()
    assert not LogEntry.objects.exists()


def test_publishing_is_done_by_post_said_and_logged(admin_client):
    round_ = make_round(name="Autumn bids", published=False)
    before = timezone.now()
    answer = admin_client.post(f"{ROUNDS}publish/?round={round_.pk}")
    assert answer.url == ROUNDS
    assert messages_of(answer) == ["Published: Autumn bids."]
    round_.refresh_from_db()
    assert before <= round_.published_at <= timezone.now()
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.get_change_message(), entry.user.username) == (str(round_.pk), "Published.", "admin")
    assert "Published." in text_of(admin_client.get(f"{ROUNDS}{round_.pk}/history/"))


def test_publishing_what_is_published_changes_nothing_and_says_so(admin_client):
    round_ = make_round(name="Autumn bids")
    published_at = round_.published_at
    for send in [admin_client.get, admin_client.post]:
        answer = send(f"{ROUNDS}publish/?round={round_.pk}")
        assert answer.url == ROUNDS
        assert messages_of(answer)[-1] == "Already published: Autumn bids."
        round_.refresh_from_db()
        assert round_.published_at == published_at
    assert not LogEntry.objects.exists()


def test_publishing_some_that_are_published_leaves_those_alone(admin_client):
    old, new = make_round(name="Autumn bids"), make_round(name="Winter bids", published=False)
    address = f"{ROUNDS}publish/?round={old.pk}&round={new.pk}"
    page = text_of(admin_client.get(address))
    assert "Publish 1 round?" in page
    assert "Already published: Autumn bids. Nothing changes there." in page
    assert messages_of(admin_client.post(address)) == ["Published: Winter bids.", "Already published: Autumn bids."]
    assert LogEntry.objects.get().object_repr == "Winter bids"


def test_unpublishing_asks_first_and_says_what_goes(admin_client):
    round_ = make_round(name="Autumn bids")
    make_award(round=round_, amount=2_000_000)
    make_award(round=round_, amount="54631.04")
    answer = admin_client.post(ROUNDS, {"action": "unpublish", "_selected_action": [round_.pk]})
    page = text_of(admin_client.get(answer.url))
    assert "Unpublish 1 round?" in page
    assert "Nobody but admins will see this any more." in page
    assert "no amount announced; 2 awards to 2 projects, £2.05m" in page
    assert "2 project pages will not be there any more, since no other published round funds those projects." in page
    assert Round.objects.published().count() == 1

    assert messages_of(admin_client.post(answer.url)) == ["Unpublished, and drafts again: Autumn bids."]
    assert not Round.objects.published().exists()
    assert LogEntry.objects.get().get_change_message() == "Unpublished."
    assert messages_of(admin_client.post(answer.url))[-1] == "Drafts already: Autumn bids."


def test_publishing_a_round_of_awards_without_amounts_says_so(admin_client):
    round_ = make_round(published=False)
    make_award(round=round_)
    page = text_of(admin_client.get(f"{ROUNDS}publish/?round={round_.pk}"))
    assert "1 award to 1 project, none with a published amount" in page


def test_publishing_needs_a_round_that_is_there(admin_client):
    for query in ["", "?round=999", "?round=x"]:
        answer = admin_client.post(f"{ROUNDS}publish/{query}")
        assert answer.url == ROUNDS
        assert messages_of(answer)[-1] == "No such round: nothing was changed."


def test_publishing_needs_the_permission_to_change_rounds(client_who_may):
    round_ = make_round(published=False)
    client = client_who_may("view_round", "add_round")
    for send in [client.get, client.post]:
        assert send(f"{ROUNDS}publish/?round={round_.pk}").status_code == 403
        assert send(f"{ROUNDS}unpublish/?round={round_.pk}").status_code == 403
    assert "Publish" not in text_of(client.get(f"{ROUNDS}{round_.pk}/change/"))
    assert "Publish the selected" not in text_of(client.get(ROUNDS))
    client.post(ROUNDS, {"action": "publish", "_selected_action": [round_.pk]})
    assert not Round.objects.published().exists()


def test_publishing_is_allowed_with_the_permission_to_change_rounds(client_who_may):
    round_ = make_round(published=False)
    client_who_may("view_round", "change_round").post(f"{ROUNDS}publish/?round={round_.pk}")
    assert Round.objects.published().exists()


def test_publishing_is_for_staff(client):
    round_ = make_round(published=False)
    answer = client.post(f"{ROUNDS}publish/?round={round_.pk}")
    assert answer.url.startswith("/admin/login/")
    assert not Round.objects.published().exists()


def test_publishing_is_refused_without_the_token_against_forgery(admin_user):
    round_ = make_round(published=False)
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(f"{ROUNDS}publish/?round={round_.pk}").status_code == 403
    assert not Round.objects.published().exists()


def test_page_of_a_round_leads_to_publishing_or_unpublishing_it(admin_client):
    draft, published = make_round(published=False), make_round(slug="autumn-bids")
    page = text_of(admin_client.get(f"{ROUNDS}{draft.pk}/change/"))
    assert f'href="{ROUNDS}publish/?round={draft.pk}"' in page
    assert "Unpublish" not in page
    assert "View on site" not in page
    page = text_of(admin_client.get(f"{ROUNDS}{published.pk}/change/"))
    assert f'href="{ROUNDS}unpublish/?round={published.pk}"' in page
    assert 'href="/rounds/autumn-bids/" class="viewsitelink">View on site' in page
    assert "Published on 5 August 2016" in page
