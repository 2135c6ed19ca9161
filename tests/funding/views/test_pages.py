"""Every page with the real fund: it opens, says what it is, and says the right figures."""

import re
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.urls import reverse

from forces.models import Force, Region
from funding.downloads.datasets import TABLES
from funding.filters.view import View
from funding.models import Release, Round
from funding.releases.reading import reading
from projects.models import Project, Theme
from tests.checks.public_site import (
    DOWNLOADS,
    FEEDS,
    LISTS,
    body_of,
    first,
    other_addresses,
    rows_of,
    words_of,
)

pytestmark = pytest.mark.usefixtures("real_fund")

FUND = Decimal(218_980_084)

# One of each page type, and of each state that a page can be in
PAGES = [
    "/",
    "/projects/",
    "/projects/?page=2",
    "/projects/?theme=digital-ict&sort=title",
    "/projects/?q=zebra",
    "/projects/?theme=nope",
    "/projects/police-now-expansion/",
    "/projects/london-online-hate-crime-hub/",
    "/rounds/",
    "/rounds/2016-17-round-1/",
    "/rounds/2016-17-commissioned/",
    "/rounds/2018-19-national-programmes/",
    "/regions/",
    "/regions/east-midlands/",
    "/forces/",
    "/forces/norfolk/",
    "/forces/cumbria/",
    "/forces/college-of-policing/",
    "/themes/",
    "/themes/digital-ict/",
    "/partnerships/",
    "/partnerships/?theme=digital-ict&sort=amount",
    "/partnerships/?theme=forensics",
    "/partnerships/?theme=nope",
    "/compare/",
    "/compare/?kind=theme",
    "/compare/?force=norfolk",
    "/compare/?force=norfolk&force=kent",
    "/compare/?region=wales&region=london&region=national-bodies&region=not-stated",
    "/compare/?round=2016-17-round-1&round=2018-20-bids&round=2018-19-national-programmes",
    "/compare/?theme=digital-ict&theme=wellbeing",
    "/compare/?force=norfolk&theme=digital-ict",
    "/data/",
    "/about/",
]


# Every page


@pytest.mark.no_cover
def test_every_page_opens_with_one_heading_and_words_of_its_own(visited):
    titles, descriptions = {}, {}
    assert len(visited) == 11 + 11 + 52 + 20 + 10 + 52
    for address, response in visited.items():
        body = body_of(response)
        assert response.status_code == 200, address
        assert body.count("<h1") == 1, address
        assert '<html lang="en-GB">' in body, address
        assert f'<link rel="canonical" href="http://testserver{address}">' in body, address
        assert f'<meta property="og:url" content="http://testserver{address}">' in body, address
        title = first("<title>(.*?)</title>", response)
        description = first(r'<meta name="description" content="([^"]*)"', response)
        assert title.removesuffix(" – Police Transformation Fund explorer") == first(
            r'<meta property="og:title" content="([^"]*)"', response
        )
        assert description == first(r'<meta property="og:description" content="([^"]*)"', response)
        assert '<meta property="og:image" content="http://testserver/static/share.png">' in body, address
        titles.setdefault(title, []).append(address)
        descriptions.setdefault(description, []).append(address)
        ids = re.findall(r'\sid="([^"]*)"', body)
        assert len(ids) == len(set(ids)), address
        assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:", body), address  # the CSP would refuse them
        assert not re.search(r"\bNone\b(?! of the money)", words_of(response)), address
    assert {title: found for title, found in titles.items() if len(found) > 1} == {}
    assert {text: found for text, found in descriptions.items() if len(found) > 1} == {}
    assert min(map(len, descriptions)) > 40


@pytest.mark.no_cover
def test_every_page_takes_few_queries(visited):
    assert {address: page.query_count for address, page in visited.items() if page.query_count > 15} == {}


