"""`manage.py load_fund`: what comes to be in the database, and what is said about it."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from forces.models import Force, OfficerCount, Region
from funding.importer import hold_record
from funding.management.commands import load_fund
from funding.models import Allocation, Announcement, Award, Conflict, FundTotal, Release, Round, Source, SubGrant
from projects.models import Project, Theme
from tests.data.builders import make_award, make_force, make_project, make_region, make_round, make_theme
from tests.data.record_files import FILES, edit, write_record

pytestmark = pytest.mark.django_db

FUND = Path(__file__).parents[3] / "fixtures" / "police_transformation_fund"
REFERENCE = FUND.parent / "reference"


@pytest.fixture
def folder(tmp_path) -> Path:
    return write_record(tmp_path)


def load(folder: Path, *options: str) -> dict[str, str]:
    """Load the folder and split what is said.

    By name of the kind of row, its five counts: created, updated, unchanged, removed, missing from the files. Under "changes", the
    lines before the table; under "", those after it.
    """
    out = io.StringIO()
    call_command("load_fund", str(folder), *options, stdout=out)
    lines = out.getvalue().splitlines()
    [top] = [place for place, line in enumerate(lines) if line.split()[:2] == ["created", "updated"]]
    assert lines[top].split() == ["created", "updated", "unchanged", "removed", "missing", "from", "files"]
    rows = [re.fullmatch(r"(\S.*?)" + r"\s+(\d+)" * 5, line) for line in lines[top + 1 :]]
    counts = {row[1]: " ".join(row.groups()[1:]) for row in rows if row}
    return {"changes": "\n".join(lines[:top]), **counts, "": "\n".join(lines[top + 1 + len(counts) :])}


def refusal(folder: Path, *options: str) -> tuple[list[str], str]:
    """The lines on stderr, and the closing line of a load that is refused."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("load_fund", str(folder), *options, stdout=out, stderr=err)
    assert out.getvalue() == ""
    return err.getvalue().splitlines(), str(refused.value)


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of the three apps, many-to-many tables included."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ("forces", "projects", "funding")
    }


def slugs(rows) -> list[str]:
    return sorted(row.slug for row in rows.all())


# What is stored


def test_load_reports_what_it_created(folder):
    assert load(folder) == {
        "changes": "sources.csv: 2 rows, the first.\n"
        "themes.csv: 2 rows, the first.\n"
        "forces.csv: 3 rows, the first.\n"
        "tile_grid.csv: 2 rows, the first.\n"
        "force_officers.csv: 1 row, the first.\n"
        "projects.csv: 2 rows, the first.\n"
        "rounds.csv: 2 rows, the first.\n"
        "announcements.csv: 1 row, the first.\n"
        "awards.csv: 3 rows, the first.\n"
        "allocations.csv: 4 rows, the first.\n"
        "fund_totals.csv: 1 row, the first.\n"
        "sub_grants.csv: 1 row, the first.\n"
        "conflicts.csv: 3 rows, the first.\n"
        "All allocations come to £1,500,000.",
        "sources": "2 0 0 0 0",
        "regions": "2 0 0 0 0",
        "themes": "2 0 0 0 0",
        "forces": "3 0 0 0 0",
        "tiles": "2 0 0 0 0",
        "officer counts": "1 0 0 0 0",
        "projects": "2 0 0 0 0",
        "rounds": "2 0 0 0 0",
        "announcements": "1 0 0 0 0",
        "awards": "3 0 0 0 0",
        "allocations": "4 0 0 0 0",
        "totals of the fund": "1 0 0 0 0",
        "shares passed on": "1 0 0 0 0",
        "conflicts": "3 0 0 0 0",
        "": "Left 2 new rounds as drafts, which only admins see until they publish them.",
    }


