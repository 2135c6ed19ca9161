"""The figures of the real fund, literally.

They were worked out from the CSV files with awk and a script of its own, which knows nothing of models or querysets,
and agree with the table in `fixtures/police_transformation_fund/README.md`. Whoever corrects the data corrects them here.
"""

from decimal import Decimal

import pytest
from django.db import transaction

from forces.models import Force, Region
from funding import financial_year
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, Source, SubGrant
from funding.money import Amount, Qualifier
from funding.totals.dimensions import LEAD, PLACE, PROJECT, REACH, REGION, ROUND, THEME, YEAR
from funding.totals.selection import Selection
from projects.models import Project, Theme
from tests.checks.public_site import rows_of
from tests.data.builders import make_allocation, make_award, make_project, make_round, pounds_of
from tests.reference import reference
from tests.reference.adding_up import assert_adds_up

pytestmark = pytest.mark.usefixtures("real_fund")


def test_fund_in_all():
    total = Selection.published().total()
    assert total.amount == Amount(Decimal(218_980_084), Qualifier.ABOUT, of_bounds=True)
    assert (total.projects, total.awards, total.awards_without_amount, total.allocations) == (52, 59, 16, 53)


def test_everything_that_is_loaded():
    assert {
        model.__name__: model.objects.count()
        for model in (Round, Announcement, Project, Award, Allocation, Source, Conflict, SubGrant, FundTotal)
    } == {
        "Round": 11,
        "Announcement": 6,
        "Project": 52,
        "Award": 59,
        "Allocation": 53,
        "Source": 141,
        "Conflict": 26,
        "SubGrant": 7,
        "FundTotal": 11,
    }
    assert Award.objects.exclude(allocations=None).distinct().count() == 43
    assert (Force.objects.count(), Force.objects.filter(kind="territorial").count()) == (52, 43)
    assert (Region.objects.count(), Theme.objects.count()) == (10, 20)


# Slug, awards, projects announced, awards with an amount, itemised, announced
COVERAGE = [
    ("2016-17-round-1", 9, 14, 9, 17_330_000, 23_000_000, "about"),
    ("2016-17-round-2", 7, 28, 7, 16_450_000, 26_000_000, "at least"),
    ("2016-17-commissioned", 2, None, 2, 13_831_584, None, None),
    ("2016-17-pre-allocated", 3, None, 3, 41_600_000, None, None),
    ("2017-18-tranche-1", 4, None, 4, 45_900_000, 52_000_000, "about"),
    ("2017-18-round-3", 4, 26, 3, 15_194_500, 60_000_000, "about"),
    ("2017-18-round-not-confirmed", 9, None, 7, 33_824_000, None, None),
    ("2018-19-national-programmes", 4, 4, 0, None, 70_000_000, "up to"),
    ("2018-20-bids", 15, 15, 8, 34_850_000, 42_700_000, "about"),
    ("2018-19-round-not-confirmed", 1, None, 0, None, None, None),
    ("2019-20-round-not-confirmed", 1, None, 0, None, None, None),
]


@pytest.mark.parametrize(("slug", "awards", "count", "with_amount", "itemised", "announced", "qualifier"), COVERAGE)
def test_coverage_of_a_round(slug, awards, count, with_amount, itemised, announced, qualifier):
    round_ = Round.objects.get(slug=slug)
    total = Selection.of(Award.objects.published().filter(round=round_)).total()
    assert (total.awards, total.projects, total.awards - total.awards_without_amount) == (awards, awards, with_amount)
    assert pounds_of(total) == (None if itemised is None else Decimal(itemised))
    announcement = Announcement.objects.filter(round=round_).first()
    assert (announcement and announcement.project_count) == count
    assert (announcement and announcement.amount) == (None if announced is None else Decimal(announced))
    assert (announcement and announcement.qualifier) == qualifier


@pytest.mark.parametrize(
    ("slug", "share"),
    [
        ("2016-17-round-1", 75),
        ("2016-17-round-2", 63),
        ("2017-18-tranche-1", 88),
        ("2017-18-round-3", 25),
        ("2018-20-bids", 82),
    ],
)
def test_share_of_a_round_that_is_itemised(slug, share):
    round_ = Round.objects.get(slug=slug)
    itemised = Selection.of(Award.objects.filter(round=round_)).total().pounds
    assert round(100 * itemised / round_.announcement.amount) == share


