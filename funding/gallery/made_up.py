"""Forces, projects, rounds and amounts that are in no database, for pieces of pages to be shown with."""

from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from forces.models import NOT_STATED, Force, Region
from forces.sort_key import by_name, sort_key
from funding import financial_year
from funding.models import Announcement, Round, Source
from funding.money import Amount, Qualifier
from funding.totals.groups import Group, Totals, YearCell
from funding.totals.listings import ForceRow, RoundRow
from funding.totals.partnerships import Companion, Pair
from projects.models import Project, Theme

LONG = (
    "Joint committee of the commissioners of Upper and Lower Inverbumblethwaite-under-Whatsitsname, "
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and the Isles"
)
REGION = Region(pk=1, slug="made-up-region", name="Made-up region", sort_key="made-up region")
THEME = Theme(pk=1, slug="made-up-theme", name="Made-up theme", sort_key="made-up theme")


@dataclass(frozen=True, kw_only=True)
class State:
    """How a piece is shown: with things of these names, and whether their amounts are published."""

    slug: str
    title: str
    names: tuple[str, ...]
    has_amounts: bool = True

    @property
    def amounts(self) -> list[Amount | None]:
        """An amount for each name, the largest first; one of each three is not exact."""
        amounts = [
            Amount(Decimal(187_654_321 // rank**2), Qualifier.UP_TO if rank % 3 == 1 else Qualifier.EXACTLY)
            for rank in range(1, len(self.names) + 1)
        ]
        return [amount if self.has_amounts else None for amount in amounts]

    @property
    def forces(self) -> list[Force]:
        """A force of each name: three in four on the map, in rows of six."""
        return [
            Force(
                pk=number,
                slug=f"made-up-{number}",
                name=name,
                short_name=name,
                sort_key=sort_key(name),
                region=REGION if number % 4 else None,
                kind=Force.Kind.TERRITORIAL if number % 4 else Force.Kind.NATIONAL_BODY,
                tile_column=number % 6 if number % 4 else None,
                tile_row=number // 6 if number % 4 else None,
                tile_name=name[:11],
            )
            for number, name in enumerate(self.names, start=1)
        ]

    @property
    def groups(self) -> list[Group]:
        """What each of the forces leads; where there are many, the last is what no source states a lead of."""
        groups = [
            _group(force.slug, force.name, amount, projects=number)
            for number, (force, amount) in enumerate(zip(self.forces, self.amounts, strict=True), start=1)
        ]
        if len(groups) > 2:
            groups[-1] = replace(groups[-1], slug=NOT_STATED, label="Lead not stated")
        return groups

    @property
    def awards(self) -> list[Group]:
        """An award of each amount."""
        amounts = enumerate(zip(self.names, self.amounts, strict=True), start=1)
        return [_group(f"made-up-{number}#award", name, amount) for number, (name, amount) in amounts]

    @property
    def years(self) -> list[Group]:
        """What there is in each year, as far as there are names; last, what has no published year."""
        years = [*financial_year.fund_years(), None]
        amounts = zip(years, self.amounts, strict=False)
        return [_group(financial_year.slug(year), financial_year.label(year), amount) for year, amount in amounts]

    @property
    def parts_of_years(self) -> list[YearCell]:
        """What each of the things has in each year that has an amount: in all of them the same, whatever the years come to."""
        return [
            YearCell(year=year, slug=force.slug, label=force.name, amount=amount)
            for year in list(financial_year.fund_years())[: len(self.names)]
            for force, amount in zip(self.forces, self.amounts, strict=True)
            if amount
        ]

    @property
    def force_rows(self) -> list[ForceRow]:
        rows = zip(self.forces, self.amounts, strict=True)
        return [
            ForceRow(
                force=force,
                led=_group(force.slug, force.name, amount),
                involved=_group(force.slug, force.name, amount, projects=3),
            )
            for force, amount in rows
        ]

    @property
    def rounds(self) -> list[RoundRow]:
        """A round of each name, of which every second one was announced, with twice its amount."""
        rows = []
        for number, (name, amount) in enumerate(zip(self.names, self.amounts, strict=True), start=1):
            round_ = Round(
                pk=number, slug=f"made-up-{number}", name=name, sort_key=sort_key(name), kind=Round.Kind.BIDS
            )
            announced = (
                amount and number % 2 and Announcement(amount=2 * amount.pounds, qualifier="about", project_count=9)
            )
            rows.append(
                RoundRow(
                    round=round_, announcement=announced or None, itemised=_group(round_.slug, name, amount, projects=2)
                )
            )
        return rows

    @property
    def pairs(self) -> list[Pair]:
        """Each force with the next one, in one to five projects."""
        pairs = []
        for number, (two, amount) in enumerate(zip(pairwise(self.forces), self.amounts, strict=False)):
            a, b = sorted(two, key=by_name)
            projects = 1 + number % 5
            pairs.append(Pair(projects=_projects(projects), money=_group("", "", amount, projects=projects), a=a, b=b))
        return pairs

    @property
    def companions(self) -> list[Companion]:
        """Each force beside a further one."""
        beside = Force(pk=999, slug="made-up", name="Made-up Police", short_name="Made-up", sort_key="made-up")
        return [
            Companion(projects=_projects(2), money=_group("", "", amount, projects=2), force=force, beside=beside)
            for force, amount in zip(self.forces, self.amounts, strict=True)
        ]

    @property
    def projects(self) -> list[Project]:
        """A project of each name with what it comes to, as `Selection.projects` has it; one in three without a lead."""
        projects = []
        for number, (force, amount) in enumerate(zip(self.forces, self.amounts, strict=True), start=1):
            project = Project(slug=force.slug, title=force.name, theme=THEME, lead=force if number % 3 else None)
            project.totals = Totals(amount=amount, projects=1, awards=2, awards_without_amount=1)  # type: ignore[attr-defined]
            projects.append(project)
        return projects

    @property
    def sources(self) -> list[Source]:
        return [
            Source(
                publisher=name,
                title=f"Statement of {name}",
                published_on="2017-03",
                url=f"https://example.org/{number}",
                accessed_via="archived copy",
            )
            for number, name in enumerate(self.names)
        ]


STATES = (
    State(slug="none", title="None", names=()),
    State(slug="one", title="One", names=("Ashford",)),
    State(slug="many", title="Many", names=tuple(f"Place {number}" for number in range(1, 31))),
    State(slug="long", title="Very long", names=(LONG, f"Second {LONG}", f"Third {LONG}")),
    State(slug="unknown", title="Not published", names=("Ashford", "Birchford", "Cedarford"), has_amounts=False),
)


def _group(slug: str, label: str, amount: Amount | None, *, projects: int = 1) -> Group:
    return Group(
        slug=slug,
        label=label,
        amount=amount,
        allocations=projects if amount else 0,
        projects=projects,
        projects_with_amount=projects if amount else 0,
        awards=projects,
        awards_without_amount=0 if amount else projects,
    )


def _projects(number: int) -> tuple[Project, ...]:
    return tuple(Project(pk=one, slug=f"made-up-{one}", title=f"Made-up project {one}") for one in range(1, number + 1))
