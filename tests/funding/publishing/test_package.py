"""A package has what is public, all of it and nothing else, and is the same for the same rows."""

import io
import zipfile

import pytest

from funding.importer import Refused, read_folders
from funding.importer.rows import (
    AllocationRow,
    AnnouncementRow,
    AwardRow,
    ConflictRow,
    ForceRow,
    ProjectRow,
    RoundRow,
    SourceRow,
    SubGrantRow,
)
from funding.publishing.package import pack, public_part, sha256, unpack
from tests.data.real_fund import FOLDERS
from tests.data.record_files import edit


def ids(record, kind):
    return [row.label for row in record[kind]]


def test_part_of_one_round_is_its_rows_and_what_they_name(folder):
    edit(folder, "sources.csv", "s2,", "s3,The Press,Of the draft,2019,https://example.org/3,,\ns2,")
    edit(folder, "rounds.csv", ",2017-18,,Not a round.", ",2017-18,s3,Not a round.")

    public = public_part(read_folders(folder), {"first"})

    assert ids(public, RoundRow) == ["first"]
    assert ids(public, AwardRow) == ["first-lab", "first-care"]
    assert ids(public, ProjectRow) == ["lab", "care"]
    assert len(public[AllocationRow]) == 4
    assert ids(public, AnnouncementRow) == ["first"]
    assert ids(public, SubGrantRow) == ["share-1"]
    assert len(public[ConflictRow]) == 3
    assert ids(public, ForceRow) == ["norfolk", "gwent", "nca"]
    assert ids(public, SourceRow) == ["s1", "s2"]


def test_part_of_the_other_round_has_no_money_and_nothing_of_the_first(folder):
    public = public_part(read_folders(folder), {"late"})

    assert ids(public, RoundRow) == ["late"]
    assert ids(public, AwardRow) == ["late-lab"]
    assert ids(public, ProjectRow) == ["lab"]
    assert ids(public, ConflictRow) == ["project:lab (lead, s1, s2)"]
    for kind in (AllocationRow, AnnouncementRow, SubGrantRow):
        assert ids(public, kind) == []


def test_part_without_any_round_has_who_and_what_money_could_be_of(folder):
    public = public_part(read_folders(folder), set())

    assert {kind.NAME: len(public[kind]) for kind in public} == {
        "sources": 2,
        "regions": 2,
        "themes": 2,
        "forces": 3,
        "tiles": 2,
        "officer counts": 1,
        "projects": 0,
        "rounds": 0,
        "announcements": 0,
        "awards": 0,
        "allocations": 0,
        "totals of the fund": 1,
        "shares passed on": 0,
        "conflicts": 0,
    }


def test_package_is_the_same_bytes_for_the_same_rows(folder):
    first, second = pack(read_folders(folder)), pack(read_folders(folder))

    assert first == second
    assert sha256(first) == sha256(second)
    edit(folder, "awards.csv", ",not published,", ",not known,")
    assert sha256(pack(read_folders(folder))) != sha256(first)


def test_package_is_a_folder_of_the_files_of_the_record(folder):
    with zipfile.ZipFile(io.BytesIO(pack(read_folders(folder)))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            *(
                "allocations.csv",
                "announcements.csv",
                "awards.csv",
                "conflicts.csv",
                "force_officers.csv",
                "forces.csv",
            ),
            *("fund_totals.csv", "projects.csv", "rounds.csv", "sources.csv", "sub_grants.csv", "themes.csv"),
            "tile_grid.csv",
        ]
        assert {file.date_time for file in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_package_of_the_real_fund_says_what_its_files_say():
    record = read_folders(*FOLDERS)
    again = unpack(pack(record))
    for kind in record:
        assert [row.texts for row in again[kind]] == [row.texts for row in record[kind]], kind.NAME


def test_package_that_the_importer_would_not_take_is_refused(folder):
    record = read_folders(folder)
    object.__setattr__(record[AwardRow][0], "as_stated", "")

    with pytest.raises(Refused, match=r"awards.csv row 2, as_stated: the cell is empty. Fill it in."):
        unpack(pack(record))
