"""Two hundred readers at a time while a release is made: all are answered, and no page is of two releases."""

import http.client
import random
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.checks.checkout import environment_of_its_own, make_checkout
from tests.checks.serving import serving
from tests.data.record_files import edit

pytestmark = pytest.mark.long

READERS, SECONDS, ADDRESSES = 200, 60, 300
FUND = Path(settings.BASE_DIR, "fixtures", "police_transformation_fund")
TOTALS = {2: "about £219m", 3: "about £229m"}


def manage(checkout: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=checkout,
        env=environment_of_its_own(),
        check=True,
        capture_output=True,
        timeout=300,
    )


def get(connection: http.client.HTTPConnection, address: str) -> tuple[int, str]:
    connection.request("GET", address, headers={"Host": "localhost"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(errors="replace")


def found_from(port: int) -> list[str]:
    """Addresses that the site's own pages lead to: pages, filters, tables and figures."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found, todo = {"/": None}, ["/"]
    while todo and len(found) < ADDRESSES:
        _, body = get(connection, todo.pop(0))
        for address in re.findall(r'href="(/[^"#]*)', body):
            address = address.replace("&amp;", "&")
            if address not in found and not address.startswith(("/static/", "/releases/1/", "/admin/", "/favicon")):
                found[address] = None
                todo.append(address)
    connection.close()
    return list(found)[:ADDRESSES]


def test_readers_do_not_notice_that_a_release_is_made(tmp_path, record_property):
    checkout = make_checkout(tmp_path)
    folder = tmp_path / "edited"
    shutil.copytree(FUND, folder)
    row = 'r1-norfolk-caid-facial-recognition,2016-17,{},exactly,,awarded,"{}"'
    edit(folder, "allocations.csv", row.format("726000", "£726,000"), row.format("10726000", "£10,726,000"))
    answers: list[tuple[float, float, str, int, int | None, bool]] = []
    broken: list[str] = []
    with serving(checkout, tmp_path / "log") as port:
        addresses = found_from(port)
        assert len(addresses) == ADDRESSES
        begun = time.monotonic()

        def read(seed: int) -> None:
            chance = random.Random(seed)
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            while time.monotonic() < begun + SECONDS:
                address = "/" if chance.random() < 0.2 else chance.choice(addresses)
                asked = time.monotonic()
                try:
                    status, body = get(connection, address)
                except (OSError, http.client.HTTPException) as error:
                    broken.append(f"{address}: {error!r}")
                    connection.close()
                    continue
                said = re.search(r'<p class="edition"><a [^>]*>Release (\d+),', body)
                number = int(said[1]) if said and not address.startswith("/releases/") else None
                is_mixed = address == "/" and not (number in TOTALS and TOTALS[number] in body)
                answers.append((asked - begun, time.monotonic() - asked, address, status, number, is_mixed))
            connection.close()

        readers = [threading.Thread(target=read, args=(seed,)) for seed in range(READERS)]
        for reader in readers:
            reader.start()
        time.sleep(SECONDS / 3)
        manage(checkout, "load_fund", str(folder), str(FUND.parent / "reference"), "--files-win")
        asked_for = time.monotonic() - begun
        manage(checkout, "publish", "--note", "A figure was misread.")
        made = time.monotonic() - begun
        for reader in readers:
            reader.join()

    assert made < SECONDS - 5
    assert broken == []
    assert {(address, status) for _, _, address, status, _, _ in answers if status not in (200, 301, 302, 400)} == set()
    assert not any(is_mixed for *_, is_mixed in answers)
    assert {number for at, took, _, _, number, _ in answers if number and at + took < asked_for} == {2}
    assert {number for at, _, _, _, number, _ in answers if number and at > made + 3} == {3}
    phases = {"before": (0, asked_for), "while it is made": (asked_for, made), "after": (made, SECONDS)}
    for name, (first, last) in phases.items():
        seconds = [took for at, took, *_ in answers if first <= at < last]
        record_property(name, f"{len(seconds)} answers, 95% of them in {statistics.quantiles(seconds, n=20)[-1]:.2f} s")
