"""Every total of the site once more, slowly: plain loops over plain rows, to hold against what the database works out.

`read_lines` fetches whole tables and joins them here, by hand. A `Line` is one award with all that can be asked of it;
filters take lines and return lines; `answers_of_lines` adds up. Nothing here uses a join, an aggregate or a queryset method.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any

from forces.models import Force, Region
from forces.sort_key import sort_key
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, Source, SubGrant
from funding.totals.dimensions import LEAD, PROJECT, REGION, ROUND, THEME
from funding.totals.groups import Group
from funding.totals.selection import Selection
from projects.models import Project, Theme


@dataclass(frozen=True, kw_only=True)
class Who:
    """A force, as a lead or a partner. `region` is the slug and name of its region, if it has one."""

    slug: str
    name: str
    short_name: str
    region: tuple[str, str] | None


@dataclass(frozen=True, kw_only=True)
class Amount:
    year: int | None
    pounds: Decimal
    qualifier: str
    provisional: bool
    sources: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One award, with its round, project and amounts spelled out. `round`, `project` and `theme` are a slug and a name."""

    award: str
    as_stated: str
    round: tuple[str, str]
    published: bool
    project: tuple[str, str]
    description: str
    theme: tuple[str, str]
    other_themes: tuple[str, ...]
    """Names. They are searched, and carry no money."""
    lead: Who | None
    partners: tuple[Who, ...]
    amounts: tuple[Amount, ...]
    sources: frozenset[str]
    """Those of the award itself; each amount has its own."""
    whole: Decimal | None
    """All its amounts together, also where `amounts` has become less; None if there are none."""
    kind: str
    """That of its round."""
    national: bool


Lines = list[Line]
Key = Callable[[Line], tuple[str, str]]


def read_lines() -> Lines:
    """All awards of the database, drafts too."""
    regions = {row["id"]: (row["slug"], row["name"]) for row in Region.objects.values()}
    forces = {
        row["id"]: Who(
            slug=row["slug"], name=row["name"], short_name=row["short_name"], region=regions.get(row["region_id"])
        )
        for row in Force.objects.values()
    }
    themes = {row["id"]: (row["slug"], row["name"]) for row in Theme.objects.values()}
    rounds = {row["id"]: row for row in Round.objects.values()}
    projects = {row["id"]: row for row in Project.objects.values()}
    further_themes = list(Project.other_themes.through.objects.values())
    partnerships = list(Project.partners.through.objects.values())
    allocations = list(Allocation.objects.values())
    sources = {row["id"]: row["slug"] for row in Source.objects.values()}
    award_sources = list(Award.sources.through.objects.values())
    allocation_sources = list(Allocation.sources.through.objects.values())
    lines = []
    for award in Award.objects.values():
        round_, project = rounds[award["round_id"]], projects[award["project_id"]]
        lines.append(
            Line(
                award=award["slug"],
                as_stated=award["as_stated"],
                round=(round_["slug"], round_["name"]),
                published=round_["in_next_release"],
                project=(project["slug"], project["title"]),
                description=project["description"],
                theme=themes[project["theme_id"]],
                other_themes=tuple(
                    themes[row["theme_id"]][1] for row in further_themes if row["project_id"] == project["id"]
                ),
                lead=forces.get(project["lead_id"]),
                partners=tuple(forces[row["force_id"]] for row in partnerships if row["project_id"] == project["id"]),
                amounts=tuple(
                    Amount(
                        year=row["financial_year"],
                        pounds=row["amount"],
                        qualifier=row["qualifier"],
                        provisional=row["status"] == "provisional",
                        sources=frozenset(
                            sources[link["source_id"]]
                            for link in allocation_sources
                            if link["allocation_id"] == row["id"]
                        ),
                    )
                    for row in allocations
                    if row["award_id"] == award["id"]
                ),
                sources=frozenset(
                    sources[link["source_id"]] for link in award_sources if link["award_id"] == award["id"]
                ),
                whole=_sum_of([row["amount"] for row in allocations if row["award_id"] == award["id"]]),
                kind=round_["kind"],
                national=project["national_scope"],
            )
        )
    return lines


def _sum_of(amounts: list[Decimal]) -> Decimal | None:
    return sum(amounts, Decimal(0)) if amounts else None


# Which lines


def published(lines: Lines) -> Lines:
    return [line for line in lines if line.published]


def involving(lines: Lines, forces: Iterable[str]) -> Lines:
    wanted = set(forces)
    return [line for line in lines if wanted & {who.slug for who in (line.lead, *line.partners) if who}]


def in_year(lines: Lines, year: int | None) -> Lines:
    """Each award with its amounts of the year alone; none of an award that has no such amount."""
    only = [replace(line, amounts=tuple(amount for amount in line.amounts if amount.year == year)) for line in lines]
    return [line for line in only if line.amounts]


def of_awards_worth(lines: Lines, lowest: Decimal | None, highest: Decimal | None) -> Lines:
    """Lines whose whole amount is within the bounds; those without one are not."""
    return [
        line
        for line in lines
        if line.whole is not None
        and (lowest is None or lowest <= line.whole)
        and (highest is None or line.whole <= highest)
    ]


