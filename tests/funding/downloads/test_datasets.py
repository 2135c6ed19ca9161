"""The downloads: their columns, their cells, and that they hold what the page shows."""

import csv
import io
import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict, StreamingHttpResponse
from django.test.utils import CaptureQueriesContext

from funding.downloads import csv_writer
from funding.downloads.datasets import TABLES
from funding.filters.view import View
from funding.models import Allocation, Award, Round, Source
from tests.checks.public_site import body_of, records_of, rows_of
from tests.data.builders import (
    make_allocation,
    make_announcement,
    make_award,
    make_officer_count,
    make_project,
    make_round,
    make_source,
    make_theme,
)

# The header of each table: what others have built on, so written out


HEADERS = {
    "allocations": "award_id round_id round round_kind announced_on project_id project theme_id theme lead_id lead lead_kind "
    "lead_region partner_ids national_scope reach place financial_year financial_year_start financial_year_end amount_gbp qualifier "
    "rounded_to_gbp status as_stated covers_from covers_to period_basis period_as_stated source_urls url",
    "awards": "award_id round_id round round_kind announced_on project_id project theme_id theme lead_id lead lead_kind "
    "lead_region partner_ids national_scope reach place awarded_in amount_gbp qualifier allocations as_stated "
    "covers_from covers_to period_basis period_as_stated note source_urls url",
    "projects": "project_id project description theme_id theme other_theme_ids lead_id lead lead_kind lead_region partner_ids "
    "national_scope reach place round_ids amount_gbp qualifier awards awards_without_amount source_urls url",
    "rounds": "round_id round round_kind announced_on financial_year announced_gbp announced_qualifier announced_as_stated "
    "announced_projects itemised_gbp itemised_qualifier projects awards_without_amount note url",
    "forces": "force_id force force_kind ons_code region led_projects led_gbp led_qualifier led_awards_without_amount "
    "involved_projects involved_projects_gbp involved_projects_qualifier population population_year officers_fte "
    "officers_as_at website url",
    "regions": "region_id region led_projects led_gbp led_qualifier led_awards_without_amount involved_projects "
    "involved_projects_gbp involved_projects_qualifier url",
    "themes": "theme_id theme description projects amount_gbp qualifier awards awards_without_amount url",
    "partnerships": "force_a_id force_a force_b_id force_b projects amount_gbp qualifier projects_without_amount "
    "project_ids led_by_a led_by_b",
    "compare": "kind ids names basis breakdown group_id group projects amount_gbp qualifier awards awards_without_amount",
    "sources": "source_id publisher title published_on source_url accessed_via note",
}


@pytest.mark.parametrize("name", HEADERS)
def test_header(tiny, client, name):
    [header, *_] = csv.reader(io.StringIO(body_of(client.get(f"/{name}.csv"))[1:], newline=""), strict=True)
    assert header == HEADERS[name].split()


def test_every_table_has_a_header_here():
    assert list(TABLES) == list(HEADERS)


# Cells


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-5, "-5"),
        (1234567, "1234567"),
        (Decimal("2224000.00"), "2224000"),
        (Decimal("1E+7"), "10000000"),
        (Decimal("54631.04"), "54631.04"),
        (Decimal("54631.5"), "54631.50"),
        (Decimal("-5.5"), "-5.50"),
        (Decimal(0), "0"),
        (date(2016, 8, 5), "2016-08-05"),
        ("plain", "plain"),
        ("a=b", "a=b"),
        ("£1", "£1"),
        ("'=1", "'=1"),
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠1", "'＠1"),
    ],
)
def test_cell(value, text):
    assert csv_writer.cell(value) == text


def test_file_is_utf8_with_a_byte_order_mark_and_lines_end_in_crlf(tiny, client):
    response = client.get("/allocations.csv")
    data = response.getvalue()
    assert data.startswith(b"\xef\xbb\xbfaward_id,")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 9  # a header and eight amounts
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_commas_quotes_and_new_lines_are_quoted(tiny, client):
    description = 'Cars, "blue" lights\r\nand £ signs – é'
    project = make_project(slug="odd", description=description, theme=tiny.themes["digital"])
    make_award(project=project, round=tiny.rounds["first"], amount=5)
    response = client.get("/projects.csv?project=odd")
    assert '"Cars, ""blue"" lights\r\nand £ signs – é"' in body_of(response)
    [row] = rows_of(client.get("/projects.csv?project=odd"))
    assert row["description"] == description


