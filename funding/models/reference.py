"""Facts beside the fund, which put its money into proportion. They are never added to it."""

from django.db import models
from django.db.models import F, Q

from forces.models import COUNTED, OUTSIDE_COUNTED, Force
from forces.texts import LineField, ProseField, all_seen
from funding import financial_year

from .sources import PARTIAL_DATE, Source


class Deflator(models.Model):
    """The GDP deflator of a financial year, as an index that is 100 in the base year.

    Pounds of a year in prices of the base year are the pounds x 100 / the year's index.
    """

    class Status(models.TextChoices):
        OUTTURN = "outturn", "Outturn"
        FORECAST = "forecast", "Forecast"

    financial_year = models.PositiveSmallIntegerField(
        unique=True, help_text="The year it starts in (2016 for 2016-17)."
    )
    index = models.DecimalField(max_digits=8, decimal_places=4)
    base_year = models.PositiveSmallIntegerField(
        help_text="The year in which the index is 100, as the year it starts in."
    )
    status = models.CharField(max_length=10, choices=Status)
    release = LineField(max_length=100, help_text="The publication that the index is of.")
    sources = models.ManyToManyField(Source, related_name="deflators")

    class Meta:
        ordering = ["financial_year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(index__gt=0),
                name="deflator_index_positive",
                violation_error_message="An index must be more than 0.",
            ),
            models.CheckConstraint(
                condition=~Q(financial_year=F("base_year")) | Q(index=100),
                name="deflator_100_in_base_year",
                violation_error_message="In its base year the index is 100.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["outturn", "forecast"]),
                name="deflator_status_known",
                violation_error_message="A deflator is an outturn or a forecast.",
            ),
            all_seen("deflator_text_seen", lines=["release"]),
        ]

    def __str__(self) -> str:
        return f"{financial_year.label(self.financial_year)}: {self.index}"


class Population(models.Model):
    """Usual residents of a force's area on one day, as estimated by the Office for National Statistics."""

    force = models.ForeignKey(Force, on_delete=models.CASCADE, related_name="populations")
    as_at = models.DateField("as at")
    population = models.PositiveIntegerField()
    note = ProseField(blank=True)
    sources = models.ManyToManyField(Source, related_name="populations")

    class Meta:
        ordering = ["force", "as_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "as_at"],
                name="population_unique_day",
                violation_error_message="This force already has a population for that day.",
            ),
            models.CheckConstraint(
                condition=Q(population__gt=0),
                name="population_positive",
                violation_error_message="A population must be more than 0.",
            ),
            models.CheckConstraint(
                condition=Q(as_at__range=COUNTED),
                name="population_day_in_range",
                violation_error_message=OUTSIDE_COUNTED,
            ),
            all_seen("population_text_seen", lines=[], prose=["note"]),
        ]

    def __str__(self) -> str:
        return f"{self.force}, {self.as_at:%-d %B %Y}: {self.population:,}"


class YearEndOfficers(models.Model):
    """Police officers of a force at the end of a financial year, in full-time equivalents (Home Office open data).

    This series was published in 2022. The count of September 2016 (`OfficerCount`) is of the tables published then.
    """

    force = models.ForeignKey(Force, on_delete=models.CASCADE, related_name="year_end_officers")
    as_at = models.DateField("as at")
    officers_fte = models.DecimalField("officers (full-time equivalent)", max_digits=9, decimal_places=2)
    note = ProseField(blank=True)
    sources = models.ManyToManyField(Source, related_name="year_end_officers")

    class Meta:
        verbose_name_plural = "year-end officers"
        ordering = ["force", "as_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "as_at"],
                name="yearendofficers_unique_day",
                violation_error_message="This force already has a count for that day.",
            ),
            models.CheckConstraint(
                condition=Q(officers_fte__gte=0),
                name="yearendofficers_not_negative",
                violation_error_message="A count of officers cannot be negative.",
            ),
            models.CheckConstraint(
                condition=Q(as_at__month=3, as_at__day=31),
                name="yearendofficers_at_year_end",
                violation_error_message="A financial year ends on 31 March.",
            ),
            models.CheckConstraint(
                condition=Q(as_at__range=COUNTED),
                name="yearendofficers_day_in_range",
                violation_error_message=OUTSIDE_COUNTED,
            ),
            all_seen("yearendofficers_text_seen", lines=[], prose=["note"]),
        ]

    def __str__(self) -> str:
        return f"{self.force}, {self.as_at:%-d %B %Y}: {self.officers_fte:,}"


class Renaming(models.Model):
    """A change, made or only proposed, of a force's name or of who governs it. The site keeps the names of 2016-20."""

    force = models.ForeignKey(Force, on_delete=models.CASCADE, related_name="renamings")
    change = LineField(max_length=100, help_text="What changed: a name, or who governs the force.")
    old_name = LineField(max_length=150)
    new_name = LineField(max_length=150, blank=True, help_text="Empty if a planned change did not happen.")
    date = models.CharField(
        max_length=10,
        blank=True,
        help_text="As precise as it is known: 2022, 2022-11 or 2022-11-16. Empty if no source gives one.",
    )
    date_precision = LineField(
        max_length=50, blank=True, help_text="What the date is: the day, a month, when it was reported."
    )
    detail = ProseField()
    sources = models.ManyToManyField(Source, related_name="renamings")

    class Meta:
        ordering = ["force", "date", "change"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "change"],
                name="renaming_unique_change",
                violation_error_message="This change of this force is already recorded.",
            ),
            models.CheckConstraint(
                condition=Q(date="") | Q(date__regex=PARTIAL_DATE),
                name="renaming_date_form",
                violation_error_message="Write the date as 2022, 2022-11 or 2022-11-16.",
            ),
            all_seen(
                "renaming_text_seen",
                lines=["change", "old_name", "new_name", "date_precision"],
                prose=["detail"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_name} → {self.new_name}" if self.new_name else f"{self.old_name} ({self.change})"
