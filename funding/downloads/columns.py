"""What each downloadable table holds, column by column. `/data/` prints its dictionary from these same columns."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from forces.models import NOT_STATED, Force
from funding import financial_year, money, words
from funding.totals.groups import Group
from projects.models import Project

Absolute = Callable[[str], str]
"""Makes a whole web address of a path of this site."""


@dataclass(frozen=True)
class Column:
    """One column: its name, its type in words, what it means, and how to read it off a row (None: an empty cell)."""

    name: str
    type: str
    meaning: str
    value: Callable[[Any, Absolute], Any]


def _text(name: str, meaning: str, value: Callable[[Any], str | None]) -> Column:
    return Column(name, "text", meaning, lambda row, absolute: value(row))


def _ids(name: str, meaning: str, value: Callable[[Any], Iterable[str]]) -> Column:
    return Column(name, "texts, separated by ;", meaning, lambda row, absolute: ";".join(value(row)))


def _number(
    name: str, meaning: str, value: Callable[[Any], Decimal | int | None], *, unit: str = "whole number"
) -> Column:
    return Column(name, unit, meaning, lambda row, absolute: value(row))


def _pounds(name: str, meaning: str, value: Callable[[Any], Decimal | int | None]) -> Column:
    return _number(name, meaning, value, unit="pounds")


def _date(name: str, meaning: str, value: Callable[[Any], date | None]) -> Column:
    return Column(name, "date, 2016-08-05", meaning, lambda row, absolute: value(row))


def _true_or_false(name: str, meaning: str, value: Callable[[Any], bool]) -> Column:
    return Column(name, "true or false", meaning, lambda row, absolute: value(row))


def _page(value: Callable[[Any], str | None]) -> Column:
    """The address of the row's page on this site."""

    def address(row: Any, absolute: Absolute) -> str | None:
        path = value(row)
        return absolute(path) if path else None

    return Column("url", "web address", "The page on this site that shows it.", address)


def _source_urls(value: Callable[[Any], Iterable[str]]) -> Column:
    meaning = "Addresses of the documents that state it. A ; inside an address is written %3B."
    return _ids("source_urls", meaning, lambda row: (url.replace(";", "%3B") for url in value(row)))


def _qualifier(meaning: str, value: Callable[[Any], str | None]) -> Column:
    return _text("qualifier", f"{meaning}: {', '.join(money.Qualifier.values)}.", value)


def _project_columns(project: Callable[[Any], Project]) -> dict[str, Column]:
    """The columns that say what a project is and who leads it, for tables of projects and of their money."""

    def lead(row: Any) -> Force | None:
        return project(row).lead

    def of_lead(value: Callable[[Force], str | None]) -> Callable[[Any], str | None]:
        def read(row: Any) -> str | None:
            force = lead(row)
            return None if force is None else value(force)

        return read

    columns = [
        _text("project_id", "Id of the project.", lambda row: project(row).slug),
        _text("project", "Title of the project.", lambda row: project(row).title),
        _text(
            "theme_id", "Id of the one theme that the project is counted under.", lambda row: project(row).theme.slug
        ),
        _text("theme", "Name of that theme.", lambda row: project(row).theme.name),
        _text(
            "lead_id",
            "Id of the force that leads the project. Empty: no source states a lead.",
            of_lead(lambda f: f.slug),
        ),
        _text("lead", "Name of the lead.", of_lead(lambda f: f.name)),
        _text("lead_kind", f"What the lead is: {', '.join(Force.Kind.values)}.", of_lead(lambda f: f.kind)),
        _text(
            "lead_region",
            "Region of the lead. Empty for national bodies and special forces, and where no lead is stated.",
            of_lead(lambda f: f.region.name if f.region else None),
        ),
        _ids(
            "partner_ids", "Ids of the other forces that a source names in the project.", lambda row: row.partner_slugs
        ),
        _true_or_false(
            "national_scope",
            "Whether a source says that the project is national. False: no source says so.",
            lambda row: project(row).national_scope,
        ),
    ]
    return {column.name: column for column in columns}


