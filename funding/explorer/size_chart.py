"""How large projects are: how many have an amount in each band, and the median, smallest and largest. Groups in, a `Chart` out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from funding import money
from funding.selection import Group

from . import messages, words
from .chart import Chart
from .charts import GROUP_COLUMNS, GROUP_FIELDS, WHOLE_FUND, Scope, group_row, series_of
from .figure import Fact
from .measure import Measure


@dataclass(frozen=True)
class Size:
    """A band of amounts in pounds: from `lowest` up to, and without, `highest` (None: no end)."""

    slug: str
    label: str
    lowest: Decimal
    highest: Decimal | None

    def __contains__(self, amount: Decimal) -> bool:
        return self.lowest <= amount and (self.highest is None or amount < self.highest)


SIZES = (
    Size("under-100k", "Under £100,000", Decimal(0), Decimal(100_000)),
    Size("100k-250k", "£100,000 to £250,000", Decimal(100_000), Decimal(250_000)),
    Size("250k-500k", "£250,000 to £500,000", Decimal(250_000), Decimal(500_000)),
    Size("500k-1m", "£500,000 to £1m", Decimal(500_000), Decimal(1_000_000)),
    Size("1m-2.5m", "£1m to £2.5m", Decimal(1_000_000), Decimal(2_500_000)),
    Size("2.5m-5m", "£2.5m to £5m", Decimal(2_500_000), Decimal(5_000_000)),
    Size("5m-10m", "£5m to £10m", Decimal(5_000_000), Decimal(10_000_000)),
    Size("10m-or-more", "£10m or more", Decimal(10_000_000), None),
)

NOT_PUBLISHED = "not-published"


def sizes(
    projects: Sequence[Group],
    *,
    href: Callable[[Size | None], str | None],
    project_href: Callable[[Group], str],
    scope: Scope = WHOLE_FUND,
    csv: str = "",
) -> Chart:
    """A bar for each band with the number of projects in it, and one for those without a published amount (`href` of None).

    `projects` are groups of one project each, with its amount in the selection: `selection.by(PROJECT)`.
    """
    known = sorted((group for group in projects if group.amount is not None), key=lambda group: group.pounds)
    unknown = [group for group in projects if group.amount is None]
    rows = []
    for size in SIZES:
        group = Group.combined(size.slug, size.label, [one for one in known if one.pounds in size])
        rows.append(group_row(group, href(size) if group.projects else None, unknown=False, measure=Measure.PROJECTS))
    if unknown:
        group = Group.combined(NOT_PUBLISHED, "Amount not published", unknown)
        rows.append(group_row(group, href(None), unknown=True, measure=Measure.PROJECTS))
    return Chart(
        slug="sizes",
        title=_message(known, of_all=not unknown),
        subtitle=f"{scope.projects} by size: the sum of a project's amounts in this view, £. "
        "One that is on a boundary counts above it.",
        series=(series_of(Measure.PROJECTS),),
        rows=tuple(rows) if projects else (),
        columns=GROUP_COLUMNS,
        first_column="Amount of the project",
        data_fields=GROUP_FIELDS,
        facts=_facts(known, project_href),
        csv=csv,
    )


def _message(known: Sequence[Group], *, of_all: bool) -> str:
    """What the sizes have to say, as a headline. `known` have an amount, smallest first; `of_all` projects or only of some."""
    if not known:
        return messages.NOTHING_PUBLISHED
    which = "" if of_all else " with a published amount"
    if len(known) == 1:
        return f"The one project{which} has {words.of_group(known[0])}"
    if known[0].pounds == known[-1].pounds:
        return f"Each of the {len(known):,} projects{which} has {words.of_group(known[0])}"
    if len(known) == 2:
        return f"The two projects{which} have {words.of_group(known[0])} and {words.of_group(known[1])}"
    return f"Half of the projects{which} have {_median(known)} or less"


def _median(known: Sequence[Group]) -> str:
    """The amount in the middle, or the mean of the two in the middle; "about" unless it is one exact amount."""
    middle = len(known) // 2
    if len(known) % 2 and known[middle].qualifier == money.Qualifier.EXACTLY:
        return money.short_pounds(known[middle].pounds)
    mean = (known[(len(known) - 1) // 2].pounds + known[middle].pounds) / 2
    return money.qualified(money.short_pounds(mean), money.Qualifier.ABOUT)


def _facts(known: Sequence[Group], project_href: Callable[[Group], str]) -> tuple[Fact, ...]:
    """The median, and the smallest and the largest amount with a project that has it."""
    if not known:
        return ()
    if len(known) == 1:
        return (Fact("The project", words.of_group(known[0]), known[0].label, project_href(known[0])),)
    ends = [
        Fact(
            name,
            words.of_group(end),
            _with_others(end, sum(one.pounds == end.pounds for one in known) - 1),
            project_href(end),
        )
        for name, end in (("Smallest", known[0]), ("Largest", known[-1]))
    ]
    return (Fact("Median", _median(known)), *ends)


def _with_others(project: Group, others: int) -> str:
    """The project's title, and how many others have the same amount."""
    return f"{project.label} and {words.count(others, 'other')}" if others else project.label
