from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from forces.models import Region
from funding.addresses import csv_of
from funding.figures import breakdowns
from funding.figures.options import Scope
from funding.filters.list_query import ListQuery
from funding.filters.query import Query
from funding.filters.sorting import largest_first
from funding.filters.view import View
from funding.tables.lists import ForceTable, ProjectTable, RegionTable
from funding.totals import listings
from funding.totals.dimensions import PROJECT, REGION
from funding.totals.groups import Totals, by_amount
from funding.totals.selection import Selection
from funding.words import region_in_words

from .pages import page, render_page
from .switches import measure_switch


@page(ListQuery.reader(RegionTable.sorts(), "measure"))
def region_list(request: HttpRequest, query: ListQuery) -> HttpResponse:
    """What each region's forces lead, and apart from it what they are involved in."""
    selection = Selection.published()
    rows = listings.regions(selection)
    groups = by_amount(row.led for row in rows)
    context = {
        "total": selection.total(),
        "chart_switch": measure_switch(query, "chart-regions"),
        "table": RegionTable(rows, caption="Regions: what their forces lead and are involved in", order_by=query.sort),
    }
    scope = Scope(measure=query.measure, csv=csv_of("regions"))
    chart = breakdowns.broken_down(breakdowns.REGIONS, groups, scope)
    return render_page(request, query, "regions/list.html", context, figures=[chart], sources=selection.sources())


@page(Query)
def region_detail(request: HttpRequest, query: Query, slug: str) -> HttpResponse:
    """One region: its forces, what they lead, and apart from it what they are involved in."""
    region = get_object_or_404(Region, slug=slug)
    view = View.of(region=region)
    involved = Selection.published().involving_regions([slug])
    rows = [row for row in listings.forces(involved) if row.force and row.force.region_id == region.pk]
    leads = by_amount(row.led for row in rows if row.led.projects)
    total = Totals.combined(leads)
    in_full, partnered = involved.by(PROJECT), involved.where(REGION, [slug], excluded=True)
    in_words = region_in_words(region.name)
    context: dict[str, Any] = {
        "region": region,
        "in_words": in_words,
        "led": total,
        "involved": Totals.combined(in_full),
        "forces": ForceTable(rows, caption=f"Forces of {in_words}", orderable=False),
        "projects": ProjectTable(view.projects(), caption="Projects led here, largest amount first", orderable=False),
        "partnered": ProjectTable(
            largest_first(partnered),
            caption="Projects that forces here partner; the money belongs to their leads",
            orderable=False,
        ),
        "csv": view.csv,
    }
    if total.amount is None and context["involved"].amount is not None:
        figures = [breakdowns.in_full(in_full, whom=in_words, csv="")]
    else:
        figures = [
            breakdowns.broken_down(breakdowns.LEADS, leads, view.scope, most=len(leads)),
            breakdowns.by_year(view.selection.by_year(), scope=view.scope, without_amount=total.awards_without_amount),
        ]
    return render_page(request, query, "regions/detail.html", context, figures=figures, sources=involved.sources())
