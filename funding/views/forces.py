from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from forces.models import Force
from funding.addresses import csv_of
from funding.figures import breakdowns, tile_map
from funding.figures.companion_bars import companion_chart
from funding.figures.options import Scope
from funding.filters.list_query import ListQuery
from funding.filters.query import Query
from funding.filters.sorting import largest_first
from funding.filters.view import View
from funding.models import Award, SubGrant
from funding.tables.lists import CompanionTable, ForceTable, ProjectTable
from funding.totals import listings, partnerships
from funding.totals.dimensions import LEAD, PROJECT
from funding.totals.groups import Totals, by_amount
from funding.totals.selection import Selection

from .pages import page, render_page
from .switches import map_switch


@page(ListQuery.reader(ForceTable.sorts(), "measure", "basis"))
def force_list(request: HttpRequest, query: ListQuery) -> HttpResponse:
    """What each force leads, and apart from it what it is involved in."""
    selection = Selection.published()
    rows = listings.forces(selection)
    groups = by_amount(row.led for row in rows if row.led.projects)
    scope = Scope(measure=query.measure, csv=csv_of("forces"))
    context = {
        "total": selection.total(),
        "map_switch": map_switch(query),
        "table": ForceTable(rows, caption="Forces: what they lead and are involved in", order_by=query.sort),
    }
    figures = [
        tile_map.force_map(rows, scope, basis=query.basis),
        breakdowns.broken_down(breakdowns.LEADS, groups, scope),
    ]
    return render_page(request, query, "forces/list.html", context, figures=figures, sources=selection.sources())


@page(Query)
def force_detail(request: HttpRequest, query: Query, slug: str) -> HttpResponse:
    """One force: what it leads, apart from it what it partners, with whom, and when."""
    force = get_object_or_404(
        Force.objects.select_related("region").prefetch_related("sources", "officer_counts"), slug=slug
    )
    led, involved = View.of(lead=force), View.of(force=force)
    total = led.selection.total()
    in_full, partnered = involved.selection.by(PROJECT), involved.selection.where(LEAD, [slug], excluded=True)
    companions = partnerships.companions(in_full, force)
    context: dict[str, Any] = {
        "force": force,
        "led": total,
        "involved": Totals.combined(in_full),
        "led_projects": ProjectTable(led.projects(), caption="Projects it leads", orderable=False, exclude=("lead",)),
        "partnered_projects": ProjectTable(
            largest_first(partnered),
            caption="Projects it partners; the money belongs to their leads",
            orderable=False,
        ),
        "companions": CompanionTable(companions, caption="Forces named in the same projects", orderable=False),
        "sub_grants": SubGrant.objects.filter(recipient=force, award__in=Award.objects.published())
        .select_related("award__project")
        .prefetch_related("sources"),
        "csv": {
            "led": led.csv["allocations"],
            "involved": involved.csv["allocations"],
            "projects": involved.csv["projects"],
        },
    }
    if total.amount is None and context["involved"].amount is not None:
        money = breakdowns.in_full(in_full, whom=force.short_name, csv=involved.csv["allocations"])
    else:
        money = breakdowns.by_year(led.selection.by_year(), scope=led.scope, without_amount=total.awards_without_amount)
    figures = [money, companion_chart(companions, csv=involved.csv["projects"])]
    return render_page(
        request, query, "forces/detail.html", context, figures=figures, sources=involved.selection.sources()
    )
