"""The chart of the forces that one force is named with most: bars, order, words, and where they lead. No database."""

from dataclasses import replace
from itertools import count

from forces.models import Force
from funding.addresses import companion_address
from funding.downloads.figure_files import as_csv
from funding.figures.companion_bars import AT_MOST, companion_chart
from funding.totals.partnerships import Companion
from projects.models import Project
from tests.data.builders import make_group

_number = count(1)


def force(name: str) -> Force:
    return Force(pk=next(_number), slug=name.lower().replace(" ", "-"), name=f"{name} Police", short_name=name)


ASH = force("Ash")


def companion(name: str, projects: int, pounds: int | None = 100, beside: Force = ASH) -> Companion:
    titles = tuple(Project(pk=n, slug=f"p{n}", title=f"P{n}") for n in range(projects))
    return Companion(
        projects=titles,
        money=make_group("", pounds, qualifier="about", projects=projects),
        force=force(name),
        beside=beside,
    )


def test_bars_are_projects_and_lead_to_those_of_both_forces():
    chart = companion_chart([companion("Birch", 3), companion("Elm", 1, None)], csv="/projects.csv?force=ash")
    assert chart is not None
    assert [(row.label, row.values, row.text, row.href) for row in chart.rows] == [
        ("Birch", (3,), "3 projects", "/projects/?force=ash&with=birch"),
        ("Elm", (1,), "1 project", "/projects/?force=ash&with=elm"),
    ]
    assert (chart.slug, chart.csv) == ("companions", "/projects.csv?force=ash")
    assert chart.title == "Ash is named most often with Birch: in 3 projects"
    assert chart.subtitle == "Number of projects that name both forces, as lead or partner"
    assert chart.note == "Never add the bars up: a project that names several forces is in the bar of each."


def test_numbers_have_the_money_too_and_the_file_full_figures():
    chart = companion_chart([companion("Birch", 3, 1_234_567), companion("Elm", 1, None)], csv="")
    assert chart is not None
    assert chart.columns == ("Money in them, in full", "Projects", "Awards whose amount is not published")
    assert [row.cells for row in chart.rows] == [("about £1,234,567", "3", "0"), ("not published", "1", "1")]
    assert as_csv(chart) == (
        "\ufeffid,label,amount_gbp,qualifier,projects,awards_without_amount\r\n"
        "birch,Birch,1234567,about,3,0\r\n"
        "elm,Elm,,,1,1\r\n"
    )


def test_bars_of_what_is_left_out_are_not_put_together():
    found = [companion(f"F{number}", 3 if number == 0 else 1) for number in range(AT_MOST + 4)]
    chart = companion_chart(found, csv="")
    assert chart is not None
    assert [row.label for row in chart.rows] == [f"F{number}" for number in range(10)]
    assert chart.note.startswith("These are 10 of 14 forces: those with most projects, then with most money in them. N")


def test_title_names_all_who_are_first():
    chart = companion_chart([companion("Birch", 2), companion("NCA", 2), companion("Elm", 1)], csv="")
    assert chart is not None
    assert chart.title == "Ash is named most often with Birch and NCA: in 2 projects each"


def test_title_has_names_as_sentences_have_them():
    college, office = (
        Force(slug=name, name=name, short_name=name, name_in_sentences=f"the {name}", pk=next(_number))
        for name in ("College of Policing", "Home Office")
    )
    with_office = replace(companion("Birch", 2, beside=college), force=office)
    chart = companion_chart([with_office, companion("Elm", 1, beside=college)], csv="")
    assert chart is not None
    assert chart.title == "The College of Policing is named most often with the Home Office: in 2 projects"


def test_bars_that_would_say_nothing_are_not_drawn():
    assert companion_chart([], csv="") is None
    assert companion_chart([companion("Birch", 5)], csv="") is None
    assert companion_chart([companion("Birch", 1), companion("Elm", 1)], csv="") is None


def test_address_names_the_force_itself_first():
    assert companion_address(replace(companion("Zed", 1), beside=force("Yew"))) == "/projects/?force=yew&with=zed"
