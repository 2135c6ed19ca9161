"""Figures as HTML: rounded as a page prints them, with the exact figure at hand."""

from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from funding import money
from funding.totals.groups import Group

NOT_PUBLISHED = "not published"


def amount(value: Decimal | None, qualifier: str | None = None) -> SafeString:
    """`about £2.22m`, the exact figure in its `title` and `value`; `not published` for None."""
    if value is None:
        return format_html('<span class="unknown">{}</span>', NOT_PUBLISHED)
    words = money.qualified(money.short_pounds(value), qualifier)
    return format_html(
        '<data value="{}" title="{}">{}</data>', f"{value:f}", money.qualified(money.pounds(value), qualifier), words
    )


def figure(group: Group) -> SafeString:
    """A group's amount. Without any project it is nothing; with one whose amount is not known it is not published."""
    return (
        format_html('<span class="nothing">{}</span>', "nothing")
        if group.projects == 0
        else amount(group.amount, group.qualifier)
    )