# What they come to


def lead_of(line: Line) -> tuple[str, str]:
    return (line.lead.slug, line.lead.name) if line.lead else ("not-stated", "Lead not stated")


def region_of(line: Line) -> tuple[str, str]:
    if line.lead is None:
        return ("not-stated", "Lead not stated")
    return line.lead.region or ("national-bodies", "National bodies")


DIMENSIONS = {"round": ROUND, "theme": THEME, "project": PROJECT, "lead": LEAD, "region": REGION}
KEYS: dict[str, Key] = {
    "round": lambda line: line.round,
    "theme": lambda line: line.theme,
    "project": lambda line: line.project,
    "lead": lead_of,
    "region": region_of,
}


def qualifier_of(amounts: Iterable[Amount]) -> str | None:
    """None of nothing; the one amount's own; of several `exactly` if all are, else `about`."""
    qualifiers = [amount.qualifier for amount in amounts]
    if not qualifiers:
        return None
    if len(qualifiers) == 1:
        return qualifiers[0]
    return "exactly" if set(qualifiers) == {"exactly"} else "about"


def amount_of(amounts: Iterable[Amount]) -> dict[str, Any] | None:
    """Pounds, qualifier, and whether that is "about" because of an amount of which a source gives only a bound."""
    amounts = list(amounts)
    if not amounts:
        return None
    bounds = [amount for amount in amounts if amount.qualifier in ("almost", "at least", "up to")]
    return {
        "pounds": sum((amount.pounds for amount in amounts), Decimal(0)),
        "qualifier": qualifier_of(amounts),
        "of_bounds": len(amounts) > 1 and len(bounds) > 0,
    }


def group(slug: str, label: str, lines: Lines) -> dict[str, Any]:
    amounts = [amount for line in lines for amount in line.amounts]
    return {
        "slug": slug,
        "label": label,
        "amount": amount_of(amounts),
        "allocations": len(amounts),
        "projects": len({line.project for line in lines}),
        "awards": len(lines),
        "awards_without_amount": len([line for line in lines if not line.amounts]),
        "projects_with_amount": len({line.project for line in lines if line.amounts}),
        "provisional": amount_of(amount for amount in amounts if amount.provisional),
    }


def name_of(row: dict[str, Any]) -> tuple[str, str]:
    """What rows are sorted by where they are sorted by name."""
    return sort_key(row["label"]), row["slug"]


def by(lines: Lines, key: Key) -> list[dict[str, Any]]:
    """Those with most money first, then those without any, by name; what is not stated at the very end."""
    groups = [group(*value, [line for line in lines if key(line) == value]) for value in {key(line) for line in lines}]
    stated = [row for row in groups if row["slug"] != "not-stated"]
    with_amount = sorted(
        (row for row in stated if row["amount"]), key=lambda row: (-row["amount"]["pounds"], *name_of(row))
    )
    without_amount = sorted((row for row in stated if not row["amount"]), key=name_of)
    return with_amount + without_amount + [row for row in groups if row["slug"] == "not-stated"]


YEARS = {2016: "2016-17", 2017: "2017-18", 2018: "2018-19", 2019: "2019-20", None: "not-published"}
"""The years in the order in which they are shown."""


def by_year(lines: Lines) -> list[dict[str, Any]]:
    return [
        group(slug, "Year not published" if year is None else slug, in_year(lines, year))
        for year, slug in YEARS.items()
        if in_year(lines, year)
    ]


def by_year_and(lines: Lines, key: Key) -> list[dict[str, Any]]:
    return [
        {name: row[name] for name in ("slug", "label", "amount")} | {"year": year}
        for year in YEARS
        for row in sorted(by(in_year(lines, year), key), key=name_of)
    ]


def involved(lines: Lines) -> dict[str, dict[str, Any]]:
    """By slug of a force, what it leads or partners, in full for each."""
    forces = {who.slug: who.name for line in lines for who in (line.lead, *line.partners) if who}
    return {slug: group(slug, name, involving(lines, [slug])) for slug, name in forces.items()}


def regions_involved(lines: Lines) -> dict[str, dict[str, Any]]:
    """By slug of a region, what its forces lead or partner, each award once however many of them are in it."""
    everyone = {who for line in lines for who in (line.lead, *line.partners) if who}
    regions = {who.region or ("national-bodies", "National bodies") for who in everyone}
    return {
        slug: group(
            slug,
            name,
            involving(lines, [who.slug for who in everyone if (who.region or ("national-bodies",))[0] == slug]),
        )
        for slug, name in regions
    }


def sources(lines: Lines) -> list[str]:
    return sorted({slug for line in lines for slug in line.sources.union(*(amount.sources for amount in line.amounts))})


