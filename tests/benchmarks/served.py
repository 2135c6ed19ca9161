"""`make bench`: how many requests a second the served site answers, beside a static file of its own and beside Datasette.

All are asked by the same client in one run, so that their ratios say more than their figures. Datasette has the rows of
`projects.csv`, and a page of its table with twelve facets. It prints and judges nothing.
"""

import csv
import http.client
import itertools
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from tests.checks.checkout import PROJECT, make_checkout
from tests.checks.serving import free_port, serving

SECONDS, READERS = 6, 8
DATASETTE = "datasette==0.65"
FACETS = [
    "lead",
    "lead_id",
    "lead_kind",
    "lead_region",
    "national_scope",
    "theme",
    "theme_id",
    "other_theme_ids",
    "partner_ids",
    "round_ids",
    "awards",
    "qualifier",
]


def ask(port: int, addresses: Iterator[str], times: list[float], sizes: list[int], until: float) -> None:
    """One reader, who keeps the connection open."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        connection.request("GET", next(addresses), headers={"Accept-Encoding": "gzip", "Host": "localhost"})
        answer = connection.getresponse()
        sizes.append(len(answer.read()))
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {answer.getheaders()}")
        times.append(time.perf_counter() - begun)


def measure(what: str, port: int, addresses: Callable[[], Iterator[str]]) -> float:
    """Prints a line and gives requests a second."""
    warm: list[float] = []
    ask(port, addresses(), warm, [], time.perf_counter() + 1)
    times: list[float] = []
    sizes: list[int] = []
    begun = time.perf_counter()
    shared = addresses()
    lock = threading.Lock()

    def taken() -> Iterator[str]:
        while True:
            with lock:
                address = next(shared)
            yield address

    readers = [
        threading.Thread(target=ask, args=(port, taken(), times, sizes, begun + SECONDS)) for _ in range(READERS)
    ]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    rate = len(times) / (time.perf_counter() - begun)
    slow = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    print(
        f"{rate:9.1f} {statistics.median(times) * 1000:8.1f} {slow * 1000:8.1f} {statistics.mean(sizes) / 1000:8.1f}  {what}"
    )
    return rate


def fetched(port: int, address: str) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Host": "localhost"})
    return connection.getresponse().read().decode("utf-8-sig")


@contextmanager
def datasette(rows: list[dict[str, str]], folder: Path) -> Iterator[int]:
    """Its port, with the rows in a table. It is installed once, into an environment of its own."""
    home = PROJECT / "var" / "datasette"
    program = home / "bin" / "datasette"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", home], check=True)
        subprocess.run([home / "bin" / "pip", "install", "--quiet", DATASETTE, "setuptools<80"], check=True)
    with sqlite3.connect(folder / "fund.db") as database:
        columns = list(rows[0])
        database.execute(f"CREATE TABLE projects ({', '.join(columns)})")
        marks = ", ".join("?" * len(columns))
        database.executemany(f"INSERT INTO projects VALUES ({marks})", [tuple(row.values()) for row in rows])  # noqa: S608
    database.close()
    port = free_port()
    arguments = [program, "serve", "fund.db", "--port", str(port), "--setting", "facet_time_limit_ms", "5000"]
    with subprocess.Popen(arguments, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                try:
                    fetched(port, "/")
                    break
                except OSError:
                    time.sleep(0.1)
            yield port
        finally:
            server.terminate()


def main() -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        (folder / "site").mkdir()
        with serving(make_checkout(folder / "site"), folder / "log") as port:
            style_sheet = re.search(r'href="(/static/css/layout[^"]*)"', fetched(port, "/"))
            assert style_sheet
            rows = list(csv.DictReader(fetched(port, "/projects.csv").splitlines()))
            print(f"\n{READERS} readers, {SECONDS} seconds each, {len(rows)} projects, two processes of four threads")
            print(f"{'a second':>9} {'median':>8} {'p95':>8} {'kB':>8}  (milliseconds)")
            static = measure("a static file", port, lambda: itertools.repeat(style_sheet[1]))
            home = measure("home page, made before", port, lambda: itertools.repeat("/"))
            explorer = measure("explorer, made before", port, lambda: itertools.repeat("/projects/"))
            measure("projects.csv", port, lambda: itertools.repeat("/projects.csv"))
            number = itertools.count(1)
            measure(
                "explorer, a filter never asked before",
                port,
                lambda: (f"/projects/?amount_min={next(number)}" for _ in itertools.count()),
            )
            with datasette(rows, folder) as other:
                facets = urlencode([("_facet", column) for column in FACETS])
                assert set(FACETS) <= set(rows[0]), sorted(rows[0])
                table = measure("Datasette, twelve facets", other, lambda: itertools.repeat(f"/fund/projects?{facets}"))
            print(f"home page / static file: {home / static:.2f}; explorer / static file: {explorer / static:.2f}")
            print(f"explorer made before / Datasette: {explorer / table:.1f}")


if __name__ == "__main__":
    main()
