"""The template tags that are more than a method of what they print."""

import pytest

from funding.templatetags import figures
from funding.totals.selection import Selection
from tests.data.tiny_fund import make_tiny_fund


def test_year_filter():
    assert figures.year(2016) == "2016-17"
    assert figures.year(None) == "Year not published"


def test_in_words_has_words_for_the_fields_of_disagreements_and_leaves_others():
    assert figures.in_words("headline_amount_gbp") == "announced amount"
    assert figures.in_words("total_gbp") == "total amount"
    assert figures.in_words("announced_on") == "day of the announcement"
    assert figures.in_words("lead") == "lead"


@pytest.mark.django_db
def test_amount_of_a_project_is_what_its_awards_come_to_or_not_published():
    make_tiny_fund()
    projects = {project.slug: project for project in Selection.published().projects()}
    assert figures.project_amount(projects["alpha"]) == '<data value="300.50" title="about £300.50">about £301</data>'
    assert figures.project_amount(projects["zeta"]) == '<span class="unknown">not published</span>'
    assert {slug: figures.project_sum(project) for slug, project in projects.items()} == {
        "alpha": "about £300.50",
        "beta": "about £1,050",
        "delta": "about £42.01",
        "gamma": "£10",
        "zeta": "no published amount",
    }


def test_thousands_filter():
    assert figures.register.filters["thousands"](1234567.6) == "1,234,568"
