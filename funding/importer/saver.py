"""Writes a record to the database: all of it in one transaction, or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from funding.models import Round

from . import kinds
from .collisions import collisions
from .problems import Refused
from .rows import Record, Row
from .upsert import Outcome, Wanted, upsert


@dataclass(frozen=True, kw_only=True)
class Report:
    """What loading a record did, by kind of thing.

    `published` and `drafted` count new rounds; `still_drafts` counts rounds of the record that were drafts before and stay so.
    `replaced` has the id of each award that has new allocations and also some that the files no longer have: if a year was
    corrected, both its old and its new amount now count.
    """

    outcomes: Sequence[Outcome]
    published: int
    drafted: int
    still_drafts: int
    replaced: Sequence[str]

    @property
    def changed_nothing(self) -> bool:
        return not any(outcome.created or outcome.updated for outcome in self.outcomes)


def save(record: Record, *, publish_new_rounds: bool) -> Report:
    """Creates and updates until the database agrees with the record; what only the database has is kept.

    Whether a round that exists is published never changes. Raises Refused if rows that only the database has stand in the
    way, and DatabaseError if somebody changes the same rows meanwhile; then nothing is saved.
    """
    with transaction.atomic():
        in_the_way = list(collisions(record))
        if in_the_way:
            raise Refused(in_the_way)
        return _write(record, publish_new_rounds=publish_new_rounds)


def _write(record: Record, *, publish_new_rounds: bool) -> Report:
    """Each kind after those it points to, since rows point to others by their primary keys."""
    sources = upsert(
        kinds.SOURCES,
        [
            Wanted(
                identity=(row.source_id,),
                values=_same(row, "publisher", "title", "published_on", "url", "accessed_via", "note"),
            )
            for row in record.sources
        ],
    )
    regions = upsert(
        kinds.REGIONS, [Wanted(identity=(slug,), values={"name": name}) for slug, name in record.regions.items()]
    )
    themes = upsert(
        kinds.THEMES,
        [Wanted(identity=(row.theme_id,), values=_same(row, "name", "description")) for row in record.themes],
    )
    source, region, theme = _keys(sources), _keys(regions), _keys(themes)

    tiles = {row.force_id: (row.column, row.row) for row in record.tiles}
    forces = upsert(
        kinds.FORCES,
        [
            Wanted(
                identity=(row.force_id,),
                values={
                    **_same(row, "name", "short_name", "kind", "ons_code", "country", "website"),
                    **_same(row, "population", "population_year"),
                    "region_id": None if row.region_slug is None else region[row.region_slug],
                    "tile_column": tiles[row.force_id][0] if row.force_id in tiles else None,
                    "tile_row": tiles[row.force_id][1] if row.force_id in tiles else None,
                },
                links={"sources": _each(source, row.source_ids)},
            )
            for row in record.forces
        ],
    )
    force = _keys(forces)
    officer_counts = upsert(
        kinds.OFFICER_COUNTS,
        [
            Wanted(
                identity=(force[row.force_id], row.as_at),
                values={"officers_fte": row.officers_fte},
                links={"sources": _each(source, row.source_ids)},
            )
            for row in record.officers
        ],
    )
    projects = upsert(
        kinds.PROJECTS,
        [
            Wanted(
                identity=(row.project_id,),
                values={
                    **_same(row, "title", "description", "national_scope", "note"),
                    "theme_id": theme[row.theme_id],
                    "lead_id": None if row.lead_id is None else force[row.lead_id],
                },
                links={
                    "other_themes": _each(theme, row.other_theme_ids),
                    "partners": _each(force, row.partner_ids),
                    "sources": _each(source, row.source_ids),
                },
            )
            for row in record.projects
        ],
    )
    project = _keys(projects)

    rounds = upsert(
        kinds.ROUNDS,
        [
            Wanted(
                identity=(row.round_id,),
                values=_same(row, "name", "kind", "announced_on", "financial_year", "note"),
                links={"sources": _each(source, row.source_ids)},
            )
            for row in record.rounds
        ],
        when_new={"published_at": timezone.now() if publish_new_rounds else None},
    )
    round_ = _keys(rounds)
    announcements = upsert(
        kinds.ANNOUNCEMENTS,
        [
            Wanted(
                identity=(round_[row.round_id],),
                values={**_same(row, "qualifier", "as_stated", "project_count"), "amount": row.amount_gbp},
                links={"sources": _each(source, row.source_ids)},
            )
            for row in record.announcements
        ],
    )
    awards = upsert(
        kinds.AWARDS,
        [
            Wanted(
                identity=(row.award_id,),
                values={
                    **_same(row, "as_stated", "note"),
                    "round_id": round_[row.round_id],
                    "project_id": project[row.project_id],
                },
                links={"sources": _each(source, row.source_ids)},
            )
            for row in record.awards
        ],
    )
    award = _keys(awards)
    allocations = upsert(
        kinds.ALLOCATIONS,
        [
            Wanted(
                identity=(award[row.award_id], row.financial_year, record.allocation_kind(row)),
                values={
                    **_same(row, "qualifier", "status", "as_stated", "note"),
                    "amount": row.amount_gbp,
                    "rounded_to": row.rounded_to_gbp,
                },
                links={"sources": _each(source, row.source_ids)},
            )
            for row in record.allocations
        ],
    )

    fund_totals = upsert(
        kinds.FUND_TOTALS,
        [
            Wanted(
                identity=(row.total_id,),
                values={**_same(row, "period", "as_stated", "project_count", "note"), "amount": row.amount_gbp},
                links={"sources": _each(source, row.source_ids)},
            )
            for row in record.fund_totals
        ],
    )
    sub_grants = upsert(
        kinds.SUB_GRANTS,
        [
            Wanted(
                identity=(row.sub_grant_id,),
                values={
                    **_same(row, "period", "as_stated", "note"),
                    "award_id": award[row.award_id],
                    "recipient_id": force[row.recipient_id],
                    "amount": row.amount_gbp,
                },
                links={"sources": _each(source, row.source_ids)},
            )
            for row in record.sub_grants
        ],
    )
    subjects = {"round": round_, "project": project, "award": award}
    conflicts = upsert(
        kinds.CONFLICTS,
        [
            Wanted(
                identity=(
                    *(subjects[what][row.entity[1]] if what == row.entity[0] else None for what in subjects),
                    row.field,
                    source[row.source_a],
                    source[row.source_b],
                ),
                values=_same(row, "value_a", "value_b", "dataset_uses", "reason"),
            )
            for row in record.conflicts
        ],
    )

    outcomes = [sources, regions, themes, forces, officer_counts, projects, rounds, announcements, awards, allocations]
    outcomes += [fund_totals, sub_grants, conflicts]
    drafts = Round.objects.filter(pk__in=round_.values(), published_at__isnull=True).count()
    new_rounds = len(rounds.created)
    moved = {key for key, *_ in allocations.created} & {key for key, *_ in allocations.missing}
    return Report(
        outcomes=outcomes,
        published=new_rounds if publish_new_rounds else 0,
        drafted=0 if publish_new_rounds else new_rounds,
        still_drafts=drafts if publish_new_rounds else drafts - new_rounds,
        replaced=sorted(id_ for id_, key in award.items() if key in moved),
    )


def _keys(outcome: Outcome) -> dict[str, int]:
    """Primary keys by id."""
    return {slug: key for (slug,), key in outcome.keys.items()}


def _same(row: Row, *columns: str) -> dict[str, Any]:
    """The values of columns that the model's fields share their names with."""
    return {column: getattr(row, column) for column in columns}


def _each(keys: Mapping[str, int], ids: Iterable[str]) -> set[int]:
    return {keys[id_] for id_ in ids}
