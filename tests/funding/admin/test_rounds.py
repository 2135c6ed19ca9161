"""Rounds with their announcements: the list, the form, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from funding.admin import sums
from funding.models import Announcement, Award, Round
from tests.data.admin_forms import AWARDS, ROUNDS, add_row, cells, open_form, shown, text_of
from tests.data.builders import (
    make_allocation,
    make_announcement,
    make_award,
    make_project,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db


def test_list_of_rounds_shows_money_coverage_and_state(admin_client):
    round_ = make_round(name="Autumn bids", announced_on=date(2016, 11, 29), financial_year=2016)
    make_announcement(round=round_, amount=26_000_000, qualifier="at least", project_count=28)
    award = make_award(round=round_)
    make_allocation(award=award, year=2016, amount=1_650_000, qualifier="about")
    make_allocation(award=award, year=2017, amount=350_000)
    make_award(round=round_, amount=14_450_000)
    make_round(name="Pre-allocated", kind="pre-allocated", published=False)
    autumn = ["In the next release", "Bids", "2016-17", "29 Nov 2016"]
    autumn += ["at least £26m", "about £16.5m", "63%", "2 of 28"]
    assert cells(admin_client.get(ROUNDS)) == [
        ["Autumn bids", *autumn],
        ["Pre-allocated", "Draft", "Pre-allocated", "2016-17", "-", "–", "Not published", "–", "0"],
    ]


def test_coverage_is_nothing_where_nothing_is_itemised():
    assert sums.coverage(None, Decimal(70)) == "–"
    assert sums.coverage(Decimal(70), None) == "–"
    assert sums.coverage(Decimal("17.33"), Decimal(23)) == "75%"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Autumn", "Spring"]),
        ({"state": "draft"}, ["Spring"]),
        ({"state": "in"}, ["Autumn"]),
        ({"state": "lost"}, ["Autumn", "Spring"]),
        ({"fy": "2017-18"}, ["Spring"]),
        ({"fy": "2016-18"}, ["Autumn", "Spring"]),
        ({"kind__exact": "commissioned"}, ["Spring"]),
        ({"q": "spring"}, ["Spring"]),
        ({"announced_on__year": "2016"}, ["Autumn"]),
    ],
)
def test_list_of_rounds_is_filtered_and_searched(admin_client, query, found):
    make_round(name="Autumn", announced_on=date(2016, 11, 29))
    make_round(name="Spring", kind="commissioned", financial_year=2017, published=False)
    assert shown(admin_client.get(ROUNDS, query)) == found


@pytest.mark.parametrize(
    ("typed", "stored"), [("2016-17", 2016), ("2016/17", 2016), (" 2018-2019 ", 2018), ("19-20", 2019)]
)
def test_financial_year_is_read_in_each_spelling(admin_client, typed, stored):
    round_ = make_round(financial_year=2017)
    address = f"{ROUNDS}{round_.pk}/change/"
    sent = open_form(admin_client, address)
    assert 'value="2017-18"' in text_of(admin_client.get(address))
    admin_client.post(address, sent | {"financial_year": typed})
    assert Round.objects.get().financial_year == stored


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "This field is required."),
        ("2016", "“2016” is not a financial year. Write it as 2016-17."),
        ("2016-18", "“2016-18” is not one financial year: 2016 is followed by 17. Write it as 2016-17."),
        ("2015-16", "The fund ran from 2016-17 to 2019-20: the year must be one of these."),
    ],
)
def test_financial_year_that_cannot_be_read_is_refused_in_words(admin_client, typed, message):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": typed}
    response = admin_client.post(f"{ROUNDS}add/", sent)
    assert response.context["adminform"].form.errors == {"financial_year": [message]}
    assert f'value="{typed}"' in text_of(response) or not typed
    assert not Round.objects.exists()


def test_round_without_an_announcement_is_entered(admin_client):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    assert admin_client.post(f"{ROUNDS}add/", sent).status_code == 302
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sources": []}, "An announcement needs at least one source."),
        ({"amount": "0"}, "An announced amount must be more than £0."),
        ({"project_count": "0"}, "A number of projects must be at least 1; leave it empty if no source gives one."),
    ],
)
def test_announcement_that_breaks_a_rule_is_refused_in_words(admin_client, changes, message):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    announcement = {"amount": "9", "qualifier": "about", "as_stated": "£9", "sources": [make_source().pk]} | changes
    sent |= {f"announcement-0-{name}": value for name, value in announcement.items()}
    response = admin_client.post(f"{ROUNDS}add/", sent)
    assert message in text_of(response)
    assert not Round.objects.exists()


def test_two_awards_to_one_project_are_refused_in_words(admin_client):
    project = make_project()
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    for slug in ["a", "b"]:
        add_row(sent, "awards", project=project.pk, slug=slug, as_stated="£1m")
    message = "Two of these awards are to the same project: a round has one award to a project."
    assert message in text_of(admin_client.post(f"{ROUNDS}add/", sent))

    round_ = make_award(project=project).round
    address = f"{ROUNDS}{round_.pk}/change/"
    sent = open_form(admin_client, address)
    add_row(sent, "awards", project=project.pk, slug="", as_stated="£1m")
    assert "Two of these awards are to the same project" in text_of(admin_client.post(address, sent))
    assert Award.objects.count() == 1


def test_two_awards_of_one_id_are_refused_in_words(admin_client):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    for _ in range(2):
        add_row(sent, "awards", project=make_project().pk, slug="same", as_stated="£1m")
    assert "Two of these awards have the same id." in text_of(admin_client.post(f"{ROUNDS}add/", sent))
    assert not Award.objects.exists()


def test_page_of_a_round_shows_its_awards_with_their_amounts(admin_client):
    award = make_award(amount=2_224_000)
    make_award(round=award.round)
    page = text_of(admin_client.get(f"{ROUNDS}{award.round.pk}/change/"))
    assert f'href="{AWARDS}{award.pk}/change/"' in page
    assert "£2.22m" in page
    assert "Not published" in page


def test_round_with_awards_cannot_be_deleted(admin_client):
    award = make_award(project=make_project(title="Drones"))
    page = text_of(admin_client.post(f"{ROUNDS}{award.round.pk}/delete/", {"post": "yes"}))
    assert "protected related objects" in page
    assert "Drones" in page
