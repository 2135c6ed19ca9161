from typing import Self

from django.db import models
from django.db.models import Q, QuerySet

from forces.models import Force
from forces.texts import LineField, ProseField, all_seen
from funding import money
from projects.models import Project

from .awards import Award
from .rounds import Round
from .sources import Source


class FundTotal(models.Model):
    """A size of the fund or a running total that a source gives and that belongs to no one round.

    These overlap in years and with the awards. They are shown beside the itemised amounts and never added to anything.
    """

    slug = models.SlugField("id", max_length=60, unique=True)
    period = LineField(max_length=60, help_text="In the source's terms: a financial year, or a span.")
    amount = models.DecimalField("amount in £", max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES)
    as_stated = LineField(max_length=300, help_text="The source's own words for the amount.")
    project_count = models.PositiveSmallIntegerField("number of projects", null=True, blank=True)
    sources = models.ManyToManyField(Source, related_name="fund_totals")
    note = ProseField(blank=True)

    class Meta:
        ordering = ["period", "-amount", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="fundtotal_amount_positive",
                violation_error_message="A total must be more than £0.",
            ),
            all_seen("fundtotal_text_seen", lines=["period", "as_stated"], prose=["note"]),
        ]

    def __str__(self) -> str:
        return f"{self.as_stated} ({self.period})"


class SubGrant(models.Model):
    """A share of an award that its lead passed on to another force. It is part of the award and never added to it."""

    slug = models.SlugField("id", max_length=60, unique=True)
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="sub_grants")
    recipient = models.ForeignKey(Force, on_delete=models.PROTECT, related_name="sub_grants")
    period = LineField(max_length=60)
    amount = models.DecimalField("amount in £", max_digits=money.MAX_DIGITS, decimal_places=money.DECIMAL_PLACES)
    as_stated = LineField(max_length=300, help_text="The source's own words for the amount.")
    sources = models.ManyToManyField(Source, related_name="sub_grants")
    note = ProseField(blank=True)

    class Meta:
        ordering = ["award", "period", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="subgrant_amount_positive",
                violation_error_message="A share must be more than £0.",
            ),
            all_seen("subgrant_text_seen", lines=["period", "as_stated"], prose=["note"]),
        ]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.period}: {self.as_stated}"


class ConflictQuerySet(QuerySet["Conflict"]):
    def public(self) -> Self:
        """Disagreements about a published round, an award of one, or a project that has such an award."""
        return self.filter(
            Q(round__in_next_release=True)
            | Q(award__round__in_next_release=True)
            | Q(project__awards__round__in_next_release=True)
        ).distinct()


class Conflict(models.Model):
    """Two sources that disagree about a round, a project or an award, which value is used here, and why."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="conflicts", null=True, blank=True)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="conflicts", null=True, blank=True)
    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="conflicts", null=True, blank=True)
    field = LineField(max_length=100, help_text="What they disagree about.")
    value_a = LineField("first value", max_length=300)
    source_a = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="conflicts_as_first")
    value_b = LineField("second value", max_length=300)
    source_b = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="conflicts_as_second")
    dataset_uses = LineField("used here", max_length=300)
    reason = ProseField()

    objects = ConflictQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]  # as they were entered: a reason may say “as above”
        constraints = [
            models.CheckConstraint(
                condition=Q(round__isnull=False, project__isnull=True, award__isnull=True)
                | Q(round__isnull=True, project__isnull=False, award__isnull=True)
                | Q(round__isnull=True, project__isnull=True, award__isnull=False),
                name="conflict_about_one_thing",
                violation_error_message="Name the round, the project or the award that it is about: exactly one of them.",
            ),
            models.UniqueConstraint(
                fields=["round", "project", "award", "field", "source_a", "source_b"],
                nulls_distinct=False,
                name="conflict_unique",
                violation_error_message="This disagreement is already recorded.",
            ),
            models.CheckConstraint(
                condition=~Q(source_a=models.F("source_b")),
                name="conflict_two_sources",
                violation_error_message="A disagreement needs two different sources.",
            ),
            all_seen("conflict_text_seen", lines=["field", "value_a", "value_b", "dataset_uses"], prose=["reason"]),
        ]

    def __str__(self) -> str:
        return f"{self.round or self.project or self.award}: {self.field}"
