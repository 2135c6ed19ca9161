import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.search.query import WORDS_READ, Term, parse


def terms(text: str, **options) -> list[Term]:
    """The terms of a query without alternatives."""
    [group] = parse(text, **options).groups
    return list(group.terms)


def test_words_together_are_all_wanted_and_the_last_may_go_on():
    first, last = terms("Forensic biom")
    assert (first.words, first.shown, first.prefix) == (("forensic",), "Forensic", False)
    assert (last.words, last.prefix) == (("biom",), True)


def test_phrase_is_taken_as_it_stands():
    [phrase] = terms('"Child sexual abuse"')
    assert (phrase.words, phrase.quoted, phrase.adjacent) == (("child", "sexual", "abuse"), True, True)
    assert not phrase.prefix


@pytest.mark.parametrize("text", ['"hate crime', "“hate crime”", "„hate crime“", '"hate crime"x'])
def test_phrase_with_other_or_missing_quotes(text: str):
    assert terms(text)[0].words == ("hate", "crime")


@pytest.mark.parametrize("text", ["fraud -cyber", "fraud −cyber", '-"cyber" fraud'])
def test_minus_leaves_out(text: str):
    negated = {term.words: term.negated for term in terms(text)}
    assert negated == {("fraud",): False, ("cyber",): True}


def test_hyphen_within_a_word_makes_a_phrase_and_leaves_nothing_out():
    [term] = terms("tri-force")
    assert (term.words, term.adjacent, term.negated, term.quoted) == (("tri", "force"), True, False, False)


@pytest.mark.parametrize("text", ["kent or sussex", "kent OR sussex", "kent | sussex", "or kent or or sussex or"])
def test_or_parts_alternatives(text: str):
    assert [[term.words for term in group.terms] for group in parse(text).groups] == [[("kent",)], [("sussex",)]]


def test_or_binds_less_than_words_together():
    groups = parse("data lab or fraud cyber").groups
    assert [group.sequence for group in groups] == [("data", "lab"), ("fraud", "cyber")]


def test_or_in_quotes_is_a_word():
    assert terms('"kent or sussex"')[0].words == ("kent", "or", "sussex")


@pytest.mark.parametrize("text", ["2016-17", "2016/17", "2016–17", "2016-2017", "16/17", "2016 - 17"])
def test_financial_year_has_one_spelling(text: str):
    [term] = terms(text)
    assert (term.words, term.adjacent, term.shown) == (("2016", "17"), True, text)


def test_years_that_are_no_financial_year_stay_as_they_are():
    assert terms("2018-20")[0].words == ("2018", "20")


def test_common_words_are_passed_over_but_stay_in_the_sequence():
    [group] = parse("how much did the Met get").groups
    assert [term.words for term in group.terms] == [("met",)]
    assert group.sequence == ("how", "much", "did", "the", "met", "get")
    assert not group.only_common


def test_common_words_alone_are_looked_for():
    [group] = parse("the of").groups
    assert [term.words for term in group.terms] == [("the",), ("of",)]
    assert group.only_common


def test_common_words_are_looked_for_beside_what_is_left_out():
    [group] = parse("the -kent").groups
    assert [term.words for term in group.terms] == [("the",), ("kent",)]


def test_names_are_phrases_without_quotes_the_longest_first():
    names = {("west", "yorkshire"), ("west", "yorkshire", "police"), ("city", "of", "london")}
    name, other = terms("West Yorkshire Police fraud", names=names)
    assert (name.words, name.adjacent, name.shown) == (("west", "yorkshire", "police"), True, "West Yorkshire Police")
    assert other.words == ("fraud",)
    assert [term.words for term in terms("city of london", names=names)] == [("city", "of", "london")]
    assert [term.words for term in terms("city of leeds", names=names)] == [("city",), ("leeds",)]


def test_quotes_and_minus_part_a_name():
    names = {("west", "yorkshire")}
    assert [term.words for term in terms('west "yorkshire"', names=names)] == [("west",), ("yorkshire",)]
    assert [term.negated for term in terms("west -yorkshire", names=names)] == [False, True]


def test_nothing_to_look_for():
    for text in ["", "   ", '""', "-", "- -", "£ & !", "🙂", "or", "|", "\x00", "\ud800", "''"]:
        assert parse(text).groups == (), text


def test_long_query_is_cut():
    query = parse("word " * (WORDS_READ + 1))
    assert query.cut
    assert sum(len(group.terms) for group in query.groups) == WORDS_READ
    assert not parse("word " * WORDS_READ).cut


@pytest.mark.parametrize("text", ['"{}"', "{}", "kent {}"])
def test_long_phrase_is_cut(text: str):
    query = parse(text.format("-".join(["b"] * 1000)))
    assert query.cut
    assert sum(len(term.words) for group in query.groups for term in group.terms) == WORDS_READ


def test_what_is_shown_is_one_short_printable_line():
    assert terms('"a\x00b\n\u202ec"')[0].shown == "a b c"
    assert terms("x" * 100)[0].shown == "x" * 60 + "…"


@given(
    st.text(st.sampled_from("ab \"-|or'\\&!():*<>\x00é") | st.characters(), max_size=60)
    | st.lists(st.sampled_from(["NOT", "AND", "OR", "not", "or", "-", "|", "the", "kent", '"hate crime"', "-NOT"])).map(
        " ".join
    )
)
def test_any_text_can_be_parsed(text: str):
    query = parse(text)
    assert all(group.terms for group in query.groups)
    assert all(word.isalnum() for word in query.words)
