"""The message that is a figure's title: what its numbers have to say, as a headline."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from forces.models import NATIONAL_BODIES, NOT_STATED
from funding import financial_year
from funding.totals.groups import Group
from funding.totals.listings import RoundRow
from funding.words import capitalised, count, listed, percent, region_in_words, share_itemised

from .options import Measure

NOTHING_PUBLISHED = "No amount is published"
NO_PROJECT = "No project is known"


def years(groups: Sequence[Group], measure: Measure = Measure.POUNDS) -> str:
    """What the financial years have to say. Projects are never added up: one may have money in several years."""
    return _years_of_pounds(groups) if measure is Measure.POUNDS else _years_of_projects(groups)


def _years_of_pounds(groups: Sequence[Group]) -> str:
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
        f"Most is for {most.label}: {most.shown}"
        if most.pounds * 2 > total
        else f"{most.label} has the most: {most.shown}"
    )


def _years_of_projects(groups: Sequence[Group]) -> str:
    paid = [group for group in groups if group.amount]
    dated = [group for group in paid if group.slug != financial_year.NOT_PUBLISHED]
    if not paid:
        return NOTHING_PUBLISHED
    if not dated:
        return "None of the money has a published year"
    if len(dated) == 1:
        return f"{dated[0].label} has money for {count(dated[0].projects, 'project')}"
    return _most_projects(dated, has="has", have="have")


def chosen_year(groups: Sequence[Group], measure: Measure = Measure.POUNDS) -> str:
    """What the financial years that were asked for have: the one of them, or the most."""
    if len(groups) != 1:
        return years(groups, measure)
    (group,) = groups
    unknown = group.slug == financial_year.NOT_PUBLISHED
    if measure is Measure.PROJECTS:
        when = "whose year is not published" if unknown else f"in {group.label}"
        return f"{count(group.projects, 'project')} {'has' if group.projects == 1 else 'have'} money {when}"
    return capitalised(f"{group.shown} {'has no published year' if unknown else f'is for {group.label}'}")


def leads(groups: Sequence[Group], measure: Measure = Measure.POUNDS) -> str:
    """Which lead has the most."""
    groups = [replace(group, label=group.in_words) for group in groups]
    if measure is Measure.PROJECTS:
        return _leads_of_projects(groups)
    most, share = _most(groups)
    if most is None:
        return NOTHING_PUBLISHED if any(group.projects for group in groups) else NO_PROJECT
    if most.slug == NOT_STATED:
        return f"{share} of the money has no stated lead" if share != "100%" else "None of the money has a stated lead"
    how_much = "the most" if share != "100%" else all_of_it(groups)
    if most.slug == NATIONAL_BODIES:
        return f"National bodies lead {how_much}: {most.shown}"
    return f"{capitalised(most.label)} leads {how_much}: {most.shown}"


def _leads_of_projects(groups: Sequence[Group]) -> str:
    known = [group for group in groups if group.projects]
    total = sum(group.projects for group in known)
    if not known:
        return NO_PROJECT
    most = max(known, key=lambda group: group.projects)
    unstated = next((group for group in known if group.slug == NOT_STATED), None)
    if unstated and unstated.projects == total:
        return "None of the projects has a stated lead"
    if unstated and unstated.projects == most.projects:
        return f"{unstated.projects} of {total} projects {'has' if unstated.projects == 1 else 'have'} no stated lead"
    if len(known) == 1 and most.slug != NATIONAL_BODIES:
        return f"{capitalised(most.label)} leads {'the one project' if total == 1 else f'all {total} projects'}"
    plural = most.slug == NATIONAL_BODIES
    return _most_projects(known, has="lead" if plural else "leads", have="lead")


def regions(groups: Sequence[Group], measure: Measure = Measure.POUNDS) -> str:
    """The same for regions of leads, whose names need a "the" in a sentence: `The East Midlands leads the most: …`."""
    return leads([replace(group, label=region_in_words(group.label)) for group in groups], measure)


def groups_of_money(groups: Sequence[Group], measure: Measure = Measure.POUNDS) -> str:
    """Which group, a theme say, has the most."""
    if measure is Measure.PROJECTS:
        known = [group for group in groups if group.projects]
        if len(known) == 1:
            total = known[0].projects
            return f"{known[0].label} has {'the one project' if total == 1 else f'all {total} projects'}"
        return _most_projects(known, has="has", have="have") if known else NO_PROJECT
    most, share = _most(groups)
    if most is None:
        return NOTHING_PUBLISHED if any(group.projects for group in groups) else NO_PROJECT
    if share == "100%":
        return f"{capitalised(all_of_it(groups))} is {most.label}: {most.shown}"
    return f"{most.label} has the most: {most.shown}, {share}"


def involved(groups: Sequence[Group]) -> str:
    """Which force is involved in the most projects, whoever leads them. What they have is never added up."""
    known = [replace(group, label=group.in_words) for group in groups if group.projects]
    if not known:
        return "No force is named in a project"
    most = max(group.projects for group in known)
    first = [group.label for group in known if group.projects == most]
    if len(first) == 1:
        return f"{capitalised(first[0])} is in the most projects: {most:,}"
    return f"{capitalised(listed(first))} are in the most projects: {most:,} each"


def rounds(rows: Sequence[RoundRow]) -> str:
    """How much of what was announced is itemised, over the rounds."""
    shares = [row.coverage for row in rows if row.coverage is not None]
    if not any(row.announcement for row in rows):
        return "No round was announced as a whole"
    if not shares:
        return "Nothing is itemised of what was announced"
    if len(shares) == 1:
        (known,) = [row for row in rows if row.coverage is not None]
        return f"{capitalised(share_itemised(known))} of what was announced is itemised"
    none = sum(row.announcement is not None and row.itemised.amount is None for row in rows)
    nothing = f", and nothing of {count(none, 'round')}" if none else ""
    least, most = percent(min(shares)), percent(max(shares))
    share = f"{least} to {most}" if least != most else most
    return f"Of what a round was announced to be worth, {share} is itemised{nothing}"


def all_of_it(groups: Sequence[Group]) -> str:
    """What one group has all of: less than everything where other awards have no published amount."""
    unknown = any(group.awards_without_amount for group in groups)
    return "all of the published money" if unknown else "all of it"


def _most(groups: Sequence[Group]) -> tuple[Group | None, str]:
    """The group with the most pounds and its share of them all; None if there are no pounds."""
    total = sum((group.pounds for group in groups), Decimal(0))
    if not total:
        return None, ""
    most = max(groups, key=lambda group: group.pounds)
    return most, percent(most.pounds / total)


def _most_projects(groups: Sequence[Group], *, has: str, have: str) -> str:
    """`Cyber has the most projects: 15`, or who share the first place: `Cyber and Forensics have the most projects: 3 each`."""
    most = max(group.projects for group in groups)
    first = [group.label for group in groups if group.projects == most]
    if len(first) == 1:
        return f"{capitalised(first[0])} {has} the most projects: {most:,}"
    return f"{capitalised(listed(first))} {have} the most projects: {most:,} each"
