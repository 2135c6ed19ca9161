"""What the tiny fund comes to, worked out by hand from the table in `tests/tiny_fund.py`."""

from decimal import Decimal

import pytest

from forces.models import Force
from funding.models import Award
from funding.money import NOT_PUBLISHED, NOTHING, Amount, Qualifier
from funding.totals.dimensions import (
    AMOUNT_PUBLISHED,
    LEAD,
    LEAD_STATED,
    PROJECT,
    REGION,
    ROUND,
    SIZE,
    THEME,
    YEAR,
    YEAR_PUBLISHED,
)
from funding.totals.groups import Group, Totals
from funding.totals.selection import Selection
from tests.data.builders import (
    make_allocation,
    make_award,
    make_group,
    make_project,
    make_region,
    make_source,
    pounds_of,
)
from tests.data.tiny_fund import TinyFund, make_tiny_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> TinyFund:
    return make_tiny_fund()


def rows(groups: list[Group]) -> list[tuple]:
    """Slug, amount, qualifier, allocations; projects, awards, awards without an amount."""
    return [
        (
            group.slug,
            None if group.amount is None else str(group.pounds),
            group.amount and group.amount.qualifier,
            group.allocations,
            group.projects,
            group.awards,
            group.awards_without_amount,
        )
        for group in groups
    ]


def labels(groups) -> list[str]:
    return [group.label for group in groups]


# The total


def test_total_of_what_is_published(tiny):
    assert rows([Selection.published().total()]) == [("", "1402.51", "about", 8, 5, 8, 3)]


def test_total_with_the_draft(tiny):
    assert rows([Selection.of(Award.objects.all()).total()]) == [("", "18402.51", "about", 10, 6, 10, 3)]


def test_total_of_nothing_has_no_amount(db):
    total = Selection.published().total()
    assert rows([total]) == [("", None, None, 0, 0, 0, 0)]
    assert total.pounds == 0


def test_total_without_any_amount_has_none(tiny):
    total = Selection.published().where(THEME, ["wellbeing"]).total()
    assert rows([total]) == [("", None, None, 0, 1, 1, 1)]
    assert total.pounds == 0


def test_total_of_one_amount_keeps_its_qualifier(tiny):
    total = Selection.of(Award.objects.filter(slug="first-beta")).total()
    assert rows([total]) == [("", "1000.00", "at least", 1, 1, 1, 0)]


def test_total_of_one_amount_beside_an_award_without_keeps_its_qualifier(tiny):
    total = Selection.of(Award.objects.filter(slug__in=["first-beta", "first-delta"])).total()
    assert rows([total]) == [("", "1000.00", "at least", 1, 2, 2, 1)]


def test_total_of_exact_amounts_is_exact(tiny):
    total = Selection.of(Award.objects.filter(slug__in=["second-beta", "second-gamma"])).total()
    assert rows([total]) == [("", "60.00", "exactly", 3, 2, 2, 0)]


def test_total_of_two_amounts_that_are_both_at_least_is_about(tiny):
    make_allocation(award=make_award(project=tiny.projects["zeta"]), amount=5, qualifier="at least")
    total = Selection.of(Award.objects.filter(allocations__qualifier="at least")).total()
    assert rows([total]) == [("", "1005.00", "about", 2, 2, 2, 0)]


# Breakdowns


def test_by_round(tiny):
    groups = Selection.published().by(ROUND)
    assert rows(groups) == [
        ("first", "1300.50", "about", 3, 3, 3, 1),
        ("second", "102.01", "about", 5, 5, 5, 2),
    ]
    assert labels(groups) == ["First round", "Second round"]


def test_by_theme_puts_a_theme_without_amounts_last(tiny):
    groups = Selection.published().by(THEME)
    assert rows(groups) == [
        ("digital", "1350.50", "about", 4, 2, 4, 1),
        ("forensics", "52.01", "about", 4, 2, 3, 1),
        ("wellbeing", None, None, 0, 1, 1, 1),
    ]
    assert labels(groups) == ["Digital", "Forensics", "Wellbeing"]


def test_by_theme_gives_no_money_to_further_themes(tiny):
    before = Selection.published().by(THEME)
    tiny.projects["beta"].other_themes.add(tiny.themes["forensics"], tiny.themes["wellbeing"])
    assert Selection.published().by(THEME) == before


