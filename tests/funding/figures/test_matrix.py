"""The matrix of forces by forces: which forces, where, and what each cell says."""

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest

from forces.models import Force, Region
from forces.sort_key import sort_key
from funding.downloads.figure_files import as_csv, as_svg
from funding.figures import matrix
from funding.figures.lettering import width_of
from funding.figures.matrix import CELL, EDGE, FORCES_AT_MOST, HEAD, REGION_GAP, REGION_ROOM
from funding.totals.partnerships import Pair
from projects.models import Project
from tests.checks.drawings import SVG, Mark, marks, read_svg, texts
from tests.data.builders import make_group

_number = count(1)


def region(number: int, name: str) -> Region:
    return Region(pk=number, slug=name.lower(), name=name, sort_key=sort_key(name))


def force(slug: str, region: Region | None = None) -> Force:
    # The database makes sort keys, and these forces are in none.
    return Force(
        pk=next(_number), slug=slug, name=slug.title(), short_name=slug.title(), region=region, sort_key=sort_key(slug)
    )


NORTH, SOUTH = region(1, "North"), region(2, "South")
ASH, BIRCH, CEDAR, ELM = force("ash", SOUTH), force("birch", NORTH), force("cedar", SOUTH), force("elm")


def pair(a: Force, b: Force, projects: int = 1, pounds: int | None = 2_000_000) -> Pair:
    money = make_group("", pounds, qualifier="about", projects=projects)
    money = replace(money, projects_with_amount=0 if pounds is None else projects)
    return Pair(
        projects=tuple(Project(pk=n, slug=f"p{n}", title=f"P{n}") for n in range(projects)), money=money, a=a, b=b
    )


def drawn(pairs: Sequence[Pair], **words: str) -> matrix.Matrix:
    return matrix.of_pairs(pairs, href=lambda one: f"/{one.a.slug}-{one.b.slug}/", **words)


def file_of(figure: matrix.Matrix) -> ET.Element:
    return read_svg(as_svg(figure, source="Source", address="http://testserver/partnerships/#matrix"))


def test_forces_of_a_region_stand_together_and_national_bodies_last():
    figure = drawn([pair(ASH, BIRCH), pair(CEDAR, ELM)])
    first, second = HEAD + REGION_ROOM, HEAD + 2 * REGION_ROOM + CELL
    assert [(head.text, head.at) for head in figure.row_heads] == [
        ("Birch", first),
        ("Ash", second),
        ("Cedar", second + CELL),
        ("Elm", second + 2 * CELL + REGION_ROOM),
    ]
    assert [(head.text, head.at) for head in figure.column_heads] == [
        ("Birch", EDGE),
        ("Ash", EDGE + CELL + REGION_GAP),
        ("Cedar", EDGE + 2 * CELL + REGION_GAP),
        ("Elm", EDGE + 3 * CELL + 2 * REGION_GAP),
    ]
    assert [(head.text, head.at) for head in figure.regions] == [
        ("North", first),
        ("South", second),
        ("National bodies", second + 2 * CELL + REGION_ROOM),
    ]
    assert (figure.width, figure.height) == (
        EDGE + 4 * CELL + 2 * REGION_GAP,
        HEAD + 4 * CELL + 3 * REGION_ROOM,
    )


def test_pair_has_two_cells_that_mirror_each_other_and_only_the_lower_is_read():
    figure = drawn([pair(ASH, BIRCH, 2)])
    upper, lower = figure.cells
    row, column = (
        {head.text: head.at for head in figure.row_heads},
        {head.text: head.at for head in figure.column_heads},
    )
    assert (upper.x, upper.y, upper.is_first) == (column["Ash"], row["Birch"], False)
    assert (lower.x, lower.y, lower.is_first) == (column["Birch"], row["Ash"], True)
    assert upper.label == lower.label == "Ash and Birch: 2 projects, about £2m in them"
    assert upper.href == lower.href == "/ash-birch/"
    assert [(line.y, line.own) for line in figure.grid] == [
        (row["Birch"], column["Birch"]),
        (row["Ash"], column["Ash"]),
    ]