def test_load_stores_who(folder):
    load(folder)

    assert list(Region.objects.values_list("slug", "name")) == [
        ("east-of-england", "East of England"),
        ("wales", "Wales"),
    ]
    norfolk = Force.objects.get(slug="norfolk")
    assert (norfolk.name, norfolk.short_name, norfolk.kind) == ("Norfolk Constabulary", "Norfolk", "territorial")
    assert (norfolk.ons_code, norfolk.region.slug, norfolk.country) == ("E23000024", "east-of-england", "England")
    assert (norfolk.website, norfolk.population, norfolk.population_year) == (
        "https://norfolk.example.org",
        857888,
        2011,
    )
    assert (norfolk.tile_column, norfolk.tile_row) == (5, 4)
    assert slugs(norfolk.sources) == ["s1", "s2"]
    agency = Force.objects.get(slug="nca")
    assert (agency.kind, agency.region, agency.tile_column, agency.tile_row) == ("national_body", None, None, None)
    assert (agency.ons_code, agency.website, agency.population, agency.population_year) == ("", "", None, None)
    count = OfficerCount.objects.get()
    assert (count.force, count.as_at, count.officers_fte) == (norfolk, date(2016, 9, 30), Decimal("1501.57"))
    assert slugs(count.sources) == ["s1"]


def test_load_stores_what(folder):
    load(folder)

    theme = Theme.objects.get(slug="people")
    assert (theme.name, theme.description) == ("People", "Training and welfare.")
    lab, care = Project.objects.get(slug="lab"), Project.objects.get(slug="care")
    assert (lab.title, lab.description, lab.note) == ("Data lab", "Joins, and analyses, data.", "")
    assert (lab.theme.slug, slugs(lab.other_themes), lab.national_scope) == ("digital", ["people"], True)
    assert (lab.lead.slug, slugs(lab.partners), slugs(lab.sources)) == ("norfolk", ["gwent", "nca"], ["s1", "s2"])
    assert (care.lead, slugs(care.partners), slugs(care.sources), care.national_scope) == (None, [], [], False)


def test_load_stores_how_much(folder):
    load(folder)

    source = Source.objects.get(slug="s2")
    assert (source.publisher, source.title, source.published_on) == ("The Press", "Second notice", "2021-02")
    assert (source.url, source.accessed_via, source.note) == ("http://example.org/2", "", "Seen in part.")
    first, late = Round.objects.get(slug="first"), Round.objects.get(slug="late")
    assert (first.name, first.kind, first.announced_on) == ("First round", "bids", date(2016, 8, 5))
    assert (first.financial_year, slugs(first.sources), first.note) == (2016, ["s1"], "")
    assert (late.announced_on, late.financial_year, slugs(late.sources), late.note) == (None, 2017, [], "Not a round.")
    announcement = Announcement.objects.get()
    assert (announcement.round, announcement.amount, announcement.qualifier) == (first, 23_000_000, "about")
    assert (announcement.as_stated, announcement.project_count) == ("£23 million", 14)
    assert slugs(announcement.sources) == ["s1", "s2"]
    award = Award.objects.get(slug="first-lab")
    assert (award.round, award.project.slug, award.as_stated, slugs(award.sources)) == (first, "lab", "£1m", ["s1"])
    fields = ("financial_year", "kind", "amount", "qualifier", "rounded_to", "status", "as_stated", "note")
    assert list(award.allocations.order_by("financial_year").values_list(*fields)) == [
        (2016, "stated", Decimal(400_000), "about", Decimal(100_000), "awarded", "£0.4m", ""),
        (2017, "stated", Decimal("250000.50"), "exactly", None, "provisional", "£250,000.50", ""),
        (None, "remainder", Decimal("349999.50"), "about", None, "awarded", "£1m", "The rest."),
    ]
    assert slugs(award.allocations.get(financial_year=2017).sources) == ["s1", "s2"]
    alone = Allocation.objects.get(award__slug="first-care")
    assert (alone.financial_year, alone.kind, alone.amount, alone.qualifier) == (None, "stated", 500_000, "up to")