def test_by_lead_puts_leads_not_stated_last_whatever_they_come_to(tiny):
    groups = Selection.published().by(LEAD)
    assert rows(groups) == [
        ("cedar", "1050.00", "about", 2, 1, 2, 0),
        ("ash", "300.50", "about", 2, 1, 2, 1),
        ("elm", "10.00", "exactly", 2, 1, 1, 0),
        ("dale", None, None, 0, 1, 1, 1),
        ("not-stated", "42.01", "about", 2, 1, 2, 1),
    ]
    assert labels(groups) == ["Cedar Police", "Ash Police", "Elm Police", "Dale Police", "Lead not stated"]


def test_by_region_has_national_bodies_and_leads_not_stated(tiny):
    groups = Selection.published().by(REGION)
    assert rows(groups) == [
        ("south", "1050.00", "about", 2, 2, 3, 1),
        ("north", "300.50", "about", 2, 1, 2, 1),
        ("national-bodies", "10.00", "exactly", 2, 1, 1, 0),
        ("not-stated", "42.01", "about", 2, 1, 2, 1),
    ]
    assert labels(groups) == ["South", "North", "National bodies", "Lead not stated"]


def test_by_region_leaves_out_a_region_without_awards(tiny):
    make_region(slug="empty")
    assert "empty" not in [group.slug for group in Selection.published().by(REGION)]


def test_by_project(tiny):
    groups = Selection.published().by(PROJECT)
    assert rows(groups) == [
        ("beta", "1050.00", "about", 2, 1, 2, 0),
        ("alpha", "300.50", "about", 2, 1, 2, 1),
        ("delta", "42.01", "about", 2, 1, 2, 1),
        ("gamma", "10.00", "exactly", 2, 1, 1, 0),
        ("zeta", None, None, 0, 1, 1, 1),
    ]
    assert labels(groups) == ["Project Beta", "Project Alpha", "Project Delta", "Project Gamma", "Project Zeta"]


def test_by_sorts_equal_amounts_by_name(tiny):
    for slug in ("omega", "chi"):
        make_award(project=make_project(slug=slug, theme=tiny.themes["digital"]), round=tiny.rounds["first"], amount=10)
    groups = Selection.published().by(PROJECT)
    assert [group.slug for group in groups] == ["beta", "alpha", "delta", "chi", "omega", "gamma", "zeta"]


def test_by_keeps_projects_of_the_same_title_apart(tiny):
    for slug in ("one", "two"):
        make_award(project=make_project(slug=slug, title="Same title"), amount=10)
    assert rows(group for group in Selection.published().by(PROJECT) if group.label == "Same title") in (
        [("one", "10.00", "exactly", 1, 1, 1, 0), ("two", "10.00", "exactly", 1, 1, 1, 0)],
        [("two", "10.00", "exactly", 1, 1, 1, 0), ("one", "10.00", "exactly", 1, 1, 1, 0)],
    )


# Years


def test_by_year_is_in_order_with_the_year_not_published_last(tiny):
    groups = Selection.published().by_year()
    assert rows(groups) == [
        ("2016-17", "103.50", "exactly", 2, 2, 2, 0),
        ("2017-18", "250.00", "about", 2, 2, 2, 0),
        ("2018-19", "7.00", "exactly", 1, 1, 1, 0),
        ("not-published", "1042.01", "about", 3, 2, 2, 0),
    ]
    assert labels(groups) == ["2016-17", "2017-18", "2018-19", "Year not published"]


def test_by_year_of_nothing_is_empty(db):
    assert Selection.published().by_year() == []


def test_by_year_and_round(tiny):
    cells = Selection.published().by_year_and(ROUND)
    assert [(cell.year, cell.slug, cell.label, str(cell.amount.pounds)) for cell in cells] == [
        (2016, "first", "First round", "100.50"),
        (2016, "second", "Second round", "3.00"),
        (2017, "first", "First round", "200.00"),
        (2017, "second", "Second round", "50.00"),
        (2018, "second", "Second round", "7.00"),
        (None, "first", "First round", "1000.00"),
        (None, "second", "Second round", "42.01"),
    ]