def test_cells_say_projects_and_money_in_words():
    assert matrix.said(pair(ASH, BIRCH)) == "Ash and Birch: 1 project, about £2m in it"
    assert matrix.said(pair(ASH, BIRCH, pounds=None)) == "Ash and Birch: 1 project, amount not published"


def test_shades_go_by_the_number_of_projects_and_the_legend_has_no_more_than_there_are():
    numbers = [(1, "band-1"), (2, "band-2"), (3, "band-3"), (4, "band-3"), (5, "band-4"), (9, "band-4")]
    for number, band in numbers:
        figure = drawn([pair(ASH, BIRCH, number)])
        assert [(cell.number, cell.band) for cell in figure.cells] == [(number, band)] * 2
    assert drawn([pair(ASH, BIRCH, 2)]).legend == [("band-1", "1 project"), ("band-2", "2 projects")]
    assert [text for _, text in drawn([pair(ASH, BIRCH, 7)]).legend] == [
        "1 project",
        "2 projects",
        "3 or 4 projects",
        "5 or more projects",
    ]


def test_only_the_forces_with_most_others_are_shown_and_it_is_said_of_how_many():
    others = [force(f"f{number}") for number in range(FORCES_AT_MOST + 4)]
    figure = drawn([pair(ASH, other) for other in others] + [pair(others[-1], others[-2])])
    assert figure.note.startswith("These are the 20 forces named together with most others, of 25. Never add")
    assert len(figure.rows) == FORCES_AT_MOST
    shown = {head.text for head in figure.row_heads}
    assert {"Ash", others[-1].short_name, others[-2].short_name} <= shown
    assert len(shown) == FORCES_AT_MOST
    assert len(figure.cells) == 2 * (FORCES_AT_MOST - 1 + 1)


def test_message_names_the_pair_with_most_projects():
    assert matrix.message([]) == "No two forces are named together"
    assert matrix.message([pair(ASH, BIRCH)]) == "Ash and Birch work together"
    assert matrix.message([pair(ASH, BIRCH), pair(ASH, CEDAR)]) == (
        "No two forces are named together in more than one project"
    )
    assert matrix.message([pair(ASH, BIRCH, 3), pair(ASH, CEDAR, 2)]) == (
        "Ash and Birch are named together most often: in 3 projects"
    )
    assert matrix.message([pair(ASH, BIRCH, 2), pair(ASH, CEDAR, 2), pair(ASH, ELM)]) == (
        "Ash and Birch, and Ash and Cedar, are named together most often: in 2 projects each"
    )
    assert matrix.message([pair(ASH, other, 2) for other in (BIRCH, CEDAR, ELM)]) == (
        "3 pairs of forces are named together most often: in 2 projects each"
    )


def test_summary_says_how_many_pairs_share_more_than_one_project():
    assert drawn([pair(ASH, BIRCH)]).summary == ""
    assert drawn([pair(ASH, BIRCH), pair(ASH, CEDAR)]).summary == "All 2 pairs share one project each."
    assert drawn([pair(ASH, BIRCH, 2), pair(ASH, CEDAR)]).summary == "Of 2 pairs, 1 shares more than one project."
    assert drawn([pair(ASH, BIRCH, 2), pair(ASH, CEDAR, 2)]).summary == ("Of 2 pairs, 2 share more than one project.")


def test_words_of_the_figure():
    figure = drawn([pair(ASH, BIRCH)], csv="/partnerships.csv")
    assert (figure.slug, figure.anchor, figure.title_id, figure.csv) == (
        "matrix",
        "matrix",
        "matrix-title",
        "/partnerships.csv",
    )
    assert figure.subtitle == "Number of projects that name both forces, as lead or partner"
    assert figure.note == "Never add the numbers up: a project that names three forces is in three pairs."
    assert drawn([], which="about Wellbeing").subtitle == (
        "Number of projects that name both forces, as lead or partner. Counts only projects about Wellbeing"
    )


def test_nothing_is_drawn_of_no_pairs():
    assert drawn([]).is_empty
    assert not drawn([pair(ASH, BIRCH)]).is_empty


