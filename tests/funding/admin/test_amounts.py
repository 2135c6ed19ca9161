"""Amounts as people type them: what is stored is what was shown, and what contradicts its words is not stored."""

from decimal import Decimal

import pytest
from django.utils.html import escape

from funding.models import Allocation, FundTotal, SubGrant
from tests.data.admin_forms import ALLOCATIONS, AWARDS, ROUNDS, add_row, allocation_row, open_form, text_of
from tests.data.builders import make_allocation, make_award, make_force, make_round, make_source

pytestmark = pytest.mark.django_db

READ = "/admin/funding/allocation/read-amount/"
REPAYMENT = (
    "reads as less than £0, and a repayment is not recorded as an amount. Leave the amount as it was, "
    "and say in a note what was paid back, and when."
)


@pytest.fixture
def allocation():
    """£700,000, exactly, of 2016-17."""
    return make_allocation(amount=700_000, year=2016)


def errors_of(response) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


@pytest.mark.parametrize(
    ("typed", "read", "written_out"),
    [
        ("£0.67m", "£670,000", "670,000"),
        ("£1.5m", "£1,500,000", "1,500,000"),
        ("1.5 million", "£1,500,000", "1,500,000"),
        ("£280k", "£280,000", "280,000"),
        ("1 234", "£1,234", "1,234"),
        ("1\N{NO-BREAK SPACE}234.50", "£1,234.50", "1,234.50"),
        ("1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567", "£1,234,567", "1,234,567"),
    ],
)
def test_amount_that_had_to_be_understood_is_stored_once_it_was_shown(
    admin_client, allocation, typed, read, written_out
):
    address = f"{ALLOCATIONS}{allocation.pk}/change/"
    sent = open_form(admin_client, address) | {"amount": typed, "as_stated": f"a sum of {typed}"}
    response = admin_client.post(address, sent)
    asks = f"“{typed}” is read as {read}, as it now stands here. If that is right, save again."
    assert errors_of(response) == {"amount": [asks]}
    assert f'name="amount" value="{written_out}"' in text_of(response)
    allocation.refresh_from_db()
    assert allocation.amount == 700_000

    assert admin_client.post(address, sent | {"amount": written_out}).status_code == 302
    allocation.refresh_from_db()
    assert allocation.amount == Decimal(written_out.replace(",", ""))


@pytest.mark.parametrize(
    ("typed", "stored"), [("1234.5", "1234.50"), ("£1,234.50", "1234.50"), (" 280,000 ", "280000.00"), ("7", "7.00")]
)
def test_amount_in_digits_is_stored_at_once(admin_client, allocation, typed, stored):
    address = f"{ALLOCATIONS}{allocation.pk}/change/"
    sent = open_form(admin_client, address) | {"amount": typed, "as_stated": "not in figures"}
    assert admin_client.post(address, sent).status_code == 302
    assert str(Allocation.objects.get().amount) == stored


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("1.234,50", "“1.234,50” is not an amount in pounds. Write it as 250000 or 1.5m."),
        ("1.234", "“1.234” is not an amount in pounds. Write it as 250000 or 1.5m."),
        ("about 5", "“about 5” is not an amount in pounds. Write it as 250000 or 1.5m."),
        ("1000bn", "“1000bn” is more than this site can hold. Write a smaller amount."),
        ("(1,234)", f"“(1,234)” {REPAYMENT}"),
        ("-280000", f"“-280000” {REPAYMENT}"),
        ("−£5", f"“−£5” {REPAYMENT}"),
    ],
)
def test_amount_that_is_unclear_is_refused_in_words_and_kept_as_typed(admin_client, allocation, typed, message):
    address = f"{ALLOCATIONS}{allocation.pk}/change/"
    response = admin_client.post(address, open_form(admin_client, address) | {"amount": typed})
    assert errors_of(response) == {"amount": [message]}
    assert f'value="{typed}"' in text_of(response)
    allocation.refresh_from_db()
    assert allocation.amount == 700_000


