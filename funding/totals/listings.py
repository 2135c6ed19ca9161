"""One row for each round, force, region and theme, as the list pages, the map and the exports show them."""

from dataclasses import dataclass, replace
from decimal import Decimal

from forces.models import NATIONAL_BODIES, NOT_STATED, Force, Region
from funding.models import Announcement, Round
from funding.money import Amount
from projects.models import Theme

from .dimensions import LEAD, LEAD_NOT_STATED_LABEL, NATIONAL_BODIES_LABEL, REGION, ROUND, THEME
from .groups import Group, Totals
from .selection import Selection


@dataclass(frozen=True, kw_only=True)
class RoundRow:
    """A round: what was announced beside what is itemised. The two are compared and never added."""

    round: Round
    announcement: Announcement | None
    itemised: Totals

    @property
    def gap(self) -> Amount | None:
        """What is announced and not itemised; negative if more is itemised; None if either is not known."""
        if self.announcement is None or self.itemised.amount is None:
            return None
        return self.announcement.worth.left_by(self.itemised.amount)

    @property
    def coverage(self) -> Decimal | None:
        """Itemised as a share of announced, from 0 to 1 (or more); None if either is not known."""
        if self.announcement is None or self.itemised.amount is None:
            return None
        return self.itemised.pounds / self.announcement.amount


@dataclass(frozen=True, kw_only=True)
class ForceRow:
    """A force (None: the projects whose lead is not stated): what it leads, and apart from it what it is involved in.

    `involved` is None where that was not asked for.
    """

    force: Force | None
    led: Group
    involved: Group | None = None


@dataclass(frozen=True, kw_only=True)
class RegionRow:
    """A region (None: leads that are in none, or not stated): what its forces lead, and apart from it what involves them."""

    region: Region | None
    led: Group
    involved: Group


@dataclass(frozen=True, kw_only=True)
class ThemeRow:
    """A theme and what is counted under it."""

    theme: Theme
    group: Group


def rounds(selection: Selection) -> list[RoundRow]:
    """Every published round, in the order of its year and day."""
    groups = {group.slug: group for group in selection.by(ROUND)}
    return [
        RoundRow(
            round=round_,
            announcement=round_.announced,
            itemised=groups.get(round_.slug, Group(slug=round_.slug, label=round_.name)),
        )
        for round_ in Round.objects.published().select_related("announcement")
    ]


def led_by_force(selection: Selection) -> list[ForceRow]:
    """Every force by name, and last the projects whose lead is not stated. The `led` groups add up to the selection's total."""
    led = {group.slug: group for group in selection.by(LEAD)}
    rows = [
        ForceRow(force=force, led=led.get(force.slug, Group(slug=force.slug, label=force.name)))
        for force in Force.objects.select_related("region")
    ]
    return [*rows, ForceRow(force=None, led=led.get(NOT_STATED, Group(slug=NOT_STATED, label=LEAD_NOT_STATED_LABEL)))]


def forces(selection: Selection) -> list[ForceRow]:
    """The rows of `led_by_force`, with what each force is involved in. That never adds up: a project stands in several rows."""
    involved = selection.involved
    return [
        replace(row, involved=involved.get(row.led.slug, Group(slug=row.led.slug, label=row.led.label)))
        for row in led_by_force(selection)
    ]


def regions(selection: Selection) -> list[RegionRow]:
    """Every region by name, then national bodies, and last the projects whose lead is not stated.

    The `led` groups add up to the selection's total.
    """
    led = {group.slug: group for group in selection.by(REGION)}
    involved = selection.involved_regions
    named: list[tuple[Region | None, str, str]] = [
        (region, region.slug, region.name) for region in Region.objects.all()
    ]
    named += [(None, NATIONAL_BODIES, NATIONAL_BODIES_LABEL), (None, NOT_STATED, LEAD_NOT_STATED_LABEL)]
    return [
        RegionRow(
            region=region,
            led=led.get(slug, Group(slug=slug, label=label)),
            involved=involved.get(slug, Group(slug=slug, label=label)),
        )
        for region, slug, label in named
    ]


def themes(selection: Selection) -> list[ThemeRow]:
    """Every theme by name. The groups add up to the selection's total."""
    groups = {group.slug: group for group in selection.by(THEME)}
    return [
        ThemeRow(theme=theme, group=groups.get(theme.slug, Group(slug=theme.slug, label=theme.name)))
        for theme in Theme.objects.all()
    ]
