"""The map of equal tiles: where each stands, what it says, and that nothing is missing. No database."""

import csv
from decimal import Decimal

import pytest

from forces.models import Force
from funding.downloads.figure_files import as_svg
from funding.figures.options import MATCHING, Basis, Measure, Scope
from funding.figures.tile_map import force_map
from funding.figures.tile_words import LETTERS
from funding.totals.listings import ForceRow
from tests.checks.drawings import SVG, read_svg, texts
from tests.data.builders import make_group
from tests.data.real_fund import FOLDER


def force(slug: str, tile: tuple[int, int] | None = None, name: str = "") -> Force:
    column, row = tile or (None, None)
    name = name or slug.replace("-", " ").title()
    return Force(
        slug=slug,
        name=f"{name} Police",
        short_name=name,
        tile_column=column,
        tile_row=row,
        tile_name="Dyfed-;Powys" if slug == "dyfed-powys" else "",
    )


def row(slug: str, pounds=None, *, tile=(3, 2), name: str = "", projects: int = 1, **options) -> ForceRow:
    return ForceRow(force=force(slug, tile, name), led=make_group(slug, pounds, projects=projects, **options))


ROWS = [
    ForceRow(
        force=force("kent", (5, 9)),
        led=make_group("kent", 2_224_000, qualifier="about", projects=2),
        involved=make_group("kent", 9, projects=5),
    ),
    ForceRow(
        force=force("dyfed-powys", (3, 7)),
        led=make_group("dyfed-powys", projects=0),
        involved=make_group("dyfed-powys", 1),
    ),
    ForceRow(force=force("essex", (4, 7)), led=make_group("essex"), involved=make_group("essex", projects=4)),
    ForceRow(force=force("college"), led=make_group("college", 700, label="College")),
    ForceRow(force=force("agency"), led=make_group("agency", projects=0)),
    ForceRow(force=None, led=make_group("not-stated", 300, label="Lead not stated")),
]


def test_tiles_stand_where_the_forces_columns_and_rows_say_from_the_upper_left():
    drawn = force_map(ROWS)
    assert [(tile.href, tile.x, tile.y) for tile in drawn.tiles] == [
        ("/forces/kent/", 176, 148),
        ("/forces/dyfed-powys/", 0, 0),
        ("/forces/essex/", 88, 0),
    ]
    assert (drawn.width, drawn.height) == (528, 336)


