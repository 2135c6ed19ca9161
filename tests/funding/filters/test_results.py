"""The promise of the explorer: every figure of a view is of the same selection, and each value of a facet keeps its word."""

from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from funding.downloads.datasets import TABLES
from funding.figures import tile_map
from funding.filters.facets import FACETS
from funding.filters.results import Results
from funding.filters.view import View
from funding.totals.dimensions import LEAD, PROJECT, REGION, THEME, YEAR
from tests.data.strategies import TIMES, Fund, built, funds, generated
from tests.data.tiny_fund import make_tiny_fund
from tests.reference import reference
from tests.reference.facets import OF_AMOUNTS, OF_LINES, OF_MEMBERS, State, comes_to, selected, values_of

pytestmark = pytest.mark.django_db


def asked(state: State) -> View:
    return View(QueryDict(urlencode(state, doseq=True)))


# Any state of any fund


@st.composite
def states(draw: st.DrawFn, fund: Fund) -> State:
    """Up to four facets, each with one to three values that are chosen or excluded."""
    published = [f"round{number}" for number, (_, is_published) in enumerate(fund.rounds) if is_published]
    projects = {f"project{award.project}" for award in fund.awards if f"round{award.round}" in published}
    forces = [f"force{number}" for number in range(len(fund.forces))]
    values = {
        **{name: list(facet.fixed) for name, facet in FACETS.items()},
        "round": published,
        "theme": [f"theme{number}" for number in range(len(fund.themes))],
        "force": forces,
        "with": forces,
        "project": sorted(projects),
    }
    values["lead"] = ["not-stated", *forces]
    values["region"] = ["not-stated", "national-bodies", *(f"region{number}" for number in range(len(fund.regions)))]
    parameters = [parameter for name, facet in FACETS.items() if values[name] for parameter in facet.parameters]
    chosen = draw(st.lists(st.sampled_from(parameters), max_size=4, unique=True))
    return {
        parameter: draw(
            st.lists(st.sampled_from(values[parameter.removeprefix("not_")]), min_size=1, max_size=3, unique=True)
        )
        for parameter in chosen
    }


