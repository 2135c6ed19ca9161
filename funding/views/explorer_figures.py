"""The figures of the explorer: one set, whatever is filtered. A bar or a tile leads to the view of it alone."""

from django.urls import reverse

from forces.models import NOT_STATED
from funding.addresses import csv_of
from funding.figures import breakdowns, size_bars, tile_map
from funding.figures.bars import Chart
from funding.figures.options import MATCHING, Basis
from funding.figures.tile_map import TileMap
from funding.filters.results import Results
from funding.totals.dimensions import AWARD, LEAD, REGION, ROUND, THEME, YEAR
from funding.totals.groups import Group
from funding.totals.listings import ForceRow

THEMES = 8
"""How many themes the explorer's chart tells apart; `/themes/` shows them all."""


def explorer_charts(results: Results) -> list[Chart]:
    """What a filter selects by year, region of the lead, theme, lead and size of the award."""
    asked, measure = results.asked, results.asked.measure
    csv = csv_of("allocations", asked.query_string)
    return [
        breakdowns.by_year(
            results.by(YEAR),
            asked.selection.by_year_and(THEME if asked.stack == "theme" else ROUND),
            scope=MATCHING,
            made_of=asked.stack,
            # Years that the filter leaves out are not empty.
            chosen=any(name in ("fy", "not_fy", "year_published") for name, _ in asked.filters),
            href=lambda group: asked.address(fy=group.slug),
            without_amount=results.total.awards_without_amount,
            csv=csv,
            measure=measure,
        ),
        breakdowns.by_region(
            results.by(REGION),
            scope=MATCHING,
            href=lambda group: asked.address(region=group.slug),
            csv=csv,
            measure=measure,
        ),
        breakdowns.by_theme(
            results.by(THEME),
            scope=MATCHING,
            href=lambda group: asked.address(theme=group.slug),
            csv=csv,
            most=THEMES,
            measure=measure,
        ),
        breakdowns.by_lead(
            results.by(LEAD),
            scope=MATCHING,
            href=lambda group: asked.address(lead=group.slug),
            csv=csv,
            measure=measure,
        ),
        size_bars.sizes(
            results.by(AWARD), href=lambda size: asked.address(amount=size), award_href=_page_of_award, csv=csv
        ),
    ]


def explorer_map(results: Results) -> TileMap:
    """What each force leads or is involved in, of what a filter selects."""
    asked, basis = results.asked, results.asked.basis
    facet = "force" if basis is Basis.INVOLVED else "lead"

    def href(row: ForceRow) -> str:
        return asked.address(**{facet: row.force.slug if row.force else NOT_STATED})

    return tile_map.force_map(
        results.force_rows,
        basis=basis,
        measure=asked.measure,
        href=href,
        chosen={one.slug for one in asked.chosen(facet)},
        scope=MATCHING,
        csv=csv_of("projects", asked.query_string),
    )


def _page_of_award(award: Group) -> str:
    project, _, slug = award.slug.partition("#")
    return f"{reverse('project', args=[project])}#{slug}"