def test_load_stores_what_is_on_record_besides(folder):
    load(folder)

    total = FundTotal.objects.get(slug="size-2016")
    assert (total.period, total.amount, total.as_stated, total.project_count) == ("2016-17", 76_400_000, "£76.4m", 98)
    assert slugs(total.sources) == ["s1"]
    share = SubGrant.objects.get(slug="share-1")
    assert (share.award.slug, share.recipient.slug, share.period) == ("first-lab", "gwent", "2016-17")
    assert (share.amount, share.as_stated, slugs(share.sources)) == (1000, "£1000", ["s2"])
    of_award, of_round, of_project = Conflict.objects.order_by("pk")
    assert (of_award.award.slug, of_award.round, of_award.project) == ("first-lab", None, None)
    assert (of_round.award, of_round.round.slug, of_round.project) == (None, "first", None)
    assert (of_project.award, of_project.round, of_project.project.slug) == (None, None, "lab")
    assert (of_award.field, of_award.value_a, of_award.value_b) == ("total", "£1m", "£1.1m")
    assert (of_award.source_a.slug, of_award.source_b.slug) == ("s1", "s2")
    assert (of_award.dataset_uses, of_award.reason) == ("£1m", "The first is official.")


# Loading again


def test_loading_twice_changes_nothing_and_says_so(folder):
    load(folder)
    before = everything()

    with CaptureQueriesContext(connection) as queries:
        report = load(folder)

    assert everything() == before
    assert [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []
    assert report["forces"] == "0 0 3 0 0"
    assert report["allocations"] == "0 0 4 0 0"
    assert report["changes"] == ""
    assert (
        report[""]
        == "Nothing changed: the database already agrees with the files.\nKept as drafts, as before: 2 rounds."
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "kind", "counts"),
    [
        ("sources.csv", ",2021-02,", ",2021-02-01,", "sources", "0 1 1 0 0"),
        ("sources.csv", "Seen in part.", "", "sources", "0 1 1 0 0"),
        ("themes.csv", "Systems and platforms.", "Systems.", "themes", "0 1 1 0 0"),
        ("forces.csv", ",NCA,", ",the NCA,", "forces", "0 1 2 0 0"),
        ("forces.csv", ",857888,2011,", ",,,", "forces", "0 1 2 0 0"),
        ("forces.csv", "s1;s2", "s2", "forces", "0 1 2 0 0"),
        ("tile_grid.csv", "gwent,1,6\n", "", "tiles", "0 0 1 1 0"),
        ("tile_grid.csv", "gwent,1,6", "gwent,1,7", "tiles", "0 1 1 0 0"),
        ("force_officers.csv", "1501.57", "1501.58", "officer counts", "0 1 0 0 0"),
        ("force_officers.csv", ",s1", ",s2", "officer counts", "0 1 0 0 0"),
        ("projects.csv", "gwent;nca", "nca", "projects", "0 1 1 0 0"),
        ("projects.csv", ",people,norfolk", ",,norfolk", "projects", "0 1 1 0 0"),
        ("projects.csv", ",s1;s2,", ",s1,", "projects", "0 1 1 0 0"),
        ("projects.csv", ",norfolk,", ",,", "projects", "0 1 1 0 0"),
        ("projects.csv", ",true,", ",false,", "projects", "0 1 1 0 0"),
        ("rounds.csv", ",2016-08-05,", ",,", "rounds", "0 1 1 0 0"),
        ("rounds.csv", ",s1,", ",s1;s2,", "rounds", "0 1 1 0 0"),
        ("announcements.csv", ",14,", ",,", "announcements", "0 1 0 0 0"),
        ("awards.csv", ",not published,", ",not known,", "awards", "0 1 2 0 0"),
        ("allocations.csv", ",400000,", ",400000.01,", "allocations", "0 1 3 0 0"),
        ("allocations.csv", ",100000,", ",,", "allocations", "0 1 3 0 0"),
        ("allocations.csv", '"£250,000.50",s1;s2', '"£250,000.50",s2', "allocations", "0 1 3 0 0"),
        ("fund_totals.csv", ",98,", ",99,", "totals of the fund", "0 1 0 0 0"),
        ("sub_grants.csv", ",gwent,", ",nca,", "shares passed on", "0 1 0 0 0"),
        ("conflicts.csv", "The first is official.", "The second is a guess.", "conflicts", "0 1 2 0 0"),
    ],
)
def test_change_in_one_row_updates_that_row_only(folder, file, old, new, kind, counts):
    load(folder)
    edit(folder, file, old, new)

    report = load(folder)

    unchanged = re.compile(r"0 0 \d+ 0 0")
    assert {
        name: line for name, line in report.items() if name not in ("", "changes") and not unchanged.fullmatch(line)
    } == {kind: counts}
    assert "Nothing changed" not in report[""]
    again = load(folder)
    assert "Nothing changed" in again[""]


