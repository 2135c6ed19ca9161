"""`manage.py load_editions`: the releases that every installation begins with."""

import tomllib
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from funding.importer import hold_record, make_plan, read_folders, save
from funding.importer.rows import RoundRow
from funding.models import Release, Round
from funding.publishing import publish

EDITIONS = settings.BASE_DIR / "fixtures" / "releases.toml"


class Command(BaseCommand):
    """Load each edition of the record in `fixtures`, and make a release of it; all of them or none."""

    help = "Fills an empty database with each edition of the record that `fixtures/releases.toml` lists, and makes a release of each."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load. A database that has rounds or releases is left as it is, which ends in an error."""
        if Round.objects.exists() or Release.objects.exists():
            raise CommandError("The database is not empty: load_fund and publish bring it up to date.")
        for edition in tomllib.loads(EDITIONS.read_text(encoding="utf-8"))["release"]:
            record = read_folders(*(EDITIONS.parent / folder for folder in edition["folders"]))
            hold_record()
            plan = make_plan(record)
            save(plan)
            release, draft = publish(
                note=edition["note"],
                rounds=[row.round_id for row in plan.added(RoundRow)],
                made_at=edition["made_at"],
            )
            for finding in draft.findings:
                self.stdout.write(str(finding))
            self.stdout.write(f"Made release {release.number}, of {release.made_at:%-d %B %Y}.")
