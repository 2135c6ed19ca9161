"""The unit of money, and what allocations come to: awards are chosen first, and their allocations are what is summed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import Aggregate, Count, OuterRef, Q, QuerySet, Subquery, Sum

from forces.texts import LineField, ProseField, all_seen
from funding import financial_year, money

from .awards import Award
from .rounds import FINANCIAL_YEAR_VALIDATORS, IN_FUND_YEARS, OUTSIDE_FUND_YEARS
from .sources import Source

SUMS: dict[str, Aggregate] = {
    "pounds": Sum("amount"),
    "allocation_count": Count("pk"),
    "qualifiers": ArrayAgg("qualifier", distinct=True),
}
"""What allocations come to: pounds, how many there are, and their qualifiers, each once. `amount_of` reads them."""


def amount_of(sums: Mapping[str, Any]) -> money.Amount | None:
    """The amount that a row of `SUMS` says, None without any allocation."""
    pounds: Decimal | None = sums.get("pounds")
    if pounds is None:
        return None
    return money.Amount.of_sum(pounds, number=sums["allocation_count"], qualifiers=sums["qualifiers"])


class AllocationQuerySet(QuerySet["Allocation"]):
    def sums_of_each(self, path: str) -> dict[str, Subquery]:
        """Annotations for an outer queryset, its rows' `SUMS`: `path` leads from an allocation to the row's key."""
        mine = self.order_by().filter(**{path: OuterRef("pk")}).values(path)
        return {name: Subquery(mine.annotate(**{name: part}).values(name)) for name, part in SUMS.items()}


STEP_OVER_AMOUNT = "A source cannot have rounded an amount to a step that is larger than the amount."


class Allocation(models.Model):
    """The unit of money: one amount of one award in one financial year, or with the year not published.

    `amount` is in pounds sterling, cash. `rounded_to` is the step to which the source printed it, where that is known.
    """

    class Kind(models.TextChoices):
        STATED = "stated", "Stated by the source"
        REMAINDER = "remainder", "Remainder: the stated total less the yearly amounts"

    class Status(models.TextChoices):
        AWARDED = "awarded", "Awarded"
        PROVISIONAL = "provisional", "Provisional"

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="allocations")
    financial_year = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        validators=FINANCIAL_YEAR_VALIDATORS,
        help_text="The year it starts in (2016 for 2016-17). Leave empty if the year is not published.",
    )
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STATED)
    amount = models.DecimalField("amount in £", max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES)
    qualifier = models.CharField(max_length=10, choices=money.Qualifier)
    rounded_to = models.DecimalField(
        "rounded to £",
        max_digits=money.MAX_DIGITS,
        decimal_places=money.DECIMAL_PLACES,
        null=True,
        blank=True,
        help_text="The step to which the source rounded the amount, such as 100000 for “£1.5m”. Only of amounts that are not exact.",
    )
    status = models.CharField(
        max_length=12,
        choices=Status,
        default=Status.AWARDED,
        help_text="Provisional: described at the time as still to come.",
    )
    as_stated = LineField(max_length=300, help_text="The source's own words for the amount.")
    note = ProseField(blank=True)
    sources = models.ManyToManyField(Source, related_name="allocations")

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["award", "financial_year", "-kind"]  # what is stated before what that leaves
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="allocation_amount_positive",
                violation_error_message="An amount must be more than £0. If it is not published, enter no allocation.",
            ),
            models.CheckConstraint(
                condition=Q(financial_year__isnull=True) | IN_FUND_YEARS,
                name="allocation_financial_year_in_range",
                violation_error_message=OUTSIDE_FUND_YEARS,
            ),
            models.UniqueConstraint(
                fields=["award", "financial_year"],
                name="allocation_unique_year",
                violation_error_message="This award already has an amount for that year.",
            ),
            models.UniqueConstraint(
                fields=["award", "kind"],
                condition=Q(financial_year__isnull=True),
                name="allocation_unique_unpublished_year",
                violation_error_message="This award already has an amount of this kind whose year is not published.",
            ),
            models.CheckConstraint(
                condition=Q(kind="stated") | Q(kind="remainder", financial_year__isnull=True),
                name="allocation_remainder_has_no_year",
                violation_error_message="A remainder is what the published years leave, so it has no year of its own.",
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=money.Qualifier.values),
                name="allocation_qualifier_known",
                violation_error_message="Choose how exact the amount is.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["awarded", "provisional"]),
                name="allocation_status_known",
                violation_error_message="An amount is awarded or provisional.",
            ),
            models.CheckConstraint(
                condition=Q(rounded_to__isnull=True) | (Q(rounded_to__gt=0) & ~Q(qualifier="exactly")),
                name="allocation_rounding_if_inexact",
                violation_error_message="Only an amount that is not exact has a rounding step, and the step is more than £0.",
            ),
            models.CheckConstraint(
                condition=Q(rounded_to__isnull=True) | Q(rounded_to__lte=models.F("amount")),
                name="allocation_rounding_within_amount",
                violation_error_message=STEP_OVER_AMOUNT,
            ),
            all_seen("allocation_text_seen", lines=["as_stated"], prose=["note"]),
        ]

    def __str__(self) -> str:
        return f"{self.worth.exact()}, {financial_year.label(self.financial_year)}"

    @property
    def worth(self) -> money.Amount:
        """The amount with how exactly it is known."""
        return money.Amount(self.amount, money.Qualifier(self.qualifier))