def test_changes_are_stored(folder):
    load(folder)
    edit(folder, "projects.csv", "gwent;nca", "nca")
    edit(folder, "forces.csv", "s1;s2", "s2")
    edit(folder, "allocations.csv", ",400000,", ",400001,")
    edit(folder, "tile_grid.csv", "gwent,1,6\n", "")
    edit(folder, "awards.csv", "late-lab,late,lab", "late-lab,late,care")

    load(folder)

    assert slugs(Project.objects.get(slug="lab").partners) == ["nca"]
    assert slugs(Force.objects.get(slug="norfolk").sources) == ["s2"]
    assert Allocation.objects.get(award__slug="first-lab", financial_year=2016).amount == 400_001
    assert Force.objects.get(slug="gwent").tile_column is None
    assert Award.objects.get(slug="late-lab").project.slug == "care"


def test_allocation_added_to_an_award_that_exists(folder):
    load(folder)
    edit(folder, "allocations.csv", "first-care,,", "late-lab,2018-19,5,exactly,,awarded,£5,s1,\nfirst-care,,")

    report = load(folder)

    assert report["allocations"] == "1 0 4 0 0"
    assert report[""] == "Kept as drafts, as before: 2 rounds."
    assert Allocation.objects.get(award__slug="late-lab").financial_year == 2018


# What the files no longer have


MISSING = (
    "In the database and not in the files (kept as they are, and still counted; delete them in the admin if wrong):\n"
)


def test_allocation_that_an_award_no_longer_has_is_removed_and_said_to_be(folder):
    load(folder)
    edit(folder, "allocations.csv", "first-care,,500000,up to,,awarded,£0.5m,s2,\n", "")

    report = load(folder)

    assert report["changes"] == (
        "allocations.csv, first-care (year not published): removed, amount_gbp “500000”\n"
        "All allocations come to £1,000,000, not £1,500,000."
    )
    assert report["allocations"] == "0 0 3 1 0"
    assert report[""] == "Kept as drafts, as before: 2 rounds."
    assert Allocation.objects.count() == 3
    assert "already agrees" in load(folder)[""]


def test_amount_whose_year_is_corrected_counts_once(folder):
    load(folder)
    edit(folder, "allocations.csv", "first-lab,2017-18,", "first-lab,2018-19,")

    report = load(folder)

    assert report["changes"] == (
        "allocations.csv, first-lab (2018-19): new, amount_gbp “250000.50”\n"
        "allocations.csv, first-lab (2017-18): removed, amount_gbp “250000.50”"
    )
    assert report["allocations"] == "1 0 3 1 0"
    assert Allocation.objects.aggregate(total=Sum("amount")) == {"total": 1_500_000}


def test_amount_of_which_a_part_gets_a_year_counts_once(folder):
    load(folder)
    edit(
        folder,
        "allocations.csv",
        "first-care,,500000,up to,,awarded,£0.5m,s2,",
        "first-care,2016-17,100000,exactly,,awarded,£0.1m,s1,\nfirst-care,,400000,up to,,awarded,£0.5m,s2,",
    )

    report = load(folder)

    assert report["changes"] == (
        "allocations.csv, first-care (2016-17): new, amount_gbp “100000”\n"
        "allocations.csv, first-care (year not published, remainder): new, amount_gbp “400000”\n"
        "allocations.csv, first-care (year not published): removed, amount_gbp “500000”"
    )
    assert Allocation.objects.aggregate(total=Sum("amount")) == {"total": 1_500_000}


