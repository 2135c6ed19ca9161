from typing import Self

from django.db import models
from django.db.models import Q, QuerySet

from forces.models import Force, OfficerCount
from forces.sort_key import sort_key_of
from forces.texts import LineField, ProseField, WebAddressField, all_seen
from projects.models import Project

PARTIAL_DATE = r"^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
"""A date of 1900 to 2099, as precise as it is known: 2019, 2021-02 or 2016-08-05."""


class SourceQuerySet(QuerySet["Source"]):
    def public(self) -> Self:
        """Sources of anything that the public may see: not those that only drafts cite."""
        always = ["forces", "officer_counts", "fund_totals"]
        of_round = [
            "rounds",
            "announcements__round",
            "awards__round",
            "allocations__award__round",
            "sub_grants__award__round",
        ]
        of_round += ["projects__awards__round", "conflicts_as_first__round", "conflicts_as_first__award__round"]
        of_round += ["conflicts_as_second__round", "conflicts_as_second__award__round"]
        of_round += ["conflicts_as_first__project__awards__round", "conflicts_as_second__project__awards__round"]
        shown = Q()
        shown_by = [{f"{path}__isnull": False} for path in always]
        shown_by += [{f"{path}__in_next_release": True} for path in of_round]
        for citing in shown_by:
            shown |= Q(pk__in=self.model._default_manager.filter(**citing).values("pk"))
        return self.filter(shown)


class Source(models.Model):
    """A published document in which a figure or a fact was read.

    What it supports points here: rounds, announcements, awards, allocations and the rest hold their own `sources`.
    Forces and projects, which know nothing of this app, are named from this side (`force.sources`, `project.sources`).
    """

    slug = models.SlugField("id", max_length=80, unique=True)
    publisher = LineField(max_length=200)
    title = LineField(max_length=300)
    sort_key = sort_key_of("publisher", "title")
    published_on = models.CharField(
        max_length=10,
        blank=True,
        help_text="As precise as the document is: 2019, 2021-02 or 2016-08-05. Empty if it carries no date.",
    )
    url = WebAddressField("address", max_length=500)
    accessed_via = LineField(max_length=100, blank=True, help_text="How it was read: in full, or as an archived copy.")
    note = ProseField(blank=True)
    forces = models.ManyToManyField(Force, related_name="sources", blank=True)
    officer_counts = models.ManyToManyField(OfficerCount, related_name="sources", blank=True)
    projects = models.ManyToManyField(Project, related_name="sources", blank=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_on="") | Q(published_on__regex=PARTIAL_DATE),
                name="source_published_on_form",
                violation_error_message="Write the date as 2019, 2021-02 or 2016-08-05. Its year is from 1900 to 2099.",
            ),
            models.CheckConstraint(
                condition=Q(url__startswith="http://") | Q(url__startswith="https://"),
                name="source_url_is_web_address",
                violation_error_message="The address must begin with http:// or https://.",
            ),
            all_seen("source_text_seen", lines=["publisher", "title", "url", "accessed_via"], prose=["note"]),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title}"
