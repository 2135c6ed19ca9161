"""Whole small funds, made up by Hypothesis: drafts, partners, several rounds a project, and everything that can be missing.

A `Fund` is a plan, drawn without a database. `built` writes it down with a few bulk inserts and takes it back afterwards.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import connection, models, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from forces.models import Force, OfficerCount, Region
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, Source, SubGrant
from projects.models import Project, Theme

TIMES = settings.default.max_examples // 100
"""How many times as many examples as usual: 20 in `make test-long` (`tests/conftest.py`), else 1."""

generated = settings(
    max_examples=50 * TIMES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
"""For tests that write each example to the database. Where CI is set, Hypothesis repeats the same examples in each run."""

generated_many = settings(generated, max_examples=500 * TIMES)
"""For what needs no database, and takes no time."""

generated_few = settings(generated, max_examples=25 * TIMES)
"""For tests that ask the database dozens of questions about each example."""

WORDS = ["ash", "Birch", "cedar", "ELM", "50%", "half_way", r"back\slash", "St John's", "oak-tree"]
"""Of which names are made, so that searches hit: with what LIKE takes for wildcards, and with capitals to ignore."""

YEARS = [2016, 2017, 2018, 2019, None]
KINDS = ["bids", "national programmes", "not confirmed"]
QUALIFIERS = ["exactly", "about", "almost", "at least", "up to"]


@dataclass(frozen=True, kw_only=True)
class PlannedProject:
    title: str
    description: str
    theme: int
    other_themes: list[int]
    lead: int | None
    partners: list[int]


@dataclass(frozen=True, kw_only=True)
class PlannedAward:
    round: int
    project: int
    as_stated: str
    allocations: list[tuple[int | None, str, Decimal, str]]
    """Year, kind, pounds, qualifier."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is on record besides, and which of the sources each thing cites. Each key is a model's table of sources."""

    citations: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    conflicts: list[tuple[str, int, int, int]] = field(default_factory=list)
    """What it is about (`round`, `project`, `award`) and which, first source, second source."""


@dataclass(frozen=True, kw_only=True)
class Fund:
    """Positions in the lists stand for each other: a project's `lead` 2 is the force at `forces[2]`."""

    regions: list[str]
    forces: list[tuple[str, int | None]]
    """Name, and region if it is territorial."""
    themes: list[str]
    projects: list[PlannedProject]
    rounds: list[tuple[str, bool]]
    """Name, and whether it is published."""
    awards: list[PlannedAward]
    record: Record


def _names(what: str, *, at_least: int, at_most: int) -> st.SearchStrategy[list[str]]:
    """Different names that share words: `ash region 0`."""
    words = st.lists(st.sampled_from(WORDS), min_size=at_least, max_size=at_most)
    return words.map(lambda chosen: [f"{word} {what} {number}" for number, word in enumerate(chosen)])


def _position(things: list[Any]) -> st.SearchStrategy[int]:
    return st.integers(0, len(things) - 1)


amounts = st.one_of(
    st.integers(1, 10**10).map(lambda pence: Decimal(pence) / 100),
    st.sampled_from([Decimal("0.01"), Decimal("100.00"), Decimal("1000000.00"), Decimal("999999999999.99")]),
)
"""To the penny; a few of them often, so that sums are equal at times."""


@st.composite
def _allocations(draw: st.DrawFn) -> list[tuple[int | None, str, Decimal, str]]:
    slots = [(year, "stated") for year in YEARS] + [(None, "remainder")]
    chosen = draw(st.lists(st.sampled_from(slots), max_size=4, unique=True))
    return [(year, kind, draw(amounts), draw(st.sampled_from(QUALIFIERS))) for year, kind in chosen]


