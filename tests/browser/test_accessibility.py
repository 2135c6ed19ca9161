"""axe-core finds nothing that breaks WCAG 2.2 AA, on any type of page, light and dark, narrow and wide."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.pages import NOT_FOUND, PAGES, draw_all, status_of

# The rules of WCAG 2.2 AA and all before it. Asked for violations only, axe is quicker.
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


def violations(page):
    """What breaks a rule: the rule, and where."""
    result = Axe().run(page, options=OPTIONS)
    return [
        f"{rule['id']}: {node['target'][0]} {node['any'][0]['message'] if node['any'] else node['failureSummary']}"
        for rule in result.response["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("address", [*PAGES.values(), NOT_FOUND], ids=[*PAGES, "not found"])
def test_page_breaks_no_rule(page, page_problems, address):
    if status_of(address) != 200:
        page_problems.expect(str(status_of(address)))
    page.goto(address)
    draw_all(page)
    page.locator("details").evaluate_all("all => all.forEach((details) => { details.open = true; })")
    found = {}
    for width in [1280, 375]:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme in ["light", "dark"]:
            page.emulate_media(color_scheme=scheme)
            found[width, scheme] = violations(page)
    assert found == {(1280, "light"): [], (1280, "dark"): [], (375, "light"): [], (375, "dark"): []}


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        ("document.querySelector('label').remove()", "label"),
        ("document.documentElement.style.setProperty('--soft', '#bbb')", "color-contrast"),
        (
            "document.querySelectorAll('.site-head ul, .site-head li a').forEach((all) => { all.style.font = '4px/1 serif'; all.style.gap = all.style.padding = 0; })",
            "target-size",
        ),
    ],
    ids=["label", "contrast", "target size"],
)
def test_broken_rule_is_noticed(page, damage, rule):
    page.goto("/")
    assert violations(page) == []
    page.evaluate(f"() => {{ {damage} }}")
    assert rule in {violation.split(":")[0] for violation in violations(page)}
