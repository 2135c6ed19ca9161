from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse

from funding.figures import breakdowns
from funding.filters.query import Query
from funding.filters.results import Results
from funding.filters.view import View
from funding.models import Conflict, Source
from funding.releases.amounts import changes_of_amounts
from funding.releases.reading import edition_read
from funding.tables.explorer_table import ROWS_ON_A_PAGE
from funding.tables.lists import AllocationTable, ProjectTable
from funding.totals.dimensions import ROUND
from funding.totals.groups import Totals

from .explorer_figures import explorer_figures
from .pages import page, render_page
from .paging import asked_page, paginate
from .switches import explorer_switches


@page(View, says_errors=True)
def project_list(request: HttpRequest, asked: View) -> HttpResponse:
    """The explorer: the projects that a query asks for, as words, numbers, charts, map, table and downloads."""
    results = Results(asked)
    caption = f"Projects {asked.words}".strip()
    table = ProjectTable(asked.projects(), caption=caption, order_by=asked.sort, found=asked.found)
    paginate(table, asked_page(request), rows=ROWS_ON_A_PAGE)
    context = {
        "asked": asked,
        "results": results,
        "total": results.total,
        "switches": explorer_switches(asked),
        "suggestion": asked.found and asked.found.suggestion and asked.address(q=asked.found.suggestion),
        "table": table,
        "csv": asked.csv,
    }
    figures, sources = explorer_figures(results), asked.selection.sources()
    return render_page(request, asked, "projects/list.html", context, figures=figures, sources=sources)


@page(Query)
def project_detail(request: HttpRequest, query: Query, slug: str) -> HttpResponse:
    """One project: what, who, every award and allocation year by year, and where each figure comes from."""
    view = View.of(project=slug)
    selection = view.selection
    found = selection.projects().with_query(lambda rows: rows.prefetch_related("partners", "other_themes"))
    if not found:
        raise Http404
    project: Any = found[0]
    awards = (
        project.awards.published()
        .select_related("round", "project")
        .prefetch_related("sources", "allocations__sources", "sub_grants__recipient", "sub_grants__sources")
        .order_by("round__financial_year", "round__announced_on", "slug")
    )
    groups = [Totals.of_award(award) for award in awards]
    edition = edition_read()
    changed = changes_of_amounts(slug, edition.last_release) if edition and edition.last_release else {}
    tables = [
        AllocationTable(award.allocations.all(), changed=changed, caption=f"Amounts awarded in {award.round}")
        for award in awards
    ]
    context = {
        "project": project,
        "total": project.totals,
        "awards": list(zip(awards, groups, tables, strict=True)),
        "conflicts": Conflict.objects.public()
        .filter(Q(project=project) | Q(award__project=project))
        .select_related("source_a", "source_b"),
        "csv": view.csv,
    }
    chart = breakdowns.by_year(
        selection.by_year(),
        selection.by_year_and(ROUND),
        view.scope,
        without_amount=project.totals.awards_without_amount,
    )
    sources = Source.objects.filter(Q(projects=project) | Q(pk__in=selection.sources().values("pk"))).distinct()
    return render_page(request, query, "projects/detail.html", context, figures=[chart], sources=sources)
