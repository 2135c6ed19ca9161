"""The facets of the explorer: what projects can be filtered by, and the values of each."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from forces.models import Force, Region
from funding import financial_year
from funding.figures.options import MATCHING, Scope
from funding.models import Round
from funding.models.awards import AwardQuerySet
from funding.totals import dimensions
from funding.totals.dimensions import Dimension
from funding.totals.groups import Group, by_amount
from funding.totals.selection import Selection
from funding.words import LONGEST_REPEATED, region_in_words, shortened
from projects.models import Project, Theme

from . import phrases
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

    def of_awards(self, awards: AwardQuerySet, slugs: Collection[str], *, excluded: bool) -> AwardQuerySet:
        """The awards to which it narrows a selection before any of their amounts are chosen: as a rule all of them."""
        return awards

    def narrow(self, selection: Selection, slugs: Collection[str], *, excluded: bool) -> Selection:
        """Of a selection what has one of the values; where they are `excluded`, all the rest."""
        return selection.where(self.dimension, slugs, excluded=excluded)

    def groups(self, found: list[Group], in_full: Callable[[list[Group]], Mapping[str, Group]]) -> list[Group]:
        """Its values with what each comes to, from the groups of its dimension.

        `in_full` makes of groups by project what each force is in, by its slug.
        """
        return found


@dataclass(frozen=True, kw_only=True)
class InvolvedFacet(Facet):
    """Forces that lead or partner a project, of which it has several: a project counts in full for each."""

    noun: str = "force"
    dimension: Dimension = dimensions.PROJECT
    things: Callable[[], QuerySet[Any]] | None = lambda: Force.objects.all()
    listed_in: str = "forces"
    in_words_field: str = "name_in_sentences"
    has_finder: bool = True

    # Asked of the awards once, and not of the awards and the amounts each: that would cost a fifth of the page's time.
    def of_awards(self, awards: AwardQuerySet, slugs: Collection[str], *, excluded: bool) -> AwardQuerySet:
        forces = Force.objects.filter(slug__in=slugs)
        return awards.not_involving(forces) if excluded else awards.involving(forces)

    def narrow(self, selection: Selection, slugs: Collection[str], *, excluded: bool) -> Selection:
        return selection

    def groups(self, found: list[Group], in_full: Callable[[list[Group]], Mapping[str, Group]]) -> list[Group]:
        return by_amount(in_full(found).values())


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


FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in [
        Facet(
            name="round",
            label="Round",
            noun="round",
            dimension=dimensions.ROUND,
            things=lambda: Round.objects.published(),
            listed_in="rounds",
            scope=lambda round_: Scope(pounds="Allocations of this round", projects="Number of projects of this round"),
            phrase=phrases.in_rounds("in", "or"),
            left_out=phrases.in_rounds("outside", "and"),
            place_in_sentence=6,
            parts_projects=True,
        ),
        Facet(
            name="kind",
            label="Kind of round",
            noun="kind of round",
            dimension=dimensions.KIND,
            phrase=phrases.in_words("in ", phrases.KIND_WORDS),
            left_out=phrases.in_words("outside ", phrases.KIND_WORDS, "and"),
            place_in_sentence=7,
            parts_projects=True,
        ),
        Facet(
            name="theme",
            label="Theme",
            noun="theme",
            dimension=dimensions.THEME,
            things=lambda: Theme.objects.all(),
            listed_in="themes",
            scope=lambda theme: Scope(pounds="Allocations to this theme", projects="Number of projects of this theme"),
            phrase=phrases.plainly("about "),
            left_out=phrases.plainly("not about "),
            place_in_sentence=5,
            unfolded=True,
        ),
        Facet(
            name="region",
            label="Region of the lead",
            noun="region",
            dimension=dimensions.REGION,
            things=lambda: Region.objects.all(),
            listed_in="regions",
            scope=lambda region: Scope(
                pounds=f"Allocations to projects led in {region_in_words(region.name)},",
                projects=f"Number of projects led in {region_in_words(region.name)},",
            ),
            phrase=phrases.led_in_words,
            left_out=phrases.not_led_in,
            place_in_sentence=2,
            unfolded=True,
        ),
        Facet(
            name="lead",
            label="Led by",
            noun="force",
            dimension=dimensions.LEAD,
            things=lambda: Force.objects.all(),
            listed_in="forces",
            in_words_field="name_in_sentences",
            scope=lambda force: Scope(pounds=f"Allocations to projects that {force.short_name} leads,"),
            phrase=phrases.led_by,
            left_out=phrases.not_led_by,
            place_in_sentence=1,
            has_finder=True,
        ),
        InvolvedFacet(
            name="force",
            label="Led or partnered by",
            phrase=phrases.plainly("that ", after=" leads or partners"),
            left_out=phrases.plainly("without ", after=" as lead or partner"),
            place_in_sentence=3,
        ),
        InvolvedFacet(
            name="with",
            label="Together with",
            phrase=phrases.plainly("together with "),
            place_in_sentence=4,
            offered_after=("lead", "force", "with"),
            not_again="force",
        ),
        YearFacet(
            name="fy",
            label="Financial year",
            noun="financial year",
            dimension=dimensions.YEAR,
            phrase=phrases.in_years,
            left_out=phrases.in_words("leaving out money in ", phrases.YEAR_WORDS, "and"),
            place_in_sentence=8,
            unfolded=True,
            parts_projects=True,
        ),
        Facet(
            name="amount",
            label="Size of the award",
            noun="size of award",
            dimension=dimensions.SIZE,
            phrase=phrases.in_words("with an award ", phrases.SIZE_WORDS),
            left_out=phrases.in_words("leaving out awards ", phrases.SIZE_WORDS, "and"),
            place_in_sentence=9,
            parts_projects=True,
        ),
        Facet(
            name="amount_published",
            label="Is the amount published?",
            noun="answer",
            dimension=dimensions.AMOUNT_PUBLISHED,
            phrase=phrases.yes_or_no(
                "with an award whose amount is published", "with an award whose amount is not published"
            ),
            parts_projects=True,
        ),
        Facet(
            name="year_published",
            label="Is the year published?",
            noun="answer",
            dimension=dimensions.YEAR_PUBLISHED,
            phrase=phrases.yes_or_no("with money whose year is published", "with money whose year is not published"),
            parts_projects=True,
        ),
        Facet(
            name="lead_stated",
            label="Is the lead stated?",
            noun="answer",
            dimension=dimensions.LEAD_STATED,
            phrase=phrases.yes_or_no("whose lead is stated", "whose lead is not stated"),
        ),
        Facet(
            name="national",
            label="National scope",
            noun="answer",
            dimension=dimensions.NATIONAL,
            phrase=phrases.yes_or_no("that a source calls national", "that no source calls national"),
        ),
        Facet(
            name="project",
            label="Project",
            noun="project",
            dimension=dimensions.PROJECT,
            things=lambda: Project.objects.filter(awards__round__published_at__isnull=False),
            listed_in="projects",
            label_field="title",
            scope=lambda project: Scope(pounds="Allocations to this project"),
            phrase=lambda values: f"called {phrases.listed([f'“{value.label}”' for value in values])}",
            offered=False,
        ),
    ]
}
"""The facets by parameter, in the order of addresses, forms and sentences."""
