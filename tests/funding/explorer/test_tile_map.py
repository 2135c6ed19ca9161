"""The map of equal tiles: where each stands, what it says, and that nothing is missing. No database."""

from decimal import Decimal

import pytest

from forces.models import Force
from funding.explorer.tile_map import LINES, led_map
from funding.listings import ForceRow
from tests.builders import make_group
from tests.real_fund import FOLDER


def force(slug: str, tile: tuple[int, int] | None = None, name: str = "") -> Force:
    column, row = tile or (None, None)
    name = name or slug.replace("-", " ").title()
    return Force(slug=slug, name=f"{name} Police", short_name=name, tile_column=column, tile_row=row)


def row(slug: str, pounds=None, *, tile=(3, 2), name: str = "", projects: int = 1, **options) -> ForceRow:
    return ForceRow(force(slug, tile, name), make_group(slug, pounds, projects=projects, **options))


ROWS = [
    ForceRow(
        force("kent", (5, 9)),
        make_group("kent", 2_224_000, qualifier="about", projects=2),
        make_group("kent", 9, projects=5),
    ),
    ForceRow(force("dyfed-powys", (3, 7)), make_group("dyfed-powys", projects=0), make_group("dyfed-powys", 1)),
    ForceRow(force("essex", (4, 7)), make_group("essex"), make_group("essex", projects=4)),
    ForceRow(force("college"), make_group("college", 700, label="College")),
    ForceRow(force("agency"), make_group("agency", projects=0)),
    ForceRow(None, make_group("not-stated", 300, label="Lead not stated")),
]


def test_tiles_stand_where_the_forces_columns_and_rows_say_from_the_upper_left():
    drawn = led_map(ROWS)
    assert [(tile.href, tile.x, tile.y) for tile in drawn.tiles] == [
        ("/forces/kent/", 176, 148),
        ("/forces/dyfed-powys/", 0, 0),
        ("/forces/essex/", 88, 0),
    ]
    assert (drawn.width, drawn.height) == (264, 222)


def test_tiles_say_what_they_show():
    assert [(tile.label, tile.lines, tile.band) for tile in led_map(ROWS).tiles] == [
        (
            "Kent: leads 2 projects, about £2.22m; involved in 5 projects",
            [("Kent", 32), ("£2.22m", 50)],
            "band-2",
        ),
        (
            "Dyfed Powys: leads nothing that is known; involved in 1 project",
            [("Dyfed-", 24), ("Powys", 42), ("–", 60)],
            "nothing",
        ),
        (
            "Essex: leads 1 project, amount not published; involved in 4 projects",
            [("Essex", 32), ("?", 50)],
            "not-published",
        ),
    ]


def test_tile_without_what_is_involved_says_only_what_is_led():
    [tile] = led_map([row("kent", 5)]).tiles
    assert tile.label == "Kent: leads 1 project, £5"


def test_map_and_what_is_not_on_it_add_up():
    drawn = led_map(ROWS)
    assert (drawn.on_map.amount, drawn.on_map.qualifier, drawn.on_map.projects) == (Decimal(2_224_000), "about", 3)
    assert [(one.led.label, one.led.pounds) for one in drawn.off_map] == [("College", 700), ("Lead not stated", 300)]
    assert drawn.on_map.pounds + sum(one.led.pounds for one in drawn.off_map) == 2_225_000


@pytest.mark.parametrize(
    ("pounds", "projects", "band", "printed"),
    [
        (None, 0, "nothing", "–"),
        (None, 1, "not-published", "?"),
        (0, 1, "band-1", "£0"),
        ("0.01", 1, "band-1", "£0"),
        ("999999.99", 1, "band-1", "£1m"),
        (1_000_000, 1, "band-2", "£1m"),
        ("4999999.99", 1, "band-2", "£5m"),
        (5_000_000, 1, "band-3", "£5m"),
        ("9999999.99", 1, "band-3", "£10m"),
        (10_000_000, 1, "band-4", "£10m"),
        (219_000_000, 1, "band-4", "£219m"),
    ],
)
def test_band_of_a_tile(pounds, projects, band, printed):
    [tile] = led_map([row("kent", pounds, projects=projects)]).tiles
    assert (tile.band, tile.lines[-1][0]) == (band, printed)


def test_legend_has_every_band_once():
    assert led_map([]).legend == [
        ("band-4", "£10m or more"),
        ("band-3", "£5m to £10m"),
        ("band-2", "£1m to £5m"),
        ("band-1", "under £1m"),
        ("not-published", "leads projects, amount not published"),
        ("nothing", "leads nothing that is known"),
    ]


def test_map_of_nothing():
    drawn = led_map([])
    assert (drawn.tiles, drawn.off_map, drawn.width, drawn.height) == ([], [], 88, 74)
    assert (drawn.on_map.amount, drawn.on_map.projects) == (None, 0)


@pytest.mark.parametrize(
    ("slug", "name", "lines"),
    [
        ("metropolitan", "Metropolitan", ["Met"]),
        ("avon-and-somerset", "Avon and Somerset", ["Avon &", "Somerset"]),
        ("thames-valley", "Thames Valley", ["Thames", "Valley"]),
        ("new", "One Two Three", ["One", "Two"]),
    ],
)
def test_name_on_a_tile_is_short(slug, name, lines):
    [tile] = led_map([row(slug, 5, name=name)]).tiles
    assert [text for text, _ in tile.lines[:-1]] == lines


def test_short_names_are_those_of_forces_of_the_record():
    record = (FOLDER / "forces.csv").read_text(encoding="utf-8-sig")
    assert [slug for slug in LINES if f"\n{slug}," not in record] == []