def test_numbers_are_a_row_for_each_pair_that_is_shown():
    figure = drawn([pair(ASH, CEDAR, 2, pounds=1_234_567), pair(ASH, BIRCH, pounds=None)])
    assert [(row.label, row.href, row.cells) for row in figure.rows] == [
        ("Ash and Cedar", "/ash-cedar/", ("2", "about £1,234,567", "0")),
        ("Ash and Birch", "/ash-birch/", ("1", "not published", "1")),
    ]


# The files


def test_csv_has_the_pairs_by_slug_and_full_figures():
    assert as_csv(drawn([pair(ASH, CEDAR, 2, pounds=1_234_567), pair(ASH, BIRCH, pounds=None)])) == (
        "\ufeffforce_a_id,force_b_id,label,projects,amount_gbp,qualifier,projects_without_amount\r\n"
        "ash,cedar,Ash and Cedar,2,1234567,about,0\r\n"
        "ash,birch,Ash and Birch,1,,,1\r\n"
    )


def test_drawing_has_heads_of_rows_and_columns_every_number_twice_and_a_key():
    drawing = file_of(drawn([pair(ASH, BIRCH, 2), pair(CEDAR, ELM, 5)]))
    assert texts(drawing) == [
        "Cedar and Elm are named together most often: in 5 projects",
        "Number of projects that name both forces, as lead or partner",
        *["1 project", "2 projects", "3 or 4 projects", "5 or more projects"],
        *["North", "South", "National bodies"],
        *["Birch", "Ash", "Cedar", "Elm"] * 2,
        *["2", "2", "5", "5"],
        "Never add the numbers up: a project that names three forces is in three pairs.",
        "Source",
        "Police Transformation Fund explorer, http://testserver/partnerships/#matrix",
    ]
    upwards = [text.text for text in drawing.iter(f"{SVG}text") if "rotate(-90)" in text.get("transform", "")]
    assert upwards == ["Birch", "Ash", "Cedar", "Elm"]


def cells(drawing: ET.Element) -> list[Mark]:
    """Every cell of the file, those of the grid and those of the pairs."""
    return [mark for mark in marks(drawing, "rect") if mark.width == mark.height > 12]


def test_drawing_is_in_light_colours_and_marks_where_a_force_would_meet_itself():
    drawing = file_of(drawn([pair(ASH, BIRCH, 2), pair(CEDAR, ELM, 5)]))
    fills = [cell.fill for cell in cells(drawing)]
    assert len(fills) == 4 * 4 + 4
    assert fills[:6] == ["#d8dbe0", *["#f5f6f8"] * 4, "#d8dbe0"]
    assert fills[-4:] == ["#9dbbd5"] * 2 + ["#12436d"] * 2
    numbers = [text.get("fill") for text in drawing.iter(f"{SVG}text") if text.get("text-anchor") == "middle"]
    assert numbers == ["#1d1d1f"] * 2 + ["#fff"] * 2


@pytest.mark.parametrize("others", [1, 5, 40])
def test_drawing_stays_on_the_sheet_however_many_forces_there_are(others):
    forces = [force(f"f{number}", region(number, f"R{number}")) for number in range(others)]
    drawing = file_of(drawn([pair(ASH, other) for other in forces]))
    assert min(cell.x for cell in cells(drawing)) > 24
    assert max(cell.x + cell.width for cell in cells(drawing)) <= 800 - 24
    assert max(cell.y + cell.height for cell in cells(drawing)) < float(drawing.get("height"))


def test_long_name_is_smaller_and_so_runs_into_no_cell():
    name = "National Association of Everything and Everyone"
    drawing = file_of(drawn([pair(ASH, force(name))]))
    left, top = min(cell.x for cell in cells(drawing)), min(cell.y for cell in cells(drawing))
    in_row, in_column = [text for text in marks(drawing, "text") if text.element.text == name.title()]
    assert in_row.x + width_of(name.title(), in_row.height) < left
    assert top - width_of(name.title(), in_column.height) > 0
    assert in_column.height < 10


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '"><a href="javascript:x">', "\x00🚓"])
def test_hostile_name_is_only_text(name):
    hostile = force("x", SOUTH)
    hostile.short_name = name
    drawing = file_of(drawn([pair(ASH, hostile)]))
    kinds = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert kinds == {"svg", "title", "desc", "defs", "pattern", "g", "rect", "text"}
    assert texts(drawing).count(name.replace("\x00", "")) == 2