@settings(generated, max_examples=200 * TIMES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_every_figure_of_any_state_is_of_what_the_loops_select(data):
    fund = data.draw(funds())
    state = data.draw(states(fund))
    with built(fund):
        everything = reference.published(reference.read_lines())
        lines = selected(everything, state)
        wanted = asked(state)
        assert wanted.errors == []
        assert reference.answers_of_total(wanted.selection) == reference.group("", "", lines)
        results = Results(wanted)
        projects, pounds = comes_to(lines)
        assert (results.total.projects, results.total.pounds) == (projects, pounds)
        assert_agrees(results)
        assert_facets_keep_their_promise(results, everything, state)


def assert_agrees(results: Results) -> None:
    """Charts, map, table and exports of a view come to its total."""
    total, wanted = results.total, results.asked
    for dimension in (YEAR, THEME, REGION, LEAD, PROJECT):
        assert sum(group.pounds for group in results.by(dimension)) == total.pounds
    for dimension in (THEME, REGION, LEAD, PROJECT):
        assert sum(group.projects for group in results.by(dimension)) == total.projects
    drawn = tile_map.force_map(results.force_rows)
    off_map = [row.led for row in results.force_rows if row.force is None or row.force.tile_column is None]
    assert drawn.on_map.pounds + sum(group.pounds for group in off_map) == total.pounds
    assert drawn.on_map.projects + sum(group.projects for group in off_map) == total.projects
    table = list(wanted.projects())
    assert (len(table), sum(project.totals.pounds for project in table)) == (total.projects, total.pounds)
    in_csv = list(TABLES["projects"].rows(wanted))
    assert [project.pk for project in in_csv] == [project.pk for project in table]
    assert sum(project.totals.pounds for project in in_csv) == total.pounds
    amounts = list(TABLES["allocations"].rows(wanted))
    assert (len(amounts), sum(row.amount for row in amounts)) == (total.allocations, total.pounds)


def assert_facets_keep_their_promise(results: Results, everything: reference.Lines, state: State) -> None:
    """Each value shows what choosing it alone comes to under the other filters, and every value that finds something is there."""
    for facet in results.facets:
        name = facet.facet.name
        others = {other: slugs for other, slugs in state.items() if other not in facet.facet.parameters}
        under_others = selected(everything, others)
        shown = {value.slug: value for value in [*facet.shown, *facet.folded]}
        for slug, value in shown.items():
            found = comes_to(selected(everything, {**others, name: [slug]}))
            assert (value.group.projects, Decimal(value.pounds)) == found, (name, slug)
        there = values_of(under_others, name) - (set(state.get("force", [])) if name == "with" else set())
        asked_for = {*state.get(name, []), *state.get(f"not_{name}", [])}
        assert shown.keys() == there | asked_for
        assert {slug for slug, value in shown.items() if value.chosen} == set(state.get(name, []))
        assert {slug for slug, value in shown.items() if value.excluded} == set(state.get(f"not_{name}", []))


def test_every_facet_has_a_reference():
    assert {*OF_LINES, *OF_AMOUNTS, *OF_MEMBERS} == set(FACETS)


# What the facets offer


def shown(state: State, name: str) -> dict[str, tuple[int, str]]:
    """The values of a facet in the order in which they are offered, with projects and pounds."""
    (facet,) = [facet for facet in Results(asked(state)).facets if facet.facet.name == name]
    return {value.slug: (value.group.projects, value.pounds) for value in [*facet.shown, *facet.folded]}


def test_facet_values_are_counted_under_the_other_filters():
    make_tiny_fund()
    themes = {"digital": (2, "1350.50"), "forensics": (2, "52.01"), "wellbeing": (1, "0")}
    assert shown({}, "theme") == themes
    assert list(shown({}, "theme")) == ["digital", "forensics", "wellbeing"]
    # What is chosen of the facet itself changes nothing of it
    assert shown({"theme": ["forensics"]}, "theme") == themes
    assert shown({"not_theme": ["digital"]}, "theme") == themes
    # What is chosen of another one does, in either direction
    assert shown({"theme": ["digital"]}, "round") == {"first": (2, "1300.50"), "second": (2, "50")}
    assert shown({"round": ["second"]}, "theme") == {
        "digital": (2, "50"),
        "forensics": (2, "52.01"),
        "wellbeing": (1, "0"),
    }
    assert shown({"fy": ["2016-17"], "theme": ["digital"]}, "theme") == {
        "digital": (1, "100.50"),
        "forensics": (1, "3"),
    }


def test_facet_of_forces_counts_a_project_in_full_for_each():
    make_tiny_fund()
    assert shown({}, "force") == {
        "ash": (2, "1350.50"),
        "cedar": (2, "1350.50"),
        "birch": (2, "342.51"),
        "dale": (2, "42.01"),
        "elm": (1, "10"),
    }
    assert shown({"force": ["birch"]}, "with") == {
        "ash": (1, "300.50"),
        "cedar": (1, "300.50"),
        "dale": (1, "42.01"),
    }


def test_facet_names_what_is_not_known():
    make_tiny_fund()
    assert shown({}, "lead")["not-stated"] == (1, "42.01")
    assert shown({}, "fy")["not-published"] == (2, "1042.01")
    assert shown({}, "amount")["not-published"] == (3, "0")
    assert shown({}, "amount_published") == {"yes": (4, "1402.51"), "no": (3, "0")}
    assert shown({}, "lead_stated") == {"yes": (4, "1360.50"), "no": (1, "42.01")}


def test_facet_keeps_a_chosen_value_that_finds_nothing():
    make_tiny_fund()
    assert shown({"theme": ["wellbeing"], "lead": ["ash"]}, "theme") == {
        "digital": (1, "300.50"),
        "wellbeing": (0, "0"),
    }
