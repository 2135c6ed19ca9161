"""The documents that are searched, made anew for every search from the published record, and the questions asked of them.

There is no stored copy, so what a draft says is never in a document: the text of a round or an award is there only if its
round is published, and a project only if such an award is.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from .words import APOSTROPHES

FIELDS = {
    "title": "title",
    "themes": "theme",
    "lead": "lead force",
    "partners": "partner forces",
    "regions": "region",
    "description": "description",
    "rounds": "round",
    "wording": "wording of the source",
}
"""The fields of a document, and what a reader is told they are."""

BREAK = "qqbreakqq"
"""Stands between texts that do not belong together, so that no phrase runs from one into the next; nothing finds it."""

_SIGNS = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~£€–—“”„…·•"

# One row a published project. To-many texts are put together by themselves and joined once: no row is multiplied.
_TEXTS = f"""
published AS (
    SELECT award.id, award.project_id, award.as_stated, round.name AS round
    FROM funding_award award JOIN funding_round round ON round.id = award.round_id
    WHERE round.published_at IS NOT NULL
),
force_texts AS (
    SELECT force.id, concat_ws(' {BREAK} ', force.name, force.short_name, force.ons_code) AS names, region.name AS region
    FROM forces_force force LEFT JOIN forces_region region ON region.id = force.region_id
),
texts AS (
    SELECT
        project.id, project.title, project.description, lead.names AS lead, partners.names AS partners,
        concat_ws(' {BREAK} ', theme.name, further.names) AS themes,
        concat_ws(' {BREAK} ', lead.region, partners.regions) AS regions,
        awards.rounds, concat_ws(' {BREAK} ', awards.wording, allocations.wording) AS wording
    FROM projects_project project
    JOIN (
        SELECT project_id, string_agg(round, ' {BREAK} ' ORDER BY id) AS rounds,
            string_agg(as_stated, ' {BREAK} ' ORDER BY id) AS wording
        FROM published GROUP BY project_id
    ) awards ON awards.project_id = project.id
    JOIN projects_theme theme ON theme.id = project.theme_id
    LEFT JOIN force_texts lead ON lead.id = project.lead_id
    LEFT JOIN (
        SELECT link.project_id, string_agg(force.names, ' {BREAK} ' ORDER BY force.id) AS names,
            string_agg(force.region, ' {BREAK} ' ORDER BY force.id) AS regions
        FROM projects_project_partners link JOIN force_texts force ON force.id = link.force_id GROUP BY link.project_id
    ) partners ON partners.project_id = project.id
    LEFT JOIN (
        SELECT link.project_id, string_agg(theme.name, ' {BREAK} ' ORDER BY theme.id) AS names
        FROM projects_project_other_themes link JOIN projects_theme theme ON theme.id = link.theme_id
        GROUP BY link.project_id
    ) further ON further.project_id = project.id
    LEFT JOIN (
        SELECT published.project_id, string_agg(allocation.as_stated, ' {BREAK} ' ORDER BY allocation.id) AS wording
        FROM funding_allocation allocation JOIN published ON published.id = allocation.award_id
        GROUP BY published.project_id
    ) allocations ON allocations.project_id = project.id
)"""


def _vector(text: str) -> str:
    """SQL for the words of a text with their places: as `words.words` has them, so unstemmed and with every common word."""
    # The signs become blanks, or PostgreSQL would read “2016-17” as a number and its negative, and “a.b” as an address.
    return f"to_tsvector('simple', unaccent(translate({text}, %(signs)s, %(blanks)s)))"


# The lead stands twice, so that the projects a force leads come before those it partners.
_DOCUMENTS = f"""{_TEXTS},
documents AS MATERIALIZED (
    SELECT id, title, ts_delete(
        setweight({_vector("title")}, 'A')
        || setweight({_vector(f"concat_ws(' {BREAK} ', '{BREAK}', themes, lead, lead, partners, regions, '{BREAK}')")}, 'B')
        || setweight({_vector("description")}, 'C')
        || setweight({_vector(f"concat_ws(' {BREAK} ', '{BREAK}', rounds, wording)")}, 'D'),
        '{BREAK}'
    ) AS vector
    FROM texts
)"""

_CLEANED = {"signs": _SIGNS + APOSTROPHES, "blanks": " " * len(_SIGNS)}  # what has no blank, the apostrophes, is left out


@dataclass(frozen=True)
class Candidate:
    """A word like one that was typed: its stem, whether it occurs in a document, and its likeness, from 0 to 1, in trigrams."""

    word: str
    stem: str
    occurs: bool
    likeness: float


@dataclass(frozen=True)
class Related:
    """What the documents have for a word: its forms (“forensic”, “forensics”), whether a word begins with it, whether it is
    at least part of the name of a force or region, and, if it is none of these, words like it."""

    forms: tuple[str, ...] = ()
    begins: bool = False
    known: bool = False
    candidates: tuple[Candidate, ...] = ()


_RELATED = f"""
WITH {_DOCUMENTS},
names AS (SELECT string_agg(concat_ws(' ', names, region), ' ') AS text FROM force_texts),
vocabulary AS MATERIALIZED (
    SELECT word, coalesce((ts_lexize('english_stem', word))[1], word) AS stem, bool_or(occurs) AS occurs
    FROM (
        SELECT DISTINCT lexeme AS word, true AS occurs FROM documents CROSS JOIN unnest(vector)
        UNION ALL
        SELECT lexeme, false FROM names CROSS JOIN unnest(ts_delete({_vector("names.text")}, '{BREAK}'))
    ) found
    GROUP BY word
),
asked AS (
    SELECT word, coalesce((ts_lexize('english_stem', word))[1], word) AS stem FROM unnest(%(words)s::text[]) AS given(word)
),
related AS (
    SELECT
        asked.word,
        array_agg(found.word ORDER BY found.word) FILTER (WHERE found.occurs AND found.stem = asked.stem) AS forms,
        coalesce(bool_or(found.occurs AND starts_with(found.word, asked.word)), false) AS begins,
        coalesce(bool_or(found.word = asked.word), false) AS known
    FROM asked
    LEFT JOIN vocabulary found ON found.stem = asked.stem OR starts_with(found.word, asked.word)
    GROUP BY asked.word
)
SELECT
    word, coalesce(forms, '{{}}'), begins, known,
    CASE WHEN forms IS NULL AND NOT begins AND NOT known AND word = ANY(%(correctable)s::text[]) THEN (
        SELECT json_agg(json_build_array(like_it.word, stem, occurs, likeness) ORDER BY likeness DESC, like_it.word)
        FROM (
            SELECT vocabulary.word, stem, occurs, greatest(
                similarity(vocabulary.word, related.word),
                0.95 * similarity(left(vocabulary.word, length(related.word)), related.word)
            ) AS likeness
            FROM vocabulary ORDER BY likeness DESC, vocabulary.word LIMIT 20
        ) like_it
    ) END::text