def test_share_and_disagreement_that_an_award_no_longer_has_are_removed(folder):
    load(folder)
    for file in ("sub_grants.csv", "conflicts.csv"):
        (folder / file).write_text(FILES[file].splitlines()[0])

    report = load(folder)

    assert report["changes"] == (
        "sub_grants.csv, share-1: removed, amount_gbp “1000”\nconflicts.csv, award:first-lab (total, s1, s2): removed"
    )
    assert (report["shares passed on"], report["conflicts"]) == ("0 0 0 1 0", "0 0 0 1 2")
    assert report[""] == (
        f"Kept as drafts, as before: 2 rounds.\n{MISSING}  conflicts: project:lab (lead, s1, s2), round:first (date, s1, s2)"
    )


def test_award_that_the_files_do_not_name_keeps_its_parts(folder):
    load(folder)
    edit(folder, "awards.csv", "first-care,first,care,£0.5m,s2,\n", "")
    edit(folder, "allocations.csv", "first-care,,500000,up to,,awarded,£0.5m,s2,\n", "")

    report = load(folder)

    assert report["changes"] == ""
    assert report[""] == (
        "Nothing changed.\nKept as drafts, as before: 2 rounds.\n"
        f"{MISSING}  awards: first-care\n  allocations: first-care (year not published)"
    )
    assert Allocation.objects.count() == 4


def test_everything_that_only_the_database_has_is_kept_and_named(folder):
    load(folder)
    for name, text in FILES.items():
        (folder / name).write_text(text.splitlines()[0])

    report = load(folder)

    assert report["changes"] == ""
    assert report[""] == (
        "Nothing changed.\n"
        f"{MISSING}"
        "  sources: s1, s2\n"
        "  regions: east-of-england, wales\n"
        "  themes: digital, people\n"
        "  forces: gwent, nca, norfolk\n"
        "  officer counts: norfolk (2016-09-30)\n"
        "  projects: care, lab\n"
        "  rounds: first, late\n"
        "  announcements: first\n"
        "  awards: first-care, first-lab, late-lab\n"
        "  allocations: first-care (year not published), first-lab (2016-17), first-lab (2017-18), "
        "first-lab (year not published, remainder)\n"
        "  totals of the fund: size-2016\n"
        "  shares passed on: share-1\n"
        "  conflicts: award:first-lab (total, s1, s2), project:lab (lead, s1, s2), round:first (date, s1, s2)"
    )
    assert report["forces"] == "0 0 0 0 3"


# Published and drafts


def test_new_rounds_are_drafts(folder):
    report = load(folder)

    assert report[""] == "Left 2 new rounds as drafts, which only admins see until they publish them."
    assert Round.objects.published().count() == 0
    assert Release.objects.count() == 0


def test_new_rounds_are_published_with_a_release(folder):
    report = load(folder, "--publish", "The first two rounds.")

    assert report[""] == (
        "Warning: announcements.csv, first: 14 projects announced, 2 awards on record.\nMade release 1, with 2 new rounds."
    )
    assert all(round_.in_next_release for round_ in Round.objects.all())
    assert Release.objects.get().note == "The first two rounds."


def test_loading_never_puts_rounds_that_exist_into_the_next_release_or_leaves_them_out(folder):
    load(folder)
    Round.objects.filter(slug="first").update(in_next_release=True)
    edit(folder, "rounds.csv", ",First round,", ",Round one,")
    edit(folder, "rounds.csv", ",Not a round.", ",Not a round at all.")

    report = load(folder)

    assert report["rounds"] == "0 2 0 0 0"
    assert report[""] == "Kept as drafts, as before: 1 round."
    assert list(Round.objects.order_by("slug").values_list("slug", "in_next_release")) == [
        ("first", True),
        ("late", False),
    ]


