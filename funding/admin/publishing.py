"""What is public, and what putting a round into the next release, or leaving it out, changes: said in words before, and done."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Self, TypedDict

from funding import words
from funding.models import Award, Release, Round
from funding.models.rounds import RoundQuerySet
from funding.releases.reading import reading
from funding.totals.dimensions import ROUND
from funding.totals.groups import Totals
from funding.totals.selection import Selection
from projects.models import Project


def state(round_: Round, *, is_public: bool) -> str:
    """What a round is to readers now, and with the next release."""
    if is_public:
        return "Public" if round_.in_next_release else "Public until the next release"
    return "In the next release" if round_.in_next_release else "Draft"


def public_rounds() -> list[str]:
    """The ids of the rounds that readers see now."""
    with _as_readers_see_it() as is_there:
        return list(Round.objects.values_list("slug", flat=True)) if is_there else []


def address_on_site(thing: Round | Project) -> str | None:
    """The public page of a thing, if readers see it now."""
    with _as_readers_see_it() as is_there:
        is_public = is_there and type(thing)._default_manager.filter(slug=thing.slug).exists()
    return thing.get_absolute_url() if is_public else None


@contextmanager
def _as_readers_see_it() -> Iterator[bool]:
    """Within it, what is asked is asked of the current release; whether there is one."""
    current = Release.objects.current()
    with reading(current) if current else nullcontext():
        yield current is not None


class Public(TypedDict):
    """Whether readers see the thing now."""

    is_public: bool


@dataclass(frozen=True, kw_only=True)
class Inclusion:
    """Rounds to put into the next release (or, if not `include`, to leave out of it), and what that means.

    `rounds` are those that change and `unchanged` those that are so already. `lines` say what each one holds, `total` what
    all hold, and `pages` counts the projects that no other round of the next release funds: their pages come or go with these.
    """

    include: bool
    rounds: list[Round]
    unchanged: list[Round]
    lines: list[tuple[str, str]]
    total: str
    pages: int

    @classmethod
    def of(cls, chosen: RoundQuerySet, *, include: bool) -> Self:
        chosen = chosen.select_related("announcement")
        rounds = list(chosen.filter(in_next_release=not include))
        awards = Award.objects.filter(round__in=rounds)
        funded_elsewhere = Award.objects.published().exclude(round__in=rounds)
        selection = Selection.of(awards)
        groups = {group.slug: group for group in selection.by(ROUND)}
        return cls(
            include=include,
            rounds=rounds,
            unchanged=list(chosen.filter(in_next_release=include)),
            lines=[(round_.name, f"{_announced(round_)}; {_holdings(groups.get(round_.slug))}") for round_ in rounds],
            total=_holdings(selection.total()),
            pages=awards.exclude(project__in=funded_elsewhere.values("project")).values("project").distinct().count(),
        )

    @property
    def title(self) -> str:
        """The question: `Put 2 rounds into the next release?`."""
        rounds = words.count(len(self.rounds), "round")
        return f"Put {rounds} into the next release?" if self.include else f"Leave {rounds} out of the next release?"

    @property
    def left_alone(self) -> str:
        """What to say of the rounds that are so already; nothing if there are none."""
        if not self.unchanged:
            return ""
        already = "In the next release already" if self.include else "Drafts already"
        return f"{already}: {names(self.unchanged)}."

    def carry_out(self) -> list[Round]:
        """Does it, within a transaction of the caller's, and returns the rounds: but those that somebody else did first."""
        locked = Round.objects.select_for_update().filter(pk__in=[round_.pk for round_ in self.rounds])
        changed = list(locked.filter(in_next_release=not self.include))
        for round_ in changed:
            round_.in_next_release = self.include
            round_.save(update_fields=["in_next_release"])
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
