"""`manage.py dump_fund DIR`: the record from the database into CSV files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from funding.importer import Refused, read_folders, read_stored, write_folder


class Command(BaseCommand):
    """Write all that is stored, drafts included, as files that `load_fund` reads."""

    help = (
        "Writes the fund's record, drafts included, as CSV files into one folder, in the format that load_fund reads. "
        "Loading them again changes nothing. Files of the same names in the folder are replaced."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="the folder, which is made if there is none")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        """Write, and read again what was written. What `load_fund` would refuse goes to stderr, and ends in an error."""
        try:
            paths = write_folder(read_stored().record, folder)
        except OSError as error:
            raise CommandError(f"The files cannot be written: {error}") from error
        self.stdout.write(f"Wrote {', '.join(path.name for path in paths)} to {folder}.")
        try:
            read_folders(folder)
        except Refused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError("They say what the database has, but load_fund refuses it: see above.") from refused