def test_text_that_a_spreadsheet_would_run_is_guarded_and_numbers_are_not(tiny, client):
    round_ = make_round(slug="-round", name="@Round")
    project = make_project(slug="-odd", title="=HYPERLINK(1)", theme=make_theme(slug="t", name="+Theme"))
    award = make_award(slug="-award", project=project, round=round_)
    allocation = make_allocation(award=award, amount="5.50")
    allocation.as_stated = "－5"
    allocation.save()
    [row] = rows_of(client.get("/allocations.csv?project=-odd"))
    assert (row["award_id"], row["round_id"], row["round"]) == ("'-award", "'-round", "'@Round")
    assert (row["project"], row["theme"], row["as_stated"]) == ("'=HYPERLINK(1)", "'+Theme", "'－5")
    assert row["amount_gbp"] == "5.50"


# Rows


def test_allocations_row_with_everything(tiny, client):
    round_ = make_round(slug="r", name="A round", kind="commissioned", announced_on=date(2016, 8, 5))
    project = make_project(
        slug="p",
        title="A project",
        theme=tiny.themes["digital"],
        lead=tiny.forces["cedar"],
        partners=[tiny.forces["dale"], tiny.forces["ash"]],
        national_scope=True,
    )
    sources = [make_source(slug="one"), make_source(slug="two")]
    sources[0].url = "https://example.org/a;b"
    sources[0].save()
    award = make_award(slug="r-p", project=project, round=round_, covers=(2018, 2019), period="over two years")
    allocation = make_allocation(award=award, amount="2224000", year=2019, qualifier="about", sources=sources)
    allocation.rounded_to, allocation.status = Decimal(1000), "provisional"
    allocation.save()
    [row] = rows_of(client.get("/allocations.csv?round=r"))
    assert row == {
        "award_id": "r-p",
        "round_id": "r",
        "round": "A round",
        "round_kind": "commissioned",
        "announced_on": "2016-08-05",
        "project_id": "p",
        "project": "A project",
        "theme_id": "digital",
        "theme": "Digital",
        "lead_id": "cedar",
        "lead": "Cedar Police",
        "lead_kind": "territorial",
        "lead_region": "South",
        "partner_ids": "ash;dale",
        "national_scope": "true",
        "reach": "national",
        "place": "national",
        "financial_year": "2019-20",
        "financial_year_start": "2019-04-01",
        "financial_year_end": "2020-03-31",
        "amount_gbp": "2224000",
        "qualifier": "about",
        "rounded_to_gbp": "1000",
        "status": "provisional",
        "as_stated": "£2224000",
        "covers_from": "2018-19",
        "covers_to": "2019-20",
        "period_basis": "stated",
        "period_as_stated": "over two years",
        "source_urls": "https://example.org/a%3Bb;https://example.org/two",
        "url": "/projects/p/#r-p",
    }


def test_allocations_row_where_much_is_unknown_has_empty_cells(tiny, client):
    rows = rows_of(client.get("/allocations.csv?project=delta"))
    unknown = ["announced_on", "lead_id", "lead", "lead_kind", "lead_region", "rounded_to_gbp"]
    unknown += ["financial_year", "financial_year_start", "financial_year_end"]
    assert [{row[name] for name in unknown} for row in rows] == [{""}, {""}]
    assert [(row["amount_gbp"], row["qualifier"], row["national_scope"]) for row in rows] == [
        ("40", "almost", "false"),
        ("2.01", "about", "false"),
    ]


def test_allocations_of_a_national_body_have_no_region(tiny, client):
    rows = rows_of(client.get("/allocations.csv?lead=elm"))
    assert [(row["lead_id"], row["lead_kind"], row["lead_region"]) for row in rows] == [
        ("elm", "national_body", "")
    ] * 2


def test_awards_rows_are_there_also_without_an_amount(tiny, client):
    rows = rows_of(client.get("/awards.csv?sort=title"))
    assert [
        [row[name] for name in ["award_id", "awarded_in", "amount_gbp", "qualifier", "allocations"]] for row in rows
    ] == [
        ["first-alpha", "2016-17", "300.50", "about", "2"],
        ["second-alpha", "2017-18", "", "", "0"],
        ["first-beta", "2016-17", "1000", "at least", "1"],
        ["second-beta", "2017-18", "50", "exactly", "1"],
        ["first-delta", "2016-17", "", "", "0"],
        ["second-delta", "2017-18", "42.01", "about", "2"],
        ["second-gamma", "2017-18", "10", "exactly", "2"],
        ["second-zeta", "2017-18", "", "", "0"],
    ]
    assert rows[5]["partner_ids"] == "birch;dale"
    assert (rows[1]["as_stated"], rows[1]["url"]) == ("not published", "/projects/alpha/#second-alpha")


