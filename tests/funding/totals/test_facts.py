"""The facts of an edition are read once, those of the record each time, and what is worked out from them is exact."""

from decimal import Decimal

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from funding.models import Allocation, Award
from funding.releases.reading import reading
from funding.totals import facts as facts_module
from funding.totals import sums
from funding.totals.dimensions import AWARD, PROJECT, ROUND, THEME
from funding.totals.facts import facts
from funding.totals.selection import Selection
from tests.data.builders import make_allocation, make_award, make_project, make_round
from tests.data.releasing import publish_record
from tests.data.tiny_fund import TinyFund, make_tiny_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> TinyFund:
    return make_tiny_fund()


def test_facts_of_a_release_are_read_once(tiny):
    with reading(publish_record()):
        first = facts()
        with CaptureQueriesContext(connection) as captured:
            assert facts() is first
    assert len(captured) == 0


def test_facts_of_the_record_are_those_of_now(tiny):
    before = Selection.published().total()
    make_allocation(award=tiny.awards["first-delta"], amount=Decimal("0.49"))
    assert Selection.published().total().pounds - before.pounds == Decimal("0.49")


def test_facts_of_each_release_are_its_own(tiny):
    first = publish_record()
    make_allocation(award=tiny.awards["first-delta"], amount=Decimal("0.49"))
    second = publish_record()
    totals = []
    for release in (first, second, first):
        with reading(release):
            totals.append(str(Selection.published().total().pounds))
    assert totals == ["1402.51", "1403.00", "1402.51"]


def test_facts_of_few_releases_are_kept(tiny):
    releases = [publish_record() for _ in range(facts_module.EDITIONS_KEPT + 1)]
    for release in releases:
        with reading(release):
            facts()
    with reading(releases[0]), CaptureQueriesContext(connection) as captured:
        facts()
    assert len(captured) > 0


def test_a_draft_is_among_the_facts_of_the_record_and_not_of_a_release(tiny):
    assert (len(facts().award_pk), int(Selection.published().awards.sum())) == (10, 8)
    with reading(publish_record()):
        assert (len(facts().award_pk), int(Selection.published().awards.sum())) == (8, 8)


def test_sums_of_the_largest_amounts_are_exact_to_the_penny():
    """A dozen of the largest amounts that there can be, of 14 digits."""
    project, largest = make_project(), Decimal("999999999999.99")
    for _ in range(12):
        make_award(project=project, round=make_round(), amount=largest)
    total = Selection.published().total()
    assert total.pounds == Decimal("11999999999999.88")
    assert [group.pounds for group in Selection.published().by(PROJECT)] == [Decimal("11999999999999.88")]


def test_projects_are_counted_once_in_each_group_however_many_there_are(tiny, monkeypatch):
    """The way of few groups and projects, and that of many, count the same."""
    few = [Selection.published().by(dimension) for dimension in (ROUND, THEME, PROJECT, AWARD)]
    monkeypatch.setattr(sums, "MOST_CELLS", 0)
    assert [Selection.published().by(dimension) for dimension in (ROUND, THEME, PROJECT, AWARD)] == few
    assert [group.projects for group in few[0]] == [3, 5]


def test_facts_of_nothing(db):
    found = facts()
    assert (len(found.project_pk), len(found.award_pk), len(found.allocation_pk)) == (0, 0, 0)
    selection = Selection.published()
    assert (selection.total().amount, selection.by(THEME), selection.involved, selection.by_year()) == (
        None,
        [],
        {},
        [],
    )
    assert list(selection.projects()) == list(selection.award_rows()) == list(selection.sources()) == []


def test_order_is_that_of_titles_rounds_and_years(tiny):
    found = facts()
    awards = Award.objects.in_bulk()
    projects = [awards[key].project.title for key in found.award_pk.tolist()]
    assert projects == sorted(projects)
    assert (np.diff(found.award_project) >= 0).all()
    assert (np.diff(found.allocation_award) >= 0).all()
    years = [Allocation.objects.get(pk=key).financial_year for key in found.allocation_pk.tolist()]
    of_first_alpha = [year for year, award in zip(years, found.allocation_award.tolist(), strict=True) if award == 0]
    assert of_first_alpha == [2016, 2017]