def test_every_name_of_an_address_is_visited(client):
    from funding.config.urls import urlpatterns

    names = {pattern.name for pattern in urlpatterns if getattr(pattern, "name", None)}
    details = {"project", "round", "region", "force", "theme"}
    assert names == {*LISTS, *DOWNLOADS, *details, "gallery", "robots", "sitemap", "favicon", *FEEDS, "changes"}


@pytest.mark.no_cover
def test_every_link_of_every_page_leads_somewhere(client, visited):
    found = set()
    for address, response in visited.items():
        for link in re.findall(r'href="([^"]*)"', body_of(response)):
            path = link.replace("&amp;", "&").split("#")[0]
            found.add(address + path if path.startswith("?") else path)
    own = {path for path in found if path.startswith("/") and not path.startswith("/static/")} - set(visited)
    own = {path for path in own if "figure=" not in path}  # test_figures.py takes them all
    filtered = {path for path in own if re.match(r"/(projects/|projects.csv|allocations.csv)\?", path)}
    assert len(filtered) > 300
    assert [path for path in sorted(filtered) if View(QueryDict(path.partition("?")[2])).errors] == []
    assert [(path, status) for path in sorted(own - filtered) if (status := client.head(path).status_code) != 200] == []


@pytest.mark.no_cover
def test_every_place_that_a_page_links_to_within_itself_is_there(visited):
    ids = {}
    for address, response in visited.items():
        body = body_of(response)
        ids[address] = set(re.findall(r'\sid="([^"]*)"', body))
        assert [name for name in re.findall(r'href="#([^"]*)"', body) if name not in ids[address]] == [], address
        assert set(re.findall(r'href="/about/#([^"]*)"', body)) <= {
            "sources",
            "missing",
            "corrections",
            "accessibility",
        }
    assert {"sources", "missing", "corrections", "accessibility"} <= ids["/about/"]


@pytest.mark.parametrize("address", [*PAGES, "/robots.txt", "/sitemap.xml", "/allocations.csv", "/forces.csv"])
def test_page_answers_head_without_a_body_and_refuses_post(client, address):
    response = client.head(address)
    assert response.status_code == client.get(address).status_code in (200, 400)
    assert body_of(response) == ""
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_page_is_not_stored_with_cookies_and_has_the_policy(client, address):
    response = client.get(address)
    assert not response.cookies
    assert "default-src 'none'" in response["Content-Security-Policy"]


# What they say


