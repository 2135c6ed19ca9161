from datetime import date

import pytest

from forces.models import Force, OfficerCount, Region
from tests.checks.constraints import (
    Breaks,
    assert_database_knows,
    assert_database_refuses,
    assert_form_says,
    constraint_names,
)
from tests.data.builders import make_force, make_officer_count, make_region

pytestmark = pytest.mark.django_db


def force(**fields) -> Force:
    """An unsaved territorial force that is valid but for `fields`."""
    valid = {"slug": "kent", "name": "Kent Police", "short_name": "Kent", "kind": "territorial", "country": "England"}
    fields.setdefault("region", make_region())
    return Force(**{**valid, **fields})


def beside(other: Force, **fields) -> Force:
    """The same as `force`, once `other` is saved."""
    other.slug = other.name = other.short_name = "other"
    other.save()
    return force(**fields)


def second_count() -> OfficerCount:
    first = make_officer_count()
    return OfficerCount(force=first.force, as_at=first.as_at, officers_fte=2)


RESERVED = "This id stands for something else in addresses. Choose another one."

NOT_SEEN = "A text has a character that is not seen, or a line too many."

BREAKS: Breaks = {
    "region_text_seen": (NOT_SEEN, lambda: Region(slug="wales", name="Wa\u200bles")),
    "force_text_seen": (NOT_SEEN, lambda: force(short_name="Ke\nnt")),
    "officercount_day_in_range": (
        "The day of a count is in the years 2000 to 2099.",
        lambda: OfficerCount(force=make_force(), as_at=date(16, 9, 30), officers_fte=1),
    ),
    "region_slug_not_reserved": (RESERVED, lambda: Region(slug="national-bodies", name="National bodies")),
    "force_slug_not_reserved": (RESERVED, lambda: force(slug="not-stated")),
    "force_kind_known": (
        "A force is a territorial force, a special force or a national body.",
        lambda: force(kind="army", region=None),
    ),
    "force_region_if_territorial": (
        "A territorial force has a region; special forces and national bodies have none.",
        lambda: force(region=None),
    ),
    "force_tile_complete": (
        "A tile needs a column and a row, and only territorial forces have one.",
        lambda: force(tile_column=1),
    ),
    "force_tile_unique": (
        "Another force has this tile of the map.",
        lambda: beside(force(tile_column=1, tile_row=2), tile_column=1, tile_row=2),
    ),
    "force_ons_code_unique": (
        "Another force has this ONS code.",
        lambda: beside(force(ons_code="E23000032"), ons_code="E23000032"),
    ),
    "force_ons_code_form": (
        "An ONS code is E or W and eight digits, and only territorial forces have one.",
        lambda: force(ons_code="E2300003"),
    ),
    "force_population_dated": (
        "A population needs its census year, and the year needs a population.",
        lambda: force(population=1_700_000),
    ),
    "officercount_unique_day": ("This force already has a count for that day.", second_count),
    "officercount_not_negative": (
        "A count of officers cannot be negative.",
        lambda: OfficerCount(force=make_force(), as_at=date(2016, 9, 30), officers_fte=-1),
    ),
}


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraint_names("forces")


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
        ("region_slug_not_reserved", lambda: Region(slug="not-stated", name="Not stated")),
        ("force_text_seen", lambda: force(name="\u202eKent Police")),
        ("force_text_seen", lambda: force(country="Eng\u00adland")),
        ("force_text_seen", lambda: force(website="https://example.org/\u2066kent")),
        (
            "officercount_day_in_range",
            lambda: OfficerCount(force=make_force(), as_at=date(2100, 1, 1), officers_fte=1),
        ),
        ("force_region_if_territorial", lambda: force(kind="special")),
        ("force_region_if_territorial", lambda: force(kind="national_body")),
        ("force_tile_complete", lambda: force(tile_row=1)),
        ("force_tile_complete", lambda: force(kind="special", region=None, tile_column=1, tile_row=1)),
        ("force_ons_code_form", lambda: force(ons_code="S23000001")),
        ("force_ons_code_form", lambda: force(ons_code="e23000001")),
        ("force_ons_code_form", lambda: force(kind="special", region=None, ons_code="E23000001")),
        ("force_population_dated", lambda: force(population_year=2011)),
    ],
)
def test_constraint_holds_in_each_of_its_parts(name, broken):
    assert_database_refuses(name, broken())
    assert_form_says(BREAKS[name][0], broken())


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"kind": "special", "region": None},
        {"kind": "national_body", "region": None},
        {"tile_column": 0, "tile_row": 0},
        {"ons_code": "W15000001"},
        {"population": 0, "population_year": 2011},
    ],
)
def test_force_at_the_bounds_is_valid(fields):
    valid = force(**fields)
    valid.full_clean()
    valid.save()


def test_forces_without_tile_or_code_do_not_collide():
    make_force()
    make_force()
    make_force(region=make_region())
    assert Force.objects.filter(tile_column=None, ons_code="").count() == 3


def test_two_tiles_may_share_a_column_or_a_row():
    region = make_region()
    for tile in [(1, 1), (1, 2), (2, 1)]:
        make_force(region=region, tile=tile)
