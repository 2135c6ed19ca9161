"""Deleting is asked first: what goes, whether that is public, and what the fund comes to without it."""

import pytest

from funding.models import Allocation, Award
from tests.data.admin_forms import ALLOCATIONS, AWARDS, ROUNDS, text_of
from tests.data.builders import make_allocation, make_award, make_project, make_round, make_source

pytestmark = pytest.mark.django_db

PUBLIC = "Readers lose this with the next release: it goes from the pages and from every total, search and download."


def test_deleting_a_published_award_says_what_the_fund_will_be(admin_client):
    going = make_award(project=make_project(title="Drones"), amount=280_000)
    make_allocation(award=going, amount=20_000, year=2017)
    make_award(amount=1_000_000)
    make_award(round=make_round(published=False), amount=5_000_000)
    page = text_of(admin_client.get(f"{AWARDS}{going.pk}/delete/"))
    assert PUBLIC in page
    now, then = "£1,300,000 itemised, in 2 awards to 2 projects", "£1,000,000 itemised, in 1 award to 1 project"
    assert f"The next release now: {now}. Without this: {then}." in page
    assert Award.objects.count() == 3
    assert admin_client.post(f"{AWARDS}{going.pk}/delete/", {"post": "yes"}).status_code == 302
    assert set(Allocation.objects.values_list("amount", flat=True)) == {1_000_000, 5_000_000}


def test_deleting_an_amount_leaves_its_award_without_one(admin_client):
    allocation = make_allocation(amount=280_000)
    page = text_of(admin_client.get(f"{ALLOCATIONS}{allocation.pk}/delete/"))
    assert "The next release now: £280,000 itemised, in 1 award to 1 project." in page
    assert "Without this: nothing itemised, in 1 award to 1 project." in page


def test_deleting_all_that_are_chosen_says_what_the_fund_will_be_without_all_of_them(admin_client):
    chosen = [make_award(amount=amount) for amount in (100, 20)]
    make_award(amount=3)
    sent = {"action": "delete_selected", "_selected_action": [award.pk for award in chosen]}
    page = text_of(admin_client.post(AWARDS, sent))
    assert PUBLIC in page
    assert "now: £123 itemised, in 3 awards to 3 projects. Without this: £3 itemised, in 1 award to 1 project." in page
    assert Award.objects.count() == 3
    assert admin_client.post(AWARDS, sent | {"post": "yes"}).status_code == 302
    assert Award.objects.count() == 1


@pytest.mark.parametrize("kind", ["draft", "source"])
def test_deleting_what_no_total_holds_says_that_the_fund_stays(admin_client, kind):
    make_award(amount=3)
    if kind == "draft":
        address = f"{AWARDS}{make_award(round=make_round(published=False), amount=20).pk}/delete/"
    else:
        address = f"/admin/funding/source/{make_source().pk}/delete/"
    page = text_of(admin_client.get(address))
    stays = "the fund stays at £3 itemised, in 1 award to 1 project."
    assert f"No award and no amount of the next release is deleted: {stays}" in page
    assert "Readers lose this" not in page


def test_what_is_deleted_is_listed_in_words(admin_client):
    """Rows that only join an amount and a source are not."""
    award = make_award(project=make_project(title="Drones"), round=make_round(name="Autumn"))
    allocation = make_allocation(award=award, amount=280_000, year=2016, sources=[make_source(), make_source()])
    page = text_of(admin_client.get(f"{AWARDS}{award.pk}/delete/"))
    assert "relationship" not in page
    assert f'Allocation: <a href="{ALLOCATIONS}{allocation.pk}/change/">{allocation}</a>' in page
    assert "<li>Allocations: 1</li>" in page


def test_what_cannot_be_deleted_says_nothing_of_what_would_follow(admin_client):
    award = make_award(amount=3)
    page = text_of(admin_client.get(f"{ROUNDS}{award.round.pk}/delete/"))
    assert "protected related objects" in page
    assert "The next release" not in page
    assert "the fund stays" not in page
