"""What is said before a release, each finding of one row that is made to deserve it."""

import pytest

from forces.models import Region
from funding.importer import read_folders
from funding.models import Allocation
from funding.publishing import draft_release
from funding.publishing.findings import findings
from funding.publishing.package import pack, public_part
from tests.data.builders import make_award, make_round, make_source
from tests.data.record_files import edit

ANNOUNCED = "Warning: announcements.csv, first: 14 projects announced, 2 awards on record."


def found(folder, *, rounds=("first", "late"), before=None) -> list[str]:
    record = read_folders(folder)
    public = public_part(record, rounds)
    return [
        str(finding) for finding in findings(public, package=pack(public), problems=[], record=record, before=before)
    ]


def test_tiny_record_has_fewer_awards_than_were_announced(folder):
    assert found(folder) == [ANNOUNCED]


def test_as_many_awards_as_were_announced_are_nothing_to_look_at(folder):
    edit(folder, "announcements.csv", ",14,", ",2,")
    assert found(folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("awards.csv", "late-lab,late,lab,not published,,\n", "", "rounds.csv, late: the round has no awards."),
        (
            "announcements.csv",
            ",23000000,about,£23 million,",
            ",1400000,about,£1.4 million,",
            "announcements.csv, first: its awards come to £1,500,000, more than the £1,400,000 announced.",
        ),
        (
            "awards.csv",
            "late-lab,late,lab,not published,,",
            "late-lab,late,lab,about £1.5m,,",
            "awards.csv, late-lab: its source's words are “about £1.5m”, it has no amount, and nothing says why.",
        ),
        (
            "sources.csv",
            "s2,",
            "s3,The Press,Third notice,2019,https://example.org/3,,\ns2,",
            "sources.csv, s3: nothing cites this source.",
        ),
    ],
)
def test_warning(folder, file, old, new, message):
    edit(folder, file, old, new)
    assert f"Warning: {message}" in found(folder)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        # Announced as at least so much, what is itemised can be more.
        ("announcements.csv", ",23000000,about,£23 million,", ",1400000,at least,£1.4 million,"),
        # A note, or the words themselves, say why there is no amount.
        ("awards.csv", "late-lab,late,lab,not published,,", "late-lab,late,lab,£1.5m,,Contradicted elsewhere."),
        (
            "awards.csv",
            "late-lab,late,lab,not published,,",
            "late-lab,late,lab,share of up to £70 million not stated,,",
        ),
    ],
)
def test_no_warning_where_there_is_a_reason(folder, file, old, new):
    edit(folder, file, old, new)
    assert found(folder) == [ANNOUNCED]


def add_amounts(folder, number: int) -> None:
    """Projects and awards of £1,000 each, so that it can be said what is usual."""
    for n in range(number):
        edit(folder, "projects.csv", "care,", f"p{n},Project {n},A project.,people,,,,false,,\ncare,")
        edit(folder, "awards.csv", "late-lab,", f"late-p{n},late,p{n},£1000,s1,\nlate-lab,")
        edit(
            folder, "allocations.csv", "first-care,", f"late-p{n},2017-18,1000,exactly,,awarded,£1000,s1,\nfirst-care,"
        )


def test_amount_far_outside_the_others(folder):
    add_amounts(folder, 9)
    edit(
        folder,
        "allocations.csv",
        "late-p3,2017-18,1000,exactly,,awarded,£1000,",
        "late-p3,2017-18,33,exactly,,awarded,£33,",
    )
    edit(
        folder,
        "allocations.csv",
        "late-p4,2017-18,1000,exactly,,awarded,£1000,",
        "late-p4,2017-18,34,exactly,,awarded,£34,",
    )

    far = [line for line in found(folder) if "median" in line]

    assert far == [
        "Warning: allocations.csv, first-lab (2016-17): £400,000 is 400 times the median amount, £1,000.",
        "Warning: allocations.csv, first-lab (2017-18): £250,000.50 is 250 times the median amount, £1,000.",
        "Warning: allocations.csv, first-lab (year not published, remainder): £349,999.50 is 350 times the median amount, £1,000.",
        "Warning: allocations.csv, late-p3 (2017-18): £33 is 30 times less than the median amount, £1,000.",
        "Warning: allocations.csv, first-care (year not published): £500,000 is 500 times the median amount, £1,000.",
    ]


def test_of_few_amounts_none_is_outside_the_others(folder):
    add_amounts(folder, 5)
    assert [line for line in found(folder) if "median" in line] == []


def test_page_that_is_gone(folder):
    before = read_folders(folder)
    edit(folder, "awards.csv", "first-care,first,care,£0.5m,s2,\n", "")
    edit(folder, "allocations.csv", "first-care,,500000,up to,,awarded,£0.5m,s2,\n", "")

    assert (
        "Warning: projects.csv, care: it had a page, and has none from now on: links to it will lead nowhere."
        in found(folder, before=before)
    )
    assert found(folder, before=public_part(read_folders(folder), {"first", "late"})) == [
        "Warning: announcements.csv, first: 14 projects announced, 1 award on record."
    ]


@pytest.mark.django_db
def test_error_names_its_row_though_others_have_lines_of_several(folder, load):
    """What stands in the database and the importer would not take: here words that name another amount."""
    edit(folder, "allocations.csv", "s2,The rest.", 's2,"The rest,\nas two lines say."')
    load("The beginning.")
    Allocation.objects.filter(award__slug="first-care").update(amount=400_000)

    [error] = draft_release().errors

    assert str(error) == (
        "Error: allocations.csv, first-care (year not published): amount_gbp: The amount is £400,000, and its words say "
        "£500,000. Correct one of them; or, if it is meant, name £400,000 in the note and say why."
    )


@pytest.mark.django_db
def test_region_whose_id_would_become_another_one_is_an_error(load):
    load("The beginning.")
    Region.objects.filter(slug="wales").update(slug="cymru")

    [error] = draft_release().errors

    assert str(error) == (
        "Error: forces.csv, cymru: the files name regions and give them no ids, so that its id would become 'wales'. "
        "Change the region's id or name."
    )


@pytest.mark.django_db
def test_source_that_only_a_draft_cites_is_cited(load):
    load("The beginning.")
    source = make_source(slug="of-the-draft")
    make_award(round=make_round(slug="draft", published=False)).sources.add(source)

    assert [str(finding) for finding in draft_release().findings if "cites" in finding.message] == []
