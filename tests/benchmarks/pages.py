"""`make bench`: how long each page takes in this process, on the database that `make run` uses. It prints and judges nothing.

Times of one machine differ from run to run: compare pages with each other, or two versions of the code side by side.
"""

import gzip
import statistics
import time

import django

django.setup()

from django.db import connection  # noqa: E402  (needs Django set up)
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

PAGES = [
    "/",
    "/projects/",
    "/projects/?region=east-midlands&fy=2017-18",
    "/projects/?q=forensic+biometrcs",
    "/partnerships/",
    "/compare/?force=kent&force=essex",
    "/projects/digital-policing-portfolio/",
    "/rounds/2016-17-round-1/",
    "/regions/london/",
    "/forces/",
    "/forces/metropolitan/",
    "/themes/digital-ict/",
    "/about/",
    "/allocations.csv",
    "/projects.csv",
]
TIMES = 15


def measure(client: Client, address: str, *, times: int = TIMES) -> str:
    """One line: queries, milliseconds at the median and at the slowest, kB as sent and unpacked."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        response = client.get(address, headers={"host": "localhost"})
        body = response.getvalue()
        taken.append((time.perf_counter() - start) * 1000)
    with CaptureQueriesContext(connection) as queries:
        client.get(address, headers={"host": "localhost"}).getvalue()
    sent = len(gzip.compress(body, 6)) / 1000
    return f"{len(queries):7} {statistics.median(taken):8.0f} {max(taken):8.0f} {sent:8.1f} {len(body) / 1000:8.1f}  {address}"


HEAD = f"{'queries':>7} {'median':>8} {'slowest':>8} {'kB gzip':>8} {'kB':>8}  page (milliseconds)"
WITHOUT_MANIFEST: dict[str, object] = {
    "STORAGES": {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}},
    "WHITENOISE_AUTOREFRESH": True,
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
}
"""Settings that need no static files to be collected, and with which each page is made anew."""

KEPT = {"CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}}
"""Settings with which a page is made once."""


def main() -> None:
    print(HEAD)
    with override_settings(**WITHOUT_MANIFEST):
        client = Client()
        client.get(PAGES[0], headers={"host": "localhost"})  # the first request compiles the templates
        for address in PAGES:
            print(measure(client, address))
        print("\nThe same, kept in this process")
        print(HEAD)
        with override_settings(**KEPT):
            for address in PAGES:
                print(measure(client, address))


if __name__ == "__main__":
    main()
