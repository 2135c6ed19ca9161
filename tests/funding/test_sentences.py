"""The sentences that open a page, word for word."""

from decimal import Decimal

import pytest
from django.utils.html import strip_tags

from funding import sentences
from funding.models import Announcement, Round
from funding.money import Amount, Qualifier
from funding.totals.groups import Totals
from funding.totals.listings import RoundRow

NONE = Totals()
UNPUBLISHED = Totals(projects=1, awards=1, awards_without_amount=1)
ONE = Totals(
    amount=Amount(Decimal(280_000)),
    allocations=1,
    projects=1,
    projects_with_amount=1,
    awards=1,
    awards_without_amount=0,
)
SOME = Totals(
    amount=Amount(Decimal(2_224_000), Qualifier.ABOUT),
    provisional=Amount(Decimal(100_000)),
    allocations=3,
    projects=3,
    projects_with_amount=2,
    awards=4,
    awards_without_amount=2,
)
PROVISIONAL = "£100,000 of the money was provisional: described at the time as still to come."


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (NONE, "This record holds no award yet."),
        (UNPUBLISHED, "This record knows 1 project, without an amount of any."),
        (
            SOME,
            "This record knows 3 projects. For 2 of them an amount can be read: about £2.22m in all, "
            "each figure with its source.",
        ),
    ],
)
def test_fund(total, said):
    assert strip_tags(sentences.fund(total)) == said


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (NONE, "no project that is known"),
        (UNPUBLISHED, "1 project: no reliable amount is published"),
        (ONE, "1 project: £280,000 itemised"),
        (SOME, "3 projects: about £2.22m itemised, and 2 further awards without a reliable published amount"),
    ],
)
def test_projects_and_what_is_itemised(total, said):
    assert strip_tags(sentences.projects_and_itemised(total)) == said


def test_amounts_of_sentences_have_the_full_figure_at_hand():
    assert '<b><data value="2224000" title="about £2,224,000">about £2.22m</data></b> itemised' in (
        sentences.projects_and_itemised(SOME)
    )


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (NONE, "No project is known."),
        (
            SOME,
            "3 projects: about £2.22m itemised, and 2 further awards without a reliable published amount. "
            + PROVISIONAL,
        ),
    ],
)
def test_theme(total, said):
    assert strip_tags(sentences.of_theme(total)).strip() == said


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (UNPUBLISHED, "Led or partnered: it is involved in 1 project in all."),
        (SOME, "Led or partnered: it is involved in 3 projects in all, with about £2.22m in those projects."),
    ],
)
def test_what_a_force_is_involved_in(total, said):
    assert strip_tags(sentences.involved(total, "it is")) == said


@pytest.mark.parametrize(
    ("total", "words", "said"),
    [
        (
            UNPUBLISHED,
            "about Cyber",
            "1 project about Cyber: no reliable amount is published of 1 award that matches.",
        ),
        (ONE, "", "1 project: £280,000 itemised."),
        (
            SOME,
            "about <Cyber>",
            "3 projects about &lt;Cyber&gt;: about £2.22m itemised for 2 of them. "
            + PROVISIONAL
            + " 2 further awards have no reliable published amount.",
        ),
    ],
)
def test_what_matches(total, words, said):
    assert strip_tags(sentences.matching(total, words)) == said


def test_all_of_what_matches_has_an_amount():
    total = Totals(amount=Amount(Decimal(5_000_000)), allocations=2, projects=2, projects_with_amount=2, awards=2)
    assert strip_tags(sentences.matching(total)) == "2 projects: £5m itemised for all of them."


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (UNPUBLISHED, "No reliable amount is published of its 1 award."),
        (ONE, "£280,000 itemised."),
        (
            SOME,
            "about £2.22m itemised, from 2 of its 4 awards; the amount of the others is not known. " + PROVISIONAL,
        ),
    ],
)
def test_project(total, said):
    assert strip_tags(sentences.of_project(total)) == said


@pytest.mark.parametrize(
    ("total", "done", "said"),
    [
        (NONE, "led", "no known project led"),
        (UNPUBLISHED, "", "1 project, no reliable amount is published"),
        (
            SOME,
            "led",
            "3 projects led, about £2.22m itemised, and 2 further awards without a reliable published amount",
        ),
    ],
)
def test_compared(total, done, said):
    assert strip_tags(sentences.of_compared(total, done)) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 further awards are known without a reliable published amount."),
        (1, "1 further award is known without a reliable published amount."),
    ],
)
def test_awards_without_amount(number, said):
    assert sentences.awards_without_amount(Totals(awards_without_amount=number)) == said


def row(
    itemised: Totals, announced: int | None = None, *, qualifier: str = "about", projects: int | None = None
) -> RoundRow:
    """A round that was announced to be worth so much, or of which no source says it."""
    worth = announced and Announcement(amount=Decimal(announced), qualifier=qualifier, project_count=projects)
    return RoundRow(round=Round(name="A round"), announcement=worth or None, itemised=itemised.named("", ""))


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            row(SOME, 5_000_000, projects=14),
            "Announced: about £5m for 14 projects. Itemised here: about £2.22m for 2 projects, and 2 more projects without "
            f"a reliable published amount. {PROVISIONAL} That leaves a gap of about £2.78m: the known projects explain "
            "about 44% of what was announced.",
        ),
        (
            row(ONE, 280_000, qualifier="exactly"),
            "Announced: £280,000. Itemised here: £280,000 for 1 project. There is no gap.",
        ),
        (
            row(ONE, 100_000, qualifier="up to"),
            "Announced: up to £100,000. Itemised here: £280,000 for 1 project. More is itemised than was announced.",
        ),
        (
            row(UNPUBLISHED, 100_000),
            "Announced: about £100,000. Itemised here: nothing, since no reliable amount is published for its one known "
            "project. So the two cannot be compared.",
        ),
        (
            row(ONE),
            "No source says what this round is worth as a whole. Itemised here: £280,000 for 1 project.",
        ),
    ],
)
def test_round(row, said):
    assert strip_tags(sentences.of_round(row)) == said
