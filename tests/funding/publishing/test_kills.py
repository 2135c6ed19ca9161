"""Whatever is killed while a release is made, and whenever: readers have the old one or the new one, whole."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.checks.checkout import environment_of_its_own, make_checkout, processes_of_database
from tests.data.record_files import edit, write_record

pytestmark = pytest.mark.long

LOOK = """
import json
from django.db import connection
from funding.models import Award, Release
from funding.releases.reading import reading
from funding.releases.schemas import RELEASED, tables_of
current = Release.objects.current()
with connection.cursor() as cursor:
    cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'release%%' ORDER BY 1")
    schemas = [name for name, in cursor.fetchall()]
    with reading(current):
        words = Award.objects.get(slug="late-lab").as_stated
        counts = [cursor.execute(f'SELECT count(*) FROM "{table}"') or cursor.fetchone()[0] for table in tables_of(RELEASED)]
numbers = sorted(Release.objects.values_list("number", flat=True))
packages = Release.objects.filter(package__isnull=False).count()
print(json.dumps({"words": words, "numbers": numbers, "schemas": schemas, "packages": packages, "counts": counts}))
"""


def manage(checkout: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=checkout,
        env=environment_of_its_own(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(checkout: Path, *arguments: str) -> str:
    process = manage(checkout, *arguments)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


@pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="finds the processes of the database as Linux lists them"
)
def test_release_is_made_whole_or_not_at_all(tmp_path):
    checkout, folder = make_checkout(tmp_path), write_record(tmp_path / "record")
    done(checkout, "migrate", "-v0")
    done(checkout, "load_fund", str(folder), "--publish", "The beginning.")
    whole = json.loads(done(checkout, "shell", "-v0", "-c", LOOK))["counts"]
    words, chance = "not published", random.Random(20)
    for number in range(2, 22):
        new = f"not published, as of {number}"
        edit(
            folder, "awards.csv", f",lab,{words if ',' not in words else chr(34) + words + chr(34)},", f',lab,"{new}",'
        )
        done(checkout, "load_fund", str(folder))
        begun = time.monotonic()
        making = manage(checkout, "publish", "--note", f"Number {number}.")
        time.sleep(chance.uniform(0.5, 2.2))
        if number % 2:
            making.kill()
        else:
            with suppress(FileNotFoundError, ProcessLookupError):  # not there yet, or no longer
                for process in processes_of_database(checkout):
                    os.kill(process, signal.SIGKILL)
        making.communicate(timeout=60)
        when = f"number {number}, killed after {time.monotonic() - begun:.2f} s"

        seen = json.loads(done(checkout, "shell", "-v0", "-c", LOOK))
        assert seen["words"] in (words, new), when
        assert seen["counts"] == whole, when
        is_new = seen["words"] == new
        assert seen["numbers"] == list(range(1, number + is_new)), when
        assert sorted(seen["schemas"]) == sorted(f"release_{n}" for n in seen["numbers"]), when
        assert seen["packages"] == len(seen["numbers"]), when
        if not is_new:
            assert f"Made release {number}." in done(checkout, "publish", "--note", f"Number {number}.")
        words = new
