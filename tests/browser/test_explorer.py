"""The explorer as a reader uses it: search, filter, sort, page, download. All of it works without JavaScript too."""

import csv
from decimal import Decimal

import pytest
from playwright.sync_api import expect

DIGITAL = [
    "Digital policing programmes (Digital Policing Portfolio)",
    "National technical capability and infrastructure",
    "National Enabling Programmes",
    "Tri-force collaboration: integrated technology",
    "Non-crime ICT platform for the East Midlands",
    "Police ICT Company and Police Technology Council bids",
    "Digital platform for sharing information between four forces",
    "Police ICT Company transformation programme",
]


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def page(request, make_page):
    return make_page(viewport={"width": 1280, "height": 800}, java_script_enabled=request.param)


def said(page):
    """The sentence that says what is shown, in one line."""
    return " ".join(page.inner_text(".results .say").split())


def titles(page):
    """The first column of the table."""
    return page.locator(".results table.list tbody th").all_inner_texts()


def sort_by(page, head):
    page.get_by_role("columnheader", name=head).get_by_role("link").click()


def downloaded(page, link):
    """The rows of a CSV that a link downloads, and the name of its file."""
    with page.expect_download() as download:
        page.locator(".results .downloads").get_by_role("link", name=link, exact=True).click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file)), download.value.suggested_filename


def test_filter_that_is_chosen_changes_everything_on_the_page(page):
    page.goto("/projects/")
    assert said(page) == (
        "52 projects: about £219m itemised for 41 of them. £14.3m of the money was provisional: "
        "described at the time as still to come. 16 further awards have no reliable published amount."
    )
    page.get_by_label("Theme", exact=True).select_option("Digital and ICT")
    page.get_by_role("button", name="Show projects").click()
    page.wait_for_url("**/projects/?*theme=digital-ict*")
    assert page.inner_text("h1") == "Projects about Digital and ICT"
    assert page.title().startswith("Projects about Digital and ICT")
    assert said(page) == (
        "8 projects about Digital and ICT: about £55.8m itemised for all of them. £3.54m of the money was provisional: "
        "described at the time as still to come. 2 further awards have no reliable published amount."
    )
    assert titles(page) == DIGITAL
    downloads = page.locator(".results .downloads a")
    assert [link.get_attribute("href") for link in downloads.all()] == [
        "/projects.csv?theme=digital-ict",
        "/allocations.csv?theme=digital-ict",
    ]
    assert page.locator("link[rel=canonical]").get_attribute("href").endswith("/projects/?theme=digital-ict")
    # The form keeps what was chosen, for the next choice.
    expect(page.get_by_label("Theme", exact=True)).to_have_value("digital-ict")
    page.get_by_label("Financial year").select_option("2016-17")
    page.get_by_role("button", name="Show projects").click()
    page.wait_for_url("**/projects/?*fy=2016-17*")
    assert said(page) == (
        "3 projects about Digital and ICT, with money in 2016-17: about £8.32m itemised for all of them."
    )


def test_filter_is_folded_on_a_phone_so_that_the_answer_comes_first(page):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/projects/?theme=digital-ict")
    expect(page.locator(".results .say")).to_be_in_viewport()
    theme = page.get_by_label("Theme", exact=True)
    expect(theme).to_be_hidden()
    page.get_by_text("Filter (1 on)").click()
    expect(theme).to_be_visible()
    theme.select_option("Forensics and biometrics")
    page.get_by_role("button", name="Show projects").click()
    page.wait_for_url("**/projects/?*theme=forensics-biometrics*")
    assert page.inner_text("h1") == "Projects about Forensics and biometrics"


def test_filter_is_removed_by_its_tag(page):
    page.goto("/projects/?theme=digital-ict&fy=2016-17&sort=title")
    tags = page.get_by_role("list", name="Filters that are on").get_by_role("link")
    assert [" ".join(text.split()) for text in tags.all_inner_texts()] == [
        "Remove the filter Theme: Digital and ICT ×",
        "Remove the filter Financial year: 2016-17 ×",
    ]
    tags.last.click()
    page.wait_for_url("**/projects/?theme=digital-ict&sort=title")
    assert page.inner_text("h1") == "Projects about Digital and ICT"
    assert titles(page) == sorted(DIGITAL, key=str.lower)
    tags.first.click()
    page.wait_for_url("**/projects/?sort=title")
    assert said(page).startswith("52 projects: ")


def test_tag_removes_a_filter_that_finds_nothing(page):
    page.goto("/projects/?q=zebra")
    assert said(page) == "No project matching “zebra”."
    assert page.locator(".results table").count() == 0
    page.get_by_role("link", name="Remove the filter Search: zebra").click()
    page.wait_for_url("**/projects/")
    assert said(page).startswith("52 projects: ")


