"""A fund small enough to add up by hand, with one of everything that can go wrong in it."""

from dataclasses import dataclass

from forces.models import Force, Region
from funding.models import Allocation, Award, Round
from projects.models import Project, Theme
from tests.data.builders import (
    make_allocation,
    make_award,
    make_force,
    make_project,
    make_region,
    make_round,
    make_theme,
)


@dataclass(frozen=True, kw_only=True)
class TinyFund:
    regions: dict[str, Region]
    forces: dict[str, Force]
    themes: dict[str, Theme]
    projects: dict[str, Project]
    rounds: dict[str, Round]
    awards: dict[str, Award]
    allocations: list[Allocation]


def make_tiny_fund() -> TinyFund:
    """Two published rounds, one draft; £1,402.51 in public, £17,000 in the draft.

    | award          | 2016-17 | 2017-18    | 2018-19 | not published           | lead (region)  | theme     |
    |----------------|---------|------------|---------|-------------------------|----------------|-----------|
    | first-alpha    | 100.50  | about 200  |         |                         | ash (north)    | digital   |
    | second-alpha   |         |            |         | no amount               | ash (north)    | digital   |
    | first-beta     |         |            |         | at least 1000           | cedar (south)  | digital   |
    | second-beta    |         | 50         |         |                         | cedar (south)  | digital   |
    | second-gamma   | 3       |            | 7       |                         | elm (national) | forensics |
    | first-delta    |         |            |         | no amount               | not stated     | forensics |
    | second-delta   |         |            |         | almost 40, 2.01 (about) | not stated     | forensics |
    | second-zeta    |         |            |         | no amount               | dale (south)   | wellbeing |
    | draft-alpha    | 9000    |            |         |                         | ash (north)    | digital   |
    | draft-epsilon  |         | 8000       |         |                         | birch (north)  | digital   |

    Partners: of alpha birch and cedar, of beta ash, of delta birch and dale.
    """
    regions = {slug: make_region(slug=slug) for slug in ("north", "south")}
    forces = {
        slug: make_force(slug=slug, name=f"{slug.title()} Police", region=regions.get(region))
        for slug, region in [("ash", "north"), ("birch", "north"), ("cedar", "south"), ("dale", "south"), ("elm", "")]
    }
    themes = {slug: make_theme(slug=slug) for slug in ("digital", "forensics", "wellbeing")}
    projects = {
        slug: make_project(
            slug=slug,
            title=f"Project {slug.title()}",
            description=description,
            theme=themes[theme],
            lead=forces.get(lead),
            partners=[forces[partner] for partner in partners],
        )
        for slug, description, theme, lead, partners in [
            ("alpha", "Shares photographs.", "digital", "ash", ["birch", "cedar"]),
            ("beta", "Moves 100% of records.", "digital", "cedar", ["ash"]),
            ("gamma", "Reads finger_prints.", "forensics", "elm", []),
            ("delta", "Compares photographs.", "forensics", "", ["birch", "dale"]),
            ("epsilon", "Is secret so far.", "digital", "birch", []),
            ("zeta", "Keeps officers well.", "wellbeing", "dale", []),
        ]
    }
    rounds = {
        "first": make_round(slug="first", name="First round", financial_year=2016),
        "second": make_round(slug="second", name="Second round", financial_year=2017),
        "draft": make_round(slug="draft", name="Draft round", financial_year=2018, published=False),
    }
    awards = {
        f"{round_}-{project}": make_award(slug=f"{round_}-{project}", round=rounds[round_], project=projects[project])
        for round_, its_projects in [
            ("first", ["alpha", "beta", "delta"]),
            ("second", ["alpha", "beta", "gamma", "delta", "zeta"]),
            ("draft", ["alpha", "epsilon"]),
        ]
        for project in its_projects
    }
    allocations = [
        make_allocation(award=awards[award], year=year, amount=amount, qualifier=qualifier, kind=kind)
        for award, year, amount, qualifier, kind in [
            ("first-alpha", 2016, "100.50", "exactly", "stated"),
            ("first-alpha", 2017, "200", "about", "stated"),
            ("first-beta", None, "1000", "at least", "stated"),
            ("second-beta", 2017, "50", "exactly", "stated"),
            ("second-gamma", 2016, "3", "exactly", "stated"),
            ("second-gamma", 2018, "7", "exactly", "stated"),
            ("second-delta", None, "40", "almost", "stated"),
            ("second-delta", None, "2.01", "about", "remainder"),
            ("draft-alpha", 2016, "9000", "exactly", "stated"),
            ("draft-epsilon", 2017, "8000", "exactly", "stated"),
        ]
    ]
    return TinyFund(
        regions=regions,
        forces=forces,
        themes=themes,
        projects=projects,
        rounds=rounds,
        awards=awards,
        allocations=allocations,
    )
