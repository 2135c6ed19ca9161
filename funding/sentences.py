"""What the pages say first of their part of the fund: whole sentences, with their amounts as HTML."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .totals.groups import Totals
from .totals.listings import RoundRow
from .words import count, provisional, share_itemised

NONE_KNOWN = "no project that is known"


def fund(total: Totals) -> str:
    """How much of the fund is known: the home page's sentence."""
    if not total.projects:
        return "This record holds no award yet."
    known = format_html("This record knows <b>{}</b>", count(total.projects, "project"))
    if total.amount is None:
        return format_html("{}, without an amount of any.", known)
    return format_html(
        "{}. For {} of them an amount can be read: <b>{}</b> in all, each figure with its source.",
        known,
        total.projects_with_amount,
        total.amount.html(),
    )


def projects_and_itemised(total: Totals, of_none: str = NONE_KNOWN) -> str:
    """`2 projects: about £4m itemised, and 1 further award without a reliable published amount`; `of_none` without any."""
    if not total.projects:
        return of_none
    return format_html("<b>{}</b>: {}", count(total.projects, "project"), _itemised(total))


def _itemised(total: Totals) -> str:
    if total.amount is None:
        return "no reliable amount is published"
    itemised = format_html("<b>{}</b> itemised", total.amount.html())
    if not total.awards_without_amount:
        return itemised
    further = count(total.awards_without_amount, "further award")
    return format_html("{}, and {} without a reliable published amount", itemised, further)


def of_theme(total: Totals) -> SafeString:
    """What is counted under a theme, after its description."""
    said = projects_and_itemised(total, of_none="No project is known")
    return format_html("{}. {}", said, provisional(total))


def involved(total: Totals, whom: str) -> SafeString:
    """`Led or partnered: it is involved in 3 projects in all, with about £4m in those projects.`"""
    money = format_html(", with {} in those projects", total.amount.html()) if total.amount else ""
    return format_html("Led or partnered: {} involved in {} in all{}.", whom, count(total.projects, "project"), money)


def matching(total: Totals, words: str = "") -> SafeString:
    """`2 projects about Cyber crime: about £4m itemised for all of them.`, what was provisional, and what has no amount."""
    projects = f"{count(total.projects, 'project')}{f' {words}' if words else ''}"
    if total.amount is None:
        awards = f"{count(total.awards, 'award')} that {'matches' if total.awards == 1 else 'match'}"
        return format_html("{}: <b>no reliable amount is published</b> of {}.", projects, awards)
    of_them = "all" if total.projects_with_amount == total.projects else total.projects_with_amount
    further = total.awards_without_amount
    said = [
        format_html(
            "{}: <b>{}</b> itemised{}.",
            projects,
            total.amount.html(),
            f" for {of_them} of them" if total.projects > 1 else "",
        ),
        provisional(total),
        f"{count(further, 'further award')} {'has' if further == 1 else 'have'} no reliable published amount."
        if further
        else "",
    ]
    return _in_a_row(said)


def of_project(total: Totals) -> str:
    """`about £4m itemised, from 2 awards.`, and what was provisional, for a project's page."""
    awards = count(total.awards, "award")
    if total.amount is None:
        return format_html("<b>No reliable amount is published</b> of its {}.", awards)
    unknown = total.awards_without_amount
    if total.awards == 1:
        source = ""
    elif unknown:
        source = (
            f", from {total.awards_with_amount} of its {awards}; "
            f"the amount of the {'other' if unknown == 1 else 'others'} is not known"
        )
    else:
        source = f", from {awards}"
    return _in_a_row([format_html("<b>{}</b> itemised{}.", total.amount.html(), source), provisional(total)])


def of_round(row: RoundRow) -> SafeString:
    """What was announced for a round, what of it is itemised, and what that leaves."""
    return _in_a_row([_announced(row), _itemised_of_round(row.itemised), provisional(row.itemised), _gap(row)])


def _announced(row: RoundRow) -> str:
    if row.announcement is None:
        return "No source says what this round is worth as a whole."
    projects = row.announcement.project_count
    return format_html(
        "Announced: <b>{}</b>{}.",
        row.announcement.worth.html(),
        f" for {count(projects, 'project')}" if projects else "",
    )


def _itemised_of_round(total: Totals) -> str:
    if total.amount is None:
        known = "its one known project" if total.projects == 1 else f"any of its {total.projects} known projects"
        return format_html("Itemised here: <b>nothing</b>, since no reliable amount is published for {}.", known)
    further = total.awards_without_amount
    return format_html(
        "Itemised here: <b>{}</b> for {}{}.",
        total.amount.html(),
        count(total.projects_with_amount, "project"),
        f", and {count(further, 'more project')} without a reliable published amount" if further else "",
    )


def _gap(row: RoundRow) -> str:
    if row.announcement is None:
        return ""
    if row.gap is None:
        return "So the two cannot be compared."
    if row.gap.pounds > 0:
        return (
            f"That leaves a gap of {row.gap.short()}: "
            f"the known projects explain {share_itemised(row)} of what was announced."
        )
    return "More is itemised than was announced." if row.gap.pounds < 0 else "There is no gap."


def of_compared(total: Totals, done: str = "") -> str:
    """`2 projects led, about £4m itemised`: what one of the things compared comes to; `done` is what it does to them."""
    projects = count(total.projects, "project") if total.projects else "no known project"
    said = f"{projects} {done}" if done else projects
    return format_html("{}, {}", said, _itemised(total)) if total.projects else said


def awards_without_amount(total: Totals) -> str:
    """`2 further awards are known without a reliable published amount.`"""
    number = total.awards_without_amount
    known = "is known" if number == 1 else "are known"
    return f"{count(number, 'further award')} {known} without a reliable published amount."


def _in_a_row(said: Sequence[str]) -> SafeString:
    """Sentences after each other; those that say nothing are left out."""
    return format_html_join(" ", "{}", ((sentence,) for sentence in said if sentence))