def test_stored_amounts_are_shown_written_out(admin_client):
    allocation = make_allocation(amount="54631.04", year=2016, qualifier="about")
    page = text_of(admin_client.get(f"{ALLOCATIONS}{allocation.pk}/change/"))
    assert '<input type="text" name="amount" value="54,631.04"' in page
    assert '<input type="text" name="rounded_to" inputmode="decimal"' in page


def test_amounts_of_announcements_totals_and_shares_are_asked_for_as_well(admin_client):
    source = make_source()
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    announcement = {"amount": "£23m", "qualifier": "about", "as_stated": "£23 million", "sources": [source.pk]}
    sent |= {f"announcement-0-{name}": value for name, value in announcement.items()}
    assert "“£23m” is read as £23,000,000" in text_of(admin_client.post(f"{ROUNDS}add/", sent))

    total = {"period": "2016-17", "slug": "t", "amount": "£76.4m", "as_stated": "£76.4m", "sources": [source.pk]}
    address = "/admin/funding/fundtotal/add/"
    response = admin_client.post(address, open_form(admin_client, address) | total)
    assert "“£76.4m” is read as £76,400,000" in text_of(response)

    share = {"award": make_award(amount=5000).pk, "recipient": make_force().pk, "period": "2016-17", "slug": "s"}
    share |= {"amount": "1k", "as_stated": "£1,000", "sources": [source.pk]}
    address = "/admin/funding/subgrant/add/"
    response = admin_client.post(address, open_form(admin_client, address) | share)
    assert "“1k” is read as £1,000" in text_of(response)
    assert not FundTotal.objects.exists()
    assert not SubGrant.objects.exists()


def test_rounding_step_is_asked_for_as_well(admin_client, allocation):
    address = f"{ALLOCATIONS}{allocation.pk}/change/"
    sent = open_form(admin_client, address) | {"qualifier": "about", "rounded_to": "100k"}
    response = admin_client.post(address, sent)
    assert list(errors_of(response)) == ["rounded_to"]
    assert 'name="rounded_to" value="100,000"' in text_of(response)


def test_each_row_of_a_page_is_asked_for_by_itself(admin_client):
    address = f"{AWARDS}{make_award().pk}/change/"
    sent, source = open_form(admin_client, address), make_source()
    add_row(sent, "allocations", **allocation_row(amount="£0.67m", sources=[source.pk]))
    add_row(sent, "allocations", **allocation_row(amount="£3m", financial_year="2017-18", sources=[source.pk]))
    page = text_of(admin_client.post(address, sent))
    assert 'name="allocations-0-amount" value="670,000"' in page
    assert 'name="allocations-1-amount" value="3,000,000"' in page
    assert not Allocation.objects.exists()


def test_what_is_read_in_an_amount_is_told_to_staff(admin_client, client):
    assert admin_client.get(READ, {"text": "£0.67m"}).json() == {"words": "£670,000", "written_out": "670,000"}
    assert admin_client.get(READ, {"text": "lots"}).json() == {
        "words": "“lots” is not an amount in pounds. Write it as 250000 or 1.5m."
    }
    assert client.get(READ, {"text": "1"}).status_code == 302


# Amounts and words


def test_amount_that_its_words_contradict_is_refused_until_the_note_names_it(admin_client, allocation):
    address = f"{ALLOCATIONS}{allocation.pk}/change/"
    sent = open_form(admin_client, address) | {"amount": "2800000", "as_stated": "£280,000"}
    message = (
        "The amount is £2,800,000, and its words say £280,000. Correct one of them; "
        "or, if it is meant, name £2,800,000 in the note and say why."
    )
    assert errors_of(admin_client.post(address, sent)) == {"amount": [message]}
    assert errors_of(admin_client.post(address, sent | {"note": "Ten years."})) == {"amount": [message]}
    sent |= {"note": "Ten years of it: £2.8m."}
    assert admin_client.post(address, sent).status_code == 302
    assert Allocation.objects.get().amount == 2_800_000