def figures(groups) -> list[tuple]:
    """Slug, pounds, qualifier; projects, awards, awards without an amount."""
    return [
        (
            group.slug,
            None if group.amount is None else int(group.pounds),
            group.amount and group.amount.qualifier,
            group.projects,
            group.awards,
            group.awards_without_amount,
        )
        for group in groups
    ]


def test_by_round():
    assert figures(Selection.published().by(ROUND)) == [
        ("2017-18-tranche-1", 45_900_000, "about", 4, 4, 0),
        ("2016-17-pre-allocated", 41_600_000, "about", 3, 3, 0),
        ("2018-20-bids", 34_850_000, "about", 15, 15, 7),
        ("2017-18-round-not-confirmed", 33_824_000, "about", 9, 9, 2),
        ("2016-17-round-1", 17_330_000, "about", 9, 9, 0),
        ("2016-17-round-2", 16_450_000, "about", 7, 7, 0),
        ("2017-18-round-3", 15_194_500, "about", 4, 4, 1),
        ("2016-17-commissioned", 13_831_584, "about", 2, 2, 0),
        ("2018-19-round-not-confirmed", None, None, 1, 1, 1),
        ("2018-19-national-programmes", None, None, 4, 4, 4),
        ("2019-20-round-not-confirmed", None, None, 1, 1, 1),
    ]


def test_by_year():
    assert figures(Selection.published().by_year()) == [
        ("2016-17", 50_100_000, "about", 10, 10, 0),
        ("2017-18", 14_694_500, "about", 8, 8, 0),
        ("2018-19", 4_370_000, "about", 2, 2, 0),
        ("2019-20", 3_500_000, "about", 1, 1, 0),
        ("not-published", 146_315_584, "about", 32, 32, 0),
    ]


def test_by_year_and_round():
    cells = Selection.published().by_year_and(ROUND)
    assert sorted((str(cell.year), cell.slug, int(cell.amount.pounds)) for cell in cells) == [
        ("2016", "2016-17-commissioned", 1_800_000),
        ("2016", "2016-17-pre-allocated", 41_600_000),
        ("2016", "2016-17-round-1", 6_700_000),
        ("2017", "2016-17-commissioned", 3_500_000),
        ("2017", "2016-17-round-1", 6_870_000),
        ("2017", "2017-18-round-3", 4_324_500),
        ("2018", "2017-18-round-3", 4_370_000),
        ("2019", "2017-18-round-3", 3_500_000),
        ("None", "2016-17-commissioned", 8_531_584),
        ("None", "2016-17-round-1", 3_760_000),
        ("None", "2016-17-round-2", 16_450_000),
        ("None", "2017-18-round-3", 3_000_000),
        ("None", "2017-18-round-not-confirmed", 33_824_000),
        ("None", "2017-18-tranche-1", 45_900_000),
        ("None", "2018-20-bids", 34_850_000),
    ]


def test_by_theme():
    assert figures(Selection.published().by(THEME)) == [
        ("digital-ict", 55_760_000, "about", 8, 11, 2),
        ("specialist-capabilities", 40_000_000, "about", 2, 4, 1),
        ("child-protection", 28_333_000, "about", 6, 6, 1),
        ("criminal-justice", 14_500_000, "about", 3, 4, 2),
        ("domestic-abuse-stalking", 12_559_000, "about", 4, 4, 1),
        ("modern-slavery", 8_500_000, "about", 1, 2, 1),
        ("workforce", 8_226_584, "about", 4, 4, 0),
        ("wellbeing", 7_500_000, "about", 1, 1, 0),
        ("vulnerability-early-help", 6_870_000, "about", 2, 2, 1),
        ("forensics-biometrics", 6_600_000, "about", 3, 3, 1),
        ("data-analytics", 6_500_000, "about", 3, 3, 1),
        ("prevention-demand", 6_350_000, "about", 1, 1, 0),
        ("economic-crime", 6_100_000, "about", 3, 3, 1),
        ("cyber-crime", 5_494_500, "about", 2, 2, 0),
        ("commercial", 2_000_000, "about", 2, 2, 1),
        ("serious-organised-crime", 1_450_000, "about", 3, 3, 2),
        ("business-crime", 1_000_000, "at least", 1, 1, 0),
        ("force-collaboration", 660_000, "exactly", 1, 1, 0),
        ("witness-protection", 577_000, "exactly", 1, 1, 0),
        ("hate-crime", None, None, 1, 1, 1),
    ]