@st.composite
def funds(draw: st.DrawFn, *, with_record: bool = False) -> Fund:
    """Up to 4 regions, 6 forces, 4 themes, 6 projects and 4 rounds; in one fund of eight perhaps none of some of them."""
    least = 0 if draw(st.integers(0, 7)) == 0 else 1
    regions = draw(_names("region", at_least=least, at_most=4))
    in_region = st.one_of(st.none(), _position(regions)) if regions else st.none()
    forces = [(name, draw(in_region)) for name in draw(_names("force", at_least=3 * least, at_most=6))]
    themes = draw(_names("theme", at_least=least, at_most=4))
    projects = []
    for title in draw(_names("project", at_least=2 * least, at_most=6)) if themes else []:
        lead = draw(st.one_of(st.none(), _position(forces))) if forces else None
        partners = draw(st.lists(_position(forces), unique=True)) if forces else []
        theme, further = draw(_position(themes)), draw(st.lists(_position(themes), max_size=2, unique=True))
        projects.append(
            PlannedProject(
                title=title,
                description=draw(st.sampled_from(WORDS)),
                theme=theme,
                other_themes=[other for other in further if other != theme],
                lead=lead,
                partners=[force for force in partners if force != lead],
            )
        )
    rounds = [
        (name, draw(st.sampled_from([True, True, False])))
        for name in draw(_names("round", at_least=2 * least, at_most=4))
    ]
    pairs = [(round_, project) for round_ in range(len(rounds)) for project in range(len(projects))]
    awards = [
        PlannedAward(
            round=round_, project=project, as_stated=draw(st.sampled_from(WORDS)), allocations=draw(_allocations())
        )
        for round_, project in (
            draw(st.lists(st.sampled_from(pairs), min_size=3 * least, max_size=10, unique=True)) if pairs else []
        )
    ]
    record = Record()
    if with_record:
        record = draw(_records(forces=len(forces), projects=len(projects), rounds=len(rounds), awards=awards))
    return Fund(
        regions=regions, forces=forces, themes=themes, projects=projects, rounds=rounds, awards=awards, record=record
    )


SOURCES = 8
"""How many sources there are to cite, beside the one that all allocations cite."""


