from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model, ProtectedError

from forces.models import OfficerCount
from funding.admin.sources import SOURCED
from funding.models import (
    Allocation,
    Announcement,
    Award,
    Change,
    Conflict,
    Deflator,
    FormerSlug,
    FundTotal,
    LoadedRow,
    Package,
    Population,
    Preview,
    Release,
    Renaming,
    Round,
    Source,
    SubGrant,
    YearEndOfficers,
)
from tests.checks.constraints import (
    Breaks,
    assert_database_knows,
    assert_database_refuses,
    assert_form_says,
    constraint_names,
)
from tests.data.builders import (
    make_allocation,
    make_award,
    make_force,
    make_project,
    make_round,
    make_source,
)

pytestmark = pytest.mark.django_db


# Unsaved objects that are valid but for `fields`


def round_(**fields) -> Round:
    return Round(**{"slug": "r", "name": "A round", "kind": "bids", "financial_year": 2016, **fields})


def announcement(**fields) -> Announcement:
    return Announcement(**{"round": make_round(), "amount": 1, "qualifier": "about", "as_stated": "£1", **fields})


def allocation(**fields) -> Allocation:
    fields.setdefault("award", make_award())
    return Allocation(**{"amount": 1, "qualifier": "exactly", "as_stated": "£1", **fields})


def award(**fields) -> Award:
    return Award(**{"slug": "a", "round": make_round(), "project": make_project(), "as_stated": "£1", **fields})


def total(**fields) -> FundTotal:
    return FundTotal(**{"slug": "t", "period": "2016-17", "amount": 1, "as_stated": "£1", **fields})


def share(**fields) -> SubGrant:
    valid = {"slug": "s", "award": make_award(), "recipient": make_force(), "period": "2016-17", "amount": 1}
    return SubGrant(**{**valid, "as_stated": "£1", **fields})


def award_covering(first: int | None, last: int | None, **fields) -> Award:
    return award(**{"covers_from": first, "covers_to": last, "period_basis": "stated", **fields})


def deflator(**fields) -> Deflator:
    valid = {
        "financial_year": 2016,
        "index": Decimal("76.0754"),
        "base_year": 2024,
        "status": "outturn",
        "release": "March",
    }
    return Deflator(**{**valid, **fields})


def population(**fields) -> Population:
    return Population(**{"force": make_force(), "as_at": date(2016, 6, 30), "population": 1, **fields})


def officers(**fields) -> YearEndOfficers:
    return YearEndOfficers(**{"force": make_force(), "as_at": date(2017, 3, 31), "officers_fte": 0, **fields})


def renaming(**fields) -> Renaming:
    return Renaming(**{"force": make_force(), "change": "name", "old_name": "Old", "detail": "Read so.", **fields})


def loaded_row(**fields) -> LoadedRow:
    valid = {"file": "awards.csv", "row": "a", "values": {}, "loaded_at": datetime(2026, 11, 21, tzinfo=UTC)}
    return LoadedRow(**{**valid, **fields})


def loaded_twice() -> LoadedRow:
    loaded_row().save()
    return loaded_row()


def release(**fields) -> Release:
    return Release(
        **{
            "number": 7,
            "made_at": datetime(2026, 11, 21, tzinfo=UTC),
            "note": "More.",
            "projects": 1,
            "awards": 1,
            **fields,
        }
    )


def saved_release() -> Release:
    saved = release()
    saved.save()
    return saved


def change(**fields) -> Change:
    valid = {"place": 1, "kind": "added", "file": "awards.csv", "row": "a", "what": "Alpha"}
    return Change(**{"release": saved_release(), **valid, **fields})


def former_slug(**fields) -> FormerSlug:
    return FormerSlug(**{"kind": "force", "slug": "old", "now": "new", **fields})


def second_former_slug() -> FormerSlug:
    former_slug().save()
    return former_slug(now="newer")


def second_of_a_place() -> Change:
    first = change()
    first.save()
    return change(release=first.release)


def source(**fields) -> Source:
    return Source(**{"slug": "s", "publisher": "Home Office", "title": "News", "url": "https://example.org", **fields})


