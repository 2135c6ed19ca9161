"""The periods that awards of the real record cover, and the facts beside the fund: what their READMEs say of them."""

from collections import Counter
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db.models import Count, F, Q, Sum

from forces.models import Force
from funding import words
from funding.models import Allocation, Award, Deflator, Population, Renaming, Source, YearEndOfficers

pytestmark = pytest.mark.usefixtures("real_fund")


def pounds(**of: object) -> Decimal | None:
    return Allocation.objects.filter(**of).aggregate(pounds=Sum("amount"))["pounds"]


def test_pounds_by_what_is_known_of_their_years():
    without = {"financial_year": None}
    assert pounds(financial_year__isnull=False) == 72_664_500
    assert pounds(**without, kind="stated", award__period_basis="stated") == 78_124_000
    assert pounds(**without, kind="stated", award__period_basis="round") == 32_600_000
    assert 78_124_000 + 32_600_000 == 110_724_000
    assert pounds(**without, kind="remainder") == 31_584
    assert pounds(**without, kind="stated", award__period_basis="") == 35_560_000
    assert pounds(**without, kind="stated", award__period_basis="years") is None
    assert 72_664_500 + 110_724_000 + 31_584 + 35_560_000 == 218_980_084


def test_awards_by_how_their_period_is_known():
    assert Counter(Award.objects.values_list("period_basis", flat=True)) == {
        "round": 25,
        "stated": 16,
        "years": 11,
        "": 7,
    }


def test_no_amount_lies_outside_the_period_of_its_award():
    outside = Q(financial_year__lt=F("award__covers_from")) | Q(financial_year__gt=F("award__covers_to"))
    assert not Allocation.objects.filter(outside).exists()


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("t1-undercover-online-national", "It covers 2017-18 to 2019-20: “over three years”."),
        ("r1-west-yorkshire-digital-crime-scene-images", "It covers 2016-17 to 2017-18, the years of its amounts."),
        (
            "ru-modern-slavery-extension-2019-20",
            "It covers 2019-20: “extended to March 2020”.",
        ),
        (
            "b18-essex-digital-case-file",
            "Awards of this round cover 2018-19 to 2019-20 at most: “across 2018/19 and 2019/20”.",
        ),
        (
            "t1-national-enabling-programmes",
            "Which years it covers is not known, apart from the year in which it was awarded.",
        ),
    ],
)
def test_period_in_words(client, slug, sentence):
    award = Award.objects.get(slug=slug)
    assert words.period(award) == sentence
    assert sentence in client.get(award.project.get_absolute_url()).content.decode()


def test_deflators_give_the_multipliers_of_their_readme():
    index = dict(Deflator.objects.values_list("financial_year", "index"))
    assert (min(index), max(index), len(index)) == (2015, 2024, 10)
    multipliers = {
        year: (100 / index[year]).quantize(Decimal("0.00001"), ROUND_HALF_UP) for year in (2016, 2017, 2018, 2019)
    }
    assert multipliers == {
        2016: Decimal("1.31449"),
        2017: Decimal("1.29805"),
        2018: Decimal("1.26912"),
        2019: Decimal("1.23649"),
    }
    assert set(Deflator.objects.values_list("base_year", "status", "sources__slug")) == {
        (2024, "outturn", "hmt-deflators-2026-03")
    }


def test_population_of_the_43_forces():
    sums = Population.objects.order_by("as_at").values_list("as_at").annotate(Sum("population"), Count("pk"))
    assert list(sums) == [(date(2016, 6, 30), 58_381_217, 43), (date(2017, 6, 30), 58_744_595, 43)]


def test_officers_of_the_43_forces():
    sums = YearEndOfficers.objects.order_by("as_at").values_list("as_at").annotate(Sum("officers_fte"), Count("pk"))
    assert list(sums) == [
        (date(2016, 3, 31), Decimal("124066.25"), 43),
        (date(2017, 3, 31), Decimal("123141.99"), 43),
        (date(2018, 3, 31), Decimal("122404.82"), 43),
        (date(2019, 3, 31), Decimal("123188.86"), 43),
        (date(2020, 3, 31), Decimal("129110.01"), 43),
    ]
    assert not YearEndOfficers.objects.filter(force__slug="british-transport-police").exists()
    assert set(Force.objects.filter(kind="territorial").values_list("pk", flat=True)) == set(
        YearEndOfficers.objects.values_list("force", flat=True)
    )


def test_renamings():
    assert Renaming.objects.count() == 10
    hampshire = Renaming.objects.get(force__slug="hampshire")
    assert (hampshire.old_name, hampshire.new_name, hampshire.date) == (
        "Hampshire Constabulary",
        "Hampshire and Isle of Wight Constabulary",
        "2022-11-16",
    )


def test_every_fact_beside_the_fund_has_a_source_and_the_lookup_is_one_source():
    for model in (Deflator, Population, YearEndOfficers, Renaming):
        assert not model.objects.filter(sources=None).exists(), model
    lookup = Source.objects.get(slug="ons-lookup-2016-12")
    assert (lookup.forces.count(), lookup.populations.count()) == (43, 86)
    assert Source.objects.filter(url__startswith="https://geoportal.statistics.gov.uk").count() == 1


def test_officers_of_september_2016_are_still_those_of_the_pages():
    norfolk = Force.objects.get(slug="norfolk")
    assert list(norfolk.officer_counts.values_list("as_at", "officers_fte")) == [
        (date(2016, 9, 30), Decimal("1505.09"))
    ]
