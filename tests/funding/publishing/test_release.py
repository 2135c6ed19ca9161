"""Making releases, and what becomes of them."""

from datetime import UTC, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.db.models import Sum

from funding.importer.rows import AwardRow
from funding.models import Allocation, Award, Change, Conflict, Package, Release, Round, Source, SubGrant
from funding.publishing import CannotBeReleasedError, NothingChangedError, make_current, publish, rebuild, withdraw
from funding.publishing.package import pack, sha256, unpack
from funding.publishing.schema import layout
from funding.releases.reading import reading
from funding.releases.schemas import RELEASED, tables_of
from projects.models import Project
from tests.data.builders import make_award, make_project, make_round
from tests.data.record_files import edit

pytestmark = pytest.mark.django_db


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'release%'")
        return {name for (name,) in cursor.fetchall()}


def rows(number: int) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables of a release, read without the models."""
    with connection.cursor() as cursor:
        found = {}
        for table in tables_of(RELEASED):
            cursor.execute(f'SELECT * FROM release_{number}."{table}" ORDER BY id')  # noqa: S608
            found[table] = cursor.fetchall()
        return found


def out_of(command: str, **options: object) -> str:
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def current() -> int | None:
    release = Release.objects.current()
    return release.number if release else None


# Making one


def test_sum_that_is_more_than_the_largest_amount_can_be_released(load):
    load()
    Allocation.objects.filter(award__slug="first-care").update(
        amount="999999999999.99", qualifier="exactly", rounded_to=None, as_stated="£999,999,999,999.99"
    )

    release, _ = publish(note="As much as can be entered.", rounds=["first", "late"])

    assert Release.objects.get(number=release.number).pounds == Decimal("1000000999999.99")


def test_first_release_has_everything_public_and_no_changes(load):
    load()

    release, draft = publish(note=" The beginning. ", rounds=["first", "late"], made_by="ada")

    assert (release.number, release.note, release.made_by, release.follows) == (1, "The beginning.", "ada", None)
    assert list(release.changes.all()) == release.moved == []
    assert [str(finding) for finding in draft.findings] == [
        "Warning: announcements.csv, first: 14 projects announced, 2 awards on record."
    ]
    with reading(Release(number=1)):
        assert Award.objects.count() == 3
        assert Allocation.objects.aggregate(Sum("amount")) == {"amount__sum": 1_500_000}
        assert set(Round.objects.values_list("in_next_release", flat=True)) == {True}
    assert Round.objects.published().count() == 2


def test_draft_is_in_no_table_of_a_release_and_not_in_its_package(load):
    load()
    Project.objects.filter(slug="care").update(title="Velvet badger")
    Round.objects.filter(slug="first").update(name="Copper heron")
    Source.objects.filter(slug="s1").update(title="Quiet lagoon")
    Project.objects.filter(slug="lab").update(note="")

    release, _ = publish(note="The late awards.", rounds=["late"])

    with connection.cursor() as cursor:
        for table in [*(f'release_1."{name}"' for name in tables_of(RELEASED)), "editions.funding_change"]:
            cursor.execute(f"SELECT string_agg(t::text, ' ') FROM {table} t")  # noqa: S608
            text = cursor.fetchone()[0] or ""
            assert "Velvet badger" not in text, table
            assert "Copper heron" not in text, table
    files = unpack(bytes(release.package.content))
    said = [text for kind in files for row in files[kind] for text in row.texts.values()]
    assert "Velvet badger" not in said
    assert "Copper heron" not in said
    with reading(Release(number=1)):
        assert list(Award.objects.values_list("slug", flat=True)) == ["late-lab"]
        assert Allocation.objects.count() == 0


def test_second_release_has_the_changes_since_the_first(folder, load):
    load("The beginning.")
    edit(folder, "allocations.csv", ",400000,about,100000,awarded,£0.4m,", ",500000,about,100000,awarded,£0.5m,")
    load()

    release, _ = publish(note="A figure was misread.", reasons={1: "The source says half a million."})

    assert (release.number, release.follows.number) == (2, 1)
    assert [(change.place, change.column, change.pounds, change.reason) for change in release.changes.all()] == [
        (1, "amount_gbp", 100_000, "The source says half a million."),
        (2, "as_stated", None, ""),
    ]
    assert release.moved[0] == {
        "by": "total",
        "id": "",
        "name": "All allocations",
        "before": "1500000.00",
        "after": "1600000.00",
    }
    assert Change.objects.filter(about__contains=["force:norfolk"]).count() == 2
    with reading(Release(number=1)):
        assert Allocation.objects.aggregate(Sum("amount")) == {"amount__sum": 1_500_000}
    with reading(Release(number=2)):
        assert Allocation.objects.aggregate(Sum("amount")) == {"amount__sum": 1_600_000}


def test_changes_added_to_the_files_of_a_release_give_the_next(folder, load):
    load("The beginning.")
    edit(folder, "allocations.csv", ",400000,about,100000,awarded,£0.4m,", ",500000,about,100000,awarded,£0.5m,")
    edit(folder, "conflicts.csv", "award:first-lab,total,£1m,s1,£1.1m,s2,£1m,The first is official.\n", "")
    edit(folder, "sources.csv", "s2,", "s3,The Press,Third notice,2019,https://example.org/3,,\ns2,")
    edit(folder, "projects.csv", ",true,s1;s2,", ",false,s1;s2;s3,")
    load("Read again.")

    first, second = (
        {
            (kind.FILE, row.key): {column: row.texts.get(column, "") for column in kind.cells()}
            for kind in record
            if kind.NAME != "regions"
            for row in record[kind]
        }
        for record in (unpack(bytes(package.content)) for package in Package.objects.order_by("release_id"))
    )
    changes = Release.objects.get(number=2).changes.all()
    for change in changes:
        if change.kind == "removed":
            del first[change.file, change.row]
        else:
            first.setdefault((change.file, change.row), {}).update(change.written)

    assert {change.file for change in changes} == {"allocations.csv", "conflicts.csv", "sources.csv", "projects.csv"}
    assert first == second
    assert ("conflicts.csv", "award:first-lab total s1 s2") not in second


def test_schema_that_is_left_of_an_emptied_database_is_in_nobodys_way(folder, load):
    load("The beginning.")
    Release.objects.all().delete()
    edit(folder, "awards.csv", ",not published,", ",not known,")
    load("The beginning anew.")

    with reading(Release(number=1)):
        assert Award.objects.get(slug="late-lab").as_stated == "not known"


def test_release_that_would_be_the_same_is_not_made(load):
    load("The beginning.")

    with pytest.raises(NothingChangedError, match=r"Nothing changed since release 1, so there is no new one\."):
        publish(note="Again.")

    assert Release.objects.count() == 1


@pytest.mark.parametrize("note", ["", " \n"])
def test_release_without_a_note_is_not_made(load, note):
    load()
    with pytest.raises(CannotBeReleasedError, match="The note is empty"):
        publish(note=note)


def test_note_with_a_character_that_nobody_sees_is_refused(load):
    load()
    with pytest.raises(ValidationError, match="zero width space"), transaction.atomic():
        publish(note="Mo\u200bre.", rounds=["first"])
    assert Round.objects.published().count() == 0


def test_errors_stop_a_release_and_leave_drafts_drafts(load):
    load()
    Allocation.objects.filter(award__slug="first-care").update(amount=400_000)

    with pytest.raises(CannotBeReleasedError, match=r"1 error to be put right first\.") as refused:
        publish(note="The first.", rounds=["first"])

    assert [error.row.label for error in refused.value.errors] == ["first-care (year not published)"]
    assert Round.objects.published().count() == 0
    assert Release.objects.count() == 0
    assert schemas() == set()


def test_package_is_kept_with_its_digest(load):
    load("The beginning.")
    package = Package.objects.get()
    assert package.sha256 == sha256(bytes(package.content))


def test_release_does_not_depend_on_when_rows_were_entered(folder, load):
    """A row that is deleted and entered again says what it said."""
    load("The beginning.")
    share = SubGrant.objects.get()
    sources = list(share.sources.all())
    share.delete()
    share.pk = None
    share.save()
    share.sources.set(sources)

    with pytest.raises(NothingChangedError):
        publish(note="Nothing.")


# What becomes of them


@pytest.fixture
def three(folder, load):
    """Three releases, in each of which an award's words are other ones."""
    load("One.")
    edit(folder, "awards.csv", ",not published,", ",not known,")
    load("Two.")
    edit(folder, "awards.csv", ",not known,", ",not told,")
    load("Three.")


