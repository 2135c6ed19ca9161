"""Two to four forces, regions, rounds or themes side by side: what each comes to, and what they share.

What a thing is involved in, what the things share and what they come to together are made of projects, each counted once,
so that one that several of them share is never added twice.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from forces.sort_key import by_name
from funding import financial_year
from funding.models import Announcement
from projects.models import Project

from .dimensions import PROJECT, YEAR, Dimension
from .groups import Group, Totals, by_amount, year_order
from .selection import Selection

Key = tuple[str, str]
"""Slug and name of a group of a breakdown."""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something that can be compared: its slug, its name in full, in short and in a sentence, its page, and its group in a list."""

    slug: str
    name: str
    short_name: str
    in_words: str
    address: str
    group: str = ""
    announcement: Announcement | None = None


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """A way in which the money of each thing is broken down, and the head of the column that says by what."""

    slug: str
    dimension: Dimension
    first_column: str


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of thing that can be compared: what there is of it, and what is counted and said of it.

    Money belongs to the one thing of the kind that is its value of the dimension `counted`, which is also the explorer's
    `facet`; `counted_with` says in words with what, and `is_led` whether it is what the things lead. `touched` is what any of
    some things has to do with, of a selection; `touched_label` says which projects those are, where they are more than
    those that are counted. `is_announced` says whether the things have an announced sum beside what is itemised.
    `together` begins the sentence on what all of them touch, and `shares` says of one project, or of several, that they have
    to do with several of them.
    """

    noun: str
    plural: str
    things: Callable[[], Iterable[Thing]]
    facet: str
    counted: Dimension
    counted_with: str
    is_led: bool = False
    is_announced: bool = False
    touched: Callable[[Selection, Sequence[str]], Selection]
    touched_label: str = ""
    breakdowns: tuple[Breakdown, ...]
    together: str = "they are involved in"
    shares: tuple[str, str] = ("involves", "involve")
    name_in_headlines: Callable[[Thing], str] = attrgetter("short_name")


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of the things compared.

    `counted` is the money that belongs to it: of the projects that a force leads, that are led in a region, awarded in a
    round or counted under a theme. `touched` is all projects that it has to do with, each in full: also those it partners,
    and those of which it is a further theme. The two are never added, nor `touched` across things.
    `groups` has, for each breakdown by its slug, the groups of what is counted, by their slugs.
    """

    slug: str
    counted: Totals
    touched: Totals
    groups: dict[str, dict[str, Group]]
    largest: tuple[Project, Totals] | None


@dataclass(frozen=True, kw_only=True)
class Shared:
    """A project that has to do with several of the things compared, by their slugs, and what it comes to in all."""

    project: Project
    money: Totals
    slugs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """The things in the order asked for, what they share, and all of them `together`, in which each project is counted once.

    `selection` is every award that any of them has to do with. `rows` has, for each breakdown, slug and name of every group that any of them has.
    """

    kind: Kind
    selection: Selection
    sides: list[Side]
    shared: list[Shared]
    together: Totals
    rows: dict[str, list[Key]]

    @property
    def in_common(self) -> Totals:
        """The shared projects, each counted once."""
        return Totals.combined(project.money for project in self.shared)


def compare(kind: Kind, slugs: Sequence[str]) -> Comparison:
    """What the things of a kind come to. A slug that does not exist has nothing."""
    fund = Selection.published()
    selection = kind.touched(fund, slugs)
    everything = selection.by(PROJECT)
    projects = Project.objects.select_related("lead").in_bulk([group.slug for group in everything], field_name="slug")
    sides = []
    slugs_of: dict[str, list[str]] = {group.slug: [] for group in everything}
    for slug in slugs:
        touched, counted = kind.touched(fund, [slug]).by(PROJECT), fund.where(kind.counted, [slug])
        groups = {breakdown.slug: counted.by(breakdown.dimension) for breakdown in kind.breakdowns}
        sides.append(_side(slug, touched, counted.by(PROJECT), groups, projects))
        for group in touched:
            slugs_of[group.slug].append(slug)
    shared = [Shared(project=projects[one.slug], money=one, slugs=tuple(slugs_of[one.slug])) for one in everything]
    return Comparison(
        kind=kind,
        selection=selection,
        sides=sides,
        shared=sorted((one for one in shared if len(one.slugs) > 1), key=lambda one: by_name(one.project)),
        together=Totals.combined(everything),
        rows={breakdown.slug: _rows(breakdown, sides) for breakdown in kind.breakdowns},
    )


def _side(
    slug: str,
    touched: Sequence[Group],
    counted: Sequence[Group],
    groups: Mapping[str, Sequence[Group]],
    projects: Mapping[str, Project],
) -> Side:
    """One of the things, from its groups: by project what is `touched` and `counted`, and the latter by each breakdown."""
    # Groups by project come with the largest amount first.
    worth = [(projects[group.slug], group) for group in counted if group.amount is not None]
    return Side(
        slug=slug,
        counted=Totals.combined(counted),
        touched=Totals.combined(touched),
        groups={name: {group.slug: group for group in found} for name, found in groups.items()},
        largest=worth[0] if worth else None,
    )


def _years(sides: Sequence[Side]) -> list[Key]:
    """The fund's years, and the year not published if any of them has it."""
    years: list[int | None] = [*financial_year.fund_years()]
    if any(financial_year.NOT_PUBLISHED in side.groups["financial_year"] for side in sides):
        years.append(None)
    return [(financial_year.slug(year), financial_year.label(year)) for year in sorted(years, key=year_order)]


def _rows(breakdown: Breakdown, sides: Sequence[Side]) -> list[Key]:
    """The groups that any of the sides has: years in their order, others with most money over all sides first."""
    if breakdown.dimension is YEAR:
        return _years(sides)
    found: dict[str, list[Group]] = {}
    for side in sides:
        for slug, group in side.groups[breakdown.slug].items():
            found.setdefault(slug, []).append(group)
    return [
        (group.slug, group.label)
        for group in by_amount(Totals.combined(groups).named(slug, groups[0].label) for slug, groups in found.items())
    ]
