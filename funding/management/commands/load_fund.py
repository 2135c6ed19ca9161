"""`manage.py load_fund DIR…`: the record from its CSV files into the database."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, transaction

from funding import words
from funding.importer import (
    Plan,
    Refused,
    Winner,
    changes_in_words,
    check_plan,
    disputes_in_words,
    hold_record,
    make_plan,
    read_folders,
    report_in_words,
    save,
)
from funding.importer.rows import RoundRow
from funding.publishing import CannotBeReleasedError, NothingChangedError, publish


class Command(BaseCommand):
    """Check all files, say what would change, then load all of them or none."""

    help = (
        "Loads the fund's record from the CSV files in one or more folders: checks everything first, lists each change, old "
        "and new, and saves all or nothing. Loading the same files again changes nothing. The files are the whole truth "
        "about every award that they name: what they no longer have of it is removed. What they lack altogether is kept and "
        "listed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folders, and what is to be done where the files alone do not say it."""
        parser.add_argument(
            "folders",
            nargs="+",
            type=Path,
            metavar="DIR",
            help="a folder that holds sources.csv, rounds.csv and the rest; several make one record together",
        )
        parser.add_argument(
            "--publish",
            dest="note",
            metavar="TEXT",
            help="make a release of it, with new rounds, and with this note for readers; without it, new rounds are drafts",
        )
        parser.add_argument("--dry-run", action="store_true", help="list what would change, and save nothing")
        parser.add_argument(
            "--distinct",
            nargs="+",
            action="extend",
            default=[],
            metavar="ID",
            help="new ids of things of their own, though they look like others that are there",
        )
        winner = parser.add_mutually_exclusive_group()
        winner.add_argument(
            "--files-win",
            dest="winner",
            action="store_const",
            const=Winner.FILES,
            help="bring rows that were changed here since they were loaded to what the files say",
        )
        winner.add_argument(
            "--keep-here",
            dest="winner",
            action="store_const",
            const=Winner.HERE,
            help="leave rows that were changed here since they were loaded as they are",
        )

    def handle(
        self,
        *args: Any,
        folders: Sequence[Path],
        note: str | None,
        dry_run: bool,
        distinct: Sequence[str],
        winner: Winner | None,
        **options: Any,
    ) -> None:
        """Load. Errors go to stderr, one a line, and end with a non-zero exit code."""
        try:
            record = read_folders(*folders)
            with transaction.atomic():
                hold_record()
                plan = make_plan(record, winner=winner)
                check_plan(plan, distinct=distinct)
                self._say(changes_in_words(plan))
                if plan.disputed and winner is None:
                    self._complain(disputes_in_words(plan))
                    raise CommandError(
                        "These rows were changed here since they were loaded. Nothing was saved. "
                        "Say which side wins: --files-win or --keep-here."
                    )
                if dry_run:
                    self.stdout.write("Nothing was saved: this was a dry run.")
                    return
                rounds = save(plan)
                published = [] if note is None else list(_publish(plan, note))
                self._say(report_in_words(plan, rounds if note is None else replace(rounds, drafted=0)))
                self._say(published)
        except CannotBeReleasedError as refused:
            self._complain(map(str, refused.errors))
            raise CommandError(f"{refused} Nothing was saved.") from refused
        except ValidationError as invalid:  # of the note
            raise CommandError(f"{' '.join(invalid.messages)} Nothing was saved.") from invalid
        except Refused as refused:
            self._complain(map(str, refused.problems))
            count = len(refused.problems)
            raise CommandError(f"{count} error{'' if count == 1 else 's'}. Nothing was saved.") from refused
        except DatabaseError as error:
            reason = str(error).strip().split("\n")[0]
            raise CommandError(
                f"The database refused the record ({reason}). Nothing was saved. "
                "If somebody was changing the same data at that moment, load it again."
            ) from error

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)

    def _complain(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stderr.write(line)


def _publish(plan: Plan, note: str) -> Iterator[str]:
    """Makes a release of what was saved, with the rounds that are new, and says so."""
    rounds = [row.round_id for row in plan.added(RoundRow)]
    try:
        release, draft = publish(note=note, rounds=rounds)
    except NothingChangedError as same:
        yield str(same)
        return
    yield from map(str, draft.findings)
    yield f"Made release {release.number}" + (f", with {words.count(len(rounds), 'new round')}." if rounds else ".")
