"""Titles of figures: every branch of the messages, literally."""

from dataclasses import replace

import pytest

from funding.figures import headlines
from funding.figures.options import Measure
from tests.data.builders import make_group as group
from tests.data.builders import make_round_row


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], "No amount is published"),
        ([group("2016-17", None)], "No amount is published"),
        ([group("2017-18", 5)], "All of the money is for 2017-18"),
        ([group("2016-17", None), group("2017-18", 5)], "All of the money is for 2017-18"),
        ([group("not-published", 5)], "None of the money has a published year"),
        ([group("2016-17", 33), group("not-published", 67)], "67% of the money has no published year"),
        ([group("2016-17", 50), group("not-published", 50)], "50% of the money has no published year"),
        ([group("2016-17", 1), group("not-published", 999)], "more than 99% of the money has no published year"),
        ([group("2016-17", 51), group("not-published", 49)], "Most is for 2016-17: £51"),
        ([group("2016-17", 50), group("2017-18", 50)], "2016-17 has the most: £50"),
        (
            [group("2016-17", 30), group("2017-18", 31, qualifier="about"), group("not-published", 39)],
            "2017-18 has the most: about £31",
        ),
    ],
)
def test_years_message(groups, expected):
    assert headlines.years(groups) == expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], "No project is known"),
        ([group("kent", None)], "No amount is published"),
        ([group("kent", 2, qualifier="about"), group("essex", 1)], "Kent leads the most: about £2"),
        ([group("west-midlands", 1, label="West Midlands Police")], "West Midlands Police leads all of it: £1"),
        ([group("national-bodies", 2, label="National bodies"), group("kent", 1)], "National bodies lead the most: £2"),
        ([group("kent", 61), group("not-stated", 39)], "Kent leads the most: £61"),
        ([group("kent", 39), group("not-stated", 61)], "61% of the money has no stated lead"),
        ([group("not-stated", 61), group("kent", None)], "None of the money has a stated lead"),
    ],
)
def test_leads_message(groups, expected):
    assert headlines.leads(groups) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("East Midlands", "The East Midlands leads the most: £2"),
        ("London", "London leads the most: £2"),
        ("Yorkshire and The Humber", "Yorkshire and The Humber leads the most: £2"),
    ],
)
def test_regions_message_has_the_article_where_the_name_needs_it(label, expected):
    assert headlines.regions([group("r", 2, label=label), group("not-stated", 1)]) == expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], "No project is known"),
        ([group("digital", None)], "No amount is published"),
        ([group("digital", 2)], "All of it is Digital: £2"),
        ([group("digital", 2), group("cyber", None)], "All of the published money is Digital: £2"),
        ([group("cyber", 1), group("digital", 3, qualifier="about")], "Digital has the most: about £3, 75%"),
        ([group("cyber", 1), group("digital", 999)], "Digital has the most: £999, more than 99%"),
    ],
)
def test_groups_message(groups, expected):
    assert headlines.groups_of_money(groups) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "No round was announced as a whole"),
        ([make_round_row("r", None, 5)], "No round was announced as a whole"),
        ([make_round_row("r", 100, 75)], "About 75% of what was announced is itemised"),
        (
            [make_round_row("r", 100, 75), make_round_row("r", None, 9)],
            "About 75% of what was announced is itemised",
        ),
        (
            [make_round_row("r", 100, 75), make_round_row("r", 10, None), make_round_row("r", 100, 100)],
            "Of what a round was announced to be worth, 75% to 100% is itemised, and nothing of 1 round",
        ),
        (
            [make_round_row("r", 100, 50), make_round_row("r", 8, 4)],
            "Of what a round was announced to be worth, 50% is itemised",
        ),
    ],
)
def test_rounds_message(rows, expected):
    assert headlines.rounds(rows) == expected


# Numbers of projects

