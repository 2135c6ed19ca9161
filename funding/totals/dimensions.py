"""The ways to break a selection down, which are also the ways to filter one: a value chosen is a group of the breakdown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any, Literal

import numpy as np

from forces.models import NATIONAL_BODIES, NOT_STATED
from funding import financial_year
from funding.models import Round

from .facts import YEARS, Facts, Marks, Name, Places
from .groups import Group, amount_order, slug_order

LEAD_NOT_STATED_LABEL = "Lead not stated"
NATIONAL_BODIES_LABEL = "National bodies"
AMOUNT_NOT_PUBLISHED_LABEL = "Amount not published"
NOT_PUBLISHED = financial_year.NOT_PUBLISHED


Codes = Callable[[Facts], Places]
"""Says which value of a dimension each project, award or allocation has, as a place in the names of its values."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Dimension:
    """A way to break a selection down: everything of its `level` has exactly one value of it.

    Projects with their awards and amounts have one of the level of projects, awards one of theirs. Where it is of allocations,
    awards without an amount are in no group. Its values are the `things` that the facts name, and after them those that are
    `fixed`, labels by slug. `order` sorts the groups.
    """

    level: Literal["project", "award", "allocation"]
    codes: Codes
    things: Callable[[Facts], Sequence[Name]] = lambda facts: ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    order: Callable[[Group], Any] = amount_order

    @property
    def of_allocations(self) -> bool:
        return self.level == "allocation"


def _yes_or_no(
    level: Literal["project", "award", "allocation"], is_so: Callable[[Facts], Marks], *, yes: str, no: str
) -> Dimension:
    return Dimension(
        level=level,
        codes=lambda facts: (~is_so(facts)).astype(np.int64),
        fixed={"yes": yes, "no": no},
        order=slug_order(["yes", "no"]),
    )


EVERYTHING = Dimension(level="award", codes=lambda facts: np.zeros_like(facts.award_pk), fixed={"": ""})
"""All in one group, whose slug and label are empty."""

ROUND = Dimension(level="award", codes=attrgetter("award_round"), things=attrgetter("rounds"))
THEME = Dimension(level="project", codes=attrgetter("project_theme"), things=attrgetter("themes"))
PROJECT = Dimension(
    level="project", codes=lambda facts: np.arange(len(facts.project_pk)), things=attrgetter("projects")
)
AWARD = Dimension(level="award", codes=lambda facts: np.arange(len(facts.award_pk)), things=attrgetter("awards"))
"""An award's slug is its place in the page of its project: `hampshire-digital-information-sharing#2016-17-round-1-hampshire`."""
LEAD = Dimension(
    level="project",
    codes=attrgetter("project_lead"),
    things=attrgetter("forces"),
    fixed={NOT_STATED: LEAD_NOT_STATED_LABEL},
)
REGION = Dimension(
    level="project",
    codes=lambda facts: np.append(facts.force_region, len(facts.regions) + 1)[facts.project_lead],
    things=attrgetter("regions"),
    fixed={NATIONAL_BODIES: NATIONAL_BODIES_LABEL, NOT_STATED: LEAD_NOT_STATED_LABEL},
)


NATIONAL_REACH, SEVERAL, ONE = "national", "several", "one"
SEVERAL_REGIONS = "several-regions"


def _reach(facts: Facts) -> Places:
    """National where a source says so, else by how many forces and bodies are named, leads and partners alike."""
    named = np.bincount(facts.members[0], minlength=len(facts.project_pk))
    return np.select([facts.project_national, named > 1, named == 1], [0, 1, 2], 3).astype(np.int64)


REACH = Dimension(
    level="project",
    codes=_reach,
    fixed={
        NATIONAL_REACH: "National",
        SEVERAL: "Several forces or bodies",
        ONE: "One force or body",
        NOT_STATED: "Reach not stated",
    },
)
"""Whom a project was for: the whole country where a source calls it national, else those that it names."""


