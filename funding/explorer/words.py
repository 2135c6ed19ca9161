"""What the pages say about figures: counts, shares, dates, and the message that is a chart's title."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.formats import date_format

from forces.models import NATIONAL_BODIES, NOT_STATED
from funding import financial_year, money
from funding.listings import RoundRow
from funding.partnerships import Pair
from funding.selection import Group

from .filters import region_in_words

NOTHING_PUBLISHED = "No amount is published"


def count(number: int, noun: str) -> str:
    """`1 project`, `1,234 projects`; a noun with a slash gives its plural: `body/bodies`."""
    singular, _, plural = noun.partition("/")
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def percent(share: Decimal) -> str:
    """A share from 0 to 1 as a whole per cent; never 0% of something nor 100% of what is not all."""
    if 0 < share < Decimal("0.005"):
        return "less than 1%"
    if Decimal("0.995") <= share < 1:
        return "more than 99%"
    return f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP)}%"


def partial_date(text: str) -> str:
    """`5 August 2016`, `February 2021` or `2019` for an ISO date of that precision."""
    parts = [int(part) for part in text.split("-")] if text else []
    match parts:
        case [year, month, day]:
            return date_format(date(year, month, day), "j F Y")
        case [year, month]:
            return date_format(date(year, month, 1), "F Y")
        case [year]:
            return str(year)
    return "no date"


def in_no_bar(awards: int) -> str:
    """What a chart of amounts says of awards that have none; nothing if each has one."""
    if not awards:
        return ""
    return f"{count(awards, 'award')} without a reliable published amount {'is' if awards == 1 else 'are'} in no bar."


def of_group(group: Group) -> str:
    """`about £35.2m`."""
    return money.qualified(money.short_pounds(group.pounds), group.qualifier)


def project_figure(project: Any) -> tuple[Decimal | None, str | None]:
    """Amount and qualifier of a project of `Selection.projects`."""
    parts, inexact = project.parts or 0, project.inexact or 0
    return project.pounds, money.combined_qualifier(project.only_qualifier, parts=parts, inexact=inexact)


def years_message(groups: Sequence[Group]) -> str:
    """What the financial years of some money have to say, as a headline."""
    paid = [group for group in groups if group.amount]
    total = sum((group.pounds for group in paid), Decimal(0))
    if not paid:
        return NOTHING_PUBLISHED
    unknown = sum((group.pounds for group in paid if group.slug == financial_year.NOT_PUBLISHED), Decimal(0))
    if len(paid) == 1:
        return "None of the money has a published year" if unknown else f"All of the money is for {paid[0].label}"
    if unknown * 2 >= total:
        return f"{percent(unknown / total)} of the money has no published year"
    most = max((group for group in paid if group.slug != financial_year.NOT_PUBLISHED), key=lambda group: group.pounds)
    return (
        f"Most is for {most.label}: {of_group(most)}"
        if most.pounds * 2 > total
        else f"{most.label} has the most: {of_group(most)}"
    )


def chosen_year_message(groups: Sequence[Group]) -> str:
    """What the one financial year that was asked for has, as a headline."""
    if not groups:
        return NOTHING_PUBLISHED
    (group,) = groups
    unknown = group.slug == financial_year.NOT_PUBLISHED
    return f"{of_group(group)} {'has no published year' if unknown else f'is for {group.label}'}"


def leads_message(groups: Sequence[Group]) -> str:
    """Which lead has the most of some money, as a headline."""
    most, share = _most(groups)
    if most is None:
        return NOTHING_PUBLISHED
    if most.slug == NOT_STATED:
        return f"{share} of the money has no stated lead" if share != "100%" else "None of the money has a stated lead"
    if most.slug == NATIONAL_BODIES:
        return f"National bodies lead the most: {of_group(most)}"
    return f"{_capitalised(most.label)} leads the most: {of_group(most)}"


def regions_message(groups: Sequence[Group]) -> str:
    """The same for regions of leads, whose names need a "the" in a sentence: `The East Midlands leads the most: …`."""
    return leads_message([replace(group, label=region_in_words(group.label)) for group in groups])


def groups_message(groups: Sequence[Group]) -> str:
    """Which group has the most of some money, as a headline."""
    most, share = _most(groups)
    if most is None:
        return NOTHING_PUBLISHED
    if share == "100%":
        return f"All of it is {most.label}: {of_group(most)}"
    return f"{most.label} has the most: {of_group(most)}, {share}"


def share_itemised(row: RoundRow) -> str:
    """How much of what was announced for a round is itemised: `about 75%`, `at most 63%` where at least so much was announced."""
    if row.coverage is None:
        return "not known"
    return money.qualified(percent(row.coverage), _qualifier_against(row, at_least="at most", up_to="at least"))


def leads_of_pair(pair: Pair) -> str:
    """Who leads the projects that name two forces: `Essex 2, Kent 1`, `neither`, `Kent 1, neither 3`."""
    neither = len(pair.projects) - pair.led_by_a - pair.led_by_b
    if neither == len(pair.projects):
        return "neither"
    leads = [(pair.a.short_name, pair.led_by_a), (pair.b.short_name, pair.led_by_b), ("neither", neither)]
    return ", ".join(f"{name} {number}" for name, number in leads if number)


def gap(row: RoundRow) -> str:
    """What is announced and not itemised: `about £5.67m`. Only of a round whose gap is more than £0."""
    return money.qualified(
        money.short_pounds(row.gap or 0), _qualifier_against(row, at_least="at least", up_to="up to")
    )


def _qualifier_against(row: RoundRow, *, at_least: str, up_to: str) -> str:
    """How exact a comparison with what was announced is."""
    announced = row.announcement.qualifier if row.announcement else None
    if announced == money.Qualifier.AT_LEAST:
        return at_least
    if announced == money.Qualifier.UP_TO:
        return up_to
    exact = announced == money.Qualifier.EXACTLY and row.itemised.qualifier in (None, money.Qualifier.EXACTLY)
    return money.Qualifier.EXACTLY.value if exact else money.Qualifier.ABOUT.value


def provisional(group: Group) -> str:
    """What part of some money was provisional, in a sentence; nothing if none was."""
    if not group.provisional:
        return ""
    part = "All" if group.provisional == group.amount else money.short_pounds(group.provisional)
    return f"{part} of the money was provisional: described at the time as still to come."


def provisional_by_year(groups: Sequence[Group]) -> str:
    """What part of each year's money was provisional, in a sentence; nothing if none was."""
    parts = [
        f"all of {group.label}"
        if group.provisional == group.amount
        else f"{money.short_pounds(group.provisional)} of {group.label}"
        for group in groups
        if group.provisional
    ]
    return f"Provisional, described at the time as still to come: {', '.join(parts)}." if parts else ""


def rounds_message(rows: Sequence[RoundRow]) -> str:
    """How much of what was announced is itemised, over the rounds, as a headline."""
    shares = [row.coverage for row in rows if row.coverage is not None]
    if not any(row.announcement for row in rows):
        return "No round was announced as a whole"
    if not shares:
        return "Nothing is itemised of what was announced"
    if len(shares) == 1:
        return f"{percent(shares[0])} of what was announced is itemised"
    return f"Of what a round was announced to be worth, {percent(min(shares))} to {percent(max(shares))} is itemised"


def _most(groups: Sequence[Group]) -> tuple[Group | None, str]:
    """The group with the most pounds and its share of them all; None if there are no pounds."""
    total = sum((group.pounds for group in groups), Decimal(0))
    if not total:
        return None, ""
    most = max(groups, key=lambda group: group.pounds)
    return most, percent(most.pounds / total)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
