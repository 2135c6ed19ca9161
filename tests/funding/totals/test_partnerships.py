"""Who works with whom: by hand on the tiny fund, and against plain loops over any fund at all."""

from decimal import Decimal

import pytest
from hypothesis import given

from forces.models import Force
from funding.models import Award
from funding.totals.dimensions import PROJECT, YEAR
from funding.totals.partnerships import Pair, companions, in_most_pairs, pairs
from funding.totals.selection import Selection
from tests.data.builders import make_allocation, make_award, make_project, pounds_of
from tests.data.strategies import built, choices, funds, generated, generated_few
from tests.data.tiny_fund import TinyFund, make_tiny_fund
from tests.reference import reference
from tests.reference.choosing import choose
from tests.reference.reference import Lines

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> TinyFund:
    return make_tiny_fund()


def rows(found: list[Pair]) -> list[tuple]:
    """Both forces, the projects, pounds, qualifier, how many are without an amount, and led by the one and the other."""
    return [
        (
            pair.a.slug,
            pair.b.slug,
            [project.slug for project in pair.projects],
            None if pair.money.amount is None else str(pair.money.pounds),
            pair.money.amount and pair.money.amount.qualifier,
            pair.without_amount,
            pair.led_by_a,
            pair.led_by_b,
        )
        for pair in found
    ]


def test_pairs_of_what_is_published(tiny):
    assert rows(pairs(Selection.published())) == [
        ("ash", "cedar", ["alpha", "beta"], "1350.50", "about", 0, 1, 1),
        ("ash", "birch", ["alpha"], "300.50", "about", 0, 1, 0),
        ("birch", "cedar", ["alpha"], "300.50", "about", 0, 0, 0),
        ("birch", "dale", ["delta"], "42.01", "about", 0, 0, 0),
    ]


def test_pairs_with_a_draft_show_that_drafts_are_left_out_otherwise(tiny):
    found = rows(pairs(Selection.of(Award.objects.all())))
    assert found[0] == ("ash", "cedar", ["alpha", "beta"], "10350.50", "about", 0, 1, 1)


def test_pair_of_projects_without_any_amount_has_none(tiny):
    project = make_project(slug="eta", title="Eta", lead=tiny.forces["elm"], partners=[tiny.forces["dale"]])
    make_award(project=project, round=tiny.rounds["first"])
    assert rows(pairs(Selection.published()))[-1] == ("dale", "elm", ["eta"], None, None, 1, 0, 1)


def test_pair_of_one_amount_keeps_its_qualifier(tiny):
    found = rows(pairs(Selection.of(Award.objects.filter(slug="first-beta"))))
    assert found == [("ash", "cedar", ["beta"], "1000.00", "at least", 0, 0, 1)]


def test_pair_of_an_exact_amount_and_one_of_up_to_is_about(tiny):
    project = make_project(slug="eta", title="Eta", lead=tiny.forces["elm"], partners=[tiny.forces["dale"]])
    award = make_award(project=project, round=tiny.rounds["first"])
    make_allocation(award=award, year=2016, amount=5)
    make_allocation(award=award, year=2017, amount=7, qualifier="up to")
    assert rows(pairs(Selection.published()))[-1] == ("dale", "elm", ["eta"], "12.00", "about", 0, 0, 1)


def test_pairs_of_one_year_have_only_its_money_and_projects(tiny):
    found = rows(pairs(Selection.published().where(YEAR, ["2017-18"])))
    assert found == [
        ("ash", "cedar", ["alpha", "beta"], "250.00", "about", 0, 1, 1),
        ("ash", "birch", ["alpha"], "200.00", "about", 0, 1, 0),
        ("birch", "cedar", ["alpha"], "200.00", "about", 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("-projects", ["ash cedar", "ash birch", "birch cedar", "birch dale", "dale elm"]),
        ("projects", ["ash birch", "birch cedar", "birch dale", "dale elm", "ash cedar"]),
        ("forces", ["ash birch", "ash cedar", "birch cedar", "birch dale", "dale elm"]),
        ("-forces", ["dale elm", "birch dale", "birch cedar", "ash cedar", "ash birch"]),
        ("amount", ["birch dale", "ash birch", "birch cedar", "ash cedar", "dale elm"]),
        ("-amount", ["ash cedar", "ash birch", "birch cedar", "birch dale", "dale elm"]),
    ],
)
def test_order_of_pairs_with_those_without_an_amount_after_all_amounts(tiny, sort, expected):
    project = make_project(slug="eta", title="Eta", lead=tiny.forces["elm"], partners=[tiny.forces["dale"]])
    make_award(project=project, round=tiny.rounds["first"])
    assert [f"{pair.a.slug} {pair.b.slug}" for pair in pairs(Selection.published(), sort=sort)] == expected


