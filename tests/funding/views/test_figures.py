"""Every figure of every page of the real fund: its files, and that they hold what the page shows."""

import html
import re
from decimal import Decimal

import pytest
from django.test import Client

from tests.checks.drawings import read_svg, texts
from tests.checks.public_site import body_of, rows_of, words_of

pytestmark = [pytest.mark.usefixtures("real_fund"), pytest.mark.no_cover]

MORE = ["/projects/?theme=digital-ict&sort=title", "/projects/?fy=2016-17", "/projects/?page=2"]


@pytest.fixture(scope="module")
def figures(visited):
    """Of every figure that a page shows: the page's address, its markup, and its answers as SVG and as CSV."""
    client, found = Client(), []
    for address, response in [*visited.items(), *((address, client.get(address)) for address in MORE)]:
        body = body_of(response)
        for markup in re.findall(r"<figure .*?</figure>", body, re.DOTALL):
            links = re.findall(r'href="(\?[^"]*figure=[^"]*)"', markup)
            files = [client.get(address.partition("?")[0] + html.unescape(link)) for link in links]
            found.append((address, markup, *files))
    return found


def plain(markup: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", "", markup))).strip()


def numbers(markup: str) -> list[list[str]]:
    """The cells of a figure's table of numbers."""
    table = re.findall(r'<table class="plain">.*?<tbody>(.*?)</tbody>', markup, re.DOTALL)[0]
    return [
        [plain(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
    ]


def test_every_figure_has_both_files(figures):
    assert len(figures) > 180
    for address, markup, *files in figures:
        if "Nothing to draw" in markup:
            assert files == [], address
        else:
            assert [file.status_code for file in files] == [200, 200], address
            assert [file["Content-Type"] for file in files] == [
                "text/csv; charset=utf-8",
                "image/svg+xml; charset=utf-8",
            ], address


def test_every_csv_has_the_rows_of_the_table_of_numbers(figures):
    for address, markup, *files in figures:
        if not files:
            continue
        records, table = rows_of(files[0]), numbers(markup)
        assert [record["label"] for record in records] == [cells[0] for cells in table], address
        for record, cells in zip(records, table, strict=True):
            exact = re.findall(r"£([\d,.]+)", " ".join(cells[1:]))
            pounds = [value for name, value in record.items() if "_gbp" in name and value]
            assert [Decimal(one.replace(",", "")) for one in exact] == [Decimal(value) for value in pounds], address


def test_every_drawing_has_the_title_rows_source_and_address(figures):
    for address, markup, *files in figures:
        if not files:
            continue
        said = "".join(texts(read_svg(files[1].content))).replace(" ", "")
        # The tiles of the map have short forms of the names; the matrix has the names of a pair at its sides.
        labels = [cells[0] for cells in numbers(markup)]
        if "map-figure" in markup:
            labels = []
        elif "matrix-figure" in markup:
            labels = [name for label in labels for name in label.split(" and ") if name not in ("Avon", "Somerset")]
        for words in [plain(re.findall("<h2.*?</h2>", markup, re.DOTALL)[0]), *labels]:
            assert words.replace(" ", "") in said, (address, words)
        anchor = re.findall(r'<figure [^>]*id="([^"]*)"', markup)[0]
        view = address.replace("page=2", "").rstrip("?")
        assert re.search(rf"explorer,release1,\d+[A-Z][a-z]+20\d\d,{re.escape(view)}#{anchor}$", said), address
        assert "Source:thepublisheddocumentslistedat/" in said


def test_figure_says_its_rows_in_a_sentence_before_they_are_read(client):
    body = body_of(client.get("/regions/"))
    caption = plain(re.findall("<caption>.*?</caption>", body, re.DOTALL)[0])
    assert caption.startswith("London: about £44m; ")
    assert caption.endswith("rows.")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/?figure=years&format=svg", "police-transformation-fund-years.svg"),
        ("/forces/norfolk/?figure=years&format=csv", "police-transformation-fund-forces-norfolk-years.csv"),
        (
            "/projects/?theme=digital-ict&fy=2016-17&figure=themes&format=svg",
            "police-transformation-fund-projects-theme-digital-ict-fy-2016-17-themes.svg",
        ),
    ],
)
def test_file_is_named_after_the_view(client, address, name):
    response = client.get(address)
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["X-Robots-Tag"] == "noindex"


def test_figure_of_a_view_spelled_otherwise_is_kept_on_the_way_to_its_address(client):
    response = client.get("/projects/?format=svg&sort=-amount&q=&page=2&figure=themes&utm_source=x")
    assert (response.status_code, response["Location"]) == (
        302,
        "/projects/?page=2&figure=themes&format=svg",
    )
    assert client.get(response["Location"])["Content-Type"].startswith("image/svg+xml")


@pytest.mark.parametrize("value", ["x" * 3000, '"\r\nSet-Cookie: a=b', "../../etc/passwd", "é 警"])
def test_file_name_is_plain_whatever_the_query(client, value):
    response = client.get("/projects/", {"q": value[:200].strip(), "figure": "map", "format": "csv"})
    assert re.fullmatch(r'attachment; filename="[a-z0-9-]{1,150}\.csv"', response["Content-Disposition"])


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("figure=nope&format=svg", "This page has no figure called “nope”. It has regions."),
        ("figure=&format=svg", "This page has no figure called “”. It has regions."),
        ("figure=regions", "A figure comes as svg or as csv, not as “”."),
        ("figure=regions&format=png", "A figure comes as svg or as csv, not as “png”."),
        ("figure=%3Cscript%3E&format=svg", "no figure called “&lt;script&gt;”"),
    ],
)
def test_unknown_figure_or_format_is_not_found_and_says_so(client, query, reason):
    response = client.get(f"/regions/?{query}")
    assert response.status_code == 404
    assert reason in body_of(response)