def projects(lines: Lines) -> dict[str, dict[str, Any]]:
    """By slug, the totals of `Selection.projects`."""
    rows = {}
    for slug in {line.project[0] for line in lines}:
        mine = [line for line in lines if line.project[0] == slug]
        amounts = [amount for line in mine for amount in line.amounts]
        rows[slug] = {
            "amount": amount_of(amounts),
            "allocations": len(amounts),
            "awards": len(mine),
            "awards_without_amount": len([line for line in mine if not line.amounts]),
        }
    return rows


# What is on record besides


def public_conflicts() -> set[int]:
    """The ids of disagreements about a published round, or an award or a project that is in one."""
    return {
        row["id"]
        for row in Conflict.objects.values()
        if _is_public(row["round_id"], row["project_id"], row["award_id"])
    }


def _is_public(round_id: int | None, project_id: int | None, award_id: int | None) -> bool:
    rounds = {row["id"] for row in Round.objects.values() if row["in_next_release"]}
    awards = [row for row in Award.objects.values() if row["round_id"] in rounds]
    return (
        round_id in rounds
        or project_id in {row["project_id"] for row in awards}
        or award_id in {row["id"] for row in awards}
    )


def public_sources() -> set[int]:
    """The ids of sources that something public cites. Forces, officer counts and totals of the fund are always public."""
    rounds = {row["id"] for row in Round.objects.values() if row["in_next_release"]}
    awards = {row["id"]: row["project_id"] for row in Award.objects.values() if row["round_id"] in rounds}
    cited = {row["source_id"] for row in Source.forces.through.objects.values()}
    cited |= {row["source_id"] for row in Source.officer_counts.through.objects.values()}
    cited |= {row["source_id"] for row in FundTotal.sources.through.objects.values()}
    for row in Round.sources.through.objects.values():
        cited |= {row["source_id"]} if row["round_id"] in rounds else set()
    for row in Source.projects.through.objects.values():
        cited |= {row["source_id"]} if row["project_id"] in awards.values() else set()
    for row in Award.sources.through.objects.values():
        cited |= {row["source_id"]} if row["award_id"] in awards else set()
    announcements = {row["id"] for row in Announcement.objects.values() if row["round_id"] in rounds}
    for row in Announcement.sources.through.objects.values():
        cited |= {row["source_id"]} if row["announcement_id"] in announcements else set()
    allocations = {row["id"] for row in Allocation.objects.values() if row["award_id"] in awards}
    for row in Allocation.sources.through.objects.values():
        cited |= {row["source_id"]} if row["allocation_id"] in allocations else set()
    sub_grants = {row["id"] for row in SubGrant.objects.values() if row["award_id"] in awards}
    for row in SubGrant.sources.through.objects.values():
        cited |= {row["source_id"]} if row["subgrant_id"] in sub_grants else set()
    conflicts = public_conflicts()
    for row in Conflict.objects.values():
        cited |= {row["source_a_id"], row["source_b_id"]} if row["id"] in conflicts else set()
    return cited


# All of it at once, slow and fast, in the same shape


def answers_of_lines(lines: Lines) -> dict[str, Any]:
    """What the loops say: a name for each question that a selection answers."""
    return {
        "total": group("", "", lines),
        **{f"by {name}": by(lines, key) for name, key in KEYS.items()},
        "by year": by_year(lines),
        **{f"by year and {name}": by_year_and(lines, key) for name, key in KEYS.items()},
        "involving": involved(lines),
        "involving regions": regions_involved(lines),
        "projects": projects(lines),
        "sources": sources(lines),
    }


def answers_of(selection: Selection) -> dict[str, Any]:
    """What the database says, to the same questions."""
    return {
        "total": answers_of_total(selection),
        **{f"by {name}": [counted(row) for row in selection.by(dimension)] for name, dimension in DIMENSIONS.items()},
        "by year": [counted(row) for row in selection.by_year()],
        **{
            f"by year and {name}": [asdict(cell) for cell in selection.by_year_and(dimension)]
            for name, dimension in DIMENSIONS.items()
        },
        "involving": {slug: counted(row) for slug, row in selection.involved.items()},
        "involving regions": {slug: counted(row) for slug, row in selection.involved_regions.items()},
        "projects": annotated(selection),
        "sources": sorted(source.slug for source in selection.sources()),
    }


def counted(row: Group) -> dict[str, Any]:
    """A group with what it comes to, without what it is called in sentences."""
    return {name: value for name, value in asdict(row).items() if name != "in_sentences"}


def answers_of_total(selection: Selection) -> dict[str, Any]:
    return counted(selection.total().named("", ""))


def annotated(selection: Selection) -> dict[str, dict[str, Any]]:
    """The totals of `Selection.projects`, by slug; raises AssertionError if a project is there twice."""
    rows: dict[str, dict[str, Any]] = {}
    for project in selection.projects():
        assert project.slug not in rows, f"{project.slug} is there twice"
        rows[project.slug] = {
            "amount": project.totals.amount and asdict(project.totals.amount),
            "allocations": project.totals.allocations,
            "awards": project.totals.awards,
            "awards_without_amount": project.totals.awards_without_amount,
        }
    return rows