@st.composite
def _records(draw: st.DrawFn, *, forces: int, projects: int, rounds: int, awards: list[PlannedAward]) -> Record:
    # One announcement a round, one sub-grant an award, one officer count a force, two fund totals.
    cited = {
        "force": forces,
        "officer_count": forces,
        "fund_total": 2,
        "project": projects,
        "round": rounds,
        "announcement": rounds,
        "award": len(awards),
        "allocation": sum(len(award.allocations) for award in awards),
        "sub_grant": len(awards) if forces else 0,
    }
    # Few citations of each, so that a source is often cited by one thing alone.
    citations = {
        name: draw(
            st.lists(st.tuples(st.integers(0, number - 1), st.integers(0, SOURCES - 1)), max_size=2, unique=True)
        )
        for name, number in cited.items()
        if number
    }
    subjects = [("round", number) for number in range(rounds)]
    subjects += [("project", number) for number in range(projects)]
    subjects += [("award", number) for number in range(len(awards))]
    pairs = st.lists(st.integers(0, SOURCES - 1), min_size=2, max_size=2, unique=True)
    conflicts = [
        (what, number, *draw(pairs))
        for what, number in (draw(st.lists(st.sampled_from(subjects), max_size=3, unique=True)) if subjects else [])
    ]
    return Record(citations=citations, conflicts=conflicts)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What a reader might ask for, as positions that are taken modulo what there is."""

    drafts: bool
    """Whether drafts are chosen from too, as an admin does."""
    round: int | None
    theme: int | None
    lead: int | None
    """-1 for leads not stated."""
    region: int | None
    """-1 for national bodies, -2 for leads not stated."""
    involved: list[int]
    year: int | str | None
    """A year, None for "not published", `any` for all of them."""
    lowest: Decimal | None
    highest: Decimal | None


def _seldom(strategy: st.SearchStrategy[Any], *, otherwise: Any = None) -> st.SearchStrategy[Any]:
    return st.one_of(st.just(otherwise), st.just(otherwise), st.just(otherwise), strategy)


choices = st.builds(
    Choice,
    drafts=_seldom(st.just(True), otherwise=False),
    round=_seldom(st.integers(0, 3)),
    theme=_seldom(st.integers(0, 3)),
    lead=_seldom(st.integers(-1, 5)),
    region=_seldom(st.integers(-2, 3)),
    involved=_seldom(st.lists(st.integers(0, 5), min_size=1, max_size=3), otherwise=[]),
    year=_seldom(st.sampled_from(YEARS), otherwise="any"),
    lowest=_seldom(amounts),
    highest=_seldom(amounts),
)


Saved = TypeVar("Saved", bound=models.Model)


def _save(objects: list[Saved]) -> list[Saved]:
    return type(objects[0])._default_manager.bulk_create(objects) if objects else []


@contextmanager
def built(fund: Fund) -> Iterator[None]:
    """The fund is in the database, valid to the last trigger, for as long as the block lasts."""
    with transaction.atomic():
        _build(fund)
        connection.check_constraints()
        yield
        transaction.set_rollback(True)


def _build(fund: Fund) -> None:
    regions = _save([Region(slug=f"region{n}", name=name) for n, name in enumerate(fund.regions)])
    forces = _save(
        [
            Force(
                slug=f"force{n}",
                name=name,
                short_name=f"F{n}",
                kind="national_body" if region is None else "territorial",
                region=None if region is None else regions[region],
                country="England",
                # Of three territorial forces one is not on the map.
                tile_column=None if region is None or n % 3 == 2 else n,
                tile_row=None if region is None or n % 3 == 2 else 0,
            )
            for n, (name, region) in enumerate(fund.forces)
        ]
    )
    themes = _save([Theme(slug=f"theme{n}", name=name, description="") for n, name in enumerate(fund.themes)])
    projects = _save(
        [
            Project(
                slug=f"project{n}",
                title=plan.title,
                description=plan.description,
                theme=themes[plan.theme],
                lead=None if plan.lead is None else forces[plan.lead],
                national_scope=n % 2 == 1,
            )
            for n, plan in enumerate(fund.projects)
        ]
    )
    further = Project.other_themes.through
    _save(
        [
            further(project=project, theme=themes[theme])
            for project, plan in zip(projects, fund.projects, strict=True)
            for theme in plan.other_themes
        ]
    )
    partnership = Project.partners.through
    _save(
        [
            partnership(project=project, force=forces[partner])
            for project, plan in zip(projects, fund.projects, strict=True)
            for partner in plan.partners
        ]
    )
    rounds = _save(
        [
            Round(
                slug=f"round{n}",
                name=name,
                kind=KINDS[n % len(KINDS)],
                financial_year=2016,
                in_next_release=public,
            )
            for n, (name, public) in enumerate(fund.rounds)
        ]
    )
    awards = _save(
        [
            Award(slug=f"award{n}", round=rounds[plan.round], project=projects[plan.project], as_stated=plan.as_stated)
            for n, plan in enumerate(fund.awards)
        ]
    )
    allocations = _save(
        [
            Allocation(
                award=award,
                financial_year=year,
                kind=kind,
                amount=amount,
                qualifier=qualifier,
                status="provisional" if year in (2018, 2019) else "awarded",
                as_stated=f"£{amount}",
            )
            for award, plan in zip(awards, fund.awards, strict=True)
            for year, kind, amount, qualifier in plan.allocations
        ]
    )
    if allocations:
        [notice] = _save([_source("notice")])
        cite = Allocation.sources.through
        _save([cite(allocation=allocation, source=notice) for allocation in allocations])
    if fund.record.citations:
        _build_record(fund.record, forces, projects, rounds, awards, allocations)


def _source(slug: str) -> Source:
    return Source(slug=slug, publisher="Home Office", title=slug, url=f"https://example.org/{slug}")


def _build_record(
    record: Record,
    forces: list[Force],
    projects: list[Project],
    rounds: list[Round],
    awards: list[Award],
    allocations: list[Allocation],
) -> None:
    sources = _save([_source(f"source{n}") for n in range(SOURCES)])
    money = {"amount": Decimal(1), "as_stated": "£1"}

    def cited(name: str, make: Callable[[int], models.Model]) -> dict[int, models.Model]:
        """Only those that something cites: the database refuses a figure without a source."""
        return {n: make(n) for n in {n for n, _ in record.citations.get(name, [])}}

    things: dict[str, Any] = {
        "force": forces,
        "officer_count": cited(
            "officer_count",
            lambda n: OfficerCount.objects.create(force=forces[n], as_at=date(2016, 9, 30), officers_fte=Decimal(1)),
        ),
        "fund_total": cited(
            "fund_total", lambda n: FundTotal.objects.create(slug=f"total{n}", period="2016-17", **money)
        ),
        "project": projects,
        "round": rounds,
        "announcement": cited(
            "announcement", lambda n: Announcement.objects.create(round=rounds[n], qualifier="about", **money)
        ),
        "award": awards,
        "allocation": allocations,
        "sub_grant": cited(
            "sub_grant",
            lambda n: SubGrant.objects.create(
                slug=f"grant{n}", award=awards[n], recipient=forces[0], period="2016-17", **money
            ),
        ),
    }
    tables: dict[str, Any] = {
        "force": Source.forces.through,
        "officer_count": Source.officer_counts.through,
        "fund_total": FundTotal.sources.through,
        "project": Source.projects.through,
        "round": Round.sources.through,
        "announcement": Announcement.sources.through,
        "award": Award.sources.through,
        "allocation": Allocation.sources.through,
        "sub_grant": SubGrant.sources.through,
    }
    columns = {"officer_count": "officercount", "fund_total": "fundtotal", "sub_grant": "subgrant"}
    for name, pairs in record.citations.items():
        _save(
            [tables[name](**{columns.get(name, name): things[name][n]}, source=sources[source]) for n, source in pairs]
        )
    _save(
        [
            Conflict(
                **{what: things[what][n]},
                field="amount",
                value_a="£1",
                source_a=sources[first],
                value_b="£2",
                source_b=sources[second],
                dataset_uses="£1",
                reason="The first is the official list.",
            )
            for what, n, first, second in record.conflicts
        ]
    )
