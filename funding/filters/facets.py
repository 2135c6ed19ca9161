"""The facets of the explorer: what projects can be filtered by, and the values of each."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from forces.models import NATIONAL_BODIES, NOT_STATED, Force, Region
from funding import financial_year
from funding.figures.options import MATCHING, Scope
from funding.models import Round
from funding.models.awards import AwardQuerySet
from funding.totals import dimensions
from funding.totals.dimensions import KINDS, LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL, Dimension
from funding.words import LONGEST_REPEATED, region_in_words, shortened
from projects.models import Project, Theme

from . import phrases
from .phrases import Phrase, Value

_SLUG = re.compile(r"[-.\w]{1,80}", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Facet:
    """Something that projects can be filtered by: its parameter, its name, its values, and what it does to a selection.

    `dimension` is what its values are groups of; None: a project has several values, the forces that lead or partner it.
    `fixed` values are known here; `things` are the rows that are values besides. `phrase` says the values chosen, and
    `left_out` the values excluded; a facet without the latter has nothing to exclude. `noun` is what a value is, and
    `listed_in` the download that has the ids of the things. Their names are in `label_field`, and, as a sentence has them
    where that differs, in `in_words_field`.
    `listed_in` the download that has the ids of the things. `scope` is what figures on a thing's own page count.
    """

    name: str
    label: str
    noun: str
    phrase: Phrase
    left_out: Phrase | None = None
    dimension: Dimension | None = None
    fixed: Mapping[str, str] = field(default_factory=dict)
    things: Callable[[], QuerySet[Any]] | None = None
    listed_in: str = ""
    label_field: str = "name"
    in_words_field: str = ""
    scope: Callable[[Any], Scope] = lambda thing: MATCHING

    @property
    def parameters(self) -> list[str]:
        """Its parameters: one for the values chosen, and one for those excluded."""
        return [self.name, f"not_{self.name}"] if self.left_out else [self.name]

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
        """Awards to projects that one of the forces leads or partners, or that none of them does."""
        forces = Force.objects.filter(slug__in=slugs)
        return awards.not_involving(forces) if excluded else awards.involving(forces)


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
        ),
        Facet(
            name="kind",
            label="Kind of round",
            noun="kind of round",
            dimension=dimensions.KIND,
            fixed={slug: str(kind.label) for slug, kind in KINDS.items()},
            phrase=phrases.in_words("in ", phrases.KIND_WORDS),
            left_out=phrases.in_words("outside ", phrases.KIND_WORDS, "and"),
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
        ),
        Facet(
            name="region",
            label="Region of the lead",
            noun="region",
            dimension=dimensions.REGION,
            fixed={NATIONAL_BODIES: NATIONAL_BODIES_LABEL, NOT_STATED: LEAD_NOT_STATED_LABEL},
            things=lambda: Region.objects.all(),
            listed_in="regions",
            scope=lambda region: Scope(
                pounds=f"Allocations to projects led in {region_in_words(region.name)},",
                projects=f"Number of projects led in {region_in_words(region.name)},",
            ),
            phrase=phrases.led_in_words,
            left_out=phrases.not_led_in,
        ),
        Facet(
            name="lead",
            label="Led by",
            noun="force",
            dimension=dimensions.LEAD,
            fixed={NOT_STATED: LEAD_NOT_STATED_LABEL},
            things=lambda: Force.objects.all(),
            listed_in="forces",
            in_words_field="name_in_sentences",
            scope=lambda force: Scope(pounds=f"Allocations to projects that {force.short_name} leads,"),
            phrase=phrases.led_by,
            left_out=phrases.not_led_by,
        ),
        Facet(
            name="force",
            label="Led or partnered by",
            noun="force",
            things=lambda: Force.objects.all(),
            listed_in="forces",
            in_words_field="name_in_sentences",
            phrase=phrases.plainly("that ", after=" leads or partners"),
            left_out=phrases.plainly("without ", after=" as lead or partner"),
        ),
        Facet(
            name="with",
            label="Together with",
            noun="force",
            things=lambda: Force.objects.all(),
            listed_in="forces",
            in_words_field="name_in_sentences",
            phrase=phrases.plainly("together with "),
        ),
        YearFacet(
            name="fy",
            label="Financial year",
            noun="financial year",
            dimension=dimensions.YEAR,
            fixed={
                **{label: label for label in dimensions.YEARS},
                financial_year.NOT_PUBLISHED: financial_year.NOT_PUBLISHED_LABEL,
            },
            phrase=phrases.in_years,
            left_out=phrases.in_words("leaving out money in ", phrases.YEAR_WORDS, "and"),
        ),
        Facet(
            name="amount",
            label="Size of the award",
            noun="size of award",
            dimension=dimensions.SIZE,
            fixed={
                **{slug: label for slug, (label, _) in dimensions.SIZES.items()},
                dimensions.NOT_PUBLISHED: dimensions.AMOUNT_NOT_PUBLISHED_LABEL,
            },
            phrase=phrases.in_words("with an award ", phrases.SIZE_WORDS),
            left_out=phrases.in_words("leaving out awards ", phrases.SIZE_WORDS, "and"),
        ),
        Facet(
            name="amount_published",
            label="Is the amount published?",
            noun="answer",
            dimension=dimensions.AMOUNT_PUBLISHED,
            fixed={"yes": "Amount published", "no": dimensions.AMOUNT_NOT_PUBLISHED_LABEL},
            phrase=phrases.yes_or_no(
                "with an award whose amount is published", "with an award whose amount is not published"
            ),
        ),
        Facet(
            name="year_published",
            label="Is the year published?",
            noun="answer",
            dimension=dimensions.YEAR_PUBLISHED,
            fixed={"yes": "Year published", "no": financial_year.NOT_PUBLISHED_LABEL},
            phrase=phrases.yes_or_no("with money whose year is published", "with money whose year is not published"),
        ),
        Facet(
            name="lead_stated",
            label="Is the lead stated?",
            noun="answer",
            dimension=dimensions.LEAD_STATED,
            fixed={"yes": "Lead stated", "no": LEAD_NOT_STATED_LABEL},
            phrase=phrases.yes_or_no("whose lead is stated", "whose lead is not stated"),
        ),
        Facet(
            name="national",
            label="National scope",
            noun="answer",
            dimension=dimensions.NATIONAL,
            fixed={"yes": "A source calls it national", "no": "No source calls it national"},
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
        ),
    ]
}
"""The facets by parameter, in the order of addresses, forms and sentences."""
