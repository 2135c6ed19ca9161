"""What a round awards to a project."""

from typing import Self

from django.db import models
from django.db.models import F, Q, QuerySet

from forces.texts import LineField, ProseField, all_seen
from funding import financial_year
from projects.models import Project

from .rounds import Round
from .sources import Source

FUND_YEARS = (financial_year.FIRST_YEAR, financial_year.LAST_YEAR)


class AwardQuerySet(QuerySet["Award"]):
    def published(self) -> Self:
        """In a release, all; in the record, those of rounds that are to be in the next one."""
        return self.filter(round__in_next_release=True)


class Award(models.Model):
    """One round's decision to fund one project. Its amount is the sum of its allocations; without any it is not published.

    The period that it covers, `covers_from` to `covers_to`, are financial years, both included. Money is never spread over it.
    """

    class PeriodBasis(models.TextChoices):
        STATED = "stated", "A source of the award states it"
        YEARS = "years", "The years of its amounts"
        ROUND = "round", "The years that the round's bids cover"

    slug = models.SlugField("id", max_length=80, unique=True)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="awards")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="awards")
    as_stated = LineField(max_length=300, help_text="The source's own words for the amount, or why there is none.")
    covers_from = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The first year it covers, such as 2016-17. Leave empty if not known."
    )
    covers_to = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="The last year it covers, such as 2018-19."
    )
    period_basis = models.CharField(
        "how the period is known",
        max_length=10,
        choices=PeriodBasis,
        blank=True,
        help_text="A round's years are an outer frame, not a promise for each award.",
    )
    period_as_stated = LineField(
        max_length=300, blank=True, help_text="The source's own words for the period, if it gives any."
    )
    sources = models.ManyToManyField(Source, related_name="awards", blank=True)
    note = ProseField(blank=True)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering = ["round", "project", "slug"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "project"],
                name="award_unique_project_in_round",
                violation_error_message="This round already has an award to this project.",
            ),
            models.CheckConstraint(
                condition=Q(covers_from__isnull=True, covers_to__isnull=True)
                | Q(covers_from__isnull=False, covers_to__isnull=False),
                name="award_period_complete",
                violation_error_message="A period has a first and a last year: give both or neither.",
            ),
            models.CheckConstraint(
                condition=Q(covers_from__isnull=True) | Q(covers_to__isnull=True) | Q(covers_from__lte=F("covers_to")),
                name="award_period_in_order",
                violation_error_message="A period cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=(Q(covers_from__isnull=True) | Q(covers_from__range=FUND_YEARS))
                & (Q(covers_to__isnull=True) | Q(covers_to__range=FUND_YEARS)),
                name="award_period_in_fund",
                violation_error_message="The fund ran from 2016-17 to 2019-20: a period lies within these years.",
            ),
            models.CheckConstraint(
                condition=Q(covers_from__isnull=True, period_basis="")
                | (Q(covers_from__isnull=False) & ~Q(period_basis="")),
                name="award_period_with_basis",
                violation_error_message="Say how the period is known if, and only if, there is one.",
            ),
            models.CheckConstraint(
                condition=Q(period_basis__in=["", "stated", "years", "round"]),
                name="award_period_basis_known",
                violation_error_message="Choose how the period is known.",
            ),
            models.CheckConstraint(
                condition=Q(period_as_stated="") | ~Q(period_basis=""),
                name="award_period_words_with_period",
                violation_error_message="Words for a period need the period.",
            ),
            all_seen("award_text_seen", lines=["as_stated", "period_as_stated"], prose=["note"]),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.round}"

    def get_absolute_url(self) -> str:
        """Its place on the page of its project."""
        return f"{self.project.get_absolute_url()}#{self.slug}"
