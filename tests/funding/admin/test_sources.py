"""Sources, and what is on record besides money."""

import pytest
from django.db import connection

from funding.models import Conflict, Source
from tests.data.admin_forms import OWN_MODELS, cells, make_one_of_each, open_form, text_of
from tests.data.builders import make_allocation, make_force, make_officer_count, make_project, make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"published_on": "Aug 2016"}, "Write the date as 2019, 2021-02 or 2016-08-05."),
        ({"url": "ftp://example.org/x"}, "The address must begin with http:// or https://."),
        ({"slug": "taken"}, "Source with this Id already exists."),
    ],
)
def test_source_that_breaks_a_rule_is_refused_in_words(admin_client, changes, message):
    make_source(slug="taken")
    sent = open_form(admin_client, "/admin/funding/source/add/")
    sent |= {"publisher": "Home Office", "title": "Notice", "slug": "notice", "url": "example.org"}
    assert message in text_of(admin_client.post("/admin/funding/source/add/", sent | changes))
    assert Source.objects.count() == 1
    assert admin_client.post("/admin/funding/source/add/", sent | {"published_on": "2021-02"}).status_code == 302
    source = Source.objects.get(slug="notice")
    assert (source.url, source.published_on) == ("https://example.org", "2021-02")
    assert ["Notice", "Home Office", "February 2021", "-"] in cells(admin_client.get("/admin/funding/source/"))


def test_source_that_a_figure_rests_on_alone_cannot_be_deleted(admin_client):
    source = make_source()
    allocation = make_allocation(amount=1000, year=2016, sources=[source])
    address = f"/admin/funding/source/{source.pk}/delete/"
    for send in [admin_client.get, admin_client.post]:
        page = text_of(send(address, {"post": "yes"}))
        assert "protected related objects" in page
        assert "Allocation, which has no other source: £1,000, 2016-17" in page
    both = {"action": "delete_selected", "_selected_action": [source.pk], "post": "yes"}
    assert "Allocation, which has no other source" in text_of(admin_client.post("/admin/funding/source/", both))
    assert Source.objects.filter(pk=source.pk).exists()

    allocation.sources.add(make_source())
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    assert not Source.objects.filter(pk=source.pk).exists()
    connection.check_constraints()


def test_sources_that_a_figure_rests_on_together_cannot_be_deleted_together(admin_client):
    sources = [make_source(), make_source()]
    make_allocation(sources=sources)
    sent = {"action": "delete_selected", "_selected_action": [source.pk for source in sources], "post": "yes"}
    assert (
        text_of(admin_client.post("/admin/funding/source/", sent)).count("Allocation, which has no other source") == 1
    )
    assert Source.objects.count() == 2


def test_source_that_counts_of_officers_rest_on_alone_cannot_be_deleted(admin_client):
    tables = make_source()
    for name in ["Kent Police", "Essex Police"]:
        make_officer_count(force=make_force(name=name), source=tables)
    sent = {"action": "delete_selected", "_selected_action": [tables.pk], "post": "yes"}
    for address, data in [
        (f"/admin/funding/source/{tables.pk}/delete/", {"post": "yes"}),
        ("/admin/funding/source/", sent),
    ]:
        page = text_of(admin_client.post(address, data))
        assert "Officer count, which has no other source: Kent Police, 30 September 2016" in page
        assert "Officer count, which has no other source: Essex Police, 30 September 2016" in page
    assert Source.objects.filter(pk=tables.pk).exists()


def test_source_that_anything_is_said_of_forces_by_cannot_be_deleted(admin_client):
    """Even beside others: nothing records which fact about a force each of its sources supports."""
    lookup, census = make_source(title="Lookup of areas"), make_source(title="Census")
    for _ in range(2):
        make_force().sources.set([lookup, census])
    address = f"/admin/funding/source/{lookup.pk}/delete/"
    page = text_of(admin_client.post(address, {"post": "yes"}))
    assert "What is said of 2 forces in Home Office: Lookup of areas" in page
    assert Source.objects.count() == 2
    lookup.forces.clear()
    assert admin_client.post(address, {"post": "yes"}).status_code == 302
    assert list(Source.objects.all()) == [census]


def test_page_of_a_source_has_the_same_queries_for_more_officer_counts(admin_client, django_assert_num_queries):
    source = make_source()
    address = f"/admin/funding/source/{source.pk}/change/"

    def add_count():
        make_officer_count(source=source)

    add_count()
    with django_assert_num_queries(7):
        admin_client.get(address)
    for _ in range(5):
        add_count()
    with django_assert_num_queries(7):
        admin_client.get(address)


@pytest.mark.parametrize(
    ("name", "changes", "message"),
    [
        ("fundtotal", {"sources": []}, "A fund total needs at least one source."),
        ("fundtotal", {"amount": "0"}, "A total must be more than £0."),
        ("subgrant", {"sources": []}, "A sub-grant needs at least one source."),
        ("subgrant", {"amount": "0"}, "A share must be more than £0."),
        (
            "conflict",
            {"round": ""},
            "Name the round, the project or the award that it is about: exactly one of them.",
        ),
        ("conflict", {"source_b": "same"}, "A disagreement needs two different sources."),
    ],
)
def test_record_that_breaks_a_rule_is_refused_in_words(admin_client, name, changes, message):
    make_one_of_each()
    model = next(model for model in OWN_MODELS if model._meta.model_name == name)
    address = f"/admin/funding/{name}/{model._default_manager.first().pk}/change/"
    sent = open_form(admin_client, address)
    if changes.get("source_b") == "same":
        changes = {"source_b": sent["source_a"]}
    form = admin_client.post(address, sent | changes).context["adminform"].form
    assert [message] in form.errors.values()


def test_conflict_about_two_things_or_recorded_twice_is_refused_in_words(admin_client):
    make_one_of_each()
    about_round = Conflict.objects.get(round__isnull=False)
    sent = open_form(admin_client, f"/admin/funding/conflict/{about_round.pk}/change/")
    address = "/admin/funding/conflict/add/"
    form = admin_client.post(address, sent).context["adminform"].form
    assert form.errors == {"__all__": ["This disagreement is already recorded."]}
    form = admin_client.post(address, sent | {"project": make_project().pk}).context["adminform"].form
    assert form.errors == {
        "__all__": ["Name the round, the project or the award that it is about: exactly one of them."]
    }
