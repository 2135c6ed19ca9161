"""`make bench`, second part: searches and pages with 52, 1,000 and 5,000 projects. It prints and judges nothing.

The projects are those of the real fund, repeated with other words, in a transaction that is undone.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Iterable
from io import StringIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "funding.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (needs Django set up)
from django.db import connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402

from forces.models import Force  # noqa: E402
from funding import financial_year  # noqa: E402
from funding.models import Allocation, Award, Round, Source  # noqa: E402
from funding.search import places, search  # noqa: E402
from projects.models import Project  # noqa: E402
from tests.benchmarks import pages  # noqa: E402
from tests.data.real_fund import FOLDERS  # noqa: E402
from tests.data.releasing import publish_record  # noqa: E402

QUERIES = [
    "forensics",
    "Norfolk",
    "GMP",
    "CSE",
    "Nottingamshire",
    "forensic biometrcs",
    "data",
    "nothing whatever occurs",
    "-police",
    '"child sexual abuse" or fraud -cyber',
    "the national programme for the police and partners who help children online",
]
PAGES = [
    "/projects/",
    "/projects/?q=forensic+biometrcs",
    "/projects/?theme=digital-ict&region=east-midlands&not_fy=2016-17",
    "/projects/?force=essex&force=kent&amount=1m-to-2.5m",
    "/partnerships/?theme=digital-ict",
    "/projects.csv",
    "/allocations.csv",
]
TIMES = 7
FIRST_LETTERS, VOWELS = "bcdfglmnprstv", "aeiou"


def more_projects(number: int) -> None:
    """Copies of the real projects, each sentence with a few words that are its own; 3,000 such words in all."""
    chance = random.Random(number)
    coined = ["".join(chance.choice(s) for s in [FIRST_LETTERS, VOWELS] * 4) for _ in range(3000)]
    forces = list(Force.objects.all())
    rounds = list(Round.objects.all())
    real = list(Project.objects.exclude(slug__startswith="copy-").prefetch_related("partners"))
    copies = [
        Project(
            slug=f"copy-{number}-{place}",
            title=f"{source.title} {chance.choice(coined)}",
            description=f"{source.description} {' '.join(chance.choices(coined, k=5))}",
            theme_id=source.theme_id,
            lead=chance.choice(forces),
        )
        for place in range(number - Project.objects.count())
        for source in [real[place % len(real)]]
    ]
    Project.objects.bulk_create(copies)
    through = Project.partners.through
    through.objects.bulk_create(
        through(project_id=copy.pk, force_id=force.pk)
        for copy in copies
        for force in chance.sample(forces, 3)
        if force != copy.lead
    )
    awards = Award.objects.bulk_create(
        Award(slug=copy.slug, project=copy, round=chance.choice(rounds), as_stated="as listed") for copy in copies
    )
    years = [*financial_year.fund_years(), None]
    allocations = Allocation.objects.bulk_create(
        Allocation(
            award=award, financial_year=year, amount=chance.randint(1, 5_000_000), qualifier="about", as_stated="£1"
        )
        for award in awards
        for year in chance.sample(years, chance.randint(0, 2))
    )
    cite = Allocation.sources.through
    source = Source.objects.earliest("pk")
    cite.objects.bulk_create(cite(allocation=allocation, source=source) for allocation in allocations)


def measure(query: str) -> str:
    """One line: milliseconds at the median and at the slowest, what is found, the query."""
    taken = []
    for _ in range(TIMES):
        start = time.perf_counter()
        found = search(query)
        taken.append((time.perf_counter() - start) * 1000)
    start = time.perf_counter()
    places(found.project_ids[:25], found)
    page = (time.perf_counter() - start) * 1000
    return f"{statistics.median(taken):8.0f} {max(taken):8.0f} {page:8.0f} {len(found.project_ids):6}  {query}"


def write(lines: Iterable[str]) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()


def main() -> None:
    with transaction.atomic(), override_settings(**pages.WITHOUT_MANIFEST):
        call_command("load_fund", *FOLDERS, stdout=StringIO())
        Round.objects.update(in_next_release=True)
        for number in (Project.objects.count(), 1000, 5000):
            more_projects(number)
            start = time.perf_counter()
            publish_record()
            write([f"{number} projects: a release of them is made in {time.perf_counter() - start:.1f} s"])
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            client = Client()
            write([pages.HEAD])
            write([pages.measure(client, address, times=3) for address in PAGES])
            lines = [f"{'median':>8} {'slowest':>8} {'places':>8} {'found':>6}  query"]
            write([*lines, *map(measure, QUERIES), ""])
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
