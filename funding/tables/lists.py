"""The lists of the pages, by django-tables2: which columns, how a cell is printed, what can be sorted."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from forces.models import NOT_STATED
from funding import financial_year, words
from funding.addresses import companion_address, projects_where
from funding.models import Allocation, Award, Change
from funding.releases.amounts import row_of
from funding.search import Found, marked, places
from funding.totals import listings, partnerships
from funding.totals.groups import Totals
from projects.models import Project

from .explorer_table import MAIN, ExplorerTable, Figure, SortedRows


def _by_name(path: str) -> tuple[str, str]:
    """Sorts a column by the names of what is at a path."""
    return f"{path}__sort_key", f"{path}__slug"


def _link(thing: Any, text: str = "") -> SafeString:
    return format_html('<a href="{}">{}</a>', thing.get_absolute_url(), text or thing)


def _links(things: Iterable[Any]) -> SafeString:
    return format_html_join(", ", '<a href="{}">{}</a>', ((thing.get_absolute_url(), thing) for thing in things))


def _lead(project: Project) -> SafeString | str:
    return _link(project.lead) if project.lead else format_html('<span class="unknown">{}</span>', "not stated")


class ProjectTable(ExplorerTable):
    """Projects of a `View`, with their amount in what is selected."""

    title = tables.Column("Project", attrs=MAIN)
    lead = tables.Column("Lead", empty_values=())
    theme = tables.Column("Theme")
    awards = Figure("Awards", accessor="totals__awards")
    amount = Figure("Amount", accessor="totals", empty_values=())

    def __init__(self, rows: Any, *, found: Found | None = None, **options: Any) -> None:
        """With what a search `found`, its words are marked, and each project shows its description, where they stand."""
        self.found = found
        super().__init__(SortedRows(rows), **options)

    @cached_property
    def _places(self) -> dict[int, list[str]]:
        """What else of each project matches, of those on this page."""
        return places([row.record.pk for row in self.paginated_rows], self.found) if self.found else {}

    def render_title(self, record: Project) -> SafeString:
        if self.found is None:
            return _link(record)
        elsewhere = self._places.get(record.pk)
        return format_html(
            '{} <span class="aside">{}{}</span>',
            _link(record, marked(record.title, self.found.terms)),
            marked(record.description, self.found.terms),
            format_html(" <i>Also matches: {}.</i>", ", ".join(elsewhere)) if elsewhere else "",
        )

    def render_lead(self, record: Project) -> SafeString | str:
        return _lead(record)

    def render_theme(self, record: Project) -> SafeString:
        return _link(record.theme)

    def render_amount(self, record: Any) -> SafeString:
        totals: Totals = record.totals
        amount, bare = totals.shown.html(), totals.awards_without_amount
        if not bare or totals.amount is None:
            return amount
        return format_html('{} <span class="aside">and {} not published</span>', amount, words.count(bare, "award"))


class RoundTable(ExplorerTable):
    """Rounds: what was announced beside what is itemised."""

    name = tables.Column("Round", accessor="round__name", order_by=_by_name("round"), attrs=MAIN)
    announced_on = tables.Column(
        "Announced on", accessor="round__announced_on", default="no day given", orderable=False
    )
    announced = Figure("Announced", accessor="announcement", default="not stated", orderable=False)
    itemised = Figure("Itemised", order_by=("itemised__pounds",))
    coverage = Figure("Share itemised", empty_values=(), orderable=False)
    known = Figure("Projects known", accessor="itemised__projects")

    def render_name(self, record: listings.RoundRow) -> SafeString:
        return format_html('{} <span class="aside">{}</span>', _link(record.round), record.round.get_kind_display())

    def render_announced_on(self, value: date) -> str:
        return date_format(value, "j F Y")

    def render_announced(self, record: listings.RoundRow) -> SafeString | str:
        return record.announcement.worth.html() if record.announcement else "not stated"

    def render_coverage(self, record: listings.RoundRow) -> str:
        return words.share_itemised(record)

    def render_known(self, record: listings.RoundRow) -> str:
        announced = record.announcement.project_count if record.announcement else None
        return f"{record.itemised.projects} of {announced}" if announced else f"{record.itemised.projects}"


class RegionTable(ExplorerTable):
    """Regions: what their forces lead, and apart from it what involves them."""

    region = tables.Column("Region of the lead", accessor="led__label", order_by=_by_name("led"), attrs=MAIN)
    led_projects = Figure("Projects led", accessor="led__projects")
    led = Figure("Amount led", order_by=("led__pounds",))
    involved = Figure("Projects involved in", accessor="involved__projects")

    def render_region(self, record: listings.RegionRow) -> SafeString:
        address = record.region.get_absolute_url() if record.region else projects_where(region=record.led.slug)
        return format_html('<a href="{}">{}</a>', address, record.led.label)

    def render_involved(self, record: Any, value: int) -> str:
        return "does not apply" if record.led.slug == NOT_STATED else f"{value:,}"


class ForceTable(ExplorerTable):
    """Forces: what they lead, and apart from it what they are involved in."""

    force = tables.Column("Force", accessor="led__label", order_by=_by_name("led"), attrs=MAIN)
    region = tables.Column(
        "Region", accessor="force__region__name", order_by=_by_name("force__region"), empty_values=()
    )
    led_projects = Figure("Projects led", accessor="led__projects")
    led = Figure("Amount led", order_by=("led__pounds",))
    involved = Figure("Projects involved in", accessor="involved__projects")

    def render_force(self, record: listings.ForceRow) -> SafeString:
        if record.force:
            return _link(record.force)
        return format_html('<a href="{}">{}</a>', projects_where(lead=NOT_STATED), record.led.label)

    def render_region(self, record: listings.ForceRow) -> str:
        if record.force is None:
            return "not stated"
        return str(record.force.region or record.force.get_kind_display())

    def render_involved(self, record: listings.ForceRow, value: int) -> str:
        return f"{value:,}" if record.force else "does not apply"


class ThemeTable(ExplorerTable):
    """Themes and what is counted under each."""

    theme = tables.Column("Theme", accessor="theme__name", order_by=_by_name("theme"), attrs=MAIN)
    projects = Figure("Projects", accessor="group__projects")
    amount = Figure("Amount", accessor="group", order_by=("group__pounds",))
    without = Figure("Awards whose amount is not published", accessor="group__awards_without_amount")

    def render_theme(self, record: listings.ThemeRow) -> SafeString:
        return _link(record.theme)


class AwardTable(ExplorerTable):
    """The awards of a round, each to one project, with its amount."""

    project = tables.Column("Project", attrs=MAIN, orderable=False)
    lead = tables.Column("Lead", accessor="project", orderable=False)
    as_stated = tables.Column("What the sources say", orderable=False)
    amount = Figure("Amount", empty_values=(), orderable=False)

    def render_amount(self, record: Award) -> SafeString:
        return Totals.of_award(record).shown.html()

    def render_project(self, record: Award) -> SafeString:
        return _link(record, record.project.title)

    def render_lead(self, record: Award) -> SafeString | str:
        return _lead(record.project)


class CompanionTable(ExplorerTable):
    """The forces named together with one force, in which projects, and the money in those."""

    force = tables.Column("Force", order_by=_by_name("force"), attrs=MAIN)
    projects_in_common = Figure("Projects in common", accessor="projects")
    amount = Figure("Money in them", accessor="money")
    projects = tables.Column("Which")

    def render_force(self, record: partnerships.Companion) -> SafeString:
        return _link(record.force)

    def render_projects_in_common(self, record: partnerships.Companion) -> SafeString:
        number = words.count(len(record.projects), "project")
        return format_html('<a href="{}">{}</a>', companion_address(record), number)

    def render_amount(self, record: partnerships.Companion) -> SafeString:
        return _money_together(record)

    def render_projects(self, record: partnerships.Companion) -> SafeString:
        return _links(record.projects)


class PairTable(ExplorerTable):
    """Pairs of forces, which come sorted already: in how many projects both are named, the money in those, and who leads them."""

    forces = tables.Column("Forces", order_by=(), attrs=MAIN)
    projects = Figure("Projects", order_by=())
    amount = Figure("Money in them", accessor="money", order_by=())
    leads = tables.Column("Led by", empty_values=(), orderable=False)
    which = tables.Column("Which", accessor="projects", orderable=False)

    def render_forces(self, record: partnerships.Pair) -> SafeString:
        return format_html("{} and {}", _link(record.a), _link(record.b))

    def render_projects(self, record: partnerships.Pair) -> str:
        return f"{len(record.projects):,}"

    def render_amount(self, record: partnerships.Pair) -> SafeString:
        return _money_together(record)

    def render_leads(self, record: partnerships.Pair) -> str:
        return words.leads_of_pair(record)

    def render_which(self, record: partnerships.Pair) -> SafeString:
        return _links(record.projects)


def _money_together(record: partnerships.Together) -> SafeString:
    amount = record.money.shown.html()
    unknown = record.money.awards_without_amount
    if not unknown or record.money.amount is None:
        return amount
    return format_html('{} <span class="aside">and {} not published</span>', amount, words.count(unknown, "award"))


class AllocationTable(ExplorerTable):
    """The allocations of an award, with the source's words and links to the sources."""

    year = tables.Column("Financial year", accessor="financial_year", empty_values=(), orderable=False, attrs=MAIN)
    amount = Figure("Amount", orderable=False)
    status = tables.Column("Status", accessor="get_status_display", orderable=False)
    as_stated = tables.Column("In the source's words", orderable=False)
    sources = tables.Column("Sources", orderable=False)

    def __init__(self, *args: Any, changed: Mapping[str, Change], **options: Any) -> None:
        """`changed` has by which release an amount came to be what it is, by the row that it is of its file."""
        super().__init__(*args, **options)
        self._changed = changed

    def render_year(self, record: Allocation) -> str:
        year = financial_year.label(record.financial_year)
        is_rest = record.kind == Allocation.Kind.REMAINDER
        return f"{year}: what the amounts with a year leave of the award" if is_rest else year

    def render_amount(self, record: Allocation) -> SafeString:
        change = self._changed.get(row_of(record))
        return format_html("{}{}", record.worth.html(), _aside(words.changed_in(change)) if change else "")

    def render_as_stated(self, record: Allocation) -> SafeString:
        return format_html("{}{}", record.as_stated, _aside(record.note))

    def render_sources(self, record: Allocation) -> SafeString:
        sources = ((source.url, source.title, source.publisher) for source in record.sources.all())
        return format_html_join(", ", '<a href="{}" title="{}" rel="external">{}</a>', sources)


def _aside(text: str) -> SafeString:
    """What is said below the content of a cell, if there is anything."""
    return format_html('<span class="aside">{}</span>', text) if text else SafeString("")