def test_current_release_is_the_last(three):
    assert current() == 3


@pytest.mark.usefixtures("three")
def test_earlier_release_is_made_current_again_and_nothing_is_deleted():
    make_current(Release.objects.get(number=1), why="Both were wrong.")

    assert current() == 1
    assert list(Release.objects.order_by("number").values_list("number", "taken_back_why")) == [
        (1, ""),
        (2, "Both were wrong."),
        (3, "Both were wrong."),
    ]
    assert schemas() == {"release_1", "release_2", "release_3"}

    make_current(Release.objects.get(number=2), why="Only the third was.")

    assert current() == 2
    assert Release.objects.get(number=2).taken_back_at is None
    assert Release.objects.get(number=3).taken_back_why == "Both were wrong."


@pytest.mark.usefixtures("three")
def test_release_after_one_that_was_taken_back_follows_what_readers_saw():
    make_current(Release.objects.get(number=1), why="Wrong.")

    release, _ = publish(note="Four.")

    assert (release.number, release.follows.number) == (4, 1)
    assert [(change.before, change.after) for change in release.changes.all()] == [("not published", "not told")]


@pytest.mark.usefixtures("three")
def test_taking_back_needs_a_reason():
    with pytest.raises(ValidationError, match="with a reason"):
        make_current(Release.objects.get(number=1), why="")
    assert current() == 3


