"""A draft does not exist in public: not one byte of any page or download knows of it. Published, it is everywhere."""

import re

import pytest
from django.db import connection

from funding.models import Conflict, Round, SubGrant
from tests.checks.public_site import body_of, other_addresses, page_addresses, rows_of, words_of
from tests.data.builders import make_allocation, make_announcement, make_award, make_project, make_round, make_source
from tests.data.tiny_fund import TinyFund, make_tiny_fund

pytestmark = pytest.mark.django_db

QUERIES = [
    "q=draft",
    "q=hidden",
    "force=birch",
    "fy=2019-20",
    "amount_min=100000",
    "sort=-awards",
    "round=hidden-round",
]
COMPARISONS = ["force=birch&force=elm", "region=north&region=national-bodies", "theme=digital&theme=wellbeing"]
COMPARISONS += ["round=first&round=second", "round=first&round=hidden-round"]


def everything(client) -> dict[str, str]:
    """What every public address answers."""
    addresses = [*page_addresses(), *other_addresses(), "/rounds/hidden-round/", "/projects/hidden-project/"]
    for query in QUERIES:
        addresses += [
            f"/projects/?{query}",
            f"/allocations.csv?{query}",
            f"/awards.csv?{query}",
            f"/projects.csv?{query}",
        ]
        addresses += [f"/partnerships/?{query}", f"/partnerships.csv?{query}"]
    for query in COMPARISONS:
        addresses += [f"/compare/?{query}", f"/compare.csv?{query}"]
    addresses = [address for address in addresses if not address.startswith("/releases")]  # they tell of each one
    return {address: without_number_of_release(body_of(client.get(address))) for address in addresses}


def without_number_of_release(body: str) -> str:
    return re.sub(r"(release|releases/|fund-)( ?)[0-9]+", r"\1\2n", body, flags=re.IGNORECASE)


def add_draft(tiny: TinyFund) -> Round:
    """A draft round with everything that a round can have, an award of a new project and one of an old."""
    round_ = make_round(slug="hidden-round", name="Hidden round", financial_year=2019, published=False)
    round_.sources.set([make_source(title="Hidden source")])
    make_announcement(round=round_, amount=900_000, project_count=2)
    hidden = make_project(
        slug="hidden-project",
        title="Hidden project",
        theme=tiny.themes["wellbeing"],
        lead=tiny.forces["birch"],
        partners=[tiny.forces["elm"], tiny.forces["dale"]],
    )
    hidden.other_themes.set([tiny.themes["digital"]])
    make_source(title="Hidden source of a project").projects.set([hidden])
    for project in (hidden, tiny.projects["alpha"]):
        award = make_award(slug=f"hidden-{project.slug}", round=round_, project=project)
        award.sources.set([make_source(title="Hidden source of an award")])
        make_allocation(award=award, year=2019, amount=200_000)
        share = SubGrant.objects.create(
            slug=f"share-{project.slug}",
            award=award,
            recipient=tiny.forces["cedar"],
            period="2019-20",
            amount=5,
            as_stated="Hidden share",
        )
        share.sources.set([make_source(title="Hidden source of a share")])
    for about in ({"round": round_}, {"award": award}, {"project": hidden}):
        Conflict.objects.create(
            **about,
            field="total_gbp",
            value_a="1",
            source_a=make_source(title="Hidden source of a conflict"),
            value_b="2",
            source_b=make_source(title="Hidden source of a conflict"),
            dataset_uses="1",
            reason="Hidden reason",
        )
    return round_


@pytest.mark.no_cover
def test_draft_changes_not_one_byte_but_while_it_is_published(client):
    tiny = make_tiny_fund()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that the plans do not come from what other tests have left
    before = everything(client)
    round_ = add_draft(tiny)
    after = everything(client)
    assert [address for address in before if before[address] != after[address]] == []
    assert [address for address in after if re.search("[Hh]idden ", after[address])] == []

    round_.in_next_release = True
    round_.save()
    said = {address: words_of(client.get(address)) for address in page_addresses()}
    assert "For 5 of them an amount can be read: £401,403 in all" in said["/"].replace("about ", "")
    for address in (
        "/",
        "/rounds/",
        "/rounds/hidden-round/",
        "/projects/alpha/",
        "/projects/hidden-project/",
        "/about/",
    ):
        assert "Hidden round" in said[address], address
    for address in (
        "/",
        "/projects/",
        "/rounds/hidden-round/",
        "/regions/north/",
        "/forces/birch/",
        "/forces/elm/",
        "/themes/wellbeing/",
        "/themes/digital/",
    ):
        assert "Hidden project" in said[address], address
    assert "Hidden project" in said["/partnerships/"]
    assert "hidden-project" in body_of(client.get("/partnerships.csv"))
    assert "Hidden share" in said["/forces/cedar/"]
    assert "Hidden reason" in said["/rounds/hidden-round/"]
    assert "hidden-round" in body_of(client.get("/sitemap.xml"))
    assert "hidden-project" in body_of(client.get("/sitemap.xml"))
    amounts = {row["award_id"]: row["amount_gbp"] for row in rows_of(client.get("/allocations.csv?fy=2019-20"))}
    assert amounts == {"hidden-alpha": "200000", "hidden-hidden-project": "200000"}
    assert "hidden-project" in body_of(client.get("/projects.csv"))
    assert "hidden-round" in body_of(client.get("/rounds.csv"))
    assert "Hidden source of a share" in body_of(client.get("/sources.csv"))

    round_.in_next_release = False
    round_.save()
    assert everything(client) == before
