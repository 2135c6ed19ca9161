"""Awards and allocations: the lists, the forms, and what is refused."""

import pytest

from funding.admin.awards import award_slug
from funding.models import Allocation, Award
from tests.data.admin_forms import ALLOCATIONS, AWARDS, add_row, allocation_row, cells, open_form, shown, text_of
from tests.data.builders import (
    make_allocation,
    make_award,
    make_force,
    make_project,
    make_round,
    make_source,
)
from tests.data.releasing import publish_record

pytestmark = pytest.mark.django_db


def test_award_without_an_id_gets_one_of_its_round_and_project(admin_client):
    round_, project = make_round(slug="r1"), make_project(slug="drones")
    sent = open_form(admin_client, f"{AWARDS}add/")
    sent |= {"round": round_.pk, "project": project.pk, "as_stated": "£1m"}
    assert admin_client.post(f"{AWARDS}add/", sent).status_code == 302
    assert Award.objects.get().slug == "r1-drones"


def test_award_without_a_project_says_only_that(admin_client):
    sent = open_form(admin_client, f"{AWARDS}add/") | {"round": make_round().pk, "as_stated": "£1m"}
    form = admin_client.post(f"{AWARDS}add/", sent).context["adminform"].form
    assert form.errors == {"project": ["This field is required."]}


def test_award_slug_too_long_is_cut_and_ends_in_the_projects_number():
    round_, project = make_round(slug="r" * 60), make_project(slug="p" * 40)
    slug = award_slug(round_, project)
    assert len(slug) == 80
    assert slug.startswith("r" * 60 + "-ppp")
    assert slug.endswith(f"p-{project.pk}")


def test_award_that_the_round_has_already_is_refused_in_words(admin_client):
    award = make_award(slug="taken")
    sent = open_form(admin_client, f"{AWARDS}add/")
    sent |= {"round": award.round.pk, "project": award.project.pk, "slug": "taken", "as_stated": "£1m"}
    form = admin_client.post(f"{AWARDS}add/", sent).context["adminform"].form
    assert form.errors == {
        "slug": ["Award with this Id already exists."],
        "__all__": ["This round already has an award to this project."],
    }


def test_award_with_a_period(admin_client):
    sent = open_form(admin_client, f"{AWARDS}add/") | {"round": make_round().pk, "project": make_project().pk}
    sent |= {
        "slug": "a",
        "as_stated": "£1m",
        "covers_from": "2016/17",
        "covers_to": "2018-19",
        "period_basis": "stated",
    }
    assert admin_client.post(f"{AWARDS}add/", sent | {"period_as_stated": "over three years"}).status_code == 302
    award = Award.objects.get()
    assert (award.covers_from, award.covers_to, award.period_basis) == (2016, 2018, "stated")
    assert award.period_as_stated == "over three years"
    form = open_form(admin_client, f"{AWARDS}{award.pk}/change/")
    assert (form["covers_from"], form["covers_to"]) == ("2016-17", "2018-19")


@pytest.mark.parametrize(
    ("period", "field", "message"),
    [
        (("2016-17", "", "stated", ""), "__all__", "A period has a first and a last year: give both or neither."),
        (("2018-19", "2017-18", "stated", ""), "__all__", "A period cannot end before it begins."),
        (("2016-17", "2017-18", "", ""), "__all__", "Say how the period is known if, and only if, there is one."),
        (("", "", "round", ""), "__all__", "Say how the period is known if, and only if, there is one."),
        (("", "", "", "over two years"), "__all__", "Words for a period need the period."),
        (
            ("2015-16", "2017-18", "stated", ""),
            "covers_from",
            "The fund ran from 2016-17 to 2019-20: the year must be one of these.",
        ),
        (
            ("2016-17", "2020-21", "stated", ""),
            "covers_to",
            "The fund ran from 2016-17 to 2019-20: the year must be one of these.",
        ),
    ],
)
def test_award_with_a_period_that_cannot_be(admin_client, period, field, message):
    sent = open_form(admin_client, f"{AWARDS}add/") | {"round": make_round().pk, "project": make_project().pk}
    sent |= {"slug": "a", "as_stated": "£1m"}
    sent |= dict(zip(["covers_from", "covers_to", "period_basis", "period_as_stated"], period, strict=True))
    assert admin_client.post(f"{AWARDS}add/", sent).context["adminform"].form.errors == {field: [message]}


