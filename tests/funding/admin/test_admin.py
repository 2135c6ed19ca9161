"""The admin as a person uses it: every test opens pages and sends back the forms that it finds there."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.admin.templatetags.admin_list import results
from django.contrib.auth.models import Permission, User
from django.contrib.messages import get_messages
from django.db import connection
from django.forms import CheckboxInput, ModelMultipleChoiceField
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from forces.models import OfficerCount
from funding.admin import figures
from funding.admin.awards import award_slug
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Round, Source, SubGrant
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

pytestmark = pytest.mark.django_db

ROUNDS = "/admin/funding/round/"
AWARDS = "/admin/funding/award/"
ALLOCATIONS = "/admin/funding/allocation/"


def fields_of(form) -> dict[str, object]:
    """What a browser would send for a form that nobody has touched."""
    sent = {}
    for bound in form:
        value = bound.value()
        if isinstance(bound.field.widget, CheckboxInput) and not value:
            continue
        if isinstance(bound.field, ModelMultipleChoiceField):
            value = [getattr(item, "pk", item) for item in value or []]
        sent[bound.html_name] = "" if value is None else value
    return sent


def open_form(client: Client, address: str) -> dict[str, object]:
    """The form at an address with all its inlines, as a browser would send it untouched."""
    context = client.get(address).context
    sent = fields_of(context["adminform"].form)
    for inline in context["inline_admin_formsets"]:
        sent |= fields_of(inline.formset.management_form)
        for form in inline.formset.forms:
            sent |= fields_of(form)
    return sent


def add_row(sent: dict[str, object], prefix: str, **values: object) -> None:
    """Fills in one more row of an inline, as its "Add another" link does."""
    number = int(str(sent[f"{prefix}-TOTAL_FORMS"]))
    sent[f"{prefix}-TOTAL_FORMS"] = number + 1
    sent |= {f"{prefix}-{number}-{name}": value for name, value in values.items()}


def allocation_row(**changes: object) -> dict[str, object]:
    row = {
        "financial_year": "2016-17",
        "kind": "stated",
        "status": "awarded",
        "amount": "1000",
        "qualifier": "exactly",
        "rounded_to": "",
        "as_stated": "£1,000",
        "note": "",
    }
    return row | changes


def text_of(response) -> str:
    return response.content.decode()


def messages_of(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def shown(response) -> list[str]:
    """The rows of a changelist."""
    return [str(row) for row in response.context["cl"].result_list]


@pytest.fixture
def client_who_may():
    """A function that logs in a member of staff who has only these permissions: `client_who_may("view_round")`."""

    def log_in(*codenames: str) -> Client:
        user = User.objects.create_user("clerk", password="secret", is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        client = Client()
        client.force_login(user)
        return client

    return log_in


def make_one_of_each() -> None:
    """A row of every model, each tied to others where it can be."""
    region, source = make_region(), make_source()
    force = make_force(region=region)
    count = OfficerCount.objects.create(force=force, as_at=date(2016, 9, 30), officers_fte=Decimal("1067.19"))
    source.officer_counts.add(count)
    source.forces.add(force)
    project = make_project(lead=force, partners=[make_force()])
    source.projects.add(project)
    round_ = make_round(announced_on=date(2016, 8, 5))
    make_announcement(round=round_, project_count=14)
    award = make_award(round=round_, project=project)
    make_allocation(award=award, year=2016, sources=[source])
    make_allocation(award=award, qualifier="about")
    total = FundTotal.objects.create(slug=f"total-{source.pk}", period="2016-17", amount=76_400_000, as_stated="£76.4m")
    total.sources.add(source)
    share = SubGrant.objects.create(
        slug=f"share-{source.pk}", award=award, recipient=make_force(), period="2017", amount=500, as_stated="£500"
    )
    share.sources.add(source)
    for subject in [{"round": round_}, {"project": project}, {"award": award}]:
        Conflict.objects.create(
            **subject,
            field="amount",
            value_a="£1m",
            source_a=source,
            value_b="£2m",
            source_b=make_source(),
            dataset_uses="£1m",
            reason="Printed later.",
        )


# Every page opens

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)
OWN_MODELS = [model for model in MODELS if model._meta.app_label in {"forces", "projects", "funding"}]


def address_of(model) -> str:
    return f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def test_admin_has_every_model():
    names = {model.__name__ for model in OWN_MODELS}
    assert names == {
        *["Region", "Force", "OfficerCount", "Theme", "Project"],
        *["Source", "Round", "Award", "Allocation", "FundTotal", "SubGrant", "Conflict"],
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


# A round from an announcement to the public


def test_round_is_entered_through_the_forms_and_public_only_once_published(admin_client, client):
    theme = make_theme(slug="digital", name="Digital investigation")
    region = make_region(slug="east-of-england", name="East of England")
    norfolk = make_force(slug="norfolk", name="Norfolk Constabulary", region=region)
    drones = make_project(slug="drone-patrols", title="Drone patrols", theme=theme, lead=norfolk)
    images = make_project(slug="image-library", title="Image library", theme=theme, lead=norfolk)
    source = make_source()

    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Spring bids", "slug": "spring-bids", "kind": "bids", "financial_year": "2017/18"}
    sent |= {"announced_on": "2017-05-04", "sources": [source.pk]}
    sent |= {"announcement-0-amount": "9000000", "announcement-0-qualifier": "at least"}
    sent |= {"announcement-0-as_stated": "more than £9 million", "announcement-0-project_count": "2"}
    sent |= {"announcement-0-sources": [source.pk]}
    add_row(sent, "awards", project=drones.pk, slug="", as_stated="£1.2m in all")
    add_row(sent, "awards", project=images.pk, slug="sb-images", as_stated="£777,001")
    assert admin_client.post(f"{ROUNDS}add/", sent).status_code == 302
    round_ = Round.objects.get()
    assert (round_.financial_year, round_.announced_on, round_.is_published) == (2017, date(2017, 5, 4), False)
    assert list(round_.awards.values_list("slug", flat=True)) == ["spring-bids-drone-patrols", "sb-images"]

    rows = {
        "spring-bids-drone-patrols": [
            allocation_row(financial_year="2016-17", amount="700001"),
            allocation_row(financial_year="2017-2018", amount="300000", qualifier="about", rounded_to="100000"),
            allocation_row(financial_year="18-19", amount="200000", status="provisional"),
        ],
        "sb-images": [allocation_row(financial_year="", amount="777001")],
    }
    for slug, allocations in rows.items():
        address = f"{AWARDS}{Award.objects.get(slug=slug).pk}/change/"
        sent = open_form(admin_client, address)
        for row in allocations:
            add_row(sent, "allocations", **row, sources=[source.pk])
        assert admin_client.post(address, sent).status_code == 302
    connection.check_constraints()
    years = Allocation.objects.order_by("financial_year").values_list("financial_year", flat=True)
    assert list(years) == [2016, 2017, 2018, None]

    lists = ["/", "/projects/", "/rounds/", "/allocations.csv", "/projects.csv", "/rounds.csv", "/sitemap.xml"]
    lists += ["/forces/", "/themes/", "/regions/", "/forces/norfolk/", "/themes/digital/", "/regions/east-of-england/"]
    own_pages = ["/rounds/spring-bids/", "/projects/drone-patrols/", "/projects/image-library/"]
    traces = ["Spring bids", "spring-bids", "Drone patrols", "drone-patrols", "image-library"]
    traces += ["700001", "700,001", "777,001", "£1.98m"]
    for address in lists:
        page = body_of(client.get(address), status=200)
        assert [trace for trace in traces if trace in page] == [], address
    for address in own_pages:
        body_of(client.get(address), status=404)

    question = admin_client.post(ROUNDS, {"action": "publish", "_selected_action": [round_.pk]}, follow=True)
    assert "2 awards to 2 projects, about £1.98m" in text_of(question)
    assert not Round.objects.published().exists()
    admin_client.post(question.redirect_chain[-1][0])
    assert Round.objects.published().exists()

    assert "£1.98m" in body_of(client.get("/"), status=200)
    for address in ["/", "/rounds/", "/rounds.csv", "/allocations.csv", "/rounds/spring-bids/", "/themes/digital/"]:
        assert "Spring bids" in body_of(client.get(address), status=200), address
    projects = ["/projects/", "/projects.csv", "/forces/norfolk/", "/regions/east-of-england/", "/rounds/spring-bids/"]
    for address in [*projects, "/projects/drone-patrols/"]:
        assert "Drone patrols" in body_of(client.get(address), status=200), address
    for address in ["/forces/", "/themes/", "/regions/"]:
        assert "£1.98m" in body_of(client.get(address), status=200), address
    sitemap = body_of(client.get("/sitemap.xml"), status=200)
    for address in own_pages:
        assert address in sitemap
        body_of(client.get(address), status=200)


def body_of(response, *, status: int) -> str:
    """The whole body, of a streamed answer too."""
    assert response.status_code == status, response.request["PATH_INFO"]
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


# Publishing


def test_publishing_asks_first_and_says_what_becomes_visible(admin_client):
    shared = make_project()
    make_award(round=make_round(), project=shared, amount=1)
    round_ = make_round(name="Autumn bids", published=False)
    make_announcement(round=round_, amount=26_000_000, qualifier="at least")
    make_award(round=round_, project=shared, amount=2_000_000)
    make_award(round=round_)
    other = make_round(name="Winter bids", published=False)

    answer = admin_client.post(ROUNDS, {"action": "publish", "_selected_action": [round_.pk, other.pk]})
    assert answer.url == f"{ROUNDS}publish/?round={round_.pk}&round={other.pk}"
    page = text_of(admin_client.get(answer.url))
    assert "Publish 2 rounds?" in page
    assert "Everyone will see this" in page
    line = "announced: at least £26m; 2 awards to 2 projects, £2m, 1 of the awards without a published amount"
    assert f"<strong>Autumn bids</strong>: {line}" in page
    assert "<strong>Winter bids</strong>: no amount announced; no awards" in page
    assert "Together: 2 awards to 2 projects, £2m" in page
    assert "1 project page will be new to the public." in page
    assert not Round.objects.published().filter(pk__in=[round_.pk, other.pk]).exists()
    assert not LogEntry.objects.exists()


def test_publishing_is_done_by_post_said_and_logged(admin_client):
    round_ = make_round(name="Autumn bids", published=False)
    before = timezone.now()
    answer = admin_client.post(f"{ROUNDS}publish/?round={round_.pk}")
    assert answer.url == ROUNDS
    assert messages_of(answer) == ["Published: Autumn bids."]
    round_.refresh_from_db()
    assert before <= round_.published_at <= timezone.now()
    entry = LogEntry.objects.get()
    assert (entry.object_id, entry.get_change_message(), entry.user.username) == (str(round_.pk), "Published.", "admin")
    assert "Published." in text_of(admin_client.get(f"{ROUNDS}{round_.pk}/history/"))


def test_publishing_what_is_published_changes_nothing_and_says_so(admin_client):
    round_ = make_round(name="Autumn bids")
    published_at = round_.published_at
    for send in [admin_client.get, admin_client.post]:
        answer = send(f"{ROUNDS}publish/?round={round_.pk}")
        assert answer.url == ROUNDS
        assert messages_of(answer)[-1] == "Already published: Autumn bids."
        round_.refresh_from_db()
        assert round_.published_at == published_at
    assert not LogEntry.objects.exists()


def test_publishing_some_that_are_published_leaves_those_alone(admin_client):
    old, new = make_round(name="Autumn bids"), make_round(name="Winter bids", published=False)
    address = f"{ROUNDS}publish/?round={old.pk}&round={new.pk}"
    page = text_of(admin_client.get(address))
    assert "Publish 1 round?" in page
    assert "Already published: Autumn bids. Nothing changes there." in page
    assert messages_of(admin_client.post(address)) == ["Published: Winter bids.", "Already published: Autumn bids."]
    assert LogEntry.objects.get().object_repr == "Winter bids"


def test_unpublishing_asks_first_and_says_what_goes(admin_client):
    round_ = make_round(name="Autumn bids")
    make_award(round=round_, amount=2_000_000)
    make_award(round=round_, amount="54631.04")
    answer = admin_client.post(ROUNDS, {"action": "unpublish", "_selected_action": [round_.pk]})
    page = text_of(admin_client.get(answer.url))
    assert "Unpublish 1 round?" in page
    assert "Nobody but admins will see this any more." in page
    assert "no amount announced; 2 awards to 2 projects, £2.05m" in page
    assert "2 project pages will not be there any more, since no other published round funds those projects." in page
    assert Round.objects.published().count() == 1

    assert messages_of(admin_client.post(answer.url)) == ["Unpublished, and drafts again: Autumn bids."]
    assert not Round.objects.published().exists()
    assert LogEntry.objects.get().get_change_message() == "Unpublished."
    assert messages_of(admin_client.post(answer.url))[-1] == "Drafts already: Autumn bids."


def test_publishing_a_round_of_awards_without_amounts_says_so(admin_client):
    round_ = make_round(published=False)
    make_award(round=round_)
    page = text_of(admin_client.get(f"{ROUNDS}publish/?round={round_.pk}"))
    assert "1 award to 1 project, none with a published amount" in page


def test_publishing_needs_a_round_that_is_there(admin_client):
    for query in ["", "?round=999", "?round=x"]:
        answer = admin_client.post(f"{ROUNDS}publish/{query}")
        assert answer.url == ROUNDS
        assert messages_of(answer)[-1] == "No such round: nothing was changed."


def test_publishing_needs_the_permission_to_change_rounds(client_who_may):
    round_ = make_round(published=False)
    client = client_who_may("view_round", "add_round")
    for send in [client.get, client.post]:
        assert send(f"{ROUNDS}publish/?round={round_.pk}").status_code == 403
        assert send(f"{ROUNDS}unpublish/?round={round_.pk}").status_code == 403
    assert "Publish" not in text_of(client.get(f"{ROUNDS}{round_.pk}/change/"))
    assert "Publish the selected" not in text_of(client.get(ROUNDS))
    client.post(ROUNDS, {"action": "publish", "_selected_action": [round_.pk]})
    assert not Round.objects.published().exists()


def test_publishing_is_allowed_with_the_permission_to_change_rounds(client_who_may):
    round_ = make_round(published=False)
    client_who_may("view_round", "change_round").post(f"{ROUNDS}publish/?round={round_.pk}")
    assert Round.objects.published().exists()


def test_publishing_is_for_staff(client):
    round_ = make_round(published=False)
    answer = client.post(f"{ROUNDS}publish/?round={round_.pk}")
    assert answer.url.startswith("/admin/login/")
    assert not Round.objects.published().exists()


def test_publishing_is_refused_without_the_token_against_forgery(admin_user):
    round_ = make_round(published=False)
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(f"{ROUNDS}publish/?round={round_.pk}").status_code == 403
    assert not Round.objects.published().exists()


def test_page_of_a_round_leads_to_publishing_or_unpublishing_it(admin_client):
    draft, published = make_round(published=False), make_round(slug="autumn-bids")
    page = text_of(admin_client.get(f"{ROUNDS}{draft.pk}/change/"))
    assert f'href="{ROUNDS}publish/?round={draft.pk}"' in page
    assert "Unpublish" not in page
    assert "View on site" not in page
    page = text_of(admin_client.get(f"{ROUNDS}{published.pk}/change/"))
    assert f'href="{ROUNDS}unpublish/?round={published.pk}"' in page
    assert 'href="/rounds/autumn-bids/" class="viewsitelink">View on site' in page
    assert "Published on 5 August 2016" in page


# Rounds


def test_list_of_rounds_shows_money_coverage_and_state(admin_client):
    round_ = make_round(name="Autumn bids", announced_on=date(2016, 11, 29), financial_year=2016)
    make_announcement(round=round_, amount=26_000_000, qualifier="at least", project_count=28)
    award = make_award(round=round_)
    make_allocation(award=award, year=2016, amount=1_650_000, qualifier="about")
    make_allocation(award=award, year=2017, amount=350_000)
    make_award(round=round_, amount=14_450_000)
    make_round(name="Pre-allocated", kind="pre-allocated", published=False)
    autumn = ["Published on 5 August 2016", "Bids", "2016-17", "29 Nov 2016"]
    autumn += ["at least £26m", "about £16.5m", "63%", "2 of 28"]
    assert cells(admin_client.get(ROUNDS)) == [
        ["Autumn bids", *autumn],
        ["Pre-allocated", "Draft", "Pre-allocated", "2016-17", "-", "–", "Not published", "–", "0"],
    ]


def cells(response) -> list[list[str]]:
    """What the columns of a changelist say, row by row."""
    return [[strip_tags(cell) for cell in row][1:] for row in results(response.context["cl"])]


def test_coverage_is_nothing_where_nothing_is_itemised():
    assert figures.coverage(None, Decimal(70)) == "–"
    assert figures.coverage(Decimal(70), None) == "–"
    assert figures.coverage(Decimal("17.33"), Decimal(23)) == "75%"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["Autumn", "Spring"]),
        ({"state": "draft"}, ["Spring"]),
        ({"state": "published"}, ["Autumn"]),
        ({"state": "lost"}, ["Autumn", "Spring"]),
        ({"fy": "2017-18"}, ["Spring"]),
        ({"fy": "2016-18"}, ["Autumn", "Spring"]),
        ({"kind__exact": "commissioned"}, ["Spring"]),
        ({"q": "spring"}, ["Spring"]),
        ({"announced_on__year": "2016"}, ["Autumn"]),
    ],
)
def test_list_of_rounds_is_filtered_and_searched(admin_client, query, found):
    make_round(name="Autumn", announced_on=date(2016, 11, 29))
    make_round(name="Spring", kind="commissioned", financial_year=2017, published=False)
    assert shown(admin_client.get(ROUNDS, query)) == found


@pytest.mark.parametrize(
    ("typed", "stored"), [("2016-17", 2016), ("2016/17", 2016), (" 2018-2019 ", 2018), ("19-20", 2019)]
)
def test_financial_year_is_read_in_each_spelling(admin_client, typed, stored):
    round_ = make_round(financial_year=2017)
    address = f"{ROUNDS}{round_.pk}/change/"
    sent = open_form(admin_client, address)
    assert 'value="2017-18"' in text_of(admin_client.get(address))
    admin_client.post(address, sent | {"financial_year": typed})
    assert Round.objects.get().financial_year == stored


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "This field is required."),
        ("2016", "“2016” is not a financial year. Write it as 2016-17."),
        ("2016-18", "“2016-18” is not one financial year: 2016 is followed by 17. Write it as 2016-17."),
        ("2015-16", "The fund ran from 2016-17 to 2019-20: the year must be one of these."),
    ],
)
def test_financial_year_that_cannot_be_read_is_refused_in_words(admin_client, typed, message):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": typed}
    response = admin_client.post(f"{ROUNDS}add/", sent)
    assert response.context["adminform"].form.errors == {"financial_year": [message]}
    assert f'value="{typed}"' in text_of(response) or not typed
    assert not Round.objects.exists()


def test_round_without_an_announcement_is_entered(admin_client):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    assert admin_client.post(f"{ROUNDS}add/", sent).status_code == 302
    assert not Announcement.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"sources": []}, "An announcement needs at least one source."),
        ({"amount": "0"}, "An announced amount must be more than £0."),
        ({"project_count": "0"}, "A number of projects must be at least 1; leave it empty if no source gives one."),
    ],
)
def test_announcement_that_breaks_a_rule_is_refused_in_words(admin_client, changes, message):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    announcement = {"amount": "9", "qualifier": "about", "as_stated": "£9", "sources": [make_source().pk]} | changes
    sent |= {f"announcement-0-{name}": value for name, value in announcement.items()}
    response = admin_client.post(f"{ROUNDS}add/", sent)
    assert message in text_of(response)
    assert not Round.objects.exists()


def test_two_awards_to_one_project_are_refused_in_words(admin_client):
    project = make_project()
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    for slug in ["a", "b"]:
        add_row(sent, "awards", project=project.pk, slug=slug, as_stated="£1m")
    message = "Two of these awards are to the same project: a round has one award to a project."
    assert message in text_of(admin_client.post(f"{ROUNDS}add/", sent))

    round_ = make_award(project=project).round
    address = f"{ROUNDS}{round_.pk}/change/"
    sent = open_form(admin_client, address)
    add_row(sent, "awards", project=project.pk, slug="", as_stated="£1m")
    assert "Two of these awards are to the same project" in text_of(admin_client.post(address, sent))
    assert Award.objects.count() == 1


def test_two_awards_of_one_id_are_refused_in_words(admin_client):
    sent = open_form(admin_client, f"{ROUNDS}add/")
    sent |= {"name": "Autumn", "slug": "autumn", "kind": "bids", "financial_year": "2016-17"}
    for _ in range(2):
        add_row(sent, "awards", project=make_project().pk, slug="same", as_stated="£1m")
    assert "Two of these awards have the same id." in text_of(admin_client.post(f"{ROUNDS}add/", sent))
    assert not Award.objects.exists()


def test_page_of_a_round_shows_its_awards_with_their_amounts(admin_client):
    award = make_award(amount=2_224_000)
    make_award(round=award.round)
    page = text_of(admin_client.get(f"{ROUNDS}{award.round.pk}/change/"))
    assert f'href="{AWARDS}{award.pk}/change/"' in page
    assert "£2.22m" in page
    assert "Not published" in page


def test_round_with_awards_cannot_be_deleted(admin_client):
    award = make_award(project=make_project(title="Drones"))
    page = text_of(admin_client.post(f"{ROUNDS}{award.round.pk}/delete/", {"post": "yes"}))
    assert "protected related objects" in page
    assert "Drones" in page


# Awards and allocations


def test_award_without_an_id_gets_one_of_its_round_and_project(admin_client):
    round_, project = make_round(slug="r1"), make_project(slug="drones")
    sent = open_form(admin_client, f"{AWARDS}add/")
    sent |= {"round": round_.pk, "project": project.pk, "as_stated": "£1m"}
    assert admin_client.post(f"{AWARDS}add/", sent).status_code == 302
    assert Award.objects.get().slug == "r1-drones"


def test_award_without_a_project_says_only_that(admin_client):
    sent = open_form(admin_client, f"{AWARDS}add/") | {"round": make_round().pk, "as_stated": "£1m"}
    form = admin_client.post(f"{AWARDS}add/", sent).context["adminform"].form
    assert form.errors == {"project": ["This field is required."]}


def test_award_slug_too_long_is_cut_and_ends_in_the_projects_number():
    round_, project = make_round(slug="r" * 60), make_project(slug="p" * 40)
    slug = award_slug(round_, project)
    assert len(slug) == 80
    assert slug.startswith("r" * 60 + "-ppp")
    assert slug.endswith(f"p-{project.pk}")


def test_award_that_the_round_has_already_is_refused_in_words(admin_client):
    award = make_award(slug="taken")
    sent = open_form(admin_client, f"{AWARDS}add/")
    sent |= {"round": award.round.pk, "project": award.project.pk, "slug": "taken", "as_stated": "£1m"}
    form = admin_client.post(f"{AWARDS}add/", sent).context["adminform"].form
    assert form.errors == {
        "slug": ["Award with this Id already exists."],
        "__all__": ["This round already has an award to this project."],
    }


ONE_A_YEAR = "Two of these amounts are for the same year: an award has one amount a year."
ONE_OF_A_KIND = "Two of these amounts are of one kind and have no published year: add them up, or give a year."


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"sources": []}], "An allocation needs at least one source."),
        ([{"amount": "0"}], "An amount must be more than £0. If it is not published, enter no allocation."),
        ([{"amount": "-5"}], "An amount must be more than £0. If it is not published, enter no allocation."),
        ([{"financial_year": "2020-21"}], "The fund ran from 2016-17 to 2019-20: the year must be one of these."),
        ([{"financial_year": "then"}], "“then” is not a financial year. Write it as 2016-17."),
        (
            [{"rounded_to": "100"}],
            "Only an amount that is not exact has a rounding step, and the step is more than £0.",
        ),
        ([{"kind": "remainder"}], "A remainder is what the published years leave, so it has no year of its own."),
        ([{}, {}], ONE_A_YEAR),
        ([{}, {"financial_year": "16-17"}], ONE_A_YEAR),
        ([{"financial_year": ""}, {"financial_year": ""}], ONE_OF_A_KIND),
    ],
)
def test_allocation_that_breaks_a_rule_is_refused_in_words(admin_client, rows, message):
    award = make_award()
    address = f"{AWARDS}{award.pk}/change/"
    sent = open_form(admin_client, address)
    for changes in rows:
        add_row(sent, "allocations", **allocation_row(**{"sources": [make_source().pk]} | changes))
    response = admin_client.post(address, sent)
    assert response.status_code == 200
    assert message.replace("'", "&#x27;") in text_of(response)
    assert not Allocation.objects.exists()


@pytest.mark.parametrize(
    ("year", "message"),
    [
        (2016, ONE_A_YEAR),
        (None, ONE_OF_A_KIND),
    ],
)
def test_allocation_beside_one_of_the_same_year_is_refused_in_words(admin_client, year, message):
    award = make_allocation(year=year).award
    address = f"{AWARDS}{award.pk}/change/"
    sent = open_form(admin_client, address)
    row = allocation_row(financial_year="" if year is None else "2016-17", sources=[make_source().pk])
    add_row(sent, "allocations", **row)
    response = admin_client.post(address, sent)
    assert message in text_of(response)
    assert Allocation.objects.count() == 1


def test_new_award_takes_one_stated_amount_and_one_remainder_without_a_year(admin_client):
    sent = open_form(admin_client, f"{AWARDS}add/")
    sent |= {"round": make_round().pk, "project": make_project().pk, "as_stated": "£1m"}
    for kind in ["stated", "remainder"]:
        add_row(sent, "allocations", **allocation_row(financial_year="", kind=kind), sources=[make_source().pk])
    assert admin_client.post(f"{AWARDS}add/", sent).status_code == 302
    assert Allocation.objects.count() == 2


def test_allocation_that_is_deleted_makes_room_for_no_published_year(admin_client):
    allocation = make_allocation()
    address = f"{AWARDS}{allocation.award.pk}/change/"
    sent = open_form(admin_client, address) | {"allocations-0-DELETE": "on"}
    assert admin_client.post(address, sent).status_code == 302
    assert not Allocation.objects.exists()


def test_page_of_an_award_shows_its_running_total(admin_client):
    award = make_award(round=make_round(published=False))
    address = f"{AWARDS}{award.pk}/change/"
    assert "Not published" in text_of(admin_client.get(address))
    make_allocation(award=award, amount="2224000.50", year=2016)
    assert "£2,224,000.50 in 1 allocation<" in text_of(admin_client.get(address))
    make_allocation(award=award, amount=3_536_000, year=2017, qualifier="up to")
    page = text_of(admin_client.get(address))
    assert "about £5,760,000.50 in 2 allocations<" in page
    assert "Draft" in page
    assert "View on site" not in page


def test_list_of_awards_shows_lead_amount_and_state(admin_client):
    kent = make_project(title="Drones", lead=make_force(name="Kent Police"))
    award = make_award(project=kent, round=make_round(name="Autumn"))
    make_allocation(award=award, amount=2_224_000, qualifier="at least")
    make_award(project=make_project(title="Images"), round=make_round(name="Spring", published=False))
    assert cells(admin_client.get(AWARDS)) == [
        ["Drones", "Autumn", "Kent Police", "at least £2.22m", "1", "Published on 5 August 2016"],
        ["Images", "Spring", "Lead not stated", "Not published", "0", "Draft"],
    ]
    assert len(shown(admin_client.get(AWARDS, {"state": "draft"}))) == 1
    assert shown(admin_client.get(AWARDS, {"q": "kent"})) == ["Drones, Autumn"]


def test_page_of_a_published_award_leads_to_its_projects_page(admin_client):
    allocation = make_allocation(award=make_award(project=make_project(slug="drones")))
    for address in [f"{AWARDS}{allocation.award.pk}/change/", f"{ALLOCATIONS}{allocation.pk}/change/"]:
        assert 'href="/projects/drones/" class="viewsitelink"' in text_of(admin_client.get(address))
    hidden = make_allocation(award=make_award(round=make_round(published=False)))
    assert "viewsitelink" not in text_of(admin_client.get(f"{ALLOCATIONS}{hidden.pk}/change/"))


def test_list_of_allocations_shows_amounts_in_full(admin_client):
    award = make_award(project=make_project(title="Drones"), round=make_round(name="Autumn"))
    make_allocation(award=award, amount=1_100_000, year=2016, qualifier="about")
    make_allocation(award=award, amount="0.50", status="provisional")
    published = "Published on 5 August 2016"
    assert cells(admin_client.get(ALLOCATIONS)) == [
        ["Drones, Autumn", "2016-17", "about £1,100,000", "Awarded", "Stated by the source", published],
        ["Drones, Autumn", "Year not published", "£0.50", "Provisional", "Stated by the source", published],
    ]
    assert len(shown(admin_client.get(ALLOCATIONS, {"fy": "2016-17"}))) == 1
    assert len(shown(admin_client.get(ALLOCATIONS, {"fy": "not-published"}))) == 1
    assert len(shown(admin_client.get(ALLOCATIONS, {"state": "draft"}))) == 0
    assert len(shown(admin_client.get(ALLOCATIONS, {"q": "drones"}))) == 2


def test_allocation_on_its_own_page_is_checked_as_well(admin_client):
    allocation = make_allocation(year=2016)
    other = make_allocation(year=None, award=allocation.award)
    address = f"{ALLOCATIONS}{allocation.pk}/change/"
    sent = open_form(admin_client, address)
    form = admin_client.post(address, sent | {"sources": [], "financial_year": ""}).context["adminform"].form
    assert form.errors == {
        "sources": ["An allocation needs at least one source."],
        "__all__": ["This award already has an amount of this kind whose year is not published."],
    }
    address = f"{ALLOCATIONS}{other.pk}/change/"
    sent = open_form(admin_client, address)
    form = admin_client.post(address, sent | {"financial_year": "2016-17"}).context["adminform"].form
    assert form.errors == {"__all__": ["This award already has an amount for that year."]}


# Sources and what is on record besides


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


def test_page_of_a_source_has_the_same_queries_for_more_officer_counts(admin_client, django_assert_num_queries):
    source = make_source()
    address = f"/admin/funding/source/{source.pk}/change/"

    def add_count():
        source.officer_counts.create(force=make_force(), as_at=date(2016, 9, 30), officers_fte=10)

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


# In a browser


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1280, 375])
def test_admin_works_in_a_browser_under_the_content_security_policy(make_page, admin_user, width):
    """Every message on the console fails this test (`page_problems`), and what the policy blocks is one."""
    make_one_of_each()
    make_project(title="Drone patrols")
    draft = make_round(name="Winter bids", published=False)
    page = make_page(viewport={"width": width, "height": 900})
    page.goto(f"{ROUNDS}add/")
    page.get_by_label("Username").fill("admin")
    page.get_by_label("Password").fill("password")
    page.get_by_role("button", name="Log in").click()

    page.locator("#id_name").press_sequentially("Spring bids")
    assert page.locator("#id_slug").input_value() == "spring-bids"
    page.locator("#id_financial_year").fill("2017-18")
    page.locator("#id_kind").select_option("bids")
    page.get_by_text("Add another Award").click()
    page.locator("#awards-0 .select2-selection").click()
    page.locator(".select2-search__field").last.fill("drone")
    page.get_by_role("option", name="Drone patrols").click()
    page.locator("#id_awards-0-as_stated").fill("£1m")
    page.get_by_role("button", name="Save and continue editing").click()
    assert "was added successfully" in page.locator(".messagelist").inner_text()
    assert Award.objects.filter(slug__startswith="spring-bids-").exists()

    page.goto(ROUNDS)
    page.get_by_role("link", name="Winter bids").click()
    page.get_by_role("link", name="Publish…", exact=True).click()
    assert "Publish 1 round?" in page.locator("h1, h2").all_inner_texts()
    page.get_by_role("button", name="Yes, publish").click()
    assert "Published: Winter bids." in page.locator(".messagelist").inner_text()
    draft.refresh_from_db()
    assert draft.is_published
    for address in [
        AWARDS,
        f"{AWARDS}add/",
        f"{AWARDS}{Award.objects.first().pk}/change/",
        "/admin/funding/source/add/",
    ]:
        page.goto(address)
