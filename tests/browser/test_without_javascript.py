"""With JavaScript off, pages have all that they have with it. (What the explorer does without it is in test_explorer.py.)"""

import pytest

from tests.browser.pages import WITH_CHARTS, draw_all


@pytest.mark.parametrize("address", WITH_CHARTS.values(), ids=WITH_CHARTS)
def test_charts_are_drawn_by_the_server(page_without_javascript, address):
    page = page_without_javascript
    page.goto(address)
    charts = page.locator("figure.bars-figure:has([data-chart])").all()
    assert charts != []
    for chart in charts:
        bars = chart.locator(".bars .bar rect").all()
        assert bars != []
        for bar in bars:
            assert bar.is_visible()
        assert chart.locator(".chart-figure").inner_html() == ""
        table = chart.locator("details table")
        assert not table.is_visible()
        chart.get_by_text("The numbers").click()
        assert table.is_visible()
        assert table.locator("tbody tr").count() == chart.locator(".bars tr").count()


def test_bar_leads_to_its_projects(page_without_javascript):
    page = page_without_javascript
    page.goto("/projects/?theme=digital-ict")
    bar = page.locator("#chart-years .bars .bar rect").first
    bar.scroll_into_view_if_needed()
    place = bar.bounding_box()
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_url("**/projects/?theme=digital-ict&fy=2016-17")


def test_files_of_a_figure_need_no_javascript(page_without_javascript):
    page = page_without_javascript
    page.goto("/forces/")
    figure = page.locator("#map")
    assert not figure.locator("[data-png]").is_visible()
    for kind, start in [("CSV", b"\xef\xbb\xbfid,label,on_map,"), ("SVG", b"<?xml ")]:
        with page.expect_download() as download:
            figure.locator(".figure-files").get_by_role("link", name=kind).first.click()
        assert download.value.path().read_bytes().startswith(start)
        assert download.value.suggested_filename == f"police-transformation-fund-forces-map.{kind.lower()}"


def test_text_of_a_page_is_the_same_with_javascript(page, page_without_javascript):
    for address in ["/", "/projects/?theme=digital-ict", "/rounds/2016-17-round-1/", "/forces/norfolk/"]:
        page.goto(address)
        draw_all(page)
        page_without_javascript.goto(address)
        assert len(page_without_javascript.inner_text("main")) > 1000
        # The figure says nothing to those who cannot see it: its rows, with their words, are below it.
        assert page.locator(".chart-figure:not([aria-hidden=true])").count() == 0
        without_figures = """() => {
            document.querySelectorAll(".chart-figure").forEach((figure) => figure.replaceChildren());
            document.querySelectorAll("[data-png]").forEach((button) => button.closest("li").remove());
            return document.querySelector("main").innerText;
        }"""
        assert page.evaluate(without_figures).split() == page_without_javascript.inner_text("main").split()


def test_things_to_compare_are_chosen_from_lists(page_without_javascript):
    page = page_without_javascript
    page.goto("/forces/")
    page.get_by_role("link", name="Compare forces side by side").click()
    page.get_by_role("link", name="Regions", exact=True).last.click()
    page.get_by_label("Region 1").select_option("London")
    page.get_by_label("Region 2").select_option("National bodies")
    page.get_by_role("button", name="Compare").click()
    assert page.url.endswith("/compare/?region=london&region=national-bodies")
    assert page.locator("h1").inner_text() == "London and national bodies compared"
    assert page.get_by_label("Region 2").input_value() == "national-bodies"
