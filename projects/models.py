"""What: the themes, and the projects that the fund paid for."""

from django.db import models
from django.urls import reverse

from forces.models import Force
from forces.sort_key import sort_key_of
from forces.texts import LineField, ProseField, all_seen


class Theme(models.Model):
    """What a project is about. Each project is counted under exactly one theme."""

    slug = models.SlugField("id", max_length=60, unique=True)
    name = LineField(max_length=100, unique=True)
    sort_key = sort_key_of("name")
    description = ProseField()

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            all_seen("theme_text_seen", lines=["name"], prose=["description"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])


class Project(models.Model):
    """A piece of work that forces do. It can be awarded money in several rounds.

    Money belongs to the lead; partners are the other forces that a source names. The lead is null when no source states one.
    """

    slug = models.SlugField("id", max_length=80, unique=True)
    title = LineField(max_length=200)
    sort_key = sort_key_of("title")
    description = ProseField(help_text="One or two plain sentences, in our own words.")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="projects")
    other_themes = models.ManyToManyField(
        Theme, related_name="also_projects", blank=True, help_text="Further subjects it touches. They carry no money."
    )
    lead = models.ForeignKey(
        Force,
        on_delete=models.PROTECT,
        related_name="led_projects",
        null=True,
        blank=True,
        help_text="The one force that runs the project. Leave empty if no source states it.",
    )
    partners = models.ManyToManyField(
        Force, related_name="partnered_projects", blank=True, help_text="The other forces that a source names."
    )
    national_scope = models.BooleanField(default=False, help_text="Only where a source says so of this project.")
    note = ProseField(blank=True)

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            all_seen("project_text_seen", lines=["title"], prose=["description", "note"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.slug])
