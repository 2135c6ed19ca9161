"""How large awards are: how many have an amount of each size, and the median, smallest and largest. Groups in, a `Chart` out."""

from collections.abc import Sequence

from django.urls import reverse

from funding import words
from funding.money import Amount, Qualifier
from funding.totals.dimensions import AMOUNT_NOT_PUBLISHED_LABEL, NOT_PUBLISHED, SIZES, size_of
from funding.totals.groups import Group, Totals

from . import headlines
from .bars import Chart, Series
from .figure import Fact
from .numbers import Column, Row, count, pounds, read
from .options import Scope

FEW = 10
"""Of how many awards one no longer says "half": it would not be true of an odd number."""

SIZE_NUMBERS: tuple[Column[Group], ...] = (
    count("Awards", "awards", lambda group: group.awards, "award"),
    pounds("Amount over all years", "amount_all_years_gbp", lambda group: group.shown),
)


def sizes(awards: Sequence[Group], scope: Scope) -> Chart:
    """A bar for each size with the number of awards of it, and one for those without a published amount.

    `awards` are groups of one award each, with all its years: `Selection.by(AWARD)`.
    """
    known = sorted((group for group in awards if group.amount is not None), key=lambda group: group.pounds)
    unknown = [group for group in awards if group.amount is None]
    rows = [
        _row(Totals.combined(award for award in known if size_of(award.pounds) == slug).named(slug, label), scope)
        for slug, (label, _) in SIZES.items()
    ]
    if unknown:
        rows.append(_row(Totals.combined(unknown).named(NOT_PUBLISHED, AMOUNT_NOT_PUBLISHED_LABEL), scope))
    return Chart(
        slug="sizes",
        title=_message(known, of_all=not unknown),
        subtitle="Number of awards that match, by the amount of each over all its years, £. "
        "One that is on a boundary counts above it.",
        series=(Series("Awards", "series-1"),),
        rows=tuple(rows) if awards else (),
        numbers=SIZE_NUMBERS,
        first_column="Size of the award",
        facts=_facts(known),
        csv=scope.csv,
    )


def _row(group: Group, scope: Scope) -> Row:
    awards, amount = read(SIZE_NUMBERS, group)
    return Row(
        ids=(group.slug,),
        label=group.label,
        numbers=(awards, amount),
        bars=(awards,),
        text=awards.short,
        href=scope.address(amount=group.slug) if group.awards else None,
        unknown=group.slug == NOT_PUBLISHED,
    )


def _message(known: Sequence[Group], *, of_all: bool) -> str:
    """What the sizes have to say, as a headline. `known` have an amount, smallest first; `of_all` awards or only of some."""
    if not known:
        return headlines.NOTHING_PUBLISHED
    which = "" if of_all else " with a published amount"
    if len(known) == 1:
        return f"The one award{which} is of {known[0].shown}"
    if known[0].pounds == known[-1].pounds:
        return f"Each of the {len(known):,} awards{which} is of {known[0].shown}"
    if len(known) == 2:
        return f"The two awards{which} are of {known[0].shown} and {known[1].shown}"
    if len(known) < FEW:
        return f"The one in the middle of {len(known)} awards{which} is of {_median(known)}"
    return f"Half of the awards{which} are of {_median(known)} or less"


def _median(known: Sequence[Group]) -> str:
    """The amount in the middle, or the mean of the two in the middle; "about" unless it is one exact amount."""
    middle = len(known) // 2
    amount = known[middle].amount
    if len(known) % 2 and amount and amount.is_exact:
        return amount.short()
    mean = (known[(len(known) - 1) // 2].pounds + known[middle].pounds) / 2
    return Amount(mean, Qualifier.ABOUT).short()


def _facts(known: Sequence[Group]) -> tuple[Fact, ...]:
    """The median, and the smallest and the largest amount with an award that has it."""
    if not known:
        return ()
    if len(known) == 1:
        return (Fact(name="The award", text=known[0].shown.short(), label=known[0].label, href=_place_of(known[0])),)
    ends = [
        Fact(
            name=name,
            text=end.shown.short(),
            label=_with_others(end, sum(one.pounds == end.pounds for one in known) - 1),
            href=_place_of(end),
        )
        for name, end in (("Smallest", known[0]), ("Largest", known[-1]))
    ]
    return (Fact(name="Median", text=_median(known)), *ends)


def _place_of(award: Group) -> str:
    """Where an award stands in the page of its project."""
    project, _, slug = award.slug.partition("#")
    return f"{reverse('project', args=[project])}#{slug}"


def _with_others(award: Group, others: int) -> str:
    """The title of the award's project, and how many others have the same amount."""
    return f"{award.label} and {words.count(others, 'other')}" if others else award.label
