"""What a facet is: something that projects can be filtered by, with all that is special about it."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from forces.models import Force
from funding import financial_year
from funding.figures.options import MATCHING, Scope
from funding.totals import dimensions
from funding.totals.dimensions import Dimension
from funding.totals.groups import Group, by_amount
from funding.totals.selection import Selection
from funding.words import LONGEST_REPEATED, shortened

from .phrases import Phrase, Value

_SLUG = re.compile(r"[-.\w]{1,80}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Facet:
    """Something that projects can be filtered by: its parameter, its name, its values, and what it does to a selection.

    `dimension` is what its values are groups of; `things` are the rows that are values besides those that it lists itself.
    `phrase` says the values chosen, and `left_out` the values excluded; a facet without the latter has nothing to
    exclude. A sentence says the facets by their `place_in_sentence`. `noun` is what a value is, and `listed_in` the download
    that has the ids of the things. Their names are in `label_field`, and, as a sentence has them where that differs, in
    `in_words_field`. `scope` is what figures on a thing's own page count.

    In the form it is folded unless `unfolded`, its values can be searched if it `has_finder`, and it is left out if not
    `offered`, or as long as nothing is chosen of the facets in `offered_after`; the values that are chosen of `not_again` are
    not offered once more. A project can have money of several values if `parts_projects`: only some of it is then counted.
    """

    name: str
    label: str
    noun: str
    phrase: Phrase
    left_out: Phrase | None = None
    place_in_sentence: int = 99
    dimension: Dimension
    things: Callable[[], QuerySet[Any]] | None = None
    listed_in: str = ""
    label_field: str = "name"
    in_words_field: str = ""
    scope: Callable[[Any], Scope] = lambda thing: MATCHING
    unfolded: bool = False
    has_finder: bool = False
    offered: bool = True
    offered_after: Collection[str] = ()
    not_again: str = ""
    parts_projects: bool = False

    @property
    def parameters(self) -> list[str]:
        """Its parameters: one for the values chosen, and one for those excluded."""
        return [self.name, f"not_{self.name}"] if self.left_out else [self.name]

    @property
    def fixed(self) -> Mapping[str, str]:
        """Its values that the code lists: labels by slug."""
        return self.dimension.fixed

    @property
    def finder(self) -> str:
        """The parameter by which its values are searched: `find_lead`."""
        return f"find_{self.name}"

    def read(self, text: str) -> str:
        """The slug that a reader's text spells. Raises ValidationError, in words, for what cannot be one."""
        if not _SLUG.fullmatch(text):
            raise ValidationError(self.refusal(text))
        return text

    def value_of(self, thing: Any) -> Value:
        """One of its things as a value; a slug alone has no name."""
        if isinstance(thing, str):
            return Value(thing, thing)
        return Value(thing.slug, str(thing), getattr(thing, self.in_words_field) if self.in_words_field else "")

    def refusal(self, text: str) -> str:
        """What is said of a value that there is not."""
        return f"There is no {self.noun} “{shortened(text)}”."

    def order(self, slugs: Collection[str]) -> list[str]:
        """Values in the order in which an address has them: as the code lists them, else by their spelling."""
        places = list(self.fixed) if self.things is None else []
        return sorted(set(slugs), key=lambda slug: (places.index(slug) if slug in places else len(places), slug))

    def narrow(self, selection: Selection, slugs: Collection[str], *, excluded: bool) -> Selection:
        """Of a selection what has one of the values; where they are `excluded`, all the rest."""
        return selection.where(self.dimension, slugs, excluded=excluded)

    def groups(self, selection: Selection) -> list[Group]:
        """Its values in a selection, with what each comes to."""
        return selection.by(self.dimension)


@dataclass(frozen=True, kw_only=True)
class InvolvedFacet(Facet):
    """Forces that lead or partner a project, of which it has several: a project counts in full for each."""

    noun: str = "force"
    dimension: Dimension = dimensions.PROJECT
    things: Callable[[], QuerySet[Any]] | None = lambda: Force.objects.all()
    listed_in: str = "forces"
    in_words_field: str = "name_in_sentences"
    has_finder: bool = True

    def narrow(self, selection: Selection, slugs: Collection[str], *, excluded: bool) -> Selection:
        return selection.involving(slugs, excluded=excluded)

    def groups(self, selection: Selection) -> list[Group]:
        return by_amount(selection.involved.values())


class YearFacet(Facet):
    """Financial years, in any spelling."""

    def read(self, text: str) -> str:
        if text == financial_year.NOT_PUBLISHED:
            return text
        if len(text) > LONGEST_REPEATED:
            raise ValidationError(f"“{shortened(text)}” is not a financial year. Write it as 2016-17.")
        try:
            year = financial_year.parse(text)
        except ValueError as error:
            raise ValidationError(str(error).replace(text, shortened(text))) from error
        if year not in financial_year.fund_years():
            raise ValidationError(f"The fund ran from {financial_year.fund_period()}, so it has no money in {text}.")
        return financial_year.label(year)