def test_page_without_anything_to_draw_has_no_figure(client):
    response = client.get("/projects/london-online-hate-crime-hub/?figure=years&format=svg")
    assert response.status_code == 404
    assert "It has none." in body_of(response)


def test_drawing_escapes_the_address(client):
    response = client.get("/projects/?q=%26%3C+police&figure=regions&format=svg")
    address = "/projects/?q=%26%3C+police#chart-regions"
    assert "".join(texts(read_svg(response.content))).replace(" ", "").endswith(address)


# Switches


def map_of(client, query: str):
    return client.get(f"/forces/{query}").context["charts"]["map"]


def test_map_of_the_real_fund_adds_up_on_the_basis_led(client):
    led = map_of(client, "")
    assert sum(record[3] or 0 for record in led.records) == Decimal(218_980_084)
    assert led.note.startswith("On the map about £")
    assert led.note.count("£") == 3
    on, off, total = (int(figure.replace(",", "")) for figure in re.findall(r"£([\d,]+)", led.note))
    assert on + off == total == 218_980_084
    assert on == sum(record[3] or 0 for record in led.records if record[2])
    projects = map_of(client, "?measure=projects")
    assert sum(record[5] for record in projects.records) == 52
    assert "= 52 projects in all." in projects.note


def test_map_of_the_real_fund_on_the_basis_involved(client):
    drawn = map_of(client, "?sort=-involved&basis=involved")
    assert drawn.title == "The Metropolitan Police Service is in the most projects: 10"
    labels = {tile.href: tile.label for tile in drawn.tiles}
    assert labels["/forces/dyfed-powys/"].startswith("Dyfed-Powys: involved in 1 project, which has ")
    assert len(drawn.tiles) == 43
    assert len(drawn.others) == 9


@pytest.mark.parametrize(("address", "sort"), [("/forces/", "-led"), ("/regions/", "-led"), ("/themes/", "-amount")])
def test_switches_lead_to_the_other_views_and_keep_the_order_of_the_table(client, address, sort):
    body = body_of(client.get(f"{address}?sort={sort}&measure=projects"))
    links = re.findall(r'<ul class="switch".*?</ul>', body, re.DOTALL)[0]
    assert re.findall(rf'href="\?sort={sort}#[\w-]+"', links)
    assert re.findall(rf'href="\?sort={sort}&amp;measure=projects#[\w-]+" aria-current="true"', links)
    assert "most projects" in plain(re.findall("<h2.*?</h2>", body, re.DOTALL)[0])


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/forces/?measure=zebra", "The charts measure pounds or projects, not “zebra”."),
        ("/forces/?basis=zebra", "The map shows what is led or involved, not “zebra”."),
        ("/regions/?measure=zebra", "The charts measure pounds or projects, not “zebra”."),
        ("/themes/?sort=zebra", "“zebra” is not a way to sort. Sort by one of theme, projects, amount, without; a"),
        ("/rounds/?sort=zebra", "“zebra” is not a way to sort. Sort by one of name, itemised, known; a minus"),
        ("/forces/?sort=led&sort=force", "Sort is given 2 times; give it once."),
    ],
)
def test_list_that_cannot_be_shown_as_asked_says_why_and_shows_no_figure(client, address, reason):
    response = client.get(address)
    assert response.status_code == 400
    assert reason in words_of(response)
    assert not re.search("£|<table|<figure|\\.csv", body_of(response))
    assert 'name="robots" content="noindex"' in body_of(response)
    file = client.get(f"{address}&figure=map&format=csv")
    assert (file.status_code, file["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert reason in body_of(file)


def test_list_has_one_address(client):
    moved = client.get("/forces/?basis=involved&sort=-led&measure=pounds&utm_source=x")
    assert (moved.status_code, moved["Location"]) == (302, "/forces/?sort=-led&basis=involved")
    body = body_of(client.get(moved["Location"]))
    assert 'rel="canonical" href="http://testserver/forces/?sort=-led&amp;basis=involved"' in body