@pytest.mark.parametrize(
    ("address", "sentences"),
    [
        (
            "/",
            [
                "This record knows 52 projects. For 41 of them an amount can be read: about £219m in all, each figure with its source.",
                "Counts itemised allocations in published rounds: 53 amounts of 43 awards. 16 further awards are known without a reliable published amount. About £14.3m of the money was provisional: described at the time as still to come.",
                "67% of the money has no published year",
                "39% of the money has no stated lead",
                "Of what a round was announced to be worth, 25% to 88% is itemised, and nothing of 1 round",
                "Digital and ICT has the most: about £55.8m, 25%",
                "Explore all 52 projects",
            ],
        ),
        (
            "/projects/",
            [
                "52 projects: about £219m itemised for 41 of them. About £14.3m of the money was provisional: described at the time as still to come. 16 further awards have no reliable published amount.",
                "Counts the 53 allocations in published rounds that match",
                "In full: about £218,980,084.",
            ],
        ),
        (
            "/projects/?round=2016-17-round-1",
            [
                "9 projects in the round “2016-17 first round of bids”: about £17.3m itemised for all of them.",
                "In full: about £17,330,000.",
            ],
        ),
        (
            "/projects/?force=norfolk&fy=2017-18",
            [
                "projects that Norfolk Constabulary leads or partners, with money in 2017-18: about £6.49m",
                "so never add this up across forces",
            ],
        ),
        (
            "/rounds/2016-17-round-1/",
            [
                "Announced: about £23m for 14 projects. Itemised here: about £17.3m for 9 projects. About £6.4m of the money was provisional",
                "That leaves a gap of about £5.67m: the known projects explain about 75% of what was announced.",
                "9 of 14 announced projects are known",
                "75% of what was announced is itemised",
                "Norfolk Constabulary leads the most: about £6.13m",
            ],
        ),
        (
            "/rounds/2016-17-commissioned/",
            ["No source says what this round is worth as a whole. Itemised here: about £13.8m for 2 projects."],
        ),
        (
            "/rounds/2018-19-national-programmes/",
            [
                "Announced: up to £70m for 4 projects. Itemised here: nothing, since no reliable amount is published for any of its 4 known projects. So the two cannot be compared.",
                "Nothing is itemised of what was announced",
            ],
        ),
        (
            "/rounds/2016-17-round-2/",
            ["That leaves a gap of at least £9.55m: the known projects explain at most 63% of what was announced."],
        ),
        ("/rounds/2018-20-bids/", ["15 of 15 announced projects are known", "£34.9m", "£42.7m"]),
        ("/regions/", ["In all, about £219m is itemised here.", "39% of the money has no stated lead"]),
        (
            "/regions/east-midlands/",
            [
                "Forces in the East Midlands lead 5 projects: about £13m itemised, and 1 further award without a reliable published amount. £3.54m of the money was provisional",
            ],
        ),
        (
            "/forces/",
            [
                "About £219m is itemised here, and this is what each force and national body leads of it.",
                "Lead not stated",
            ],
        ),
        (
            "/forces/norfolk/",
            [
                "Norfolk leads 4 projects: about £6.13m itemised, and 1 further award without a reliable published amount. About £2.44m of the money was provisional",
                "it is involved in 7 projects in all",
            ],
        ),
        (
            "/forces/cumbria/",
            ["Cumbria leads no project that is known.", "No project that is known names it as a partner either."],
        ),
        (
            "/forces/gwent/",
            ["The projects that involve Gwent have about £6.87m in all", "Early Action Together"],
        ),
        ("/regions/wales/", ["The projects that involve Wales have about £6.87m in all"]),
        ("/themes/", ["In all, about £219m is itemised here."]),
        (
            "/themes/digital-ict/",
            [
                "8 projects: about £55.8m itemised, and 2 further awards without a reliable published amount. £3.54m of the money was provisional"
            ],
        ),
        ("/data/", ["add up to £218,980,084. Most were rounded by their sources, so quote it as about £219m."]),
        (
            "/about/",
            [
                "about £219m in 53 amounts for 41 of the 52 projects that are known",
                "Of 59 awards known, 16 have no published amount",
            ],
        ),
        (
            "/projects/london-online-hate-crime-hub/",
            ["No reliable amount is published of its 1 award"],
        ),
    ],
)
def test_page_says(client, address, sentences):
    said = words_of(client.get(address))
    assert [sentence for sentence in sentences if sentence not in said] == []


def test_total_on_every_list_is_the_fund(client):
    for address in ["/", "/projects/", "/rounds/", "/regions/", "/forces/", "/themes/", "/data/", "/about/"]:
        assert client.get(address).context["total"].pounds == FUND, address


def test_figures_of_all_rounds_regions_forces_themes_and_projects_add_up_to_the_fund(client, visited):
    def sum_of(things, figure):
        return sum(figure(visited[thing.get_absolute_url()].context) for thing in things)

    not_stated = client.get("/projects/?lead=not-stated").context["total"].pounds
    national = client.get("/projects/?region=national-bodies").context["total"].pounds
    assert sum_of(Round.objects.all(), lambda page: page["row"].itemised.pounds) == FUND
    assert sum_of(Theme.objects.all(), lambda page: page["total"].pounds) == FUND
    assert sum_of(Force.objects.all(), lambda page: page["led"].pounds) + not_stated == FUND
    assert sum_of(Region.objects.all(), lambda page: page["led"].pounds) + not_stated + national == FUND
    assert sum_of(Project.objects.all(), lambda page: page["project"].totals.pounds) == FUND