def test_awards_amount_is_what_matches_the_query(tiny, client):
    rows = rows_of(client.get("/awards.csv?fy=2017-18"))
    assert [(row["award_id"], row["amount_gbp"], row["allocations"]) for row in rows] == [
        ("first-alpha", "200", "1"),
        ("second-beta", "50", "1"),
    ]


def test_awards_sources_are_those_of_the_award_and_its_amounts_each_once(tiny, client):
    of_award, of_both = make_source(slug="of-award"), make_source(slug="of-both")
    tiny.awards["second-beta"].sources.set([of_award, of_both])
    [allocation] = tiny.awards["second-beta"].allocations.all()
    allocation.sources.set([of_both])
    [row] = [row for row in rows_of(client.get("/awards.csv")) if row["award_id"] == "second-beta"]
    assert row["source_urls"] == "https://example.org/of-award;https://example.org/of-both"


def test_projects_rows(tiny, client):
    tiny.projects["alpha"].other_themes.set([tiny.themes["wellbeing"], tiny.themes["forensics"]])
    source = make_source(slug="about-alpha")
    source.projects.set([tiny.projects["alpha"]])
    alpha = rows_of(client.get("/projects.csv?sort=title"))[0]
    urls = alpha.pop("source_urls").split(";")
    of_allocations = Source.objects.filter(
        allocations__award__project=tiny.projects["alpha"],
        allocations__award__round__in_next_release=True,
    )
    assert len(urls) == 3
    assert sorted(urls) == sorted([source.url, *(other.url for other in of_allocations)])
    assert alpha == {
        "project_id": "alpha",
        "project": "Project Alpha",
        "description": "Shares photographs.",
        "theme_id": "digital",
        "theme": "Digital",
        "other_theme_ids": "forensics;wellbeing",
        "lead_id": "ash",
        "lead": "Ash Police",
        "lead_kind": "territorial",
        "lead_region": "North",
        "partner_ids": "birch;cedar",
        "national_scope": "false",
        "reach": "several",
        "place": "several-regions",
        "round_ids": "first;second",
        "amount_gbp": "300.50",
        "qualifier": "about",
        "awards": "2",
        "awards_without_amount": "1",
        "url": "/projects/alpha/",
    }


def test_projects_without_an_amount_have_an_empty_cell_and_not_a_zero(tiny, client):
    zeta = rows_of(client.get("/projects.csv"))[-1]
    assert (zeta["project_id"], zeta["amount_gbp"], zeta["qualifier"]) == ("zeta", "", "")
    assert (zeta["awards"], zeta["awards_without_amount"]) == ("1", "1")


def test_projects_amount_is_what_matches_the_query(tiny, client):
    rows = rows_of(client.get("/projects.csv?round=second"))
    assert [(row["project_id"], row["amount_gbp"], row["awards"]) for row in rows] == [
        ("beta", "50", "1"),
        ("delta", "42.01", "1"),
        ("gamma", "10", "1"),
        ("alpha", "", "1"),
        ("zeta", "", "1"),
    ]


def test_rounds_rows(tiny, client):
    make_announcement(round=tiny.rounds["first"], amount=2000, qualifier="at least", project_count=4)
    first, second = rows_of(client.get("/rounds.csv"))
    assert {name: first[name] for name in list(first)[4:]} == {
        "financial_year": "2016-17",
        "announced_gbp": "2000",
        "announced_qualifier": "at least",
        "announced_as_stated": "£2000",
        "announced_projects": "4",
        "itemised_gbp": "1300.50",
        "itemised_qualifier": "about",
        "projects": "3",
        "awards_without_amount": "1",
        "note": "",
        "url": "/rounds/first/",
    }
    announced = ["announced_on", "announced_gbp", "announced_qualifier", "announced_as_stated", "announced_projects"]
    assert [second[name] for name in announced] == [""] * 5


def test_forces_rows(tiny, client):
    for day, officers in [(date(2016, 9, 30), "900.5"), (date(2018, 9, 30), "1000.25"), (date(2017, 9, 30), "950")]:
        make_officer_count(force=tiny.forces["ash"], as_at=day, officers=officers)
    rows = rows_of(client.get("/forces.csv"))
    figures = ["led_projects", "led_gbp", "led_qualifier", "led_awards_without_amount"]
    figures += ["involved_projects", "involved_projects_gbp", "involved_projects_qualifier"]
    assert [[row["force_id"], row["region"], *(row[name] for name in figures)] for row in rows] == [
        ["ash", "North", "1", "300.50", "about", "1", "2", "1350.50", "about"],
        ["birch", "North", "0", "", "", "0", "2", "342.51", "about"],
        ["cedar", "South", "1", "1050", "about", "0", "2", "1350.50", "about"],
        ["dale", "South", "1", "", "", "1", "2", "42.01", "about"],
        ["elm", "", "1", "10", "exactly", "0", "1", "10", "exactly"],
        ["not-stated", "", "1", "42.01", "about", "1", "0", "", ""],
    ]
    assert [(row["officers_fte"], row["officers_as_at"]) for row in rows[:2]] == [("1000.25", "2018-09-30"), ("", "")]
    assert rows[0]["url"] == "/forces/ash/"
    assert [rows[-1][name] for name in ("force_kind", "ons_code", "population", "website", "url")] == [""] * 5


