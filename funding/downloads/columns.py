"""What each downloadable table holds, column by column. `/data/` prints its dictionary from these same columns."""

from forces.models import NOT_STATED, Force
from funding import money
from funding.filters.compared_kinds import KINDS
from funding.totals.dimensions import PLACE, REACH
from funding.words import in_a_row

from .column import (
    ADDRESSES,
    DATE,
    DECIMAL,
    FIRST_DAY,
    LAST_DAY,
    LENGTH,
    NUMBER,
    PAGE,
    POUNDS,
    TEXT,
    TEXTS,
    THINGS,
    YEAR,
    YES_OR_NO,
    Column,
    Type,
)


def _url(path: str) -> Column:
    """The address of the row's page on this site."""
    return Column("url", "The page that shows it: its path on this site.", path, PAGE)


def _source_urls(path: str = "urls_of_sources") -> Column:
    meaning = "Addresses of the documents that state it. A ; inside an address is written %3B."
    return Column("source_urls", meaning, path, ADDRESSES)


def _qualifier(meaning: str, path: str, cells: Type = TEXT) -> Column:
    return Column("qualifier", f"{meaning}: {', '.join(money.Qualifier.values)}.", path, cells)


def _project(path: str, *, row: str = "") -> dict[str, Column]:
    """By name, the columns that say what a project is and who leads it.

    The path to the project, and that to the `row` that has what was read with it, are empty or end in a dot.
    """
    columns = [
        Column("project_id", "Id of the project.", f"{path}slug"),
        Column("project", "Title of the project.", f"{path}title"),
        Column("theme_id", "Id of the one theme that the project is counted under.", f"{path}theme.slug"),
        Column("theme", "Name of that theme.", f"{path}theme.name"),
        Column(
            "lead_id", "Id of the force that leads the project. Empty: no source states a lead.", f"{path}lead.slug"
        ),
        Column("lead", "Name of the lead.", f"{path}lead.name"),
        Column("lead_kind", f"What the lead is: {', '.join(Force.Kind.values)}.", f"{path}lead.kind"),
        Column(
            "lead_region",
            "Region of the lead. Empty for national bodies and special forces, and where no lead is stated.",
            f"{path}lead.region.name",
        ),
        Column(
            "partner_ids", "Ids of the other forces that a source names in the project.", f"{row}partner_slugs", TEXTS
        ),
        Column(
            "national_scope",
            "Whether a source says that the project is national. False: no source says so.",
            f"{path}national_scope",
            YES_OR_NO,
        ),
        Column(
            "reach",
            f"Whom the project was for: {in_a_row([*REACH.fixed], 'or')}. National where a source says so, else by how many "
            "forces or bodies are named, its lead among them.",
            f"{row}reach",
        ),
        Column(
            "place",
            "Where the project was for: the id of the region in which all territorial forces that it names lie, or "
            f"{in_a_row([*PLACE.fixed], 'or')}. Not the region of the lead.",
            f"{row}place",
        ),
    ]
    return {column.name: column for column in columns}


def _award(*, row: str = "") -> tuple[Column, ...]:
    """The columns that say which award to which project, for rows that have an `award`."""
    return (
        Column("award_id", "Id of the award.", "award.slug"),
        Column("round_id", "Id of the round in which it was awarded.", "award.round.slug"),
        Column("round", "Name of the round.", "award.round.name"),
        Column(
            "round_kind",
            "Kind of the round: bids, commissioned, pre-allocated, national programmes or not confirmed.",
            "award.round.kind",
        ),
        Column(
            "announced_on",
            "Day on which the round was announced. Empty: no source gives a day.",
            "award.round.announced_on",
            DATE,
        ),
        *_project("award.project.", row=row).values(),
    )


_PERIOD = (
    Column(
        "covers_from",
        "First financial year of the period that the award covers, over which no amount is spread. Empty: not known.",
        "award.covers_from",
        YEAR,
    ),
    Column("covers_to", "Last financial year of that period.", "award.covers_to", YEAR),
    Column(
        "period_basis",
        "How the period is known: stated by a source of the award, years (those of its amounts), or round (the years that "
        "the bids of its round cover, at most).",
        "award.period_basis",
    ),
    Column("period_as_stated", "The source's own words for the period.", "award.period_as_stated"),
)
"""The columns of the period that an award covers, for rows that have an `award`."""

ALLOCATION_COLUMNS = (
    *_award(),
    Column("financial_year", "Year of the money, 1 April to 31 March. Empty: not published.", "financial_year", YEAR),
    Column("financial_year_start", "First day of that year.", "financial_year", FIRST_DAY),
    Column("financial_year_end", "Last day of that year.", "financial_year", LAST_DAY),
    Column(
        "amount_gbp",
        "The amount, in full pounds sterling, cash. These add up; nothing is counted twice.",
        "amount",
        POUNDS,
    ),
    _qualifier("How exact the amount is", "qualifier"),
    Column(
        "rounded_to_gbp",
        "Step to which the source rounded the amount. Empty: exact, or not known.",
        "rounded_to",
        POUNDS,
    ),
    Column("status", "awarded, or provisional: described at the time as still to come.", "status"),
    Column("as_stated", "The source's own words for the amount.", "as_stated"),
    *_PERIOD,
    _source_urls(),
    _url("award.get_absolute_url"),
)

