"""Each page of each model opens, and stays cheap with more rows."""

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from tests.data.admin_forms import MODELS, OWN_MODELS, address_of, make_one_of_each, open_form, text_of

pytestmark = pytest.mark.django_db


def test_admin_has_every_model():
    names = {model.__name__ for model in OWN_MODELS}
    assert names == {
        *["Region", "Force", "OfficerCount", "Theme", "Project"],
        *["Source", "Round", "Award", "Allocation", "FundTotal", "SubGrant", "Conflict"],
        *["Deflator", "Population", "YearEndOfficers", "Renaming"],
    }


def test_admin_is_named(admin_client):
    assert "Police Transformation Fund explorer: administration" in text_of(admin_client.get("/admin/"))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_list_add_and_change_page_open(admin_client, model):
    make_one_of_each()
    assert admin_client.get(address_of(model)).status_code == 200
    assert admin_client.get(address_of(model), {"q": "a"}).status_code == 200
    assert admin_client.get(f"{address_of(model)}add/").status_code == 200
    for row in model._default_manager.all():
        assert admin_client.get(f"{address_of(model)}{row.pk}/change/").status_code == 200


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model.__name__)
def test_unchanged_form_is_saved_and_changes_nothing(admin_client, model):
    make_one_of_each()
    row = model._default_manager.first()
    address = f"{address_of(model)}{row.pk}/change/"
    assert admin_client.post(address, open_form(admin_client, address)).status_code == 302
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model.__name__)
def test_pages_open_for_staff_who_may_only_look(client_who_may, model):
    make_one_of_each()
    client = client_who_may(*Permission.objects.filter(codename__startswith="view_").values_list("codename", flat=True))
    assert client.get(address_of(model)).status_code == 200
    assert client.get(f"{address_of(model)}{model._default_manager.first().pk}/change/").status_code == 200
    assert client.get(f"{address_of(model)}add/").status_code == 403


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model.__name__)
def test_list_has_the_same_queries_for_more_rows(admin_client, django_assert_max_num_queries, model):
    make_one_of_each()
    with django_assert_max_num_queries(10) as few:
        admin_client.get(address_of(model))
    for _ in range(4):
        make_one_of_each()
    with django_assert_max_num_queries(10) as many:
        admin_client.get(address_of(model))
    assert len(many) == len(few)


@pytest.mark.parametrize("model", OWN_MODELS, ids=lambda model: model.__name__)
def test_autocomplete_finds_what_forms_ask_for(admin_client, model):
    """Each foreign key and set of ours is chosen by typing, so that no page carries a list of everything."""
    make_one_of_each()
    for name in model_admin_fields(model):
        query = {
            "app_label": model._meta.app_label,
            "model_name": model._meta.model_name,
            "field_name": name,
            "term": "",
        }
        response = admin_client.get("/admin/autocomplete/", query)
        assert response.status_code == 200
        assert response.json()["results"] != []


def model_admin_fields(model) -> list[str]:
    """The relations of a model to others of ours that its page has fields for."""
    relations = [field for field in [*model._meta.fields, *model._meta.many_to_many] if field.related_model]
    chosen = list(admin.site._registry[model].autocomplete_fields)
    assert sorted(chosen) == sorted(field.name for field in relations)
    return chosen