def test_project_in_most_pairs_is_said_with_its_forces(tiny):
    company = in_most_pairs(pairs(Selection.published()))
    assert company
    assert (company.project.slug, company.forces, company.pairs, company.projects) == ("alpha", 3, 3, 3)


def test_no_project_is_in_most_of_no_pairs(db):
    assert in_most_pairs([]) is None


def test_companions_are_the_other_forces_most_projects_in_common_first(tiny):
    def found(slug: str) -> list[tuple[str, list[str], str]]:
        force = tiny.forces[slug]
        involved = Selection.published().involving([slug])
        return [
            (one.force.slug, [project.slug for project in one.projects], str(pounds_of(one.money)))
            for one in companions(involved.by(PROJECT), force)
        ]

    assert found("ash") == [("cedar", ["alpha", "beta"], "1350.50"), ("birch", ["alpha"], "300.50")]
    assert found("birch") == [
        ("ash", ["alpha"], "300.50"),
        ("cedar", ["alpha"], "300.50"),
        ("dale", ["delta"], "42.01"),
    ]
    assert found("dale") == [("birch", ["delta"], "42.01")]
    assert found("elm") == []


def test_companions_of_a_wider_selection_are_only_those_of_the_force(tiny):
    assert [one.force.slug for one in companions(Selection.published().by(PROJECT), tiny.forces["dale"])] == ["birch"]


def test_queries_are_the_same_for_more_projects(tiny, django_assert_num_queries):
    selection = Selection.published()
    with django_assert_num_queries(2):
        pairs(selection)
    for _ in range(5):
        partners = [tiny.forces["birch"], tiny.forces["cedar"]]
        make_award(project=make_project(lead=tiny.forces["elm"], partners=partners), round=tiny.rounds["first"])
    selection = Selection.published()
    with django_assert_num_queries(2):
        assert len(pairs(selection)) == 6


# Against plain loops


def brute_force(lines: Lines) -> dict[tuple[str, str], dict]:
    """Every force against every other, over every line: who is in it, and what it comes to."""
    forces = {who.slug for line in lines for who in (line.lead, *line.partners) if who}
    found = {}
    for one in forces:
        for other in forces:
            if one >= other:
                continue
            both = []
            for line in lines:
                slugs = {who.slug for who in (line.lead, *line.partners) if who}
                if one in slugs and other in slugs:
                    both.append(line)
            if both:
                projects = {line.project[0] for line in both}
                found[one, other] = {
                    "projects": projects,
                    "pounds": sum((amount.pounds for line in both for amount in line.amounts), Decimal(0)),
                    "qualifier": reference.qualifier_of(amount for line in both for amount in line.amounts),
                    "awards": len(both),
                    "awards without amount": len([line for line in both if not line.amounts]),
                    "without amount": len(projects - {line.project[0] for line in both if line.amounts}),
                    "led": {
                        slug: len({line.project for line in both if line.lead and line.lead.slug == slug})
                        for slug in (one, other)
                    },
                }
    return found


def answers(found: list[Pair]) -> dict[tuple[str, str], dict]:
    assert len({frozenset(pair.forces) for pair in found}) == len(found)
    return {
        tuple(sorted(force.slug for force in pair.forces)): {
            "projects": {project.slug for project in pair.projects},
            "pounds": pair.money.pounds,
            "qualifier": pair.money.amount and pair.money.amount.qualifier,
            "awards": pair.money.awards,
            "awards without amount": pair.money.awards_without_amount,
            "without amount": pair.without_amount,
            "led": {pair.a.slug: pair.led_by_a, pair.b.slug: pair.led_by_b},
        }
        for pair in found
    }


@generated
@given(funds(), choices)
def test_pairs_of_any_choice_equal_brute_force(fund, choice):
    with built(fund):
        selection, lines = choose(choice, fund)
        found = pairs(selection)
        assert answers(found) == brute_force(lines)
        assert all(len({project.pk for project in pair.projects}) == len(pair.projects) for pair in found)


@generated_few
@given(funds())
def test_companions_are_the_pairs_of_a_force(fund):
    with built(fund):
        selection = Selection.published()
        found = pairs(selection)
        for force in Force.objects.all():
            expected = {
                (pair.b if pair.a == force else pair.a): (pair.projects, pair.money)
                for pair in found
                if force in pair.forces
            }
            assert {
                one.force: (one.projects, one.money) for one in companions(selection.by(PROJECT), force)
            } == expected