def test_by_year_and_region(tiny):
    cells = Selection.published().by_year_and(REGION)
    assert [(cell.year, cell.slug, cell.label, str(cell.amount.pounds)) for cell in cells] == [
        (2016, "national-bodies", "National bodies", "3.00"),
        (2016, "north", "North", "100.50"),
        (2017, "north", "North", "200.00"),
        (2017, "south", "South", "50.00"),
        (2018, "national-bodies", "National bodies", "7.00"),
        (None, "not-stated", "Lead not stated", "42.01"),
        (None, "south", "South", "1000.00"),
    ]


# Less of it


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        ("2016-17", ("", "103.50", "exactly", 2, 2, 2, 0)),
        ("2017-18", ("", "250.00", "about", 2, 2, 2, 0)),
        ("2018-19", ("", "7.00", "exactly", 1, 1, 1, 0)),
        ("2019-20", ("", None, None, 0, 0, 0, 0)),
        ("not-published", ("", "1042.01", "about", 3, 2, 2, 0)),
    ],
)
def test_where_year(tiny, year, expected):
    assert rows([Selection.published().where(YEAR, [year]).total()]) == [expected]


def test_where_year_keeps_to_that_year_in_every_breakdown(tiny):
    selection = Selection.published().where(YEAR, ["2017-18"])
    assert rows(selection.by(PROJECT)) == [
        ("alpha", "200.00", "about", 1, 1, 1, 0),
        ("beta", "50.00", "exactly", 1, 1, 1, 0),
    ]
    assert rows(selection.by_year()) == [("2017-18", "250.00", "about", 2, 2, 2, 0)]
    assert [(project.slug, str(project.totals.pounds)) for project in selection.projects()] == [
        ("alpha", "200.00"),
        ("beta", "50.00"),
    ]


def test_where_year_counts_only_the_awards_of_that_year(tiny):
    assert sorted(award.slug for award in Selection.published().where(YEAR, ["not-published"]).award_rows()) == [
        "first-beta",
        "second-delta",
    ]


@pytest.mark.parametrize(
    ("dimension", "slugs", "chosen", "left"),
    [
        (ROUND, ["first"], "1300.50 of first-alpha first-beta first-delta", "102.01"),
        (ROUND, ["first", "second"], "1402.51 of 8 awards", None),
        (LEAD, ["ash", "not-stated"], "342.51 of first-alpha first-delta second-alpha second-delta", "1060.00"),
        (YEAR, ["2016-17", "2018-19"], "110.50 of first-alpha second-gamma", "1292.01"),
        (YEAR_PUBLISHED, ["no"], "1042.01 of first-beta second-delta", "360.50"),
        (AMOUNT_PUBLISHED, ["no"], "None of first-delta second-alpha second-zeta", "1402.51"),
        (
            LEAD_STATED,
            ["yes"],
            "1360.50 of first-alpha first-beta second-alpha second-beta second-gamma second-zeta",
            "42.01",
        ),
        (SIZE, ["under-100k"], "1402.51 of first-alpha first-beta second-beta second-delta second-gamma", None),
        (SIZE, ["not-published"], "None of first-delta second-alpha second-zeta", "1402.51"),
        (THEME, [], "None of ", "1402.51"),
    ],
)
def test_where_chooses_and_excludes(tiny, dimension, slugs, chosen, left):
    everything = Selection.published()
    selection = everything.where(dimension, slugs)
    awards = sorted(award.slug for award in selection.award_rows())
    assert f"{pounds_of(selection.total())} of {' '.join(awards) if len(awards) < 8 else '8 awards'}" == chosen
    rest = everything.where(dimension, slugs, excluded=True).total()
    assert pounds_of(rest) == (left and Decimal(left))
    assert selection.total().pounds + rest.pounds == Decimal("1402.51")


def test_where_a_year_is_excluded_keeps_awards_without_an_amount_and_those_with_other_years(tiny):
    rest = Selection.published().where(YEAR, ["2016-17", "not-published"], excluded=True)
    assert sorted(award.slug for award in rest.award_rows()) == [
        "first-alpha",
        "first-delta",
        "second-alpha",
        "second-beta",
        "second-gamma",
        "second-zeta",
    ]
    assert rows([rest.total()]) == [("", "257.00", "about", 3, 5, 6, 3)]


