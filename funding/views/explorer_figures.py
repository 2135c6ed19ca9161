"""The figures of the explorer: one set, whatever is filtered. A bar or a tile leads to the view of it alone."""

from dataclasses import replace

from forces.models import NOT_STATED
from funding.figures import breakdowns, size_bars, tile_map
from funding.figures.figure import Figure
from funding.figures.options import Basis
from funding.filters.results import Results
from funding.totals.dimensions import AWARD, LEAD, REGION, ROUND, THEME, YEAR
from funding.totals.listings import ForceRow

MOST_THEMES = 8
"""How many themes the explorer's chart tells apart; `/themes/` shows them all."""


def explorer_figures(results: Results) -> list[Figure]:
    """What a filter selects by year, region of the lead, theme, lead and size of the award, and on the map."""
    view, scope = results.asked, results.asked.scope
    return [
        breakdowns.by_year(
            results.by(YEAR),
            view.selection.by_year_and(THEME if view.stack == "theme" else ROUND),
            scope,
            made_of=view.stack,
            without_amount=results.total.awards_without_amount,
        ),
        breakdowns.broken_down(breakdowns.REGIONS, results.by(REGION), scope),
        breakdowns.broken_down(breakdowns.THEMES, results.by(THEME), scope, most=MOST_THEMES),
        breakdowns.broken_down(breakdowns.LEADS, results.by(LEAD), scope),
        size_bars.sizes(results.by(AWARD), scope),
        _map(results),
    ]


def _map(results: Results) -> tile_map.TileMap:
    """What each force leads or is involved in."""
    view = results.asked
    facet = "force" if view.basis is Basis.INVOLVED else "lead"

    def href(row: ForceRow) -> str:
        return view.address(**{facet: row.force.slug if row.force else NOT_STATED})

    return tile_map.force_map(
        results.force_rows,
        replace(view.scope, csv=view.csv["projects"]),
        basis=view.basis,
        href=href,
        chosen={value.slug for value in view.chosen(facet)},
    )
