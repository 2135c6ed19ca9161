"""What is found, in which order, and what is said of it, in a fund small enough to know by heart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forces.models import Force
from funding.models import Allocation, Award, Round
from funding.search import Found, places, search
from projects.models import Project, Theme
from tests.data.builders import (
    make_allocation,
    make_award,
    make_force,
    make_project,
    make_region,
    make_round,
    make_theme,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fund() -> None:
    """Six published projects.

    | project  | title                       | description              | theme      | lead   | partners   | round  |
    |----------|-----------------------------|--------------------------|------------|--------|------------|--------|
    | images   | Crime scene images          | Analysed sooner, by many | Forensics  | ashire | dale       | First  |
    | prints   | Fingerprint service         | Crime scene experts      | Forensics  | dale   |            | First  |
    | court    | Video enabled justice       | For the courts           | Justice    | dale   | ashire     | Second |
    | hub      | Online hub                  | Fraud, and hate crime    | Cyber      | not stated |        | Second |
    | threat   | Regional threat assessment  | Organised and serious    | Organised crime | NB  | nashire    | Second |
    | training | Training for the vulnerable | Cafés of O’Neill’s       | Workforce  | nashire |           | First  |
    """
    regions = {name: make_region(name=name, slug=name.lower().replace(" ", "-")) for name in ("North East", "Wales")}
    forces = {
        slug: make_force(slug=slug, name=name, region=regions.get(region))
        for slug, name, region in [
            ("ashire", "Ashire Police", "North East"),
            ("dale", "South Dale Constabulary", "North East"),
            ("nashire", "North Ashire Police", "Wales"),
            ("body", "National Body", ""),
            ("unused", "Oakfordshire Police", "Wales"),
        ]
    }
    Force.objects.filter(slug="body").update(short_name="NB")
    Force.objects.filter(slug="nashire").update(short_name="North Ashire", ons_code="W15000009")
    rounds = {name: make_round(slug=name.lower(), name=f"{name} round of 2016-17") for name in ("First", "Second")}
    for slug, title, description, theme, lead, partners, round_ in [
        ("images", "Crime scene images", "Analysed sooner, by many.", "Forensics", "ashire", ["dale"], "First"),
        ("prints", "Fingerprint service", "Crime scene experts.", "Forensics", "dale", [], "First"),
        ("court", "Video enabled justice", "For the courts.", "Justice", "dale", ["ashire"], "Second"),
        ("hub", "Online hub", "Fraud, and hate crime.", "Cyber", "", [], "Second"),
        (
            "threat",
            "Regional threat assessment",
            "Organised and serious.",
            "Organised crime",
            "body",
            ["nashire"],
            "Second",
        ),
        ("training", "Training for the vulnerable", "Cafés of O’Neill’s.", "Workforce", "nashire", [], "First"),
    ]:
        project = make_project(
            slug=slug,
            title=title,
            description=description,
            theme=Theme.objects.filter(name=theme).first() or make_theme(name=theme),
            lead=forces.get(lead),
            partners=[forces[partner] for partner in partners],
        )
        make_award(slug=slug, round=rounds[round_], project=project)


def found(text: str) -> list[str]:
    """The slugs of what is found, best first."""
    slugs = dict(Project.objects.values_list("pk", "slug"))
    return [slugs[project] for project in search(text).project_ids]


def test_every_word_is_wanted():
    assert found("crime experts") == ["prints"]
    assert found("crime justice") == []


def test_title_comes_before_theme_and_theme_before_description():
    assert found("crime") == ["images", "threat", "prints", "hub"]  # the last two rank the same


def test_words_in_sequence_in_a_title_come_first():
    make_award(slug="x", project=make_project(slug="apart", title="Scene of a crime, images, crime scene of images"))
    assert found("crime scene images")[0] == "images"


def test_what_ranks_the_same_goes_by_title():
    for slug, title in [("same-2", "Zebra b"), ("same-1", "Zebra a"), ("same-3", "Zebra c")]:
        make_award(slug=slug, project=make_project(slug=slug, title=title))
    assert found("zebra") == ["same-1", "same-2", "same-3"]


def test_force_finds_what_it_leads_before_what_it_partners():
    assert found('"South Dale"') == ["prints", "court", "images"]


@pytest.mark.parametrize("text", ["NB", "National Body", "national BODY"])
def test_force_by_name_and_short_name(text: str):
    assert found(text) == ["threat"]


def test_name_of_a_force_is_a_phrase_without_quotes():
    # Words of “North East” and “Ashire Police” are no match.
    assert found("North Ashire") == ["training", "threat"]
    assert found("ashire north")[0] != "x"
    assert set(found("ashire north")) == {"images", "court", "training", "threat"}


@pytest.mark.parametrize("text", ["W15000009", "w15000009", "w1500"])
def test_ons_code(text: str):
    assert found(text) == ["training", "threat"]


def test_region_of_lead_and_partners():
    assert found("Wales") == ["threat", "training"]
    assert set(found("north east")) == {"images", "prints", "court"}


def test_theme_and_other_theme():
    project = Project.objects.get(slug="training")
    project.other_themes.set(Theme.objects.filter(name="Cyber"))
    assert found("cyber") == ["hub", "training"]


def test_round_and_wording_of_the_source():
    assert set(found("second round")) == {"court", "hub", "threat"}
    award = Award.objects.get(slug="hub")
    Award.objects.filter(pk=award.pk).update(as_stated="up to £3.5 million, say reports")
    allocation = make_allocation(award=award, amount=5)
    Allocation.objects.filter(pk=allocation.pk).update(as_stated="a fiver for biscuits")
    assert found("£3.5 million reports") == ["hub"]
    assert found('"a fiver for biscuits"') == ["hub"]


def test_other_forms_of_a_word():
    assert found("analyse") == found("analysing") == ["images"]
    assert found('"fingerprints services"') == ["prints"]


def test_last_word_may_be_half_typed():
    assert found("finger") == ["prints"]
    assert found("crime sce") == ["images", "prints"]
    assert found('"finger"') == []


def test_whole_word_comes_before_one_that_only_begins_so():
    for slug, title in [("begins", "A database"), ("whole", "Data work")]:
        make_award(slug=slug, project=make_project(slug=slug, title=title))
    assert found("data") == ["whole", "begins"]


def test_word_before_the_last_may_be_half_of_one_if_nothing_else_occurs():
    result = search("finger service")
    assert result.said == "No word “finger” occurs; searched for words that begin with it."
    assert found("finger service") == ["prints"]


def test_phrase_is_in_sequence():
    assert found('"scene images"') == ["images"]
    assert found('"images scene"') == []


def test_phrase_does_not_run_from_one_text_into_the_next():
    assert found('"images forensics"') == []  # title, theme
    assert found('"police south"') == []  # lead, partner
    assert found('"many first"') == []  # description, round


def test_or():
    assert set(found("fraud or vulnerable")) == {"hub", "training"}
    assert set(found("fraud hate or vulnerable training")) == {"hub", "training"}
    assert found("fraud or xyzzyx") == ["hub"]


def test_minus_leaves_out():
    assert found("crime -fraud -organised") == ["images", "prints"]
    assert found('crime -"crime scene"') == ["threat", "hub"]
    assert found("crime -crime") == []


def test_only_what_is_left_out_finds_all_else():
    assert set(found("-crime")) == {"court", "training"}
    assert len(found("-xyzzyx")) == 6
    assert search("-xyzzyx").said == "“xyzzyx” is in no published project, so nothing was left out for it."


def test_left_out_beside_alternatives_reaches_what_has_no_wanted_word():
    assert set(found("-crime or fraud")) == {"court", "training", "hub"}


def test_accents_and_apostrophes_do_not_matter():
    for text in ("cafés", "cafes", "CAFÉS", "O’Neill’s", "O'Neill's", "oneills"):
        assert found(text) == ["training"], text


def test_common_words_are_passed_over():
    assert found("what is the fraud of") == ["hub"]
    assert search("what is the fraud of").said == ""


def test_common_words_alone_are_looked_for_and_that_is_said():
    assert set(found("the")) == {"court", "training"}
    assert search("the").said == "Only very common words were typed; looked for “the”."


def test_typing_error_is_mended_and_said():
    result = search("fingrprint")
    assert found("fingrprint") == ["prints"]
    assert result.said == "No word “fingrprint” occurs; searched for “fingerprint” instead."
    assert result.suggestion == ""
    assert search("Vulnerabel traning").said == (
        "No word “Vulnerabel” occurs; searched for “Vulnerable” instead. "
        "No word “traning” occurs; searched for “training” instead."
    )
    assert found("Vulnerabel traning") == ["training"]


def test_typing_error_in_quotes_or_after_minus_is_not_mended():
    assert search('"fingrprint"').project_ids == []
    assert len(search("-fingrprint").project_ids) == 6


def test_short_words_and_codes_are_not_mended():
    assert search("hbu").project_ids == []
    assert search("W15000008").project_ids == []


def test_force_in_no_project_is_not_taken_for_another():
    Force.objects.filter(slug="nashire").update(name="Oxfordshire Police")
    assert found("Oxfordshire") == ["training", "threat"]
    for text in ("Oakfordshire", "Oakfordshre"):
        result = search(text)
        assert result == Found(
            project_ids=[], said="No published project mentions “Oakfordshire”.", suggestion="", terms=()
        )


def test_did_you_mean_when_nothing_is_found():
    assert search("frued").suggestion == "fraud"
    assert search("frued").said == "No published project mentions “frued”."
    assert search("frued hate").suggestion == "fraud hate"
    assert search("hate xyzzyx").suggestion == "hate"
    assert search('"scene crime"').suggestion == "scene crime"
    assert search("crime -crime").suggestion == "crime"
    assert search("fraud justice").suggestion == "fraud"
    assert search('"hate crime" justice').suggestion == "hate crime"
    assert search("xyzzyx").suggestion == ""
    assert search("fraud").suggestion == ""


def test_suggestion_finds_something_though_its_words_are_a_name():
    # Without its quotes “north "ashire" …” would be the name of a force, and so a phrase.
    result = search('"east ashire" north police')
    assert result.project_ids == []
    assert search(result.suggestion).project_ids != []


def test_terms_are_what_matched_and_never_what_is_left_out():
    assert search('crime "scene images" -fraud anal').terms == ("crime", "scene images", "anal*")
    assert search("fingrprint").terms == ("fingerprint",)
    assert search("hate or xyzzyx").terms == ("hate",)


@pytest.mark.parametrize("text", ["", " ", "🙂", '""', "-", "or", "\x00"])
def test_nothing_to_look_for_is_said(text: str):
    assert search(text) == Found(project_ids=[], said="There is no word to search for.", suggestion="", terms=())


def test_too_many_words_are_said():
    assert search("crime " * 31).said == "Only the first 30 words were searched for."


def test_nothing_of_a_draft_is_found():
    draft = make_round(name="Quokka round", published=False)
    hidden = make_project(
        title="Wombat crime",
        description="Platypus fraud.",
        theme=make_theme(name="Numbat"),
        lead=make_force(name="Bandicoot Police"),
        partners=[make_force(name="Bilby Police", region=make_region(name="Dingo"))],
    )
    for project in (hidden, Project.objects.get(slug="images")):
        award = make_award(round=draft, project=project)
        Award.objects.filter(pk=award.pk).update(as_stated="Echidna")
        allocation = make_allocation(award=award)
        Allocation.objects.filter(pk=allocation.pk).update(as_stated="Possum")
    words = ["quokka", "wombat", "platypus", "numbat", "bandicoot", "bilby", "dingo", "echidna", "possum"]
    for word in words:
        for text in (word, word[:-1], f"{word}x", f'"{word}"', f"-{word}"):
            result = search(text)
            assert hidden.pk not in result.project_ids
            assert result.suggestion == "", text
            assert len(result.project_ids) in (0, 6), text
    assert hidden.pk not in search("crime or fraud").project_ids
    assert places([hidden.pk], search("crime")) == {}
    image = Project.objects.get(slug="images").pk
    assert places(
        [image], Found(project_ids=[image], said="", suggestion="", terms=("quokka", "echidna", "possum"))
    ) == {image: []}

    Round.objects.filter(pk=draft.pk).update(in_next_release=True)
    for word in words:
        assert hidden.pk in search(word).project_ids, word
    assert set(found("quokka")) == {hidden.slug, "images"}


def test_places_name_the_fields_where_what_is_not_seen_is():
    result = search('"south dale" crime second')
    court, images, hub = (Project.objects.get(slug=slug).pk for slug in ("court", "images", "hub"))
    assert places([court, images, hub], result) == {
        court: ["lead force", "round"],
        images: ["partner forces"],
        hub: ["round"],
    }
    assert places([images], search("forensic wal")) == {images: ["theme"]}
    assert places([], result) == {}


def test_places_is_one_query():
    result = search("crime")
    with CaptureQueriesContext(connection) as queries:
        places(result.project_ids, result)
    assert len(queries) == 1


@pytest.mark.parametrize(
    ("text", "number"), [("crime", 3), ("fingrprint servce -kent", 3), ("crime or fraud", 3), ("xyzzyx", 2)]
)
def test_number_of_queries(text: str, number: int):
    with CaptureQueriesContext(connection) as queries:
        search(text)
    assert len(queries) == number


def test_number_of_queries_for_a_suggestion():
    with CaptureQueriesContext(connection) as queries:
        assert search("fraud justice").suggestion
    assert len(queries) == 6
