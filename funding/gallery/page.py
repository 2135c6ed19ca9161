from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from funding.figures import breakdowns, companion_bars, matrix, round_bars, size_bars, tile_map
from funding.figures.figure import Figure
from funding.figures.options import WHOLE_FUND, Basis, Measure, Scope
from funding.filters.compare_query import CompareQuery
from funding.filters.facets import FACETS
from funding.filters.query import Query
from funding.filters.results import SHOWN_AT_ONCE, FacetList, FacetValue
from funding.models import Conflict, Preview, Round
from funding.tables.comparison_table import Cell, Line
from funding.tables.explorer_table import ExplorerTable
from funding.tables.lists import ForceTable, PairTable, ProjectTable, RoundTable
from funding.views.editions import Edition
from funding.views.pages import page, render_page
from funding.views.paging import paginate
from funding.views.switches import Option

from .made_up import STATES, State

PROJECTS = replace(WHOLE_FUND, measure=Measure.PROJECTS)


@page(Query)
def gallery(request: HttpRequest, query: Query) -> HttpResponse:
    """Every piece of which pages are made, in each of its states."""
    shown = [(state, _figures(state)) for state in STATES]
    context = {
        "states": [
            {
                "state": state,
                "figures": figures,
                "tables": _tables(state),
                "facets": _facets(state),
                "switch": [
                    Option(words="Pounds", href="#", chosen=True),
                    Option(words="Projects", href="#", chosen=False),
                ],
                "active": [SimpleNamespace(label="Lead", words=name, without="") for name in state.names[:4]],
                "asked": SimpleNamespace(chosen=[SimpleNamespace(short_name=name) for name in state.names[:4]]),
                "lines": _lines(state),
                "conflicts": _conflicts(state),
                "fund_totals": _fund_totals(state),
                "messages": state.names[:4],
                "query": SimpleNamespace(unknown=state.names[:4], is_valid=True),
            }
            for state, figures in shown
        ],
        "comparison": CompareQuery(QueryDict("kind=force")),
        "table": ProjectTable([one for state in STATES for one in state.projects], caption="Projects in all states"),
        "many_sources": STATES[2].sources,
        "preview": _preview(request),
    }
    figures = [figure for _, all_of_state in shown for figure in all_of_state]
    return render_page(request, query, "gallery.html", context, figures=figures, sources=STATES[1].sources)


def _preview(request: HttpRequest) -> Edition:
    """The bar of a preview of which everything is to be said."""
    release = Preview(number=3, made_at=timezone.now())
    release.is_of_before = True
    edition = Edition(release=release, request=request)
    edition.drafts = [Round(name=name) for name in STATES[3].names[:2]]
    return edition


def _figures(state: State) -> list[Figure]:
    """A figure of every kind, each under a name of its own."""
    groups, years = state.groups, state.years
    without_amount = sum(group.awards_without_amount for group in groups)
    figures: dict[str, Figure | None] = {
        "leads": breakdowns.broken_down(breakdowns.LEADS, groups),
        "leads-projects": breakdowns.broken_down(breakdowns.LEADS, groups, PROJECTS),
        "years": breakdowns.by_year(years, without_amount=without_amount),
        "stacked": breakdowns.by_year(years, state.parts_of_years, without_amount=without_amount),
        "rounds": round_bars.announced_and_itemised(state.rounds, csv=""),
        "round": round_bars.projects_announced_and_known(state.rounds[0]) if state.rounds else None,
        "sizes": size_bars.sizes(state.awards, Scope()),
        "companions": companion_bars.companion_chart(state.companions, csv=""),
        "map": tile_map.force_map(state.force_rows, chosen={"made-up-2"}),
        "map-involved": tile_map.force_map(state.force_rows, basis=Basis.INVOLVED),
        "matrix": matrix.of_pairs(state.pairs, href=lambda pair: "/partnerships/"),
    }
    return [replace(figure, slug=f"{name}-{state.slug}") for name, figure in figures.items() if figure]


def _tables(state: State) -> list[ExplorerTable]:
    what = state.title.lower()
    tables = [
        RoundTable(state.rounds, caption=f"Rounds: {what}"),
        ForceTable(state.force_rows, caption=f"Forces: {what}"),
        PairTable(state.pairs, caption=f"Pairs of forces: {what}"),
    ]
    for table in tables:
        paginate(table, 1, rows=5)
    return tables


def _facets(state: State) -> list[FacetList]:
    """A facet whose values can be searched, of which the second is excluded, and one whose values cannot."""
    lists = []
    for of, find in (("lead", ""), ("theme", None)):
        facet = replace(FACETS[of], name=f"{of}-{state.slug}")
        values = [
            FacetValue(facet=facet, group=group, chosen=number == 0, excluded=number == 1, excluding="#")
            for number, group in enumerate(state.groups)
        ]
        shown, folded = values[:SHOWN_AT_ONCE], values[SHOWN_AT_ONCE:]
        lists.append(FacetList(facet=facet, shown=shown, folded=folded, find=find, is_open=True))
    return lists


def _lines(state: State) -> list[Line]:
    names = list(state.names[:4])
    amounts = [group.shown.html() for group in state.groups[:4]]
    return [Line(names, "Amount", [Cell(amount, "difference not known") for amount in amounts])] if names else []


def _conflicts(state: State) -> list[Conflict]:
    return [
        Conflict(
            round=Round(slug="made-up", name=source.publisher),
            field="total_gbp",
            value_a="£1m",
            source_a=source,
            value_b="£2m",
            source_b=source,
            dataset_uses="blank",
            reason=f"As {source.publisher} has it.",
        )
        for source in state.sources[:3]
    ]


def _fund_totals(state: State) -> list[Any]:
    return [
        SimpleNamespace(period="2016-17", as_stated=name, note="", sources=SimpleNamespace(all=state.sources[:2]))
        for name in state.names[:3]
    ]
