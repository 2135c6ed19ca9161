"""How the values of a facet read in a sentence that begins with "projects"."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from forces.models import NATIONAL_BODIES, NOT_STATED
from funding import financial_year
from funding.totals import dimensions
from funding.words import in_a_row, region_in_words

NAMED_AT_MOST = 3
"""How many values of a facet a sentence names before it counts the rest."""


@dataclass(frozen=True)
class Value:
    """A value of a facet: how an address spells it, and what it is called."""

    slug: str
    label: str
    in_sentences: str = ""

    @property
    def in_words(self) -> str:
        """What it is called in a sentence: `the Home Office`."""
        return self.in_sentences or self.label


Phrase = Callable[[Sequence[Value]], str]
"""Says some chosen values as the rest of a sentence that begins with "projects"."""


def listed(names: Sequence[str], conjunction: str = "or") -> str:
    """`Kent`, `Kent or Essex`, `Kent, Essex or Surrey`, and of more only so many: `Kent, Essex, Surrey or one of 4 others`."""
    if len(names) > NAMED_AT_MOST + 1:
        others = len(names) - NAMED_AT_MOST
        names = [*names[:NAMED_AT_MOST], f"one of {others} others" if conjunction == "or" else f"{others} others"]
    return in_a_row(names, conjunction)


def plainly(before: str, *, after: str = "", conjunction: str = "or") -> Phrase:
    """The names between fixed words: `about Hate crime or Wellbeing`."""
    return lambda values: f"{before}{listed([value.in_words for value in values], conjunction)}{after}"


def in_rounds(before: str, conjunction: str) -> Phrase:
    """`in the round “2016-17 first round of bids”`."""

    def phrase(values: Sequence[Value]) -> str:
        names = [f"“{value.label}”" for value in values]
        return f"{before} the round{'s' if len(names) > 1 else ''} {listed(names, conjunction)}"

    return phrase


def in_words(before: str, words: Mapping[str, str], conjunction: str = "or") -> Phrase:
    """The values in words of their own: `in rounds of bids or commissioned rounds`."""
    return lambda values: f"{before}{listed([words[value.slug] for value in values], conjunction)}"


def yes_or_no(yes: str, no: str) -> Phrase:
    """One of two phrases, or both."""
    return lambda values: " or ".join({"yes": yes, "no": no}[value.slug] for value in values)


KIND_WORDS = {
    "bids": "rounds of bids",
    "commissioned": "commissioned rounds",
    "pre-allocated": "pre-allocated rounds",
    "national-programmes": "rounds of national programmes",
    "not-confirmed": "rounds that are not confirmed",
}
REACH_WORDS = {
    dimensions.NATIONAL_REACH: "national",
    dimensions.SEVERAL: "several forces or bodies",
    dimensions.ONE: "one force or body",
    NOT_STATED: "not stated",
}
PLACE_WORDS = {
    dimensions.NATIONAL_REACH: "national",
    dimensions.SEVERAL_REGIONS: "several regions",
    NATIONAL_BODIES: "national bodies",
    NOT_STATED: "not stated",
}
YEAR_WORDS = {**dimensions.YEAR.fixed, financial_year.NOT_PUBLISHED: "a year that is not published"}
SIZE_WORDS = {slug: f"of {label[0].lower()}{label[1:]}" for slug, (label, _) in dimensions.SIZES.items()} | {
    financial_year.NOT_PUBLISHED: "whose amount is not published"
}


def in_places(before: str) -> Phrase:
    """`whose place is the East Midlands or several regions`."""
    return lambda values: (
        before + listed([PLACE_WORDS.get(value.slug) or region_in_words(value.label) for value in values])
    )


def led_by(values: Sequence[Value]) -> str:
    """`led by Kent Police or whose lead is not stated`."""
    named = _named(values)
    return _joined(" or ", named and f"led by {listed(named)}", _has(values, NOT_STATED) and "whose lead is not stated")


def not_led_by(values: Sequence[Value]) -> str:
    """`whose lead is stated and not led by Kent Police`."""
    named = _named(values)
    return _joined(
        " and ", _has(values, NOT_STATED) and "whose lead is stated", named and f"not led by {listed(named)}"
    )


def led_in_words(values: Sequence[Value]) -> str:
    """`led in the East Midlands`, `led in London or by national bodies`, `whose lead is not stated`."""
    somewhere = _somewhere(values)
    return _joined(" or ", somewhere and f"led {somewhere}", _has(values, NOT_STATED) and "whose lead is not stated")


def not_led_in(values: Sequence[Value]) -> str:
    """`whose lead is stated and not led in London`."""
    somewhere = _somewhere(values)
    return _joined(" and ", _has(values, NOT_STATED) and "whose lead is stated", somewhere and f"not led {somewhere}")


def in_years(values: Sequence[Value]) -> str:
    """`with money in 2016-17 or 2017-18`, `with money whose year is not published`."""
    if [value.slug for value in values] == [financial_year.NOT_PUBLISHED]:
        return "with money whose year is not published"
    return in_words("with money in ", YEAR_WORDS)(values)


def _has(values: Sequence[Value], slug: str) -> bool:
    return any(value.slug == slug for value in values)


def _named(values: Sequence[Value]) -> list[str]:
    """The names of what has one."""
    return [value.in_words for value in values if value.slug not in (NOT_STATED, NATIONAL_BODIES)]


def _somewhere(values: Sequence[Value]) -> str:
    """`in the East Midlands or by national bodies`; empty if only "not stated" is among them."""
    regions = [region_in_words(name) for name in _named(values)]
    return _joined(" or ", regions and f"in {listed(regions)}", _has(values, NATIONAL_BODIES) and "by national bodies")


def _joined(conjunction: str, *parts: object) -> str:
    """The parts that there are."""
    return conjunction.join(str(part) for part in parts if part)