def test_new_rounds_beside_a_draft(folder):
    load(folder)
    edit(folder, "rounds.csv", "late,", "third,Third round,bids,,2018-19,,\nlate,")

    assert load(folder)[""] == (
        "Left 1 new round as drafts, which only admins see until they publish them.\nKept as drafts, as before: 2 rounds."
    )

    edit(folder, "rounds.csv", "late,", "fourth,Fourth round,bids,,2018-19,,\nlate,")
    edit(folder, "awards.csv", "late-lab,late,", "fourth-lab,fourth,lab,not published,,\nlate-lab,late,")

    assert load(folder, "--publish", "The fourth round.")[""] == (
        "Kept as drafts, as before: 3 rounds.\nMade release 1, with 1 new round."
    )
    assert [round_.slug for round_ in Round.objects.published()] == ["fourth"]


def test_release_that_would_be_the_one_there_is_ends_without_one(folder):
    load(folder, "--publish", "The first two rounds.")

    report = load(folder, "--publish", "Once more.")

    assert report[""] == (
        "Nothing changed: the database already agrees with the files.\nNothing changed since release 1, so there is no new one."
    )
    assert Release.objects.count() == 1


def test_note_of_a_release_is_not_empty(folder):
    with pytest.raises(CommandError) as refused:
        call_command("load_fund", str(folder), "--publish", " ", stdout=io.StringIO())

    assert str(refused.value) == (
        "The note is empty. Say what changed and why: readers see it beside the release. Nothing was saved."
    )
    assert not any(everything().values())


# All or nothing


def test_error_in_the_very_last_row_saves_nothing(folder):
    edit(folder, "tile_grid.csv", "gwent,1,6", "gwent,1,six")

    lines, closing = refusal(folder)

    assert lines == ["tile_grid.csv row 3, row: “six” is not a whole number from 0 to 32767. Write digits only."]
    assert closing == "1 error. Nothing was saved."
    assert not any(everything().values())


def test_errors_are_all_listed_and_nothing_is_changed(folder):
    load(folder)
    before = everything()
    edit(folder, "themes.csv", "Systems and platforms.", "Systems.")
    edit(folder, "conflicts.csv", "The first is official.", "")
    edit(folder, "allocations.csv", ",400000,", ",£0.4m,")

    lines, closing = refusal(folder)

    assert lines == [
        "allocations.csv row 2, amount_gbp: “£0.4m” is not an amount. Write whole pounds as digits only, such as 1200000.",
        "conflicts.csv row 2, reason: the cell is empty. Fill it in.",
    ]
    assert closing == "2 errors. Nothing was saved."
    assert everything() == before


def test_folder_that_is_not_there(tmp_path):
    assert refusal(tmp_path / "nowhere") == (
        [f"{tmp_path}/nowhere: there is no such folder."],
        "1 error. Nothing was saved.",
    )


@pytest.mark.django_db(transaction=True)
def test_refusal_by_the_database_saves_nothing(folder, monkeypatch):
    """As if the check had missed something."""
    make_theme(slug="training", name="People")
    monkeypatch.setattr(load_fund, "check_plan", lambda plan, distinct: None)

    with pytest.raises(CommandError) as refused:
        call_command("load_fund", str(folder), stdout=io.StringIO())

    assert str(refused.value) == (
        'The database refused the record (duplicate key value violates unique constraint "projects_theme_name_key"). '
        "Nothing was saved. If somebody was changing the same data at that moment, load it again."
    )
    assert Source.objects.count() == 0
    assert Theme.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_nobody_else_writes_to_the_record_while_it_is_loaded(folder):
    load(folder)
    with transaction.atomic():
        hold_record()
        other = connection.copy()
        try:
            with other.cursor() as cursor:
                cursor.execute("SET lock_timeout = '50ms'")
            with other.cursor() as cursor, pytest.raises(OperationalError, match="lock timeout"):
                cursor.execute("UPDATE funding_award SET note = 'Changed.'")
            with other.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM funding_award")
                assert cursor.fetchone() == (3,)
        finally:
            other.close()


# Rows that only the database has, in the way


ADVICE = "which is in the database and not in the files. Change or delete that one in the admin, or give it its row in the files."


def kept_theme():
    make_theme(slug="training", name="People")


def kept_force():
    make_force(slug="old-gwent", name="Gwent Police")