def test_by_lead():
    assert figures(Selection.published().by(LEAD)) == [
        ("metropolitan", 27_409_000, "about", 7, 9, 3),
        ("city-of-london", 16_600_000, "about", 3, 4, 1),
        ("sussex", 11_500_000, "about", 1, 2, 1),
        ("college-of-policing", 9_400_000, "about", 3, 3, 1),
        ("devon-and-cornwall", 8_500_000, "about", 1, 2, 1),
        ("northumbria", 7_000_000, "almost", 1, 1, 0),
        ("nottinghamshire", 6_760_000, "about", 2, 2, 0),
        ("west-midlands", 6_500_000, "about", 2, 2, 0),
        ("south-yorkshire", 6_350_000, "about", 1, 1, 0),
        ("norfolk", 6_133_000, "about", 4, 4, 1),
        ("dorset", 5_900_000, "at least", 1, 1, 0),
        ("police-now", 5_331_584, "about", 1, 1, 0),
        ("derbyshire", 4_800_000, "about", 2, 2, 1),
        ("police-ict-company", 3_300_000, "about", 2, 2, 0),
        ("national-crime-agency", 2_200_000, "about", 4, 4, 3),
        ("hampshire", 1_500_000, "about", 1, 1, 0),
        ("home-office", 1_450_000, "about", 1, 1, 0),
        ("lincolnshire", 1_400_000, "about", 1, 1, 0),
        ("west-yorkshire", 700_000, "exactly", 1, 1, 0),
        ("gloucestershire", 694_500, "exactly", 1, 1, 0),
        ("hertfordshire", 660_000, "exactly", 1, 1, 0),
        ("merseyside", 577_000, "exactly", 1, 1, 0),
        ("essex", None, None, 1, 1, 1),
        ("national-police-chiefs-council", None, None, 1, 1, 1),
        ("not-stated", 84_315_000, "about", 8, 10, 2),
    ]


def test_by_region():
    assert figures(Selection.published().by(REGION)) == [
        ("london", 44_009_000, "about", 10, 13, 4),
        ("national-bodies", 21_681_584, "about", 12, 12, 5),
        ("south-west", 15_094_500, "about", 3, 4, 1),
        ("south-east", 13_000_000, "about", 2, 3, 1),
        ("east-midlands", 12_960_000, "about", 5, 5, 1),
        ("yorkshire-and-the-humber", 7_050_000, "about", 2, 2, 0),
        ("north-east", 7_000_000, "almost", 1, 1, 0),
        ("east-of-england", 6_793_000, "about", 6, 6, 2),
        ("west-midlands", 6_500_000, "about", 2, 2, 0),
        ("north-west", 577_000, "exactly", 1, 1, 0),
        ("not-stated", 84_315_000, "about", 8, 10, 2),
    ]


def test_by_reach():
    assert {group.slug: (int(group.pounds), group.projects) for group in Selection.published().by(REACH)} == {
        "national": (118_655_000, 22),
        "several": (41_093_500, 12),
        "not-stated": (39_900_000, 4),
        "one": (19_331_584, 14),
    }


PLACES = {
    "national": (118_655_000, 22),
    "not-stated": (39_900_000, 4),
    "several-regions": (25_413_500, 7),
    "national-bodies": (11_881_584, 5),
    "wales": (6_870_000, 1),
    "east-midlands": (5_760_000, 2),
    "london": (5_650_000, 4),
    "east-of-england": (2_073_000, 4),
    "south-east": (1_500_000, 1),
    "yorkshire-and-the-humber": (700_000, 1),
    "north-west": (577_000, 1),
}


def test_by_place():
    assert {group.slug: (int(group.pounds), group.projects) for group in Selection.published().by(PLACE)} == PLACES


def test_one_that_is_named_and_is_no_force_is_a_national_body():
    bodies = Selection.published().where(REACH, ["one"]).where(PLACE, ["national-bodies"]).total()
    assert int(bodies.pounds) == 11_881_584