def conflict(**fields) -> Conflict:
    valid = {
        "field": "amount",
        "value_a": "£1",
        "source_a": make_source(),
        "value_b": "£2",
        "source_b": make_source(),
        "dataset_uses": "£1",
        "reason": "The first is official.",
    }
    return Conflict(**{**valid, **fields})


# Unsaved objects beside saved ones that they collide with


def second_award() -> Award:
    first = make_award()
    return Award(slug="second", round=first.round, project=first.project, as_stated="£1")


def second_of_a_year() -> Allocation:
    return allocation(award=make_allocation(year=2016).award, financial_year=2016)


def second_without_year(kind: str) -> Allocation:
    return allocation(award=make_allocation(year=None, kind=kind).award, kind=kind)


def repeated_conflict() -> Conflict:
    first = conflict(round=make_round())
    first.save()
    return conflict(round=first.round, source_a=first.source_a, source_b=first.source_b)


def second_of_a_force(make: Callable[..., Model]) -> Model:
    first: Any = make()
    first.save()
    first.sources.add(make_source())
    return make(force=first.force)


def conflict_with_itself() -> Conflict:
    one = make_source()
    return conflict(round=make_round(), source_a=one, source_b=one)


OUTSIDE_FUND_YEARS = "The fund ran from 2016-17 to 2019-20: the year must be one of these."

OUTSIDE_FUND_LIFE = "The fund ran in 2016-17 to 2019-20: a round was announced then, or at most a year before or after."
NOT_SEEN = "A text has a character that is not seen, or a line too many."
OUTSIDE_COUNTED = "The day of a count is in the years 2000 to 2099."

