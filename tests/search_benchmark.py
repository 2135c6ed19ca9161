"""`python -m tests.search_benchmark`: how long a search takes with 52, 1,000 and 5,000 projects. It prints and judges nothing.

The projects are those of the real fund, repeated with other words, in a transaction that is undone.
"""

import os
import random
import statistics
import sys
import time
from io import StringIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "funding.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (needs Django set up)
from django.db import connection, transaction  # noqa: E402

from forces.models import Force  # noqa: E402
from funding.models import Award, Round  # noqa: E402
from funding.search import places, search  # noqa: E402
from projects.models import Project  # noqa: E402
from tests.real_fund import FOLDER  # noqa: E402

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
    Award.objects.bulk_create(
        Award(slug=copy.slug, project=copy, round=chance.choice(rounds), as_stated="amount not published")
        for copy in copies
    )


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


def main() -> None:
    with transaction.atomic():
        call_command("load_fund", FOLDER, stdout=StringIO())
        for number in (Project.objects.count(), 1000, 5000):
            more_projects(number)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
            lines = [f"{number} projects", f"{'median':>8} {'slowest':>8} {'places':>8} {'found':>6}  query"]
            sys.stdout.write("\n".join([*lines, *map(measure, QUERIES), ""]) + "\n")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