_OF_ALLOCATION = _project_columns(lambda row: row.award.project)
_OF_PROJECT = _project_columns(lambda row: row)


def _last_day(year: int | None) -> date | None:
    return None if year is None else financial_year.last_day(year)


def _first_day(year: int | None) -> date | None:
    return None if year is None else financial_year.first_day(year)


ALLOCATION_COLUMNS = (
    _text("award_id", "Id of the award that the amount is part of.", lambda row: row.award.slug),
    _text("round_id", "Id of the round in which it was awarded.", lambda row: row.award.round.slug),
    _text("round", "Name of the round.", lambda row: row.award.round.name),
    _text(
        "round_kind",
        "Kind of the round: bids, commissioned, pre-allocated, national programmes or not confirmed.",
        lambda row: row.award.round.kind,
    ),
    _date(
        "announced_on",
        "Day on which the round was announced. Empty: no source gives a day.",
        lambda row: row.award.round.announced_on,
    ),
    *(
        _OF_ALLOCATION[name]
        for name in ["project_id", "project", "theme_id", "theme", "lead_id", "lead", "lead_kind", "lead_region"]
    ),
    *(_OF_ALLOCATION[name] for name in ["partner_ids", "national_scope"]),
    _text(
        "financial_year",
        "Year of the money, 1 April to 31 March. Empty: not published.",
        lambda row: row.financial_year and financial_year.label(row.financial_year),
    ),
    _date("financial_year_start", "First day of that year.", lambda row: _first_day(row.financial_year)),
    _date("financial_year_end", "Last day of that year.", lambda row: _last_day(row.financial_year)),
    _pounds(
        "amount_gbp",
        "The amount, in full pounds sterling, cash. These add up; nothing is counted twice.",
        lambda row: row.amount,
    ),
    _qualifier("How exact the amount is", lambda row: row.qualifier),
    _pounds(
        "rounded_to_gbp",
        "Step to which the source rounded the amount. Empty: exact, or not known.",
        lambda row: row.rounded_to,
    ),
    _text("status", "awarded, or provisional: described at the time as still to come.", lambda row: row.status),
    _text("as_stated", "The source's own words for the amount.", lambda row: row.as_stated),
    _source_urls(lambda row: row.urls_of_sources),
    _page(lambda row: f"{row.award.project.get_absolute_url()}#{row.award.slug}"),
)

PROJECT_COLUMNS = (
    _OF_PROJECT["project_id"],
    _OF_PROJECT["project"],
    _text("description", "What the project does.", lambda row: row.description),
    _OF_PROJECT["theme_id"],
    _OF_PROJECT["theme"],
    _ids(
        "other_theme_ids",
        "Ids of further themes that it touches. They carry no money.",
        lambda row: row.other_theme_slugs,
    ),
    *(_OF_PROJECT[name] for name in ["lead_id", "lead", "lead_kind", "lead_region", "partner_ids", "national_scope"]),
    _ids("round_ids", "Ids of the published rounds that awarded it money.", lambda row: row.round_slugs),
    _pounds(
        "amount_gbp",
        "Sum of its allocations that match the query, in full pounds sterling. Empty: no amount is published.",
        lambda row: row.pounds,
    ),
    _qualifier(
        "How exact that sum is",
        lambda row: words.project_figure(row)[1],
    ),
    _number("awards", "Number of its awards that match the query.", lambda row: row.award_count),
    _number("awards_without_amount", "How many of those have no published amount.", lambda row: row.without_amount),
    _source_urls(lambda row: row.urls_of_sources),
    _page(lambda row: row.get_absolute_url()),
)