def test_tiles_say_what_they_show():
    assert [(tile.label, tile.lines, tile.band) for tile in force_map(ROWS).tiles] == [
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
    [tile] = force_map([row("kent", 5)]).tiles
    assert tile.label == "Kent: leads 1 project, £5"


def test_map_and_what_is_not_on_it_add_up():
    drawn = force_map(ROWS)
    assert (drawn.on_map.shown.exact(), drawn.on_map.projects) == ("about £2,224,000", 3)
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
    [tile] = force_map([row("kent", pounds, projects=projects)]).tiles
    assert (tile.band, tile.lines[-1][0]) == (band, printed)


def test_legend_has_every_band_once_and_says_the_basis():
    assert (force_map([]).legend_title, force_map([]).legend) == (
        "Leads",
        [
            ("band-4", "£10m or more"),
            ("band-3", "£5m to £10m"),
            ("band-2", "£1m to £5m"),
            ("band-1", "under £1m"),
            ("not-published", "? projects, amount not published"),
            ("nothing", "– nothing that is known"),
            ("not-stated", "lead not stated"),
        ],
    )
    involved = force_map([], basis=Basis.INVOLVED)
    assert (involved.legend_title, involved.legend) == (
        "Is involved in",
        [
            ("band-4", "7 projects or more"),
            ("band-3", "4 to 6"),
            ("band-2", "2 or 3"),
            ("band-1", "1 project"),
            ("nothing", "– no project that is known"),
        ],
    )
    assert [band for band, _ in force_map([], Scope(measure=Measure.PROJECTS)).legend][-2:] == ["nothing", "not-stated"]


def test_map_of_nothing():
    drawn = force_map([])
    assert (drawn.tiles, drawn.others, drawn.off_map, drawn.width, drawn.height) == ([], [], [], 0, 0)
    assert (drawn.on_map.amount, drawn.on_map.projects, drawn.is_empty) == (None, 0, True)
    assert drawn.title == "No project is known"


def test_map_of_what_has_no_stated_lead_does_not_say_that_nothing_is_published():
    not_stated = ForceRow(force=None, led=make_group("not-stated", 300, label="Lead not stated"))
    kent = row("kent", projects=0)
    drawn = force_map([kent, not_stated], MATCHING)
    assert drawn.title == "None of the money has a stated lead"
    assert (
        force_map([kent, not_stated], Scope(measure=Measure.PROJECTS)).title == "None of the projects has a stated lead"
    )
    assert drawn.summary == "0 of the 1 force on the map lead a project that matches."
    assert drawn.tiles[0].label == "Kent: leads nothing that matches"


def test_those_not_on_the_map_are_below_it_with_what_is_not_stated_last():
    drawn = force_map(ROWS)
    assert [(tile.label, tile.band, tile.x, tile.y, tile.href) for tile in drawn.others] == [
        ("College: leads 1 project, £700", "band-1", 0, 262, "/forces/college/"),
        ("Agency: leads nothing that is known", "nothing", 88, 262, "/forces/agency/"),
        ("Lead not stated: 1 project, £300", "not-stated", 176, 262, "/projects/?lead=not-stated"),
    ]
    assert drawn.others[2].lines == [("Lead not", 24), ("stated", 42), ("£300", 60)]
    assert [tile.is_framed for tile in drawn.others] == [False, False, True]
    assert (drawn.heading_y, drawn.heading) == (248, "Not on the map")


def test_many_who_are_not_on_the_map_stand_in_rows_of_six():
    drawn = force_map([row(f"body-{number}", 5, tile=None) for number in range(8)])
    assert [(tile.x, tile.y) for tile in drawn.others] == [
        *((column * 88, 40) for column in range(6)),
        (0, 114),
        (88, 114),
    ]
    assert (drawn.width, drawn.height) == (528, 188)


def test_sum_of_the_map_is_said_in_full_figures():
    assert force_map(ROWS).note == (
        "On the map about £2,224,000 + not on the map £1,000 = about £2,225,000 in all. "
        "1 award has no reliable published amount. "
        "The tiles leave out “about”, “at least” and the like; the numbers have them."
    )
    assert (
        force_map(ROWS, Scope(measure=Measure.PROJECTS)).note == "On the map 3 + not on the map 2 = 5 projects in all."
    )
    assert force_map(ROWS[:1]).note.startswith(
        "On the map about £2,224,000 + not on the map nothing = about £2,224,000"
    )


def test_map_of_projects_led():
    drawn = force_map(ROWS, Scope(measure=Measure.PROJECTS))
    assert [(tile.lines[-1][0], tile.band) for tile in [*drawn.tiles, *drawn.others]] == [
        ("2", "band-2"),
        ("–", "nothing"),
        ("1", "band-1"),
        ("1", "band-1"),
        ("–", "nothing"),
        ("1", "not-stated"),
    ]
    assert drawn.title == "Kent leads the most projects: 2"
    assert drawn.subtitle.startswith("Number of projects by lead. ")
    assert drawn.records == force_map(ROWS).records


def test_map_of_involvement_counts_projects_and_adds_nothing_up():
    drawn = force_map(ROWS, basis=Basis.INVOLVED)
    assert [(tile.label, tile.lines[-1][0], tile.band) for tile in [*drawn.tiles, *drawn.others]] == [
        ("Kent: involved in 5 projects, which have £9 in all; leads 2 of them", "5", "band-3"),
        ("Dyfed Powys: involved in 1 project, which has £1 in all; leads none of them", "1", "band-1"),
        ("Essex: involved in 4 projects, amount not published; leads 1 of them", "4", "band-3"),
        ("College: in no project that is known", "–", "nothing"),
        ("Agency: in no project that is known", "–", "nothing"),
    ]
    assert drawn.title == "Kent is in the most projects: 5"
    assert drawn.note.startswith("Nothing is added up here")
    assert "=" not in drawn.note
    assert "A project counts for each force in it." in drawn.subtitle
    assert drawn.records[:2] == [
        ("kent", "Kent", True, 5, Decimal(9), "exactly", 2),
        ("dyfed-powys", "Dyfed Powys", True, 1, Decimal(1), "exactly", 0),
    ]


@pytest.mark.parametrize(
    ("projects", "band"), [(1, "band-1"), (2, "band-2"), (3, "band-2"), (4, "band-3"), (6, "band-3"), (7, "band-4")]
)
def test_band_of_a_number_of_projects(projects, band):
    [tile] = force_map([row("kent", 5, projects=projects)], Scope(measure=Measure.PROJECTS)).tiles
    assert (tile.band, tile.lines[-1][0]) == (band, str(projects))


def test_numbers_of_the_map_are_all_its_tiles_and_add_up():
    drawn = force_map(ROWS)
    assert [(one.label, *one.cells) for one in drawn.rows] == [
        ("Kent", "about £2,224,000", "2", "0"),
        ("Dyfed Powys", "nothing", "0", "0"),
        ("Essex", "not published", "1", "1"),
        ("College", "£700", "1", "0"),
        ("Agency", "nothing", "0", "0"),
        ("Lead not stated", "£300", "1", "0"),
    ]
    assert drawn.fields == ("id", "label", "on_map", "amount_gbp", "qualifier", "projects", "awards_without_amount")
    assert drawn.records[0] == ("kent", "Kent", True, Decimal(2_224_000), "about", 2, 0)
    assert sum(record[3] or 0 for record in drawn.records) == 2_225_000
    assert [record[2] for record in drawn.records] == [True, True, True, False, False, False]


def test_chosen_tiles_and_addresses_are_the_callers():
    drawn = force_map(ROWS, chosen={"kent", "not-stated"}, href=lambda one: f"?lead={one.led.slug}")
    assert [(tile.href, tile.chosen) for tile in [*drawn.tiles, *drawn.others]] == [
        ("?lead=kent", True),
        ("?lead=dyfed-powys", False),
        ("?lead=essex", False),
        ("?lead=college", False),
        ("?lead=agency", False),
        ("?lead=not-stated", True),
    ]


def test_summary_of_the_map_says_how_many_have_something():
    assert force_map(ROWS).summary == "2 of the 3 forces on the map lead a project or more."
    assert (
        force_map(ROWS, basis=Basis.INVOLVED).summary
        == "3 of the 3 forces on the map are involved in a project or more."
    )


def test_drawing_of_the_map_has_every_tile_and_its_sum():
    drawing = read_svg(as_svg(force_map(ROWS, chosen=["kent"]), source="Source", address="http://testserver/#map"))
    said = texts(drawing)
    assert said[0] == "Kent leads the most: about £2.22m"
    for line in ["Leads:", "£10m or more", "Essex", "?", "Not on the map", "College", "£700", "Lead not", "£300"]:
        assert line in said
    assert "On the map about £2,224,000 + not on the map £1,000" in " ".join(said)
    looks = [
        (rect.get("fill"), rect.get("stroke-dasharray"), rect.get("stroke-width"))
        for rect in drawing.iter(f"{SVG}rect")
    ]
    assert ("#fff", "5 4", "2") in looks
    assert ("url(#hatch)", None, None) in looks
    assert looks.count(("none", None, "5")) == 1


@pytest.mark.parametrize(
    ("name", "tile_name", "lines"),
    [
        ("Metropolitan", "Met", ["Met"]),
        ("Avon and Somerset", "Avon &;Somerset", ["Avon &", "Somerset"]),
        ("Thames Valley", "", ["Thames", "Valley"]),
        ("One Two Three", "", ["One Two", "Three"]),
        ("One Two Three Four Five", "", ["One Two", "Three…"]),
        ("Llanfairpwllgwyngyll", "", ["Llanfairp", "wllgwyng…"]),
    ],
)
def test_name_on_a_tile_is_short(name, tile_name, lines):
    named = row("new", 5, name=name)
    named.force.tile_name = tile_name
    [tile] = force_map([named]).tiles
    assert [text for text, _ in tile.lines[:-1]] == lines


def test_names_for_tiles_in_the_record_fit_on_a_tile():
    with (FOLDER / "forces.csv").open(encoding="utf-8-sig", newline="") as file:
        names = [record["tile_name"] for record in csv.DictReader(file) if record["tile_name"]]
    assert len(names) == 30
    assert [name for name in names if len(name.split(";")) > 2 or max(map(len, name.split(";"))) > LETTERS] == []
