"""Who works with whom: the page, its filters, its matrix and its download."""

import re
from urllib.parse import parse_qs

import pytest

from funding.filters.pair_query import PairQuery
from tests.checks.drawings import read_svg, texts
from tests.checks.public_site import body_of, first, rows_of, words_of
from tests.data.builders import make_award, make_force, make_project
from tests.data.tiny_fund import TinyFund, make_tiny_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> TinyFund:
    return make_tiny_fund()


def links(response) -> dict[str, str]:
    """The links of the matrix, by what they say."""
    found = re.findall(
        r'<a href="([^"]*)" aria-label="([^"]*)"', body_of(response).split('class="drawing matrix-cells"')[1]
    )
    return {label: href.replace("&amp;", "&") for href, label in found}


def test_page_says_how_many_pairs_and_why_they_are_never_added(client, tiny):
    said = words_of(client.get("/partnerships/"))
    assert "4 pairs of forces are named together, in 3 projects." in said
    assert "Pairs are never added up: Project Alpha names 3 forces, so it is in 3 pairs." in said
    assert "Ash Police and Cedar Police are named together most often: in 2 projects" in said
    assert "Of 4 pairs, 1 shares more than one project." in said


def test_every_pair_is_one_link_of_the_matrix(client, tiny):
    found = links(client.get("/partnerships/"))
    assert list(found) == [
        "Ash Police and Birch Police: 1 project, about £301 in it",
        "Ash Police and Cedar Police: 2 projects, about £1,351 in them",
        "Birch Police and Cedar Police: 1 project, about £301 in it",
        "Birch Police and Dale Police: 1 project, about £42 in it",
    ]
    address, _, query = found["Ash Police and Cedar Police: 2 projects, about £1,351 in them"].partition("?")
    assert (address, parse_qs(query)) == ("/projects/", {"force": ["ash"], "with": ["cedar"]})


def test_links_of_the_matrix_keep_the_filters(client, tiny):
    found = links(client.get("/partnerships/?theme=digital&fy=2017-18"))
    address = found["Ash Police and Cedar Police: 2 projects, about £250 in them"]
    assert parse_qs(address.partition("?")[2]) == {
        "theme": ["digital"],
        "fy": ["2017-18"],
        "force": ["ash"],
        "with": ["cedar"],
    }
    assert client.get(address).status_code == 200


def test_links_in_the_view_of_a_force_are_those_of_its_pairs_or_the_one_project(client, tiny):
    found = links(client.get("/partnerships/?force=cedar"))
    query = found["Ash Police and Cedar Police: 2 projects, about £1,351 in them"].partition("?")[2]
    assert parse_qs(query) == {"force": ["cedar"], "with": ["ash"]}
    assert found["Ash Police and Birch Police: 1 project, about £301 in it"] == "/projects/alpha/"


def test_pair_that_no_view_of_the_explorer_shows_is_not_a_link(client, tiny):
    for slug in ("eta", "theta"):
        partners = [tiny.forces["dale"], tiny.forces["elm"]]
        make_award(
            project=make_project(slug=slug, lead=tiny.forces["ash"], partners=partners), round=tiny.rounds["first"]
        )
    response = client.get("/partnerships/?force=ash")
    label = "Dale Police and Elm Police: 2 projects, amount not published"
    assert label not in links(response)
    assert f'<g role="img" aria-label="{label}">' in body_of(response)


def test_filters_are_said_in_the_heading_and_can_be_removed(client, tiny):
    response = client.get("/partnerships/?theme=digital&force=birch")
    assert first("<h1>(.*?)</h1>", response) == (
        "Who works with whom in projects that Birch Police leads or partners, about Digital"
    )
    assert "3 pairs of forces are named together, in 1 project that Birch Police leads" in words_of(response)
    assert 'href="/partnerships/?theme=digital"' in body_of(response)
    assert 'href="/partnerships/?force=birch"' in body_of(response)
    assert 'href="/projects/?theme=digital&amp;force=birch" rel="nofollow">Change the filters' in body_of(response)
    assert 'href="/partnerships.csv?theme=digital&amp;force=birch"' in body_of(response)


def test_explorer_leads_to_the_same_view(client, tiny):
    assert 'href="/partnerships/?theme=digital"' in body_of(client.get("/projects/?theme=digital"))


def test_selection_without_any_pair_says_so(client, tiny):
    response = client.get("/partnerships/?theme=wellbeing")
    assert "No project about Wellbeing names two forces or more." in words_of(response)
    assert '<svg class="matrix' not in body_of(response)
    assert rows_of(client.get("/partnerships.csv?theme=wellbeing")) == []


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("theme=nope", "There is no theme “nope”."),
        ("sort=size", "“size” is not a way to sort pairs of forces. Sort by one of forces, projects, amount;"),
    ],
)
def test_what_cannot_be_read_is_said_and_shows_nothing(client, tiny, query, reason):
    response = client.get(f"/partnerships/?{query}")
    assert response.status_code == 400
    assert reason in words_of(response)
    assert "So that no wrong figure is shown, nothing is shown." in words_of(response)
    body = body_of(response).split("<h1>")[1].split("</main>")[0]
    assert "<table" not in body
    assert "£" not in body
    assert "matrix" not in body
    refused = client.get(f"/partnerships.csv?{query}")
    assert refused.status_code == 400
    assert reason in body_of(refused)


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("fy=2017/18", "?fy=2017-18"),
        ("theme=&q=", ""),
        ("sort=-projects", ""),
        ("sort=-title&theme=digital", "?theme=digital"),
        ("sort=amount&theme=digital", "?theme=digital&sort=amount"),
        ("fy=2017-18&theme=digital", "?theme=digital&fy=2017-18"),
        ("theme=&figure=matrix&format=svg", "?figure=matrix&format=svg"),
        ("fy=2017/18&page=1&utm_source=x&format=csv&figure=matrix", "?fy=2017-18&figure=matrix&format=csv"),
    ],
)
def test_view_has_one_address(client, tiny, query, canonical):
    response = client.get(f"/partnerships/?{query}")
    assert (response.status_code, response["Location"]) == (302, f"/partnerships/{canonical}")
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("query", ["utm_source=x", "utm_source=x&theme=digital&sort=amount", "page=1"])
def test_what_is_no_part_of_the_view_is_ignored(client, tiny, query):
    assert client.get(f"/partnerships/?{query}").status_code == 200


