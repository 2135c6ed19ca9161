"""Within a release nothing else can be read, and nothing written."""

from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import InternalError, ProgrammingError, connection, transaction

from funding.models import Award, LoadedRow, Release
from funding.releases.reading import reading
from tests.data.record_files import edit, write_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    """A record of which release 1 was made."""
    folder = write_record(tmp_path)
    load(folder, publish="The beginning.")
    return folder


def load(folder, **options):
    call_command("load_fund", folder, stdout=StringIO(), **options)


def search_path() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('search_path')")
        return cursor.fetchone()[0]


def test_release_says_what_was_public_when_it_was_made(folder):
    edit(folder, "awards.csv", ",not published,", ",not known,")
    load(folder, publish="Not known.")
    Award.objects.filter(slug="late-lab").update(as_stated="never told")

    texts = []
    for number in (1, 2):
        with reading(Release.objects.get(number=number)):
            texts.append(Award.objects.get(slug="late-lab").as_stated)

    assert texts == ["not published", "not known"]
    assert Award.objects.get(slug="late-lab").as_stated == "never told"


@pytest.mark.parametrize("model", [LoadedRow, get_user_model()])
def test_table_that_a_release_does_not_have_cannot_be_read(folder, model):
    with (
        pytest.raises(ProgrammingError, match="does not exist"),
        transaction.atomic(),
        reading(Release.objects.get(number=1)),
    ):
        model.objects.count()

    assert model.objects.count() >= 0


def test_what_is_said_of_releases_can_be_read_beside_it(folder):
    with reading(Release.objects.get(number=1)):
        assert Release.objects.get().note == "The beginning."


def test_nothing_can_be_written(folder):
    with pytest.raises(InternalError, match="read-only"), transaction.atomic(), reading(Release.objects.get(number=1)):
        Award.objects.update(note="")

    assert Award.objects.update(note="") == 3


def test_path_is_put_back(folder):
    before = search_path()
    with reading(Release.objects.get(number=1)):
        assert search_path() == '"release_1", "editions", "extensions"'
    assert search_path() == before
    with pytest.raises(RuntimeError), reading(Release.objects.get(number=1)):
        raise RuntimeError
    assert search_path() == before


def test_release_that_there_is_not_has_no_tables(folder):
    with pytest.raises(ProgrammingError, match="does not exist"), transaction.atomic(), reading(Release(number=2)):
        Award.objects.count()


@pytest.mark.django_db(transaction=True)
def test_connection_reads_the_record_after_a_request(folder):
    """Outside of any transaction of others, what is set for one ends with it."""
    with reading(Release.objects.get(number=1)), connection.cursor() as cursor:
        cursor.execute("SHOW transaction_read_only")
        assert cursor.fetchone() == ("on",)
    assert search_path() == "public,editions,extensions"
    assert LoadedRow.objects.count() > 0
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA release_1 CASCADE")
