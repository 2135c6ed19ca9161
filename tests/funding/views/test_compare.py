"""Forces, regions, rounds and themes side by side: what can be chosen, what the page says, and its download."""

import re
from decimal import Decimal

import pytest

from tests.checks.public_site import body_of, first, rows_of, words_of
from tests.data.builders import make_announcement
from tests.data.tiny_fund import TinyFund, make_tiny_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> TinyFund:
    return make_tiny_fund()


def title(response) -> str:
    return first("<h1>(.*?)</h1>", response)


def selected(response) -> list[str]:
    """What is chosen in the lists of the form."""
    return re.findall(r'<option value="([^"]*)" selected>', body_of(response))


# What is chosen


def test_nothing_chosen_shows_lists_of_forces_and_ways_to_the_others(client, tiny):
    response = client.get("/compare/")
    assert title(response) == "Compare forces"
    assert body_of(response).count('<select name="force"') == 4
    assert selected(response) == []
    for kind in ("region", "round", "theme"):
        assert f'href="/compare/?kind={kind}"' in body_of(response)
    assert re.findall(r'<optgroup label="([^"]*)"', body_of(response))[:3] == [
        "North",
        "South",
        "National bodies",
    ]
    assert "£" not in words_of(response)


def test_lists_of_another_kind(client, tiny):
    response = client.get("/compare/?kind=region")
    assert title(response) == "Compare regions"
    options = re.findall(r'<option value="([^"]+)">', body_of(response).split("</select>")[0])
    assert options == ["north", "south", "national-bodies", "not-stated"]


def test_drafts_cannot_be_chosen(client, tiny):
    response = client.get("/compare/?round=first&round=draft")
    assert "There is no round “draft”." in words_of(response)
    assert "Draft round" not in body_of(response)


def test_one_thing_is_chosen_already_and_asks_for_another(client, tiny):
    response = client.get("/compare/?force=ash")
    assert title(response) == "Compare Ash Police with another force"
    assert selected(response) == ["ash"]
    assert "£" not in words_of(response)


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("kind=force", "/compare/"),
        ("kind=region&region=&region=", "/compare/?kind=region"),
        ("kind=force&force=ash&force=&force=cedar&force=", "/compare/?force=ash&force=cedar"),
        ("kind=force&force=ash&force=cedar&utm_source=x", "/compare/?force=ash&force=cedar"),
        (
            "force=ash&force=&force=cedar&figure=totals&format=svg",
            "/compare/?force=ash&force=cedar&figure=totals&format=svg",
        ),
    ],
)
def test_comparison_has_one_address(client, tiny, query, address):
    response = client.get(f"/compare/?{query}")
    assert (response.status_code, response["Location"]) == (302, address)
    assert client.get(address).status_code == 200


def test_what_is_no_part_of_the_comparison_is_ignored(client, tiny):
    response = client.get("/compare/?utm_source=x&force=ash&force=cedar&page=7")
    assert response.status_code == 200
    assert 'rel="canonical" href="http://testserver/compare/?force=ash&amp;force=cedar"' in body_of(response)


def test_order_is_that_of_the_address(client, tiny):
    assert title(client.get("/compare/?force=cedar&force=ash")) == "Cedar Police and Ash Police compared"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (
            "force=ash&theme=digital",
            "Compare things of one kind: forces and themes cannot be compared with each other.",
        ),
        ("force=ash&force=nope", "There is no force “nope”."),
        ("force=ash&force=ash", "Ash Police is chosen 2 times; choose it once."),
        ("force=ash&force=birch&force=cedar&force=dale&force=elm", "5 forces are chosen; compare at most 4."),
        ("kind=county", "“county” is not a kind of thing to compare. Compare forces, regions, rounds or themes."),
        ("theme=" + "x" * 500, f"There is no theme “{'x' * 80}…”."),
    ],
)
def test_what_cannot_be_compared_is_said_and_shows_nothing(client, tiny, query, reason):
    response = client.get(f"/compare/?{query}")
    assert response.status_code == 400
    assert reason in words_of(response)
    assert "£" not in words_of(response)
    assert "compared" not in title(response)
    assert 'name="robots" content="noindex"' in body_of(response)
    refused = client.get(f"/compare.csv?{query}")
    assert refused.status_code == 400
    assert reason in body_of(refused)


# What the page says


def test_two_forces(client, tiny):
    response = client.get("/compare/?force=ash&force=cedar")
    said = words_of(response)
    assert title(response) == "Ash Police and Cedar Police compared"
    assert "Ash Police : 1 project led, about £301 itemised, and 1 further award without a reliable" in said.replace(
        "Police:", "Police :"
    )
    assert "Cedar Police leads the most: about £1,050" in said
    assert "Together they are involved in 2 projects, with about £1,351 in all, each counted once." in said
    assert "2 of them involve both." in said
    assert 'href="/projects/?lead=ash&amp;fy=2016-17"' in body_of(response)


def cells(response, measure: str) -> list[str]:
    """The cells of a line of the table of measures, without markup."""
    line = body_of(response).split(f'class="main">{measure}</th>')[1].split("</tr>")[0]
    return [
        re.sub(r"\s+", " ", re.sub("<[^>]*>", "", cell)).strip() for cell in re.findall("<td.*?</td>", line, re.DOTALL)
    ]


