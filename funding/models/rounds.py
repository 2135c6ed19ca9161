from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, QuerySet
from django.urls import reverse

from forces.sort_key import sort_key_of
from forces.texts import LineField, ProseField, all_seen
from funding import financial_year, money

from .sources import Source

FINANCIAL_YEAR_VALIDATORS = [MinValueValidator(financial_year.FIRST_YEAR), MaxValueValidator(financial_year.LAST_YEAR)]
IN_FUND_YEARS = Q(financial_year__gte=financial_year.FIRST_YEAR, financial_year__lte=financial_year.LAST_YEAR)
OUTSIDE_FUND_YEARS = f"The fund ran from {financial_year.fund_period()}: the year must be one of these."

FUND_LIFE = (
    financial_year.first_day(financial_year.FIRST_YEAR - 1),
    financial_year.last_day(financial_year.LAST_YEAR + 1),
)
"""The days on which a round can have been announced: money is announced before its year begins, and told of after it ends."""

OUTSIDE_FUND_LIFE = "The fund ran in 2016-17 to 2019-20: a round was announced then, or at most a year before or after."


class RoundQuerySet(QuerySet["Round"]):
    def published(self) -> Self:
        """In a release, all; in the record, those that are to be in the next one."""
        return self.filter(in_next_release=True)


class Round(models.Model):
    """One tranche in which the fund was awarded: bids, commissioned work, pre-allocated sums or national programmes.

    The three of kind "not confirmed" are no Home Office rounds: they hold awards that sources tie to a year without naming
    the tranche. A round is a draft, seen by nobody but admins, until it is `in_next_release`; it is public from that release on.
    """

    class Kind(models.TextChoices):
        BIDS = "bids", "Bids"
        COMMISSIONED = "commissioned", "Commissioned"
        PRE_ALLOCATED = "pre-allocated", "Pre-allocated"
        NATIONAL_PROGRAMMES = "national programmes", "National programmes"
        NOT_CONFIRMED = "not confirmed", "Round not confirmed"

    slug = models.SlugField("id", max_length=60, unique=True)
    name = LineField(max_length=150, unique=True)
    sort_key = sort_key_of("name")
    kind = models.CharField(max_length=30, choices=Kind)
    announced_on = models.DateField(null=True, blank=True, help_text="Leave empty if no source gives a day.")
    financial_year = models.PositiveSmallIntegerField(
        validators=FINANCIAL_YEAR_VALIDATORS,
        help_text="The financial year in which it was awarded, as the year it starts in.",
    )
    sources = models.ManyToManyField(Source, related_name="rounds", blank=True)
    note = ProseField(blank=True)
    in_next_release = models.BooleanField(
        default=False, editable=False, help_text="If not: a draft, which no release has."
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["financial_year", "announced_on", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=IN_FUND_YEARS,
                name="round_financial_year_in_range",
                violation_error_message=OUTSIDE_FUND_YEARS,
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True) | Q(announced_on__range=FUND_LIFE),
                name="round_announced_in_fund_life",
                violation_error_message=OUTSIDE_FUND_LIFE,
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["bids", "commissioned", "pre-allocated", "national programmes", "not confirmed"]),
                name="round_kind_known",
                violation_error_message="Choose one of the kinds of round.",
            ),
            all_seen("round_text_seen", lines=["name"], prose=["note"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("round", args=[self.slug])

    @property
    def announced(self) -> "Announcement | None":
        """What was announced for it, if a source gives an amount; one query, unless it was selected with the round."""
        return getattr(self, "announcement", None)


class Announcement(models.Model):
    """What a source says a round is worth as a whole. It is shown beside the itemised amounts and never added to them."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="announcement")
    amount = models.DecimalField("amount in £", max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES)
    qualifier = models.CharField(max_length=10, choices=money.Qualifier)
    as_stated = LineField(max_length=300, help_text="The source's own words for the amount.")
    project_count = models.PositiveSmallIntegerField(
        "number of projects",
        null=True,
        blank=True,
        help_text="How many projects the source counts. Leave empty if it does not say.",
    )
    sources = models.ManyToManyField(Source, related_name="announcements")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="announcement_amount_positive",
                violation_error_message="An announced amount must be more than £0.",
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=money.Qualifier.values),
                name="announcement_qualifier_known",
                violation_error_message="Choose how exact the amount is.",
            ),
            models.CheckConstraint(
                condition=Q(project_count__isnull=True) | Q(project_count__gt=0),
                name="announcement_project_count_positive",
                violation_error_message="A number of projects must be at least 1; leave it empty if no source gives one.",
            ),
            all_seen("announcement_text_seen", lines=["as_stated"]),
        ]

    def __str__(self) -> str:
        return self.worth.short()

    @property
    def worth(self) -> money.Amount:
        """The amount with how exactly it is known."""
        return money.Amount(self.amount, money.Qualifier(self.qualifier))
