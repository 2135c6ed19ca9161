"""Whatever is typed, a search answers, and answers with published projects only."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from funding.models import Award
from funding.search import marked, places, search
from projects.models import Project
from tests.data.builders import make_award, make_force, make_project, make_round, make_theme
from tests.data.strategies import TIMES


@pytest.fixture(scope="module")
def published(real_fund: None, django_db_blocker: DjangoDbBlocker) -> Iterator[set[int]]:
    """The projects of the real fund, beside which there is a draft that shares its words."""
    with django_db_blocker.unblock():
        found = set(Award.objects.published().values_list("project", flat=True))
        hidden = make_project(
            title="Forensic fraud -or- “police” a b 1",
            description=" ".join(Project.objects.values_list("description", flat=True)),
            theme=make_theme(name="Data and more"),
            lead=make_force(name="Norfolk and Kent Police"),
        )
        make_award(project=hidden, round=make_round(name="Round of 2016-17", published=False))
        assert hidden.pk not in found
        yield found


SIGNS = list("\"'\\%&|!():*<>-–’“”_./;$@#{}[]^`~,+= \t\n\x00\x07\u200b\u202e\ud800\udfff🙂é½ﬁİß")
WORDS = [
    "or",
    "OR",
    "forensic",
    "polcie",
    "norfolk",
    "the",
    "GMP",
    "DNA",
    "2016-17",
    "e23000024",
    "kent",
    "-police",
    "a",
]
hostile = st.lists(st.one_of(st.sampled_from(SIGNS), st.sampled_from(WORDS), st.characters()), max_size=40).map("".join)


def check(text: str, published: set[int]) -> None:
    result = search(text)
    assert set(result.project_ids) <= published
    assert len(set(result.project_ids)) == len(result.project_ids)
    assert result == search(text)
    if result.suggestion:
        assert result.project_ids == []
        assert search(result.suggestion).project_ids != []
    rows = result.project_ids[:25]
    assert set(places(rows, result)) == set(rows)
    for project in Project.objects.filter(pk__in=rows[:3]):
        marked(project.description, result.terms)
    assert result.said.isprintable()


@settings(max_examples=120 * TIMES, deadline=None)
@given(text=hostile)
def test_any_text_finds_published_projects_only(text: str, published: set[int]):
    check(text, published)


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "a\x00b",
        "\ud800 \udfff",
        "' OR 1=1 --",
        "'; DROP TABLE funding_award; --",
        "\\",
        "\\' \\\\",
        "%",
        "%s %(signs)s",
        "100%",
        "kent:*",
        "kent & | ! <-> sussex",
        "!kent",
        "((((((((((",
        "<script>alert(1)</script>",
        "<mark>kent</mark>",
        "&lt;kent&gt;",
        "-" * 10_000,
        "(" * 10_000,
        '"' * 10_000,
        "x" * 10_000,
        "kent " * 2_000,
        "-kent " * 2_000,
        "kent or " * 1_250,
        '"' + "kent " * 2_000,
        "1" * 10_000,
        "é" * 10_000,
        "🙂" * 10_000,
        "a-" * 5_000,
        " ".join(f"word{number}" for number in range(2_000)),
        " ".join(WORDS) * 50,
        "qqbreakqq",
        '"norfolk qqbreakqq norfolk"',
        "-qqbreakqq",
    ],
    ids=lambda text: ascii(text[:20]),
)
def test_hostile_text(text: str, published: set[int]):
    check(text, published)


def test_what_parts_the_texts_is_not_found(published: set[int]):
    for text in ("qqbreakqq", "qqbreak", '"qqbreakqq"', "qqbreakq fraud"):
        assert search(text).project_ids == []
        assert "qqbreak" not in search(text).suggestion
    assert set(search("-qqbreakqq").project_ids) == published