def test_measures_and_how_they_differ_from_the_first(client, tiny):
    response = client.get("/compare/?force=ash&force=cedar&force=elm&force=dale")
    assert cells(response, "Projects led") == ["1", "1 as many", "1 as many", "1 as many"]
    assert cells(response, "Amount led") == [
        "about £301",
        "about £1,050 about £750 more",
        "£10 about £291 less",
        "not published difference not known",
    ]
    assert cells(response, "Awards led whose amount is not published") == ["1", "0 1 fewer", "0 1 fewer", "1 as many"]
    assert cells(response, "Largest project led")[3] == "none with a published amount"
    assert cells(response, "Projects led or partnered") == ["2", "2 as many", "1 1 fewer", "2 as many"]


def test_nothing_differs_from_leads_not_stated_in_what_they_are_involved_in(client, tiny):
    response = client.get("/compare/?region=not-stated&region=north")
    assert cells(response, "Projects led or partnered") == ["does not apply", "3"]
    response = client.get("/compare/?region=north&region=not-stated")
    assert cells(response, "Money in those, in full") == ["about £1,393", "does not apply"]


def test_rounds_have_what_was_announced(client, tiny):
    make_announcement(round=tiny.rounds["first"], amount=2_000, qualifier="at least")
    response = client.get("/compare/?round=first&round=second")
    assert cells(response, "Announced for the round as a whole") == ["at least £2,000", "not stated"]
    assert "Together they awarded money to 5 projects" in words_of(response)
    assert "3 of them were awarded money in both." in words_of(response)


def test_charts_of_years_have_one_scale(client, tiny):
    charts = client.get("/compare/?force=ash&force=cedar").context["charts"]
    assert list(charts) == ["totals", "years-ash", "years-cedar"]
    assert charts["years-ash"].largest == charts["years-cedar"].largest == Decimal(1000)
    labels = ["2016-17", "2017-18", "2018-19", "2019-20", "Year not published"]
    assert [row.label for row in charts["years-ash"].rows] == labels
    assert [row.label for row in charts["years-cedar"].rows] == labels
    assert charts["years-ash"].table[0][1][0].width == 10.05


def test_nothing_published_anywhere_is_said_and_not_drawn_as_money(client, tiny):
    response = client.get("/compare/?force=birch&force=dale")
    said = words_of(response)
    assert "No amount is published" in said
    assert "Birch Police: nothing itemised" in said
    assert "Dale Police: no amount is published" in said
    assert cells(response, "Amount led") == ["nothing", "not published difference not known"]


def test_entry_points_are_on_the_lists_and_pages_of_things(client, tiny):
    for address, link in [
        ("/forces/", "/compare/"),
        ("/regions/", "/compare/?kind=region"),
        ("/rounds/", "/compare/?kind=round"),
        ("/themes/", "/compare/?kind=theme"),
        ("/forces/ash/", "/compare/?force=ash"),
        ("/regions/north/", "/compare/?region=north"),
        ("/rounds/first/", "/compare/?round=first"),
        ("/themes/digital/", "/compare/?theme=digital"),
    ]:
        assert f'href="{link}"' in body_of(client.get(address)), address


# The download


def test_download_has_a_row_for_each_number(client, tiny):
    rows = rows_of(client.get("/compare.csv?force=ash&force=cedar"))
    found = [
        (row["ids"], row["basis"], row["breakdown"], row["group_id"], row["projects"], row["amount_gbp"])
        for row in rows
    ]
    assert found[:6] == [
        ("ash", "counted", "all", "", "1", "300.50"),
        ("ash", "counted", "financial_year", "2016-17", "1", "100.50"),
        ("ash", "counted", "financial_year", "2017-18", "1", "200"),
        ("ash", "counted", "financial_year", "2018-19", "0", ""),
        ("ash", "counted", "financial_year", "2019-20", "0", ""),
        ("ash", "counted", "financial_year", "not-published", "0", ""),
    ]
    assert ("ash", "involved", "all", "", "2", "1350.50") in found
    assert found[-2:] == [
        ("ash;cedar", "together", "all", "", "2", "1350.50"),
        ("ash;cedar", "shared", "all", "", "2", "1350.50"),
    ]


@pytest.mark.parametrize(
    "query",
    ["force=ash&force=cedar&force=elm", "region=north&region=not-stated", "round=first&round=second", "theme=digital"],
)
def test_parts_of_the_download_add_up_to_the_whole(client, tiny, query):
    rows = rows_of(client.get(f"/compare.csv?{query}"))
    counted = [row for row in rows if row["basis"] == "counted"]
    for ids in {row["ids"] for row in counted}:
        mine = [row for row in counted if row["ids"] == ids]
        breakdowns = {row["breakdown"] for row in mine}
        sums = {
            breakdown: sum(Decimal(row["amount_gbp"] or 0) for row in mine if row["breakdown"] == breakdown)
            for breakdown in breakdowns
        }
        assert len(breakdowns) == 4
        assert len(set(sums.values())) == 1, sums


def test_download_without_anything_chosen_is_a_header(client, tiny):
    assert rows_of(client.get("/compare.csv")) == []


def test_download_is_named_after_what_is_compared(client, tiny):
    assert (
        'filename="police-transformation-fund-compare-force-ash-force-cedar.csv"'
        in (client.get("/compare.csv?force=ash&force=cedar")["Content-Disposition"])
    )
