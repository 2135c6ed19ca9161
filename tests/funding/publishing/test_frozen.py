"""Whatever changes later: at the address of a release, every page and file is what the site showed while it was current."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import Phase, assume, given, settings

from funding.importer import fill
from funding.importer.rows import RoundRow
from funding.models import Release
from funding.publishing import publish
from funding.publishing.differences import differences
from funding.publishing.package import public_part
from funding.releases.schemas import RELEASED
from tests.checks.public_site import visited
from tests.data.edited_records import Files, editions, record_of
from tests.data.strategies import TIMES, generated

pytestmark = pytest.mark.django_db

generated_few = settings(generated, max_examples=TIMES, phases=[Phase.explicit, Phase.reuse, Phase.generate])
"""Each takes as long as hundreds of pages, so that none is made smaller after it failed."""


def released(files: Files, number: int) -> Release:
    """A release of these files, all of them and nothing else."""
    for model in reversed(RELEASED):
        model.objects.all().delete()
    fill(record_of(files))
    release, _ = publish(note=f"Edition {number}.", made_at=datetime(2026, 11, number, 12, tzinfo=UTC))
    return release


def as_shown(release: Release, kind: str, body: bytes) -> Sequence[str | bytes]:
    """The lines of a page without what its address adds to them: a bar, a word to search engines, and where links lead.

    A file is all that it is, byte for byte.
    """
    if not kind.startswith("text/html"):
        is_of_addresses = kind.startswith(("application/", "text/plain"))  # feeds, the sitemap, robots.txt
        return (without_mount(release, body) if is_of_addresses else body).splitlines(keepends=True)
    text = re.sub(r'<div class="frozen".*?</div>', "", body.decode(), flags=re.DOTALL)
    text = text.replace('<meta name="robots" content="noindex">', "").replace(f"/releases/{release.number}/", "/")
    return [line.strip() for line in text.splitlines() if line.strip()]


def without_mount(release: Release, file: bytes) -> bytes:
    return file.replace(f"/releases/{release.number}/".encode(), b"/")


@generated_few
@given(editions(3))
def test_address_of_a_release_shows_what_the_site_showed_while_it_was_current(three):
    publics = [public_part(record, [row.round_id for row in record[RoundRow]]) for record in map(record_of, three)]
    assume(all(differences(before, after) for before, after in pairwise(publics)))
    with transaction.atomic():
        releases = [(release := released(files, number), visited(release)) for number, files in enumerate(three, 1)]

        for release, shown in releases:
            frozen = visited(release, f"/releases/{release.number}")
            assert {address: kind for address, (kind, _) in frozen.items()} == {
                address: kind for address, (kind, _) in shown.items()
            }
            for address, (kind, body) in shown.items():
                then, now = as_shown(release, kind, body), as_shown(release, kind, frozen[address][1])
                assert now == then, f"{address} of {release}"
        transaction.set_rollback(True)
