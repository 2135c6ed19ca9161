"""What went wrong once with altered copies of the real files: money that counted twice, or went, without a word."""

import io
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Sum

from funding.models import Allocation, Award
from tests.data.real_fund import FOLDERS
from tests.data.record_files import edit

FUND, REFERENCE = FOLDERS

pytestmark = pytest.mark.usefixtures("real_fund")


@pytest.fixture
def folder(tmp_path):
    """A copy of the real files; what is loaded of it is undone."""
    for path in FUND.glob("*.csv"):
        shutil.copy(path, tmp_path)
    with transaction.atomic():
        yield tmp_path
        transaction.set_rollback(True)


def load(folder: Path, *options: str) -> list[str]:
    """What is said, without the table of all kinds of rows."""
    out = io.StringIO()
    call_command("load_fund", str(folder), str(REFERENCE), *options, stdout=out)
    return [line for line in out.getvalue().splitlines() if "   " not in line]


def pounds() -> int:
    return int(Allocation.objects.aggregate(total=Sum("amount"))["total"])


UNDERCOVER = "t1-undercover-online-national,,20000000,at least,1000000,awarded,more than £20 million over three years,apcc-2017-tranche-1,\n"


def test_part_of_an_amount_gets_a_year(folder):
    """£20m of unknown year become £5m in 2017-18 and £15m of unknown year."""
    dated = UNDERCOVER.replace(",,20000000,", ",2017-18,5000000,").replace(",\n", ",£5 million of it in 2017-18.\n")
    rest = UNDERCOVER.replace(",20000000,", ",15000000,")
    edit(folder, "allocations.csv", UNDERCOVER, dated + rest)

    assert load(folder) == [
        "allocations.csv, t1-undercover-online-national (2017-18): new, amount_gbp “5000000”",
        "allocations.csv, t1-undercover-online-national (year not published, remainder): new, amount_gbp “15000000”",
        "allocations.csv, t1-undercover-online-national (year not published): removed, amount_gbp “20000000”",
    ]
    assert pounds() == 218_980_084


CRIME_SCENES = (
    'r1-west-yorkshire-digital-crime-scene-images,2016-17,280000,exactly,,awarded,"£280,000",'
    "gov-computing-2016-08-05;halifax-courier-2016-08;dbd-news-2016-08-08,\n"
)


def test_row_of_an_amount_is_deleted(folder):
    edit(folder, "allocations.csv", CRIME_SCENES, "")

    assert load(folder) == [
        "allocations.csv, r1-west-yorkshire-digital-crime-scene-images (2016-17): removed, amount_gbp “280000”",
        "All allocations come to £218,700,084, not £218,980,084.",
    ]
    assert pounds() == 218_700_084
    assert load(folder)[0] == "Nothing changed: the database already agrees with the files."


def test_award_that_the_files_lack_altogether_is_never_called_agreement(folder):
    award = "ru-vulnerability-violent-crime-programme"
    lines = (folder / "awards.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "awards.csv").write_text("".join(line for line in lines if not line.startswith(award)), encoding="utf-8")

    assert load(folder) == [
        "Nothing changed.",
        "In the database and not in the files (kept as they are, and still counted; delete them in the admin if wrong):",
        f"  awards: {award}",
    ]
    assert Award.objects.filter(slug=award).exists()


NEW_ID = "west-yorkshire-digital-crime-scene-images-2"
SAME_AGAIN = {
    "projects.csv": f"{NEW_ID},Digital transmission of crime scene images,Looks for ways.,forensics-biometrics,,west-yorkshire,,"
    "false,gov-computing-2016-08-05,\n",
    "awards.csv": f'r1-{NEW_ID},2016-17-round-1,{NEW_ID},"£700,000",ukauthority-2016-08-05,,,,,\n',
    "allocations.csv": f'r1-{NEW_ID},2016-17,280000,exactly,,awarded,"£280,000",gov-computing-2016-08-05,\n'
    f'r1-{NEW_ID},2017-18,420000,exactly,,provisional,"£420,000",gov-computing-2016-08-05,\n',
}


def test_project_is_entered_again_under_a_second_id(folder):
    for name, rows in SAME_AGAIN.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(rows)

    err = io.StringIO()
    with pytest.raises(CommandError, match="1 error"):
        call_command("load_fund", str(folder), str(REFERENCE), stdout=io.StringIO(), stderr=err)

    assert err.getvalue() == (
        f"awards.csv row 61, award_id: “r1-{NEW_ID}” is new, but has the round, title and amount "
        "of “r1-west-yorkshire-digital-crime-scene-images”. "
        f"Use that id if they are the same, or load with --distinct r1-{NEW_ID} if they are not.\n"
    )
    assert pounds() == 218_980_084
    load(folder, "--distinct", f"r1-{NEW_ID}")
    assert pounds() == 219_680_084