# Filters that find nothing, or are not valid


def test_invalid_filter_says_so_and_shows_no_money(client):
    response = client.get("/projects/?theme=nope&lead=norfolk")
    body = body_of(response)
    assert response.status_code == 400
    assert "There is no theme “nope”." in words_of(response)
    assert "So that no wrong figure is shown, nothing is shown." in words_of(response)
    results = body.split('class="results"')[1].split("</main>")[0]
    assert "£" not in results
    assert "<table" not in results
    assert ".csv" not in results
    assert 'href="/projects/?lead=norfolk"' in results
    assert "data-pounds" not in body.replace('data-pounds="0"', "")


def test_filter_without_a_result_says_what_was_asked(client):
    response = client.get("/projects/?q=zebra&theme=digital-ict")
    assert response.status_code == 200
    assert "No project matching “zebra”, about Digital and ICT." in words_of(response)
    assert "<table" not in body_of(response)


def test_filter_stands_in_title_heading_and_form(client):
    response = client.get("/projects/?lead=norfolk&fy=2017-18&amount_min=1000000&sort=title")
    words = "Projects led by Norfolk Constabulary, with money in 2017-18, with an award of £1,000,000 or more"
    assert first("<title>(.*?)</title>", response) == f"{words} – Police Transformation Fund explorer"
    assert first("<h1[^>]*>(.*?)</h1>", response) == words
    body = body_of(response)
    assert re.search(r'<input type="checkbox" id="lead-norfolk" name="lead" value="norfolk" checked ', body)
    assert re.search(r'<input type="checkbox" id="fy-2017-18" name="fy" value="2017-18" checked ', body)
    assert re.search(r'name="amount_min" value="1000000"', body)
    assert '<input type="hidden" name="sort" value="title">' in body
    assert (
        '<link rel="canonical" href="http://testserver/projects/?lead=norfolk&amp;fy=2017-18&amp;amount_min=1000000&amp;sort=title">'
        in body
    )
    assert 'href="/allocations.csv?lead=norfolk&amp;fy=2017-18&amp;amount_min=1000000&amp;sort=title"' in body


def test_pages_of_the_table_hold_each_project_once(client):
    found = []
    for number in (1, 2, 3):
        found += [row.record.slug for row in client.get(f"/projects/?page={number}").context["table"].paginated_rows]
    assert len(found) == len(set(found)) == 52
    assert "Projects, page 2 – " in body_of(client.get("/projects/?page=2"))


@pytest.mark.parametrize("page", ["9999", "4", "0", "-1", "abc", "1.5", "٣", "9" * 5000, "%00", "last"])
def test_page_that_is_not_there_is_a_404(client, page):
    assert client.get(f"/projects/?page={page}").status_code == 404


@pytest.mark.parametrize(
    "sort", ["force", "-region", "region", "led", "-led", "involved", "nope", "-", "--led", "%00", "led,region"]
)
@pytest.mark.parametrize("address", ["/forces/", "/regions/", "/rounds/", "/themes/"])
def test_lists_take_any_sort(client, address, sort):
    assert client.get(f"{address}?sort={sort}").status_code in (200, 400)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/forces/?sort=-led", "Lead not stated"),
        ("/forces/?sort=force", "Association of Police and Crime Commissioners"),
        ("/regions/?sort=-led_projects", "National bodies"),
        ("/regions/?sort=-led", "Lead not stated"),
        ("/rounds/?sort=-itemised", "2017-18 first tranche"),
        ("/themes/?sort=-amount", "Digital and ICT"),
    ],
)
def test_lists_are_sorted_as_asked(client, address, name):
    record = client.get(address).context["table"].rows[0].record
    assert str(getattr(record, "round", "") or getattr(record, "theme", "") or record.led.label).startswith(name)


# Pages, charts and downloads agree


