"""The tables of the pages: what a cell says, what is escaped, what can be sorted."""

import re
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.template import engines
from django.test import RequestFactory

from funding.filters.view import View
from funding.models import Award, Change
from funding.tables import lists
from funding.totals import listings, partnerships
from funding.totals.dimensions import PROJECT
from funding.totals.selection import Selection
from tests.data.builders import make_announcement, make_award, make_force, make_project


def cells(table, *columns: str) -> list[list[str]]:
    return [[str(row.get_cell(column)) for column in columns] for row in table.rows]


def html_of(table) -> str:
    """As a page prints it."""
    template = engines["django"].from_string("{% load django_tables2 %}{% render_table table %}")
    return template.render({"table": table}, RequestFactory().get("/projects/?theme=digital&page=2"))


def test_project_table(tiny):
    table = lists.ProjectTable(View(QueryDict()).projects(), caption="Projects")
    assert cells(table, "title", "lead", "theme", "awards", "amount") == [
        [
            '<a href="/projects/beta/">Project Beta</a>',
            '<a href="/forces/cedar/">Cedar Police</a>',
            '<a href="/themes/digital/">Digital</a>',
            "2",
            '<data value="1050.00" title="about £1,050">about £1,050</data>',
        ],
        [
            '<a href="/projects/alpha/">Project Alpha</a>',
            '<a href="/forces/ash/">Ash Police</a>',
            '<a href="/themes/digital/">Digital</a>',
            "2",
            '<data value="300.50" title="about £300.50">about £301</data> <span class="aside">and 1 award not published</span>',
        ],
        [
            '<a href="/projects/delta/">Project Delta</a>',
            '<span class="unknown">not stated</span>',
            '<a href="/themes/forensics/">Forensics</a>',
            "2",
            '<data value="42.01" title="about £42.01">about £42</data> <span class="aside">and 1 award not published</span>',
        ],
        [
            '<a href="/projects/gamma/">Project Gamma</a>',
            '<a href="/forces/elm/">Elm Police</a>',
            '<a href="/themes/forensics/">Forensics</a>',
            "1",
            '<data value="10.00" title="£10">£10</data>',
        ],
        [
            '<a href="/projects/zeta/">Project Zeta</a>',
            '<a href="/forces/dale/">Dale Police</a>',
            '<a href="/themes/wellbeing/">Wellbeing</a>',
            "1",
            '<span class="unknown">not published</span>',
        ],
    ]


def test_project_table_keeps_the_order_that_the_filter_gives(tiny):
    projects = View(QueryDict("sort=title")).projects()
    table = lists.ProjectTable(projects, caption="Projects", order_by="-amount")
    assert [row.record.slug for row in table.rows] == ["alpha", "beta", "delta", "gamma", "zeta"]


def test_round_table(tiny):
    make_announcement(round=tiny.rounds["first"], amount=2000, qualifier="at least", project_count=4)
    table = lists.RoundTable(listings.rounds(Selection.published()), caption="Rounds")
    assert cells(table, "name", "announced_on", "announced", "itemised", "coverage", "known") == [
        [
            '<a href="/rounds/first/">First round</a> <span class="aside">Bids</span>',
            "no day given",
            '<data value="2000.00" title="at least £2,000">at least £2,000</data>',
            '<data value="1300.50" title="about £1,300.50">about £1,301</data>',
            "at most 65%",
            "3 of 4",
        ],
        [
            '<a href="/rounds/second/">Second round</a> <span class="aside">Bids</span>',
            "no day given",
            "not stated",
            '<data value="102.01" title="about £102.01">about £102</data>',
            "not known",
            "5",
        ],
    ]


def test_region_table(tiny):
    table = lists.RegionTable(listings.regions(Selection.published()), caption="Regions")
    assert cells(table, "region", "led_projects", "involved") == [
        ['<a href="/regions/north/">North</a>', "1", "3"],
        ['<a href="/regions/south/">South</a>', "2", "4"],
        ['<a href="/projects/?region=national-bodies">National bodies</a>', "1", "1"],
        ['<a href="/projects/?region=not-stated">Lead not stated</a>', "1", "does not apply"],
    ]


