"""The explorer as a reader uses it: search, filter, sort, page, download. All of it works without JavaScript too.

What only JavaScript does, such as leaving the reader in place, is in test_in_place.py.
"""

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


@pytest.fixture
def choose(request, page):
    """A function that ticks or unticks a box, and sends the form if nobody else does."""

    def chosen(box, *, wanted=True):
        page.locator(box).set_checked(wanted)
        if not request.node.callspec.params["page"]:
            page.get_by_role("button", name="Show projects").click()

    return chosen


def said(page):
    """The sentence that says what is shown, in one line."""
    return " ".join(page.inner_text(".results .say").split())


def titles(page):
    """The first column of the table."""
    return page.locator(".results table.list tbody th a").all_inner_texts()


def tags(page):
    """The filters that are on, as their tags say them."""
    links = page.get_by_role("list", name="Filters that are on").get_by_role("link").all_inner_texts()
    return [" ".join(text.split()).removeprefix("Remove the filter ").removesuffix(" ×") for text in links]


def remove(page, tag):
    page.get_by_role("link", name=f"Remove the filter {tag}").click()


def sort_by(page, head):
    page.get_by_role("columnheader", name=head).get_by_role("link").click()


def downloaded(page, link):
    """The rows of a CSV that a link downloads, and the name of its file."""
    with page.expect_download() as download:
        page.locator(".results .downloads").get_by_role("link", name=link, exact=True).click()
    with download.value.path().open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file)), download.value.suggested_filename


def test_filter_that_is_chosen_changes_everything_on_the_page(page, choose):
    page.goto("/projects/")
    assert said(page) == (
        "52 projects: about £219m itemised for 41 of them. About £14.3m of the money was provisional: "
        "described at the time as still to come. 16 further awards have no reliable published amount."
    )
    choose("#theme-digital-ict")
    page.wait_for_url("**/projects/?theme=digital-ict")
    expect(page.locator("h1")).to_have_text("Projects about Digital and ICT")
    assert page.title().startswith("Projects about Digital and ICT")
    assert said(page) == (
        "8 projects about Digital and ICT: about £55.8m itemised for all of them. £3.54m of the money was provisional: "
        "described at the time as still to come. 2 further awards have no reliable published amount."
    )
    assert titles(page) == DIGITAL
    downloads = page.locator(".results .downloads a")
    assert [link.get_attribute("href") for link in downloads.all()][:3] == [
        "/projects.csv?theme=digital-ict",
        "/allocations.csv?theme=digital-ict",
        "/partnerships/?theme=digital-ict",
    ]
    assert page.locator("link[rel=canonical]").get_attribute("href").endswith("/projects/?theme=digital-ict")
    # The form keeps what was chosen, for the next choice.
    expect(page.locator("#theme-digital-ict")).to_be_checked()
    choose("#fy-2016-17")
    page.wait_for_url("**/projects/?theme=digital-ict&fy=2016-17")
    expect(page.locator("h1")).to_have_text("Projects about Digital and ICT, with money in 2016-17")
    assert said(page) == (
        "3 projects about Digital and ICT, with money in 2016-17: about £8.32m itemised for all of them."
    )


def test_several_values_of_one_facet_are_one_or_the_other(page, choose):
    page.goto("/projects/?theme=digital-ict")
    choose("#theme-modern-slavery")
    page.wait_for_url("**/projects/?theme=digital-ict&theme=modern-slavery")
    expect(page.locator("h1")).to_have_text("Projects about Digital and ICT or Modern slavery")
    assert tags(page) == ["Theme: Digital and ICT", "Theme: Modern slavery"]
    assert len(titles(page)) == 9
    choose("#theme-digital-ict", wanted=False)
    page.wait_for_url("**/projects/?theme=modern-slavery")
    expect(page.locator("h1")).to_have_text("Projects about Modern slavery")


