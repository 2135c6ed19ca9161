"""What must hold for any fund at all: the fast answers are those of the slow reference, and the parts add up to the whole."""

from decimal import Decimal

import pytest
from hypothesis import given

from forces.models import Force, Region
from funding.filters.view import View
from funding.models import Allocation, Award, Conflict, Round, Source
from funding.totals.dimensions import PROJECT, YEAR
from funding.totals.selection import Selection
from projects.models import Project, Theme
from tests.data.builders import make_allocation, make_award, make_force, make_project, make_round
from tests.data.strategies import built, choices, funds, generated, generated_few
from tests.reference import reference
from tests.reference.adding_up import assert_adds_up
from tests.reference.choosing import choose
from tests.reference.facets import selected

pytestmark = pytest.mark.django_db


# The same answers, fast and slow


@generated
@given(funds(with_record=True), choices)
def test_answers_about_any_choice_equal_the_reference(fund, choice):
    with built(fund):
        selection, lines = choose(choice, fund)
        assert reference.answers_of(selection) == reference.answers_of_lines(lines)
        assert sorted(award.slug for award in selection.award_rows()) == sorted(line.award for line in lines)


@generated_few
@given(funds())
def test_answers_about_all_that_is_published_equal_the_reference(fund):
    with built(fund):
        lines = reference.published(reference.read_lines())
        assert reference.answers_of(Selection.published()) == reference.answers_of_lines(lines)


@generated_few
@given(funds())
def test_answers_about_each_single_value_equal_the_reference(fund):
    """The view of each round, theme, project, lead, region and force involved, not only of those that a choice happens to hit."""
    with built(fund):
        lines = reference.published(reference.read_lines())
        things = {
            "round": Round.objects.all(),
            "theme": Theme.objects.all(),
            "project": Project.objects.all(),
            "lead": Force.objects.all(),
            "region": Region.objects.all(),
            "force": Force.objects.all(),
        }
        for name, values in things.items():
            for value in values:
                chosen = View.of(**{name: value}).selection
                expected = selected(lines, {name: [value.slug]})
                assert reference.answers_of_total(chosen) == reference.group("", "", expected), (name, value)


@generated
@given(funds(with_record=True))
def test_public_sources_and_conflicts_equal_the_reference(fund):
    with built(fund):
        sources, conflicts = Source.objects.public(), Conflict.objects.public()
        assert {source.pk for source in sources} == reference.public_sources()
        assert len(sources) == len(reference.public_sources())
        assert {conflict.pk for conflict in conflicts} == reference.public_conflicts()
        assert len(conflicts) == len(reference.public_conflicts())
        assert {round_.slug for round_ in Round.objects.published()} == {
            f"round{number}" for number, (_, is_published) in enumerate(fund.rounds) if is_published
        }


# The parts add up


@generated_few
@given(funds(), choices)
def test_breakdowns_add_up_to_the_total(fund, choice):
    with built(fund):
        assert_adds_up(choose(choice, fund)[0])


@generated
@given(funds())
def test_years_add_up_to_the_total_one_by_one(fund):
    with built(fund):
        selection = Selection.published()
        years = [selection.where(YEAR, [year]).total().pounds for year in reference.YEARS.values()]
        assert sum(years) == selection.total().pounds


@generated_few
@given(funds())
def test_involving_a_force_counts_each_project_once_and_in_full(fund):
    with built(fund):
        worth = {group.slug: group for group in Selection.published().by(PROJECT)}
        for number in range(len(fund.forces)):
            involved = Selection.published().involving([f"force{number}"])
            slugs = [
                f"project{n}" for n, plan in enumerate(fund.projects) if plan.lead == number or number in plan.partners
            ]
            assert sorted(involved.by(PROJECT), key=lambda group: group.slug) == [
                worth[slug] for slug in slugs if slug in worth
            ]
            assert involved.total().pounds == sum(worth[slug].pounds for slug in slugs if slug in worth)


@generated
@given(funds())
def test_involving_every_force_is_every_project_that_names_one(fund):
    with built(fund):
        everyone = Selection.published().involving(Force.objects.values_list("slug", flat=True))
        lines = reference.published(reference.read_lines())
        assert everyone.total().pounds == sum(
            amount.pounds for line in lines if line.lead or line.partners for amount in line.amounts
        )


# What changes nothing


def _public() -> tuple:
    return (
        reference.answers_of(Selection.published()),
        [round_.slug for round_ in Round.objects.published()],
        [source.slug for source in Source.objects.public()],
        [conflict.pk for conflict in Conflict.objects.public()],
    )


@generated_few
@given(funds(with_record=True))
def test_a_draft_changes_nothing_public(fund):
    with built(fund):
        before = _public()
        draft = make_round(published=False)
        projects = [*Project.objects.all(), make_project(lead=make_force(), partners=Force.objects.all()[:2])]
        for project in projects:
            award = make_award(round=draft, project=project)
            make_allocation(award=award, year=2016, amount="123456.78", qualifier="about")
            make_allocation(award=award, amount="0.01")
        assert Selection.of(Award.objects.filter(round=draft)).total().pounds == len(projects) * Decimal("123456.79")
        assert _public() == before


@generated_few
@given(funds())
def test_more_partners_and_sources_change_no_amount(fund):
    """Only whom a project involves, and what is cited, changes; both are joins that a sum must not stand on."""

    def amounts() -> dict:
        answers = reference.answers_of(Selection.published())
        return {
            question: answer
            for question, answer in answers.items()
            if not question.startswith(("involving", "sources"))
        }

    with built(fund):
        before = amounts()
        for project in Project.objects.all():
            project.partners.set(Force.objects.exclude(pk=project.lead_id))
        sources = Source.objects.bulk_create(
            Source(slug=f"extra{n}", publisher="A paper", title="News", url="https://example.org") for n in range(2)
        )
        cite = Allocation.sources.through.objects
        cite.bulk_create(
            cite.model(allocation=allocation, source=source)
            for allocation in Allocation.objects.all()
            for source in sources
        )
        assert amounts() == before
