"""Things side by side: by hand on the tiny fund, and against the slow reference over any fund at all."""

from dataclasses import asdict

import pytest
from hypothesis import given

from forces.models import Force, Region
from funding.filters.compared_kinds import KINDS
from funding.models import Round
from funding.totals.comparison import compare
from funding.totals.dimensions import LEAD, REGION, ROUND, THEME
from funding.totals.groups import Group
from funding.totals.selection import Selection
from projects.models import Theme
from tests.data.builders import make_award, make_force, make_project, pounds_of
from tests.data.strategies import built, funds, generated_few
from tests.data.tiny_fund import TinyFund, make_tiny_fund
from tests.reference import reference
from tests.reference.reference import Line, Lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> TinyFund:
    return make_tiny_fund()


def brief(group: Group) -> tuple:
    """Pounds, qualifier, projects, awards, and those without an amount."""
    amount = None if group.amount is None else str(group.pounds)
    return amount, group.amount and group.amount.qualifier, group.projects, group.awards, group.awards_without_amount


def test_forces_have_what_they_lead_and_apart_from_it_what_involves_them(tiny):
    found = compare(KINDS["force"], ["ash", "cedar"])
    ash, cedar = found.sides
    assert brief(ash.counted) == ("300.50", "about", 1, 2, 1)
    assert brief(ash.touched) == ("1350.50", "about", 2, 4, 1)
    assert brief(cedar.counted) == ("1050.00", "about", 1, 2, 0)
    assert brief(cedar.touched) == ("1350.50", "about", 2, 4, 1)
    assert (ash.largest and ash.largest[0].slug, cedar.largest and cedar.largest[0].slug) == ("alpha", "beta")


def test_shared_projects_are_named_and_counted_once_together(tiny):
    found = compare(KINDS["force"], ["birch", "ash", "dale"])
    assert [(one.project.slug, one.slugs, str(pounds_of(one.money))) for one in found.shared] == [
        ("alpha", ("birch", "ash"), "300.50"),
        ("delta", ("birch", "dale"), "42.01"),
    ]
    assert brief(found.together) == ("1392.51", "about", 4, 7, 3)
    assert brief(found.in_common) == ("342.51", "about", 2, 4, 2)


def test_regions_share_projects_of_forces_of_both(tiny):
    found = compare(KINDS["region"], ["south", "north", "national-bodies", "not-stated"])
    assert [brief(side.counted) for side in found.sides] == [
        ("1050.00", "about", 2, 3, 1),
        ("300.50", "about", 1, 2, 1),
        ("10.00", "exactly", 1, 1, 0),
        ("42.01", "about", 1, 2, 1),
    ]
    assert [brief(side.touched) for side in found.sides[:3]] == [
        ("1392.51", "about", 4, 7, 3),
        ("1392.51", "about", 3, 6, 2),
        ("10.00", "exactly", 1, 1, 0),
    ]
    assert [(one.project.slug, one.slugs) for one in found.shared] == [
        ("alpha", ("south", "north")),
        ("beta", ("south", "north")),
        ("delta", ("south", "north", "not-stated")),
    ]
    assert brief(found.together) == ("1402.51", "about", 5, 8, 3)


def test_rounds_share_projects_awarded_money_in_both(tiny):
    found = compare(KINDS["round"], ["second", "first"])
    assert [brief(side.counted) for side in found.sides] == [
        ("102.01", "about", 5, 5, 2),
        ("1300.50", "about", 3, 3, 1),
    ]
    assert [one.project.slug for one in found.shared] == ["alpha", "beta", "delta"]
    assert brief(found.together) == ("1402.51", "about", 5, 8, 3)
    assert list(found.rows) == ["financial_year", "theme", "region"]


def test_themes_share_projects_of_which_they_are_further_themes_without_money(tiny):
    tiny.projects["beta"].other_themes.set([tiny.themes["wellbeing"]])
    found = compare(KINDS["theme"], ["digital", "wellbeing"])
    assert [brief(side.counted) for side in found.sides] == [
        ("1350.50", "about", 2, 4, 1),
        (None, None, 1, 1, 1),
    ]
    assert [brief(side.touched) for side in found.sides] == [
        ("1350.50", "about", 2, 4, 1),
        ("1050.00", "about", 2, 3, 1),
    ]
    assert [one.project.slug for one in found.shared] == ["beta"]
    assert brief(found.together) == ("1350.50", "about", 3, 5, 2)
    assert found.sides[1].largest is None


def test_themes_share_projects_that_are_counted_under_neither(tiny):
    tiny.projects["beta"].other_themes.set([tiny.themes["wellbeing"], tiny.themes["forensics"]])
    found = compare(KINDS["theme"], ["forensics", "wellbeing"])
    assert [(one.project.slug, str(pounds_of(one.money))) for one in found.shared] == [("beta", "1050.00")]
    assert [brief(side.counted)[:3] for side in found.sides] == [("52.01", "about", 2), (None, None, 1)]
    assert brief(found.together) == ("1102.01", "about", 4, 6, 2)


def test_breakdowns_have_a_row_for_each_group_that_any_has(tiny):
    found = compare(KINDS["force"], ["ash", "elm"])
    assert found.rows == {
        "financial_year": [
            ("2016-17", "2016-17"),
            ("2017-18", "2017-18"),
            ("2018-19", "2018-19"),
            ("2019-20", "2019-20"),
        ],
        "theme": [("digital", "Digital"), ("forensics", "Forensics")],
        "round": [("first", "First round"), ("second", "Second round")],
    }
    ash, elm = found.sides
    assert brief(ash.groups["financial_year"]["2017-18"]) == ("200.00", "about", 1, 1, 0)
    assert brief(elm.groups["financial_year"]["2018-19"]) == ("7.00", "exactly", 1, 1, 0)
    assert brief(ash.groups["round"]["second"]) == (None, None, 1, 1, 1)
    assert set(elm.groups["theme"]) == {"forensics"}


