"""A part of a generated fund, chosen twice: by `Selection`, and by plain loops."""

from funding import financial_year
from funding.models import Award
from funding.totals.dimensions import LEAD, REGION, ROUND, THEME, YEAR
from funding.totals.selection import Selection
from tests.data.strategies import Choice, Fund
from tests.reference import reference
from tests.reference.reference import Lines, lead_of, region_of


def choose(choice: Choice, fund: Fund) -> tuple[Selection, Lines]:
    """The same part of the fund twice: by `Selection`, and by the reference.

    A position past the end of its list chooses nothing to filter by.
    """
    selection, lines = Selection.of(Award.objects.all()), reference.read_lines()
    if not choice.drafts:
        selection, lines = Selection.published(), reference.published(lines)
    if choice.involved:
        slugs = [f"force{number}" for number in choice.involved]
        selection, lines = selection.involving(slugs), reference.involving(lines, slugs)
    if choice.round is not None and choice.round < len(fund.rounds):
        slug = f"round{choice.round}"
        selection, lines = selection.where(ROUND, [slug]), [line for line in lines if line.round[0] == slug]
    if choice.theme is not None and choice.theme < len(fund.themes):
        slug = f"theme{choice.theme}"
        selection, lines = selection.where(THEME, [slug]), [line for line in lines if line.theme[0] == slug]
    if choice.lead is not None and choice.lead < len(fund.forces):
        slug = "not-stated" if choice.lead == -1 else f"force{choice.lead}"
        selection, lines = selection.where(LEAD, [slug]), [line for line in lines if lead_of(line)[0] == slug]
    if choice.region is not None and choice.region < len(fund.regions):
        slug = {-2: "not-stated", -1: "national-bodies"}.get(choice.region, f"region{choice.region}")
        selection, lines = selection.where(REGION, [slug]), [line for line in lines if region_of(line)[0] == slug]
    if choice.year != "any":
        selection = selection.where(YEAR, [financial_year.slug(choice.year)])
        lines = reference.in_year(lines, choice.year)
    if choice.lowest is not None or choice.highest is not None:
        selection = selection.of_awards_worth(choice.lowest, choice.highest)
        lines = reference.of_awards_worth(lines, choice.lowest, choice.highest)
    return selection, lines