def test_regions_rows(tiny, client):
    rows = rows_of(client.get("/regions.csv"))
    assert [(row["region_id"], row["led_projects"], row["led_gbp"], row["involved_projects"]) for row in rows] == [
        ("north", "1", "300.50", "3"),
        ("south", "2", "1050", "4"),
        ("national-bodies", "1", "10", "1"),
        ("not-stated", "1", "42.01", "0"),
    ]
    assert [row["url"] for row in rows][1:3] == ["/regions/south/", ""]


def test_themes_rows(tiny, client):
    make_theme(slug="empty")
    rows = rows_of(client.get("/themes.csv"))
    assert [[row[name] for name in HEADERS["themes"].split()[3:8]] + [row["theme_id"]] for row in rows] == [
        ["2", "1350.50", "about", "4", "1", "digital"],
        ["0", "", "", "0", "0", "empty"],
        ["2", "52.01", "about", "3", "1", "forensics"],
        ["1", "", "", "1", "1", "wellbeing"],
    ]


def test_sources_rows_are_those_of_what_is_published(tiny, client):
    cited = {source.slug for allocation in tiny.allocations[:8] for source in allocation.sources.all()}
    assert [row["source_id"] for row in rows_of(client.get("/sources.csv"))] == sorted(cited)


# The same as the page


@pytest.mark.parametrize(
    "sort", ["title", "-title", "lead", "-lead", "theme", "-theme", "amount", "-amount", "-awards"]
)
def test_page_and_downloads_are_in_the_same_order(tiny, client, sort):
    number = random.Random(sort)
    for index in range(6):
        project = make_project(slug=f"same-{index}", title="Same", theme=tiny.themes["digital"])
        make_award(project=project, round=tiny.rounds["first"], amount=number.randint(1, 3))
    page = [project.slug for project in records_of(client.get(f"/projects/?sort={sort}", follow=True))]
    assert [row["project_id"] for row in rows_of(client.get(f"/projects.csv?sort={sort}"))] == page
    of_allocations = [row["project_id"] for row in rows_of(client.get(f"/allocations.csv?sort={sort}"))]
    assert list(dict.fromkeys(of_allocations)) == [slug for slug in page if slug != "zeta"]


def test_page_number_does_not_cut_a_download(tiny, client):
    assert len(rows_of(client.get("/projects.csv?page=2"))) == 5


@pytest.mark.parametrize("name", ["rounds", "forces", "regions", "themes", "sources"])
def test_tables_that_are_not_filtered_refuse_a_filter(tiny, client, name):
    response = client.get(f"/{name}.csv?theme=digital&utm_source=x")
    assert (response.status_code, response["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert body_of(response) == "There is no parameter “theme” here.\n"
    whole = client.get(f"/{name}.csv?utm_source=x")
    assert rows_of(whole) == rows_of(client.get(f"/{name}.csv"))
    assert whole["Content-Disposition"] == f'attachment; filename="police-transformation-fund-{name}.csv"'


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/allocations.csv?themes=digital", "There is no parameter “themes” here. Did you mean “theme”?\n"),
        ("/projects.csv?force[]=ash", "There is no parameter “force[]” here. Did you mean “force”?\n"),
        ("/partnerships.csv?forces=ash", "There is no parameter “forces” here. Did you mean “force”?\n"),
        ("/compare.csv?forces=ash", "There is no parameter “forces” here. Did you mean “force”?\n"),
        (
            "/projects.csv?themes=digital&theme=nope",
            "There is no parameter “themes” here. Did you mean “theme”?\nThere is no theme “nope”.\n",
        ),
    ],
)
def test_download_with_a_parameter_that_is_not_known_is_refused(tiny, client, address, reason):
    response = client.get(address)
    assert (response.status_code, body_of(response)) == (400, reason)


