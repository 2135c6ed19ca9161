from datetime import date
from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection

from forces.models import Force, OfficerCount
from tests.data.admin_forms import open_form
from tests.data.builders import make_force, make_officer_count, make_project, make_region, make_source

pytestmark = pytest.mark.django_db

NO_COUNTS = {"officer_counts-TOTAL_FORMS": "0", "officer_counts-INITIAL_FORMS": "0"}


def force_fields(**changes: object) -> dict[str, object]:
    """What a browser sends for a national body without counts of officers."""
    fields = {
        "name": "College of Policing",
        "short_name": "College of Policing",
        "slug": "college-of-policing",
        "kind": "national_body",
        "region": "",
        "country": "England",
        "ons_code": "",
        "website": "",
        "population": "",
        "population_year": "",
        "tile_column": "",
        "tile_row": "",
        "named_by": [make_source().pk],
    }
    return fields | NO_COUNTS | changes


def test_force_is_entered_with_its_officers_and_the_sources_of_both(admin_client):
    region, lookup, tables = make_region(slug="east-of-england"), make_source(), make_source()
    counts = {
        "officer_counts-TOTAL_FORMS": "1",
        "officer_counts-0-as_at": "2016-09-30",
        "officer_counts-0-officers_fte": "1067.19",
        "officer_counts-0-named_by": [tables.pk],
    }
    data = force_fields(
        name="Bedfordshire Police",
        short_name="Bedfordshire",
        slug="bedfordshire",
        kind="territorial",
        region=str(region.pk),
        website="bedfordshire.police.uk",
        named_by=[lookup.pk],
        **counts,
    )
    response = admin_client.post("/admin/forces/force/add/", data)
    assert response.status_code == 302
    force = Force.objects.get()
    assert (force.name, force.region, force.website) == (
        "Bedfordshire Police",
        region,
        "https://bedfordshire.police.uk",
    )
    count = OfficerCount.objects.get()
    assert (count.force, count.as_at, count.officers_fte) == (force, date(2016, 9, 30), Decimal("1067.19"))
    assert (list(force.sources.all()), list(count.sources.all())) == ([lookup], [tables])


def test_sources_of_a_force_are_changed_on_its_page(admin_client):
    old, new, force = make_source(), make_source(), make_force()
    force.sources.add(old)
    address = f"/admin/forces/force/{force.pk}/change/"
    sent = open_form(admin_client, address)
    assert sent["named_by"] == [old.pk]
    assert admin_client.post(address, sent | {"named_by": [new.pk]}).status_code == 302
    assert list(force.sources.all()) == [new]
    assert LogEntry.objects.get().get_change_message() == "Changed Sources."


def test_force_or_count_without_a_source_is_refused_in_words(admin_client):
    data = force_fields(named_by=[])
    form = admin_client.post("/admin/forces/force/add/", data).context["adminform"].form
    assert form.errors == {"named_by": ["A force needs at least one source."]}
    count = make_officer_count()
    address = f"/admin/forces/officercount/{count.pk}/change/"
    form = admin_client.post(address, open_form(admin_client, address) | {"named_by": []}).context["adminform"].form
    assert form.errors == {"named_by": ["A count of officers needs at least one source."]}
    connection.check_constraints()


def test_sources_of_a_force_are_shown_to_who_may_only_look(client_who_may):
    count = make_officer_count(source=make_source(title="Workforce tables"))
    count.force.sources.add(make_source(title="Lookup of areas"))
    client = client_who_may("view_force", "view_officercount")
    page = client.get(f"/admin/forces/force/{count.force.pk}/change/").content.decode()
    assert "Home Office: Lookup of areas" in page
    assert "Home Office: Workforce tables" in page
    assert (
        "Home Office: Workforce tables" in client.get(f"/admin/forces/officercount/{count.pk}/change/").content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"kind": "territorial"}, "A territorial force has a region; special forces and national bodies have none."),
        ({"tile_column": "3"}, "A tile needs a column and a row, and only territorial forces have one."),
        ({"ons_code": "E23000024"}, "An ONS code is E or W and eight digits, and only territorial forces have one."),
        ({"population": "100"}, "A population needs its census year, and the year needs a population."),
        ({"slug": "taken"}, "Force with this Id already exists."),
    ],
)
def test_force_that_breaks_a_rule_is_refused_in_words(admin_client, changes, message):
    make_force(slug="taken")
    response = admin_client.post("/admin/forces/force/add/", force_fields(**changes))
    assert message in response.content.decode()
    assert Force.objects.count() == 1


def test_two_counts_of_officers_for_one_day_are_refused_in_words(admin_client):
    counts = {"officer_counts-TOTAL_FORMS": "2"}
    for number in range(2):
        counts |= {
            f"officer_counts-{number}-as_at": "2016-09-30",
            f"officer_counts-{number}-officers_fte": "10",
            f"officer_counts-{number}-named_by": [make_source().pk],
        }
    response = admin_client.post("/admin/forces/force/add/", force_fields(**counts))
    assert "Two of these counts are for the same day." in response.content.decode()
    assert not Force.objects.exists()


def test_force_that_leads_a_project_cannot_be_deleted(admin_client):
    force = make_force()
    make_project(lead=force, title="Rural crime team")
    for send in [admin_client.get, admin_client.post]:
        page = send(f"/admin/forces/force/{force.pk}/delete/", {"post": "yes"}).content.decode()
        assert "would require deleting the following protected related objects" in page
        assert "Rural crime team" in page
    assert Force.objects.exists()


def test_list_of_officer_counts_has_the_same_queries_for_more_rows(admin_client, django_assert_num_queries):
    def add_count():
        make_officer_count()

    add_count()
    with django_assert_num_queries(5):
        admin_client.get("/admin/forces/officercount/")
    for _ in range(5):
        add_count()
    with django_assert_num_queries(5):
        admin_client.get("/admin/forces/officercount/")


def test_officer_counts_are_found_by_force(admin_client):
    make_officer_count(force=make_force(name="Kent Police"))
    make_officer_count(force=make_force(name="Essex Police"))
    found = admin_client.get("/admin/forces/officercount/", {"q": "kent"}).context["cl"].result_list
    assert [str(count) for count in found] == ["Kent Police, 30 September 2016"]