def test_value_is_left_out_by_its_link_and_taken_back_by_its_box(page, choose):
    page.goto("/projects/")
    page.locator("#facet-theme").get_by_role("link", name="not Digital and ICT").click()
    page.wait_for_url("**/projects/?not_theme=digital-ict")
    expect(page.locator("h1")).to_have_text("Projects not about Digital and ICT")
    assert said(page).startswith("44 projects not about Digital and ICT: ")
    assert tags(page) == ["Theme: not Digital and ICT"]
    expect(page.get_by_role("checkbox", name="not Digital and ICT")).to_be_checked()
    choose("#theme-digital-ict", wanted=False)
    page.wait_for_url("**/projects/")
    expect(page.locator("h1")).to_have_text("Projects")


def test_filter_is_folded_on_a_phone_so_that_the_answer_comes_first(page, choose):
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto("/projects/?theme=digital-ict")
    expect(page.locator(".results .say")).to_be_in_viewport()
    expect(page.locator("#theme-modern-slavery")).to_be_hidden()
    page.get_by_text("Filter (1 on)").click()
    expect(page.locator("#theme-modern-slavery")).to_be_visible()
    choose("#theme-modern-slavery")
    page.wait_for_url("**/projects/?theme=digital-ict&theme=modern-slavery")
    expect(page.get_by_text("Filter (2 on)")).to_be_visible()


def test_long_facet_unfolds_and_is_searched(page, request):
    page.goto("/projects/")
    page.locator("#facet-force > summary").click()
    expect(page.locator("#force-northumbria")).to_be_hidden()
    page.locator("#facet-force .more-values > summary").click()
    expect(page.locator("#force-northumbria")).to_be_visible()
    page.get_by_label("Find a force in “Led or partnered by”").fill("north")
    if not request.node.callspec.params["page"]:
        page.get_by_label("Find a force in “Led or partnered by”").press("Enter")
        page.wait_for_url("**/projects/?*find_force=north")
    values = page.locator("#facet-force li label:visible")
    expect(values).to_have_count(4)
    assert [text.split("\n")[0].strip() for text in values.all_inner_texts()] == [
        "North Yorkshire Police",
        "Northumbria Police",
        "North Wales Police",
        "Northamptonshire Police",
    ]


def test_filter_is_removed_by_its_tag(page):
    page.goto("/projects/?theme=digital-ict&fy=2016-17&sort=title")
    assert tags(page) == ["Theme: Digital and ICT", "Financial year: 2016-17"]
    remove(page, "Financial year: 2016-17")
    page.wait_for_url("**/projects/?theme=digital-ict&sort=title")
    expect(page.locator("h1")).to_have_text("Projects about Digital and ICT")
    assert titles(page) == sorted(DIGITAL, key=str.lower)
    expect(page.locator("#fy-2016-17")).not_to_be_checked()
    remove(page, "Theme: Digital and ICT")
    page.wait_for_url("**/projects/?sort=title")
    expect(page.locator("h1")).to_have_text("Projects")
    assert said(page).startswith("52 projects: ")


def test_filters_that_find_nothing_stay_to_be_removed(page):
    page.goto("/projects/?q=zebra&theme=digital-ict&not_region=wales&amount_min=5")
    assert said(page).startswith("No project matching “zebra”, ")
    assert page.locator(".results table").count() == 0
    assert tags(page) == [
        "Search: zebra",
        "Theme: Digital and ICT",
        "Region of the lead: not Wales",
        "Award from (£): £5",
    ]
    for box in ["#theme-digital-ict", "#region-wales"]:
        expect(page.locator(box)).to_be_checked()
        expect(page.locator(box)).to_be_visible()
    for left, tag in zip([3, 2, 1, 0], tags(page), strict=True):
        remove(page, tag)
        expect(page.locator(".active-filters a")).to_have_count(left)
    assert said(page).startswith("52 projects: ")
    page.goto("/projects/?q=zebra&theme=digital-ict")
    page.get_by_role("link", name="see all projects").click()
    page.wait_for_url("**/projects/")
    expect(page.locator(".results .say")).to_contain_text("52 projects: ")


