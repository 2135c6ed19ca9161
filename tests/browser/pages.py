"""The pages that browser tests visit: at least one of each type, and each state that looks different."""

from playwright.sync_api import Locator, Page, expect

WITH_CHARTS = {
    "home": "/",
    "projects": "/projects/",
    "projects, filtered and sorted": "/projects/?theme=digital-ict&sort=title",
    "projects, last page": "/projects/?page=3",
    "projects, much filtered": "/projects/?q=police&not_theme=cyber-crime&theme=digital-ict&region=london&region=east-midlands&measure=projects&stack=theme&basis=involved",
    "projects, searched with a slip": "/projects/?q=forensic+biometrcs",
    "projects, one": "/projects/?theme=digital-ict&region=east-midlands&fy=2017-18",
    "projects, force found": "/projects/?lead=norfolk&find_force=nor&with=suffolk",
    "project": "/projects/police-now-expansion/",
    "project where sources disagree": "/projects/norfolk-csa-action-plan-network/",
    "rounds": "/rounds/",
    "round": "/rounds/2016-17-round-1/",
    "round without an amount": "/rounds/2018-19-national-programmes/",
    "round not announced as a whole": "/rounds/2016-17-commissioned/",
    "regions": "/regions/",
    "region": "/regions/east-of-england/",
    "forces": "/forces/",
    "force": "/forces/norfolk/",
    "national body": "/forces/college-of-policing/",
    "themes": "/themes/",
    "theme": "/themes/digital-ict/",
    "comparison of forces": "/compare/?force=norfolk&force=hertfordshire",
    "comparison of regions": "/compare/?region=east-of-england&region=london&region=national-bodies&region=not-stated",
}
WITHOUT_CHARTS = {
    "projects, no result": "/projects/?q=zebra",
    "projects, no result, filtered": "/projects/?q=zebra&theme=digital-ict&not_region=wales&fy=2016-17&amount_min=5",
    "projects, invalid filter": "/projects/?theme=no-such-theme",
    "projects, invalid amounts": "/projects/?amount_min=lots&amount_max=more&fy=2016-17",
    "project without an amount": "/projects/london-online-hate-crime-hub/",
    "force that is in no project": "/forces/cumbria/",
    "partnerships": "/partnerships/",
    "partnerships, filtered": "/partnerships/?force=norfolk",
    "partnerships, invalid filter": "/partnerships/?theme=no-such-theme",
    "compare": "/compare/",
    "compare, invalid choice": "/compare/?theme=no-such-theme&theme=digital-ict",
    "data": "/data/",
    "about": "/about/",
    "releases": "/releases/",
    "changes of a release": "/releases/1/changes/",
    "project in a release": "/releases/1/projects/london-online-hate-crime-hub/",
}
REFUSED = [address for name, address in WITHOUT_CHARTS.items() if "invalid" in name]
"""Those that say what of their address could not be read."""

GALLERY = {"gallery of all pieces": "/gallery/"}
PAGES = WITH_CHARTS | WITHOUT_CHARTS | GALLERY
NOT_FOUND = "/no-such-page/"


def status_of(address: str) -> int:
    """With which status the page answers. One that is not 200 is a message on the browser's console, which tests expect."""
    return 404 if address == NOT_FOUND else 400 if address in REFUSED else 200


def draw(chart: Locator) -> None:
    """Scroll to a chart, and wait until Plotly has drawn it."""
    chart.scroll_into_view_if_needed()
    expect(chart.locator(".chart-box")).to_contain_class("is-drawn")


def draw_all(page: Page) -> int:
    """Draw every chart of the page, from its top down, and go back there; how many there are."""
    charts = page.locator("figure.bars-figure:has([data-chart])").all()
    for chart in charts:
        draw(chart)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    return len(charts)