BREAKS: Breaks = {
    "source_text_seen": (NOT_SEEN, lambda: source(title="Ne\u200bws")),
    "round_text_seen": (NOT_SEEN, lambda: round_(name="A\nround")),
    "announcement_text_seen": (NOT_SEEN, lambda: announcement(as_stated="£1\u202e")),
    "award_text_seen": (NOT_SEEN, lambda: award(as_stated="\u001b[31m£1")),
    "allocation_text_seen": (NOT_SEEN, lambda: allocation(note="The rest\u2066.")),
    "fundtotal_text_seen": (NOT_SEEN, lambda: total(period="2016\t2017")),
    "subgrant_text_seen": (NOT_SEEN, lambda: share(as_stated="£1\ufeff")),
    "conflict_text_seen": (NOT_SEEN, lambda: conflict(round=make_round(), reason="Of\u000bficial.")),
    "loadedrow_unique": ("This row of this file is on record already.", loaded_twice),
    "loadedrow_text_seen": (NOT_SEEN, lambda: loaded_row(row="a\u200b")),
    "deflator_text_seen": (NOT_SEEN, lambda: deflator(release="Ma\u200brch")),
    "population_text_seen": (NOT_SEEN, lambda: population(note="Re\u200bad.")),
    "yearendofficers_text_seen": (NOT_SEEN, lambda: officers(note="Re\u200bad.")),
    "renaming_text_seen": (NOT_SEEN, lambda: renaming(old_name="Old\nname")),
    "population_day_in_range": (OUTSIDE_COUNTED, lambda: population(as_at=date(1999, 12, 31))),
    "yearendofficers_day_in_range": (OUTSIDE_COUNTED, lambda: officers(as_at=date(1999, 3, 31))),
    "round_announced_in_fund_life": (OUTSIDE_FUND_LIFE, lambda: round_(announced_on=date(16, 8, 5))),
    "allocation_rounding_within_amount": (
        "A source cannot have rounded an amount to a step that is larger than the amount.",
        lambda: allocation(amount=9, qualifier="about", rounded_to=10),
    ),
    "source_published_on_form": (
        "Write the date as 2019, 2021-02 or 2016-08-05. Its year is from 1900 to 2099.",
        lambda: source(published_on="5 Aug 2016"),
    ),
    "source_url_is_web_address": (
        "The address must begin with http:// or https://.",
        lambda: source(url="ftp://example.org"),
    ),
    "round_financial_year_in_range": (OUTSIDE_FUND_YEARS, lambda: round_(financial_year=2015)),
    "round_kind_known": ("Choose one of the kinds of round.", lambda: round_(kind="raffle")),
    "announcement_amount_positive": ("An announced amount must be more than £0.", lambda: announcement(amount=0)),
    "announcement_qualifier_known": ("Choose how exact the amount is.", lambda: announcement(qualifier="roughly")),
    "announcement_project_count_positive": (
        "A number of projects must be at least 1; leave it empty if no source gives one.",
        lambda: announcement(project_count=0),
    ),
    "award_unique_project_in_round": ("This round already has an award to this project.", second_award),
    "award_period_complete": (
        "A period has a first and a last year: give both or neither.",
        lambda: award_covering(2016, None),
    ),
    "award_period_in_order": ("A period cannot end before it begins.", lambda: award_covering(2018, 2017)),
    "award_period_in_fund": (
        "The fund ran from 2016-17 to 2019-20: a period lies within these years.",
        lambda: award_covering(2015, 2017),
    ),
    "award_period_with_basis": (
        "Say how the period is known if, and only if, there is one.",
        lambda: award_covering(2016, 2017, period_basis=""),
    ),
    "award_period_basis_known": (
        "Choose how the period is known.",
        lambda: award_covering(2016, 2017, period_basis="guess"),
    ),
    "award_period_words_with_period": (
        "Words for a period need the period.",
        lambda: award(period_as_stated="over two years"),
    ),
    "allocation_amount_positive": (
        "An amount must be more than £0. If it is not published, enter no allocation.",
        lambda: allocation(amount=0),
    ),
    "allocation_financial_year_in_range": (OUTSIDE_FUND_YEARS, lambda: allocation(financial_year=2015)),
    "allocation_unique_year": ("This award already has an amount for that year.", second_of_a_year),
    "allocation_unique_unpublished_year": (
        "This award already has an amount of this kind whose year is not published.",
        lambda: second_without_year("stated"),
    ),
    "allocation_remainder_has_no_year": (
        "A remainder is what the published years leave, so it has no year of its own.",
        lambda: allocation(kind="remainder", financial_year=2016),
    ),
    "allocation_qualifier_known": ("Choose how exact the amount is.", lambda: allocation(qualifier="")),
    "allocation_status_known": ("An amount is awarded or provisional.", lambda: allocation(status="spent")),
    "allocation_rounding_if_inexact": (
        "Only an amount that is not exact has a rounding step, and the step is more than £0.",
        lambda: allocation(amount=1000, rounded_to=1000),
    ),
    "fundtotal_amount_positive": (
        "A total must be more than £0.",
        lambda: FundTotal(slug="t", period="2016-17", amount=0, as_stated="£0"),
    ),
    "subgrant_amount_positive": (
        "A share must be more than £0.",
        lambda: SubGrant(
            slug="s", award=make_award(), recipient=make_force(), period="2016-17", amount=0, as_stated="£0"
        ),
    ),
    "conflict_about_one_thing": (
        "Name the round, the project or the award that it is about: exactly one of them.",
        lambda: conflict(),
    ),
    "conflict_unique": ("This disagreement is already recorded.", repeated_conflict),
    "conflict_two_sources": ("A disagreement needs two different sources.", conflict_with_itself),
    "deflator_index_positive": ("An index must be more than 0.", lambda: deflator(index=0)),
    "deflator_100_in_base_year": (
        "In its base year the index is 100.",
        lambda: deflator(financial_year=2024, index=Decimal("99.9999")),
    ),
    "deflator_status_known": ("A deflator is an outturn or a forecast.", lambda: deflator(status="guess")),
    "population_unique_day": (
        "This force already has a population for that day.",
        lambda: second_of_a_force(population),
    ),
    "population_positive": ("A population must be more than 0.", lambda: population(population=0)),
    "yearendofficers_unique_day": (
        "This force already has a count for that day.",
        lambda: second_of_a_force(officers),
    ),
    "yearendofficers_not_negative": (
        "A count of officers cannot be negative.",
        lambda: officers(officers_fte=Decimal("-0.01")),
    ),
    "yearendofficers_at_year_end": (
        "A financial year ends on 31 March.",
        lambda: officers(as_at=date(2016, 9, 30)),
    ),
    "renaming_unique_change": (
        "This change of this force is already recorded.",
        lambda: second_of_a_force(renaming),
    ),
    "formerslug_unique": ("This id leads to another one already.", lambda: second_former_slug()),
    "formerslug_leads_on": ("An id cannot lead to itself.", lambda: former_slug(now="old")),
    "formerslug_kind_known": (
        "Forces, projects, rounds and themes have addresses that lead on.",
        lambda: former_slug(kind="region"),
    ),
    "release_number_positive": ("Releases are counted from 1.", lambda: release(number=0)),
    "release_pounds_qualified": ("A total says how exact it is.", lambda: release(pounds=Decimal(1))),
    "release_note_given": ("Say what changed and why: readers see it beside the release.", lambda: release(note="")),
    "release_taken_back_with_reason": (
        "A release is taken back with a reason, which readers see.",
        lambda: release(taken_back_at=datetime(2026, 11, 22, tzinfo=UTC)),
    ),
    "release_withdrawn_with_reason": (
        "A release is withdrawn with a reason, which readers see.",
        lambda: release(withdrawn_why="A name."),
    ),
    "release_text_seen": (NOT_SEEN, lambda: release(note="Mo\u200bre.")),
    "package_sha256_form": (
        "A SHA-256 has 64 digits of 0 to 9 and a to f.",
        lambda: Package(release=saved_release(), sha256="A" * 64, content=b""),
    ),
    "preview_sha256_form": (
        "A SHA-256 has 64 digits of 0 to 9 and a to f.",
        lambda: Preview(made_at=datetime(2026, 11, 27, tzinfo=UTC), sha256="a" * 63),
    ),
    "preview_text_seen": (
        NOT_SEEN,
        lambda: Preview(made_at=datetime(2026, 11, 27, tzinfo=UTC), sha256="a" * 64, made_by="Ada\u200b"),
    ),
    "change_unique_place": ("Another change of this release stands there.", second_of_a_place),
    "change_kind_known": ("Something is added, changed or removed.", lambda: change(kind="moved")),
    "change_column_if_changed": (
        "What changed names its column; a row that came or went names none.",
        lambda: change(kind="changed"),
    ),
    "change_text_seen": (NOT_SEEN, lambda: change(what="Al\u200bpha")),
    "renaming_date_form": ("Write the date as 2022, 2022-11 or 2022-11-16.", lambda: renaming(date="May 2024")),
}


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraint_names("funding")


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_is_in_the_database(name):
    assert_database_knows(name)


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_holds_in_the_database(name):
    assert_database_refuses(name, BREAKS[name][1]())


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_is_said_in_words(name):
    words, broken = BREAKS[name]
    assert_form_says(words, broken())


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("source_published_on_form", lambda: source(published_on="0016-08-05")),
        ("source_published_on_form", lambda: source(published_on="9999")),
        ("source_published_on_form", lambda: source(published_on="2016-13")),
        ("round_announced_in_fund_life", lambda: round_(announced_on=date(2015, 3, 31))),
        ("round_announced_in_fund_life", lambda: round_(announced_on=date(2021, 4, 1))),
        ("source_published_on_form", lambda: source(published_on="2016-00")),
        ("source_published_on_form", lambda: source(published_on="2016-08-32")),
        ("source_published_on_form", lambda: source(published_on="2016-8-5")),
        ("source_published_on_form", lambda: source(published_on="16-08-05")),
        ("source_url_is_web_address", lambda: source(url="")),
        ("source_url_is_web_address", lambda: source(url="javascript:alert(1)")),
        ("round_financial_year_in_range", lambda: round_(financial_year=2020)),
        ("allocation_financial_year_in_range", lambda: allocation(financial_year=2020)),
        ("announcement_amount_positive", lambda: announcement(amount=-1)),
        ("allocation_amount_positive", lambda: allocation(amount=Decimal("-0.01"))),
        ("allocation_unique_unpublished_year", lambda: second_without_year("remainder")),
        ("allocation_rounding_if_inexact", lambda: allocation(qualifier="about", rounded_to=0)),
        ("allocation_rounding_if_inexact", lambda: allocation(qualifier="about", rounded_to=-1)),
        ("award_period_complete", lambda: award(covers_to=2017)),
        ("award_text_seen", lambda: award_covering(2016, 2017, period_as_stated="over\ntwo years")),
        ("renaming_text_seen", lambda: renaming(change="na\u200bme")),
        ("renaming_text_seen", lambda: renaming(new_name="Ne\u200bw")),
        ("renaming_text_seen", lambda: renaming(date_precision="da\u200by")),
        ("renaming_text_seen", lambda: renaming(detail="Re\u200bad.")),
        ("award_period_in_fund", lambda: award_covering(2019, 2020)),
        ("award_period_with_basis", lambda: award(period_basis="round")),
        ("yearendofficers_at_year_end", lambda: officers(as_at=date(2017, 3, 30))),
        ("yearendofficers_at_year_end", lambda: officers(as_at=date(2017, 5, 31))),
        ("conflict_about_one_thing", lambda: conflict(round=make_round(), award=make_award())),
        ("conflict_about_one_thing", lambda: conflict(round=make_round(), project=make_project())),
        ("conflict_about_one_thing", lambda: conflict(project=make_project(), award=make_award())),
    ],
)
def test_constraint_holds_in_each_of_its_parts(name, broken):
    assert_database_refuses(name, broken())
    assert_form_says(BREAKS[name][0], broken())


