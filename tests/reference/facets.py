"""The facets once more, slowly: what a query of the explorer selects, in plain loops over the lines of `reference`."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from tests.reference.reference import YEARS, Amount, Line, Lines, lead_of, region_of

State = Mapping[str, list[str]]
"""Parameters of the explorer with their values: `{"theme": ["theme0"], "not_fy": ["2016-17"]}`."""


def size_of(line: Line) -> str:
    if line.whole is None:
        return "not-published"
    for slug, below in [
        ("under-100k", 100_000),
        ("100k-to-250k", 250_000),
        ("250k-to-500k", 500_000),
        ("500k-to-1m", 1_000_000),
        ("1m-to-2.5m", 2_500_000),
        ("2.5m-to-5m", 5_000_000),
        ("5m-to-10m", 10_000_000),
    ]:
        if line.whole < Decimal(below):
            return slug
    return "10m-or-more"


def members_of(line: Line) -> set[str]:
    return {who.slug for who in (line.lead, *line.partners) if who}


def reach_of(line: Line) -> str:
    if line.national:
        return "national"
    return {0: "not-stated", 1: "one"}.get(len(members_of(line)), "several")


def place_of(line: Line) -> str:
    if line.national:
        return "national"
    regions = {who.region[0] for who in (line.lead, *line.partners) if who and who.region}
    if len(regions) == 1:
        return regions.pop()
    if regions:
        return "several-regions"
    return "national-bodies" if members_of(line) else "not-stated"


OF_LINES: dict[str, Callable[[Line], str]] = {
    "round": lambda line: line.round[0],
    "kind": lambda line: line.kind.replace(" ", "-"),
    "theme": lambda line: line.theme[0],
    "reach": reach_of,
    "place": place_of,
    "region": lambda line: region_of(line)[0],
    "lead": lambda line: lead_of(line)[0],
    "amount": size_of,
    "amount_published": lambda line: "no" if line.whole is None else "yes",
    "lead_stated": lambda line: "yes" if line.lead else "no",
    "national": lambda line: "yes" if line.national else "no",
    "project": lambda line: line.project[0],
}
"""Facets of which an award has one value."""

OF_AMOUNTS: dict[str, Callable[[Amount], str]] = {
    "fy": lambda amount: YEARS[amount.year],
    "year_published": lambda amount: "no" if amount.year is None else "yes",
}
"""Facets of which each amount has one value, and an award without any amount none."""

OF_MEMBERS = ["force", "with"]
"""Facets of which a project has several values: the forces that lead or partner it."""


def selected(lines: Lines, state: State) -> Lines:
    """The lines that a state asks for, with those of their amounts that it asks for."""
    for name, value_of in OF_LINES.items():
        wanted, refused = state.get(name), state.get(f"not_{name}", [])
        lines = [line for line in lines if value_of(line) not in refused and (not wanted or value_of(line) in wanted)]
    for name in OF_MEMBERS:
        wanted, refused = state.get(name), state.get(f"not_{name}", [])
        lines = [line for line in lines if not wanted or members_of(line) & set(wanted)]
        lines = [line for line in lines if not members_of(line) & set(refused)]
    for name, value_of in OF_AMOUNTS.items():
        wanted, refused = state.get(name), state.get(f"not_{name}", [])
        kept = []
        for line in lines:
            amounts = tuple(
                amount
                for amount in line.amounts
                if value_of(amount) not in refused and (not wanted or value_of(amount) in wanted)
            )
            if amounts or (line.whole is None and not wanted):
                kept.append(replace(line, amounts=amounts))
        lines = kept
    return lines


def comes_to(lines: Lines) -> tuple[int, Decimal]:
    """How many projects some lines are of, and how many pounds their amounts come to."""
    pounds = sum((amount.pounds for line in lines for amount in line.amounts), Decimal(0))
    return len({line.project for line in lines}), pounds


def values_of(lines: Lines, name: str) -> set[str]:
    """The values of a facet that at least one line has."""
    if name in OF_LINES:
        return {OF_LINES[name](line) for line in lines}
    if name in OF_AMOUNTS:
        return {OF_AMOUNTS[name](amount) for line in lines for amount in line.amounts}
    return {member for line in lines for member in members_of(line)}
