"""Template tags that print figures; `funding.tables.markup` and `words` say how."""

from django import template
from django.utils.safestring import SafeString

from funding import financial_year, money, words
from funding.tables import markup
from funding.totals.groups import Group
from projects.models import Project

register = template.Library()

FIELDS = {
    "total_gbp": "total amount",
    "headline_amount_gbp": "announced amount",
    "announced_on": "day of the announcement",
}

register.simple_tag(markup.amount, name="amount")
register.simple_tag(markup.figure, name="figure")
register.filter("pounds", money.pounds)
register.filter("share_itemised", words.share_itemised)
register.filter("gap", words.gap)
register.filter("of_group", words.of_group)
register.filter("provisional", words.provisional)
register.filter("partial_date", words.partial_date)
register.filter("period", words.period)
register.filter("count", words.count)
register.simple_tag(financial_year.fund_period, name="fund_period")
register.filter("thousands", lambda number: f"{number:,.0f}")


@register.filter
def year(start: int | None) -> str:
    """`2016-17` for 2016."""
    return financial_year.label(start)


@register.filter
def in_words(field: str) -> str:
    """What a disagreement is about, where the record gives the name of a field: `total_gbp` is "total amount"."""
    return FIELDS.get(field, field)


@register.simple_tag
def project_amount(project: Project) -> SafeString:
    """The figure of a project of `Selection.projects`."""
    return markup.amount(*words.project_figure(project))


@register.simple_tag
def group_qualified(group: Group) -> str:
    """The exact figure of a group in words: `about £2,224,000`."""
    return money.qualified(money.pounds(group.pounds), group.qualifier)


@register.simple_tag
def project_sum(project: Project) -> str:
    """The exact figure of such a project in words: `about £2,224,000`, or that none is published."""
    amount, qualifier = words.project_figure(project)
    return "no published amount" if amount is None else money.qualified(money.pounds(amount), qualifier)
