"""Charts of rounds: what was announced beside what is known of it. They are compared and never added."""

from collections.abc import Sequence
from decimal import Decimal

from funding import words
from funding.totals.listings import RoundRow

from . import headlines
from .bars import Chart, Row, Series
from .breakdowns import plain

ANNOUNCED = Series("Announced", "pale")
ITEMISED = Series("Itemised here", "series-1")


def announced_and_itemised(rows: Sequence[RoundRow], *, csv: str) -> Chart:
    """For each round, what was announced and over it what is itemised: two bars from the same start, which are never added."""
    return Chart(
        slug="announced",
        title=headlines.rounds(rows),
        subtitle="Announced (pale) and itemised here (dark), £, on one scale. They are compared and never added.",
        series=(ANNOUNCED, ITEMISED),
        rows=tuple(_round_row(row) for row in rows),
        columns=("Announced", "Itemised", "Itemised as a share of announced"),
        first_column="Round",
        data_fields=(
            "announced_gbp",
            "announced_qualifier",
            "itemised_gbp",
            "itemised_qualifier",
            "itemised_share_of_announced",
        ),
        csv=csv,
        overlaid=True,
    )


def _round_row(row: RoundRow) -> Row:
    announced, itemised = row.announcement, row.itemised
    short = itemised.amount.short() if itemised.amount else "none itemised"
    said = (
        announced.worth.exact() if announced else "not stated",
        itemised.amount.exact() if itemised.amount else "not published",
    )
    return Row(
        label=row.round.name,
        values=(announced.amount if announced else None, itemised.amount.pounds if itemised.amount else None),
        text=f"{short} of {announced}" if announced else short,
        cells=(*said, words.share_itemised(row)),
        href=row.round.get_absolute_url(),
        said=said,
        slug=row.round.slug,
        data=(
            announced.amount if announced else None,
            announced.qualifier if announced else None,
            *plain(itemised.amount),
            None if row.coverage is None else f"{row.coverage:.4f}",
        ),
    )


def projects_announced_and_known(row: RoundRow) -> Chart:
    """How many projects a round was announced to have, and how many of them are known here, with and without an amount."""
    announced = row.announcement.project_count if row.announcement else None
    known = row.itemised.projects
    numbers = {
        "announced": ("Announced", announced),
        "known": ("Known here", known),
        "known-with-amount": ("Known, with an amount", row.itemised.awards_with_amount),
    }
    known_in_words = f"{known} of {announced} announced projects" if announced else words.count(known, "project")
    return Chart(
        slug="projects",
        title=f"{known_in_words} {'is' if known_in_words == '1 project' else 'are'} known",
        subtitle="Number of projects in the round",
        series=(Series("Projects", "series-1"),),
        rows=tuple(_count_row(slug, *labelled) for slug, labelled in numbers.items()),
        columns=("Projects",),
        first_column="What is counted",
        data_fields=("projects",),
    )


def _count_row(slug: str, label: str, number: int | None) -> Row:
    text = "not stated" if number is None else f"{number:,}"
    value = None if number is None else Decimal(number)
    return Row(label=label, values=(value,), text=text, cells=(text,), slug=slug, data=(number,))