QUERIES = [
    "",
    "q=cyber",
    "round=2016-17-round-1",
    "round=2018-19-national-programmes",
    "theme=digital-ict",
    "region=east-midlands",
    "region=national-bodies",
    "region=not-stated",
    "lead=norfolk",
    "force=norfolk",
    "fy=2017-18",
    "fy=not-published",
    "amount_min=1m&amount_max=5m",
    "force=norfolk&fy=2017-18&sort=title",
    "q=zebra",
]


MONEY = ["years", "regions", "themes", "leads"]
"""The charts of the explorer whose bars are pounds."""


@pytest.mark.parametrize("query", QUERIES)
def test_sum_of_the_downloads_and_of_the_charts_is_the_total_of_the_page(client, query):
    context = client.get(f"/projects/?{query}", follow=True).context
    total = context["total"]
    allocations = rows_of(client.get(f"/allocations.csv?{query}"))
    projects = rows_of(client.get(f"/projects.csv?{query}"))
    assert sum(Decimal(row["amount_gbp"]) for row in allocations) == total.pounds
    assert sum(Decimal(row["amount_gbp"] or 0) for row in projects) == total.pounds
    assert (len(allocations), len(projects)) == (total.allocations, total.projects)
    assert sum(int(row["awards"]) for row in projects) == total.awards
    with reading(Release.objects.current()):
        assert [row["project_id"] for row in projects] == [row.record.slug for row in context["table"].rows]
    for name in MONEY:
        chart = context["charts"][name]
        assert sum(value or 0 for row in chart.rows for value in row.values) == total.pounds, name
    whole = View(QueryDict(query)).selection.whole().total()
    assert sum(row.numbers[0].length for row in context["charts"]["sizes"].rows) == total.awards
    assert sum(row.numbers[1].length or 0 for row in context["charts"]["sizes"].rows) == whole.pounds


def test_sums_of_the_other_downloads_are_the_fund(client):
    for name, column in [
        ("forces", "led_gbp"),
        ("regions", "led_gbp"),
        ("themes", "amount_gbp"),
        ("rounds", "itemised_gbp"),
    ]:
        assert sum(Decimal(row[column] or 0) for row in rows_of(client.get(f"/{name}.csv"))) == FUND, name


CHARTED = ["/", "/projects/", "/rounds/2016-17-round-1/", "/regions/", "/regions/east-midlands/", "/forces/"]
CHARTED += ["/forces/norfolk/", "/themes/", "/themes/digital-ict/", "/projects/police-now-expansion/"]


@pytest.mark.parametrize("address", CHARTED)
def test_every_chart_of_money_comes_to_the_total_and_to_its_download(client, address):
    response = client.get(address)
    context = response.context
    other = ("announced", "projects", "sizes", "map", "companions")
    charts = {name: chart for name, chart in context["charts"].items() if name not in other}
    assert charts
    for chart in charts.values():
        in_chart = sum(value or 0 for row in chart.rows for value in row.values)
        column = {"/regions.csv": "led_gbp", "/forces.csv": "led_gbp"}.get(chart.csv, "amount_gbp")
        assert in_chart == sum(Decimal(row[column] or 0) for row in rows_of(client.get(chart.csv))), chart.slug
        bars = [value for trace in chart.plotly["traces"] for value in trace["x"] if value]
        assert Decimal(str(sum(bars))) == in_chart, chart.slug
        cells = [row.cells[0] for row in chart.rows]
        printed = [Decimal(re.sub(r"[^0-9.]", "", cell)) for cell in cells if "£" in cell]
        assert sum(printed) == in_chart, chart.slug


def test_leads_chart_shows_what_has_no_stated_lead_by_name(client):
    rows = client.get("/forces/").context["charts"]["leads"].rows
    assert [(row.label, row.unknown) for row in rows[-2:]] == [("9 others", False), ("Lead not stated", True)]


