"""What a text of the record may hold."""

import re
import unicodedata

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models

from forces.models import Region
from forces.texts import _NOT_IN_A_LINE, _NOT_IN_PROSE, LineField, ProseField, WebAddressField, check_line, check_prose

OWN_MODELS = [model for app in ["forces", "projects", "funding"] for model in apps.get_app_config(app).get_models()]
OF_A_FORM_OF_THEIR_OWN = {
    "Release.layout",
    "Package.sha256",
    "Preview.sha256",
    "Change.file",
    "Change.column",
    "Source.published_on",
    "Renaming.date",
    "Force.ons_code",
}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Digital \u202eevil title",
            "After “Digital ” the text has a character that is not seen: U+202E, right-to-left override.",
        ),
        ("\u200bDrones", "At its beginning the text has a character that is not seen: U+200B, zero width space."),
        ("Drones\u000b", "After “Drones” the text has a character that is not seen: U+000B, a control."),
        ("\u001b[31mDrones", "At its beginning the text has a character that is not seen: U+001B, a control."),
        ("co\u00adoperate", "After “co” the text has a character that is not seen: U+00AD, soft hyphen."),
        (
            "A long beginning of a line, and then \u2066more",
            "After “beginning of a line, and then ” the text has a character that is not seen: U+2066, "
            "left-to-right isolate.",
        ),
    ],
)
def test_character_that_nobody_sees_is_refused_with_its_name_and_place(text, message):
    for check, advice in [(check_line, "Delete it, or write the text on one line."), (check_prose, "Delete it.")]:
        with pytest.raises(ValidationError) as refused:
            check(text)
        assert refused.value.messages == [f"{message} {advice}"]


def test_second_line_is_refused_in_a_line_and_right_in_prose():
    check_prose("Line one\r\n\tLine two")
    with pytest.raises(ValidationError) as refused:
        check_line("Line one\nLine two")
    assert refused.value.messages == [
        "After “Line one” the text has a character that is not seen: U+000A, the end of a line. "
        "Delete it, or write the text on one line."
    ]


@pytest.mark.parametrize("text", ["£1.2m – “as stated”…", "Ŵent Heddlu’r Dê", "1\u00a0234", "–", "2\u202f000 €", ""])
def test_letters_signs_and_spaces_of_any_width_are_right(text):
    check_line(text)
    check_prose(text)


def test_accents_are_kept_as_one_character_with_their_letter():
    decomposed = unicodedata.normalize("NFD", "Éssex")
    assert len(decomposed) == 6
    assert LineField().clean(decomposed, None) == "Éssex"
    assert ProseField().clean(decomposed, None) == "Éssex"


@pytest.mark.django_db
@pytest.mark.parametrize("refused", [_NOT_IN_A_LINE, _NOT_IN_PROSE])
def test_database_and_python_refuse_the_same_characters(refused):
    characters = [chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000] + ["\U000e0001", "\U000e0fff"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FILTER (WHERE c ~ %s), array_agg(c) FILTER (WHERE c ~ %s) FROM unnest(%s) c",
            [refused, refused, characters],
        )
        number, found = cursor.fetchone()
    assert sorted(found) == sorted(character for character in characters if re.search(refused, character))
    assert number > 100


def test_every_text_of_the_record_is_held_to_this():
    """In its field, for forms and files, and in the constraint of its model, for the database."""
    for model in OWN_MODELS:
        texts = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField)
            and not isinstance(field, models.SlugField)
            and not field.choices
            and f"{model.__name__}.{field.name}" not in OF_A_FORM_OF_THEIR_OWN
        ]
        assert [field.name for field in texts if not isinstance(field, LineField | ProseField | WebAddressField)] == []
        held = [str(c.condition) for c in model._meta.constraints if c.name == f"{model.__name__.lower()}_text_seen"]
        for field in texts:
            kind = _NOT_IN_PROSE if isinstance(field, ProseField) else _NOT_IN_A_LINE
            assert f"('{field.name}__regex', {kind!r})" in held[0], f"{model.__name__}.{field.name}"


@pytest.mark.django_db
def test_field_says_what_the_constraint_only_refuses():
    with pytest.raises(ValidationError) as refused:
        Region(slug="wales", name="Wa\u200bles").full_clean()
    assert refused.value.message_dict == {
        "name": [
            "After “Wa” the text has a character that is not seen: U+200B, zero width space. "
            "Delete it, or write the text on one line."
        ]
    }
