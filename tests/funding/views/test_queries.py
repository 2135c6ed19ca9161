"""How many queries a page takes: few, known, and the same however much there is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from forces.models import Force, Region
from funding.models import Conflict, FundTotal, Round, SubGrant
from projects.models import Project, Theme
from tests.checks.public_site import body_of
from tests.checks.queries import questions
from tests.data.builders import (
    make_allocation,
    make_announcement,
    make_award,
    make_force,
    make_project,
    make_region,
    make_round,
    make_source,
    make_theme,
)
from tests.data.releasing import publish_record

pytestmark = pytest.mark.django_db

AT_MOST = 13

# In a fund where the first of everything has something of everything
QUERIES = {
    "/": 5,
    "/projects/": 3,
    "/projects/?q=a&round=round-0&theme=theme-0&region=region-0&lead=force-0&force=force-0&fy=2016-17&project=project-0&amount_min=1": 8,
    "/projects/?theme=nope": 3,
    "/projects/project-0/": 13,
    "/rounds/": 2,
    "/rounds/round-0/": 6,
    "/regions/": 2,
    "/regions/region-0/": 4,
    "/forces/": 2,
    "/forces/force-0/": 9,
    "/themes/": 2,
    "/themes/theme-0/": 3,
    "/partnerships/": 3,
    "/partnerships/?force=force-0&fy=2016-17&sort=amount": 4,
    "/compare/": 1,
    "/compare/?force=force-0&force=force-1": 3,
    "/compare/?region=region-0&region=region-1&region=national-bodies&region=not-stated": 3,
    "/compare/?round=round-0&round=round-1": 3,
    "/compare/?theme=theme-0&theme=theme-1": 3,
    "/data/": 0,
    "/about/": 5,
    "/sitemap.xml": 5,
    "/robots.txt": 0,
    "/allocations.csv": 1,
    "/awards.csv": 2,
    "/projects.csv": 1,
    "/rounds.csv": 1,
    "/forces.csv": 2,
    "/regions.csv": 1,
    "/themes.csv": 1,
    "/compare.csv?force=force-0&force=force-1": 2,
    "/partnerships.csv": 2,
    "/sources.csv": 1,
}


def make_fund(first: int, end: int) -> None:
    """So many of everything, and as many rows on the pages of region, force, theme, round and project 0."""
    for number in range(first, end):
        region = make_region(slug=f"region-{number}")
        lead = make_force(slug=f"force-{number}", region=region, tile=(number, 0))
        theme, round_ = make_theme(slug=f"theme-{number}"), make_round(slug=f"round-{number}")
        make_announcement(round=round_, project_count=3)
        project = make_project(slug=f"project-{number}", title="A", theme=theme, lead=lead)
        make_force(region=Region.objects.get(slug="region-0"))
        in_first = make_project(
            theme=Theme.objects.get(slug="theme-0"),
            lead=Force.objects.get(slug="force-0"),
            partners=[lead, make_force()] if number else [make_force()],
        )
        in_first.other_themes.set([make_theme()])
        first_project, first_round = Project.objects.get(slug="project-0"), Round.objects.get(slug="round-0")
        first_project.partners.add(make_force())
        first_project.other_themes.add(make_theme())
        size = FundTotal.objects.create(
            slug=f"size-{number}", period="2016-17", as_stated="£1", amount=1, note="A size of the fund."
        )
        size.sources.set([make_source()])
        for about in ({"round": first_round}, {"project": first_project}):
            Conflict.objects.create(
                **about,
                field="total_gbp",
                value_a="1",
                source_a=make_source(),
                value_b="2",
                source_b=make_source(),
                dataset_uses="1",
                reason="It is later.",
            )
        in_rounds = [(first_project, make_round()), (in_first, first_round), (project, round_)]
        for each, its_round in in_rounds:
            award = make_award(round=its_round, project=each)
            award.sources.set([make_source()])
            make_allocation(award=award, year=2016)
            make_allocation(award=award)
            share = SubGrant.objects.create(
                slug=award.slug,
                award=award,
                recipient=lead,
                amount=1,
                period="2016",
                as_stated="£1",
            )
            share.sources.set([make_source()])


def counts() -> dict[str, int]:
    publish_record()
    Client().get("/themes/")  # the facts of the release are read once
    found = {}
    for address in QUERIES:
        with CaptureQueriesContext(connection) as queries:
            response = Client().get(address)
            assert response.status_code == (400 if "nope" in address else 200)
            body_of(response)
        found[address] = len(questions(queries))
    return found


def test_queries_of_every_page():
    make_fund(0, 2)
    found = counts()
    assert found == QUERIES
    assert max(found.values()) <= AT_MOST


def test_queries_do_not_grow_with_the_rows():
    make_fund(0, 3)
    some = counts()
    make_fund(3, 9)
    assert counts() == some
