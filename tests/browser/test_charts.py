"""Plotly draws over the server's bars when a chart comes near, and leaves everything else where it was."""

import base64

import pytest
from playwright.sync_api import expect

from tests.browser.pages import draw, draw_all
from tests.checks.drawings import read_svg

LAYOUT_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value)))
        .observe({type: "layout-shift", buffered: true});
"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
FILLS = "paths => [...new Set(paths.map((path) => getComputedStyle(path).fill))]"


def bars(chart, series):
    """The bars that Plotly drew for a series of a chart, in the order of its rows; one without an amount is there, with no width."""
    return chart.locator(f".chart-figure .barlayer .trace:nth-child({series}) .point path")


def widths(locator):
    return locator.evaluate_all("elements => elements.map((element) => element.getBoundingClientRect().width)")


def test_bars_are_as_long_as_their_amounts(page):
    page.goto("/rounds/")
    chart = page.locator("#chart-announced")
    draw(chart)
    announced, itemised = widths(bars(chart, 1)), widths(bars(chart, 2))
    pixels_for_a_million = announced[7] / 70
    assert announced[7] > 300
    # £23m, £26m, nothing, nothing, £52m, £60m, nothing, £70m, £42.7m, nothing, nothing
    assert announced == pytest.approx(
        [pixels_for_a_million * millions for millions in [23, 26, 0, 0, 52, 60, 0, 70, 42.7, 0, 0]], abs=1.5
    )
    assert itemised[0] == pytest.approx(pixels_for_a_million * 17.33, abs=1.5)
    assert itemised[8] == pytest.approx(pixels_for_a_million * 34.85, abs=1.5)
    assert itemised[7] == 0  # the national programmes: nothing is itemised


def test_figure_has_a_bar_for_each_amount_where_the_server_drew_it(page):
    page.goto("/")
    assert draw_all(page) == 4
    places = "elements => elements.map((element) => element.getBoundingClientRect()).filter(({width}) => width > 0).map(({left, top, width, height}) => [left, top + height / 2, width])"
    for slug, amounts in [("years", 12), ("regions", 11), ("announced", 11), ("themes", 19)]:
        chart = page.locator(f"#chart-{slug}")
        by_server = chart.locator(".bars rect").evaluate_all(places)
        by_plotly = chart.locator(".chart-figure .barlayer .point path").evaluate_all(places)
        assert len(by_server) == amounts
        assert len(by_plotly) == amounts
        for place in by_server:
            assert any(place == pytest.approx(other, abs=2) for other in by_plotly), (slug, place, by_plotly)


def test_server_drawn_bars_give_way_to_the_figure(page):
    page.goto("/regions/")
    chart = page.locator("#chart-regions")
    draw(chart)
    for bar in chart.locator(".bars .bar svg").all():
        expect(bar).to_be_hidden()
    # The words and links of the rows stay.
    assert chart.locator(".bars a").first.is_visible()
    assert chart.locator(".bars .value").first.inner_text() == "about £44m"


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_when_charts_are_drawn(make_page, width):
    page = make_page(viewport={"width": width, "height": 800})
    page.add_init_script(LAYOUT_SHIFTS)
    positions = "() => [...document.querySelectorAll('h2, table, summary')].map((element) => Math.round(element.getBoundingClientRect().top + scrollY))"
    page.goto("/")
    before = page.evaluate(positions)
    draw_all(page)
    assert page.evaluate(positions) == before
    assert sum(page.evaluate("shifts")) < 0.01


def test_layout_shift_would_be_noticed(page):
    page.add_init_script(LAYOUT_SHIFTS)
    page.goto("/")
    page.evaluate(TWO_FRAMES)  # what comes before the first paint moves nothing
    page.evaluate(
        "document.querySelector('main').prepend(Object.assign(document.createElement('h2'), {innerText: 'late'}))"
    )
    for _ in range(100):
        page.evaluate(TWO_FRAMES)
        if sum(page.evaluate("shifts")) > 0.01:
            return
    pytest.fail("the page moved, and no layout shift was noticed")


def test_plotly_is_not_requested_before_a_chart_is_near(make_page):
    page = make_page(viewport={"width": 375, "height": 320})
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("/projects/norfolk-csa-action-plan-network/", wait_until="networkidle")
    assert page.locator("#chart-years").bounding_box()["y"] > 320 + 400
    assert any("charts.js" in url for url in requests)
    assert not any("plotly" in url for url in requests)
    draw(page.locator("#chart-years"))
    assert sum("plotly" in url for url in requests) == 1