def test_amount_pasted_in_millions_as_pounds_is_refused(admin_client):
    """“£0.67m” beside 0.67, as a field of digits would have kept it."""
    address = f"{AWARDS}{make_award().pk}/change/"
    sent = open_form(admin_client, address)
    add_row(sent, "allocations", **allocation_row(amount="0.67", as_stated="£0.67m", sources=[make_source().pk]))
    assert "The amount is £0.67, and its words say £670,000." in text_of(admin_client.post(address, sent))
    assert not Allocation.objects.exists()


def test_announcement_that_its_words_contradict_is_refused(admin_client):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    announcement = {"amount": "2300000", "qualifier": "about", "as_stated": "£23 million"}
    sent |= {f"announcement-0-{name}": value for name, value in announcement.items()}
    page = text_of(admin_client.post(f"{ROUNDS}add/", sent | {"announcement-0-sources": [make_source().pk]}))
    assert "The amount is £2,300,000, and its words say £23,000,000. Correct one of them.<" in page


def test_remainder_is_compared_with_what_it_is_left_of(admin_client):
    """£5,331,584 in all, of which £1.8m and £3.5m have years: £31,584 are left, and £315,840 are not."""
    award = make_award(round=make_round())
    address = f"{AWARDS}{award.pk}/change/"
    sources = {"sources": [make_source().pk]}
    sent = open_form(admin_client, address)
    add_row(sent, "allocations", **allocation_row(amount="1800000", qualifier="about", as_stated="£1.8m"), **sources)
    second = allocation_row(financial_year="2017-18", amount="3500000", qualifier="about", as_stated="£3.5m")
    add_row(sent, "allocations", **second, **sources)
    rest = allocation_row(financial_year="", kind="remainder", qualifier="about", as_stated="£5,331,584")
    wrong, right = dict(sent), dict(sent)
    add_row(wrong, "allocations", **rest | {"amount": "315840"}, **sources)
    add_row(right, "allocations", **rest | {"amount": "31584"}, **sources)
    words = "The amount is £315,840, beside £5,300,000 in years, and its words say £5,331,584."
    assert words in text_of(admin_client.post(address, wrong))
    assert admin_client.post(address, right).status_code == 302

    remainder = Allocation.objects.get(kind="remainder")
    address = f"{ALLOCATIONS}{remainder.pk}/change/"
    sent = open_form(admin_client, address)
    assert words in text_of(admin_client.post(address, sent | {"amount": "315840"}))
    assert admin_client.post(address, sent | {"note": "As it was."}).status_code == 302


def test_share_of_more_than_its_award_is_refused_until_the_note_names_it(admin_client):
    award = make_award(amount=5000)
    share = {"award": award.pk, "recipient": make_force().pk, "period": "2016-17", "slug": "s", "amount": "5001"}
    share |= {"as_stated": "£5,001", "sources": [make_source().pk]}
    address = "/admin/funding/subgrant/add/"
    sent = open_form(admin_client, address) | share
    message = (
        "The share is £5,001, and the award that it is part of £5,000. Correct one of them; "
        "or, if it is meant, name £5,001 in the note and say why."
    )
    assert errors_of(admin_client.post(address, sent)) == {"amount": [message]}
    assert escape(message) in text_of(admin_client.post(address, sent))
    assert admin_client.post(address, sent | {"note": "£5,001 with interest."}).status_code == 302
    assert SubGrant.objects.get().amount == 5001


def test_share_of_an_award_without_a_published_amount_is_right(admin_client):
    share = {"award": make_award().pk, "recipient": make_force().pk, "period": "2016-17", "slug": "s"}
    share |= {"amount": "5001", "as_stated": "£5,001", "sources": [make_source().pk]}
    address = "/admin/funding/subgrant/add/"
    assert admin_client.post(address, open_form(admin_client, address) | share).status_code == 302