def test_where_can_be_said_in_any_order(tiny):
    one = (
        Selection.published().where(YEAR, ["2017-18"]).where(THEME, ["digital"]).where(ROUND, ["second"], excluded=True)
    )
    other = (
        Selection.published().where(ROUND, ["second"], excluded=True).where(THEME, ["digital"]).where(YEAR, ["2017-18"])
    )
    assert rows([one.total()]) == rows([other.total()]) == [("", "200.00", "about", 1, 1, 1, 0)]


@pytest.mark.parametrize(
    ("lowest", "highest", "awards", "total"),
    [
        (
            None,
            None,
            "first-alpha first-beta first-delta second-alpha second-beta second-delta second-gamma second-zeta",
            "1402.51",
        ),
        ("42.01", "300.50", "first-alpha second-beta second-delta", "392.51"),
        ("50.01", "300.49", "", None),
        ("300.51", None, "first-beta", "1000.00"),
        (None, "42.01", "second-delta second-gamma", "52.01"),
        (None, "9.99", "", None),
        ("0", None, "first-alpha first-beta second-beta second-delta second-gamma", "1402.51"),
    ],
)
def test_of_awards_worth_includes_both_bounds(tiny, lowest, highest, awards, total):
    selection = Selection.published().of_awards_worth(lowest and Decimal(lowest), highest and Decimal(highest))
    assert " ".join(sorted(award.slug for award in selection.award_rows())) == awards
    assert pounds_of(selection.total()) == (total and Decimal(total))


def test_of_awards_worth_goes_by_all_years_of_an_award(tiny):
    """Award first-alpha has £300.50 in all, £200 of it in 2017-18."""
    selection = Selection.published().where(YEAR, ["2017-18"]).of_awards_worth(Decimal(300), None)
    assert [award.slug for award in selection.award_rows()] == ["first-alpha"]
    assert selection.total().pounds == Decimal(200)


@pytest.mark.parametrize(
    ("amount", "slug"),
    [
        ("0.01", "under-100k"),
        ("99999.99", "under-100k"),
        ("100000", "100k-to-250k"),
        ("250000", "250k-to-500k"),
        ("500000", "500k-to-1m"),
        ("999999.99", "500k-to-1m"),
        ("1000000", "1m-to-2.5m"),
        ("2500000", "2.5m-to-5m"),
        ("5000000", "5m-to-10m"),
        ("10000000", "10m-or-more"),
        ("999999999999", "10m-or-more"),
    ],
)
def test_size_of_an_award(db, amount, slug):
    make_award(amount=amount)
    assert [group.slug for group in Selection.published().by(SIZE)] == [slug]


# Projects


def test_projects_are_each_there_once_with_their_figures(tiny):
    assert [
        (
            project.slug,
            project.totals.amount and project.totals.amount.exact(),
            project.totals.allocations,
            project.totals.awards,
            project.totals.awards_without_amount,
        )
        for project in Selection.published().projects()
    ] == [
        ("alpha", "about £300.50", 2, 2, 1),
        ("beta", "about £1,050", 2, 2, 0),
        ("delta", "about £42.01", 2, 2, 1),
        ("gamma", "£10", 2, 1, 0),
        ("zeta", None, 0, 1, 1),
    ]


def test_projects_of_one_amount_know_its_qualifier(tiny):
    beta = Selection.published().where(YEAR, ["not-published"]).projects()[0]
    assert (beta.slug, beta.totals.allocations, beta.totals.amount.exact()) == ("beta", 1, "at least £1,000")


def test_projects_leave_out_one_that_only_a_draft_awards(tiny):
    assert "epsilon" not in [project.slug for project in Selection.published().projects()]


def test_projects_come_with_what_a_page_names(tiny, django_assert_num_queries):
    projects = Selection.published().projects()
    with django_assert_num_queries(1):
        for project in projects:
            str(project.theme), str(project.lead), str(project.lead and project.lead.region)


# Led and involved


