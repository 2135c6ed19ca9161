"""The vocabulary of money: which awards, which allocations, and what they come to.

Awards are chosen first (`for_round`, `led_by`, `involving` …); allocations follow from them (`of_awards`) and are what is
summed. Partners are always reached through EXISTS: a join to them would count an amount once for each partner.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Aggregate, Count, Exists, Min, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable

from forces.models import Force, Region
from projects.models import Project, Theme

if TYPE_CHECKING:
    from .models import Allocation, Award, Conflict, Round, Source  # noqa: F401  (they import this module)

FIGURE: dict[str, Aggregate] = {
    "pounds": Sum("amount"),
    "parts": Count("pk"),
    "inexact": Count("pk", filter=~Q(qualifier="exactly")),
    "only_qualifier": Min("qualifier"),
    "provisional": Sum("amount", filter=Q(status="provisional"), default=0),
    "provisional_inexact": Count("pk", filter=Q(status="provisional") & ~Q(qualifier="exactly")),
}
"""What a figure is made of: pounds, number of allocations, how many are not exact, the qualifier if there is but one, and
how many of the pounds were provisional, and of how many provisional allocations that are not exact."""


def in_one_query(queries: Sequence[Any]) -> Any:
    """The rows of queries with the same columns, whichever they are of; nothing of none."""
    if not queries:
        return []
    first, *others = queries
    return first.union(*others, all=True) if others else first


class RoundQuerySet(QuerySet["Round"]):
    def published(self) -> Self:
        """Rounds that the public may see."""
        return self.filter(published_at__isnull=False)


class AwardQuerySet(QuerySet["Award"]):
    def published(self) -> Self:
        """Awards of published rounds: the only ones that exist in public."""
        return self.filter(round__published_at__isnull=False)

    def for_round(self, round_: "Round") -> Self:
        return self.filter(round=round_)

    def for_theme(self, theme: Theme) -> Self:
        """Of projects counted under the theme; a project's other themes carry no money."""
        return self.filter(project__theme=theme)

    def led_by(self, force: Force) -> Self:
        return self.filter(project__lead=force)

    def led_in(self, region: Region) -> Self:
        """Of projects whose lead is a force of the region."""
        return self.filter(project__lead__region=region)

    def involving(self, forces: QuerySet[Force]) -> Self:
        """Of projects that at least one of the forces leads or partners, each once and in full."""
        return self.filter(_led_by_any(forces) | _partnered_by_any(forces))

    def not_involving(self, forces: QuerySet[Force]) -> Self:
        """Of projects that none of the forces leads or partners."""
        return self.exclude(_led_by_any(forces)).exclude(_partnered_by_any(forces))

    def counts(self, **keys: Combinable) -> Any:
        """A query of one dictionary a group, the groups being the values of `keys`.

        `{"key": "workforce", "projects": 4, "awards": 5, "awards_without_amount": 1}`.
        """
        return (
            self.order_by()
            .values(**keys)
            .annotate(
                projects=Count("project", distinct=True),
                awards=Count("pk", distinct=True),
                awards_without_amount=Count("pk", filter=Q(allocations__isnull=True)),
            )
        )


class AllocationQuerySet(QuerySet["Allocation"]):
    def of_awards(self, awards: AwardQuerySet) -> Self:
        return self.filter(award__in=awards.order_by().values("pk"))

    def figures(self, **keys: Combinable) -> Any:
        """A query of one dictionary a group, the groups being the values of `keys`.

        `{"key": "workforce", "pounds": Decimal("7681584.00"), "parts": 5, "inexact": 4, "only_qualifier": "about",
        "awards": 3, "projects": 3}`: see `FIGURE`, and how many awards and projects the allocations belong to.
        """
        return (
            self.order_by()
            .values(**keys)
            .annotate(**FIGURE, awards=Count("award", distinct=True), projects=Count("award__project", distinct=True))
        )

    def figure_of_each(self, path: str) -> dict[str, Subquery]:
        """Annotations for an outer queryset, its rows' `FIGURE`: `path` leads from an allocation to the row's key."""
        mine = self.order_by().filter(**{path: OuterRef("pk")}).values(path)
        return {name: Subquery(mine.annotate(**{name: part}).values(name)) for name, part in FIGURE.items()}


def _led_by_any(forces: QuerySet[Force]) -> Q:
    # Never null, so that its opposite is not either.
    return Q(project__lead__isnull=False, project__lead__in=forces.values("pk"))


def _partnered_by_any(forces: QuerySet[Force]) -> Q:
    partners = Project.partners.through.objects
    return Q(Exists(partners.filter(project=OuterRef("project"), force__in=forces.values("pk"))))


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
        for path in always + [f"{path}__published_at" for path in of_round]:
            shown |= Q(pk__in=self.model._default_manager.filter(**{f"{path}__isnull": False}).values("pk"))
        return self.filter(shown)


class ConflictQuerySet(QuerySet["Conflict"]):
    def public(self) -> Self:
        """Disagreements about a published round, an award of one, or a project that has such an award."""
        return self.filter(
            Q(round__published_at__isnull=False)
            | Q(award__round__published_at__isnull=False)
            | Q(project__awards__round__published_at__isnull=False)
        ).distinct()
