import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from projects.models import Project
from projects.rules import check_other_themes, check_partners
from tests.data.builders import make_force, make_project, make_theme

pytestmark = pytest.mark.django_db


def test_lead_among_the_partners_is_refused_in_words():
    kent, essex = make_force(name="Kent Police"), make_force()
    with pytest.raises(ValidationError) as refused:
        check_partners(kent, [essex, kent])
    assert refused.value.messages == ["Kent Police leads this project, so it cannot be a partner as well."]
    assert refused.value.code == "lead_is_partner"


def test_lead_beside_other_partners_is_right():
    check_partners(make_force(), [make_force(), make_force()])
    check_partners(make_force(), [])


def test_partners_without_a_lead_are_right():
    check_partners(None, [make_force()])
    check_partners(None, [])


def test_theme_among_the_further_ones_is_refused_in_words():
    digital, forensics = make_theme(name="Digital"), make_theme()
    with pytest.raises(ValidationError) as refused:
        check_other_themes(digital, [forensics, digital])
    assert refused.value.messages == ["Digital is this project's theme already, so it cannot be a further one."]
    assert refused.value.code == "theme_repeated"


def test_theme_beside_further_ones_is_right():
    check_other_themes(make_theme(), [make_theme()])
    check_other_themes(make_theme(), [])


def test_rules_take_querysets_too():
    project = make_project(lead=make_force(), partners=[make_force()])
    check_partners(project.lead, project.partners.all())
    project.partners.add(project.lead)
    with pytest.raises(ValidationError):
        check_partners(project.lead, project.partners.all())


@pytest.mark.parametrize("part", ["theme", "lead"])
def test_what_a_project_is_counted_under_cannot_be_deleted(part):
    project = make_project(lead=make_force())
    with pytest.raises(ProtectedError):
        getattr(project, part).delete()


def test_project_and_theme_are_called_by_their_names():
    project = make_project(title="Better forensics", theme=make_theme(name="Forensics"))
    assert (str(project), str(project.theme)) == ("Better forensics", "Forensics")


def test_projects_are_listed_by_title():
    make_project(title="B")
    make_project(title="A")
    assert [project.title for project in Project.objects.all()] == ["A", "B"]
