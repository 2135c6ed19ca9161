"""What every page and file reads of its address: what is not known there, what is no part of a view, and its one spelling."""

import pytest
from django.http import QueryDict

from funding.filters.compare_query import CompareQuery
from funding.filters.list_query import ListQuery
from funding.filters.pair_query import PairQuery
from funding.filters.query import Query
from funding.filters.view import View

LIST = ListQuery.reader(["force", "led"], "measure", "basis")


@pytest.mark.parametrize(
    ("read", "query", "unknown"),
    [
        (View, "themes=digital-ict", ["There is no parameter “themes” here. Did you mean “theme”?"]),
        (View, "force[]=norfolk", ["There is no parameter “force[]” here. Did you mean “force”?"]),
        (View, "not_lead_stated=yes", ["There is no parameter “not_lead_stated” here. Did you mean “lead_stated”?"]),
        (View, "zebra=", ["There is no parameter “zebra” here."]),
        (View, "THEME=x", ["There is no parameter “THEME” here."]),
        (PairQuery, "forces=norfolk", ["There is no parameter “forces” here. Did you mean “force”?"]),
        (LIST, "order=led", ["There is no parameter “order” here."]),
        (LIST, "mesure=projects", ["There is no parameter “mesure” here. Did you mean “measure”?"]),
        (LIST, "theme=digital-ict", ["There is no parameter “theme” here."]),
        (Query, "measure=projects", ["There is no parameter “measure” here."]),
        (Query, "formats=svg", ["There is no parameter “formats” here. Did you mean “format”?"]),
        (Query, "a%00b=1", ["There is no parameter “a�b” here."]),
        (Query, f"{'x' * 500}=1", [f"There is no parameter “{'x' * 80}…” here."]),
    ],
)
def test_parameter_that_is_not_known_is_named_with_the_one_most_like_it(read, query, unknown):
    wanted = read(QueryDict(query))
    assert wanted.unknown == unknown
    assert wanted.refusals[: len(unknown)] == unknown


@pytest.mark.parametrize("read", [View, PairQuery, LIST, Query])
def test_parameters_of_campaigns_and_of_any_page_are_passed_over(read):
    query = "utm_source=x&utm_campaign=y&gclid=1&fbclid=2&mc_cid=3&mc_eid=4&msclkid=5&page=2&figure=map&format=svg"
    wanted = read(QueryDict(query))
    assert (wanted.unknown, wanted.refusals, wanted.is_canonical) == ([], [], True)


def test_only_some_of_many_unknown_parameters_are_named():
    wanted = Query(QueryDict("&".join(f"x{number}=1" for number in range(900))))
    assert len(wanted.unknown) == 5


def test_what_is_kept_besides_the_query_is_short():
    query = QueryDict(f"figure=map&format=svg&zebra=1&utm_source=x&empty=&long={'x' * 61}&{'y' * 61}=1&page=2")
    assert Query(query).besides == "figure=map&format=svg&zebra=1"


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        (
            "sort=nonsense",
            ["“nonsense” is not a way to sort. Sort by one of force, led; a minus in front turns it round."],
        ),
        ("measure=x", ["The charts measure pounds or projects, not “x”."]),
        ("basis=globe", ["The map shows what is led or involved, not “globe”."]),
        ("measure=pounds&measure=projects", ["Measure is given 2 times; give it once."]),
        ("sort=-led&measure=projects&basis=involved", []),
        ("sort=&measure=", []),
    ],
)
def test_list_refuses_what_it_cannot_show(query, errors):
    assert LIST(QueryDict(query)).errors == errors


@pytest.mark.parametrize(
    ("read", "query", "canonical"),
    [
        (LIST, "basis=led&measure=projects&sort=-led", "sort=-led&measure=projects"),
        (LIST, "measure=pounds", ""),
        (View, "fy=16/17&theme=", "fy=2016-17"),
        (Query, "theme=x", ""),
    ],
)
def test_query_has_one_spelling(read, query, canonical):
    assert read(QueryDict(query)).query_string == canonical


def test_comparison_knows_its_kinds():
    assert list(CompareQuery(QueryDict("")).parameters) == ["force", "region", "round", "theme", "kind"]
