"""`manage.py load_fund DIR…`: the record from its CSV files into the database."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from funding.importer import Refused, Report, read_folders, save


class Command(BaseCommand):
    """Check all files, then load all of them or none, and say what changed."""

    help = (
        "Loads the fund's record from the CSV files in one or more folders: checks everything first, and saves all or nothing. "
        "Loading the same files again changes nothing. Nothing is ever deleted: what the files lack is kept and listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folders, and whether new rounds stay hidden."""
        parser.add_argument(
            "folders",
            nargs="+",
            type=Path,
            metavar="DIR",
            help="a folder that holds sources.csv, rounds.csv and the rest; several make one record together",
        )
        parser.add_argument("--draft", action="store_true", help="keep new rounds as drafts, for an admin to publish")

    def handle(self, *args: Any, folders: Sequence[Path], draft: bool, **options: Any) -> None:
        """Load. Errors go to stderr, one a line, and end with a non-zero exit code."""
        try:
            report = save(read_folders(*folders), publish_new_rounds=not draft)
        except Refused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(f"{_count(len(refused.problems), 'error')}. Nothing was saved.") from refused
        except DatabaseError as error:
            reason = str(error).strip().split("\n")[0]
            raise CommandError(
                f"The database refused the record ({reason}). Nothing was saved. "
                "If somebody was changing the same data at that moment, load it again."
            ) from error
        for line in _lines(report):
            self.stdout.write(line)


def _lines(report: Report) -> list[str]:
    """The report in words, with its table."""
    titles = ["", "created", "updated", "unchanged", "missing from files"]
    table = [
        [one.kind.NAME, str(len(one.created)), str(len(one.updated)), str(one.unchanged), str(len(one.missing))]
        for one in report.outcomes
    ]
    widths = [max(map(len, column)) for column in zip(titles, *table, strict=True)]
    lines = [
        "  ".join([name.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))])
        for name, *cells in [titles, *table]
    ]
    if report.changed_nothing:
        lines.append("Nothing changed: the database already agrees with the files.")
    lines += _rounds(report)
    missing = [one for one in report.outcomes if one.missing]
    if missing:
        lines.append(
            "In the database and not in the files (kept as they are, and still counted; delete them in the admin if wrong):"
        )
        lines += [f"  {one.kind.NAME}: {', '.join(sorted(one.missing.values()))}" for one in missing]
    lines += [
        f"Award {award} has a new allocation while an old one of it is no longer in the files. "
        "If its year was corrected, delete the old one in the admin, or the amount counts twice."
        for award in report.replaced
    ]
    return lines


def _rounds(report: Report) -> list[str]:
    lines = []
    if report.published:
        lines.append(f"Published {_count(report.published, 'new round')}.")
    if report.drafted:
        lines.append(
            f"Left {_count(report.drafted, 'new round')} as drafts, which only admins see until they publish them."
        )
    if report.still_drafts:
        lines.append(f"Kept as drafts, as before: {_count(report.still_drafts, 'round')}.")
    return lines or ["No new rounds to publish."]


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
