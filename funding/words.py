"""What the pages say about figures: counts, shares, gaps, dates."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from django.utils.formats import date_format

from funding.models import Award, Change, Preview, Release
from funding.totals.groups import Group, Totals
from funding.totals.listings import RoundRow
from funding.totals.partnerships import Pair

from . import financial_year, money


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


def period(award: Award) -> str:
    """Which financial years an award covers, and how that is known. Nothing of money, which is never spread over them."""
    if award.covers_from is None or award.covers_to is None:
        return "Which years it covers is not known, apart from the year in which it was awarded."
    first, last = financial_year.label(award.covers_from), financial_year.label(award.covers_to)
    years = first if first == last else f"{first} to {last}"
    stated = f": “{award.period_as_stated}”" if award.period_as_stated else ""
    if award.period_basis == award.PeriodBasis.ROUND:
        return f"Awards of this round cover {years} at most{stated}."
    if award.period_basis == award.PeriodBasis.YEARS:
        return f"It covers {years}, the years of its amounts{stated}."
    return f"It covers {years}{stated or ', as a source states'}."


def release(edition: Release | Preview) -> str:
    """`Release 2, 26 November 2026`; of a preview, `Preview 3, 27 November 2026`."""
    return f"{edition}, {day(edition.made_at)}"


def day(moment: datetime) -> str:
    """`26 November 2026`, as it was in England and Wales."""
    return date_format(timezone.localtime(moment), "j F Y")


def fate(edition: Release) -> str:
    """Why a release is no longer to be relied on: `Taken back on 27 November 2026: an amount was misread.` Nothing of others."""
    if edition.withdrawn_at:
        return f"Withdrawn on {day(edition.withdrawn_at)}: {edition.withdrawn_why}"
    if edition.taken_back_at:
        return f"Taken back on {day(edition.taken_back_at)}: {edition.taken_back_why}"
    return ""


def moved(pounds: Decimal) -> str:
    """By how much a sum moved: `+£100,000`, `−£500`."""
    return f"{'+' if pounds > 0 else ''}{money.pounds(pounds)}"


def column(name: str) -> str:
    """A column of a file as readers call it: `amount` of `amount_gbp`, `sources` of `source_ids`."""
    plain = re.sub(r"_ids$", "s", re.sub(r"_(id|gbp)$", "", name))
    return IN_WORDS.get(plain, plain.replace("_", " "))


IN_WORDS = {
    "as_stated": "in its source's words",
    "covers_from": "covers, from",
    "covers_to": "covers, to",
    "period_basis": "how the period is known",
    "period_as_stated": "the period in its source's words",
    "fte": "full-time equivalents",
}
"""What columns are called where their names do not say it."""


def change(difference: Change) -> str:
    """What changed, in one line: `Galvanise, 2016-17: amount £400,000 → £500,000 (the source says so)`."""
    reason = f" ({difference.reason})" if difference.reason else ""
    if difference.kind != Change.Kind.CHANGED:
        worth = f", {difference.before or difference.after}" if difference.before or difference.after else ""
        return f"{difference.what}: {difference.get_kind_display().lower()}{worth}{reason}"
    name, before, after = column(difference.column), difference.before, difference.after
    if difference.is_of_list:
        parts = [f"{name} taken off: {before}" if before else "", f"{name} added: {after}" if after else ""]
        return f"{difference.what}: {'; '.join(filter(None, parts))}{reason}"
    return f"{difference.what}: {name}: {before or 'nothing'} → {after or 'nothing'}{reason}"


def changed_in(difference: Change) -> str:
    """Beside what a release changed: `Changed in release 7, from £400,000: the notice says half a million.`"""
    if difference.kind == Change.Kind.ADDED:
        return f"New in release {difference.release_id}{f': {difference.reason}' if difference.reason else '.'}"
    reason = f": {difference.reason}" if difference.reason else "."
    return f"Changed in release {difference.release_id}, from {difference.before}{reason}"


def release_in_sentence(edition: Release | Preview) -> str:
    """`release 2, 26 November 2026`."""
    return f"{str(edition).lower()}, {day(edition.made_at)}"


def in_no_bar(awards: int) -> str:
    """What a chart of amounts says of awards that have none; nothing if each has one."""
    if not awards:
        return ""
    return f"{count(awards, 'award')} without a reliable published amount {'is' if awards == 1 else 'are'} in no bar."


def share_itemised(row: RoundRow) -> str:
    """How much of what was announced for a round is itemised: `about 75%`, `at most 63%` where at least so much was announced."""
    if row.coverage is None or row.announcement is None or row.itemised.amount is None:
        return "not known"
    return money.qualified(percent(row.coverage), row.itemised.amount.qualifier_of_share(row.announcement.worth))


def leads_of_pair(pair: Pair) -> str:
    """Who leads the projects that name two forces: `Essex 2, Kent 1`, `neither`, `Kent 1, not stated 3`."""
    neither = len(pair.projects) - pair.led_by_a - pair.led_by_b - pair.lead_not_stated
    leads = [(pair.a.short_name, pair.led_by_a), (pair.b.short_name, pair.led_by_b)]
    leads += [("neither", neither), ("not stated", pair.lead_not_stated)]
    if max(number for _, number in leads[2:]) == len(pair.projects):
        return "neither" if neither else "not stated"
    return ", ".join(f"{name} {number}" for name, number in leads if number)


def provisional(totals: Totals) -> str:
    """What part of some money was provisional, in a sentence; nothing if none was."""
    if not totals.provisional:
        return ""
    part = "all" if totals.provisional == totals.amount else str(totals.provisional)
    return f"{capitalised(part)} of the money was provisional: described at the time as still to come."


def provisional_by_year(groups: Sequence[Group]) -> str:
    """What part of each year's money was provisional, in a sentence; nothing if none was."""
    parts = [
        f"{'all' if group.provisional == group.amount else group.provisional} of {group.label}"
        for group in groups
        if group.provisional
    ]
    return f"Provisional, described at the time as still to come: {', '.join(parts)}." if parts else ""


def listed(names: Sequence[str]) -> str:
    """`Kent`, `Kent and Essex`, `Kent, Essex and Sussex`; of more than three the first two: `Kent, Essex and 2 others`."""
    shown = names if len(names) <= 3 else [*names[:2], f"{len(names) - 2} others"]
    return in_a_row(shown, "and") if shown else ""


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


LONGEST_REPEATED = 80
"""Characters of a value that is not valid which are repeated to the reader."""


def shortened(text: str) -> str:
    """A value that is repeated to the reader, cut where nobody would read on, and without what cannot be printed."""
    printable = "".join(character if character.isprintable() else "�" for character in text)
    return printable if len(printable) <= LONGEST_REPEATED else f"{printable[:LONGEST_REPEATED]}…"


def region_in_words(name: str) -> str:
    """The name as it stands in a sentence: `the East Midlands`, `Yorkshire and The Humber`."""
    return f"the {name}" if name.split()[0] in ("North", "South", "East", "West") else name


def in_a_row(names: Sequence[str], conjunction: str) -> str:
    """`Kent`, `Kent or Essex`, `Kent, Essex or Surrey`: all of at least one name."""
    *first, last = names
    return f"{', '.join(first)} {conjunction} {last}" if first else last