ONE_A_YEAR = "Two of these amounts are for the same year: an award has one amount a year."
ONE_OF_A_KIND = "Two of these amounts are of one kind and have no published year: add them up, or give a year."


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"sources": []}], "An allocation needs at least one source."),
        ([{"amount": "0"}], "An amount must be more than £0. If it is not published, enter no allocation."),
        (
            [{"amount": "-5"}],
            "“-5” reads as less than £0, and a repayment is not recorded as an amount. "
            "Leave the amount as it was, and say in a note what was paid back, and when.",
        ),
        ([{"financial_year": "2020-21"}], "The fund ran from 2016-17 to 2019-20: the year must be one of these."),
        ([{"financial_year": "then"}], "“then” is not a financial year. Write it as 2016-17."),
        (
            [{"rounded_to": "100"}],
            "Only an amount that is not exact has a rounding step, and the step is more than £0.",
        ),
        ([{"kind": "remainder"}], "A remainder is what the published years leave, so it has no year of its own."),
        ([{}, {}], ONE_A_YEAR),
        ([{}, {"financial_year": "16-17"}], ONE_A_YEAR),
        ([{"financial_year": ""}, {"financial_year": ""}], ONE_OF_A_KIND),
    ],
)
def test_allocation_that_breaks_a_rule_is_refused_in_words(admin_client, rows, message):
    award = make_award()
    address = f"{AWARDS}{award.pk}/change/"
    sent = open_form(admin_client, address)
    for changes in rows:
        add_row(sent, "allocations", **allocation_row(**{"sources": [make_source().pk]} | changes))
    response = admin_client.post(address, sent)
    assert response.status_code == 200
    assert message.replace("'", "&#x27;") in text_of(response)
    assert not Allocation.objects.exists()


@pytest.mark.parametrize(
    ("year", "message"),
    [
        (2016, ONE_A_YEAR),
        (None, ONE_OF_A_KIND),
    ],
)
def test_allocation_beside_one_of_the_same_year_is_refused_in_words(admin_client, year, message):
    award = make_allocation(year=year).award
    address = f"{AWARDS}{award.pk}/change/"
    sent = open_form(admin_client, address)
    row = allocation_row(financial_year="" if year is None else "2016-17", sources=[make_source().pk])
    add_row(sent, "allocations", **row)
    response = admin_client.post(address, sent)
    assert message in text_of(response)
    assert Allocation.objects.count() == 1


def test_new_award_takes_one_stated_amount_and_one_remainder_without_a_year(admin_client):
    sent = open_form(admin_client, f"{AWARDS}add/")
    sent |= {"round": make_round().pk, "project": make_project().pk, "as_stated": "£1m"}
    for kind in ["stated", "remainder"]:
        add_row(sent, "allocations", **allocation_row(financial_year="", kind=kind), sources=[make_source().pk])
    assert admin_client.post(f"{AWARDS}add/", sent).status_code == 302
    assert Allocation.objects.count() == 2


def test_allocation_that_is_deleted_makes_room_for_no_published_year(admin_client):
    allocation = make_allocation()
    address = f"{AWARDS}{allocation.award.pk}/change/"
    sent = open_form(admin_client, address) | {"allocations-0-DELETE": "on"}
    assert admin_client.post(address, sent).status_code == 302
    assert not Allocation.objects.exists()


def test_page_of_an_award_shows_its_running_total(admin_client):
    award = make_award(round=make_round(published=False))
    address = f"{AWARDS}{award.pk}/change/"
    assert "Not published" in text_of(admin_client.get(address))
    make_allocation(award=award, amount="2224000.50", year=2016)
    assert "£2,224,000.50 in 1 allocation<" in text_of(admin_client.get(address))
    make_allocation(award=award, amount=3_536_000, year=2017, qualifier="up to")
    page = text_of(admin_client.get(address))
    assert "about £5,760,000.50 in 2 allocations<" in page
    assert "Draft" in page
    assert "View on site" not in page


