"""What `AND`, `OR` and `NOT` find in the real fund, and what readers are told of how they were read."""

import pytest

from funding.search import search
from funding.search.query import parse
from projects.models import Project

NOTHING_AFTER_NOT = "Nothing follows “NOT” that could be left out, so it was passed over."
SMALL_NOT = "“not” was passed over as a common word; “NOT” in capitals leaves out what follows it."

DIGITAL_WITHOUT_CYBER = {
    "digital-case-file-12-forces",
    "digital-policing-portfolio",
    "east-midlands-non-crime-ict",
    "east-midlands-tri-force-collaboration",
    "essex-digital-case-file",
    "hampshire-digital-information-sharing",
    "merseyside-shield",
    "met-college-digital-recruitment",
    "national-enabling-programmes",
    "national-technical-capability",
    "norfolk-caid-facial-recognition",
    "police-ict-company-2016-bids",
    "police-ict-company-transformation",
    "sussex-video-enabled-justice",
    "transforming-forensics",
    "west-yorkshire-digital-crime-scene-images",
}
DIGITAL_AND_CYBER = {"city-fraud-cyber-data-sharing"}
KENT = {"galvanise", "seven-force-strategic-collaboration", "sussex-video-enabled-justice"}
KENT_OR_SUSSEX = KENT | {"hampshire-digital-information-sharing", "lincolnshire-sussex-domestic-abuse-pilot"}


def found(text: str) -> set[str]:
    slugs = dict(Project.objects.values_list("pk", "slug"))
    return {slugs[project] for project in search(text).project_ids}


@pytest.mark.parametrize(
    ("text", "expected", "said"),
    [
        ("digital -cyber", DIGITAL_WITHOUT_CYBER, ""),
        ("digital NOT cyber", DIGITAL_WITHOUT_CYBER, "Read as “digital” without “cyber”."),
        ("NOT cyber digital", DIGITAL_WITHOUT_CYBER, "Read as “digital” without “cyber”."),
        ("digital AND NOT cyber", DIGITAL_WITHOUT_CYBER, "Read as “digital” without “cyber”."),
        ("digital NOT AND cyber", DIGITAL_WITHOUT_CYBER, "Read as “digital” without “cyber”."),
        ("digital NOT NOT cyber", DIGITAL_WITHOUT_CYBER, "Read as “digital” without “cyber”."),
        ("digital NOT -cyber", DIGITAL_WITHOUT_CYBER, "Read as “digital” without “cyber”."),
        ("digital NOT the cyber", DIGITAL_WITHOUT_CYBER, "Read as “digital” without “cyber”."),
        ('digital NOT "cyber crime"', DIGITAL_WITHOUT_CYBER, "Read as “digital” without “cyber crime”."),
        ("digital cyber", DIGITAL_AND_CYBER, ""),
        ("digital AND cyber", DIGITAL_AND_CYBER, ""),
        ("AND digital AND AND cyber AND", DIGITAL_AND_CYBER, ""),
        ("digital and cyber", DIGITAL_AND_CYBER, ""),
        ("digital not cyber", DIGITAL_AND_CYBER, SMALL_NOT),
        ("digital Not cyber", DIGITAL_AND_CYBER, SMALL_NOT.replace("“not”", "“Not”")),
        ("digital NOT", DIGITAL_WITHOUT_CYBER | DIGITAL_AND_CYBER, NOTHING_AFTER_NOT),
        ("kent | sussex", KENT_OR_SUSSEX, ""),
        ("kent or sussex", KENT_OR_SUSSEX, "Read as “kent”, or “sussex”."),
        ("kent OR sussex", KENT_OR_SUSSEX, "Read as “kent”, or “sussex”."),
        ("kent Or sussex", KENT_OR_SUSSEX, "Read as “kent”, or “sussex”."),
        ("kent", KENT, ""),
        ("OR kent", KENT, "Nothing stands on one side of “OR”, so it was passed over."),
        ("kent or", KENT, "Nothing stands on one side of “or”, so it was passed over."),
        ("| kent", KENT, ""),
        (
            "NOT OR kent",
            KENT,
            f"{NOTHING_AFTER_NOT} Nothing stands on one side of “OR”, so it was passed over.",
        ),
        (
            "kent sussex or fraud NOT cyber",
            {"city-economic-crime", "nca-national-economic-crime-centre", "sussex-video-enabled-justice"},
            "Read as “kent” and “sussex”, or “fraud” without “cyber”.",
        ),
    ],
)
def test_operators_in_the_real_fund(real_fund, text: str, expected: set[str], said: str):
    assert (found(text), search(text).said) == (expected, said)


def test_not_before_a_name_leaves_out_the_whole_name(real_fund):
    forensic = {"dorset-joint-forensics-biometrics", "transforming-forensics"}
    assert found("forensic NOT West Yorkshire") == found("forensic -West Yorkshire") == forensic
    assert found("forensic") == forensic | {"west-yorkshire-digital-crime-scene-images"}
    assert search("forensic NOT West Yorkshire").said == "Read as “forensic” without “West Yorkshire”."
    assert found("yorkshire NOT west yorkshire") == {"problem-solving-demand-reduction"}


def test_name_in_capitals_is_still_a_name(real_fund):
    assert found("DEVON AND CORNWALL") == {"modern-slavery-transformation"}
    assert search("DEVON AND CORNWALL").said == ""


def test_only_left_out_finds_all_else(real_fund):
    assert len(found("NOT cyber")) == len(found("-cyber")) == 52 - 3
    assert search("NOT cyber").said == "Read as everything without “cyber”."


@pytest.mark.parametrize("text", ["NOT", "AND", "OR", "or", "NOT NOT", "AND NOT", "OR AND", "NOT | OR AND"])
def test_only_operators_are_nothing_to_search_for(real_fund, text: str):
    result = search(text)
    assert (result.project_ids, result.said) == ([], "There is no word to search for.")


@pytest.mark.parametrize("text", ['"digital NOT cyber"', '"wanted and missing"', '"NOT"', "-NOT", '"AND"', '"or"'])
def test_operators_in_quotes_or_after_minus_are_words(text: str):
    [group] = parse(text).groups
    assert [term.operator for term in group.terms] == [""]
    assert parse(text).said == ()


def test_small_words_of_ordinary_phrases_are_words():
    query = parse("wanted and missing")
    assert [[term.words for term in group.terms] for group in query.groups] == [[("wanted",), ("missing",)]]
    assert query.groups[0].sequence == ("wanted", "and", "missing")
    assert query.said == ()
    [group] = parse("not for profit").groups
    assert ([term.words for term in group.terms], group.sequence) == ([("profit",)], ("not", "for", "profit"))


def test_what_is_left_out_has_only_the_synonyms_that_mean_the_same():
    names = [(term.words, term.negated, term.readings) for term in parse("images NOT DNA NOT CAID").groups[0].terms]
    assert names == [
        (("images",), False, ()),
        (("dna",), True, ()),
        (("caid",), True, ("Child Abuse Image Database",)),
    ]


def test_word_before_an_operator_at_the_end_may_go_on():
    assert [term.prefix for term in parse("fraud biom NOT").groups[0].terms] == [False, True]
    assert [term.prefix for term in parse("fraud NOT biom").groups[0].terms] == [False, False]
