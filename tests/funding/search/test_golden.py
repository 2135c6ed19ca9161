"""A list of searches of the sorts that readers type, and the projects of the real fund that they ought to find."""

import csv
from pathlib import Path

from funding.search import search
from projects.models import Project

GOLDEN = Path(__file__).with_name("golden.csv")
TOP = 3
SHARE = 0.96


def test_golden_searches_find_an_expected_project_in_the_top_three(real_fund):
    slugs = dict(Project.objects.values_list("pk", "slug"))
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 60
    assert len({row["query"] for row in rows}) == len(rows)
    misses = []
    for row in rows:
        expected = set(row["expected_project_ids"].split(";"))
        assert expected <= set(slugs.values()), row["query"]
        found = [slugs[project] for project in search(row["query"]).project_ids]
        if not expected & set(found[:TOP]):
            misses.append(
                f"{row['query']} ({row['note']}): found {found[:TOP]} of {len(found)}, not {sorted(expected)}"
            )
    assert len(misses) <= len(rows) * (1 - SHARE), "\n".join(["missed:", *misses])