def _place(facts: Facts) -> Places:
    """The one region of all the territorial forces that a project names, or why there is none."""
    national, several, bodies, not_stated = range(len(facts.regions), len(facts.regions) + 4)
    projects, forces = facts.members
    place = np.full(len(facts.project_pk), not_stated)
    place[projects] = bodies
    region = facts.force_region[forces]
    territorial = region < len(facts.regions)
    place[projects[territorial]] = region[territorial]
    elsewhere = territorial & (region != place[projects])
    place[projects[elsewhere]] = several
    place[facts.project_national] = national
    return place


PLACE = Dimension(
    level="project",
    codes=_place,
    things=attrgetter("regions"),
    fixed={
        NATIONAL_REACH: "National",
        SEVERAL_REGIONS: "Several regions",
        NATIONAL_BODIES: NATIONAL_BODIES_LABEL,
        NOT_STATED: "Place not stated",
    },
)
"""Where a project was for. Neither where its lead is (`REGION`) nor whom it involves: the three are never added."""


def kind_slug(kind: str) -> str:
    """The value of a kind of round in an address: `national-programmes`."""
    return kind.replace(" ", "-")


KINDS = {kind_slug(kind.value): kind for kind in Round.Kind}
"""The kinds of round by their value in an address."""

KIND = Dimension(
    level="award",
    codes=lambda facts: np.array(
        [[*KINDS.values()].index(Round.Kind(kind)) for kind in facts.round_kind], dtype=np.int64
    )[facts.award_round],
    fixed={slug: str(kind.label) for slug, kind in KINDS.items()},
)

YEAR = Dimension(
    level="allocation",
    codes=attrgetter("allocation_year"),
    fixed={financial_year.slug(year): financial_year.label(year) for year in YEARS},
    order=slug_order([financial_year.slug(year) for year in YEARS]),
)
YEAR_PUBLISHED = _yes_or_no(
    "allocation",
    lambda facts: facts.allocation_year < YEARS.index(None),
    yes="Year published",
    no=financial_year.NOT_PUBLISHED_LABEL,
)
AMOUNT_PUBLISHED = _yes_or_no("award", attrgetter("has_amount"), yes="Amount published", no=AMOUNT_NOT_PUBLISHED_LABEL)
LEAD_STATED = _yes_or_no(
    "project",
    lambda facts: facts.project_lead < len(facts.forces),
    yes="Lead stated",
    no=LEAD_NOT_STATED_LABEL,
)
NATIONAL = _yes_or_no(
    "project",
    attrgetter("project_national"),
    yes="A source calls it national",
    no="No source calls it national",
)

SIZES: dict[str, tuple[str, Decimal]] = {
    "under-100k": ("Under £100,000", Decimal(0)),
    "100k-to-250k": ("£100,000 to £250,000", Decimal(100_000)),
    "250k-to-500k": ("£250,000 to £500,000", Decimal(250_000)),
    "500k-to-1m": ("£500,000 to £1m", Decimal(500_000)),
    "1m-to-2.5m": ("£1m to £2.5m", Decimal(1_000_000)),
    "2.5m-to-5m": ("£2.5m to £5m", Decimal(2_500_000)),
    "5m-to-10m": ("£5m to £10m", Decimal(5_000_000)),
    "10m-or-more": ("£10m or more", Decimal(10_000_000)),
}
"""The sizes of awards: what each is called, and from how many pounds (included) it counts, up to where the next begins."""


def size_of(pounds: Decimal) -> str:
    """The slug of the size that an amount has."""
    return [slug for slug, (_, least) in SIZES.items() if pounds >= least][-1]


def _sizes(facts: Facts) -> Places:
    """The largest size that each award reaches, or the place after the last."""
    least = np.array([int(least * 100) for _, least in SIZES.values()], dtype=np.int64)
    return np.where(facts.has_amount, np.searchsorted(least, facts.award_pence, side="right") - 1, len(least))


SIZE = Dimension(
    level="award",
    codes=_sizes,
    fixed={**{slug: label for slug, (label, _) in SIZES.items()}, NOT_PUBLISHED: AMOUNT_NOT_PUBLISHED_LABEL},
    order=slug_order([*SIZES, NOT_PUBLISHED]),
)
"""By what an award comes to over all its years."""