def test_allocation_kind_must_be_known():
    """The same constraint that keeps years from remainders knows no other kind; with a year both readings are refused."""
    assert_database_refuses("allocation_remainder_has_no_year", allocation(kind="guess"))
    assert_database_refuses("allocation_remainder_has_no_year", allocation(kind="guess", financial_year=2016))


@pytest.mark.parametrize(
    "valid",
    [
        lambda: source(published_on=""),
        lambda: source(published_on="2016"),
        lambda: source(published_on="2016-12"),
        lambda: source(published_on="2016-12-31"),
        lambda: source(url="http://example.org"),
        lambda: round_(financial_year=2019),
        lambda: announcement(amount=Decimal("0.01"), project_count=1),
        lambda: allocation(amount=Decimal("0.01")),
        lambda: allocation(amount=Decimal("999999999999.99")),
        lambda: allocation(financial_year=2016),
        lambda: allocation(financial_year=2019),
        lambda: allocation(kind="remainder"),
        lambda: allocation(qualifier="about", rounded_to=Decimal("0.01")),
        lambda: allocation(qualifier="up to", status="provisional"),
        lambda: allocation(award=make_allocation(year=2016).award, financial_year=2017),
        lambda: allocation(award=make_allocation(year=2016).award),
        lambda: allocation(award=make_allocation(year=None).award, kind="remainder"),
        lambda: Award(slug="a", round=make_award().round, project=make_project(), as_stated="£1"),
        lambda: award_covering(2016, 2016, period_basis="years"),
        lambda: award_covering(2016, 2019, period_basis="round", period_as_stated="over four years"),
        lambda: deflator(financial_year=2024, index=100),
        lambda: deflator(financial_year=2030, status="forecast"),
        lambda: population(),
        lambda: officers(),
        lambda: renaming(date="2024-05"),
        lambda: conflict(award=make_award()),
        lambda: conflict(project=make_project()),
    ],
)
def test_object_at_the_bounds_is_valid(valid):
    thing = valid()
    thing.full_clean()
    with transaction.atomic():
        thing.save()
        transaction.set_rollback(True)  # what has no source yet would be refused at the end