AWARD_COLUMNS = (
    *_award(row="award."),
    Column("awarded_in", "Financial year in which the round was awarded.", "award.round.financial_year", YEAR),
    Column(
        "amount_gbp",
        "Sum of its allocations that match the query, in full pounds sterling. This column adds up. "
        "Empty: no amount is published.",
        "totals.amount.pounds",
        POUNDS,
    ),
    _qualifier("How exact that sum is", "totals.amount.qualifier"),
    Column("allocations", "Number of those allocations: its rows in allocations.csv.", "totals.allocations", NUMBER),
    Column("as_stated", "The source's own words for the amount, or why there is none.", "award.as_stated"),
    *_PERIOD,
    Column("note", "What else is to be known about the award.", "award.note"),
    _source_urls("award.urls_of_sources"),
    _url("award.get_absolute_url"),
)

_OF_PROJECT = _project("")

PROJECT_COLUMNS = (
    _OF_PROJECT["project_id"],
    _OF_PROJECT["project"],
    Column("description", "What the project does.", "description"),
    _OF_PROJECT["theme_id"],
    _OF_PROJECT["theme"],
    Column(
        "other_theme_ids",
        "Ids of further themes that it touches. They carry no money.",
        "other_theme_slugs",
        TEXTS,
    ),
    *(_OF_PROJECT[name] for name in ["lead_id", "lead", "lead_kind", "lead_region", "partner_ids"]),
    *(_OF_PROJECT[name] for name in ["national_scope", "reach", "place"]),
    Column("round_ids", "Ids of the published rounds that awarded it money.", "round_slugs", TEXTS),
    Column(
        "amount_gbp",
        "Sum of its allocations that match the query, in full pounds sterling. Empty: no amount is published.",
        "totals.amount.pounds",
        POUNDS,
    ),
    _qualifier("How exact that sum is", "totals.amount.qualifier"),
    Column("awards", "Number of its awards that match the query.", "totals.awards", NUMBER),
    Column(
        "awards_without_amount",
        "How many of those have no published amount.",
        "totals.awards_without_amount",
        NUMBER,
    ),
    _source_urls(),
    _url("get_absolute_url"),
)

ROUND_COLUMNS = (
    Column("round_id", "Id of the round.", "round.slug"),
    Column("round", "Name of the round.", "round.name"),
    Column("round_kind", "Kind of the round.", "round.kind"),
    Column("announced_on", "Day on which it was announced. Empty: no source gives a day.", "round.announced_on", DATE),
    Column("financial_year", "Financial year in which it was awarded.", "round.financial_year", YEAR),
    Column(
        "announced_gbp",
        "What a source says the round is worth as a whole. Never add it to the itemised amount.",
        "announcement.amount",
        POUNDS,
    ),
    Column("announced_qualifier", "How exact the announced amount is.", "announcement.qualifier"),
    Column("announced_as_stated", "The source's own words for it.", "announcement.as_stated"),
    Column("announced_projects", "How many projects the source counts.", "announcement.project_count", NUMBER),
    Column(
        "itemised_gbp",
        "Sum of the round's allocations. Empty: none is known.",
        "itemised.amount.pounds",
        POUNDS,
    ),
    Column("itemised_qualifier", "How exact that sum is.", "itemised.amount.qualifier"),
    Column("projects", "Number of projects known.", "itemised.projects", NUMBER),
    Column(
        "awards_without_amount",
        "How many of its awards have no published amount.",
        "itemised.awards_without_amount",
        NUMBER,
    ),
    Column("note", "What else is to be known about the round.", "round.note"),
    _url("round.get_absolute_url"),
)

_LED_AND_INVOLVED = (
    Column("led_projects", "Number of projects led.", "led.projects", NUMBER),
    Column(
        "led_gbp",
        "Sum of the allocations of those projects. This column adds up. Empty: none is known.",
        "led.amount.pounds",
        POUNDS,
    ),
    Column("led_qualifier", "How exact that sum is.", "led.amount.qualifier"),
    Column(
        "led_awards_without_amount",
        "How many awards to those projects have no published amount.",
        "led.awards_without_amount",
        NUMBER,
    ),
    Column("involved_projects", "Number of projects led or partnered.", "involved.projects", NUMBER),
    Column(
        "involved_projects_gbp",
        "Money in the projects led or partnered, each counted in full. Never add this column up: a project stands in several rows.",
        "involved.amount.pounds",
        POUNDS,
    ),
    Column("involved_projects_qualifier", "How exact that sum is.", "involved.amount.qualifier"),
)

