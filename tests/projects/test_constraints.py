import pytest

from projects.models import Project, Theme
from tests.checks.constraints import (
    Breaks,
    assert_database_knows,
    assert_database_refuses,
    assert_form_says,
    constraint_names,
)
from tests.data.builders import make_theme

pytestmark = pytest.mark.django_db


def project(**fields) -> Project:
    """An unsaved project that is valid but for `fields`."""
    return Project(**{"slug": "p", "title": "Drones", "description": "Flies.", "theme": make_theme(), **fields})


NOT_SEEN = "A text has a character that is not seen, or a line too many."

BREAKS: Breaks = {
    "theme_text_seen": (NOT_SEEN, lambda: Theme(slug="t", name="Dig\u202eital", description="Platforms.")),
    "project_text_seen": (NOT_SEEN, lambda: project(title="Two\nlines")),
}


def test_every_constraint_is_broken_here():
    assert set(BREAKS) == constraint_names("projects")


@pytest.mark.parametrize("name", BREAKS)
def test_constraint_holds_in_the_database_and_is_said_in_words(name):
    words, broken = BREAKS[name]
    assert_database_knows(name)
    assert_database_refuses(name, broken())
    assert_form_says(words, broken())


def test_description_and_note_may_have_paragraphs():
    valid = project(description="One.\r\n\r\n\tTwo.", note="One.\nTwo.")
    valid.full_clean()
    valid.save()
