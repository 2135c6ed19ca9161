"""Template tags that print amounts, counts and dates; `funding.money` and `words` say how."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from funding import financial_year, money, sentences, words
from funding.totals.groups import Totals

register = template.Library()

FIELDS = {
    "total_gbp": "total amount",
    "headline_amount_gbp": "announced amount",
    "announced_on": "day of the announcement",
}

register.filter("fund_known", sentences.fund)
register.filter("projects_and_itemised", sentences.projects_and_itemised)
register.filter("of_theme", sentences.of_theme)
register.filter("involved", sentences.involved)
register.filter("matching", sentences.matching)
register.filter("of_project", sentences.of_project)
register.filter("of_round", sentences.of_round)
register.filter("compared", sentences.of_compared)
register.filter("awards_without_amount", sentences.awards_without_amount)
register.filter("in_full", money.pounds)
register.filter("share_itemised", words.share_itemised)
register.filter("provisional", words.provisional)
register.filter("partial_date", words.partial_date)
register.filter("period", words.period)
register.filter("release_in_words", words.release)
register.filter("release_in_sentence", words.release_in_sentence)
register.filter("fate", words.fate)
register.filter("moved", words.moved)
register.filter("column_in_words", words.column)
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
def project_amount(project: Any) -> SafeString:
    """What a project of `Selection.projects` comes to."""
    totals: Totals = project.totals
    return totals.shown.html()


@register.simple_tag
def project_sum(project: Any) -> str:
    """The full figure of such a project: `about £2,224,000`, or that none is published."""
    return project.totals.amount.exact() if project.totals.amount else "no published amount"
