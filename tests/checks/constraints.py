"""How to show that a named constraint holds: in the database, which refuses the row, and in a form, which says why."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

Breaks = dict[str, tuple[str, Callable[[], models.Model]]]
"""By name of a constraint, the words that a form shows, and a function that makes an unsaved object which breaks it alone."""


def constraint_names(app_label: str) -> set[str]:
    """Every constraint that the app's models declare."""
    return {
        constraint.name
        for model in apps.get_app_config(app_label).get_models()
        for constraint in model._meta.constraints
    }


def assert_database_refuses(name: str, broken: models.Model) -> None:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        broken.save()
    assert refused.value.__cause__.diag.constraint_name == name


def assert_form_says(words: str, broken: models.Model) -> None:
    with pytest.raises(ValidationError) as refused:
        broken.validate_constraints()
    assert refused.value.messages == [words]


def assert_database_knows(name: str) -> None:
    """It is in the database too, not only in the model: no migration forgot it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE conname = %s UNION SELECT indexname FROM pg_indexes WHERE indexname = %s",
            [name, name],
        )
        assert cursor.fetchall() == [(name,)]
