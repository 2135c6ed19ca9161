"""A part of a generated fund, chosen twice: by the querysets, and by plain loops."""

from forces.models import Force, Region
from funding import financial_year
from funding.models import Award, Round
from funding.totals.dimensions import YEAR
from funding.totals.selection import Selection
from projects.models import Theme
from tests.data.strategies import Choice, Fund
from tests.reference import reference
from tests.reference.reference import Lines


def choose(choice: Choice, fund: Fund) -> tuple[Selection, Lines]:
    """The same part of the fund twice: by the querysets, and by the reference.

    A position past the end of its list chooses nothing to filter by.
    """
    awards, lines = Award.objects.all(), reference.read_lines()
    if not choice.drafts:
        awards, lines = awards.published(), reference.published(lines)
    if choice.round is not None and choice.round < len(fund.rounds):
        round_ = Round.objects.get(slug=f"round{choice.round}")
        awards, lines = awards.for_round(round_), [line for line in lines if line.round[0] == round_.slug]
    if choice.theme is not None and choice.theme < len(fund.themes):
        theme = Theme.objects.get(slug=f"theme{choice.theme}")
        awards, lines = awards.for_theme(theme), [line for line in lines if line.theme[0] == theme.slug]
    if choice.lead == -1:
        awards, lines = awards.filter(project__lead=None), [line for line in lines if line.lead is None]
    elif choice.lead is not None and choice.lead < len(fund.forces):
        force = Force.objects.get(slug=f"force{choice.lead}")
        awards, lines = awards.led_by(force), [line for line in lines if line.lead and line.lead.slug == force.slug]
    if choice.region == -2:
        awards, lines = awards.filter(project__lead=None), [line for line in lines if not line.lead]
    elif choice.region == -1:
        awards = awards.filter(project__lead__region=None).exclude(project__lead=None)
        lines = [line for line in lines if line.lead and not line.lead.region]
    elif choice.region is not None and choice.region < len(fund.regions):
        region = Region.objects.get(slug=f"region{choice.region}")
        awards = awards.led_in(region)
        lines = [line for line in lines if line.lead and line.lead.region == (region.slug, region.name)]
    if choice.involved:
        slugs = [f"force{number}" for number in choice.involved]
        awards, lines = awards.involving(Force.objects.filter(slug__in=slugs)), reference.involving(lines, slugs)
    selection = Selection.of(awards)
    if choice.year != "any":
        selection = selection.where(YEAR, [financial_year.slug(choice.year)])
        lines = reference.in_year(lines, choice.year)
    if choice.lowest is not None or choice.highest is not None:
        selection = selection.of_awards_worth(choice.lowest, choice.highest)
        lines = reference.of_awards_worth(lines, choice.lowest, choice.highest)
    return selection, lines
