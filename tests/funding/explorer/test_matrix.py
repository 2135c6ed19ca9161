"""The matrix of forces by forces: which forces, where, and what each cell says."""

from collections.abc import Sequence
from itertools import count

from forces.models import Force, Region
from funding.explorer import matrix
from funding.explorer.matrix import CELL, EDGE, FORCES_AT_MOST, HEAD, REGION_GAP, REGION_ROOM
from funding.partnerships import Pair
from projects.models import Project
from tests.builders import make_group

_number = count(1)

NORTH, SOUTH = Region(pk=1, slug="north", name="North"), Region(pk=2, slug="south", name="South")


def force(slug: str, region: Region | None = None) -> Force:
    return Force(pk=next(_number), slug=slug, name=slug.title(), short_name=slug.title(), region=region)


ASH, BIRCH, CEDAR, ELM = force("ash", SOUTH), force("birch", NORTH), force("cedar", SOUTH), force("elm")


def pair(a: Force, b: Force, projects: int = 1, pounds: int | None = 2_000_000) -> Pair:
    money = make_group("", pounds, qualifier="about", projects=projects)
    return Pair(tuple(Project(pk=n, slug=f"p{n}", title=f"P{n}") for n in range(projects)), money, a, b)


def drawn(pairs: Sequence[Pair]) -> matrix.Matrix:
    return matrix.of_pairs(pairs, href=lambda one: f"/{one.a.slug}-{one.b.slug}/")


def test_forces_of_a_region_stand_together_and_national_bodies_last():
    figure = drawn([pair(ASH, BIRCH), pair(CEDAR, ELM)])
    first, second = HEAD + REGION_ROOM, HEAD + 2 * REGION_ROOM + CELL
    assert [(head.text, head.at) for head in figure.rows] == [
        ("Birch", first),
        ("Ash", second),
        ("Cedar", second + CELL),
        ("Elm", second + 2 * CELL + REGION_ROOM),
    ]
    assert [(head.text, head.at) for head in figure.columns] == [
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
    row, column = {head.text: head.at for head in figure.rows}, {head.text: head.at for head in figure.columns}
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
    assert drawn([pair(ASH, BIRCH, 2)]).legend == [("band-1", "1"), ("band-2", "2")]
    assert [text for _, text in drawn([pair(ASH, BIRCH, 7)]).legend] == ["1", "2", "3 or 4", "5 or more"]


def test_only_the_forces_with_most_others_are_shown_and_it_is_said_of_how_many():
    others = [force(f"f{number}") for number in range(FORCES_AT_MOST + 4)]
    figure = drawn([pair(ASH, other) for other in others] + [pair(others[-1], others[-2])])
    assert (figure.forces, figure.all_forces) == (FORCES_AT_MOST, FORCES_AT_MOST + 5)
    shown = {head.text for head in figure.rows}
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
