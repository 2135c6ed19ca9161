"""The documents that are searched, made anew for every search from the published record, and the questions asked of them.

There is no stored copy, so what a draft says is never in a document: the text of a round or an award is there only if its
round is published, and a project only if such an award is.
"""
# ruff: noqa: S608  (the statements are put together from constants of this file; values are always parameters)

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from forces.models import Force, Region

from .tokens import words
from .vocabulary import BREAK, Candidate, Related

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

_SIGNS = r"[!-/:-@\[-`{-~£€§•·…–—\s]+"
"""A regular expression for what is between words."""


def _clean(text: str) -> str:
    """SQL for the words of a text, parted by blanks, as `tokens.words` has them: without accents, apostrophes and signs."""
    # Otherwise PostgreSQL would read “2016-17” as a number and its negative, “tri-force” as three words, and “a.b” as an address.
    return f"lower(regexp_replace(replace(unaccent({text}), '''', ''), %(signs)s, ' ', 'g'))"


def _together(*texts: str) -> str:
    return f"concat_ws(' {BREAK} ', {', '.join(texts)})"


# One row a published project. To-many texts are put together by themselves and joined once: no row is multiplied. Each
# text is cleaned where it stands once, before it is copied to the projects.
_TEXTS = f"""
rounds AS (
    SELECT id, {_clean("name")} AS name FROM funding_round WHERE in_next_release
),
awards AS (
    SELECT award.id, award.project_id, {_clean("award.as_stated")} AS wording, rounds.name AS round
    FROM funding_award award JOIN rounds ON rounds.id = award.round_id
),
themes AS MATERIALIZED (
    SELECT id, {_clean("name")} AS name FROM projects_theme
),
forces AS MATERIALIZED (
    SELECT force.id, {_together(_clean("force.name"), _clean("force.short_name"), _clean("force.ons_code"))} AS names,
        {_clean("region.name")} AS region
    FROM forces_force force LEFT JOIN forces_region region ON region.id = force.region_id
),
texts AS MATERIALIZED (
    SELECT
        project.id, project.sort_key, project.slug,
        {_clean("project.title")} AS title, {_clean("project.description")} AS description,
        lead.names AS lead, partners.names AS partners,
        {_together("theme.name", "further.names")} AS themes, {_together("lead.region", "partners.regions")} AS regions,
        awarded.rounds, {_together("awarded.wording", "allocated.wording")} AS wording
    FROM projects_project project
    JOIN (
        SELECT project_id, string_agg(round, ' {BREAK} ' ORDER BY id) AS rounds,
            string_agg(wording, ' {BREAK} ' ORDER BY id) AS wording
        FROM awards GROUP BY project_id
    ) awarded ON awarded.project_id = project.id
    JOIN themes theme ON theme.id = project.theme_id
    LEFT JOIN forces lead ON lead.id = project.lead_id
    LEFT JOIN (
        SELECT link.project_id, string_agg(force.names, ' {BREAK} ' ORDER BY force.id) AS names,
            string_agg(force.region, ' {BREAK} ' ORDER BY force.id) AS regions
        FROM projects_project_partners link JOIN forces force ON force.id = link.force_id GROUP BY link.project_id
    ) partners ON partners.project_id = project.id
    LEFT JOIN (
        SELECT link.project_id, string_agg(theme.name, ' {BREAK} ' ORDER BY theme.id) AS names
        FROM projects_project_other_themes link JOIN themes theme ON theme.id = link.theme_id GROUP BY link.project_id
    ) further ON further.project_id = project.id
    LEFT JOIN (
        SELECT awards.project_id, string_agg({_clean("allocation.as_stated")}, ' {BREAK} ' ORDER BY allocation.id) AS wording
        FROM funding_allocation allocation JOIN awards ON awards.id = allocation.award_id GROUP BY awards.project_id
    ) allocated ON allocated.project_id = project.id
    WHERE %(ids)s IS NULL OR project.id = ANY(%(ids)s)
)"""

_WHOLE = "concat_ws(' ', title, themes, lead, partners, regions, description, rounds, wording)"

# Words are unstemmed and common words stay: which forms of a word are meant is found out before (`related_words`). The
# lead stands twice, so that the projects a force leads come before those it partners. Only what contains a wanted word
# at all is made a document, since making one is slow.
_DOCUMENTS = f"""{_TEXTS},
documents AS MATERIALIZED (
    SELECT id, sort_key, slug, ts_delete(
        setweight(to_tsvector('simple', title), 'A')
        || setweight(to_tsvector('simple', {_together(f"'{BREAK}'", "themes", "lead", "lead", "partners", "regions")}), 'B')
        || setweight(to_tsvector('simple', {_together(f"'{BREAK}'", "description")}), 'C')
        || setweight(to_tsvector('simple', {_together(f"'{BREAK}'", "rounds", "wording")}), 'D'),
        '{BREAK}'
    ) AS vector
    FROM texts WHERE %(sieve)s = '' OR {_WHOLE} ~ %(sieve)s
)"""


