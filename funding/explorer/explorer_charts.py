"""The charts of the explorer: one set, whatever is filtered."""

from funding.dimensions import LEAD, REGION, ROUND, THEME, YEAR

from . import charts, words
from .addresses import csv_of
from .chart import Chart
from .results import Results

THEMES = 8
"""How many themes the explorer's chart tells apart; `/themes/` shows them all."""

OTHERS = {"round": "Other rounds", "theme": "Other themes"}
"""What the years' bars are made of besides their largest parts."""


def explorer_charts(results: Results) -> dict[str, Chart]:
    """The money that a filter selects by year, region of the lead, theme and lead. A bar leads to the view of it alone."""
    asked, total = results.asked, results.total
    csv = csv_of("allocations", asked.query_string)
    regions, themes, leads = results.by(REGION), results.by(THEME), results.by(LEAD)
    return {
        "years": charts.by_year_stacked(
            results.by(YEAR),
            asked.selection.by_year_and({"round": ROUND, "theme": THEME}[asked.stack]),
            subtitle=f"Allocations that match, by financial year and {asked.stack}, £, cash",
            href=lambda group: asked.address(fy=group.slug),
            others=OTHERS[asked.stack],
            without_amount=total.awards_without_amount,
            csv=csv,
        ),
        "regions": charts.by_group(
            regions,
            slug="regions",
            title=words.regions_message(regions),
            subtitle="Allocations that match, by region of the lead, £. Each pound is counted once, with the project's lead.",
            first_column="Region of the lead",
            href=lambda group: asked.address(region=group.slug),
            csv=csv,
        ),
        "themes": charts.by_group(
            themes,
            slug="themes",
            title=words.groups_message(themes),
            subtitle="Allocations that match, by theme, £. Each project is counted under one theme.",
            first_column="Theme",
            href=lambda group: asked.address(theme=group.slug),
            csv=csv,
            most=THEMES,
        ),
        "leads": charts.by_group(
            leads,
            slug="leads",
            title=words.leads_message(leads),
            subtitle="Allocations that match, by lead, £. Each pound is counted once, with the project's lead.",
            first_column="Lead",
            href=lambda group: asked.address(lead=group.slug),
            csv=csv,
            most=charts.LEADS_AT_MOST,
        ),
    }