def test_matrix_as_a_file_is_of_the_pairs_asked_for(client, tiny):
    response = client.get("/partnerships/?theme=digital&figure=matrix&format=csv")
    assert response["Content-Disposition"] == (
        'attachment; filename="police-transformation-fund-partnerships-theme-digital-matrix.csv"'
    )
    assert [row["label"] for row in rows_of(response)] == [
        "Ash Police and Cedar Police",
        "Ash Police and Birch Police",
        "Birch Police and Cedar Police",
    ]
    said = texts(read_svg(client.get("/partnerships/?theme=digital&figure=matrix&format=svg").content))
    assert "as lead or partner. Counts only projects about Digital" in " ".join(said)
    assert client.get("/partnerships/?theme=wellbeing&figure=matrix&format=svg").status_code == 404


def test_long_lists_have_pages_and_their_downloads_do_not(client, tiny):
    forces = [make_force(slug=f"f{number}") for number in range(9)]
    make_award(project=make_project(partners=forces), round=tiny.rounds["first"])
    first_page, second = client.get("/partnerships/"), client.get("/partnerships/?page=2")
    on_pages = [row.record for page in (first_page, second) for row in page.context["table"].paginated_rows]
    assert len(on_pages) == 4 + 36
    in_file = rows_of(client.get("/partnerships.csv"))
    assert [(row["force_a_id"], row["force_b_id"]) for row in in_file] == [(one.a.slug, one.b.slug) for one in on_pages]
    assert 'rel="canonical" href="http://testserver/partnerships/?page=2"' in body_of(second)
    missing = client.get("/partnerships/?page=3")
    assert missing.status_code == 404
    assert "There is no page 3 of this list; it has 2." in words_of(missing)


@pytest.mark.parametrize("sort", ["forces", "-forces", "projects", "-projects", "amount", "-amount"])
def test_page_and_download_have_the_same_order(client, tiny, sort):
    page = client.get(f"/partnerships/?sort={sort}", follow=True)
    pairs = [(row.record.a.slug, row.record.b.slug) for row in page.context["table"].rows]
    rows = rows_of(client.get(f"/partnerships.csv?sort={sort}"))
    assert [(row["force_a_id"], row["force_b_id"]) for row in rows] == pairs
    marked = first(r'aria-sort="(\w+)"', page)
    assert marked == ("descending" if sort.startswith("-") else "ascending")


def test_rows_of_the_download(client, tiny):
    rows = rows_of(client.get("/partnerships.csv"))
    assert rows[0] == {
        "force_a_id": "ash",
        "force_a": "Ash Police",
        "force_b_id": "cedar",
        "force_b": "Cedar Police",
        "projects": "2",
        "amount_gbp": "1350.50",
        "qualifier": "about",
        "projects_without_amount": "0",
        "project_ids": "alpha;beta",
        "led_by_a": "1",
        "led_by_b": "1",
    }


def test_download_is_named_after_its_filters(client, tiny):
    response = client.get("/partnerships.csv?theme=digital&sort=amount")
    assert response["Content-Disposition"] == (
        'attachment; filename="police-transformation-fund-partnerships-theme-digital.csv"'
    )


def test_page_of_a_force_has_the_money_in_common_and_leads_to_its_view(client, tiny):
    response = client.get("/forces/dale/")
    assert 'href="/partnerships/?force=dale"' in body_of(response)
    table = body_of(response).split('id="companions"')[1].split("</table>")[0]
    assert '<data value="42.01" title="about £42.01">about £42</data>' in table


def test_force_has_a_chart_of_those_it_is_named_with_whose_bars_are_those_projects(client, tiny):
    chart = client.get("/forces/ash/").context["charts"]["companions"]
    assert chart.title == "Ash Police is named most often with Cedar Police: in 2 projects"
    bars = {row.href: row.values[0] for row in chart.rows}
    assert list(bars) == ["/projects/?force=ash&with=cedar", "/projects/?force=ash&with=birch"]
    for address, projects in bars.items():
        shown = client.get(address)
        assert (shown.status_code, shown.context["total"].projects) == (200, projects)
    file = client.get("/forces/ash/?figure=companions&format=csv")
    assert [(row["id"], row["projects"]) for row in rows_of(file)] == [("cedar", "2"), ("birch", "1")]


def test_force_named_once_with_each_other_force_has_the_table_and_no_chart(client, tiny):
    response = client.get("/forces/birch/")
    assert 'id="chart-companions"' not in body_of(response)
    table = body_of(response).split('id="companions"')[1].split("</table>")[0]
    assert '<a href="/projects/?force=birch&amp;with=dale" rel="nofollow">1 project</a>' in table


def test_filter_given_nothing_is_every_pair(rf, tiny):
    asked = PairQuery(rf.get("/").GET)
    assert (asked.is_valid, asked.errors, asked.query_string, asked.sort, len(asked.pairs)) == (
        True,
        [],
        "",
        "-projects",
        4,
    )


def test_how_a_search_was_read_is_said(client, tiny):
    said = words_of(client.get("/partnerships/", {"q": "project NOT alpha"}))
    assert "Read as “project” without “alpha”." in said