@pytest.mark.usefixtures("three")
def test_nothing_is_left_of_what_a_withdrawn_release_said():
    withdraw(Release.objects.get(number=2), why="It named somebody.")

    release = Release.objects.get(number=2)
    assert (release.note, release.withdrawn_why, release.layout) == ("Two.", "It named somebody.", "")
    assert not Package.objects.filter(release=2).exists()
    assert list(Change.objects.values_list("release", "before", "after")) == [(3, "", "not told")]
    assert schemas() == {"release_1", "release_3"}
    with pytest.raises(ProgrammingError), transaction.atomic(), reading(Release(number=2)):
        Award.objects.count()
    assert current() == 3
    with pytest.raises(CannotBeReleasedError, match="Release 2 was withdrawn, and nothing of it is left"):
        make_current(release, why="No.")


@pytest.mark.usefixtures("three")
def test_withdrawing_the_current_release_makes_the_one_before_current():
    withdraw(Release.objects.get(number=3), why="It named somebody.")
    assert current() == 2


@pytest.mark.usefixtures("three")
def test_release_that_is_made_anew_has_the_same_rows():
    before = rows(2)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE release_2.funding_award DROP COLUMN period_as_stated")
    Release.objects.filter(number=2).update(layout="of before")

    rebuild(Release.objects.get(number=2))

    assert rows(2) == before
    assert Release.objects.get(number=2).layout == layout()
    assert schemas() == {"release_1", "release_2", "release_3"}


@pytest.mark.usefixtures("three")
def test_releases_are_made_anew_after_the_models_changed():
    withdraw(Release.objects.get(number=1), why="It named somebody.")
    Release.objects.filter(number=2).update(layout="of before")

    assert out_of("rebuild_releases") == "Made the tables of release 2 anew.\n"
    assert out_of("rebuild_releases") == ""
    assert out_of("rebuild_releases", all=True) == (
        "Made the tables of release 2 anew.\nMade the tables of release 3 anew.\n"
    )


@pytest.mark.usefixtures("three")
def test_release_whose_package_cannot_be_read_keeps_its_tables():
    record = unpack(bytes(Package.objects.get(release=2).content))
    object.__setattr__(record[AwardRow][0], "as_stated", "")
    Package.objects.filter(release=2).update(content=pack(record))
    before, err = rows(2), StringIO()

    with pytest.raises(CommandError, match="This code cannot read 1 package"):
        call_command("rebuild_releases", all=True, stdout=StringIO(), stderr=err)

    assert err.getvalue() == "Release 2: awards.csv row 2, as_stated: the cell is empty. Fill it in.\n"
    assert rows(2) == before
    assert schemas() == {"release_1", "release_2", "release_3"}


