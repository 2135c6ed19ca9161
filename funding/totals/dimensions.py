"""The ways to break a selection down, which are also the ways to filter one: a value chosen is a group of the breakdown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Self

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, Concat

from forces.models import NATIONAL_BODIES, NOT_STATED
from funding import financial_year
from funding.models import Allocation, Round

from .groups import Group, amount_order, slug_order

LEAD_NOT_STATED_LABEL = "Lead not stated"
NATIONAL_BODIES_LABEL = "National bodies"
AMOUNT_NOT_PUBLISHED_LABEL = "Amount not published"
NOT_PUBLISHED = financial_year.NOT_PUBLISHED

Expression = Callable[[str], Combinable]
"""Makes an expression out of the path that leads to an award (`award__` from an allocation), or to an allocation."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Dimension:
    """A way to break a selection down: every award has exactly one value of it, never null.

    `slug` and `label` say which, and `in_words` how the label stands in a sentence where that is not the label itself. Where
    it is one `of_allocations`, they are asked of each allocation, and awards without an amount are in no group. `fixed` has
    the labels of the values that are listed here, by their slugs. `order` sorts the groups.
    """

    slug: Expression
    label: Expression
    in_words: Expression | None = None
    of_allocations: bool = False
    fixed: Mapping[str, str] = field(default_factory=dict)
    order: Callable[[Group], Any] = amount_order

    @classmethod
    def of_table(
        cls,
        labels: Mapping[str, str],
        condition: Callable[[str, str], Q],
        *,
        of_allocations: bool = False,
        order: Callable[[Group], Any] | None = None,
    ) -> Self:
        """One whose values are all listed here, in this order: those for whose path and slug the condition holds, else the last."""
        *slugs, rest = labels

        def case(value: Callable[[str], str]) -> Expression:
            return lambda path: Case(
                *(When(condition(path, slug), then=Value(value(slug))) for slug in slugs),
                default=Value(value(rest)),
                output_field=CharField(),
            )

        return cls(
            slug=case(str),
            label=case(lambda slug: labels[slug]),
            of_allocations=of_allocations,
            fixed=labels,
            order=order or slug_order([*labels]),
        )

    @classmethod
    def yes_or_no(cls, condition: Callable[[str], Q], *, yes: str, no: str, of_allocations: bool = False) -> Self:
        """One of two values, `yes` where the condition holds for a path."""
        labels = {"yes": yes, "no": no}
        return cls.of_table(labels, lambda path, slug: condition(path), of_allocations=of_allocations)


EVERYTHING = Dimension(slug=lambda award: Value(""), label=lambda award: Value(""))
"""All in one group, whose slug and label are empty."""

ROUND = Dimension(slug=lambda award: F(f"{award}round__slug"), label=lambda award: F(f"{award}round__name"))
THEME = Dimension(
    slug=lambda award: F(f"{award}project__theme__slug"), label=lambda award: F(f"{award}project__theme__name")
)
PROJECT = Dimension(slug=lambda award: F(f"{award}project__slug"), label=lambda award: F(f"{award}project__title"))
AWARD = Dimension(
    # The award's place in the page of its project: `hampshire-digital-information-sharing#2016-17-round-1-hampshire`.
    slug=lambda award: Concat(f"{award}project__slug", Value("#"), f"{award}slug", output_field=CharField()),
    label=lambda award: F(f"{award}project__title"),
)
LEAD = Dimension(
    slug=lambda award: Coalesce(f"{award}project__lead__slug", Value(NOT_STATED)),
    label=lambda award: Coalesce(f"{award}project__lead__name", Value(LEAD_NOT_STATED_LABEL)),
    in_words=lambda award: Coalesce(f"{award}project__lead__name_in_sentences", Value("")),
    fixed={NOT_STATED: LEAD_NOT_STATED_LABEL},
)


def _region(field: str, not_stated: str, national_bodies: str) -> Expression:
    return lambda award: Case(
        When(**{f"{award}project__lead__isnull": True}, then=Value(not_stated)),
        When(**{f"{award}project__lead__region__isnull": True}, then=Value(national_bodies)),
        default=F(f"{award}project__lead__region__{field}"),
        output_field=CharField(),
    )


