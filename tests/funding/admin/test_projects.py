import pytest

from projects.models import Project
from tests.data.builders import make_award, make_force, make_project, make_region, make_round, make_theme
from tests.data.releasing import publish_record

pytestmark = pytest.mark.django_db


def project_fields(*, theme, **changes: object) -> dict[str, object]:
    """What a browser sends for a project whose lead is not stated."""
    fields = {
        "title": "Rural crime team",
        "slug": "rural-crime-team",
        "description": "Finds stolen tractors.",
        "theme": theme.pk,
        "other_themes": [],
        "lead": "",
        "partners": [],
        "note": "",
    }
    return fields | changes


def titles(response) -> list[str]:
    return [project.title for project in response.context["cl"].result_list]


def test_project_is_entered_with_lead_partners_and_themes(admin_client):
    theme, other, lead, partner = make_theme(), make_theme(), make_force(), make_force()
    data = project_fields(
        theme=theme, other_themes=[other.pk], lead=lead.pk, partners=[partner.pk], national_scope="on"
    )
    assert admin_client.post("/admin/projects/project/add/", data).status_code == 302
    project = Project.objects.get()
    assert (project.title, project.theme, project.lead, project.national_scope) == (
        "Rural crime team",
        theme,
        lead,
        True,
    )
    assert list(project.partners.all()) == [partner]
    assert list(project.other_themes.all()) == [other]


def test_lead_among_the_partners_is_refused_at_the_partners(admin_client):
    lead = make_force(name="Norfolk Constabulary")
    data = project_fields(theme=make_theme(), lead=lead.pk, partners=[lead.pk])
    form = admin_client.post("/admin/projects/project/add/", data).context["adminform"].form
    assert form.errors == {"partners": ["Norfolk Constabulary leads this project, so it cannot be a partner as well."]}
    assert not Project.objects.exists()


def test_theme_among_the_other_themes_is_refused_at_the_other_themes(admin_client):
    theme = make_theme(name="Digital")
    data = project_fields(theme=theme, other_themes=[theme.pk])
    form = admin_client.post("/admin/projects/project/add/", data).context["adminform"].form
    assert form.errors == {"other_themes": ["Digital is this project's theme already, so it cannot be a further one."]}
    assert not Project.objects.exists()


def test_project_without_a_readable_theme_and_lead_says_only_that(admin_client):
    theme = make_theme()
    data = project_fields(theme=theme, lead="999", partners=["999"], other_themes=[theme.pk]) | {"theme": ""}
    form = admin_client.post("/admin/projects/project/add/", data).context["adminform"].form
    assert set(form.errors) == {"theme", "lead", "partners"}


def test_list_says_lead_or_that_none_is_stated_and_counts_awards(admin_client):
    led = make_project(title="A led project", lead=make_force(name="Kent Police"))
    make_project(title="B unled project")
    make_award(project=led)
    make_award(project=led, round=make_round(published=False))
    page = admin_client.get("/admin/projects/project/").content.decode()
    assert '<td class="field-lead_or_not_stated">Kent Police</td><td class="field-award_count">2</td>' in page
    assert '<td class="field-lead_or_not_stated">Lead not stated</td><td class="field-award_count">0</td>' in page


@pytest.mark.parametrize(
    ("region", "found"),
    [
        ("", ["Local", "National", "Unled"]),
        ("south-east", ["Local"]),
        ("national-bodies", ["National"]),
        ("not-stated", ["Unled"]),
        ("nowhere", []),
    ],
)
def test_list_is_filtered_by_region_of_the_lead(admin_client, region, found):
    make_project(title="Local", lead=make_force(region=make_region(slug="south-east")))
    make_project(title="National", lead=make_force())
    make_project(title="Unled")
    query = {"region": region} if region else {}
    assert titles(admin_client.get("/admin/projects/project/", query)) == found


def test_list_is_searched_by_title_and_lead(admin_client):
    make_project(title="Drones", lead=make_force(name="Kent Police"))
    make_project(title="Kennels")
    assert titles(admin_client.get("/admin/projects/project/", {"q": "drone"})) == ["Drones"]
    assert titles(admin_client.get("/admin/projects/project/", {"q": "ken"})) == ["Drones", "Kennels"]


def test_list_has_the_same_queries_for_more_rows(admin_client, django_assert_num_queries):
    def add_project():
        make_award(project=make_project(lead=make_force(region=make_region()), partners=[make_force()]))

    add_project()
    with django_assert_num_queries(7):
        admin_client.get("/admin/projects/project/")
    for _ in range(5):
        add_project()
    with django_assert_num_queries(7):
        admin_client.get("/admin/projects/project/")


def test_view_on_site_is_there_once_a_release_has_the_project(admin_client):
    project = make_project(slug="drones")
    address = f"/admin/projects/project/{project.pk}/change/"
    make_award(project=project, round=make_round(published=False))
    assert "View on site" not in admin_client.get(address).content.decode()
    make_award(project=project, round=make_round())
    assert "View on site" not in admin_client.get(address).content.decode()
    publish_record()
    assert 'href="/projects/drones/" class="viewsitelink">View on site' in admin_client.get(address).content.decode()


def test_theme_of_a_project_cannot_be_deleted(admin_client):
    project = make_project(title="Drones")
    page = admin_client.post(f"/admin/projects/theme/{project.theme.pk}/delete/", {"post": "yes"}).content.decode()
    assert "protected related objects" in page
    assert "Drones" in page


def test_title_with_a_character_that_nobody_sees_is_refused_in_words(admin_client):
    data = project_fields(theme=make_theme(), title="Rural \u202ecrime", description="Finds.\r\nBrings back.")
    form = admin_client.post("/admin/projects/project/add/", data).context["adminform"].form
    assert form.errors == {
        "title": [
            "After “Rural ” the text has a character that is not seen: U+202E, right-to-left override. "
            "Delete it, or write the text on one line."
        ]
    }
    assert not Project.objects.exists()


def test_accents_are_stored_as_one_character_with_their_letter(admin_client):
    admin_client.post("/admin/projects/project/add/", project_fields(theme=make_theme(), title="Cafe\u0301"))
    assert Project.objects.get().title == "Caf\u00e9"