def kept_short_name():
    make_force(slug="old-gwent", name="Gwent Constabulary")
    Force.objects.update(short_name="Gwent")


def kept_code():
    make_force(slug="old-gwent", region=make_region())
    Force.objects.update(ons_code="W15000003")


def kept_tile():
    make_force(slug="old-gwent", region=make_region(), tile=(1, 6))


def kept_round():
    make_round(slug="one", name="First round")


@pytest.mark.parametrize(
    ("keep", "expected"),
    [
        (kept_theme, "themes.csv row 3, name: “People” is taken by the theme training"),
        (kept_force, "forces.csv row 3, name: “Gwent Police” is taken by the force old-gwent"),
        (kept_short_name, "forces.csv row 3, short_name: “Gwent” is taken by the force old-gwent"),
        (kept_code, "forces.csv row 3, ons_code: “W15000003” is taken by the force old-gwent"),
        (kept_tile, "tile_grid.csv row 3, column and row: “1 and 6” is taken by the force old-gwent"),
        (kept_round, "rounds.csv row 2, name: “First round” is taken by the round one"),
    ],
)
def test_value_kept_by_a_row_that_is_not_in_the_files(folder, keep, expected):
    keep()

    assert refusal(folder) == ([f"{expected}, {ADVICE}"], "1 error. Nothing was saved.")
    assert Source.objects.count() == 0


def test_award_that_is_not_in_the_files_but_of_the_same_round_and_project(folder):
    make_award(slug="old", round=make_round(slug="late", name="x"), project=make_project(slug="lab"))

    lines, _ = refusal(folder)

    assert lines == [
        f"awards.csv row 4, round_id and project_id: “late and lab” is taken by the award old, {ADVICE}",
    ]


def test_region_is_known_by_its_name_whatever_its_id(folder):
    make_region(slug="the-east", name="East of England")

    assert load(folder)["regions"] == "1 0 1 0 0"
    assert Force.objects.get(slug="norfolk").region.slug == "the-east"


def test_rows_without_a_code_are_in_nobodys_way(folder):
    make_force(slug="old")

    assert load(folder)["forces"] == "3 0 0 0 1"


# Values that rows exchange


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("file", "one", "other"),
    [
        ("themes.csv", ",Digital,", ",People,"),
        ("forces.csv", "Norfolk Constabulary,Norfolk,", "Gwent Police,Gwent,"),
        ("forces.csv", "E23000024", "W15000003"),
        ("tile_grid.csv", "5,4", "1,6"),
        ("rounds.csv", "First round", "Late awards"),
        ("awards.csv", "first-lab,first,lab", "first-care,first,care"),
    ],
)
def test_rows_exchange_what_no_two_may_share(folder, file, one, other):
    load(folder)
    edit(folder, file, one, "<one>")
    edit(folder, file, other, one)
    edit(folder, file, "<one>", other)
    if file == "awards.csv":  # ids stay; what they award changes
        edit(folder, file, "first-care,first,care", "first-lab,first,care")
        edit(folder, file, "first-lab,first,lab", "first-care,first,lab")

    report = load(folder)

    kind = {"tile_grid.csv": "tiles"}.get(file, file.removesuffix(".csv"))
    assert report[kind].startswith("0 2 ")
    assert "Nothing changed" in load(folder)[""]


def test_new_row_takes_the_name_that_another_gives_up(folder):
    load(folder)
    edit(folder, "themes.csv", "people,People,", "people,Staff,")
    with (folder / "themes.csv").open("a") as file:
        file.write("training,People,Courses.\n")

    assert load(folder)["themes"] == "1 1 1 0 0"


# Size, and the real fund


