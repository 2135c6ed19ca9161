"""The facets of the explorer: what projects can be filtered by, the values of each, and how a choice of them reads."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from forces.models import NATIONAL_BODIES, NOT_STATED, Force, Region
from funding import dimensions, financial_year
from funding.dimensions import KINDS, LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL, Dimension
from funding.models import Round
from funding.querysets import AwardQuerySet
from projects.models import Project, Theme

LONGEST_REPEATED = 80
"""Characters of a value that is not valid which are repeated to the reader."""

NAMED_AT_MOST = 3
"""How many values of a facet a sentence names before it counts the rest."""

_SLUG = re.compile(r"[-.\w]{1,80}", re.ASCII)


@dataclass(frozen=True)
class Value:
    """A value of a facet: how an address spells it, and what it is called."""

    slug: str
    label: str


Phrase = Callable[[Sequence[Value]], str]
"""Says some chosen values as the rest of a sentence that begins with "projects"."""


@dataclass(frozen=True, kw_only=True)
class Facet:
    """Something that projects can be filtered by: its parameter, its name, its values, and what it does to a selection.

    `dimension` is what its values are groups of; None: a project has several values, the forces that lead or partner it.
    `fixed` values are known here; `things` are the rows that are values besides. `phrase` says the values chosen, and
    `left_out` the values excluded; a facet without the latter has nothing to exclude. `noun` is what a value is, and
    `listed_in` the download that has the ids of the things.
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

    @property
    def parameters(self) -> list[str]:
        """Its parameters: one for the values chosen, and one for those excluded."""
        return [self.name, f"not_{self.name}"] if self.left_out else [self.name]

    def read(self, text: str) -> str:
        """The slug that a reader's text spells. Raises ValidationError, in words, for what cannot be one."""
        if not _SLUG.fullmatch(text):
            raise ValidationError(self.refusal(text))
        return text

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
            raise ValidationError(str(error)) from error
        if year not in financial_year.fund_years():
            raise ValidationError(f"The fund ran from 2016-17 to 2019-20, so it has no money in {text}.")
        return financial_year.label(year)


def shortened(text: str) -> str:
    """A value that is repeated to the reader, cut where nobody would read on."""
    return text if len(text) <= LONGEST_REPEATED else f"{text[:LONGEST_REPEATED]}…"


def region_in_words(name: str) -> str:
    """The name as it stands in a sentence: `the East Midlands`, `Yorkshire and The Humber`."""
    return f"the {name}" if name.split()[0] in ("North", "South", "East", "West") else name


def listed(names: Sequence[str], conjunction: str = "or") -> str:
    """`Kent`, `Kent or Essex`, `Kent, Essex or Surrey`, and of more only so many: `Kent, Essex, Surrey or one of 4 others`."""
    if len(names) > NAMED_AT_MOST + 1:
        others = len(names) - NAMED_AT_MOST
        names = [*names[:NAMED_AT_MOST], f"one of {others} others" if conjunction == "or" else f"{others} others"]
    *first, last = names
    return f"{', '.join(first)} {conjunction} {last}" if first else last


def _labels(values: Sequence[Value]) -> list[str]:
    return [value.label for value in values]


def _plainly(before: str, *, after: str = "", conjunction: str = "or") -> Phrase:
    return lambda values: f"{before}{listed(_labels(values), conjunction)}{after}"


def _rounds(before: str, conjunction: str) -> Phrase:
    return lambda values: (
        f"{before} the round{'s' if len(values) > 1 else ''} {listed([f'“{value.label}”' for value in values], conjunction)}"
    )


_KIND_WORDS = {
    "bids": "rounds of bids",
    "commissioned": "commissioned rounds",
    "pre-allocated": "pre-allocated rounds",
    "national-programmes": "rounds of national programmes",
    "not-confirmed": "rounds that are not confirmed",
}


def _in_words(before: str, words: Mapping[str, str], conjunction: str = "or") -> Phrase:
    return lambda values: f"{before}{listed([words[value.slug] for value in values], conjunction)}"


def _without(values: Sequence[Value], *slugs: str) -> list[Value]:
    return [value for value in values if value.slug not in slugs]


def _led_by(values: Sequence[Value]) -> str:
    named = _without(values, NOT_STATED)
    parts = [f"led by {listed(_labels(named))}"] if named else []
    return " or ".join([*parts, *(["whose lead is not stated"] if len(named) < len(values) else [])])


def _not_led_by(values: Sequence[Value]) -> str:
    named = _without(values, NOT_STATED)
    parts = ["whose lead is stated"] if len(named) < len(values) else []
    return " and ".join([*parts, *([f"not led by {listed(_labels(named))}"] if named else [])])


def _led_somewhere(values: Sequence[Value]) -> str:
    """`in the East Midlands or by national bodies`; empty if only "not stated" is among them."""
    regions = [region_in_words(value.label) for value in _without(values, NOT_STATED, NATIONAL_BODIES)]
    parts = [f"in {listed(regions)}"] if regions else []
    return " or ".join([*parts, *(["by national bodies"] if any(v.slug == NATIONAL_BODIES for v in values) else [])])