# The commands


def test_command_says_what_is_to_be_looked_at_and_what_changed(folder, load):
    load("The beginning.")
    edit(folder, "allocations.csv", ",400000,about,100000,awarded,£0.4m,", ",500000,about,100000,awarded,£0.5m,")
    load()

    assert out_of("publish", note="More.") == (
        "Warning: announcements.csv, first: 14 projects announced, 2 awards on record.\n"
        "allocations.csv, Data lab, First round, 2016-17: amount: £400,000 → £500,000\n"
        "allocations.csv, Data lab, First round, 2016-17: in its source's words: £0.4m → £0.5m\n"
        "All allocations: £1,500,000 -> £1,600,000\n"
        "Digital: £1,000,000 -> £1,100,000\n"
        "First round: £1,500,000 -> £1,600,000\n"
        "East of England: £1,000,000 -> £1,100,000\n"
        "2 changes since release 1.\n"
        "Made release 2.\n"
    )


def test_command_can_only_say_it(load):
    load()

    said = out_of("publish", note="Soon.", rounds=["first"], dry_run=True)

    assert said.endswith("Nothing was published: this was a dry run.\n")
    assert Release.objects.count() == Round.objects.published().count() == 0


def test_command_includes_the_drafts_that_it_is_told(load):
    load()
    out_of("publish", note="The first.", rounds=["first"])
    assert [round_.slug for round_ in Round.objects.published()] == ["first"]
    with reading(Release(number=1)):
        assert Award.objects.count() == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"note": "More.", "rounds": ["frist"]}, "No round has the id frist. Nothing was published."),
        (
            {"note": " "},
            "The note is empty. Say what changed and why: readers see it beside the release. Nothing was published.",
        ),
        ({"note": "More."}, "Nothing changed since release 1, so there is no new one. Nothing was published."),
        (
            {"note": "Mo\u200bre.", "rounds": ["draft"]},
            "After “Mo” the text has a character that is not seen: U+200B, zero width space. Delete it. Nothing was published.",
        ),
    ],
)
def test_command_refuses(load, options, message):
    load("The beginning.")
    make_award(
        slug="late-care", round=make_round(slug="draft", published=False), project=Project.objects.get(slug="care")
    )
    with pytest.raises(CommandError) as refused:
        out_of("publish", **options)
    assert str(refused.value) == message


def test_command_lists_errors(load):
    load("The beginning.")
    Allocation.objects.filter(award__slug="first-care").update(amount=400_000)
    err = StringIO()
    with pytest.raises(CommandError, match=r"1 error to be put right first\. Nothing was published\."):
        call_command("publish", note="More.", stderr=err)
    assert err.getvalue().startswith("Error: allocations.csv, first-care (year not published): amount_gbp: ")


def test_removed_and_added_rows_in_words(folder, load):
    load("The beginning.")
    make_award(
        slug="new-one",
        round=make_round(slug="third", name="Third round"),
        project=make_project(slug="new", title="New"),
    )

    said = out_of("publish", note="More.")

    assert "awards.csv, New, Third round: added\n" in said
    assert "projects.csv, New: added\n" in said


def test_every_installation_begins_with_the_same_two_releases():
    out_of("load_editions")

    first, second = Release.objects.order_by("number")
    assert (first.made_at, second.made_at) == (
        datetime(2026, 11, 21, 12, tzinfo=UTC),
        datetime(2026, 11, 26, 12, tzinfo=UTC),
    )
    assert (first.changes.count(), second.moved) == (0, [])
    assert second.follows == first
    for number, sources, conflicts, with_period in [(1, 126, 24, 0), (2, 141, 26, 52)]:
        with reading(Release(number=number)):
            assert Allocation.objects.aggregate(Sum("amount")) == {"amount__sum": 218_980_084}
            assert (Project.objects.count(), Award.objects.count(), Allocation.objects.count()) == (52, 59, 53)
            assert (Source.objects.count(), Conflict.objects.count()) == (sources, conflicts)
            assert Award.objects.filter(covers_from__isnull=False).count() == with_period


def test_editions_are_not_loaded_beside_what_there_is(load):
    load()
    with pytest.raises(CommandError, match="The database is not empty"):
        out_of("load_editions")