ROUND_COLUMNS = (
    _text("round_id", "Id of the round.", lambda row: row.round.slug),
    _text("round", "Name of the round.", lambda row: row.round.name),
    _text("round_kind", "Kind of the round.", lambda row: row.round.kind),
    _date(
        "announced_on",
        "Day on which it was announced. Empty: no source gives a day.",
        lambda row: row.round.announced_on,
    ),
    _text(
        "financial_year",
        "Financial year in which it was awarded.",
        lambda row: financial_year.label(row.round.financial_year),
    ),
    _pounds(
        "announced_gbp",
        "What a source says the round is worth as a whole. Never add it to the itemised amount.",
        lambda row: row.announcement and row.announcement.amount,
    ),
    _text(
        "announced_qualifier",
        "How exact the announced amount is.",
        lambda row: row.announcement and row.announcement.qualifier,
    ),
    _text(
        "announced_as_stated",
        "The source's own words for it.",
        lambda row: row.announcement and row.announcement.as_stated,
    ),
    _number(
        "announced_projects",
        "How many projects the source counts.",
        lambda row: row.announcement and row.announcement.project_count,
    ),
    _pounds(
        "itemised_gbp",
        "Sum of the round's allocations. Empty: no amount is published.",
        lambda row: _amount(row.itemised),
    ),
    _text("itemised_qualifier", "How exact that sum is.", lambda row: row.itemised.qualifier),
    _number("projects", "Number of projects known.", lambda row: row.itemised.projects),
    _number(
        "awards_without_amount",
        "How many of its awards have no published amount.",
        lambda row: row.itemised.awards_without_amount,
    ),
    _text("note", "What else is to be known about the round.", lambda row: row.round.note),
    _page(lambda row: row.round.get_absolute_url()),
)

_LED_AND_INVOLVED = (
    _number("led_projects", "Number of projects led.", lambda row: row.led.projects),
    _pounds(
        "led_gbp",
        "Sum of the allocations of those projects. This column adds up. Empty: no amount is published.",
        lambda row: _amount(row.led),
    ),
    _text("led_qualifier", "How exact that sum is.", lambda row: row.led.qualifier),
    _number(
        "led_awards_without_amount",
        "How many awards to those projects have no published amount.",
        lambda row: row.led.awards_without_amount,
    ),
    _number("involved_projects", "Number of projects led or partnered.", lambda row: row.involved.projects),
    _pounds(
        "involved_projects_gbp",
        "Money in the projects led or partnered, each counted in full. Never add this column up: a project stands in several rows.",
        lambda row: _amount(row.involved),
    ),
    _text("involved_projects_qualifier", "How exact that sum is.", lambda row: row.involved.qualifier),
)

FORCE_COLUMNS = (
    _text(
        "force_id", f"Id of the force, or {NOT_STATED} for projects whose lead is not stated.", lambda row: row.led.slug
    ),
    _text("force", "Name in use in 2016-20.", lambda row: row.led.label),
    _text("force_kind", f"What it is: {', '.join(Force.Kind.values)}.", lambda row: row.force and row.force.kind),
    _text(
        "ons_code",
        "Police force area code of the Office for National Statistics.",
        lambda row: row.force and row.force.ons_code,
    ),
    _text(
        "region",
        "Region. Empty for national bodies and special forces.",
        lambda row: row.force and row.force.region and row.force.region.name,
    ),
    *_LED_AND_INVOLVED,
    _number("population", "Usual residents of the area at the census.", lambda row: row.force and row.force.population),
    _number("population_year", "Year of that census.", lambda row: row.force and row.force.population_year),
    _number(
        "officers_fte",
        "Police officers, full-time equivalent.",
        lambda row: row.officers and row.officers.officers_fte,
        unit="number",
    ),
    _date("officers_as_at", "Day of that count.", lambda row: row.officers and row.officers.as_at),
    _text("website", "Web address of the force.", lambda row: row.force and row.force.website),
    _page(lambda row: row.force and row.force.get_absolute_url()),
)

REGION_COLUMNS = (
    _text("region_id", "Id of the region, national-bodies or not-stated.", lambda row: row.led.slug),
    _text("region", "Name of the region.", lambda row: row.led.label),
    *_LED_AND_INVOLVED,
    _page(lambda row: row.region and row.region.get_absolute_url()),
)