def led_in_words(values: Sequence[Value]) -> str:
    """`led in the East Midlands`, `led in London or by national bodies`, `whose lead is not stated`."""
    somewhere = _led_somewhere(values)
    parts = [f"led {somewhere}"] if somewhere else []
    return " or ".join([*parts, *(["whose lead is not stated"] if any(v.slug == NOT_STATED for v in values) else [])])


def _not_led_in(values: Sequence[Value]) -> str:
    parts = ["whose lead is stated"] if any(v.slug == NOT_STATED for v in values) else []
    somewhere = _led_somewhere(values)
    return " and ".join([*parts, *([f"not led {somewhere}"] if somewhere else [])])


_YEAR_WORDS = {year: year for year in dimensions.YEARS} | {financial_year.NOT_PUBLISHED: "a year that is not published"}


def _in_years(values: Sequence[Value]) -> str:
    if [value.slug for value in values] == [financial_year.NOT_PUBLISHED]:
        return "with money whose year is not published"
    return _in_words("with money in ", _YEAR_WORDS)(values)


_SIZE_WORDS = {slug: f"of {label[0].lower()}{label[1:]}" for slug, (label, _) in dimensions.SIZES.items()} | {
    financial_year.NOT_PUBLISHED: "whose amount is not published"
}


def _yes_or_no(yes: str, no: str) -> Phrase:
    return lambda values: " or ".join({"yes": yes, "no": no}[value.slug] for value in values)


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
            phrase=_rounds("in", "or"),
            left_out=_rounds("outside", "and"),
        ),
        Facet(
            name="kind",
            label="Kind of round",
            noun="kind of round",
            dimension=dimensions.KIND,
            fixed={slug: str(kind.label) for slug, kind in KINDS.items()},
            phrase=_in_words("in ", _KIND_WORDS),
            left_out=_in_words("outside ", _KIND_WORDS, "and"),
        ),
        Facet(
            name="theme",
            label="Theme",
            noun="theme",
            dimension=dimensions.THEME,
            things=lambda: Theme.objects.all(),
            listed_in="themes",
            phrase=_plainly("about "),
            left_out=_plainly("not about "),
        ),
        Facet(
            name="region",
            label="Region of the lead",
            noun="region",
            dimension=dimensions.REGION,
            fixed={NATIONAL_BODIES: NATIONAL_BODIES_LABEL, NOT_STATED: LEAD_NOT_STATED_LABEL},
            things=lambda: Region.objects.all(),
            listed_in="regions",
            phrase=led_in_words,
            left_out=_not_led_in,
        ),
        Facet(
            name="lead",
            label="Led by",
            noun="force",
            dimension=dimensions.LEAD,
            fixed={NOT_STATED: LEAD_NOT_STATED_LABEL},
            things=lambda: Force.objects.all(),
            listed_in="forces",
            phrase=_led_by,
            left_out=_not_led_by,
        ),
        Facet(
            name="force",
            label="Led or partnered by",
            noun="force",
            things=lambda: Force.objects.all(),
            listed_in="forces",
            phrase=_plainly("that ", after=" leads or partners"),
            left_out=_plainly("without ", after=" as lead or partner"),
        ),
        Facet(
            name="with",
            label="Together with",
            noun="force",
            things=lambda: Force.objects.all(),
            listed_in="forces",
            phrase=_plainly("together with "),
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
            phrase=_in_years,
            left_out=_in_words("apart from money in ", _YEAR_WORDS, "and"),
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
            phrase=_in_words("with an award ", _SIZE_WORDS),
            left_out=_in_words("apart from awards ", _SIZE_WORDS, "and"),
        ),
        Facet(
            name="amount_published",
            label="Is the amount published?",
            noun="answer",
            dimension=dimensions.AMOUNT_PUBLISHED,
            fixed={"yes": "Amount published", "no": dimensions.AMOUNT_NOT_PUBLISHED_LABEL},
            phrase=_yes_or_no("with an award whose amount is published", "with an award whose amount is not published"),
        ),
        Facet(
            name="year_published",
            label="Is the year published?",
            noun="answer",
            dimension=dimensions.YEAR_PUBLISHED,
            fixed={"yes": "Year published", "no": financial_year.NOT_PUBLISHED_LABEL},
            phrase=_yes_or_no("with money whose year is published", "with money whose year is not published"),
        ),
        Facet(
            name="lead_stated",
            label="Is the lead stated?",
            noun="answer",
            dimension=dimensions.LEAD_STATED,
            fixed={"yes": "Lead stated", "no": LEAD_NOT_STATED_LABEL},
            phrase=_yes_or_no("whose lead is stated", "whose lead is not stated"),
        ),
        Facet(
            name="national",
            label="National scope",
            noun="answer",
            dimension=dimensions.NATIONAL,
            fixed={"yes": "A source calls it national", "no": "No source calls it national"},
            phrase=_yes_or_no("that a source calls national", "that no source calls national"),
        ),
        Facet(
            name="project",
            label="Project",
            noun="project",
            dimension=dimensions.PROJECT,
            things=lambda: Project.objects.filter(awards__round__published_at__isnull=False),
            listed_in="projects",
            label_field="title",
            phrase=lambda values: f"called {listed([f'“{value.label}”' for value in values])}",
        ),
    ]
}
"""The facets by parameter, in the order of addresses, forms and sentences."""