FORCE_COLUMNS = (
    Column("force_id", f"Id of the force, or {NOT_STATED} for projects whose lead is not stated.", "led.slug"),
    Column("force", "Name in use in 2016-20.", "led.label"),
    Column("force_kind", f"What it is: {', '.join(Force.Kind.values)}.", "force.kind"),
    Column("ons_code", "Police force area code of the Office for National Statistics.", "force.ons_code"),
    Column("region", "Region. Empty for national bodies and special forces.", "force.region.name"),
    *_LED_AND_INVOLVED,
    Column("population", "Usual residents of the area at the census.", "force.population", NUMBER),
    Column("population_year", "Year of that census.", "force.population_year", NUMBER),
    Column("officers_fte", "Police officers, full-time equivalent.", "officers.officers_fte", DECIMAL),
    Column("officers_as_at", "Day of that count.", "officers.as_at", DATE),
    Column("website", "Web address of the force.", "force.website"),
    _url("force.get_absolute_url"),
)

REGION_COLUMNS = (
    Column("region_id", "Id of the region, national-bodies or not-stated.", "led.slug"),
    Column("region", "Name of the region.", "led.label"),
    *_LED_AND_INVOLVED,
    _url("region.get_absolute_url"),
)

THEME_COLUMNS = (
    Column("theme_id", "Id of the theme.", "theme.slug"),
    Column("theme", "Name of the theme.", "theme.name"),
    Column("description", "What is counted under it.", "theme.description"),
    Column("projects", "Number of projects.", "group.projects", NUMBER),
    Column("amount_gbp", "Sum of their allocations. Empty: none is known.", "group.amount.pounds", POUNDS),
    _qualifier("How exact that sum is", "group.amount.qualifier"),
    Column("awards", "Number of awards.", "group.awards", NUMBER),
    Column(
        "awards_without_amount",
        "How many of those have no published amount.",
        "group.awards_without_amount",
        NUMBER,
    ),
    _url("theme.get_absolute_url"),
)

PAIR_COLUMNS = (
    Column("force_a_id", "Id of one of two forces, lead or partner, the first by name.", "a.slug"),
    Column("force_a", "Its name.", "a.name"),
    Column("force_b_id", "Id of the other.", "b.slug"),
    Column("force_b", "Its name.", "b.name"),
    Column("projects", "Number of projects that name both and match the query.", "projects", LENGTH),
    Column(
        "amount_gbp",
        "Sum of the allocations of those projects that match the query, each once. "
        "Never add this column up: a project with three forces is in three rows. Empty: no amount is published.",
        "money.amount.pounds",
        POUNDS,
    ),
    _qualifier("How exact that sum is", "money.amount.qualifier"),
    Column(
        "projects_without_amount",
        "How many of the projects have no published amount.",
        "without_amount",
        NUMBER,
    ),
    Column("project_ids", "Ids of the projects.", "projects", THINGS),
    Column("led_by_a", "How many of them the first force leads.", "led_by_a", NUMBER),
    Column(
        "led_by_b",
        "How many the second one leads. The others are led by another force, or no source states their lead.",
        "led_by_b",
        NUMBER,
    ),
)

COMPARISON_COLUMNS = (
    Column("kind", f"What is compared: {in_a_row([*KINDS], 'or')}.", "kind"),
    Column("ids", "Id of the thing; of all things in the rows of all together.", "slugs", TEXTS),
    Column("names", "Its name; of all in the rows of all together.", "names", TEXTS),
    Column(
        "basis",
        "counted: what belongs to it (a force leads, is led in a region, a round awarded, a theme has). "
        "involved: projects that it leads or partners, or of which a theme is the main or a further one, each in full. "
        "together: projects that involve any of the things, each once. shared: those that involve several. "
        "Never add one basis to another.",
        "basis",
    ),
    Column(
        "breakdown",
        "all, or what the row is a part by: financial_year, theme, round or region. The parts of counted add up to its all.",
        "breakdown",
    ),
    Column("group_id", "Id of the part, such as 2016-17 or digital-ict. Empty for all.", "part"),
    Column("group", "Name of the part. Empty for all.", "part_label"),
    Column("projects", "Number of projects.", "totals.projects", NUMBER),
    Column(
        "amount_gbp",
        "Sum of their allocations. Empty: none is known, or nothing is in the part.",
        "totals.amount.pounds",
        POUNDS,
    ),
    _qualifier("How exact that sum is", "totals.amount.qualifier"),
    Column("awards", "Number of awards.", "totals.awards", NUMBER),
    Column(
        "awards_without_amount",
        "How many of those have no published amount. They are in no financial year.",
        "totals.awards_without_amount",
        NUMBER,
    ),
)

SOURCE_COLUMNS = (
    Column("source_id", "Id of the document.", "slug"),
    Column("publisher", "Who published it.", "publisher"),
    Column("title", "Its title.", "title"),
    Column("published_on", "Its date, as precise as it carries one: 2019, 2021-02 or 2016-08-05.", "published_on"),
    Column("source_url", "Its web address.", "url"),
    Column("accessed_via", "How it was read.", "accessed_via"),
    Column("note", "What to know about the copy that was read.", "note"),
)