def test_involving_a_force_counts_its_projects_in_full(tiny):
    def total(slug: str) -> Group:
        return Selection.published().involving([slug]).total()

    assert rows([total("ash")]) == [("", "1350.50", "about", 4, 2, 4, 1)]
    assert rows([total("birch")]) == [("", "342.51", "about", 4, 2, 4, 2)]
    assert rows([total("dale")]) == [("", "42.01", "about", 2, 2, 3, 2)]


def test_involving_all_forces_counts_each_project_once(tiny):
    selection = Selection.published().involving(Force.objects.values_list("slug", flat=True))
    assert rows([selection.total()]) == [("", "1402.51", "about", 8, 5, 8, 3)]


def test_involving_by_force(tiny):
    groups = Selection.published().involved
    assert rows(groups[slug] for slug in sorted(groups)) == [
        ("ash", "1350.50", "about", 4, 2, 4, 1),
        ("birch", "342.51", "about", 4, 2, 4, 2),
        ("cedar", "1350.50", "about", 4, 2, 4, 1),
        ("dale", "42.01", "about", 2, 2, 3, 2),
        ("elm", "10.00", "exactly", 2, 1, 1, 0),
    ]
    assert groups["ash"].label == "Ash Police"


def test_involving_by_region_counts_a_project_once_however_many_of_its_forces_are_in_it(tiny):
    """Alpha is led in the north and partnered by a second force there, and by one in the south."""
    groups = Selection.published().involved_regions
    assert rows(groups[slug] for slug in sorted(groups)) == [
        ("national-bodies", "10.00", "exactly", 2, 1, 1, 0),
        ("north", "1392.51", "about", 6, 3, 6, 2),
        ("south", "1392.51", "about", 6, 4, 7, 3),
    ]
    assert groups["north"].label == "North"


def test_totals_combined_of_one_inexact_part_keep_its_qualifier():
    one = make_group("a", 5, qualifier="up to")
    none = Group(slug="b", label="B")
    assert rows([Totals.combined([none, one]).named("c", "C")]) == [("c", "5", "up to", 1, 1, 1, 0)]
    assert rows([Totals.combined([one, one]).named("c", "C")]) == [("c", "10", "about", 2, 2, 2, 0)]
    assert rows([none]) == [("b", None, None, 0, 0, 0, 0)]


def test_totals_of_no_project_are_nothing_and_of_one_without_an_amount_not_published():
    assert Totals().shown == NOTHING
    assert make_group(projects=1).shown == NOT_PUBLISHED
    assert make_group(pounds=5, qualifier="about").shown == Amount(Decimal(5), Qualifier.ABOUT)


def test_totals_of_an_award_have_its_provisional_part_with_a_qualifier_of_its_own():
    award = make_award()
    make_allocation(award=award, year=2016, amount=3)
    make_allocation(award=award, year=2017, amount=4, qualifier="at least", status="provisional")
    expected = Totals(
        amount=Amount(Decimal(7), Qualifier.ABOUT, of_bounds=True),
        provisional=Amount(Decimal(4), Qualifier.AT_LEAST),
        allocations=2,
        projects=1,
        projects_with_amount=1,
        awards=1,
    )
    assert Totals.of_award(award) == expected
    assert Selection.of(Award.objects.all()).total() == expected.named("", "")
    assert Totals.of_award(make_award()) == Totals(projects=1, awards=1, awards_without_amount=1)


# Sources


def test_sources_are_those_of_the_awards_and_of_the_allocations_that_count(tiny):
    of_award, of_2016, of_2017 = make_source(slug="award"), make_source(slug="in-2016"), make_source(slug="in-2017")
    tiny.awards["first-alpha"].sources.add(of_award, of_2016)
    tiny.allocations[0].sources.set([of_award, of_2016])
    tiny.allocations[1].sources.set([of_2017])
    alpha = Selection.of(Award.objects.published().filter(project=tiny.projects["alpha"]))
    assert sorted(source.slug for source in alpha.sources()) == ["award", "in-2016", "in-2017"]
    tiny.awards["first-alpha"].sources.set([of_award])
    alpha = Selection.of(Award.objects.published().filter(project=tiny.projects["alpha"]))
    assert sorted(source.slug for source in alpha.where(YEAR, ["2017-18"]).sources()) == ["award", "in-2017"]
