"""The admin in a browser."""

import pytest
from playwright.sync_api import expect

from funding.models import Allocation, Award
from tests.data.admin_forms import AWARDS, ROUNDS, make_one_of_each
from tests.data.builders import (
    make_allocation,
    make_project,
    make_round,
)

pytestmark = pytest.mark.django_db(transaction=True)


def log_in(page) -> None:
    """On the page that asks who it is."""
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()


@pytest.mark.parametrize("width", [1280, 375])
def test_admin_works_in_a_browser_under_the_content_security_policy(make_page, admin_user, width):
    """Every message on the console fails this test (`page_problems`), and what the policy blocks is one."""
    make_one_of_each()
    make_project(title="Drone patrols")
    draft = make_round(name="Winter bids", published=False)
    page = make_page(viewport={"width": width, "height": 900})
    page.goto(f"{ROUNDS}add/")
    log_in(page)

    page.locator("#id_name").press_sequentially("Spring bids")
    assert page.locator("#id_slug").input_value() == "spring-bids"
    page.locator("#id_financial_year").fill("2017-18")
    page.locator("#id_kind").select_option("bids")
    page.get_by_text("Add another Award").click()
    page.locator("#awards-0 .select2-selection").click()
    page.locator(".select2-search__field").last.fill("drone")
    page.get_by_role("option", name="Drone patrols").click()
    page.locator("#id_awards-0-as_stated").fill("£1m")
    page.get_by_role("button", name="Save and continue editing").click()
    assert "was added successfully" in page.locator(".messagelist").inner_text()
    assert Award.objects.filter(slug__startswith="spring-bids-").exists()

    page.goto(ROUNDS)
    page.get_by_role("link", name="Winter bids").click()
    page.get_by_role("link", name="Put into the next release…", exact=True).click()
    assert "Put 1 round into the next release?" in page.locator("h1, h2").all_inner_texts()
    page.get_by_role("button", name="Yes, put into the next release").click()
    assert "In the next release: Winter bids." in page.locator(".messagelist").inner_text()
    draft.refresh_from_db()
    assert draft.in_next_release
    for address in [
        AWARDS,
        f"{AWARDS}add/",
        f"{AWARDS}{Award.objects.first().pk}/change/",
        "/admin/funding/source/add/",
        "/admin/funding/release/add/",
    ]:
        page.goto(address)


AMOUNT, READ = "#id_allocations-0-amount", "#id_allocations-0-amount-read"


@pytest.fixture
def award():
    """£280,000 of 2016-17, exactly, whose words are not in figures."""
    allocation = make_allocation(amount=280_000, year=2016)
    Allocation.objects.filter(pk=allocation.pk).update(as_stated="not in figures")
    return allocation.award


@pytest.mark.parametrize(
    ("typed", "words", "written_out", "stored"),
    [
        ("£0.67m", "£670,000", "670,000", "670000.00"),
        ("£1.5m", "£1,500,000", "1,500,000", "1500000.00"),
        ("1.5 million", "£1,500,000", "1,500,000", "1500000.00"),
        ("£280k", "£280,000", "280,000", "280000.00"),
        ("1,234.50", "£1,234.50", "1,234.50", "1234.50"),
    ],
)
def test_amount_is_said_in_words_while_it_is_typed_and_written_out_before_it_is_sent(
    page, admin_user, award, typed, words, written_out, stored
):
    page.goto(f"{AWARDS}{award.pk}/change/")
    log_in(page)
    page.locator(AMOUNT).fill("")
    page.locator(AMOUNT).press_sequentially(typed)
    expect(page.locator(READ)).to_have_text(words)
    page.locator(AMOUNT).blur()
    assert page.locator(AMOUNT).input_value() == written_out
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert str(award.allocations.get().amount) == stored


def test_amount_of_a_new_row_is_said_in_words_and_sent_with_enter(page, admin_user, award):
    page.goto(f"{AWARDS}{award.pk}/change/")
    log_in(page)
    page.get_by_text("Add another Allocation").click()
    page.locator("#id_allocations-1-amount").press_sequentially("£3m")
    expect(page.locator("#id_allocations-1-amount-read")).to_have_text("£3,000,000")
    page.locator("#id_allocations-1-amount").press("Enter")
    expect(page.locator("#id_allocations-1-amount")).to_have_value("3,000,000")
    expect(page.locator("#allocations-1")).to_contain_text("An allocation needs at least one source.")
    expect(page.locator("#allocations-1")).not_to_contain_text("is read as")


def test_amount_that_is_unclear_is_said_to_be_while_it_is_typed(page, admin_user, award):
    page.goto(f"{AWARDS}{award.pk}/change/")
    log_in(page)
    page.locator(AMOUNT).fill("1.234,50")
    expect(page.locator(READ)).to_have_text("“1.234,50” is not an amount in pounds. Write it as 250000 or 1.5m.")
    page.locator(AMOUNT).blur()
    assert page.locator(AMOUNT).input_value() == "1.234,50"
    page.locator(AMOUNT).fill("")
    expect(page.locator(READ)).to_have_text("")


def test_wheel_and_arrow_keys_do_not_change_an_amount(page, admin_user, award):
    page.goto(f"{AWARDS}{award.pk}/change/")
    log_in(page)
    field = page.locator(AMOUNT)
    field.click()
    box = field.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.wheel(0, 300)
    for key in ["ArrowUp", "ArrowDown", "PageUp", "PageDown"]:
        field.press(key)
    assert field.input_value() == "280,000"
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert str(award.allocations.get().amount) == "280000.00"


def test_amount_is_shown_as_it_was_read_before_it_is_stored_where_there_is_no_javascript(
    page_without_javascript, admin_user, award
):
    page = page_without_javascript
    page.goto(f"{AWARDS}{award.pk}/change/")
    log_in(page)
    page.locator(AMOUNT).fill("£0.67m")
    page.get_by_role("button", name="Save and continue editing").click()
    asks = "“£0.67m” is read as £670,000, as it now stands here. If that is right, save again."
    expect(page.locator("#allocations-0 .errorlist")).to_have_text(asks)
    assert page.locator(AMOUNT).input_value() == "670,000"
    assert str(award.allocations.get().amount) == "280000.00"
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert str(award.allocations.get().amount) == "670000.00"
