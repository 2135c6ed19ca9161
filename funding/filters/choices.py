"""Which values of which facets a query string chooses or excludes, checked against what there is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import CharField, F
from django.db.models import Value as Constant
from django.db.models.functions import Cast
from django.http import QueryDict

from .facet import Facet
from .facets import FACETS
from .phrases import Value


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One value of one facet that a query asks for, or asks to leave out; with why, if it is `refused`."""

    facet: Facet
    value: Value
    excluded: bool
    refused: str = ""

    @property
    def parameter(self) -> str:
        return self.facet.parameters[1 if self.excluded else 0]

    @property
    def words(self) -> str:
        """The value in words: `Digital and ICT`, `not Digital and ICT`."""
        return f"not {self.value.label}" if self.excluded else self.value.label


def read(query: QueryDict) -> list[Choice]:
    """The choices of a query in the order of an address, each once; those that cannot be are `refused`."""
    slugs: dict[tuple[str, bool], list[str]] = {}
    refused = []
    for facet in FACETS.values():
        for excluded, parameter in enumerate(facet.parameters):
            for text in dict.fromkeys(query.getlist(parameter)):
                if not (text := text.strip()):
                    continue
                try:
                    slugs.setdefault((facet.name, bool(excluded)), []).append(facet.read(text))
                except ValidationError as error:
                    refused.append(
                        Choice(
                            facet=facet, value=Value(text, text), excluded=bool(excluded), refused=str(error.message)
                        )
                    )
    labels = _labels((name, slug) for (name, _), some in slugs.items() for slug in some)
    choices = []
    for (name, excluded), some in slugs.items():
        facet = FACETS[name]
        for slug in facet.order(some):
            refused_for = "" if (name, slug) in labels else facet.refusal(slug)
            choices.append(
                Choice(
                    facet=facet,
                    value=Value(slug, *labels.get((name, slug), [slug])),
                    excluded=excluded,
                    refused=refused_for,
                )
            )
    return sorted([*choices, *refused], key=lambda choice: list(FACETS).index(choice.facet.name))


def _labels(asked: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[str]]:
    """What values are called, and called in a sentence, of those that there are: by facet and slug, in one query for all that the code does not list."""
    labels: dict[tuple[str, str], list[str]] = {}
    wanted: dict[str, list[str]] = {}
    for name, slug in asked:
        if slug in FACETS[name].fixed:
            labels[name, slug] = [FACETS[name].fixed[slug], ""]
        else:
            wanted.setdefault(name, []).append(slug)
    queries = [
        things()
        .order_by()
        .filter(slug__in=slugs)
        .values_list(
            Constant(name),
            Cast(F("slug"), CharField()),
            Cast(F(FACETS[name].label_field), CharField()),
            Cast(F(in_words) if (in_words := FACETS[name].in_words_field) else Constant(""), CharField()),
        )
        for name, slugs in wanted.items()
        if (things := FACETS[name].things)
    ]
    found = queries[0].union(*queries[1:], all=True) if queries else []
    return labels | {(name, slug): names for name, slug, *names in found}
