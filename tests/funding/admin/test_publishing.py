"""Rounds in and out of the next release: asked first, done once, logged, and for those who may."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from funding.models import Round
from tests.data.admin_forms import ROUNDS, messages_of, text_of
from tests.data.builders import make_announcement, make_award, make_project, make_round
from tests.data.releasing import publish_record

pytestmark = pytest.mark.django_db


def test_including_asks_first_and_says_what_becomes_visible(admin_client):
    shared = make_project()
    make_award(round=make_round(), project=shared, amount=1)
    round_ = make_round(name="Autumn bids", published=False)
    make_announcement(round=round_, amount=26_000_000, qualifier="at least")
    make_award(round=round_, project=shared, amount=2_000_000)
    make_award(round=round_)
    other = make_round(name="Winter bids", published=False)

    answer = admin_client.post(ROUNDS, {"action": "include", "_selected_action": [round_.pk, other.pk]})
    assert answer.url == f"{ROUNDS}include/?round={round_.pk}&round={other.pk}"
    page = text_of(admin_client.get(answer.url))
    assert "Put 2 rounds into the next release?" in page
    assert "From the next release on, everyone will see this" in page
    line = "announced: at least £26m; 2 awards to 2 projects, £2m, 1 of the awards without a published amount"
    assert f"<strong>Autumn bids</strong>: {line}" in page
    assert "<strong>Winter bids</strong>: no amount announced; no awards" in page
    assert "Together: 2 awards to 2 projects, £2m" in page
    assert "1 project page will be new to the public." in page
    assert not Round.objects.published().filter(pk__in=[round_.pk, other.pk]).exists()
    assert not LogEntry.objects.exists()


def test_including_is_done_by_post_said_and_logged(admin_client):
    round_ = make_round(name="Autumn bids", published=False)
    answer = admin_client.post(f"{ROUNDS}include/?round={round_.pk}")
    assert answer.url == ROUNDS
    assert messages_of(answer) == ["In the next release: Autumn bids."]
    round_.refresh_from_db()
    assert round_.in_next_release
    entry = LogEntry.objects.get()
    said = (entry.object_id, entry.get_change_message(), entry.user.username)
    assert said == (str(round_.pk), "In the next release.", "admin")
    assert "In the next release." in text_of(admin_client.get(f"{ROUNDS}{round_.pk}/history/"))


def test_including_what_is_included_changes_nothing_and_says_so(admin_client):
    round_ = make_round(name="Autumn bids")
    for send in [admin_client.get, admin_client.post]:
        answer = send(f"{ROUNDS}include/?round={round_.pk}")
        assert answer.url == ROUNDS
        assert messages_of(answer)[-1] == "In the next release already: Autumn bids."
        round_.refresh_from_db()
        assert round_.in_next_release
    assert not LogEntry.objects.exists()


def test_including_some_that_are_included_leaves_those_alone(admin_client):
    old, new = make_round(name="Autumn bids"), make_round(name="Winter bids", published=False)
    address = f"{ROUNDS}include/?round={old.pk}&round={new.pk}"
    page = text_of(admin_client.get(address))
    assert "Put 1 round into the next release?" in page
    assert "In the next release already: Autumn bids. Nothing changes there." in page
    assert messages_of(admin_client.post(address)) == [
        "In the next release: Winter bids.",
        "In the next release already: Autumn bids.",
    ]
    assert LogEntry.objects.get().object_repr == "Winter bids"


def test_leaving_out_asks_first_and_says_what_goes(admin_client):
    round_ = make_round(name="Autumn bids")
    make_award(round=round_, amount=2_000_000)
    make_award(round=round_, amount="54631.04")
    answer = admin_client.post(ROUNDS, {"action": "leave_out", "_selected_action": [round_.pk]})
    page = text_of(admin_client.get(answer.url))
    assert "Leave 1 round out of the next release?" in page
    assert "From the next release on, nobody but admins will see this." in page
    assert "no amount announced; 2 awards to 2 projects, £2.05m" in page
    assert (
        "2 project pages will not be there any more, since no other round of the next release funds those projects."
        in page
    )
    assert Round.objects.published().count() == 1

    assert messages_of(admin_client.post(answer.url)) == ["Not in the next release: Autumn bids."]
    assert not Round.objects.published().exists()
    assert LogEntry.objects.get().get_change_message() == "Not in the next release."
    assert messages_of(admin_client.post(answer.url))[-1] == "Drafts already: Autumn bids."


def test_including_a_round_of_awards_without_amounts_says_so(admin_client):
    round_ = make_round(published=False)
    make_award(round=round_)
    page = text_of(admin_client.get(f"{ROUNDS}include/?round={round_.pk}"))
    assert "1 award to 1 project, none with a published amount" in page


def test_including_needs_a_round_that_is_there(admin_client):
    for query in ["", "?round=999", "?round=x"]:
        answer = admin_client.post(f"{ROUNDS}include/{query}")
        assert answer.url == ROUNDS
        assert messages_of(answer)[-1] == "No such round: nothing was changed."


def test_including_needs_the_permission_to_change_rounds(client_who_may):
    round_ = make_round(published=False)
    client = client_who_may("view_round", "add_round")
    for send in [client.get, client.post]:
        assert send(f"{ROUNDS}include/?round={round_.pk}").status_code == 403
        assert send(f"{ROUNDS}leave-out/?round={round_.pk}").status_code == 403
    assert "Put into the next release" not in text_of(client.get(f"{ROUNDS}{round_.pk}/change/"))
    assert "Put the selected" not in text_of(client.get(ROUNDS))
    client.post(ROUNDS, {"action": "include", "_selected_action": [round_.pk]})
    assert not Round.objects.published().exists()


def test_including_is_allowed_with_the_permission_to_change_rounds(client_who_may):
    round_ = make_round(published=False)
    client_who_may("view_round", "change_round").post(f"{ROUNDS}include/?round={round_.pk}")
    assert Round.objects.published().exists()


def test_including_is_for_staff(client):
    round_ = make_round(published=False)
    answer = client.post(f"{ROUNDS}include/?round={round_.pk}")
    assert answer.url.startswith("/admin/login/")
    assert not Round.objects.published().exists()


def test_including_is_refused_without_the_token_against_forgery(admin_user):
    round_ = make_round(published=False)
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(f"{ROUNDS}include/?round={round_.pk}").status_code == 403
    assert not Round.objects.published().exists()


def test_page_of_a_round_says_what_it_is_to_readers_now_and_with_the_next_release(admin_client):
    going, staying = make_round(name="Going"), make_round(slug="staying")
    publish_record()
    draft, coming = make_round(published=False), make_round(name="Coming")
    Round.objects.filter(pk=going.pk).update(in_next_release=False)

    def page(round_: Round) -> str:
        return text_of(admin_client.get(f"{ROUNDS}{round_.pk}/change/"))

    assert f'href="{ROUNDS}include/?round={draft.pk}"' in page(draft)
    assert "View on site" not in page(draft)
    assert '<div class="readonly">Draft</div>' in page(draft)
    assert f'href="{ROUNDS}leave-out/?round={staying.pk}"' in page(staying)
    assert 'href="/rounds/staying/" class="viewsitelink">View on site' in page(staying)
    assert '<div class="readonly">Public</div>' in page(staying)
    assert '<div class="readonly">In the next release</div>' in page(coming)
    assert "View on site" not in page(coming)
    assert '<div class="readonly">Public until the next release</div>' in page(going)
    assert f'href="/rounds/{going.slug}/" class="viewsitelink">View on site' in page(going)