def test_force_table(tiny):
    table = lists.ForceTable(listings.forces(Selection.published()), caption="Forces")
    assert cells(table, "force", "region", "led_projects", "led", "involved") == [
        [
            '<a href="/forces/ash/">Ash Police</a>',
            "North",
            "1",
            '<data value="300.50" title="about £300.50">about £301</data>',
            "2",
        ],
        ['<a href="/forces/birch/">Birch Police</a>', "North", "0", '<span class="nothing">nothing</span>', "2"],
        [
            '<a href="/forces/cedar/">Cedar Police</a>',
            "South",
            "1",
            '<data value="1050.00" title="about £1,050">about £1,050</data>',
            "2",
        ],
        ['<a href="/forces/dale/">Dale Police</a>', "South", "1", '<span class="unknown">not published</span>', "2"],
        [
            '<a href="/forces/elm/">Elm Police</a>',
            "National body",
            "1",
            '<data value="10.00" title="£10">£10</data>',
            "1",
        ],
        [
            '<a href="/projects/?lead=not-stated">Lead not stated</a>',
            "not stated",
            "1",
            '<data value="42.01" title="about £42.01">about £42</data>',
            "does not apply",
        ],
    ]


def test_theme_table(tiny):
    table = lists.ThemeTable(listings.themes(Selection.published()), caption="Themes")
    assert cells(table, "theme", "projects", "without") == [
        ['<a href="/themes/digital/">Digital</a>', "2", "1"],
        ['<a href="/themes/forensics/">Forensics</a>', "2", "1"],
        ['<a href="/themes/wellbeing/">Wellbeing</a>', "1", "1"],
    ]


def test_award_table(tiny):
    awards = Award.objects.filter(round=tiny.rounds["second"]).order_by("project__title")
    table = lists.AwardTable(awards, caption="Awards")
    assert cells(table, "project", "lead", "as_stated", "amount")[2:] == [
        [
            '<a href="/projects/delta/#second-delta">Project Delta</a>',
            '<span class="unknown">not stated</span>',
            "not published",
            '<data value="42.01" title="about £42.01">about £42</data>',
        ],
        [
            '<a href="/projects/gamma/#second-gamma">Project Gamma</a>',
            '<a href="/forces/elm/">Elm Police</a>',
            "not published",
            '<data value="10.00" title="£10">£10</data>',
        ],
        [
            '<a href="/projects/zeta/#second-zeta">Project Zeta</a>',
            '<a href="/forces/dale/">Dale Police</a>',
            "not published",
            '<span class="unknown">not published</span>',
        ],
    ]


def test_companion_table(tiny):
    found = partnerships.companions(Selection.published().by(PROJECT), tiny.forces["birch"])
    table = lists.CompanionTable(found, caption="Forces")
    assert cells(table, "force", "projects_in_common", "amount", "projects")[-1] == [
        '<a href="/forces/dale/">Dale Police</a>',
        '<a href="/projects/?force=birch&amp;with=dale">1 project</a>',
        '<data value="42.01" title="about £42.01">about £42</data> '
        '<span class="aside">and 1 award not published</span>',
        '<a href="/projects/delta/">Project Delta</a>',
    ]


def test_pair_table(tiny):
    make_award(
        project=make_project(slug="eta", title="Eta", lead=tiny.forces["dale"], partners=[tiny.forces["birch"]]),
        round=tiny.rounds["first"],
    )
    table = lists.PairTable(partnerships.pairs(Selection.published()), caption="Pairs", order_by="-projects")
    assert cells(table, "forces", "projects", "amount", "leads", "which")[:3] == [
        [
            '<a href="/forces/ash/">Ash Police</a> and <a href="/forces/cedar/">Cedar Police</a>',
            "2",
            '<data value="1350.50" title="about £1,350.50">about £1,351</data> '
            '<span class="aside">and 1 award not published</span>',
            "Ash Police 1, Cedar Police 1",
            '<a href="/projects/alpha/">Project Alpha</a>, <a href="/projects/beta/">Project Beta</a>',
        ],
        [
            '<a href="/forces/birch/">Birch Police</a> and <a href="/forces/dale/">Dale Police</a>',
            "2",
            '<data value="42.01" title="about £42.01">about £42</data> '
            '<span class="aside">and 2 awards not published</span>',
            "Dale Police 1, not stated 1",
            '<a href="/projects/eta/">Eta</a>, <a href="/projects/delta/">Project Delta</a>',
        ],
        [
            '<a href="/forces/ash/">Ash Police</a> and <a href="/forces/birch/">Birch Police</a>',
            "1",
            '<data value="300.50" title="about £300.50">about £301</data> '
            '<span class="aside">and 1 award not published</span>',
            "Ash Police 1",
            '<a href="/projects/alpha/">Project Alpha</a>',
        ],
    ]


