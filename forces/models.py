"""Who: the regions of England and Wales, and the forces that lead and partner projects."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from .sort_key import sort_key_of
from .texts import LineField, WebAddressField, all_seen

NOT_STATED = "not-stated"
"""Stands in addresses and exports for a lead, or a lead's region, that no source states. No force or region has this slug."""

NATIONAL_BODIES = "national-bodies"
"""Stands there for the region of leads that are in none: national bodies and special forces. No region has this slug."""


COUNTED = (date(2000, 1, 1), date(2099, 12, 31))
"""The days for which officers can have been counted: wide, since it is there for a year that was mistyped, 0016 or 9999."""

OUTSIDE_COUNTED = "The day of a count is in the years 2000 to 2099."


class Region(models.Model):
    """An ONS region of England, or Wales. Every territorial force lies in exactly one."""

    slug = models.SlugField("id", max_length=50, unique=True)
    name = LineField(max_length=100, unique=True)
    sort_key = sort_key_of("name")

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug__in=[NOT_STATED, NATIONAL_BODIES]),
                name="region_slug_not_reserved",
                violation_error_message="This id stands for something else in addresses. Choose another one.",
            ),
            all_seen("region_text_seen", lines=["name"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("region", args=[self.slug])


class Force(models.Model):
    """A territorial force, a special force, or a national body that leads or partners a project.

    Names are those in use in 2016-20. National bodies and special forces are in no region.
    """

    class Kind(models.TextChoices):
        TERRITORIAL = "territorial", "Territorial force"
        SPECIAL = "special", "Special force"
        NATIONAL_BODY = "national_body", "National body"

    slug = models.SlugField("id", max_length=60, unique=True)
    name = LineField(max_length=150, unique=True)
    short_name = LineField(max_length=80, unique=True)
    sort_key = sort_key_of("name")
    kind = models.CharField(max_length=20, choices=Kind)
    ons_code = models.CharField(
        "ONS code",
        max_length=9,
        blank=True,
        help_text="Police force area code, such as E23000024. Only of territorial forces.",
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        related_name="forces",
        null=True,
        blank=True,
        help_text="Only of territorial forces.",
    )
    country = LineField(max_length=50)
    website = WebAddressField(blank=True)
    population = models.PositiveIntegerField(
        null=True, blank=True, help_text="Usual residents of the area at a census."
    )
    population_year = models.PositiveSmallIntegerField("census year", null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="On the map of equal tiles, from the west."
    )
    tile_row = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="On the map of equal tiles, from the north."
    )
    tile_name = LineField(
        max_length=20,
        blank=True,
        help_text="On its tile, where the short name is too long for it. A semicolon parts two lines: Avon &;Somerset.",
    )
    name_in_sentences = LineField(
        max_length=160, blank=True, help_text="Where that is not the name itself: the Home Office."
    )

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(slug=NOT_STATED),
                name="force_slug_not_reserved",
                violation_error_message="This id stands for something else in addresses. Choose another one.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["territorial", "special", "national_body"]),
                name="force_kind_known",
                violation_error_message="A force is a territorial force, a special force or a national body.",
            ),
            models.CheckConstraint(
                condition=Q(kind="territorial", region__isnull=False)
                | (~Q(kind="territorial") & Q(region__isnull=True)),
                name="force_region_if_territorial",
                violation_error_message="A territorial force has a region; special forces and national bodies have none.",
            ),
            models.CheckConstraint(
                condition=Q(tile_column__isnull=True, tile_row__isnull=True)
                | Q(kind="territorial", tile_column__isnull=False, tile_row__isnull=False),
                name="force_tile_complete",
                violation_error_message="A tile needs a column and a row, and only territorial forces have one.",
            ),
            models.UniqueConstraint(
                fields=["tile_column", "tile_row"],
                name="force_tile_unique",
                violation_error_message="Another force has this tile of the map.",
            ),
            models.UniqueConstraint(
                fields=["ons_code"],
                condition=~Q(ons_code=""),
                name="force_ons_code_unique",
                violation_error_message="Another force has this ONS code.",
            ),
            models.CheckConstraint(
                condition=Q(ons_code="") | Q(kind="territorial", ons_code__regex=r"^[EW][0-9]{8}$"),
                name="force_ons_code_form",
                violation_error_message="An ONS code is E or W and eight digits, and only territorial forces have one.",
            ),
            models.CheckConstraint(
                condition=Q(population__isnull=True, population_year__isnull=True)
                | Q(population__isnull=False, population_year__isnull=False),
                name="force_population_dated",
                violation_error_message="A population needs its census year, and the year needs a population.",
            ),
            all_seen(
                "force_text_seen",
                lines=["name", "short_name", "country", "website", "tile_name", "name_in_sentences"],
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("force", args=[self.slug])

    @property
    def in_words(self) -> str:
        """The name as it stands in a sentence: `the Metropolitan Police Service`, `Kent Police`."""
        return self.name_in_sentences or self.name

    @property
    def short_in_words(self) -> str:
        """The short name as it stands in a sentence."""
        return self.in_words if self.short_name == self.name else self.short_name


class OfficerCount(models.Model):
    """Police officers of a force on one day, in full-time equivalents (Home Office workforce tables)."""

    force = models.ForeignKey(Force, on_delete=models.CASCADE, related_name="officer_counts")
    as_at = models.DateField("as at")
    officers_fte = models.DecimalField("officers (full-time equivalent)", max_digits=9, decimal_places=2)

    class Meta:
        ordering = ["force", "-as_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["force", "as_at"],
                name="officercount_unique_day",
                violation_error_message="This force already has a count for that day.",
            ),
            models.CheckConstraint(
                condition=Q(officers_fte__gte=0),
                name="officercount_not_negative",
                violation_error_message="A count of officers cannot be negative.",
            ),
            models.CheckConstraint(
                condition=Q(as_at__range=COUNTED),
                name="officercount_day_in_range",
                violation_error_message=OUTSIDE_COUNTED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.force}, {self.as_at:%-d %B %Y}"
