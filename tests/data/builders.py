"""Small, valid objects for tests: every argument has a sensible default, so that a test names only what it is about."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

from django.db import transaction

from forces.models import Force, OfficerCount, Region
from funding.models import Allocation, Announcement, Award, Round, Source
from funding.money import Amount, Qualifier
from funding.totals.groups import Group, Totals
from funding.totals.listings import RoundRow
from projects.models import Project, Theme

PUBLISHED = datetime(2016, 8, 5, 12, 0, tzinfo=ZoneInfo("Europe/London"))
_number = count(1000)  # no test names a thing by such a number


def make_region(*, slug: str = "", name: str = "") -> Region:
    slug = slug or f"region-{next(_number)}"
    return Region.objects.create(slug=slug, name=name or slug.replace("-", " ").title())


def make_force(
    *, slug: str = "", name: str = "", region: Region | None = None, kind: str = "", tile: tuple[int, int] | None = None
) -> Force:
    """A territorial force if it has a region, else a national body."""
    slug = slug or f"force-{next(_number)}"
    name = name or slug.replace("-", " ").title()
    column, row = tile or (None, None)
    return Force.objects.create(
        slug=slug,
        name=name,
        short_name=name,
        kind=kind or ("territorial" if region else "national_body"),
        region=region,
        country="England",
        tile_column=column,
        tile_row=row,
    )


@transaction.atomic
def make_officer_count(
    *,
    force: Force | None = None,
    as_at: date = date(2016, 9, 30),
    officers: int | str = 10,
    source: Source | None = None,
) -> OfficerCount:
    count = OfficerCount.objects.create(force=force or make_force(), as_at=as_at, officers_fte=Decimal(officers))
    (source or make_source()).officer_counts.add(count)
    return count


def make_theme(*, slug: str = "", name: str = "") -> Theme:
    slug = slug or f"theme-{next(_number)}"
    return Theme.objects.create(slug=slug, name=name or slug.replace("-", " ").title(), description="Work of one kind.")


def make_project(
    *,
    slug: str = "",
    title: str = "",
    description: str = "Does something better.",
    theme: Theme | None = None,
    lead: Force | None = None,
    partners: Sequence[Force] = (),
    national_scope: bool = False,
) -> Project:
    slug = slug or f"project-{next(_number)}"
    project = Project.objects.create(
        slug=slug,
        title=title or slug.replace("-", " ").title(),
        description=description,
        theme=theme or make_theme(),
        lead=lead,
        national_scope=national_scope,
    )
    project.partners.set(partners)
    return project


def make_source(*, slug: str = "", title: str = "A press notice") -> Source:
    slug = slug or f"source-{next(_number)}"
    return Source.objects.create(slug=slug, publisher="Home Office", title=title, url=f"https://example.org/{slug}")


def make_round(
    *,
    slug: str = "",
    name: str = "",
    kind: str = "bids",
    announced_on: date | None = None,
    financial_year: int = 2016,
    published: bool = True,
) -> Round:
    slug = slug or f"round-{next(_number)}"
    return Round.objects.create(
        slug=slug,
        name=name or slug.replace("-", " ").title(),
        kind=kind,
        announced_on=announced_on,
        financial_year=financial_year,
        in_next_release=published,
    )


@transaction.atomic
def make_announcement(
    *, round: Round, amount: int | str = 1_000_000, qualifier: str = "about", project_count: int | None = None
) -> Announcement:
    announcement = Announcement.objects.create(
        round=round, amount=Decimal(amount), qualifier=qualifier, as_stated=f"£{amount}", project_count=project_count
    )
    announcement.sources.set([make_source()])
    return announcement


def make_award(
    *,
    slug: str = "",
    round: Round | None = None,
    project: Project | None = None,
    amount: int | str | None = None,
    covers: tuple[int, int] | None = None,
    basis: str = "stated",
    period: str = "",
) -> Award:
    """An award; with an `amount`, one exact allocation of it whose year is not published.

    `covers` are the first and the last year of its period, `basis` how that is known, and `period` a source's words for it.
    """
    award = Award.objects.create(
        slug=slug or f"award-{next(_number)}",
        round=round or make_round(),
        project=project or make_project(),
        as_stated="not published" if amount is None else f"£{amount}",
        covers_from=covers and covers[0],
        covers_to=covers and covers[1],
        period_basis=basis if covers else "",
        period_as_stated=period,
    )
    if amount is not None:
        make_allocation(award=award, amount=amount)
    return award


@transaction.atomic
def make_allocation(
    *,
    award: Award | None = None,
    amount: int | str = 1000,
    year: int | None = None,
    qualifier: str = "exactly",
    status: str = "awarded",
    kind: str = "stated",
    sources: Sequence[Source] = (),
) -> Allocation:
    allocation = Allocation.objects.create(
        award=award or make_award(),
        financial_year=year,
        kind=kind,
        amount=Decimal(amount),
        qualifier=qualifier,
        status=status,
        as_stated=f"£{amount}",
    )
    allocation.sources.set(sources or [make_source()])
    return allocation


def make_group(
    slug: str = "",
    pounds: int | str | None = None,
    *,
    label: str = "",
    qualifier: str = "exactly",
    projects: int = 1,
    without_amount: int | None = None,
) -> Group:
    """One group of a breakdown, as if a database had worked it out; without pounds none of its amounts is published."""
    without_amount = (projects if pounds is None else 0) if without_amount is None else without_amount
    return Group(
        slug=slug,
        label=label or (slug if slug[:1].isdigit() else slug.replace("-", " ").title()),
        amount=None if pounds is None else Amount(Decimal(pounds), Qualifier(qualifier)),
        allocations=0 if pounds is None else 1,
        projects=projects,
        awards=projects,
        awards_without_amount=without_amount,
    )


def make_round_row(
    slug: str,
    announced: int | None,
    itemised: int | None,
    *,
    qualifier: str = "about",
    project_count: int | None = None,
) -> RoundRow:
    """What a round was announced to be worth, if it was, beside what is itemised of it: two projects."""
    announcement = announced and Announcement(
        amount=Decimal(announced), qualifier=qualifier, project_count=project_count
    )
    return RoundRow(
        round=Round(slug=slug, name=slug.title()),
        announcement=announcement or None,
        itemised=make_group(slug, itemised, projects=2),
    )


def pounds_of(totals: Totals) -> Decimal | None:
    """The pounds that some totals come to; None where no amount is published."""
    return totals.amount.pounds if totals.amount else None
