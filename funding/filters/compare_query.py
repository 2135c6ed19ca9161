"""What the comparison is asked for: two to four things of one kind, checked, with words for what is wrong."""

from collections.abc import Sequence

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from funding.totals import comparison
from funding.totals.comparison import Comparison, Kind, Thing
from funding.words import capitalised, in_a_row, shortened

from .compared_kinds import KINDS
from .query import Query

FEWEST, MOST = 2, 4
DEFAULT_KIND = "force"


class CompareQuery(Query):
    """The query of `/compare/` and its download: `?force=norfolk&force=kent`, in the order given.

    Without anything chosen, `kind` says what there is to choose from.
    """

    tables = ("compare",)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        given = {kind: [slug for slug in query.getlist(kind) if slug] for kind in KINDS}
        self._used = [kind for kind, slugs in given.items() if slugs]
        self._named = query.get("kind", "")
        named = self._named if self._named in KINDS else DEFAULT_KIND
        self.kind: Kind = KINDS[self._used[0] if self._used else named]
        self._given = given[self.kind.noun]

    @property
    def parameters(self) -> Sequence[str]:
        return [*KINDS, "kind"]

    @property
    def filters(self) -> list[tuple[str, str]]:
        return [(self.kind.noun, thing.slug) for thing in self.chosen]

    @cached_property
    def errors(self) -> list[str]:
        errors = []
        if self._named and self._named not in KINDS and not self._used:
            plurals = in_a_row([kind.plural for kind in KINDS.values()], "or")
            errors.append(f"“{shortened(self._named)}” is not a kind of thing to compare. Compare {plurals}.")
        if len(self._used) > 1:
            kinds = " and ".join(KINDS[kind].plural for kind in self._used)
            errors.append(f"Compare things of one kind: {kinds} cannot be compared with each other.")
        return [*errors, *self._refusals()]

    def _refusals(self) -> list[str]:
        noun, plural = self.kind.noun, self.kind.plural
        different = dict.fromkeys(self._given)
        unknown = [slug for slug in different if slug not in self.things]
        refusals = [f"There is no {noun} “{shortened(slug)}”." for slug in unknown]
        refusals += [
            f"{self.things[slug].name} is chosen {self._given.count(slug)} times; choose it once."
            for slug in different
            if slug in self.things and self._given.count(slug) > 1
        ]
        if len(self._given) > MOST:
            refusals.append(f"{len(self._given)} {plural} are chosen; compare at most {MOST}.")
        return refusals

    @cached_property
    def things(self) -> dict[str, Thing]:
        """All that can be chosen of the kind, by slug."""
        return {thing.slug: thing for thing in self.kind.things()}

    @cached_property
    def chosen(self) -> list[Thing]:
        """What is chosen and exists, each once, in the order given."""
        return [self.things[slug] for slug in dict.fromkeys(self._given) if slug in self.things][:MOST]

    @property
    def is_complete(self) -> bool:
        """Whether there is something to compare with each other."""
        return self.is_valid and len(self.chosen) >= FEWEST

    @cached_property
    def comparison(self) -> Comparison | None:
        """The numbers; None if the query is not valid, or chooses nothing."""
        if not self.is_valid or not self.chosen:
            return None
        return comparison.compare(self.kind, [thing.slug for thing in self.chosen])

    @property
    def query_string(self) -> str:
        """The canonical query: what is chosen, or the kind to choose from unless it is the default."""
        if self.chosen:
            return urlencode([(self.kind.noun, thing.slug) for thing in self.chosen])
        return "" if self.kind.noun == DEFAULT_KIND else urlencode({"kind": self.kind.noun})

    @property
    def title(self) -> str:
        """`Norfolk Constabulary and Kent Police compared`, `Compare Norfolk Constabulary with another force`, `Compare forces`."""
        names = [thing.in_words for thing in self.chosen]
        if self.is_complete:
            return f"{capitalised(in_a_row(names, 'and'))} compared"
        return (
            f"Compare {in_a_row(names, 'and')} with another {self.kind.noun}"
            if names
            else f"Compare {self.kind.plural}"
        )

    @property
    def kinds(self) -> list[tuple[str, str, bool]]:
        """For each kind its plural, where it is chosen from, and whether that is here."""
        here = reverse("compare")
        return [
            (kind.plural, here if name == DEFAULT_KIND else f"{here}?{urlencode({'kind': name})}", kind is self.kind)
            for name, kind in KINDS.items()
        ]

    @property
    def boxes(self) -> list[tuple[str, str]]:
        """For each list to choose from, its label and the slug that is chosen in it."""
        labels = [f"{self.kind.noun.capitalize()} {number}" for number in range(1, MOST + 1)]
        labels[FEWEST:] = [f"{label} (if you like)" for label in labels[FEWEST:]]
        chosen = [thing.slug for thing in self.chosen]
        return list(zip(labels, [*chosen, *[""] * (MOST - len(chosen))], strict=True))

    @property
    def choices(self) -> list[tuple[str, list[Thing]]]:
        """What there is to choose from, in its groups (of which a kind without any has one, without a name)."""
        groups: dict[str, list[Thing]] = {}
        for thing in self.things.values():
            groups.setdefault(thing.group, []).append(thing)
        return list(groups.items())
