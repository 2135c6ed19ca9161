"""The real fund, as the tests load it. Tests take it from the fixture `real_fund`."""

from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from tests.data.releasing import mark_as_published

FOLDER = Path(__file__).parents[2] / "fixtures" / "police_transformation_fund"
FOLDERS = (FOLDER, FOLDER.parent / "reference")


def load_real_fund() -> None:
    """Load `fixtures/police_transformation_fund`, and the facts beside the fund, into a database that has no fund."""
    call_command("load_fund", *FOLDERS, publish="The whole fund.", stdout=StringIO())
    mark_as_published()
    with connection.cursor() as cursor:
        # Tests that were rolled back may have left statistics that say the tables are empty: queries then take minutes.
        cursor.execute("ANALYZE")