_RELATED = f"""
WITH {_TEXTS},
vocabulary AS MATERIALIZED (
    SELECT word, coalesce((ts_lexize('english_stem', word))[1], word) AS stem, bool_or(occurs) AS occurs
    FROM (
        SELECT DISTINCT word, true AS occurs FROM texts CROSS JOIN unnest(string_to_array({_WHOLE}, ' ')) AS word
        UNION ALL
        SELECT word, false FROM forces CROSS JOIN unnest(string_to_array(concat_ws(' ', names, region), ' ')) AS word
    ) listed
    WHERE word NOT IN ('', '{BREAK}')
    GROUP BY word
),
typed AS (
    SELECT word, coalesce((ts_lexize('english_stem', word))[1], word) AS stem FROM unnest(%(words)s::text[]) AS given(word)
),
related AS (
    SELECT
        typed.word,
        array_agg(known.word ORDER BY known.word) FILTER (WHERE known.occurs AND known.stem = typed.stem) AS forms,
        coalesce(bool_or(known.occurs AND starts_with(known.word, typed.word)), false) AS begins
    FROM typed
    LEFT JOIN vocabulary known ON known.stem = typed.stem OR starts_with(known.word, typed.word)
    GROUP BY typed.word
)
SELECT
    word, coalesce(forms, '{{}}'), begins,
    CASE WHEN forms IS NULL AND NOT begins AND word = ANY(%(correctable)s::text[]) THEN (
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
    (SELECT coalesce(sum(ts_rank(vector, part)), 0) FROM unnest(%(parts)s::tsquery[]) AS part WHERE vector @@ part)
    + (SELECT coalesce(sum((vector @@ phrase)::int), 0) FROM unnest(%(phrases)s::tsquery[]) AS phrase) DESC,
    sort_key, slug"""

_THAT_FIND = f"""
WITH {_DOCUMENTS}
SELECT number FROM unnest(%(queries)s::tsquery[]) WITH ORDINALITY AS given(query, number)
WHERE EXISTS (SELECT FROM documents WHERE vector @@ query)
ORDER BY number"""

_FIELD_TEXTS = f"""
WITH {_TEXTS}
SELECT id, {", ".join(FIELDS)} FROM texts"""


def proper_names() -> set[tuple[str, ...]]:
    """The words of each name of a force or region that has several, whether it is in a document or not."""
    names = (
        Force.objects.order_by()
        .values_list("name")
        .union(
            Force.objects.order_by().values_list("short_name"), Region.objects.order_by().values_list("name"), all=True
        )
    )
    return {name for (text,) in names if len(name := words(text)) > 1}


def related_words(typed: Iterable[str], correctable: Iterable[str]) -> dict[str, Related]:
    """What the documents have for each word, in one query. Only for the correctable ones are words like them looked for."""
    rows = _rows(_RELATED, words=sorted(typed), correctable=sorted(correctable))
    return {
        word: Related(tuple(forms), begins, tuple(Candidate(*row) for row in json.loads(candidates or "[]")))
        for word, forms, begins, candidates in rows
    }


def matching(query: str, parts: Sequence[str], phrases: Sequence[str], beginnings: Iterable[str]) -> list[int]:
    """Primary keys of the projects that match a tsquery, best first.

    The rank is the sum of PostgreSQL's rank of each of the `parts` (a title counts 1, names 0.4, a description 0.2, the
    rest 0.1, and more the oftener) and 1 for each of the `phrases` that is there. What ranks the same goes by title.
    Whatever matches must have a word with one of the `beginnings`; without any, it need not.
    """
    sieve = "|".join(sorted(set(beginnings)))
    return [row[0] for row in _rows(_MATCHING, query=query, parts=list(parts), phrases=list(phrases), sieve=sieve)]


def that_find(queries: Sequence[str]) -> list[int]:
    """The places in the sequence, from 0 and in order, of the tsqueries that any project matches."""
    return [row[0] - 1 for row in _rows(_THAT_FIND, queries=list(queries), sieve="")]


def field_texts(project_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """By project, the text of each of the `FIELDS`, empty where it has none. Only of published projects."""
    rows = _rows(_FIELD_TEXTS, ids=list(project_ids))
    return {row[0]: {field: text or "" for field, text in zip(FIELDS, row[1:], strict=True)} for row in rows}


def _rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"signs": _SIGNS, "ids": None, **values})
        return list(cursor.fetchall())