def test_allocation_table(tiny):
    first, second = tiny.awards["first-alpha"].allocations.order_by("financial_year")
    unknown = tiny.awards["first-beta"].allocations.get()
    first.note = "Printed twice."
    changed = {
        "first-alpha 2017-18 stated": Change(
            release_id=7, kind="changed", column="amount_gbp", before="£250", reason="A misprint."
        ),
        "first-beta  stated": Change(release_id=8, kind="added"),
    }
    table = lists.AllocationTable([first, second, unknown], changed=changed, caption="Amounts")
    assert cells(table, "year", "amount", "status") == [
        ["2016-17", '<data value="100.50" title="£100.50">£101</data>', "Awarded"],
        [
            "2017-18",
            '<data value="200.00" title="about £200">about £200</data>'
            '<span class="aside">Changed in release 7, from £250: A misprint.</span>',
            "Awarded",
        ],
        [
            "Year not published",
            '<data value="1000.00" title="at least £1,000">at least £1,000</data><span class="aside">New in release 8.</span>',
            "Awarded",
        ],
    ]
    assert cells(table, "as_stated")[0] == ['£100.50<span class="aside">Printed twice.</span>']
    [source] = first.sources.all()
    link = f'<a href="{source.url}" title="A press notice" rel="external">Home Office</a>'
    assert cells(table, "sources")[0] == [link]


# How a table is printed


def test_table_has_a_caption_scopes_and_what_it_is_sorted_by(tiny):
    html = html_of(lists.ProjectTable(View(QueryDict()).projects(), caption="A <caption>", order_by="-amount"))
    assert "<caption>A &lt;caption&gt;</caption>" in html
    assert html.count('scope="col"') == 5
    assert html.count('scope="row"') == 5
    assert html.count("aria-sort") == 1
    assert re.search(r'<th[^>]* aria-sort="descending">\s*<a [^>]*>Amount', html)
    assert 'tabindex="0" role="region" aria-label="A &lt;caption&gt;"' in html


def test_table_heads_are_links_that_keep_the_query_and_leave_the_page(tiny):
    html = html_of(lists.ProjectTable(View(QueryDict()).projects(), caption="C", order_by="-amount"))
    assert 'href="?theme=digital&amp;sort=title"' in html
    assert 'href="?theme=digital&amp;sort=amount"' in html  # sorted by it already, so the other way round
    assert 'href="?theme=digital&amp;sort=-awards"' in html  # largest first


def test_table_that_cannot_be_sorted_has_no_links_in_its_head(tiny):
    html = html_of(lists.ProjectTable(View(QueryDict()).projects(), caption="C", orderable=False))
    assert "sort=" not in html


def test_table_has_no_empty_cell(tiny):
    rows = listings.forces(Selection.published())
    for table in [
        lists.ProjectTable(View(QueryDict()).projects(), caption="C"),
        lists.RoundTable(listings.rounds(Selection.published()), caption="C"),
        lists.RegionTable(listings.regions(Selection.published()), caption="C"),
        lists.ForceTable(rows, caption="C"),
        lists.ThemeTable(listings.themes(Selection.published()), caption="C"),
    ]:
        printed = [text for row in cells(table, *(column.name for column in table.columns)) for text in row]
        assert [text for text in printed if text.strip() in ("", "—", "None")] == []


@pytest.mark.parametrize("title", ["<b>x</b>", "</td><script>alert(1)</script>"])
def test_markup_in_a_name_is_escaped(tiny, title):
    lead = make_force(slug="odd", name=title)
    project = make_project(slug="odd", title=title, theme=tiny.themes["digital"], lead=lead)
    make_award(project=project, round=tiny.rounds["first"], amount=Decimal(5))
    html = html_of(lists.ProjectTable(View(QueryDict("project=odd")).projects(), caption=title))
    assert title not in html
    assert html.count(title.replace("<", "&lt;").replace(">", "&gt;")) == 4  # title, lead, and twice the caption