def test_year_not_published_has_a_row_where_any_has_it(tiny):
    assert compare(KINDS["force"], ["ash", "cedar"]).rows["financial_year"][-1] == (
        "not-published",
        "Year not published",
    )


def test_thing_that_has_nothing_is_there(tiny):
    make_force(slug="yew")
    yew = compare(KINDS["force"], ["ash", "yew"]).sides[1]
    assert (brief(yew.counted), brief(yew.touched), yew.largest) == ((None, None, 0, 0, 0),) * 2 + (None,)


@pytest.mark.parametrize("kind", KINDS)
def test_queries_are_the_same_for_two_and_for_four(tiny, kind, django_assert_num_queries):
    slugs = {"force": ["ash", "cedar", "elm", "dale"], "region": ["north", "south", "national-bodies", "not-stated"]}
    slugs |= {"round": ["first", "second"], "theme": ["digital", "forensics", "wellbeing"]}
    expected = 1 + 11  # the facts of the record are read each time
    with django_assert_num_queries(expected):
        compare(KINDS[kind], slugs[kind][:2])
    make_award(project=make_project(lead=tiny.forces["dale"]), round=tiny.rounds["first"])
    with django_assert_num_queries(expected):
        compare(KINDS[kind], slugs[kind])


# Against plain loops


def of(kind: str, slug: str, line: Line) -> bool:
    """Whether a line's money belongs to the thing."""
    return {
        "force": reference.lead_of(line)[0],
        "region": reference.region_of(line)[0],
        "round": line.round[0],
        "theme": line.theme[0],
    }[kind] == slug


def touches(kind: str, slug: str, line: Line) -> bool:
    """Whether the line's project has to do with the thing."""
    everyone = [who for who in (line.lead, *line.partners) if who]
    if kind == "force":
        return slug in [who.slug for who in everyone]
    if kind == "region":
        regions = [(who.region or ("national-bodies", ""))[0] for who in everyone]
        return slug in regions or (slug == "not-stated" and line.lead is None)
    if kind == "theme":
        return of(kind, slug, line) or Theme.objects.get(slug=slug).name in line.other_themes
    return of(kind, slug, line)


def without_names(group: Group | dict) -> dict:
    row = group if isinstance(group, dict) else asdict(group)
    return {name: value for name, value in row.items() if name not in ("slug", "label", "in_sentences")}


def assert_equals_reference(kind: str, slugs: list[str], lines: Lines) -> None:
    found = compare(KINDS[kind], slugs)
    touched = {slug: [line for line in lines if touches(kind, slug, line)] for slug in slugs}
    for slug, side in zip(slugs, found.sides, strict=True):
        mine = [line for line in lines if of(kind, slug, line)]
        assert without_names(side.counted) == without_names(reference.group("", "", mine))
        assert without_names(side.touched) == without_names(reference.group("", "", touched[slug]))
        for breakdown, groups in side.groups.items():
            rows = (
                reference.by_year(mine)
                if breakdown == "financial_year"
                else reference.by(mine, reference.KEYS[breakdown])
            )
            assert {name: reference.counted(group) for name, group in groups.items()} == {
                row["slug"]: row for row in rows
            }
        worth = [
            row["amount"]["pounds"]
            for row in reference.by(mine, reference.KEYS["project"])
            if row["amount"] is not None
        ]
        assert (side.largest[1].pounds if side.largest else None) == max(worth, default=None)
    in_any = [line for line in lines if any(line in touched[slug] for slug in slugs)]
    assert without_names(found.together) == without_names(reference.group("", "", in_any))
    projects_of = {slug: {line.project[0] for line in touched[slug]} for slug in slugs}
    expected = {}
    for project in {line.project[0] for line in in_any}:
        named_by = tuple(slug for slug in slugs if project in projects_of[slug])
        if len(named_by) > 1:
            expected[project] = named_by
    assert {one.project.slug: one.slugs for one in found.shared} == expected
    assert len(found.shared) == len(expected)


@generated_few
@given(funds())
def test_comparisons_of_any_fund_equal_the_reference(fund):
    with built(fund):
        lines = reference.published(reference.read_lines())
        things = {
            "force": [force.slug for force in Force.objects.all()][:4],
            "region": [*[region.slug for region in Region.objects.all()][:2], "national-bodies", "not-stated"],
            "round": [round_.slug for round_ in Round.objects.published()][:4],
            "theme": [theme.slug for theme in Theme.objects.all()][:4],
        }
        for kind, slugs in things.items():
            if slugs:
                assert_equals_reference(kind, slugs, lines)


@generated_few
@given(funds())
def test_comparisons_have_the_totals_of_the_other_pages(fund):
    """What is put together from projects is what the database adds up for the whole."""
    with built(fund):
        dimensions = {"force": LEAD, "region": REGION, "round": ROUND, "theme": THEME}
        for kind, dimension in dimensions.items():
            for group in Selection.published().by(dimension):
                [side] = compare(KINDS[kind], [group.slug]).sides
                assert without_names(side.counted) == without_names(group)
