"""Charts of rounds: what was announced beside what is known of it. They are compared and never added."""

from collections.abc import Sequence

from funding import words
from funding.money import NOT_PUBLISHED, Missing
from funding.totals.listings import RoundRow

from . import headlines
from .bars import Chart, Series
from .numbers import Column, Number, Row, count, pounds, read

ANNOUNCED = Series("Announced", "pale")
ITEMISED = Series("Itemised here", "series-1")

NOT_STATED = Missing("not stated")
NONE_ITEMISED = Missing("none itemised")


def _share(row: RoundRow) -> Number:
    return Number(cell=words.share_itemised(row), plain=(None if row.coverage is None else f"{row.coverage:.4f}",))


ROUND_NUMBERS: tuple[Column[RoundRow], ...] = (
    pounds(
        "Announced",
        "announced_gbp",
        lambda row: row.announcement.worth if row.announcement else NOT_STATED,
        "announced_qualifier",
    ),
    pounds("Itemised", "itemised_gbp", lambda row: row.itemised.amount or NOT_PUBLISHED, "itemised_qualifier"),
    Column("Itemised as a share of announced", ("itemised_share_of_announced",), _share),
)


def announced_and_itemised(rows: Sequence[RoundRow], *, csv: str) -> Chart:
    """For each round, what was announced and over it what is itemised: two bars from the same start, which are never added."""
    return Chart(
        slug="announced",
        title=headlines.rounds(rows),
        subtitle="Announced (pale) and itemised here (dark), £, on one scale. They are compared and never added.",
        series=(ANNOUNCED, ITEMISED),
        rows=tuple(map(_row, rows)),
        numbers=ROUND_NUMBERS,
        first_column="Round",
        csv=csv,
        overlaid=True,
    )


def _row(row: RoundRow) -> Row:
    numbers = read(ROUND_NUMBERS, row)
    itemised = row.itemised.amount or NONE_ITEMISED
    return Row(
        ids=(row.round.slug,),
        label=row.round.name,
        numbers=numbers,
        bars=numbers[:2],
        text=f"{itemised} of {row.announcement}" if row.announcement else str(itemised),
        href=row.round.get_absolute_url(),
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
    column: Column[int | None] = count("Projects", "projects", lambda number: number)
    rows = []
    for slug, (label, projects) in numbers.items():
        number = column.number(projects)
        rows.append(Row(ids=(slug,), label=label, numbers=(number,), bars=(number,), text=number.short))
    return Chart(
        slug="projects",
        title=f"{known_in_words} {'is' if known_in_words == '1 project' else 'are'} known",
        subtitle="Number of projects in the round",
        series=(Series("Projects", "series-1"),),
        rows=tuple(rows),
        numbers=(column,),
        first_column="What is counted",
    )