REGION = Dimension(
    slug=_region("slug", NOT_STATED, NATIONAL_BODIES),
    label=_region("name", LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL),
    fixed={NATIONAL_BODIES: NATIONAL_BODIES_LABEL, NOT_STATED: LEAD_NOT_STATED_LABEL},
)


def kind_slug(kind: str) -> str:
    """The value of a kind of round in an address: `national-programmes`."""
    return kind.replace(" ", "-")


KINDS = {kind_slug(kind.value): kind for kind in Round.Kind}
"""The kinds of round by their value in an address."""

KIND = Dimension.of_table(
    {slug: str(kind.label) for slug, kind in KINDS.items()},
    lambda award, slug: Q(**{f"{award}round__kind": KINDS[slug].value}),
    order=amount_order,
)

YEARS = {financial_year.label(year): year for year in financial_year.fund_years()}

YEAR = Dimension.of_table(
    {**{label: label for label in YEARS}, NOT_PUBLISHED: financial_year.NOT_PUBLISHED_LABEL},
    lambda allocation, slug: Q(**{f"{allocation}financial_year": YEARS[slug]}),
    of_allocations=True,
)
YEAR_PUBLISHED = Dimension.yes_or_no(
    lambda allocation: Q(**{f"{allocation}financial_year__isnull": False}),
    yes="Year published",
    no=financial_year.NOT_PUBLISHED_LABEL,
    of_allocations=True,
)


def _has_amount(award: str) -> Q:
    return Q(Exists(Allocation.objects.filter(award=OuterRef(f"{award}pk"))))


AMOUNT_PUBLISHED = Dimension.yes_or_no(_has_amount, yes="Amount published", no=AMOUNT_NOT_PUBLISHED_LABEL)
LEAD_STATED = Dimension.yes_or_no(
    lambda award: Q(**{f"{award}project__lead__isnull": False}), yes="Lead stated", no=LEAD_NOT_STATED_LABEL
)
NATIONAL = Dimension.yes_or_no(
    lambda award: Q(**{f"{award}project__national_scope": True}),
    yes="A source calls it national",
    no="No source calls it national",
)

SIZES: dict[str, tuple[str, Decimal]] = {
    "under-100k": ("Under £100,000", Decimal(0)),
    "100k-to-250k": ("£100,000 to £250,000", Decimal(100_000)),
    "250k-to-500k": ("£250,000 to £500,000", Decimal(250_000)),
    "500k-to-1m": ("£500,000 to £1m", Decimal(500_000)),
    "1m-to-2.5m": ("£1m to £2.5m", Decimal(1_000_000)),
    "2.5m-to-5m": ("£2.5m to £5m", Decimal(2_500_000)),
    "5m-to-10m": ("£5m to £10m", Decimal(5_000_000)),
    "10m-or-more": ("£10m or more", Decimal(10_000_000)),
}
"""The sizes of awards: what each is called, and from how many pounds (included) it counts, up to where the next begins."""


def size_of(pounds: Decimal) -> str:
    """The slug of the size that an amount has."""
    return [slug for slug, (_, least) in SIZES.items() if pounds >= least][-1]


def _whole_awards(award: str) -> Any:
    """A query of the one award of an outer row, with its `pounds` over all its years; no row if none are published."""
    mine = Allocation.objects.order_by().filter(award=OuterRef(f"{award}pk")).values("award")
    return mine.annotate(pounds=Sum("amount"))


def award_amount(award: str) -> Subquery:
    """The amount of an award over all its years; null if none is published."""
    return Subquery(_whole_awards(award).values("pounds"))


def _size(value: Callable[[str], str], not_published: str) -> Expression:
    """The largest size that the amount reaches; the amount is added up once."""
    reached = Case(
        *(When(pounds__gte=least, then=Value(value(slug))) for slug, (_, least) in reversed(SIZES.items())),
        output_field=CharField(),
    )
    return lambda award: Coalesce(
        Subquery(_whole_awards(award).annotate(size=reached).values("size")), Value(not_published)
    )


SIZE = Dimension(
    slug=_size(str, NOT_PUBLISHED),
    label=_size(lambda slug: SIZES[slug][0], AMOUNT_NOT_PUBLISHED_LABEL),
    fixed={**{slug: label for slug, (label, _) in SIZES.items()}, NOT_PUBLISHED: AMOUNT_NOT_PUBLISHED_LABEL},
    order=slug_order([*SIZES, NOT_PUBLISHED]),
)