FROM related"""

_MATCHING = f"""
WITH {_DOCUMENTS}
SELECT id FROM documents WHERE vector @@ %(query)s::tsquery
ORDER BY
    (SELECT coalesce(sum(ts_rank(vector, part)), 0) FROM unnest(%(parts)s::tsquery[]) AS part)
    + (SELECT coalesce(sum((vector @@ phrase)::int), 0) FROM unnest(%(phrases)s::tsquery[]) AS phrase) DESC,
    title, id"""

_FIRST_THAT_FINDS = f"""
WITH {_DOCUMENTS}
SELECT number FROM unnest(%(queries)s::tsquery[]) WITH ORDINALITY AS given(query, number)
WHERE EXISTS (SELECT FROM documents WHERE vector @@ query)
ORDER BY number LIMIT 1"""

_FIELD_TEXTS = f"""
WITH {_TEXTS}
SELECT id, {", ".join(FIELDS)} FROM texts WHERE id = ANY(%(ids)s)"""


def related_words(words: Iterable[str], correctable: Iterable[str]) -> dict[str, Related]:
    """What the documents have for each word, in one query. Only for the correctable ones are words like them looked for."""
    rows = _rows(_RELATED, words=sorted(words), correctable=sorted(correctable))
    return {
        word: Related(tuple(forms), begins, known, tuple(Candidate(*row) for row in json.loads(candidates or "[]")))
        for word, forms, begins, known, candidates in rows
    }


def matching(query: str, parts: Sequence[str], phrases: Sequence[str]) -> list[int]:
    """Primary keys of the projects that match a tsquery, best first.

    The rank is the sum of PostgreSQL's rank of each of the `parts` (a title counts 1, names 0.4, a description 0.2, the
    rest 0.1, and more the oftener) and 1 for each of the `phrases` that is there. What ranks the same goes by title.
    """
    return [row[0] for row in _rows(_MATCHING, query=query, parts=list(parts), phrases=list(phrases))]


def first_that_finds(queries: Sequence[str]) -> int | None:
    """The place in the sequence of the first tsquery that any project matches, from 0; None if there is none."""
    rows = _rows(_FIRST_THAT_FINDS, queries=list(queries))
    return rows[0][0] - 1 if rows else None


def field_texts(project_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """By project, the text of each of the `FIELDS`, empty where it has none. Only of published projects."""
    rows = _rows(_FIELD_TEXTS, ids=list(project_ids))
    return {row[0]: {field: text or "" for field, text in zip(FIELDS, row[1:], strict=True)} for row in rows}


def _rows(sql: str, **values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**_CLEANED, **values})
        return cursor.fetchall()
