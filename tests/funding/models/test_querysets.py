from decimal import Decimal

import pytest

from forces.models import Force
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, Source, SubGrant
from tests.data.builders import (
    make_allocation,
    make_announcement,
    make_award,
    make_force,
    make_officer_count,
    make_project,
    make_round,
    make_source,
)
from tests.data.tiny_fund import TinyFund, make_tiny_fund

pytestmark = pytest.mark.django_db


@pytest.fixture
def tiny() -> TinyFund:
    return make_tiny_fund()


def slugs(things) -> list[str]:
    """In alphabetical order; a thing that is there twice is here twice."""
    return sorted(thing.slug for thing in things)


def forces(*names: str):
    return Force.objects.filter(slug__in=names)


# Rounds


def test_published_rounds_are_those_without_the_drafts(tiny):
    assert slugs(Round.objects.published()) == ["first", "second"]


# Awards


def test_published_awards_are_those_of_published_rounds(tiny):
    assert slugs(Award.objects.published()) == [
        "first-alpha",
        "first-beta",
        "first-delta",
        "second-alpha",
        "second-beta",
        "second-delta",
        "second-gamma",
        "second-zeta",
    ]


def test_sums_of_each_annotates_other_rows(tiny):
    sums = Allocation.objects.filter(award__in=Award.objects.published()).sums_of_each("award__project__theme")
    rows = type(tiny.themes["digital"]).objects.annotate(**sums)
    assert [(row.slug, row.pounds, row.allocation_count, row.qualifiers) for row in rows] == [
        ("digital", Decimal("1350.50"), 4, ["about", "at least", "exactly"]),
        ("forensics", Decimal("52.01"), 4, ["about", "almost", "exactly"]),
        ("wellbeing", None, None, None),
    ]


# Sources: each is cited by one thing only, which is public, or is not


def cite(source: Source, what: str, *, published: bool) -> None:
    """Makes the one thing that cites the source, in a round that is published or not."""
    award = make_award(round=make_round(published=published))
    other = make_source()
    money = {"amount": 5, "as_stated": "£5"}
    disagreement = {
        "field": "amount",
        "value_a": "£1",
        "value_b": "£2",
        "dataset_uses": "£1",
        "reason": "It is official.",
    }
    about = {"round": award.round, "award": award, "project": award.project}
    match what.split():
        case ["round"]:
            award.round.sources.add(source)
        case ["announcement"]:
            make_announcement(round=award.round).sources.add(source)
        case ["award"]:
            award.sources.add(source)
        case ["allocation"]:
            make_allocation(award=award, sources=[source])
        case ["project"]:
            source.projects.add(award.project)
        case ["sub-grant"]:
            sub_grant = SubGrant(slug=award.slug, award=award, recipient=make_force(), period="2016-17", **money)
            sub_grant.save()
            sub_grant.sources.add(source)
        case ["conflict", "about", name, "first"]:
            Conflict.objects.create(**{name: about[name]}, source_a=source, source_b=other, **disagreement)
        case ["conflict", "about", name, "second"]:
            Conflict.objects.create(**{name: about[name]}, source_a=other, source_b=source, **disagreement)
        case _:
            raise AssertionError(what)


CITED_BY = ["round", "announcement", "award", "allocation", "project", "sub-grant"]
CITED_BY += [
    f"conflict about {name} {place}" for name in ("round", "award", "project") for place in ("first", "second")
]


@pytest.mark.parametrize("what", CITED_BY)
def test_public_sources_are_those_that_something_public_cites(what):
    source = make_source()
    cite(source, what, published=True)
    assert source in Source.objects.public()


@pytest.mark.parametrize("what", CITED_BY)
def test_public_sources_leave_out_what_only_a_draft_cites(what):
    source = make_source()
    cite(source, what, published=False)
    assert source not in Source.objects.public()


def test_public_sources_are_each_there_once_however_often_they_are_cited():
    source = make_source()
    for what in CITED_BY:
        cite(source, what, published=True)
        cite(source, what, published=False)
    assert [found for found in Source.objects.public() if found == source] == [source]


def test_public_sources_leave_out_one_that_nothing_cites():
    make_source()
    assert list(Source.objects.public()) == []


def test_sources_of_a_project_without_awards_are_not_public():
    source = make_source()
    source.projects.add(make_project())
    assert list(Source.objects.public()) == []


def test_sources_on_forces_and_on_the_fund_as_a_whole_are_always_public():
    on_force, on_officers, on_fund = make_source(slug="a"), make_source(slug="b"), make_source(slug="c")
    on_force.forces.add(make_force())
    make_officer_count(source=on_officers)
    FundTotal.objects.create(slug="all", period="2016-17", amount=1, as_stated="£1").sources.add(on_fund)
    assert slugs(Source.objects.public()) == ["a", "b", "c"]


# Conflicts


@pytest.mark.parametrize("name", ["round", "award", "project"])
def test_public_conflicts_are_those_about_something_public(name):
    cite(make_source(), f"conflict about {name} first", published=True)
    cite(make_source(), f"conflict about {name} first", published=False)
    public = Conflict.objects.public()
    assert [name for conflict in public if conflict == Conflict.objects.first()] == [name]
    assert len(public) == 1


def test_public_conflict_about_a_project_in_several_rounds_is_there_once():
    cite(make_source(), "conflict about project first", published=True)
    project = Conflict.objects.get().project
    make_award(project=project)
    make_award(project=project, round=make_round(published=False))
    assert len(Conflict.objects.public()) == 1


def test_announcement_of_a_draft_stays_a_draft():
    make_announcement(round=make_round(published=False))
    assert Announcement.objects.filter(round__in=Round.objects.published()).count() == 0
