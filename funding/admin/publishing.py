"""What publishing a round, or unpublishing it, changes for the public: said in words before, and done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from django.utils import timezone
from django.utils.formats import date_format

from funding import words
from funding.models import Award, Round
from funding.models.rounds import RoundQuerySet
from funding.totals.dimensions import ROUND
from funding.totals.groups import Totals
from funding.totals.selection import Selection


def state(round_: Round) -> str:
    """`Draft`, or `Published on 5 August 2016`."""
    if round_.published_at is None:
        return "Draft"
    return f"Published on {date_format(timezone.localtime(round_.published_at), 'j F Y')}"


@dataclass(frozen=True, kw_only=True)
class Publication:
    """Rounds to publish (or, if not `publish`, to unpublish), and what that means.

    `rounds` are those that change and `unchanged` those that are so already. `lines` say what each one holds, `total` what
    all hold, and `pages` counts the projects that no other published round funds: their pages come or go with these rounds.
    """

    publish: bool
    rounds: list[Round]
    unchanged: list[Round]
    lines: list[tuple[str, str]]
    total: str
    pages: int

    @classmethod
    def of(cls, chosen: RoundQuerySet, *, publish: bool) -> Self:
        chosen = chosen.select_related("announcement")
        rounds = list(chosen.filter(published_at__isnull=publish))
        awards = Award.objects.filter(round__in=rounds)
        funded_elsewhere = Award.objects.published().exclude(round__in=rounds)
        selection = Selection.of(awards)
        groups = {group.slug: group for group in selection.by(ROUND)}
        return cls(
            publish=publish,
            rounds=rounds,
            unchanged=list(chosen.filter(published_at__isnull=not publish)),
            lines=[(round_.name, f"{_announced(round_)}; {_holdings(groups.get(round_.slug))}") for round_ in rounds],
            total=_holdings(selection.total()),
            pages=awards.exclude(project__in=funded_elsewhere.values("project")).values("project").distinct().count(),
        )

    @property
    def title(self) -> str:
        """The question: `Publish 2 rounds?`."""
        return f"{'Publish' if self.publish else 'Unpublish'} {words.count(len(self.rounds), 'round')}?"

    @property
    def left_alone(self) -> str:
        """What to say of the rounds that are so already; nothing if there are none."""
        if not self.unchanged:
            return ""
        return f"{'Already published' if self.publish else 'Drafts already'}: {names(self.unchanged)}."

    def carry_out(self) -> list[Round]:
        """Does it, within a transaction of the caller's, and returns the rounds: but those that somebody else did first."""
        locked = Round.objects.select_for_update().filter(pk__in=[round_.pk for round_ in self.rounds])
        changed = list(locked.filter(published_at__isnull=self.publish))
        for round_ in changed:
            round_.published_at = timezone.now() if self.publish else None
            round_.save(update_fields=["published_at"])
        return changed


def names(rounds: Iterable[Round]) -> str:
    return "; ".join(round_.name for round_ in rounds)


def _announced(round_: Round) -> str:
    announcement = round_.announced
    return f"announced: {announcement}" if announcement else "no amount announced"


def _holdings(group: Totals | None) -> str:
    """`3 awards to 2 projects, about £5.9m, 1 of the awards without a published amount`."""
    if group is None or not group.awards:
        return "no awards"
    awards = f"{words.count(group.awards, 'award')} to {words.count(group.projects, 'project')}"
    if group.amount is None:
        return f"{awards}, none with a published amount"
    if group.awards_without_amount:
        return f"{awards}, {group.amount}, {group.awards_without_amount} of the awards without a published amount"
    return f"{awards}, {group.amount}"