CYBER, FORENSICS, DIGITAL, POLICY = (
    group(slug, 5, projects=number) for slug, number in [("cyber", 3), ("forensics", 3), ("digital", 2), ("policy", 3)]
)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], "No project is known"),
        ([group("cyber", projects=0)], "No project is known"),
        ([CYBER, DIGITAL], "Cyber has the most projects: 3"),
        ([CYBER, FORENSICS, DIGITAL], "Cyber and Forensics have the most projects: 3 each"),
        ([CYBER, FORENSICS, POLICY], "Cyber, Forensics and Policy have the most projects: 3 each"),
        ([DIGITAL], "Digital has all 2 projects"),
        ([group("cyber", projects=1), group("digital", projects=0)], "Cyber has the one project"),
    ],
)
def test_groups_with_most_projects(groups, expected):
    assert headlines.groups_of_money(groups, Measure.PROJECTS) == expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], "No project is known"),
        ([group("kent", 1, projects=4), group("essex", 9, projects=2)], "Kent leads the most projects: 4"),
        ([group("kent", 1, projects=4), group("essex", projects=4)], "Kent and Essex lead the most projects: 4 each"),
        ([group("kent", projects=4)], "Kent leads all 4 projects"),
        ([group("kent", projects=1)], "Kent leads the one project"),
        ([group("national-bodies", projects=4, label="National bodies")], "National bodies lead the most projects: 4"),
        ([group("kent", projects=2), group("not-stated", projects=3)], "3 of 5 projects have no stated lead"),
        ([group("kent", projects=1), group("not-stated", projects=1)], "1 of 2 projects has no stated lead"),
        ([group("kent", projects=2), group("not-stated", projects=1)], "Kent leads the most projects: 2"),
        ([group("not-stated", projects=3)], "None of the projects has a stated lead"),
        (
            [
                replace(group("metropolitan", projects=2), in_sentences="the Metropolitan Police Service"),
                group("kent", projects=1),
            ],
            "The Metropolitan Police Service leads the most projects: 2",
        ),
    ],
)
def test_leads_of_most_projects(groups, expected):
    assert headlines.leads(groups, Measure.PROJECTS) == expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], "No amount is published"),
        ([group("2016-17", projects=4)], "No amount is published"),
        ([group("2016-17", 1, projects=4)], "2016-17 has money for 4 projects"),
        ([group("2016-17", 1), group("not-published", 1, projects=9)], "2016-17 has money for 1 project"),
        ([group("not-published", 1, projects=9)], "None of the money has a published year"),
        ([group("2016-17", 1, projects=4), group("2017-18", 9, projects=2)], "2016-17 has the most projects: 4"),
        (
            [group("2016-17", 1, projects=4), group("2017-18", 9, projects=4)],
            "2016-17 and 2017-18 have the most projects: 4 each",
        ),
    ],
)
def test_years_with_most_projects(groups, expected):
    assert headlines.years(groups, Measure.PROJECTS) == expected


@pytest.mark.parametrize(
    ("groups", "measure", "expected"),
    [
        ([], Measure.POUNDS, "No amount is published"),
        ([group("2017-18", 5, qualifier="about")], Measure.POUNDS, "About £5 is for 2017-18"),
        ([group("not-published", 5)], Measure.POUNDS, "£5 has no published year"),
        ([group("2016-17", 5), group("2017-18", 9)], Measure.POUNDS, "Most is for 2017-18: £9"),
        ([group("2017-18", 5, projects=2)], Measure.PROJECTS, "2 projects have money in 2017-18"),
        ([group("not-published", 5)], Measure.PROJECTS, "1 project has money whose year is not published"),
    ],
)
def test_years_that_were_chosen(groups, measure, expected):
    assert headlines.chosen_year(groups, measure) == expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ([], "No force is named in a project"),
        ([group("kent", projects=0)], "No force is named in a project"),
        ([group("kent", 9, projects=2), group("essex", projects=7)], "Essex is in the most projects: 7"),
        ([group("kent", projects=2), group("essex", projects=2)], "Kent and Essex are in the most projects: 2 each"),
    ],
)
def test_who_is_involved_in_most_projects(groups, expected):
    assert headlines.involved(groups) == expected


def test_metropolitan_police_has_an_article():
    met = replace(group("metropolitan", 5, label="Metropolitan"), in_sentences="the Metropolitan Police Service")
    assert headlines.leads([met]) == "The Metropolitan Police Service leads all of it: £5"
