"""Names and titles stand where readers look for them, everywhere: without case, accents, quotes and signs."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

from forces.models import Force
from funding.filters.compared_kinds import KINDS
from funding.models import Source
from funding.search import search
from projects.models import Project, Theme
from tests.checks.public_site import records_of, rows_of

FORCES = {"essex": "Éssex Police", "gwent": "Ŵent Police", "kent": "kent Police"}
TITLES = {
    "west-yorkshire-digital-crime-scene-images": "Éclair lab",
    "norfolk-csa-action-plan-network": "ŵybod project",
    "norfolk-undercover-online-pilot": "“Quoted” title",
}


@pytest.fixture(scope="module", autouse=True)
def names_with_accents(real_fund: None) -> Iterator[None]:
    with transaction.atomic():
        for slug, name in FORCES.items():
            Force.objects.filter(slug=slug).update(name=name)
        for slug, title in TITLES.items():
            Project.objects.filter(slug=slug).update(title=title)
        Theme.objects.filter(slug="wellbeing").update(name="“Élan” and wellbeing")
        Source.objects.filter(slug="public-finance-2016-08-08").update(publisher="‘élan’ Press")
        yield
        transaction.set_rollback(True)


@pytest.fixture
def admin(client: Client) -> Iterator[Client]:
    with transaction.atomic():
        client.force_login(User.objects.create_superuser("editor"))
        yield client
        transaction.set_rollback(True)


def around(names: list[str], *wanted: str) -> list[list[str]]:
    """Each of the wanted names between its neighbours."""
    return [names[max(names.index(name) - 1, 0) : names.index(name) + 2] for name in wanted]


def rows(client: Client, address: str) -> list:
    return [row.record for row in client.get(address).context["table"].rows]


AROUND_FORCES = [
    ["Dyfed-Powys Police", "Éssex Police", "Gloucestershire Constabulary"],
    ["Warwickshire Police", "Ŵent Police", "West Mercia Police"],
    ["Humberside Police", "kent Police", "Lancashire Constabulary"],
]
AROUND_PROJECTS = [
    ["Early Action Together", "Éclair lab", "Economic crime capacity and capability"],
    ["Vulnerability and Violent Crime Programme", "ŵybod project"],
    [
        "Problem Solving and Demand Reduction Programme",
        "“Quoted” title",
        "Regional organised crime threat assessment",
    ],
]
AROUND_THEME = [["Domestic abuse and stalking", "“Élan” and wellbeing", "Force collaboration"]]


@pytest.mark.parametrize("address", ["/forces/", "/forces/?sort=force"])
def test_forces(client, address: str):
    names = [row.led.label for row in rows(client, address)]
    assert around(names, *FORCES.values()) == AROUND_FORCES


def test_forces_turned_round(client):
    names = [row.led.label for row in rows(client, "/forces/?sort=-force")]
    assert around(names[::-1], *FORCES.values()) == AROUND_FORCES


def test_forces_of_the_download(client):
    names = [row["force"] for row in rows_of(client.get("/forces.csv"))]
    assert around(names, *FORCES.values()) == AROUND_FORCES


def test_forces_to_compare():
    names = [force.name for force in KINDS["force"].things()]
    assert around(names, *FORCES.values()) == [
        ["Cambridgeshire Constabulary", "Éssex Police", "Hertfordshire Constabulary"],
        ["South Wales Police", "Ŵent Police", "Staffordshire Police"],
        ["Hampshire Constabulary", "kent Police", "Surrey Police"],
    ]


def test_forces_in_the_admin(admin):
    forces = admin.get("/admin/forces/force/").context["cl"].result_list
    assert around([force.name for force in forces], *FORCES.values()) == AROUND_FORCES
    forces = admin.get("/admin/forces/force/?o=-1").context["cl"].result_list
    assert around([force.name for force in forces][::-1], *FORCES.values()) == AROUND_FORCES
    assert list(admin.get("/admin/forces/force/?q=essex+police").context["cl"].result_list) == [
        Force.objects.get(slug="essex")
    ]


@pytest.mark.parametrize("address", ["/themes/", "/themes/?sort=theme"])
def test_themes(client, address: str):
    assert around([row.theme.name for row in rows(client, address)], "“Élan” and wellbeing") == AROUND_THEME


def test_themes_of_the_download(client):
    names = [row["theme"] for row in rows_of(client.get("/themes.csv"))]
    assert around(names, "“Élan” and wellbeing") == AROUND_THEME


def test_projects(client):
    titles = [row.title for row in records_of(client.get("/projects/?sort=title"))]
    assert around(titles, *TITLES.values()) == AROUND_PROJECTS
    assert [row["project"] for row in rows_of(client.get("/projects.csv?sort=title"))] == titles


def test_projects_by_lead_and_theme(client):
    leads = list(dict.fromkeys(str(row.lead) for row in records_of(client.get("/projects/?sort=lead"))))
    assert around(leads, "Éssex Police") == [["Dorset Police", "Éssex Police", "Gloucestershire Constabulary"]]
    themes = list(dict.fromkeys(str(row.theme) for row in records_of(client.get("/projects/?sort=theme"))))
    assert around(themes, "“Élan” and wellbeing") == AROUND_THEME


def test_pairs_of_forces(client):
    pairs = [(row.a.name, row.b.name) for row in rows(client, "/partnerships/?sort=forces")]
    assert [b for a, b in pairs if a == "Bedfordshire Police"] == [
        "Cambridgeshire Constabulary",
        "Éssex Police",
        "Hertfordshire Constabulary",
        "kent Police",
        "Norfolk Constabulary",
        "Suffolk Constabulary",
    ]


def test_sources(client):
    publishers = list(dict.fromkeys(source.publisher for source in client.get("/about/").context["sources"]))
    assert around(publishers, "‘élan’ Press") == [["Drive Partnership", "‘élan’ Press", "Emergency Services Times"]]


def test_what_a_search_ranks_the_same():
    """All that are not about cyber crime rank the same."""
    titles = dict(Project.objects.values_list("pk", "title"))
    found = [titles[project] for project in search("-cyber").project_ids]
    assert around(found, *TITLES.values()) == AROUND_PROJECTS


@pytest.mark.parametrize("text", ["essex", "ESSEX", "Éssex", "“essex”", "essex-police"])
def test_forces_are_found_within_a_facet_by_the_same_key(client, text: str):
    facets = {
        facet.facet.name: facet for facet in client.get("/projects/", {"find_force": text}).context["results"].facets
    }
    assert [value.group.label for value in facets["force"].shown] == ["Éssex Police"]
