"""Every type of page loads in a browser with nothing on the console, under the Content Security Policy."""

import pytest

from tests.browser.pages import GALLERY, NOT_FOUND, PAGES, WITH_CHARTS, WITHOUT_CHARTS, draw_all, status_of


@pytest.mark.parametrize("address", [*WITH_CHARTS.values(), *GALLERY.values()], ids=[*WITH_CHARTS, *GALLERY])
def test_page_with_charts_draws_them_and_says_nothing_on_the_console(page, address):
    response = page.goto(address)
    assert response.status == 200
    assert "default-src 'none'" in response.header_value("content-security-policy")
    assert page.locator("h1").count() == 1
    assert draw_all(page) >= 1


@pytest.mark.parametrize("address", WITHOUT_CHARTS.values(), ids=WITHOUT_CHARTS)
def test_page_without_charts_does_without_plotly_and_says_nothing_on_the_console(page, page_problems, address):
    if status_of(address) != 200:
        page_problems.expect(str(status_of(address)))
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    response = page.goto(address, wait_until="networkidle")
    assert response.status == status_of(address)
    assert "default-src 'none'" in response.header_value("content-security-policy")
    assert page.locator("h1").count() == 1
    assert any("css/base" in url for url in requests)
    assert not any("plotly" in url for url in requests)


def test_page_that_does_not_exist_is_in_the_design_of_the_site(page, page_problems):
    page_problems.expect("404")  # the answer, and what the browser itself says of it on the console
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    response = page.goto(NOT_FOUND, wait_until="networkidle")
    assert response.status == 404
    assert "default-src 'none'" in response.header_value("content-security-policy")
    assert page.inner_text("h1") == "There is no such page"
    assert page.get_by_role("navigation", name="Main").is_visible()
    assert any("css/base" in url for url in requests)
    assert not any("plotly" in url for url in requests)


def test_titles_say_what_each_page_shows(page_without_javascript, page_problems):
    page_problems.expect("400")
    titles = set()
    for address in PAGES.values():
        page_without_javascript.goto(address)
        titles.add(page_without_javascript.title().removesuffix(" – Police Transformation Fund explorer"))
    # What could not be read is said in the page, not in its title; a copy in a release has the title of its page.
    assert len(titles) == len(PAGES) - 2
    assert titles >= {
        "Where did the Police Transformation Fund go?",
        "Projects about Digital and ICT",
        "Projects matching “zebra”",
        "Projects: a filter that could not be read",
        "Projects, page 3",
    }