THEME_COLUMNS = (
    _text("theme_id", "Id of the theme.", lambda row: row.theme.slug),
    _text("theme", "Name of the theme.", lambda row: row.theme.name),
    _text("description", "What is counted under it.", lambda row: row.theme.description),
    _number("projects", "Number of projects.", lambda row: row.group.projects),
    _pounds("amount_gbp", "Sum of their allocations. Empty: no amount is published.", lambda row: _amount(row.group)),
    _qualifier("How exact that sum is", lambda row: row.group.qualifier),
    _number("awards", "Number of awards.", lambda row: row.group.awards),
    _number(
        "awards_without_amount",
        "How many of those have no published amount.",
        lambda row: row.group.awards_without_amount,
    ),
    _page(lambda row: row.theme.get_absolute_url()),
)

PAIR_COLUMNS = (
    _text("force_a_id", "Id of one of two forces, lead or partner, the first by name.", lambda row: row.a.slug),
    _text("force_a", "Its name.", lambda row: row.a.name),
    _text("force_b_id", "Id of the other.", lambda row: row.b.slug),
    _text("force_b", "Its name.", lambda row: row.b.name),
    _number("projects", "Number of projects that name both and match the query.", lambda row: len(row.projects)),
    _pounds(
        "amount_gbp",
        "Sum of the allocations of those projects that match the query, each once. "
        "Never add this column up: a project with three forces is in three rows. Empty: no amount is published.",
        lambda row: row.money.amount,
    ),
    _qualifier("How exact that sum is", lambda row: row.money.qualifier),
    _number(
        "projects_without_amount", "How many of the projects have no published amount.", lambda row: row.without_amount
    ),
    _ids("project_ids", "Ids of the projects.", lambda row: (project.slug for project in row.projects)),
    _number("led_by_a", "How many of them the first force leads.", lambda row: row.led_by_a),
    _number(
        "led_by_b",
        "How many the second one leads. The others are led by another force, or no source states their lead.",
        lambda row: row.led_by_b,
    ),
)

COMPARISON_COLUMNS = (
    _text("kind", "What is compared: force, region, round or theme.", lambda row: row.kind),
    _ids("ids", "Id of the thing; of all things in the rows of all together.", lambda row: row.slugs),
    _ids("names", "Its name; of all in the rows of all together.", lambda row: row.names),
    _text(
        "basis",
        "counted: what belongs to it (a force leads, is led in a region, a round awarded, a theme has). "
        "involved: projects that it leads or partners, or of which a theme is the main or a further one, each in full. "
        "together: projects that involve any of the things, each once. shared: those that involve several. "
        "Never add one basis to another.",
        lambda row: row.basis,
    ),
    _text(
        "breakdown",
        "all, or what the row is a part by: financial_year, theme, round or region. The parts of counted add up to its all.",
        lambda row: row.breakdown,
    ),
    _text("group_id", "Id of the part, such as 2016-17 or digital-ict. Empty for all.", lambda row: row.group.slug),
    _text("group", "Name of the part. Empty for all.", lambda row: row.group.label),
    _number("projects", "Number of projects.", lambda row: row.group.projects),
    _pounds(
        "amount_gbp",
        "Sum of their allocations. Empty: no amount is published, or none of the part.",
        lambda row: _amount(row.group) if row.breakdown == "all" else row.group.amount,
    ),
    _qualifier("How exact that sum is", lambda row: row.group.qualifier),
    _number("awards", "Number of awards.", lambda row: row.group.awards),
    _number(
        "awards_without_amount",
        "How many of those have no published amount. They are in no financial year.",
        lambda row: row.group.awards_without_amount,
    ),
)

SOURCE_COLUMNS = (
    _text("source_id", "Id of the document.", lambda row: row.slug),
    _text("publisher", "Who published it.", lambda row: row.publisher),
    _text("title", "Its title.", lambda row: row.title),
    _text(
        "published_on",
        "Its date, as precise as it carries one: 2019, 2021-02 or 2016-08-05.",
        lambda row: row.published_on,
    ),
    _text("source_url", "Its web address.", lambda row: row.url),
    _text("accessed_via", "How it was read.", lambda row: row.accessed_via),
    _text("note", "What to know about the copy that was read.", lambda row: row.note),
)


def _amount(group: Group) -> Decimal | None:
    """Pounds; £0 where there is no project, None where there is one but no amount is published."""
    return Decimal(0) if group.projects == 0 else group.amount