@pytest.mark.parametrize("name", ["allocations", "projects"])
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("theme=nope", "There is no theme “nope”.\n"),
        ("round=draft", "There is no round “draft”.\n"),
        (
            "amount_min=x&lead=nope",
            "There is no force “nope”.\n“x” is not an amount in pounds. Write it as 250000 or 1.5m.\n",
        ),
        ("theme=%3Cscript%3E", "There is no theme “<script>”.\n"),
    ],
)
def test_download_with_an_invalid_filter_is_refused_with_the_reason(tiny, client, name, query, reason):
    response = client.get(f"/{name}.csv?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in response
    assert body_of(response) == reason


def test_download_of_nothing_is_a_header(tiny, client):
    response = client.get("/allocations.csv?lead=birch")
    assert response.status_code == 200
    assert rows_of(response) == []


@pytest.mark.parametrize(
    ("name", "query", "file_name"),
    [
        ("allocations", "", "police-transformation-fund-allocations.csv"),
        ("projects", "theme=digital", "police-transformation-fund-projects-theme-digital.csv"),
        (
            "allocations",
            "sort=title&fy=16/17&region=not-stated&amount_min=1.5m",
            "police-transformation-fund-allocations-region-not-stated-fy-2016-17-amount-min-1500000.csv",
        ),
        (
            "projects",
            "q=%22%3B+..%2F+%0D%0AX:+é",
            "police-transformation-fund-projects-q-x-e.csv",
        ),
        ("projects", f"q={'a' * 200}", f"police-transformation-fund-projects-q-{'a' * 112}.csv"),
        ("projects", "q=%E2%82%AC", "police-transformation-fund-projects-q.csv"),
    ],
)
def test_file_name_says_what_is_in_it(tiny, name, query, file_name):
    assert csv_writer.file_name(TABLES[name], View(QueryDict(query))) == file_name


# Streamed


@pytest.mark.parametrize("name", ["allocations", "awards", "projects"])
def test_download_is_streamed_and_reads_its_rows_as_they_are_sent(tiny, client, monkeypatch, name):
    client.get("/themes/")  # reads the facts
    monkeypatch.setattr("funding.totals.selection.READ_AT_ONCE", 1)
    response = client.get(f"/{name}.csv")
    assert isinstance(response, StreamingHttpResponse)
    assert "Content-Length" not in response
    lines, table = iter(response.streaming_content), f'FROM "{TABLES_READ[name]}"'
    with CaptureQueriesContext(connection) as captured:
        next(lines), next(lines)
    assert len([query for query in captured if table in query["sql"]]) == 1
    with CaptureQueriesContext(connection) as captured:
        rest = len(list(lines))
    assert len([query for query in captured if table in query["sql"]]) == rest > 3


TABLES_READ = {"allocations": "funding_allocation", "awards": "funding_award", "projects": "projects_project"}


def test_download_of_sources_is_streamed_from_a_cursor_of_the_server(tiny, client):
    response = client.get("/sources.csv")
    assert isinstance(response, StreamingHttpResponse)
    lines = iter(response.streaming_content)
    next(lines), next(lines)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_cursors WHERE name LIKE '_django_curs_%'")
        assert cursor.fetchone() == (1,)
    assert len(list(lines)) > 0


def test_download_of_many_rows_is_complete(tiny, client):
    """More than the thousand that are fetched at a time."""
    rounds = Round.objects.bulk_create(
        Round(
            slug=f"many-{n}",
            name=f"Many {n}",
            kind="bids",
            financial_year=2016,
            in_next_release=True,
        )
        for n in range(260)
    )
    awards = Award.objects.bulk_create(
        Award(slug=f"many-{round_.slug}", round=round_, project=tiny.projects["gamma"], as_stated="£1")
        for round_ in rounds
    )
    Allocation.objects.bulk_create(
        Allocation(award=award, financial_year=year, amount=1, qualifier="exactly", as_stated="£1")
        for award in awards
        for year in (2016, 2017, 2018, 2019)
    )
    sources = make_source().allocations
    sources.set(Allocation.objects.filter(award__in=awards))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as autovacuum would have, had this been committed
    rows = rows_of(client.get("/allocations.csv?lead=elm"))
    assert len(rows) == 1042
    assert sum(Decimal(row["amount_gbp"]) for row in rows) == 1050
    assert len({row["award_id"] for row in rows}) == 261


# The dictionary


def test_every_column_says_what_it_means_and_its_name_is_there_once():
    for table in TABLES.values():
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert [column.name for column in table.columns if not column.meaning.endswith(".")] == []
        assert {column.type.name for column in table.columns} <= {
            "text",
            "texts, separated by ;",
            "whole number",
            "number",
            "pounds",
            "date, 2016-08-05",
            "true or false",
            "web address",
        }