def test_bars_that_the_server_drew_stay_where_plotly_cannot_be_loaded(page, page_problems):
    page_problems.expect("Plotly could not be loaded")
    page_problems.expect("plotly.min.js")
    page_problems.expect("net::ERR_FAILED")
    page.route("**/plotly/**", lambda route: route.abort("failed"))
    with page.context.expect_event("weberror"):
        page.goto("/regions/")
    chart = page.locator("#chart-regions")
    chart.scroll_into_view_if_needed()
    for bar in chart.locator(".bars .bar rect").all():
        assert bar.is_visible()
    assert chart.locator(".chart-figure svg").count() == 0
    chart.get_by_text("The numbers").click()
    expect(chart.locator("details table")).to_be_visible()
    chart.get_by_role("link", name="London").first.click()
    page.wait_for_url("**/projects/?region=london")
    assert page.inner_text("h1") == "Projects led in London"


def test_colours_are_those_of_the_colour_scheme(page):
    page.goto("/themes/")
    chart = page.locator("#chart-themes")
    draw(chart)
    bar = bars(chart, 1)
    assert bar.evaluate_all(FILLS) == ["rgb(18, 67, 109)"]  # #12436d
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.chart-figure .point path')).fill !== 'rgb(18, 67, 109)'"
    )
    assert bar.evaluate_all(FILLS) == ["rgb(110, 166, 217)"]  # #6ea6d9
    assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--series-1')") == "#6ea6d9"
    page.emulate_media(color_scheme="light")
    page.wait_for_function(
        "() => getComputedStyle(document.querySelector('.chart-figure .point path')).fill === 'rgb(18, 67, 109)'"
    )


def test_what_is_not_known_is_hatched(page):
    page.goto("/regions/")
    chart = page.locator("#chart-regions")
    draw(chart)
    fills = bars(chart, 1).evaluate_all("paths => paths.map((path) => getComputedStyle(path).fill)")
    assert page.locator("#chart-regions .bars th").last.inner_text() == "Lead not stated"
    assert fills[-1].startswith("url(")
    assert set(fills[:-1]) == {"rgb(18, 67, 109)"}


def test_bar_says_its_amount_and_leads_to_its_projects(page):
    page.goto("/projects/?theme=digital-ict")
    chart = page.locator("#chart-years")
    draw(chart)
    first = bars(chart, 1).first.bounding_box()
    page.mouse.move(first["x"] + first["width"] / 2, first["y"] + first["height"] / 2)
    expect(chart.locator(".hoverlayer .hovertext")).to_have_text(
        "2016-17, 2016-17 first round of bids: about £3,724,000"
    )
    page.mouse.click(first["x"] + first["width"] / 2, first["y"] + first["height"] / 2)
    page.wait_for_url("**/projects/?theme=digital-ict&fy=2016-17")
    assert page.inner_text("h1") == "Projects about Digital and ICT, with money in 2016-17"


def test_numbers_of_a_chart_are_in_a_table_below_it(page):
    page.goto("/rounds/2016-17-round-1/")
    chart = page.locator("#chart-leads")
    draw(chart)
    table = chart.locator("details table")
    expect(table).to_be_hidden()
    chart.get_by_text("The numbers").click()
    expect(table).to_be_visible()
    rows = table.locator("tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText))"
    )
    assert len(rows) == 7
    assert rows[0] == ["Norfolk Constabulary", "about £6,133,000", "3", "0"]
    amounts = [float(row[1].split("£")[1].replace(",", "")) for row in rows]
    assert sum(amounts) == 17_330_000
    lengths = widths(bars(chart, 1))
    assert [length / lengths[0] for length in lengths] == pytest.approx(
        [amount / amounts[0] for amount in amounts], abs=0.01
    )


def test_figure_follows_the_width_of_the_page(page):
    page.goto("/regions/")
    chart = page.locator("#chart-regions")
    draw(chart)
    wide = widths(bars(chart, 1))[0]
    page.set_viewport_size({"width": 375, "height": 800})
    page.wait_for_function(
        f"() => document.querySelector('.chart-figure .point path').getBoundingClientRect().width < {wide} - 20"
    )
    by_server = widths(chart.locator(".bars rect"))
    assert [width for width in widths(bars(chart, 1)) if width] == pytest.approx(by_server, abs=1.5)


# Files of figures


