"""Loading files beside what was changed in the admin since they were loaded, and beside what looks the same."""

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from forces.models import Force
from funding.models import Allocation, Award, LoadedRow, Round, Source, SubGrant
from projects.models import Project
from tests.data.builders import make_allocation, make_award, make_project
from tests.data.record_files import FILES, edit, write_record

pytestmark = pytest.mark.django_db

STOPPED = (
    "These rows were changed here since they were loaded. Nothing was saved. "
    "Say which side wins: --files-win or --keep-here."
)


@pytest.fixture
def folder(tmp_path) -> Path:
    """The tiny record, loaded on 21 November 2026."""
    write_record(tmp_path)
    load(tmp_path)
    LoadedRow.objects.update(loaded_at=datetime(2026, 11, 21, tzinfo=UTC))
    return tmp_path


def load(folder: Path, *options: str) -> str:
    """What is said, without the table of all kinds of rows."""
    out = io.StringIO()
    call_command("load_fund", str(folder), *options, stdout=out)
    return "\n".join(line for line in out.getvalue().splitlines() if "   " not in line)


def stopped(folder: Path, *options: str) -> tuple[str, str, str]:
    """What is said of changes, what is said against them, and the last line, of a load that saves nothing."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("load_fund", str(folder), *options, stdout=out, stderr=err)
    return out.getvalue().strip(), err.getvalue().strip(), str(refused.value)


def pounds() -> int:
    return int(Allocation.objects.aggregate(total=Sum("amount"))["total"])


def change(model: type, slug: str, **values: object) -> None:
    model.objects.filter(slug=slug).update(**values)


# Which side wins


def test_what_files_would_undo_is_named_and_nothing_is_saved(folder):
    change(Project, "lab", title="Data laboratory")
    edit(folder, "themes.csv", "Systems and platforms.", "Systems.")

    assert stopped(folder) == (
        "themes.csv, digital, description: “Systems and platforms.” -> “Systems.”\n"
        "projects.csv, lab, title: “Data laboratory” -> “Data lab”",
        "projects.csv, lab, title: changed here since 21 November 2026, when it was loaded: "
        "“Data lab” then, “Data laboratory” here, “Data lab” in the files.",
        STOPPED,
    )
    assert Project.objects.get(slug="lab").title == "Data laboratory"
    assert Project.objects.get(slug="lab").theme.description == "Systems and platforms."


def test_both_sides_changed(folder):
    change(Award, "first-lab", note="Read again.")
    edit(folder, "awards.csv", "first-lab,first,lab,£1m,s1,", "first-lab,first,lab,£1m,s1,Of the first round.")

    _, against, _ = stopped(folder)

    assert against == (
        "awards.csv, first-lab, note: changed here since 21 November 2026, when it was loaded: "
        "nothing then, “Read again.” here, “Of the first round.” in the files."
    )


def test_files_win(folder):
    change(Project, "lab", title="Data laboratory")

    assert load(folder, "--files-win").splitlines() == [
        "projects.csv, lab, title: “Data laboratory” -> “Data lab”",
        "Kept as drafts, as before: 2 rounds.",
    ]
    assert Project.objects.get(slug="lab").title == "Data lab"
    assert "already agrees" in load(folder)


def test_keep_here_leaves_the_row_and_takes_the_rest(folder):
    change(Project, "lab", title="Data laboratory")
    edit(folder, "themes.csv", "Systems and platforms.", "Systems.")

    assert load(folder, "--keep-here").splitlines() == [
        "themes.csv, digital, description: “Systems and platforms.” -> “Systems.”",
        "Kept as drafts, as before: 2 rounds.",
        "Kept as they are here, against the files:",
        "  projects: lab",
    ]
    project = Project.objects.get(slug="lab")
    assert (project.title, project.theme.description) == ("Data laboratory", "Systems.")


def test_what_was_kept_is_asked_about_again_and_never_said_to_agree(folder):
    change(Project, "lab", title="Data laboratory")

    assert load(folder, "--keep-here").splitlines()[0] == "Nothing changed."
    assert stopped(folder)[2] == STOPPED


def test_only_one_side_can_win(folder):
    with pytest.raises(CommandError, match="not allowed with"):
        call_command("load_fund", str(folder), "--files-win", "--keep-here")


def test_files_that_have_caught_up_are_loaded(folder):
    change(Project, "lab", title="Data laboratory")
    edit(folder, "projects.csv", ",Data lab,", ",Data laboratory,")

    assert "already agrees" in load(folder)
    edit(folder, "projects.csv", ",Data laboratory,", ",Data lab,")
    assert load(folder).splitlines()[0] == "projects.csv, lab, title: “Data laboratory” -> “Data lab”"


def test_change_here_in_another_column_than_in_the_files_stops_too(folder):
    """The files still have the old note, and would bring it back."""
    change(Award, "first-lab", note="Read again.")
    edit(folder, "awards.csv", "first-lab,first,lab,£1m,s1,", "first-lab,first,lab,£1 million,s1,")

    changes, against, _ = stopped(folder)

    assert changes == (
        "awards.csv, first-lab, as_stated: “£1m” -> “£1 million”\nawards.csv, first-lab, note: “Read again.” -> nothing"
    )
    assert against == (
        "awards.csv, first-lab, note: changed here since 21 November 2026, when it was loaded: "
        "nothing then, “Read again.” here, nothing in the files."
    )


def test_links_changed_here(folder):
    Project.objects.get(slug="lab").partners.remove(Force.objects.get(slug="nca"))

    changes, _, _ = stopped(folder)

    assert changes == "projects.csv, lab, partner_ids: “gwent” -> “gwent;nca”"


# Amounts


def test_amount_corrected_here(folder):
    Allocation.objects.filter(award__slug="first-lab", financial_year=2016).update(amount=400_001)

    assert stopped(folder) == (
        "allocations.csv, first-lab (2016-17), amount_gbp: “400001” -> “400000”\n"
        "All allocations come to £1,500,000, not £1,500,001.",
        "allocations.csv, first-lab (2016-17), amount_gbp: changed here since 21 November 2026, when it was loaded: "
        "“400000” then, “400001” here, “400000” in the files.",
        STOPPED,
    )


def test_amounts_of_an_award_are_kept_or_changed_together(folder):
    """Else the amount that is kept would count beside the one that the files have in its place."""
    Allocation.objects.filter(award__slug="first-lab", financial_year=2016).update(amount=400_001)
    lines = [line for line in FILES["allocations.csv"].splitlines() if not line.startswith("first-lab")]
    lines.append("first-lab,,1000000,about,,awarded,£1m,s1,")
    (folder / "allocations.csv").write_text("\n".join(lines))

    said = load(folder, "--keep-here")

    assert "allocations: first-lab (2016-17), first-lab (2017-18), first-lab (year not published)" in said
    assert pounds() == 1_500_001
    assert load(folder, "--files-win").splitlines()[-2] == "All allocations come to £1,500,000, not £1,500,001."
    assert pounds() == 1_500_000


def test_amount_entered_here_and_never_loaded(folder):
    make_allocation(award=Award.objects.get(slug="late-lab"), year=2017, amount=7)

    changes, against, closing = stopped(folder)

    assert changes.splitlines()[0] == "allocations.csv, late-lab (2017-18): removed, amount_gbp “7”"
    assert against == ("allocations.csv, late-lab (2017-18): entered here, and never loaded; the files do not have it.")
    assert closing == STOPPED
    load(folder, "--keep-here")
    assert pounds() == 1_500_007
    load(folder, "--files-win")
    assert pounds() == 1_500_000


def test_amount_moved_to_another_year_here_counts_once_whoever_wins(folder):
    Allocation.objects.filter(award__slug="first-lab", financial_year=2017).update(financial_year=2018)

    assert stopped(folder)[1].splitlines() == [
        "allocations.csv, first-lab (2017-18): deleted here since 21 November 2026, when it was loaded; the files have it.",
        "allocations.csv, first-lab (2018-19): entered here, and never loaded; the files do not have it.",
    ]
    load(folder, "--keep-here")
    assert pounds() == 1_500_000
    assert Allocation.objects.filter(financial_year=2018).count() == 1
    load(folder, "--files-win")
    assert pounds() == 1_500_000
    assert Allocation.objects.filter(financial_year=2018).count() == 0


def test_amount_changed_here_that_the_files_no_longer_have(folder):
    Allocation.objects.filter(award__slug="first-care").update(amount=600_000)
    edit(folder, "allocations.csv", "first-care,,500000,up to,,awarded,£0.5m,s2,\n", "")

    assert stopped(folder)[1] == (
        "allocations.csv, first-care (year not published): changed here since 21 November 2026, when it was loaded; "
        "the files no longer have it."
    )


# Rows that were deleted, or entered, here


def test_row_deleted_here(folder):
    SubGrant.objects.all().delete()

    assert stopped(folder)[:2] == (
        "sub_grants.csv: 1 row, the first.",
        "sub_grants.csv, share-1: deleted here since 21 November 2026, when it was loaded; the files have it.",
    )
    load(folder, "--keep-here")
    assert not SubGrant.objects.exists()
    load(folder, "--files-win")
    assert SubGrant.objects.get().amount == 1000


def test_award_deleted_here_stays_deleted_with_all_its_parts(folder):
    Award.objects.get(slug="first-lab").delete()

    said = load(folder, "--keep-here")

    assert said.splitlines()[-4:] == [
        "  awards: first-lab",
        "  allocations: first-lab (2016-17), first-lab (2017-18), first-lab (year not published, remainder)",
        "  shares passed on: share-1",
        "  conflicts: award:first-lab (total, s1, s2)",
    ]
    assert pounds() == 500_000
    load(folder, "--files-win")
    assert pounds() == 1_500_000


def test_new_row_that_names_what_was_deleted_here(folder):
    Force.objects.get(slug="nca").delete()
    edit(folder, "projects.csv", "care,Welfare,", "third,Third,Does it.,digital,,,nca,false,,\ncare,Welfare,")

    _, against, closing = stopped(folder, "--keep-here")

    assert closing == "1 error. Nothing was saved."
    assert against == (
        "projects.csv row 3, partner_ids: “nca” was deleted here since it was loaded, and stays so. "
        "Take it out of this row as well, or let the files win."
    )


def test_row_that_was_never_loaded_but_has_the_id_of_one_in_the_files(folder):
    make_project(slug="third", title="Third", theme=Project.objects.get(slug="lab").theme)
    edit(folder, "projects.csv", "care,Welfare,", "third,The third,Does it.,digital,,,,false,,\ncare,Welfare,")

    changes, against, _ = stopped(folder)

    assert changes.splitlines()[0] == "projects.csv, third, title: “Third” -> “The third”"
    assert against == "projects.csv, third: entered here, and never loaded; the files have it otherwise."


# What is remembered


def test_last_loaded_values_are_kept(folder):
    row = LoadedRow.objects.get(file="allocations.csv", row="first-lab 2017-18 stated")

    assert row.loaded_at == datetime(2026, 11, 21, tzinfo=UTC)
    assert row.values == {
        "award_id": "first-lab",
        "financial_year": "2017-18",
        "amount_gbp": "250000.50",
        "qualifier": "exactly",
        "rounded_to_gbp": "",
        "status": "provisional",
        "as_stated": "£250,000.50",
        "source_ids": "s1;s2",
        "note": "",
    }
    assert LoadedRow.objects.count() == 29


def test_last_loaded_values_follow_what_is_loaded(folder):
    edit(folder, "allocations.csv", ",400000,", ",400002,")
    edit(folder, "allocations.csv", "first-care,,500000,up to,,awarded,£0.5m,s2,\n", "")
    load(folder)

    changed = LoadedRow.objects.get(file="allocations.csv", row="first-lab 2016-17 stated")
    assert changed.values["amount_gbp"] == "400002"
    assert changed.loaded_at > datetime(2026, 11, 21, tzinfo=UTC)
    assert not LoadedRow.objects.filter(row__startswith="first-care ", file="allocations.csv").exists()


def test_column_that_the_files_do_not_have_is_left_as_it_is(folder):
    change(Award, "first-lab", covers_from=2016, covers_to=2018, period_basis="stated")

    assert "already agrees" in load(folder)
    assert Award.objects.get(slug="first-lab").covers_to == 2018


def test_database_that_was_filled_before_anything_was_remembered(folder):
    LoadedRow.objects.all().delete()

    assert "already agrees" in load(folder)
    assert LoadedRow.objects.count() == 29
    LoadedRow.objects.all().delete()
    edit(folder, "awards.csv", "first-lab,first,lab,£1m,s1,", "first-lab,first,lab,£1 million,s1,")
    assert stopped(folder)[1] == "awards.csv, first-lab: entered here, and never loaded; the files have it otherwise."


# Without saving


def test_dry_run_lists_and_saves_nothing(folder):
    edit(folder, "allocations.csv", ",400000,", ",400002,")
    edit(folder, "rounds.csv", "late,Late awards", "third,Third round,bids,,2018-19,,\nlate,Late awards")

    assert load(folder, "--dry-run").splitlines() == [
        "rounds.csv, third: new",
        "allocations.csv, first-lab (2016-17), amount_gbp: “400000” -> “400002”",
        "All allocations come to £1,500,002, not £1,500,000.",
        "Nothing was saved: this was a dry run.",
    ]
    assert (pounds(), Round.objects.count(), LoadedRow.objects.count()) == (1_500_000, 2, 29)


def test_dry_run_stops_at_what_was_changed_here(folder):
    change(Project, "lab", title="Data laboratory")

    assert stopped(folder, "--dry-run")[2] == STOPPED
    assert load(folder, "--dry-run", "--keep-here") == "Nothing was saved: this was a dry run."


# What looks the same under another id


SAME_AWARD = [
    ("projects.csv", "lab-2,Data lab,Joins data.,digital,,norfolk,,true,s1,\n"),
    ("awards.csv", "first-lab-2,first,lab-2,£1m,s1,\n"),
    ("allocations.csv", "first-lab-2,2016-17,1000000,about,,awarded,£1m,s1,\n"),
]


def append(folder: Path, rows: list[tuple[str, str]]) -> None:
    for name, row in rows:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(row)


@pytest.mark.parametrize("title", ["Data lab", "DATA LAB", "data  lab", "Ｄata-lab", "Dáta lab."])
def test_award_of_the_same_title_round_and_amount_under_a_new_id(folder, title):
    append(folder, SAME_AWARD)
    edit(folder, "projects.csv", "lab-2,Data lab,", f"lab-2,{title},")

    assert stopped(folder) == (
        "",
        "awards.csv row 5, award_id: “first-lab-2” is new, but has the round, title and amount of "
        "“first-lab”. Use that id if they are the same, or load with --distinct first-lab-2 if they are not.",
        "1 error. Nothing was saved.",
    )
    assert pounds() == 1_500_000


def test_award_that_is_said_to_be_another_one(folder):
    append(folder, SAME_AWARD)

    load(folder, "--distinct", "first-lab-2")

    assert pounds() == 2_500_000
    assert "already agrees" in load(folder)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("projects.csv", "lab-2,Data lab,", "lab-2,Data lab two,"),
        ("awards.csv", "first-lab-2,first,", "first-lab-2,late,"),
        ("allocations.csv", ",1000000,about,,awarded,£1m,", ",1000001,about,,awarded,£1000001,"),
    ],
)
def test_award_that_differs_in_one_of_them(folder, file, old, new):
    append(folder, SAME_AWARD)
    edit(folder, file, old, new)

    load(folder)

    assert Award.objects.filter(slug="first-lab-2").exists()


def test_award_that_only_the_database_has_is_looked_at_too(folder):
    project = make_project(slug="old", title="Data lab")
    make_allocation(
        award=make_award(slug="first-old", project=project, round=Round.objects.get(slug="first")), amount=1_000_000
    )
    append(folder, SAME_AWARD)

    assert "“first-lab-2” is new, but" in stopped(folder)[1]


def test_two_new_awards_that_look_the_same(tmp_path):
    append(write_record(tmp_path), SAME_AWARD)

    assert stopped(tmp_path)[1].startswith("awards.csv row 5, award_id: “first-lab-2” is new, but has the round,")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/1",
        "http://example.org/1",
        "https://www.example.org/1/",
        "HTTPS://EXAMPLE.org/1".replace("HTTPS", "https"),
        "https://example.org/%31",
    ],
)
def test_source_of_the_same_address_under_a_new_id(folder, address):
    append(folder, [("sources.csv", f"s3,Home Office,Another title,,{address},,\n")])

    assert stopped(folder)[1] == (
        "sources.csv row 4, source_id: “s3” is new, but has the url of “s1”. "
        "Use that id if they are the same, or load with --distinct s3 if they are not."
    )
    load(folder, "--distinct", "s3")
    assert Source.objects.count() == 3


@pytest.mark.parametrize("name", ["NORFOLK CONSTABULARY", "Norfolk\u00a0Constabulary", "Nörfolk Constabulary"])
def test_force_of_the_same_name_under_a_new_id(folder, name):
    append(folder, [("forces.csv", f"norfolk-2,{name},Norfolk 2,special,,,England,,,,s1\n")])

    assert stopped(folder)[1] == (
        "forces.csv row 5, force_id: “norfolk-2” is new, but has the name of “norfolk”. "
        "Use that id if they are the same, or load with --distinct norfolk-2 if they are not."
    )