def test_largest_projects():
    assert [(group.slug, int(group.pounds)) for group in Selection.published().by(PROJECT)[:8]] == [
        ("armed-policing-capability", 34_000_000),
        ("undercover-online-national", 20_000_000),
        ("digital-policing-portfolio", 17_000_000),
        ("national-technical-capability", 14_800_000),
        ("sussex-video-enabled-justice", 11_500_000),
        ("national-enabling-programmes", 10_500_000),
        ("modern-slavery-transformation", 8_500_000),
        ("national-police-welfare-service", 7_500_000),
    ]


# What a force leads or partners, each project in full: pounds, projects, awards
INVOLVED = {
    "metropolitan": (44_254_000, 10, 13),
    "norfolk": (38_293_000, 7, 8),
    "city-of-london": (17_839_500, 5, 6),
    "sussex": (14_400_000, 3, 4),
    "humberside": (13_350_000, 2, 2),
    "suffolk": (13_260_000, 3, 4),
    "durham": (8_239_500, 3, 3),
    "south-wales": (6_870_000, 2, 2),
    "hampshire": (6_353_500, 3, 3),
    "essex": (2_454_500, 4, 4),
    "hertfordshire": (1_760_000, 2, 2),
    "merseyside": (1_122_000, 2, 2),
    "west-mercia": (0, 1, 1),
    "wiltshire": (0, 0, 0),
    "college-of-policing": (9_850_000, 4, 4),
    "public-health-wales": (6_870_000, 1, 1),
}


@pytest.mark.parametrize("slug", INVOLVED)
def test_what_a_force_is_involved_in(slug):
    total = Selection.published().involving([slug]).total()
    assert (int(total.pounds), total.projects, total.awards) == INVOLVED[slug]


def test_provisional_allocations():
    provisional = Allocation.objects.filter(status="provisional")
    assert (len(provisional), sum(allocation.amount for allocation in provisional)) == (6, Decimal(14_266_000))


# The same figures by the reference, and adding up


def test_every_answer_equals_the_reference():
    lines = reference.published(reference.read_lines())
    assert reference.answers_of(Selection.published()) == reference.answers_of_lines(lines)
    assert {source.pk for source in Source.objects.public()} == reference.public_sources()
    assert {conflict.pk for conflict in Conflict.objects.public()} == reference.public_conflicts()


def test_every_conflict_and_every_source_of_the_record_is_public():
    """The other 13 sources are those of facts beside the fund, which no page shows yet."""
    assert (Source.objects.public().count(), Conflict.objects.public().count()) == (128, 26)


def test_every_breakdown_adds_up():
    assert_adds_up(Selection.published())
    for year in (2016, 2017, 2018, 2019, None):
        assert_adds_up(Selection.published().where(YEAR, [financial_year.slug(year)]))
    for round_ in Round.objects.all():
        assert_adds_up(Selection.of(Award.objects.published().filter(round=round_)))


def test_a_draft_changes_nothing():
    before = reference.answers_of(Selection.published())
    with transaction.atomic():
        draft = make_round(published=False)
        for project in [*Project.objects.all(), make_project(partners=Force.objects.all())]:
            make_allocation(award=make_award(round=draft, project=project), year=2016, amount="0.01")
        assert Selection.of(Award.objects.all()).total().pounds == Decimal("218980084.53")
        assert reference.answers_of(Selection.published()) == before
        transaction.set_rollback(True)


def test_more_partners_change_no_amount():
    before = Selection.published().by(PROJECT)
    with transaction.atomic():
        for project in Project.objects.all():
            project.partners.set(Force.objects.exclude(pk=project.lead_id))
        everyone = Selection.published().involving(Force.objects.values_list("slug", flat=True))
        assert Selection.published().by(PROJECT) == everyone.by(PROJECT) == before
        assert everyone.total().pounds == Decimal(218_980_084)
        transaction.set_rollback(True)


def test_every_award_can_be_taken_away(client):
    rows = rows_of(client.get("/awards.csv"))
    assert (len(rows), len({row["award_id"] for row in rows})) == (59, 59)
    assert sum(Decimal(row["amount_gbp"] or 0) for row in rows) == Decimal(218_980_084)
    assert sum(int(row["allocations"]) for row in rows) == 53
    without_amount = [row["award_id"] for row in rows if row["amount_gbp"] == ""]
    assert len(without_amount) == 16
    assert "r3-london-online-hate-crime-hub" in without_amount
