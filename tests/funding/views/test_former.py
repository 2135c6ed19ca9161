"""An address of before leads to where the thing is now."""

import pytest

from funding.models import FormerSlug
from projects.models import Project
from tests.data.admin_forms import open_form
from tests.data.releasing import publish_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def renamed(tiny):
    """What `cedar`, `digital`, `first` and `alpha` were called before."""
    for kind, slug, now in [
        ("force", "red-cedar", "cedar"),
        ("theme", "computers", "digital"),
        ("round", "round-one", "first"),
        ("project", "photographs", "alpha"),
    ]:
        FormerSlug.objects.note(kind, slug, now)


@pytest.mark.parametrize(
    ("address", "now"),
    [
        ("/forces/red-cedar/", "/forces/cedar/"),
        ("/themes/computers/", "/themes/digital/"),
        ("/rounds/round-one/", "/rounds/first/"),
        ("/projects/photographs/", "/projects/alpha/"),
        ("/projects/photographs/?figure=years&format=svg", "/projects/alpha/?figure=years&format=svg"),
        ("/projects/photographs/changes.atom", "/projects/alpha/changes.atom"),
        ("/projects/?theme=computers&lead=red-cedar", "/projects/?theme=digital&lead=cedar"),
        ("/projects/?not_theme=computers&fy=2016-17", "/projects/?not_theme=digital&fy=2016-17"),
        ("/projects/?round=round-one&force=ash&with=red-cedar", "/projects/?round=first&force=ash&with=cedar"),
        ("/allocations.csv?project=photographs", "/allocations.csv?project=alpha"),
        ("/projects.csv?theme=computers", "/projects.csv?theme=digital"),
        ("/compare/?force=ash&force=red-cedar", "/compare/?force=ash&force=cedar"),
        ("/partnerships/?force=red-cedar", "/partnerships/?force=cedar"),
    ],
)
def test_former_address_leads_on_for_ever(client, renamed, address, now):
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (301, now)
    assert client.get(now).status_code == 200


def test_former_address_in_a_release_stays_in_it(client, renamed):
    client.get("/")
    assert client.get("/releases/1/forces/red-cedar/").headers["Location"] == "/releases/1/forces/cedar/"


@pytest.mark.parametrize(
    "address", ["/themes/red-cedar/", "/forces/nope/", "/projects/?theme=red-cedar", "/projects/?theme=a%00b"]
)
def test_what_was_never_called_so_is_not_found(client, renamed, address):
    assert client.get(address).status_code in (400, 404)


def test_address_that_is_in_use_is_itself(client, renamed):
    FormerSlug.objects.create(kind="force", slug="cedar", now="dale")
    assert client.get("/forces/cedar/").status_code == 200


def test_ids_that_led_to_one_that_changes_lead_to_the_new_one(db):
    FormerSlug.objects.note("force", "a", "b")
    FormerSlug.objects.note("force", "b", "c")
    assert sorted(FormerSlug.objects.values_list("slug", "now")) == [("a", "c"), ("b", "c")]
    FormerSlug.objects.note("force", "c", "a")
    assert sorted(FormerSlug.objects.values_list("slug", "now")) == [("b", "a"), ("c", "a")]


def test_id_that_is_changed_in_the_admin_leaves_word(admin_client, client, tiny):
    publish_record()
    project = tiny.projects["alpha"]
    address = f"/admin/projects/project/{project.pk}/change/"
    sent = open_form(admin_client, address) | {"slug": "new-alpha"}
    assert admin_client.post(address, sent).status_code == 302
    assert Project.objects.get(pk=project.pk).slug == "new-alpha"
    assert client.get("/projects/alpha/").headers["Location"] == "/projects/new-alpha/"
    assert client.get("/projects/new-alpha/").status_code == 200