@pytest.mark.parametrize(
    ("address", "figure", "name"),
    [
        ("/regions/", "#chart-regions", "police-transformation-fund-regions-regions.png"),
        (
            "/projects/?theme=digital-ict",
            "#chart-years",
            "police-transformation-fund-projects-theme-digital-ict-years.png",
        ),
        ("/forces/?basis=involved", "#map", "police-transformation-fund-forces-basis-involved-map.png"),
    ],
)
def test_png_is_painted_from_the_drawing_of_the_server(page, address, figure, name):
    page.goto(address)
    button = page.locator(f"{figure} [data-png]")
    drawing = read_svg(page.request.get(button.evaluate("one => new URL(one.dataset.png, location).href")).body())
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename == name
    image = download.value.path().read_bytes()
    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    # Its size stands at the beginning of the file; the drawing is painted twice as large.
    size = (int.from_bytes(image[16:20]), int.from_bytes(image[20:24]))
    assert size == (1600, 2 * int(drawing.get("height")))
    assert len(image) > 20_000  # not an empty sheet


def test_png_has_the_colours_of_the_drawing(page):
    page.goto("/regions/")
    with page.expect_download() as download:
        page.locator("#chart-regions [data-png]").click()
    encoded = base64.b64encode(download.value.path().read_bytes()).decode()
    colours = page.evaluate(
        """async (encoded) => {
            const image = new Image();
            image.src = `data:image/png;base64,${encoded}`;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
            canvas.drawImage(image, 0, 0);
            const { data } = canvas.getImageData(0, 0, image.width, image.height);
            const found = {};
            for (let at = 0; at < data.length; at += 4) {
                const colour = data.slice(at, at + 4).join();
                found[colour] = (found[colour] ?? 0) + 1;
            }
            return found;
        }""",
        encoded,
    )
    assert colours["18,67,109,255"] > 10_000  # the bars
    assert colours["255,255,255,255"] > sum(colours.values()) / 2  # the sheet


def test_png_can_be_had_by_keyboard(page):
    page.goto("/regions/")
    page.locator("#chart-regions [data-png]").focus()
    with page.expect_download():
        page.keyboard.press("Enter")


# Figures that come later


def test_figure_that_comes_later_is_drawn_and_one_that_goes_is_let_go(page):
    page.goto("/regions/")
    draw(page.locator("#chart-regions"))
    page.evaluate(
        """async () => {
            const other = new DOMParser().parseFromString(await (await fetch("/themes/")).text(), "text/html");
            const old = document.querySelector("#chart-regions");
            window.let_go = old.querySelector(".chart-figure");
            const figure = document.adoptNode(other.querySelector("#chart-themes"));
            old.replaceWith(figure);
            figure.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true, detail: { elt: figure } }));
        }"""
    )
    chart = page.locator("#chart-themes")
    draw(chart)
    assert len(widths(bars(chart, 1))) == 20
    assert chart.locator("[data-png]").is_visible()
    assert page.evaluate("[...let_go.children].length + (let_go._fullLayout ? 1 : 0)") == 0


def test_events_for_what_is_drawn_already_change_nothing(page):
    page.goto("/regions/")
    chart = page.locator("#chart-regions")
    draw(chart)
    before = chart.locator(".chart-figure").inner_html()
    page.evaluate(
        "document.body.dispatchEvent(new CustomEvent('htmx:load', {bubbles: true, detail: {elt: document.body}}))"
    )
    page.wait_for_timeout(300)
    assert chart.locator(".chart-figure").inner_html() == before


def test_bar_leads_by_the_link_of_its_row(page):
    page.goto("/regions/")
    chart = page.locator("#chart-regions")
    draw(chart)
    page.evaluate(
        """document.addEventListener("click", (event) => {
            const link = event.target.closest(".bars a");
            if (link) { event.preventDefault(); window.followed = link.getAttribute("href"); }
        })"""
    )
    second = bars(chart, 1).nth(1).bounding_box()
    page.mouse.click(second["x"] + second["width"] / 2, second["y"] + second["height"] / 2)
    page.wait_for_function("() => window.followed")
    assert page.evaluate("followed") == chart.locator(".bars tr").nth(1).locator("a").get_attribute("href")
    assert page.url.endswith("/regions/")


# On paper


def test_paper_has_the_light_colours(make_page):
    page = make_page(color_scheme="dark")
    page.goto("/regions/")
    draw(page.locator("#chart-regions"))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
    rects = page.locator("#chart-regions .bars rect")
    assert rects.first.evaluate("one => getComputedStyle(one).fill") == "rgb(18, 67, 109)"
    assert rects.first.is_visible()
    assert not page.locator("#chart-regions .figure-files").is_visible()