def test_same_disagreement_about_another_field_is_another_conflict():
    first = conflict(round=make_round())
    first.save()
    second = conflict(round=first.round, source_a=first.source_a, source_b=first.source_b, field="year")
    second.full_clean()
    second.save()


@pytest.mark.parametrize("part", ["round", "project"])
def test_what_an_award_belongs_to_cannot_be_deleted(part):
    with pytest.raises(ProtectedError):
        getattr(make_award(), part).delete()


# Every figure has a source: triggers that look when the transaction ends, which `check_constraints` brings forward


def refused_at_the_end(act: Callable[[], object]) -> str:
    """The name of the trigger that refuses a transaction in which this is done, which goes well until it ends."""

    def act_and_end() -> None:
        act()
        connection.check_constraints()

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        act_and_end()
    return refused.value.__cause__.diag.constraint_name


_number = count(1)

UNSOURCED: dict[str, Callable[[], Model]] = {
    "allocation": allocation,
    "announcement": announcement,
    "fundtotal": lambda: total(slug=f"total-{next(_number)}"),
    "subgrant": lambda: share(slug=f"share-{next(_number)}"),
    "officercount": lambda: OfficerCount(force=make_force(), as_at=date(2016, 9, 30), officers_fte=1),
    "deflator": lambda: deflator(financial_year=1900 + next(_number)),
    "population": population,
    "yearendofficers": officers,
    "renaming": renaming,
}


