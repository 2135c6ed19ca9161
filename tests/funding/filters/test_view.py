"""What a query string asks for, worked out by hand from the table in `tests/tiny_fund.py`."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from funding.filters.phrases import Value, led_in_words
from funding.filters.sorting import largest_first
from funding.filters.view import View
from funding.totals.selection import Selection
from funding.words import region_in_words
from tests.data.builders import make_allocation, make_award, make_project, pounds_of


def asked(query: str) -> View:
    return View(QueryDict(query))


def shown(query: str) -> dict[str, str | None]:
    """The pounds of each project, in the order of the page."""
    return {
        project.slug: pounds_of(project.totals) and str(pounds_of(project.totals))
        for project in asked(query).projects()
    }


EVERYTHING = {"beta": "1050.00", "alpha": "300.50", "delta": "42.01", "gamma": "10.00", "zeta": None}


# What is selected


@pytest.mark.parametrize(
    ("query", "projects", "total"),
    [
        ("", EVERYTHING, "1402.51"),
        ("unknown=1&utm_source=x&page=7", EVERYTHING, "1402.51"),
        ("q=&round=&theme=&region=&lead=&force=&fy=&project=&amount_min=&amount_max=&sort=", EVERYTHING, "1402.51"),
        ("q=+++", EVERYTHING, "1402.51"),
        # Text
        ("q=photographs", {"alpha": "300.50", "delta": "42.01"}, "342.51"),
        ("q=++PHOTOgraphs++", {"alpha": "300.50", "delta": "42.01"}, "342.51"),
        ("q=photographs+shares", {"alpha": "300.50"}, "300.50"),
        ("q=100%25", {"beta": "1050.00", "alpha": "300.50"}, "1350.50"),  # “100% of records”, “£100.50”
        ("q=finger_prints", {"gamma": "10.00"}, "10.00"),
        ("q=fingerxprints", {}, None),
        ("q=finger%25prints", {"gamma": "10.00"}, "10.00"),
        ("q=birch", {"alpha": "300.50", "delta": "42.01"}, "342.51"),
        ("q=police", EVERYTHING, "1402.51"),
        ("q=epsilon", {}, None),
        ("q=draft", {}, None),
        ("q=%27%3B+DROP+TABLE", {}, None),
        # Round: only the round's money of a project that is in several
        ("round=first", {"beta": "1000.00", "alpha": "300.50", "delta": None}, "1300.50"),
        (
            "round=second",
            {"beta": "50.00", "delta": "42.01", "gamma": "10.00", "alpha": None, "zeta": None},
            "102.01",
        ),
        # Theme
        ("theme=digital", {"beta": "1050.00", "alpha": "300.50"}, "1350.50"),
        ("theme=forensics", {"delta": "42.01", "gamma": "10.00"}, "52.01"),
        ("theme=wellbeing", {"zeta": None}, None),
        # Region of the lead
        ("region=north", {"alpha": "300.50"}, "300.50"),
        ("region=south", {"beta": "1050.00", "zeta": None}, "1050.00"),
        ("region=national-bodies", {"gamma": "10.00"}, "10.00"),
        ("region=not-stated", {"delta": "42.01"}, "42.01"),
        # Lead
        ("lead=ash", {"alpha": "300.50"}, "300.50"),
        ("lead=birch", {}, None),
        ("lead=elm", {"gamma": "10.00"}, "10.00"),
        ("lead=not-stated", {"delta": "42.01"}, "42.01"),
        # Force: leads or partners, each project once and in full
        ("force=ash", {"beta": "1050.00", "alpha": "300.50"}, "1350.50"),
        ("force=birch", {"alpha": "300.50", "delta": "42.01"}, "342.51"),
        ("force=dale", {"delta": "42.01", "zeta": None}, "42.01"),
        ("force=elm", {"gamma": "10.00"}, "10.00"),
        # Financial year, in every spelling
        ("fy=2016-17", {"alpha": "100.50", "gamma": "3.00"}, "103.50"),
        ("fy=2016/17", {"alpha": "100.50", "gamma": "3.00"}, "103.50"),
        ("fy=2016-2017", {"alpha": "100.50", "gamma": "3.00"}, "103.50"),
        ("fy=16-17", {"alpha": "100.50", "gamma": "3.00"}, "103.50"),
        ("fy=+2016–17+", {"alpha": "100.50", "gamma": "3.00"}, "103.50"),
        ("fy=2017-18", {"alpha": "200.00", "beta": "50.00"}, "250.00"),
        ("fy=2019-20", {}, None),
        ("fy=not-published", {"beta": "1000.00", "delta": "42.01"}, "1042.01"),
        # Amounts of an award over all its years, both bounds included
        ("amount_min=300.50", {"beta": "1000.00", "alpha": "300.50"}, "1300.50"),
        ("amount_min=300.51", {"beta": "1000.00"}, "1000.00"),
        ("amount_max=42.01", {"delta": "42.01", "gamma": "10.00"}, "52.01"),
        ("amount_min=42.01&amount_max=300.50", {"alpha": "300.50", "beta": "50.00", "delta": "42.01"}, "392.51"),
        ("amount_min=10&amount_max=10", {"gamma": "10.00"}, "10.00"),
        (
            "amount_min=0",
            {"beta": "1050.00", "alpha": "300.50", "delta": "42.01", "gamma": "10.00"},
            "1402.51",
        ),
        ("amount_min=%C2%A31,000", {"beta": "1000.00"}, "1000.00"),
        ("amount_min=1k", {"beta": "1000.00"}, "1000.00"),
        ("amount_min=1m", {}, None),
        ("amount_min=9000", {}, None),  # the draft gives alpha £9,000
        ("amount=under-100k", {"beta": "1050.00", "alpha": "300.50", "delta": "42.01", "gamma": "10.00"}, "1402.51"),
        ("amount=not-published", {"alpha": None, "delta": None, "zeta": None}, None),
        ("not_amount=not-published&theme=digital", {"beta": "1050.00", "alpha": "300.50"}, "1350.50"),
        # Several values: one or the other; excluded: all the rest
        ("theme=digital&theme=wellbeing", {"beta": "1050.00", "alpha": "300.50", "zeta": None}, "1350.50"),
        ("theme=digital&theme=digital&theme=", {"beta": "1050.00", "alpha": "300.50"}, "1350.50"),
        ("not_theme=digital", {"delta": "42.01", "gamma": "10.00", "zeta": None}, "52.01"),
        ("not_theme=digital&not_theme=forensics", {"zeta": None}, None),
        ("theme=digital&not_theme=digital", {}, None),
        ("region=north&region=national-bodies", {"alpha": "300.50", "gamma": "10.00"}, "310.50"),
        ("not_region=not-stated&not_region=south", {"alpha": "300.50", "gamma": "10.00"}, "310.50"),
        ("lead=elm&lead=not-stated", {"delta": "42.01", "gamma": "10.00"}, "52.01"),
        ("not_lead=not-stated&not_lead=cedar", {"alpha": "300.50", "gamma": "10.00", "zeta": None}, "310.50"),
        ("force=elm&force=dale", {"delta": "42.01", "gamma": "10.00", "zeta": None}, "52.01"),
        ("not_force=ash", {"delta": "42.01", "gamma": "10.00", "zeta": None}, "52.01"),
        ("not_force=birch&not_force=elm", {"beta": "1050.00", "zeta": None}, "1050.00"),
        ("force=ash&with=cedar", {"beta": "1050.00", "alpha": "300.50"}, "1350.50"),
        ("force=ash&with=birch", {"alpha": "300.50"}, "300.50"),
        ("force=birch&with=dale&with=cedar", {"alpha": "300.50", "delta": "42.01"}, "342.51"),
        ("fy=2016-17&fy=18/19", {"alpha": "100.50", "gamma": "10.00"}, "110.50"),
        (
            "not_fy=not-published&not_fy=2017-18",
            {"alpha": "100.50", "gamma": "10.00", "delta": None, "zeta": None},
            "110.50",
        ),
        ("round=first&round=second&theme=wellbeing", {"zeta": None}, None),
        ("not_round=first&theme=digital", {"beta": "50.00", "alpha": None}, "50.00"),
        # What is known, and of what kind
        ("kind=bids", EVERYTHING, "1402.51"),
        ("kind=commissioned", {}, None),
        ("not_kind=national-programmes", EVERYTHING, "1402.51"),
        ("amount_published=no", {"alpha": None, "delta": None, "zeta": None}, None),
        ("amount_published=yes&lead=ash", {"alpha": "300.50"}, "300.50"),
        ("year_published=no", {"beta": "1000.00", "delta": "42.01"}, "1042.01"),
        ("year_published=yes", {"alpha": "300.50", "beta": "50.00", "gamma": "10.00"}, "360.50"),
        ("lead_stated=no", {"delta": "42.01"}, "42.01"),
        ("lead_stated=yes&lead_stated=no", EVERYTHING, "1402.51"),
        ("national=yes", {}, None),
        ("national=no", EVERYTHING, "1402.51"),
        ("not_national=yes", EVERYTHING, "1402.51"),  # no parameter of this site
        # Project
        ("project=alpha", {"alpha": "300.50"}, "300.50"),
        # Several at once
        ("round=first&force=ash", {"beta": "1000.00", "alpha": "300.50"}, "1300.50"),
        ("round=second&amount_min=45", {"beta": "50.00"}, "50.00"),
        ("fy=2017-18&amount_max=60", {"beta": "50.00"}, "50.00"),
        ("fy=2017-18&amount_min=300", {"alpha": "200.00"}, "200.00"),
        ("force=birch&q=photographs&theme=forensics", {"delta": "42.01"}, "42.01"),
        ("lead=ash&region=south", {}, None),
        ("project=beta&round=second&fy=2017-18", {"beta": "50.00"}, "50.00"),
    ],
)
def test_filter_selects_projects_and_pounds(tiny, query, projects, total):
    wanted = asked(query)
    assert wanted.errors == []
    assert shown(query) == projects
    group = wanted.selection.total()
    assert (pounds_of(group), group.projects) == (total and Decimal(total), len(projects))
    assert sum(allocation.amount for allocation in wanted.allocations()) == Decimal(total or 0)


def test_filter_by_force_counts_an_amount_once_however_many_of_its_forces_match(tiny):
    """Both the lead and two partners of alpha have "Police" in their names."""
    wanted = asked("q=police&project=alpha")
    assert [str(allocation.amount) for allocation in wanted.allocations()] == ["100.50", "200.00"]
    assert wanted.selection.total().pounds == Decimal("300.50")


def test_filter_by_force_counts_an_award_once_however_many_partners_its_project_has(tiny):
    """Ash leads alpha, which has two partners, and partners beta."""
    wanted = asked("force=ash")
    total = wanted.selection.total()
    assert (total.allocations, total.projects, total.awards, total.awards_without_amount) == (4, 2, 4, 1)
    assert [
        (project.slug, project.totals.awards, project.totals.awards_without_amount) for project in wanted.projects()
    ] == [
        ("beta", 2, 0),
        ("alpha", 2, 1),
    ]


# The view of a thing at hand


@pytest.mark.parametrize(
    ("facet", "things", "slug", "total", "words"),
    [
        ("theme", "themes", "digital", "1350.50", "about Digital"),
        ("round", "rounds", "second", "102.01", "in the round “Second round”"),
        ("region", "regions", "south", "1050.00", "led in the South"),
        ("lead", "forces", "ash", "300.50", "led by Ash Police"),
        ("force", "forces", "ash", "1350.50", "that Ash Police leads or partners"),
        ("project", "projects", "beta", "1050.00", "called “Project Beta”"),
    ],
)
def test_view_of_a_thing_is_that_of_its_address_and_looks_nothing_up(tiny, facet, things, slug, total, words):
    with CaptureQueriesContext(connection) as queries:
        view = View.of(**{facet: getattr(tiny, things)[slug]})
        assert (view.is_valid, view.words, view.query_string) == (True, words, f"{facet}={slug}")
        assert view.address() == f"/projects/?{facet}={slug}"
        assert view.csv["allocations"] == f"/allocations.csv?{facet}={slug}"
    assert len(queries) == 0
    assert view.selection.total().pounds == Decimal(total)
    same = asked(f"{facet}={slug}")
    assert (same.words, same.query_string) == (view.words, view.query_string)
    assert [project.slug for project in view.projects()] == [project.slug for project in same.projects()]


def test_view_of_a_draft_selects_nothing(tiny):
    assert View.of(round=tiny.rounds["draft"]).selection.total().projects == 0


@pytest.mark.parametrize(
    ("facet", "things", "slug", "pounds", "narrower"),
    [
        ("theme", "themes", "digital", "Allocations to this theme", "/projects/?theme=digital&fy=2017-18"),
        ("round", "rounds", "second", "Allocations of this round", "/projects/?round=second&fy=2017-18"),
        (
            "region",
            "regions",
            "south",
            "Allocations to projects led in the South,",
            "/projects/?region=south&fy=2017-18",
        ),
        ("lead", "forces", "ash", "Allocations to projects that Ash Police leads,", "/projects/?lead=ash&fy=2017-18"),
        ("project", "projects", "beta", "Allocations to this project", "/projects/?fy=2017-18&project=beta"),
    ],
)
def test_figures_on_a_page_say_what_they_count_and_lead_to_narrower_views(tiny, facet, things, slug, pounds, narrower):
    scope = View.of(**{facet: getattr(tiny, things)[slug]}).scope
    assert scope.pounds == pounds
    assert scope.address(fy="2017-18") == narrower
    assert scope.csv == f"/allocations.csv?{facet}={slug}"


def test_figures_of_a_filter_say_that_they_count_what_matches():
    scope = asked("fy=2016-17&measure=projects&sort=title").scope
    assert (scope.pounds, scope.matching, scope.of_years) == ("Allocations that match,", True, True)
    assert scope.address(theme="digital") == "/projects/?theme=digital&fy=2016-17&sort=title&measure=projects"
    assert not asked("theme=&measure=projects").scope.of_years


# What is refused


INVALID = [
    ("round=nope", ["There is no round “nope”."]),
    ("round=draft", ["There is no round “draft”."]),
    ("round=First", ["There is no round “First”."]),
    ("theme=nope", ["There is no theme “nope”."]),
    ("region=nope", ["There is no region “nope”."]),
    ("lead=nope", ["There is no force “nope”."]),
    ("lead=national-bodies", ["There is no force “national-bodies”."]),
    ("force=not-stated", ["There is no force “not-stated”."]),
    ("fy=2016", ["“2016” is not a financial year. Write it as 2016-17."]),
    (
        "fy=2016-18",
        ["“2016-18” is not one financial year: 2016 is followed by 17. Write it as 2016-17."],
    ),
    ("fy=2020-21", ["The fund ran from 2016-17 to 2019-20, so it has no money in 2020-21."]),
    ("amount_min=lots", ["“lots” is not an amount in pounds. Write it as 250000 or 1.5m."]),
    ("amount_min=-5", ["“-5” is not an amount in pounds. Write it as 250000 or 1.5m."]),
    ("amount_max=NaN", ["“NaN” is not an amount in pounds. Write it as 250000 or 1.5m."]),
    ("amount_max=1e9", ["“1e9” is not an amount in pounds. Write it as 250000 or 1.5m."]),
    ("amount_max=1,00", ["“1,00” is not an amount in pounds. Write it as 250000 or 1.5m."]),
    ("amount_max=1000000m", ["“1000000m” is more than this site can hold. Write a smaller amount."]),
    ("amount_min=2m&amount_max=1m", ["The lowest amount, £2,000,000, is more than the highest, £1,000,000."]),
    ("project=nope", ["There is no project “nope”."]),
    ("project=epsilon", ["There is no project “epsilon”."]),
    ("project=no+such", ["There is no project “no such”."]),
    (
        "sort=size",
        [
            "“size” is not a way to sort. Sort by one of title, lead, theme, amount, awards; a minus in front turns it round."
        ],
    ),
    (f"q={'x' * 201}", ["Search for at most 200 characters."]),
    ("q=a%00b", ["Null characters are not allowed."]),
    ("theme=digital&theme=nope&not_theme=neither", ["There is no theme “nope”.", "There is no theme “neither”."]),
    ("kind=bid", ["There is no kind of round “bid”."]),
    ("amount=tiny", ["There is no size of award “tiny”."]),
    ("national=maybe", ["There is no answer “maybe”."]),
    ("region=national%00bodies", ["There is no region “national�bodies”."]),
    ("measure=euros", ["The charts measure pounds or projects, not “euros”."]),
    ("stack=lead", ["The years are stacked by round or theme, not by “lead”."]),
    ("basis=globe", ["The map shows what is led or involved, not “globe”."]),
    ("q=a&q=b", ["Search is given 2 times; give it once."]),
    ("sort=title&sort=lead", ["Sort is given 2 times; give it once."]),
    (
        "fy=2016-17&fy=2017&lead=nope&sort=size",
        [
            "There is no force “nope”.",
            "“2017” is not a financial year. Write it as 2016-17.",
            "“size” is not a way to sort. Sort by one of title, lead, theme, amount, awards; a minus in front turns it round.",
        ],
    ),
]


@pytest.mark.parametrize(("query", "errors"), INVALID)
def test_filter_with_an_invalid_value_says_why_and_selects_nothing(tiny, query, errors):
    wanted = asked(query)
    assert not wanted.is_valid
    assert wanted.errors == errors
    assert_nothing_selected(wanted)


@pytest.mark.parametrize(
    "parameter",
    ["q", "round", "theme", "region", "lead", "force", "fy", "project", "amount_min", "amount_max", "sort"],
)
@pytest.mark.parametrize("value", ["%00", "x" * 10_000, "%FF%FE", "<script>", "%F0%9F%92%A3" * 201])
def test_filter_with_rubbish_says_so_and_selects_nothing(tiny, parameter, value):
    wanted = asked(f"{parameter}={value}")
    if parameter == "q" and value in ("<script>", "%FF%FE"):
        assert wanted.is_valid  # text like any other
    else:
        assert not wanted.is_valid
        assert len(wanted.errors) >= 1
    assert_nothing_selected(wanted)


def assert_nothing_selected(wanted: View) -> None:
    total = wanted.selection.total()
    assert (total.amount, total.projects, total.awards) == (None, 0, 0)
    assert list(wanted.projects()) == []
    assert list(wanted.allocations()) == []
    assert wanted.selection.by_year() == []


def test_filter_with_one_bad_value_among_good_ones_selects_nothing(tiny):
    assert shown("theme=digital&lead=nope") == {}


# What it is in words, and as an address


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", ""),
        ("sort=title", ""),
        ("q=facial+recognition", "matching “facial recognition”"),
        ("project=alpha", "called “Project Alpha”"),
        ("lead=ash", "led by Ash Police"),
        ("lead=not-stated", "whose lead is not stated"),
        ("region=north", "led in the North"),
        ("region=national-bodies", "led by national bodies"),
        ("region=not-stated", "whose lead is not stated"),
        ("force=ash", "that Ash Police leads or partners"),
        ("theme=digital", "about Digital"),
        ("round=first", "in the round “First round”"),
        ("fy=16/17", "with money in 2016-17"),
        ("fy=not-published", "with money whose year is not published"),
        ("amount_min=1.5m", "with an award of £1,500,000 or more"),
        ("amount_max=10.5", "with an award of £10.50 or less"),
        ("amount_min=1&amount_max=1k", "with an award of £1 to £1,000"),
        (
            "amount_max=2k&fy=2017-18&round=first&theme=digital&force=birch&region=north&lead=ash&project=alpha&q=share",
            "matching “share”, led by Ash Police, led in the North, that Birch Police leads or partners, "
            "about Digital, in the round “First round”, with money in 2017-18, called “Project Alpha”, "
            "with an award of £2,000 or less",
        ),
        ("theme=nope", ""),
        ("theme=wellbeing&theme=digital", "about Digital or Wellbeing"),
        ("not_theme=digital", "not about Digital"),
        ("not_theme=digital&not_theme=forensics", "not about Digital or Forensics"),
        ("round=first&round=second", "in the rounds “First round” or “Second round”"),
        ("not_round=first&not_round=second", "outside the rounds “First round” and “Second round”"),
        ("kind=bids&kind=national-programmes", "in rounds of bids or rounds of national programmes"),
        ("not_kind=not-confirmed", "outside rounds that are not confirmed"),
        ("region=south&region=national-bodies", "led in the South or by national bodies"),
        ("region=south&region=not-stated", "led in the South or whose lead is not stated"),
        ("not_region=south&not_region=not-stated", "whose lead is stated and not led in the South"),
        ("lead=ash&lead=elm&lead=not-stated", "led by Ash Police or Elm Police or whose lead is not stated"),
        ("not_lead=ash&not_lead=not-stated", "whose lead is stated and not led by Ash Police"),
        ("force=ash&force=birch", "that Ash Police or Birch Police leads or partners"),
        ("not_force=ash", "without Ash Police as lead or partner"),
        ("force=ash&with=birch", "that Ash Police leads or partners, together with Birch Police"),
        (
            "lead=ash&lead=birch&lead=cedar&lead=dale&lead=elm",
            "led by Ash Police, Birch Police, Cedar Police or one of 2 others",
        ),
        ("fy=2016-17&fy=2018-19", "with money in 2016-17 or 2018-19"),
        ("fy=2016-17&fy=not-published", "with money in 2016-17 or a year that is not published"),
        ("not_fy=2016-17", "leaving out money in 2016-17"),
        ("amount=1m-to-2.5m&amount=not-published", "with an award of £1m to £2.5m or whose amount is not published"),
        ("not_amount=under-100k", "leaving out awards of under £100,000"),
        ("amount_published=no", "with an award whose amount is not published"),
        ("year_published=yes", "with money whose year is published"),
        ("lead_stated=no", "whose lead is not stated"),
        ("national=yes", "that a source calls national"),
    ],
)
def test_words_say_what_is_selected(tiny, query, words):
    assert asked(query).words == words


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", ""),
        ("sort=-amount&page=2&unknown=1&q=", ""),
        ("sort=amount", "sort=amount"),
        ("fy=16/17", "fy=2016-17"),
        ("amount_min=%C2%A31,500,000.00", "amount_min=1500000"),
        ("amount_min=10.50", "amount_min=10.5"),
        ("amount_min=0", "amount_min=0"),
        ("q=+a+%26+b+", "q=a+%26+b"),
        (
            "sort=title&amount_max=2k&amount_min=1&project=alpha&fy=2017-18&force=birch&lead=ash&region=north&theme=digital&round=first&q=x",
            "q=x&round=first&theme=digital&region=north&lead=ash&force=birch&fy=2017-18&project=alpha&amount_min=1&amount_max=2000&sort=title",
        ),
        ("theme=nope&lead=ash", "lead=ash"),
        ("theme=wellbeing&theme=digital&theme=wellbeing", "theme=digital&theme=wellbeing"),
        ("lead=not-stated&lead=ash", "lead=ash&lead=not-stated"),
        ("fy=not-published&fy=18-19&fy=2016/17", "fy=2016-17&fy=2018-19&fy=not-published"),
        ("amount=10m-or-more&amount=under-100k", "amount=under-100k&amount=10m-or-more"),
        ("not_theme=digital&theme=wellbeing", "theme=wellbeing&not_theme=digital"),
        ("measure=pounds&stack=round&basis=led", ""),
        (
            "find_lead=ash&basis=involved&stack=theme&measure=projects",
            "measure=projects&stack=theme&basis=involved&find_lead=ash",
        ),
    ],
)
def test_query_string_is_canonical(tiny, query, canonical):
    wanted = asked(query)
    assert wanted.query_string == canonical
    assert asked(canonical).query_string == canonical


def test_active_filters_each_with_the_address_without_it(tiny):
    active = asked("lead=ash&fy=16-17&amount_min=1k&sort=title&q=x").active
    assert [(one.parameter, one.label, one.words, one.without) for one in active] == [
        ("q", "Search", "x", "lead=ash&fy=2016-17&amount_min=1000&sort=title"),
        ("lead", "Led by", "Ash Police", "q=x&fy=2016-17&amount_min=1000&sort=title"),
        ("fy", "Financial year", "2016-17", "q=x&lead=ash&amount_min=1000&sort=title"),
        ("amount_min", "Award from (£)", "£1,000", "q=x&lead=ash&fy=2016-17&sort=title"),
    ]


def test_active_filters_have_names_for_what_is_not_known(tiny):
    active = asked("lead=not-stated&region=national-bodies&fy=not-published&force=elm&project=gamma").active
    assert [one.words for one in active] == [
        "National bodies",
        "Lead not stated",
        "Elm Police",
        "Year not published",
        "Project Gamma",
    ]


def test_active_filters_hold_a_refused_value_so_that_it_can_be_removed(tiny):
    active = asked(f"theme={'x' * 100}&lead=ash").active
    assert [(one.parameter, one.words, one.without) for one in active] == [
        ("theme", "x" * 80 + "…", "lead=ash"),
        ("lead", "Ash Police", ""),
    ]


def test_active_filters_of_nothing_are_none(tiny):
    assert asked("sort=title").active == []


@pytest.mark.parametrize(
    ("query", "changes", "address"),
    [
        ("", {}, "/projects/"),
        ("", {"fy": "2016-17"}, "/projects/?fy=2016-17"),
        ("lead=ash&fy=2017-18&sort=title", {"fy": "2016-17"}, "/projects/?lead=ash&fy=2016-17&sort=title"),
        ("lead=ash", {"theme": "digital", "round": "first"}, "/projects/?round=first&theme=digital&lead=ash"),
        ("measure=projects&stack=theme", {"measure": "pounds"}, "/projects/?stack=theme"),
        ("lead=ash&lead=elm&not_lead=birch&theme=digital", {"lead": "elm"}, "/projects/?theme=digital&lead=elm"),
    ],
)
def test_address_sets_values_besides_those_of_the_view(tiny, query, changes, address):
    assert asked(query).address(**changes) == address


@pytest.mark.parametrize(
    ("slug", "name", "words"),
    [
        ("east-midlands", "East Midlands", "led in the East Midlands"),
        ("yorkshire-and-the-humber", "Yorkshire and The Humber", "led in Yorkshire and The Humber"),
        ("london", "London", "led in London"),
        ("national-bodies", "National bodies", "led by national bodies"),
        ("not-stated", "Lead not stated", "whose lead is not stated"),
    ],
)
def test_led_in_words(slug, name, words):
    assert led_in_words([Value(slug, name)]) == words


@pytest.mark.parametrize("name", ["Northumbria", "Eastleigh", "Wales"])
def test_region_in_words_has_no_article_without_a_point_of_the_compass(name):
    assert region_in_words(name) == name


def test_address_with_one_more_value_and_without_one(tiny):
    wanted = asked("theme=digital&not_theme=forensics&sort=title").spelling
    assert wanted.with_value("theme", "wellbeing").address == (
        "/projects/?theme=digital&theme=wellbeing&not_theme=forensics&sort=title"
    )
    assert (
        wanted.with_value("not_theme", "digital").address
        == "/projects/?not_theme=digital&not_theme=forensics&sort=title"
    )
    assert wanted.with_value("theme", "forensics").address == "/projects/?theme=digital&theme=forensics&sort=title"
    assert wanted.without_value("theme", "digital").address == "/projects/?not_theme=forensics&sort=title"
    assert wanted.without_value("theme", "forensics").address == "/projects/?theme=digital&sort=title"


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("", True),
        ("utm_source=x", True),
        ("theme=digital&theme=wellbeing", True),
        ("theme=wellbeing&theme=digital", False),
        ("theme=digital&theme=digital", False),
        ("lead=ash&theme=digital", False),
        ("fy=2016/17", False),
        ("q=", False),
        ("measure=pounds", False),
    ],
)
def test_is_canonical(tiny, query, canonical):
    assert asked(query).is_canonical is canonical


# The order


@pytest.mark.parametrize(
    ("sort", "projects"),
    [
        ("title", ["alpha", "beta", "delta", "gamma", "zeta"]),
        ("-title", ["zeta", "gamma", "delta", "beta", "alpha"]),
        ("lead", ["alpha", "beta", "zeta", "gamma", "delta"]),
        ("-lead", ["gamma", "zeta", "beta", "alpha", "delta"]),
        ("theme", ["alpha", "beta", "delta", "gamma", "zeta"]),
        ("-theme", ["zeta", "delta", "gamma", "alpha", "beta"]),
        ("amount", ["gamma", "delta", "alpha", "beta", "zeta"]),
        ("-amount", ["beta", "alpha", "delta", "gamma", "zeta"]),
        ("", ["beta", "alpha", "delta", "gamma", "zeta"]),
        ("awards", ["gamma", "zeta", "alpha", "beta", "delta"]),
        ("-awards", ["alpha", "beta", "delta", "gamma", "zeta"]),
    ],
)
def test_sort_puts_what_is_unknown_last_and_ends_with_the_title(tiny, sort, projects):
    """Delta has no stated lead, zeta no published amount: last, whichever way."""
    wanted = asked(f"sort={sort}")
    assert [project.slug for project in wanted.projects()] == projects
    of_allocations = [allocation.award.project.slug for allocation in wanted.allocations()]
    assert list(dict.fromkeys(of_allocations)) == [slug for slug in projects if slug != "zeta"]


@pytest.mark.parametrize("sort", ["title", "-title", "lead", "-lead", "theme", "-theme", "amount", "-amount", "awards"])
def test_sort_of_projects_that_are_equal_ends_with_the_primary_key(tiny, sort):
    ash, digital = tiny.forces["ash"], tiny.themes["digital"]
    same = [make_project(title="Same", theme=digital, lead=ash) for _ in range(5)]
    for project in reversed(same):
        make_award(project=project, round=tiny.rounds["first"], amount=5)
    found = [project.pk for project in asked(f"sort={sort}").projects() if project.title == "Same"]
    assert found == sorted(project.pk for project in same)


def test_sort_by_title_does_not_mind_case(tiny):
    make_award(project=make_project(slug="lower", title="apple", theme=tiny.themes["digital"]))
    assert next(iter(shown("sort=title"))) == "lower"


def test_allocations_of_a_project_are_in_the_order_of_rounds_and_years(tiny):
    make_allocation(award=tiny.awards["second-alpha"], year=2016, amount=1)
    make_allocation(award=tiny.awards["first-alpha"], amount=2)
    allocations = asked("project=alpha").allocations()
    assert [(allocation.award.slug, allocation.financial_year) for allocation in allocations] == [
        ("first-alpha", 2016),
        ("first-alpha", 2017),
        ("first-alpha", None),
        ("second-alpha", 2016),
    ]


def test_largest_first(tiny):
    assert [project.slug for project in largest_first(Selection.published())] == [
        "beta",
        "alpha",
        "delta",
        "gamma",
        "zeta",
    ]


def test_search_of_many_words_is_refused(tiny):
    assert View(QueryDict("q=" + "+".join("abcdefghij"))).is_valid
    asked = View(QueryDict("q=" + "+".join("abcdefghijk")))
    assert asked.errors == ["Search for at most 10 words."]
    assert asked.selection.total().amount is None
