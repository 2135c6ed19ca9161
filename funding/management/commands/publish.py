"""`manage.py publish --note "…"`: a release of what is public in the record."""

from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from funding import money, words
from funding.models import Round
from funding.publishing import CannotBeReleasedError, Draft, draft_release, publish


class Command(BaseCommand):
    """Make a release, and say what it changes. Warnings are said and accepted; errors stop it."""

    help = (
        "Makes a release: a numbered edition of all that is public, which never changes and which the site shows from then on. "
        "Says what changes, and what to look at; errors stop it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The note, and drafts that become public with it."""
        parser.add_argument("--note", required=True, metavar="TEXT", help="what changed and why, for readers")
        parser.add_argument(
            "--round",
            dest="rounds",
            action="append",
            default=[],
            metavar="ID",
            help="a draft round that becomes public with it; can be given several times",
        )
        parser.add_argument("--dry-run", action="store_true", help="say all of that, and make nothing")

    def handle(self, *args: Any, note: str, rounds: Sequence[str], dry_run: bool, **options: Any) -> None:
        """Publish. Errors go to stderr, one a line, and end with a non-zero exit code."""
        unknown = set(rounds) - set(Round.objects.filter(slug__in=rounds).values_list("slug", flat=True))
        if unknown:
            raise CommandError(f"No round has the id {', '.join(sorted(unknown))}. Nothing was published.")
        if dry_run:
            draft = draft_release(rounds)
            self._say(draft)
            self.stdout.write("Nothing was published: this was a dry run.")
            return
        try:
            release, draft = publish(note=note, rounds=rounds)
        except CannotBeReleasedError as refused:
            for error in refused.errors:
                self.stderr.write(str(error))
            raise CommandError(f"{refused} Nothing was published.") from refused
        except ValidationError as invalid:
            raise CommandError(f"{' '.join(invalid.messages)} Nothing was published.") from invalid
        self._say(draft)
        self.stdout.write(f"Made release {release.number}.")

    def _say(self, draft: Draft) -> None:
        for finding in draft.findings:
            self.stdout.write(str(finding))
        for line in changes_in_words(draft):
            self.stdout.write(line)


def changes_in_words(draft: Draft) -> Iterator[str]:
    """A line for each thing that changes, and what the whole comes to."""
    for change in draft.changes:
        yield f"{change.file}, {words.change(change)}"
    for move in draft.moves:
        before, after = ("nothing" if pounds is None else money.pounds(pounds) for pounds in (move.before, move.after))
        yield f"{move.name}: {before} -> {after}"
    if draft.follows:
        yield f"{words.count(len(draft.changes), 'change')} since release {draft.follows.number}."