def sourced(what: str, *sources: Source) -> Any:
    figure: Any = UNSOURCED[what]()
    figure.save()
    figure.sources.set(sources or [make_source()])
    connection.check_constraints()
    return figure


def test_forms_guard_the_sources_of_the_same_figures():
    assert sorted(UNSOURCED) == sorted(model._meta.model_name for model in SOURCED)


@pytest.mark.parametrize("what", UNSOURCED)
class TestEveryFigureHasASource:
    def test_without_a_source_it_is_refused(self, what):
        assert refused_at_the_end(UNSOURCED[what]().save) == f"{what}_has_source"

    def test_with_a_source_that_follows_in_the_same_transaction_it_is_right(self, what):
        figure = UNSOURCED[what]()
        figure.save()
        figure.sources.add(make_source())
        connection.check_constraints()

    def test_inserted_in_bulk_without_a_source_it_is_refused(self, what):
        figures = [UNSOURCED[what](), UNSOURCED[what]()]
        assert refused_at_the_end(lambda: type(figures[0]).objects.bulk_create(figures)) == f"{what}_has_source"

    def test_its_last_source_cannot_be_removed(self, what):
        assert refused_at_the_end(sourced(what).sources.clear) == f"{what}_keeps_source"

    def test_its_last_source_cannot_be_deleted(self, what):
        only = make_source()
        sourced(what, only)
        assert refused_at_the_end(only.delete) == f"{what}_keeps_source"

    def test_its_last_source_cannot_be_given_to_another(self, what):
        figure, other = sourced(what), sourced(what)
        citation = figure.sources.through.objects.filter(**{what: figure})
        assert refused_at_the_end(lambda: citation.update(**{what: other})) == f"{what}_keeps_source"

    def test_one_of_its_two_sources_can_be_removed(self, what):
        first, second = make_source(), make_source()
        sourced(what, first, second).sources.remove(first)
        connection.check_constraints()

    def test_its_sources_can_be_replaced(self, what):
        figure = sourced(what)
        figure.sources.clear()
        figure.sources.add(make_source())
        connection.check_constraints()

    def test_it_can_be_deleted_with_its_sources(self, what):
        figure = sourced(what)
        figure.delete()
        connection.check_constraints()
        assert not type(figure).objects.exists()


def test_force_may_be_entered_before_its_sources_and_then_keeps_one():
    force, source = make_force(), make_source()
    connection.check_constraints()
    force.sources.add(source)
    connection.check_constraints()
    assert refused_at_the_end(force.sources.clear) == "force_keeps_source"
    assert refused_at_the_end(source.delete) == "force_keeps_source"
    force.sources.set([make_source()])
    connection.check_constraints()
    force.delete()
    connection.check_constraints()


def test_deleting_an_award_takes_its_allocations_and_their_citations_along():
    award = make_allocation().award
    connection.check_constraints()
    award.delete()
    connection.check_constraints()
    assert not Allocation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_transaction_with_an_allocation_without_a_source_does_not_commit():
    award = make_award()

    def save_and_look() -> None:
        allocation(award=award).save()
        assert Allocation.objects.count() == 1  # so far it is there: the trigger waits for the end

    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        save_and_look()
    assert refused.value.__cause__.diag.constraint_name == "allocation_has_source"
    assert Allocation.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_allocation_without_a_source_is_refused_outside_any_transaction():
    award = make_award()
    with pytest.raises(IntegrityError):
        allocation(award=award).save()
    assert Allocation.objects.count() == 0