def test_number_of_queries_does_not_grow_with_the_rows(folder):
    def queries_of_two_loads() -> list[int]:
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                load(folder)
            counts.append(len(queries))
        return counts

    first_load, second_load = queries_of_two_loads()
    for number in range(100):
        for name, row in {
            "sources.csv": f"s-{number},Home Office,A notice,,https://example.org/of/{number},,",
            "projects.csv": f"p-{number},Project {number},Does it.,digital,people,norfolk,gwent;nca,false,s1;s2,",
            "awards.csv": f"a-{number},first,p-{number},£1m,s1,",
            "allocations.csv": f"a-{number},2016-17,5,exactly,,awarded,£5,s1,",
        }.items():
            with (folder / name).open("a") as file:
                file.write(row + "\n")
    assert queries_of_two_loads()[0] <= first_load
    assert queries_of_two_loads() == [second_load, second_load]
    assert Allocation.objects.count() == 104


def test_real_fund():
    report = load(FUND, str(REFERENCE))

    assert report.pop("changes").splitlines()[-1] == "All allocations come to £218,980,084."
    assert report == {
        "sources": "141 0 0 0 0",
        "regions": "10 0 0 0 0",
        "themes": "20 0 0 0 0",
        "forces": "52 0 0 0 0",
        "tiles": "43 0 0 0 0",
        "officer counts": "44 0 0 0 0",
        "projects": "52 0 0 0 0",
        "rounds": "11 0 0 0 0",
        "announcements": "6 0 0 0 0",
        "awards": "59 0 0 0 0",
        "allocations": "53 0 0 0 0",
        "totals of the fund": "11 0 0 0 0",
        "shares passed on": "7 0 0 0 0",
        "conflicts": "26 0 0 0 0",
        "deflators": "10 0 0 0 0",
        "populations": "86 0 0 0 0",
        "officers at year ends": "215 0 0 0 0",
        "renamings": "10 0 0 0 0",
        "": "Left 11 new rounds as drafts, which only admins see until they publish them.",
    }
    assert Allocation.objects.aggregate(total=Sum("amount")) == {"total": 218_980_084}
    assert Award.objects.filter(allocations__isnull=False).distinct().count() == 43
    assert Force.objects.filter(kind="territorial", tile_column__isnull=False, region__isnull=False).count() == 43
    assert Project.objects.filter(lead__isnull=True).count() == 8
    assert Allocation.objects.filter(kind="remainder").get().amount == 31_584

    again = load(FUND, str(REFERENCE))

    assert again["allocations"] == "0 0 53 0 0"
    assert (
        again[""]
        == "Nothing changed: the database already agrees with the files.\nKept as drafts, as before: 11 rounds."
    )


def test_first_edition_of_the_real_fund_still_loads(tmp_path):
    """It had no periods and no facts beside the fund."""
    for file in FUND.glob("*.csv"):
        rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines(keepends=True)))
        if file.name == "awards.csv":
            assert rows[0][6:] == ["covers_from", "covers_to", "period_basis", "period_as_stated"]
            rows = [row[:6] for row in rows]
        with (tmp_path / file.name).open("w", encoding="utf-8", newline="") as copy:
            csv.writer(copy).writerows(rows)

    report = load(tmp_path)

    assert (report["awards"], report["allocations"]) == ("59 0 0 0 0", "53 0 0 0 0")
    assert "deflators" not in report
    assert set(Award.objects.values_list("covers_from", "covers_to", "period_basis", "period_as_stated")) == {
        (None, None, "", "")
    }

    again = load(FUND, str(REFERENCE))

    assert again["awards"] == "0 52 7 0 0"
    assert again["deflators"] == "10 0 0 0 0"


@pytest.mark.parametrize(
    ("slug", "itemised"),
    [
        ("2016-17-round-1", 17_330_000),
        ("2016-17-round-2", 16_450_000),
        ("2016-17-commissioned", 13_831_584),
        ("2016-17-pre-allocated", 41_600_000),
        ("2017-18-tranche-1", 45_900_000),
        ("2017-18-round-3", 15_194_500),
        ("2017-18-round-not-confirmed", 33_824_000),
        ("2018-20-bids", 34_850_000),
    ],
)
def test_real_rounds_come_to_what_the_data_sets_readme_says(slug, itemised):
    load(FUND)

    assert Allocation.objects.filter(award__round__slug=slug).aggregate(total=Sum("amount"))["total"] == itemised
