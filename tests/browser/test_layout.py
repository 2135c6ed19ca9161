"""Pages fit every screen, and can be used by keyboard, on paper and with the reader's own colours."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.pages import NOT_FOUND, PAGES, draw, draw_all, status_of

WIDTHS = [320, 375, 768, 1024, 1280]
FIGURES_FOLLOWED = """() => [...document.querySelectorAll(".is-drawn")].every((box) => {
    const figure = box.querySelector(".chart-figure").getBoundingClientRect();
    return figure.right <= box.getBoundingClientRect().right + 1;
})"""
TOO_WIDE = (
    "boxes => boxes.filter((box) => box.scrollWidth > box.clientWidth).map((box) => box.getAttribute('aria-label'))"
)
FOCUSED = """() => {
    const element = document.activeElement;
    const tile = element.closest(".map") && element.querySelector("rect");
    const {left, right, top, bottom} = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    return {
        name: element.getAttribute("aria-label") ?? (element.labels?.[0] ?? element).innerText.trim(),
        tag: element.localName,
        id: element.id,
        ring: tile ? getComputedStyle(tile).strokeWidth : style.outlineStyle === "none" ? "0px" : style.outlineWidth,
        seen: right > 0 && left < innerWidth && bottom > 0 && top < innerHeight && right - left > 1 && bottom - top > 1,
    };
}"""


@pytest.mark.parametrize("address", [*PAGES.values(), NOT_FOUND], ids=[*PAGES, "not found"])
def test_page_fits_the_width_of_the_screen(make_page, page_problems, address):
    if status_of(address) != 200:
        page_problems.expect(str(status_of(address)))
    page = make_page(viewport={"width": WIDTHS[0], "height": 800})
    page.goto(address)
    draw_all(page)
    page.locator("details.cite").evaluate_all("all => all.forEach((details) => { details.open = true; })")
    needed = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_function(FIGURES_FOLLOWED)
        needed[width] = page.evaluate("document.documentElement.scrollWidth")
        # Tables of lists fit too; only the tables of a chart's numbers may be scrolled sideways, in a box of their own.
        assert page.locator(".scroll:has(> .list)").evaluate_all(TOO_WIDE) == [], width
    assert needed == {320: 320, 375: 375, 768: 768, 1024: 1024, 1280: 1280}


@pytest.mark.parametrize("width", [320, 1280])
def test_words_on_the_map_are_within_their_tiles(make_page, width):
    page = make_page(viewport={"width": width, "height": 800})
    page.goto("/")
    outside = page.evaluate("""() => [...document.querySelectorAll(".map a")].flatMap((tile) => {
        const box = tile.querySelector("rect").getBoundingClientRect();
        return [...tile.querySelectorAll("text")].filter((text) => {
            const {left, right, top, bottom} = text.getBoundingClientRect();
            return left < box.left || right > box.right || top < box.top || bottom > box.bottom;
        }).map((text) => text.textContent);
    })""")
    assert page.locator(".map a text").count() > 86  # 43 tiles, each with a name and an amount
    assert outside == []


def test_row_of_a_table_is_a_card_on_a_phone(make_page):
    page = make_page(viewport={"width": 375, "height": 800})
    page.goto("/projects/?theme=digital-ict")
    row = page.locator("table.list tbody tr").nth(3)
    cells = row.locator("th, td").all()
    labels = row.locator("td").evaluate_all("cells => cells.map((cell) => getComputedStyle(cell, '::before').content)")
    assert labels == ['"Lead"', '"Theme"', '"Awards"', '"Amount"']
    boxes = [cell.bounding_box() for cell in cells]
    for above, below in pairwise(boxes):
        assert below["y"] >= above["y"] + above["height"] - 1
    # It stays a table to those who hear it.
    assert row.get_by_role("cell").count() == 4
    assert page.get_by_role("columnheader").count() == 5
    page.set_viewport_size({"width": 768, "height": 800})
    assert cells[0].bounding_box()["y"] == cells[4].bounding_box()["y"]


def test_head_of_a_long_table_stays_in_sight(page):
    page.goto("/projects/")
    page.locator("table.list tbody tr").last.scroll_into_view_if_needed()
    expect(page.get_by_role("columnheader", name="Amount")).to_be_in_viewport()


def test_skip_link_goes_to_the_content(page):
    page.goto("/projects/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/#main")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    ("width", "address", "names"),
    [
        (
            1280,
            "/",
            ["Search projects, forces and themes", "Norfolk: leads 4 projects, about £6.13m"],
        ),
        (375, "/forces/", ["Skip to content", "Projects led , sort by this"]),
        (
            1280,
            "/projects/?theme=digital-ict&fy=2016-17",
            ["Search", "Theme (1 on)", "not 2017-18", "Show projects", "Project , sort by this", "By theme"],
        ),
        (375, "/projects/?theme=digital-ict", ["Filter (1 on)", "Remove the filter Theme: Digital and ICT ×"]),
    ],
    ids=["home", "forces on a phone", "projects", "projects on a phone"],
)
def test_every_stop_of_the_tab_key_is_in_sight_and_has_a_ring(make_page, width, address, names):
    page = make_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.goto(address)
    stops = []
    for _ in range(600):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["tag"] == "body":
            break
        stops.append(stop)
    else:
        pytest.fail("the keyboard does not get out of the page")
    assert [stop for stop in stops if not stop["seen"] or float(stop["ring"].removesuffix("px")) < 2] == []
    assert {" ".join(stop["name"].split()) for stop in stops} >= set(names)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_keyboard_alone_searches_filters_sorts_downloads_and_opens_a_project(make_page, javascript):
    page = make_page(viewport={"width": 1280, "height": 800}, java_script_enabled=javascript)

    def tab_to(locator):
        """Press Tab until something has the focus; from where the focus is, as a reader does."""
        for _ in range(300):
            if locator.evaluate("element => element === document.activeElement"):
                return
            page.keyboard.press("Tab")
        pytest.fail("the Tab key does not get there")

    page.goto("/projects/")
    tab_to(page.get_by_label("Search", exact=True))
    page.keyboard.type("police")
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?q=police")
    expect(page.locator("h1")).to_have_text("Projects matching “police”")
    tab_to(page.locator("#theme-digital-ict"))
    page.keyboard.press("Space")
    if not javascript:
        page.keyboard.press("Enter")  # as in any form
    page.wait_for_url("**/projects/?q=police&theme=digital-ict")
    expect(page.locator("h1")).to_have_text("Projects matching “police”, about Digital and ICT")
    # With JavaScript the reader goes on from the box; without, from the top of the new page.
    tab_to(page.get_by_role("columnheader", name="Project").get_by_role("link"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?q=police&theme=digital-ict&sort=title")
    expect(page.get_by_role("columnheader", name="Project")).to_have_attribute("aria-sort", "ascending")
    tab_to(page.get_by_role("link", name="National Enabling Programmes"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/national-enabling-programmes/")
    page.go_back()
    expect(page.get_by_role("columnheader", name="Project")).to_have_attribute("aria-sort", "ascending")
    tab_to(page.locator(".downloads").get_by_role("link", name="projects", exact=True))
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.startswith("police-transformation-fund-projects")


def test_paper_has_the_bars_of_the_server(page):
    page.goto("/regions/")
    chart = page.locator("#chart-regions")
    draw(chart)
    figure, bar = chart.locator(".chart-figure"), chart.locator(".bars .bar svg").first
    expect(bar).to_be_hidden()
    page.emulate_media(media="print")
    expect(bar).to_be_visible()
    expect(figure).to_be_hidden()
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("table", name="Regions")).to_be_visible()


def test_forced_colours_have_the_bars_of_the_server_outlined_in_the_colour_of_the_reader(page):
    page.goto("/")
    chart = page.locator("#chart-years")
    draw(chart)
    page.emulate_media(forced_colors="active")
    expect(chart.locator(".bars .bar svg").first).to_be_visible()
    expect(chart.locator(".chart-figure")).to_be_hidden()
    ink = page.evaluate("getComputedStyle(document.body).color")
    colours = "(bars, of) => [...new Set(bars.map((bar) => getComputedStyle(bar)[of]))]"
    assert chart.locator(".bars rect").evaluate_all(colours, "stroke") == [ink]
    assert len(chart.locator(".legend rect").evaluate_all(colours, "fill")) == 5


def test_page_scrolls_smoothly_only_for_those_who_do_not_mind(page):
    page.emulate_media(reduced_motion="no-preference")
    page.goto("/about/")
    behaviour = "getComputedStyle(document.documentElement).scrollBehavior"
    assert page.evaluate(behaviour) == "smooth"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(behaviour) == "auto"


def test_dark_mode_is_dark(page):
    page.goto("/")
    colours = "() => [getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector('h1')).color]"
    assert page.evaluate(colours) == ["rgb(255, 255, 255)", "rgb(29, 29, 31)"]
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colours) == ["rgb(20, 23, 27)", "rgb(236, 238, 241)"]
