"""With JavaScript the explorer changes in place: what the reader asks for comes without a new page, and nothing jumps."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.pages import draw

ASKED_IN_PLACE = "() => performance.getEntriesByType('resource').filter(({name}) => name.includes('/projects/')).length"
FOCUS = """() => {
    const element = document.activeElement;
    return element.id || (element.getAttribute("aria-label") ?? element.innerText).split(":")[0].replace(/\\s+/g, " ").trim();
}"""
TOP = "element => Math.round(element.getBoundingClientRect().top)"


@pytest.fixture
def page(make_page):
    return make_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")


def open_view(page, address):
    """Open a page and mark it, so that a new one could be told from it."""
    page.goto(address)
    page.evaluate("() => { window.isTheSame = true; }")


def settle(page):
    """Wait until no answer is on its way or being put in place."""
    page.wait_for_function("() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")


def is_the_same_page(page):
    return page.evaluate("window.isTheSame === true")


def in_place_only(handler):
    """Answer with `handler` what htmx asks for, and let the page itself pass."""

    def handle(route):
        if route.request.headers.get("hx-request"):
            handler(route)
        else:
            route.continue_()

    return handle


def late(seconds):
    """Let an answer pass after some time."""

    def handle(route):
        time.sleep(seconds)
        route.continue_()

    return handle


def test_filter_is_applied_without_a_new_page(page):
    open_view(page, "/projects/")
    page.locator("#theme-digital-ict").check()
    expect(page.locator("#announcement")).to_contain_text("8 projects about Digital and ICT: about £55.8m itemised")
    # Canonical: a form's empty fields are not in it.
    assert page.url.endswith("/projects/?theme=digital-ict")
    assert page.title() == "Projects about Digital and ICT – Police Transformation Fund explorer"
    assert page.inner_text("h1") == "Projects about Digital and ICT"
    assert page.inner_text("#filter-count") == "(1 on)"
    assert page.locator("link[rel=canonical]").get_attribute("href") == page.url
    assert page.locator("meta[property='og:url']").get_attribute("content") == page.url
    assert f"Address: {page.url}." in page.locator("#address").text_content()
    assert page.evaluate(FOCUS) == "theme-digital-ict"
    expect(page.locator("#theme-digital-ict")).to_be_checked()
    assert is_the_same_page(page)
    assert page.evaluate(ASKED_IN_PLACE) == 1


@pytest.mark.parametrize(
    ("address", "link", "leads_to", "focus"),
    [
        (
            "?theme=digital-ict&theme=modern-slavery&fy=2016-17",
            ".active-filters a >> nth=0",
            "?theme=modern-slavery&fy=2016-17",
            "Remove the filter Theme",
        ),
        (
            "?theme=digital-ict&fy=2016-17",
            ".active-filters a >> nth=1",
            "?theme=digital-ict",
            "Remove the filter Theme",
        ),
        ("?theme=digital-ict", ".active-filters a", "", "results"),
        ("", "thead a >> nth=0", "?sort=title", "Project ▲ , sort by this"),
        ("", ".pages a[rel=next]", "?page=2", "table-title"),
        ("?fy=2016-17", ".remove-all", "", "Remove all filters"),
        ("?theme=digital-ict", "#chart-years .bars a >> nth=0", "?theme=digital-ict&fy=2016-17", "2016-17"),
        ("?fy=2016-17", "#map svg a[aria-label^='Norfolk']", "?lead=norfolk&fy=2016-17", "Norfolk"),
        ("", "#facet-theme .exclude >> nth=0", "?not_theme=digital-ict", "theme-digital-ict"),
        ("", ".measure a >> nth=1", "?measure=projects", "Projects"),
        ("", "#chart-years .switch a >> nth=1", "?stack=theme", "By theme"),
        ("", "#map .switch a >> nth=1", "?basis=involved", "Involved in"),
        ("?q=zebra", "text=see all projects", "", "results"),
        ("?theme=no-such-theme", "text=see all projects", "", "results"),
    ],
    ids=[
        *[
            "first tag",
            "last tag",
            "only tag",
            "head of the table",
            "next page",
            "remove all",
            "row of a chart",
            "tile",
        ],
        *["left out", "measure", "stack", "basis", "no result", "invalid filter"],
    ],
)
def test_link_to_a_view_is_followed_in_place_and_the_focus_is_kept(page, page_problems, address, link, leads_to, focus):
    if "no-such-theme" in address:
        page_problems.expect("400")
    open_view(page, f"/projects/{address}")
    page.locator(link).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/projects/{leads_to}")
    settle(page)
    assert page.evaluate(FOCUS) == focus
    assert is_the_same_page(page)
    expect(page.locator("#results")).to_have_count(1)


def test_bar_adds_its_filter_in_place(page):
    open_view(page, "/projects/?theme=digital-ict")
    chart = page.locator("#chart-years")
    draw(chart)
    bar = chart.locator(".chart-figure .point path").first.bounding_box()
    page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] / 2)
    page.wait_for_url("**/projects/?theme=digital-ict&fy=2016-17")
    expect(page.locator("#fy-2016-17")).to_be_checked()
    assert is_the_same_page(page)
    # The figures that come with the view are drawn as those of a new page.
    draw(page.locator("#chart-regions"))


def test_entry_in_the_numbers_adds_its_filter_and_the_numbers_stay_unfolded(page):
    open_view(page, "/projects/")
    numbers = page.locator("#chart-regions-numbers")
    numbers.locator("summary").click()
    numbers.get_by_role("link", name="London").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/projects/?region=london")
    settle(page)
    expect(numbers.locator("table")).to_be_visible()
    assert page.evaluate(FOCUS) == "London"
    assert is_the_same_page(page)


@pytest.mark.parametrize(
    "link",
    [
        "table.list tbody th a",
        "table.list tbody td a",
        ".downloads a[href^='/partnerships/']",
        ".figure-facts a",
        ".site-head nav a",
    ],
)
def test_link_to_another_page_is_left_to_the_browser(page, link):
    open_view(page, "/projects/?fy=2016-17")
    page.locator(link).first.click()
    page.wait_for_function("() => !window.isTheSame")


@pytest.mark.parametrize("link", [".downloads a >> nth=0", ".figure-files a >> nth=0", ".figure-files a >> nth=1"])
def test_link_to_a_file_is_left_to_the_browser(page, link):
    open_view(page, "/projects/?fy=2016-17")
    with page.expect_download():
        page.locator(link).click()
    assert page.url.endswith("/projects/?fy=2016-17")
    assert page.evaluate(ASKED_IN_PLACE) == 0


def test_link_within_the_page_is_left_to_the_browser(page):
    open_view(page, "/projects/?fy=2016-17")
    page.locator(".downloads").get_by_role("link", name="map").click()
    page.wait_for_url("**/projects/?fy=2016-17#map")
    assert is_the_same_page(page)
    assert page.evaluate(ASKED_IN_PLACE) == 0


def test_link_that_is_opened_in_another_tab_is(page):
    open_view(page, "/projects/?fy=2016-17")
    with page.context.expect_page() as opened:
        page.locator(".active-filters a").click(modifiers=["ControlOrMeta"])
    opened.value.wait_for_url("**/projects/")
    assert page.url.endswith("/projects/?fy=2016-17")


# Typing


def test_search_is_applied_when_typing_pauses(page):
    open_view(page, "/projects/")
    page.get_by_label("Search", exact=True).press_sequentially("foren", delay=30)
    assert page.url.endswith("/projects/")
    page.wait_for_url("**/projects/?q=foren")
    expect(page.locator("h1")).to_have_text("Projects matching “foren”")
    page.get_by_label("Search", exact=True).press_sequentially("sic", delay=30)
    page.wait_for_url("**/projects/?q=forensic")
    assert page.evaluate(FOCUS) == "filter-q"
    assert is_the_same_page(page)
    # However many pauses, it is one search: going back leads to what was there before it.
    page.go_back()
    page.wait_for_url("**/projects/")
    expect(page.get_by_label("Search", exact=True)).to_have_value("")
    expect(page.locator("h1")).to_have_text("Projects")


def test_keys_typed_while_an_answer_comes_are_kept(page):
    page.route("**/projects/?*q=foren&*", in_place_only(late(1)))
    open_view(page, "/projects/")
    search = page.get_by_label("Search", exact=True)
    with page.expect_request("**/projects/?*q=foren&*"):
        search.fill("foren")
    search.press_sequentially("sic", delay=50)
    page.wait_for_url("**/projects/?q=forensic")
    expect(page.locator("h1")).to_have_text("Projects matching “forensic”")
    assert search.input_value() == "forensic"


def test_forces_are_found_as_one_types_without_asking_the_server(page):
    open_view(page, "/projects/")
    page.locator("#facet-lead > summary").click()
    finder = page.get_by_label("Find a force in “Led by”")
    finder.press_sequentially("nor", delay=30)
    values = page.locator("#facet-lead li:visible")
    expect(values).to_have_count(2)  # Norfolk and Northumbria lead something
    page.wait_for_timeout(600)
    assert page.evaluate(ASKED_IN_PLACE) == 0
    # What is found stays found when a filter is applied, and is no part of the address.
    page.locator("#lead-norfolk").check()
    page.wait_for_url("**/projects/?lead=norfolk")
    expect(values).to_have_count(2)
    expect(finder).to_have_value("nor")
    for text in ("NÓR", "“nor”", "  nor-"):
        finder.fill(text)
        expect(values).to_have_count(2)
    finder.fill("")
    assert values.count() > 15
    finder.fill("nobody")
    expect(page.locator("#none-lead")).to_be_visible()
    expect(values).to_have_count(1)  # what is chosen


def test_forces_found_by_the_server_can_be_found_anew(page):
    open_view(page, "/projects/?find_force=north")
    values = page.locator("#facet-force li:visible")
    expect(values).to_have_count(4)
    page.get_by_label("Find a force in “Led or partnered by”").fill("norfolk")
    page.wait_for_url("**/projects/")
    expect(values).to_have_count(1)
    expect(values).to_contain_text("Norfolk Constabulary")
    assert is_the_same_page(page)


# Requests that cross, fail, or come too late


def test_slow_earlier_answer_never_replaces_a_later_one(page):
    earlier = []
    page.route("**/projects/?*", in_place_only(earlier.append), times=1)
    open_view(page, "/projects/")
    page.locator("#theme-digital-ict").check()
    page.locator("#region-london").check()
    page.wait_for_url("**/projects/?theme=digital-ict&region=london")
    earlier[0].continue_()
    page.wait_for_timeout(500)
    assert page.url.endswith("/projects/?theme=digital-ict&region=london")
    assert page.inner_text("h1") == "Projects led in London, about Digital and ICT"
    assert page.locator("#facets :checked").evaluate_all("boxes => boxes.map((box) => box.id)") == [
        "theme-digital-ict",
        "region-london",
    ]
    assert page.locator(".htmx-request").count() == 0
    page.go_back()
    page.wait_for_url("**/projects/")


def test_reader_who_leaves_while_an_answer_comes_is_not_called_back(page):
    page.route("**/projects/?*", in_place_only(late(1)))
    open_view(page, "/projects/")
    with page.expect_request("**/projects/?*"):
        page.locator("#theme-digital-ict").check()
    page.get_by_role("link", name="About", exact=True).click()
    page.wait_for_url("**/about/")
    page.wait_for_timeout(1500)
    assert page.url.endswith("/about/")


@pytest.mark.parametrize(
    ("failing", "problems"),
    [
        (lambda route: route.fulfill(status=500), ["status of 500", "status 500", "Response Status Error Code 500"]),
        (lambda route: route.fulfill(status=404), ["status of 404", "status 404", "Response Status Error Code 404"]),
        (
            lambda route: route.abort("connectionfailed"),
            ["net::ERR_", "htmx:afterRequest", "htmx:sendError"],
        ),
    ],
    ids=["error of the server", "not found", "no connection"],
)
@pytest.mark.parametrize("by", ["box", "link"])
def test_view_that_cannot_come_in_place_comes_as_a_page(page, page_problems, failing, problems, by):
    for problem in problems:
        page_problems.expect(problem)
    open_view(page, "/projects/?fy=2016-17")
    page.route("**/projects/?*", in_place_only(failing))
    if by == "box":
        page.locator("#theme-digital-ict").check()
        page.wait_for_url("**/projects/?theme=digital-ict&fy=2016-17")
    else:
        page.locator("thead a").first.click()
        page.wait_for_url("**/projects/?fy=2016-17&sort=title")
    assert not is_the_same_page(page)
    expect(page.locator(".results .say")).to_be_visible()


def test_without_htmx_the_page_is_loaded_anew(page, page_problems):
    page_problems.expect("net::ERR_FAILED")
    page.route("**/htmx/**", lambda route: route.abort("failed"))
    open_view(page, "/projects/?fy=2016-17")
    page.locator("#theme-digital-ict").check()
    page.wait_for_url("**/projects/?theme=digital-ict&fy=2016-17")
    assert not is_the_same_page(page)
    page.locator(".active-filters a").first.click()
    page.wait_for_url("**/projects/?fy=2016-17")


# History


def test_back_and_forward_restore_view_and_form_with_links_within_the_page_between(page):
    open_view(page, "/projects/")
    page.locator("#theme-digital-ict").check()
    page.wait_for_url("**/projects/?theme=digital-ict")
    page.locator(".downloads").get_by_role("link", name="map").click()
    page.wait_for_url("**#map")
    page.evaluate("history.go(-2)")
    expect(page.locator("h1")).to_have_text("Projects")
    expect(page.locator("#theme-digital-ict")).not_to_be_checked()
    page.evaluate("history.go(2)")
    page.wait_for_url("**/projects/?theme=digital-ict#map")
    expect(page.locator("h1")).to_have_text("Projects about Digital and ICT")
    expect(page.locator("#theme-digital-ict")).to_be_checked()
    # And the form works as before, once.
    with page.expect_request("**/projects/?*region=london*"):
        page.locator("#region-london").check()
    page.wait_for_url("**/projects/?theme=digital-ict&region=london")


def test_same_view_is_no_second_entry(page):
    open_view(page, "/projects/?theme=digital-ict")
    length = page.evaluate("history.length")
    page.locator(".measure a").first.click()  # what is shown already
    page.wait_for_function(f"() => ({ASKED_IN_PLACE})() === 1")
    settle(page)
    assert page.evaluate("history.length") == length


# Staying in place


def test_what_is_folded_and_unfolded_stays_so(page):
    open_view(page, "/projects/")
    page.locator("#facet-lead > summary").click()
    page.locator("#facet-region > summary").click()
    page.locator("#more-theme > summary").click()
    page.locator("#theme-digital-ict").check()
    page.wait_for_url("**/projects/?theme=digital-ict")
    settle(page)
    state = {
        name: page.locator(f"#{name}").evaluate("details => details.open")
        for name in ["facet-lead", "facet-region", "more-theme", "facet-fy", "facet-kind"]
    }
    assert state == {
        "facet-lead": True,
        "facet-region": False,
        "more-theme": True,
        "facet-fy": True,
        "facet-kind": False,
    }


def test_box_stays_under_the_pointer_while_the_facets_above_it_change(page):
    open_view(page, "/projects/")
    box = page.locator("#fy-2016-17")
    box.scroll_into_view_if_needed()
    before = box.evaluate(TOP)
    box.check()
    page.wait_for_url("**/projects/?fy=2016-17")
    settle(page)
    assert box.evaluate(TOP) == pytest.approx(before, abs=1)
    assert page.evaluate("scrollY") > 0


def test_several_boxes_are_ticked_on_a_phone_without_opening_the_filter_again(make_page):
    page = make_page(viewport={"width": 375, "height": 700}, has_touch=True, is_mobile=True)
    open_view(page, "/projects/")
    page.locator(".filter-box > summary").tap()
    for number, box in enumerate(["#theme-digital-ict", "#theme-modern-slavery", "#fy-not-published"], start=1):
        one = page.locator(box)
        one.scroll_into_view_if_needed()
        before = one.evaluate(TOP)
        one.tap()
        expect(page.locator(".filter-box > summary")).to_have_text(f"Filter ({number} on)")
        settle(page)
        assert one.evaluate(TOP) == pytest.approx(before, abs=1)
        expect(one).to_be_checked()
    # The button below the boxes leads to what they have found.
    page.get_by_role("button", name="Show projects").tap()
    expect(page.locator("#results")).to_be_focused()
    expect(page.locator(".results .say")).to_be_in_viewport()
    assert is_the_same_page(page)


def test_nothing_moves_when_the_charts_of_a_new_view_are_drawn(page):
    open_view(page, "/projects/")
    draw(page.locator("#chart-years"))
    page.locator("#theme-digital-ict").check()
    page.wait_for_url("**/projects/?theme=digital-ict")
    settle(page)
    positions = """() => [...document.querySelectorAll("#results :is(h2, table, summary)")]
        .map((element) => Math.round(element.getBoundingClientRect().top + scrollY))"""
    before = page.evaluate(positions)
    for chart in ["years", "regions", "themes", "leads", "sizes"]:
        draw(page.locator(f"#chart-{chart}"))
    assert page.evaluate(positions) == before


def test_next_page_of_the_table_begins_at_its_top(page):
    open_view(page, "/projects/")
    page.get_by_role("link", name="Next").click()
    page.wait_for_url("**/projects/?page=2")
    expect(page.get_by_role("heading", name="The projects")).to_be_in_viewport()
    expect(page.locator("table.list tbody tr").first).to_be_in_viewport()


def test_what_is_shown_is_announced_once(page):
    open_view(page, "/projects/")
    page.evaluate("""() => {
        window.said = [];
        const status = document.getElementById("announcement");
        new MutationObserver(() => said.push(status.textContent.split(":")[0])).observe(status, {childList: true, characterData: true, subtree: true});
    }""")
    page.locator("#theme-digital-ict").check()
    page.wait_for_url("**/projects/?theme=digital-ict")
    page.locator("thead a").first.click()
    page.wait_for_url("**sort=title")
    page.get_by_role("link", name="Remove the filter Theme").click()
    page.wait_for_url("**/projects/?sort=title")
    page.wait_for_function("() => said.length > 1")
    assert page.evaluate("said") == ["8 projects about Digital and ICT", "52 projects"]