def test_search_that_nobody_spells_like_that_offers_another(page):
    page.goto("/projects/?q=zebra+forensic+fraud")
    suggestions = page.locator(".suggestion a")
    if suggestions.count():
        suggestions.click()
        page.wait_for_url("**/projects/?q=*")
    page.goto("/projects/?q=forensic+biometrcs")
    expect(page.locator(".read-as")).to_have_text("No word “biometrcs” occurs; searched for “biometrics” instead.")
    assert page.locator(".results mark").all_inner_texts()[:2] == ["forensics", "biometrics"]


def test_filter_that_is_not_there_shows_no_figure(page, page_problems):
    page_problems.expect("400")
    page.goto("/projects/?theme=no-such-theme&fy=2016-17")
    assert page.get_by_role("alert").locator("li").all_inner_texts() == ["There is no theme “no-such-theme”."]
    assert "£" not in page.locator(".results").inner_text()
    remove(page, "Theme: no-such-theme")
    page.wait_for_url("**/projects/?fy=2016-17")
    expect(page.locator("h1")).to_have_text("Projects with money in 2016-17")
    assert page.get_by_role("alert").count() == 0


def test_amount_that_cannot_be_read_is_said_and_shows_no_figure(page, page_problems):
    page_problems.expect("400")
    page.goto("/projects/")
    page.get_by_label("Award from (£)").fill("lots")
    page.get_by_label("Award from (£)").press("Enter")
    expect(page.get_by_role("alert").locator("li")).to_have_count(1)
    assert "lots" in page.get_by_role("alert").locator("li").inner_text()
    assert tags(page) == ["Award from (£): lots"]
    expect(page.get_by_label("Award from (£)")).to_have_value("lots")
    expect(page.get_by_label("Award from (£)")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Award from (£)").fill("10m")
    page.get_by_label("Award from (£)").press("Enter")
    page.wait_for_url("**/projects/?amount_min=10000000")
    expect(page.locator("h1")).to_have_text("Projects with an award of £10,000,000 or more")


def test_table_is_sorted_by_its_heads(page):
    page.goto("/projects/?theme=digital-ict")
    amount, project = page.get_by_role("columnheader", name="Amount"), page.get_by_role("columnheader", name="Project")
    assert amount.get_attribute("aria-sort") == "descending"
    assert project.get_attribute("aria-sort") is None
    sort_by(page, "Project")
    page.wait_for_url("**/projects/?theme=digital-ict&sort=title")
    expect(project).to_have_attribute("aria-sort", "ascending")
    assert amount.get_attribute("aria-sort") is None
    assert titles(page) == sorted(DIGITAL, key=str.lower)
    sort_by(page, "Project")
    page.wait_for_url("**/projects/?theme=digital-ict&sort=-title")
    expect(project).to_have_attribute("aria-sort", "descending")
    assert titles(page) == sorted(DIGITAL, key=str.lower, reverse=True)
    sort_by(page, "Amount")
    page.wait_for_url("**/projects/?theme=digital-ict")  # the order it has by itself needs no parameter
    expect(amount).to_have_attribute("aria-sort", "descending")
    assert titles(page) == DIGITAL
    sort_by(page, "Amount")
    page.wait_for_url("**/projects/?theme=digital-ict&sort=amount")
    expect(amount).to_have_attribute("aria-sort", "ascending")
    assert titles(page) == DIGITAL[::-1]
    rows, _ = downloaded(page, "projects")
    assert [row["project"] for row in rows] == DIGITAL[::-1]


def test_going_back_shows_what_was_shown_before(page, choose):
    page.goto("/projects/")
    choose("#theme-digital-ict")
    page.wait_for_url("**/projects/?theme=digital-ict")
    expect(page.locator("h1")).to_have_text("Projects about Digital and ICT")
    sort_by(page, "Project")
    page.wait_for_url("**sort=title")
    expect(page.get_by_role("columnheader", name="Project")).to_have_attribute("aria-sort", "ascending")
    page.go_back()
    expect(page.get_by_role("columnheader", name="Amount")).to_have_attribute("aria-sort", "descending")
    assert titles(page) == DIGITAL
    expect(page.locator("#theme-digital-ict")).to_be_checked()
    page.go_back()
    expect(page.locator("h1")).to_have_text("Projects")
    expect(page.locator("#theme-digital-ict")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("h1")).to_have_text("Projects about Digital and ICT")
    expect(page.locator("#theme-digital-ict")).to_be_checked()
    assert said(page).startswith("8 projects about Digital and ICT: ")
    for one in ["#results", "#facets", "#heading", "#filter-form", ".active-filters"]:
        expect(page.locator(one)).to_have_count(1)


def test_csv_has_the_rows_of_all_pages_of_the_table(page):
    page.goto("/projects/?sort=title")
    # Sorting starts the table anew on its first page; paging keeps the sort.
    shown = titles(page)
    assert len(shown) == 25
    pages = page.get_by_role("navigation", name="Pages of the table")
    pages.get_by_role("link", name="Next").click()
    page.wait_for_url("**/projects/?sort=title&page=2")
    expect(pages.locator("[aria-current=page]")).to_have_text("Page 2")
    shown += titles(page)
    pages.get_by_role("link", name="Page 3").click()
    page.wait_for_url("**/projects/?sort=title&page=3")
    expect(pages.locator("[aria-current=page]")).to_have_text("Page 3")
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
    assert sorted(titles(page)) == [
        "Digital transmission of crime scene images",
        "Joint forensics and biometrics programme",
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


def test_tile_of_the_explorer_adds_its_force_to_the_filters(page):
    page.goto("/projects/?fy=2016-17")
    page.get_by_role("link", name="Norfolk: leads").click()
    page.wait_for_url("**/projects/?lead=norfolk&fy=2016-17")
    expect(page.locator("h1")).to_have_text("Projects led by Norfolk Constabulary, with money in 2016-17")
    expect(page.locator("#lead-norfolk")).to_be_checked()


@pytest.mark.parametrize(
    ("chart", "row", "query", "box"),
    [
        ("years", "2017-18", "theme=digital-ict&fy=2017-18", "#fy-2017-18"),
        ("regions", "London", "theme=digital-ict&region=london", "#region-london"),
        ("leads", "Lead not stated", "theme=digital-ict&lead=not-stated", "#lead-not-stated"),
        ("sizes", "£10m or more", "theme=digital-ict&amount=10m-or-more", "#amount-10m-or-more"),
    ],
)
def test_row_of_a_chart_adds_its_filter(page, chart, row, query, box):
    page.goto("/projects/?theme=digital-ict")
    page.locator(f"#chart-{chart} .bars").get_by_role("link", name=row).click()
    page.wait_for_url(f"**/projects/?{query}")
    expect(page.locator(box)).to_be_checked()
    expect(page.locator(".active-filters a")).to_have_count(2)


def test_switches_lead_to_other_views_of_the_same_projects(page):
    page.goto("/projects/?theme=digital-ict")
    page.locator(".measure").get_by_role("link", name="Projects").click()
    page.wait_for_url("**/projects/?theme=digital-ict&measure=projects")
    expect(page.locator("#chart-regions .value").first).to_contain_text("project")
    page.locator("#chart-years .switch").get_by_role("link", name="By theme").click()
    page.wait_for_url("**/projects/?theme=digital-ict&measure=projects&stack=theme*")
    expect(page.locator("#chart-years .switch [aria-current]")).to_have_text("By theme")
    page.locator("#map .switch").get_by_role("link", name="Involved in").click()
    page.wait_for_url("**/projects/?theme=digital-ict&measure=projects&stack=theme&basis=involved*")
    expect(page.locator("#map .switch [aria-current]")).to_have_text("Involved in")