def test_filter_that_is_not_there_shows_no_figure(page):
    page.goto("/projects/?theme=no-such-theme")
    assert page.get_by_role("alert").locator("li").all_inner_texts() == ["There is no theme “no-such-theme”."]
    assert "£" not in page.locator(".results").inner_text()
    page.get_by_role("link", name="Remove the filter Theme: no-such-theme").click()
    page.wait_for_url("**/projects/")
    assert said(page).startswith("52 projects: ")


def test_table_is_sorted_by_its_heads(page):
    page.goto("/projects/?theme=digital-ict")
    amount, project = page.get_by_role("columnheader", name="Amount"), page.get_by_role("columnheader", name="Project")
    assert amount.get_attribute("aria-sort") == "descending"
    assert project.get_attribute("aria-sort") is None
    sort_by(page, "Project")
    page.wait_for_url("**/projects/?theme=digital-ict&sort=title")
    assert project.get_attribute("aria-sort") == "ascending"
    assert amount.get_attribute("aria-sort") is None
    assert titles(page) == sorted(DIGITAL, key=str.lower)
    sort_by(page, "Project")
    page.wait_for_url("**/projects/?theme=digital-ict&sort=-title")
    assert project.get_attribute("aria-sort") == "descending"
    assert titles(page) == sorted(DIGITAL, key=str.lower, reverse=True)
    sort_by(page, "Amount")
    page.wait_for_url("**/projects/?theme=digital-ict")  # the order it has by itself needs no parameter
    assert titles(page) == DIGITAL
    sort_by(page, "Amount")
    page.wait_for_url("**/projects/?theme=digital-ict&sort=amount")
    assert amount.get_attribute("aria-sort") == "ascending"
    assert titles(page) == DIGITAL[::-1]
    rows, _ = downloaded(page, "projects")
    assert [row["project"] for row in rows] == DIGITAL[::-1]


def test_going_back_shows_what_was_shown_before(page):
    page.goto("/projects/")
    page.get_by_label("Theme", exact=True).select_option("Digital and ICT")
    page.get_by_role("button", name="Show projects").click()
    page.wait_for_url("**/projects/?*theme=digital-ict*")
    sort_by(page, "Project")
    page.wait_for_url("**sort=title")
    page.go_back()
    assert titles(page) == DIGITAL
    page.go_back()
    assert said(page).startswith("52 projects: ")
    page.go_forward()
    assert said(page).startswith("8 projects about Digital and ICT: ")


def test_csv_has_the_rows_of_all_pages_of_the_table(page):
    page.goto("/projects/?sort=title")
    # Sorting starts the table anew on its first page; paging keeps the sort.
    shown = titles(page)
    assert len(shown) == 25
    pages = page.get_by_role("navigation", name="Pages of the table")
    pages.get_by_role("link", name="Next").click()
    page.wait_for_url("**/projects/?sort=title&page=2")
    shown += titles(page)
    assert pages.locator("[aria-current=page]").inner_text().split() == ["Page", "2"]
    pages.get_by_role("link", name="Page 3").click()
    page.wait_for_url("**/projects/?sort=title&page=3")
    shown += titles(page)
    assert pages.get_by_role("link", name="Next").count() == 0
    assert len(shown) == 52
    rows, name = downloaded(page, "projects")
    assert [row["project"] for row in rows] == shown
    assert name == "police-transformation-fund-projects.csv"
    sort_by(page, "Lead")
    page.wait_for_url("**/projects/?sort=lead")


def test_csv_adds_up_to_the_total_of_the_sentence(page):
    page.goto("/projects/?theme=digital-ict")
    total = Decimal(page.locator(".results .say data").get_attribute("value"))
    assert total == 55_760_000
    projects, name = downloaded(page, "projects")
    assert name == "police-transformation-fund-projects-theme-digital-ict.csv"
    assert [row["project"] for row in projects] == titles(page)
    assert sum(Decimal(row["amount_gbp"]) for row in projects) == total
    allocations, name = downloaded(page, "allocations")
    assert name == "police-transformation-fund-allocations-theme-digital-ict.csv"
    assert len(allocations) == 10
    assert sum(Decimal(row["amount_gbp"]) for row in allocations) == total
    assert {row["theme_id"] for row in allocations} == {"digital-ict"}


def test_search_on_the_home_page_finds_projects(page):
    page.goto("/")
    page.get_by_role("searchbox").fill("forensic")
    page.get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/projects/?q=forensic")
    assert page.inner_text("h1") == "Projects matching “forensic”"
    assert titles(page) == [
        "Joint forensics and biometrics programme",
        "Digital transmission of crime scene images",
        "Transforming Forensics",
    ]
    page.get_by_role("link", name="Transforming Forensics").click()
    page.wait_for_url("**/projects/transforming-forensics/")
    assert page.inner_text("h1") == "Transforming Forensics"


def test_tile_of_the_map_leads_to_its_force(page):
    page.goto("/")
    page.get_by_role("link", name="Norfolk: leads 4 projects").click()
    page.wait_for_url("**/forces/norfolk/")
    assert page.inner_text("h1") == "Norfolk Constabulary"
