"""`manage.py rebuild_releases`: the tables of releases, made anew by today's models."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from funding import words
from funding.importer import Refused
from funding.models import Release
from funding.publishing import rebuild
from funding.publishing.schema import layout


class Command(BaseCommand):
    """Make the tables of releases anew from their packages, one release after the other, beside the old ones."""

    help = (
        "Makes the tables of each release anew from its package, where the code has other tables now than when they were made. "
        "Readers see the old ones until then. It is part of bringing new code into service, after migrate."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """All of them."""
        parser.add_argument("--all", action="store_true", help="also those whose tables are as today's code has them")

    def handle(self, *args: Any, all: bool, **options: Any) -> None:  # noqa: A002  (the option's name)
        """Rebuild. A release whose package cannot be read keeps the tables that it has, and ends in an error."""
        today = layout()
        kept = Release.objects.exclude(layout="").order_by("number")
        unreadable = []
        for release in kept if all else kept.exclude(layout=today):
            try:
                rebuild(release)
            except Refused as refused:
                self.stderr.write(f"Release {release.number}: {refused}")
                unreadable.append(release.number)
            else:
                self.stdout.write(f"Made the tables of release {release.number} anew.")
        if unreadable:
            raise CommandError(
                f"This code cannot read {words.count(len(unreadable), 'package')}: see above. "
                "What was made of them before stays as it is."
            )