def test_list_of_awards_shows_lead_amount_and_state(admin_client):
    kent = make_project(title="Drones", lead=make_force(name="Kent Police"))
    award = make_award(project=kent, round=make_round(name="Autumn"))
    make_allocation(award=award, amount=2_224_000, qualifier="at least")
    make_award(project=make_project(title="Images"), round=make_round(name="Spring", published=False))
    assert cells(admin_client.get(AWARDS)) == [
        ["Drones", "Autumn", "Kent Police", "at least £2.22m", "1", "In the next release"],
        ["Images", "Spring", "Lead not stated", "Not published", "0", "Draft"],
    ]
    assert len(shown(admin_client.get(AWARDS, {"state": "draft"}))) == 1
    assert shown(admin_client.get(AWARDS, {"q": "kent"})) == ["Drones, Autumn"]


def test_page_of_a_published_award_leads_to_its_projects_page(admin_client):
    allocation = make_allocation(award=make_award(project=make_project(slug="drones")))
    publish_record()
    for address in [f"{AWARDS}{allocation.award.pk}/change/", f"{ALLOCATIONS}{allocation.pk}/change/"]:
        assert 'href="/projects/drones/" class="viewsitelink"' in text_of(admin_client.get(address))
    hidden = make_allocation(award=make_award(round=make_round(published=False)))
    assert "viewsitelink" not in text_of(admin_client.get(f"{ALLOCATIONS}{hidden.pk}/change/"))


def test_list_of_allocations_shows_amounts_in_full(admin_client):
    award = make_award(project=make_project(title="Drones"), round=make_round(name="Autumn"))
    make_allocation(award=award, amount=1_100_000, year=2016, qualifier="about")
    make_allocation(award=award, amount="0.50", status="provisional")
    published = "In the next release"
    assert cells(admin_client.get(ALLOCATIONS)) == [
        ["Drones, Autumn", "2016-17", "about £1,100,000", "Awarded", "Stated by the source", published],
        ["Drones, Autumn", "Year not published", "£0.50", "Provisional", "Stated by the source", published],
    ]
    assert len(shown(admin_client.get(ALLOCATIONS, {"fy": "2016-17"}))) == 1
    assert len(shown(admin_client.get(ALLOCATIONS, {"fy": "not-published"}))) == 1
    assert len(shown(admin_client.get(ALLOCATIONS, {"state": "draft"}))) == 0
    assert len(shown(admin_client.get(ALLOCATIONS, {"q": "drones"}))) == 2


def test_allocation_on_its_own_page_is_checked_as_well(admin_client):
    allocation = make_allocation(year=2016)
    other = make_allocation(year=None, award=allocation.award)
    address = f"{ALLOCATIONS}{allocation.pk}/change/"
    sent = open_form(admin_client, address)
    form = admin_client.post(address, sent | {"sources": [], "financial_year": ""}).context["adminform"].form
    assert form.errors == {
        "sources": ["An allocation needs at least one source."],
        "__all__": ["This award already has an amount of this kind whose year is not published."],
    }
    address = f"{ALLOCATIONS}{other.pk}/change/"
    sent = open_form(admin_client, address)
    form = admin_client.post(address, sent | {"financial_year": "2016-17"}).context["adminform"].form
    assert form.errors == {"__all__": ["This award already has an amount for that year."]}


def test_award_of_a_public_round_says_that_its_round_is(admin_client):
    """Also one that readers do not see yet: the column is of the round."""
    round_ = make_round(name="Autumn")
    make_award(round=round_, project=make_project(title="Drones"))
    publish_record()
    make_award(round=round_, project=make_project(title="Cameras"))
    assert [(row[0], row[-1]) for row in cells(admin_client.get(AWARDS))] == [
        ("Cameras", "Public"),
        ("Drones", "Public"),
    ]
