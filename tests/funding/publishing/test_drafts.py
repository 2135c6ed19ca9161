"""What belongs to drafts alone is in no table that the public can read, and in no package."""

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.db import connection, transaction
from hypothesis import Phase, assume, given, settings

from funding.importer import fill
from funding.models import Package, Round
from funding.publishing import NothingChangedError, publish
from funding.releases.schemas import RELEASED
from tests.data.edited_records import HAVING_FILES, Files, editions, record_of
from tests.data.strategies import TIMES, generated

pytestmark = pytest.mark.django_db

generated_ten = settings(generated, max_examples=10 * TIMES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""Each makes two releases, so that none is made smaller after it failed."""

WORD, POUNDS = "velvetbadger", "76543.21"
"""Stand in every text and id of what belongs to the draft, and in each of its amounts."""

MARKS = rf"{WORD}|76,?543\.21"
"""As what they are found, also in words for readers."""

DRAFT: Files = {
    "sources.csv": [
        {"source_id": f"{WORD}-{n}", "published_on": "2021-02", "url": f"https://{WORD}.example.org/{n}"}
        for n in (1, 2)
    ],
    "projects.csv": [{"project_id": WORD, "other_theme_ids": "", "partner_ids": "", "national_scope": "false"}],
    "rounds.csv": [{"round_id": WORD, "kind": "bids", "announced_on": "", "financial_year": "2018-19"}],
    "announcements.csv": [{"round_id": WORD, "qualifier": "about", "project_count": "14"}],
    "awards.csv": [
        {"award_id": f"{WORD}-new", "project_id": WORD, "covers_from": "2018-19", "covers_to": "2018-19"},
        {"award_id": f"{WORD}-known", "covers_from": "2018-19", "covers_to": "2018-19"},
    ],
    "allocations.csv": [
        {"award_id": f"{WORD}-{which}", "financial_year": "2018-19", "qualifier": "about", "rounded_to_gbp": ""}
        for which in ("new", "known")
    ],
    "sub_grants.csv": [{"award_id": f"{WORD}-new"}],
    "conflicts.csv": [
        {"entity": f"{what}:{id_}", "source_a": f"{WORD}-1", "source_b": f"{WORD}-2"}
        for what, id_ in [("round", WORD), ("project", WORD), ("award", f"{WORD}-new"), ("award", f"{WORD}-known")]
    ],
}
"""A draft round with two awards, one of them to a project that is public. What is not here is filled in by `with_draft`."""


def with_draft(files: Files) -> Files:
    """The files with the draft besides."""
    files = deepcopy(files)
    named = {
        "theme_id": files["themes.csv"][0]["theme_id"],
        "lead_id": files["forces.csv"][0]["force_id"],
        "recipient_id": files["forces.csv"][0]["force_id"],
        "project_id": files["awards.csv"][0]["project_id"],
        "round_id": WORD,
        "source_ids": f"{WORD}-1;{WORD}-2",
        "amount_gbp": POUNDS,
        "status": "awarded",
        "kind": "stated",
        "period_basis": "stated",
    }
    for kind in HAVING_FILES:
        for row in DRAFT.get(kind.FILE, []):
            files[kind.FILE].append(
                {**{column: named.get(column, f"{WORD}-{column}") for column in kind.cells()}, **row}
            )
    return files


def found_in(schemas: str) -> list[tuple[str, str]]:
    """The tables of these schemas that have a row with a mark of the draft, read without the models."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_schema, table_name FROM information_schema.tables WHERE table_schema ~ %s", [schemas]
        )
        tables = cursor.fetchall()
        found = []
        for schema, table in tables:
            cursor.execute(
                f'SELECT count(*) FROM "{schema}"."{table}" t WHERE t::text ~* %s',  # noqa: S608
                [MARKS],
            )
            if cursor.fetchone() != (0,):
                found.append((schema, table))
        assert tables
        return found


def texts_in(package: Package) -> Iterator[str]:
    """The name and the content of each of its files."""
    with zipfile.ZipFile(io.BytesIO(bytes(package.content))) as archive:
        for name in archive.namelist():
            yield name
            yield archive.read(name).decode()


@generated_ten
@given(editions(2))
def test_draft_is_in_no_table_of_a_release_or_of_editions_and_in_no_package(two):
    assume(all(files["themes.csv"] and files["forces.csv"] and files["awards.csv"] for files in two))
    with transaction.atomic():
        for number, files in enumerate(two, 1):
            for model in reversed(RELEASED):
                model.objects.all().delete()
            fill(record_of(with_draft(files)))
            Round.objects.filter(slug=WORD).update(in_next_release=False)
            try:
                publish(note=f"Edition {number}.")
            except NothingChangedError:
                assert number == 2

        assert {table for _, table in found_in("^public$")} == {
            *("projects_project", "funding_source", "funding_round", "funding_announcement", "funding_award"),
            *("funding_allocation", "funding_subgrant", "funding_conflict"),
        }
        assert found_in("^(release_[0-9]+|editions)$") == []
        for package in Package.objects.all():
            for text in texts_in(package):
                assert not re.search(MARKS, text, re.IGNORECASE)
        transaction.set_rollback(True)