def test_map_and_what_is_not_on_it_come_to_the_fund(client):
    for address, involved in [("/", False), ("/forces/", True)]:
        drawn = client.get(address).context["charts"]["map"]
        assert len(drawn.tiles) == len({(tile.x, tile.y) for tile in drawn.tiles}) == 43
        assert drawn.on_map.pounds + sum(row.led.pounds for row in drawn.off_map) == FUND
        assert all(("involved in" in tile.label) == involved for tile in drawn.tiles)
        assert {tile.band for tile in drawn.tiles} == {
            "band-1",
            "band-2",
            "band-3",
            "band-4",
            "not-published",
            "nothing",
        }


@pytest.mark.parametrize("name", [name for name, table in TABLES.items() if not table.made_on])
def test_every_address_in_a_download_opens(client, visited, name):
    rows = rows_of(client.get(f"/{name}.csv"))
    assert rows
    addresses = {row["url"] for row in rows if row.get("url")}
    assert len(addresses) == {"allocations": 43, "partnerships": 0, "sources": 0, "forces": 52, "regions": 10}.get(
        name, len(rows)
    )
    for address in addresses:
        path, _, place = address.removeprefix("http://testserver").partition("#")
        response = visited[path]
        assert not place or f'id="{place}"' in body_of(response), address


def test_every_download_opens_strictly_and_has_a_row_for_everything(client):
    rows = {name: len(rows_of(client.get(f"/{name}.csv"))) for name in TABLES}
    assert rows == {
        "allocations": 53,
        "awards": 59,
        "projects": 52,
        "rounds": 11,
        "forces": 53,
        "regions": 12,
        "themes": 20,
        "partnerships": 113,
        "compare": 0,
        "sources": 128,
    }


def test_data_dictionary_lists_exactly_the_columns_of_the_downloads(client):
    page = body_of(client.get(reverse("data")))
    for name, table in TABLES.items():
        section = page.split(f'id="{name}-columns"')[1].split("</table>")[0]
        listed = re.findall(r"<code>(\w+)</code>", section)
        header = body_of(client.get(f"/{name}.csv"))[1:].split("\r\n")[0].split(",")
        assert listed == header
        assert f"Its {len(header)} columns" in page
        assert section.count("<tr") == len(header) + 1
        assert len(table.columns) == len(header)


def test_other_addresses_open(client):
    for address in other_addresses():
        assert client.get(address).status_code == 200, address


def test_later_page_of_the_explorer_is_its_own_canonical(client):
    body = client.get("/projects/?page=2&sort=title&utm=x").content.decode()
    assert '<link rel="canonical" href="http://testserver/projects/?sort=title&amp;page=2">' in body


@pytest.mark.parametrize(
    ("query", "short"),
    [
        ("q=&round=&theme=digital-ict&region=&lead=&force=&fy=&amount_min=&amount_max=", "?theme=digital-ict"),
        ("fy=2017/18&lead=norfolk", "?lead=norfolk&fy=2017-18"),
        ("amount_min=1.5m&page=2", "?amount_min=1500000&page=2"),
        ("q=++norfolk+", "?q=norfolk"),
        ("sort=-amount", ""),
        ("theme=", ""),
        ("fy=2017-18&theme=digital-ict", "?theme=digital-ict&fy=2017-18"),
        ("theme=hate-crime&theme=digital-ict", "?theme=digital-ict&theme=hate-crime"),
    ],
)
def test_explorer_leads_to_the_one_address_of_a_view(client, query, short):
    response = client.get(f"/projects/?{query}")
    assert (response.status_code, response["Location"]) == (302, f"/projects/{short}")


@pytest.mark.parametrize(
    "query", ["", "theme=digital-ict&utm_source=x", "theme=digital-ict&fy=2017-18", "theme=nope&fy="]
)
def test_explorer_stays_where_the_address_is_right_or_cannot_be_read(client, query):
    assert client.get(f"/projects/?{query}").status_code == (400 if "nope" in query else 200)
