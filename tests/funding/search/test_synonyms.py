"""Every synonym, with what it finds in the real fund, or, of what the real fund has nothing, in a fund that has it."""

import csv

import pytest

from funding.search import search
from funding.search.synonyms import ALSO, MEANS, SAME
from funding.search.tokens import words
from projects.models import Project
from tests.data.builders import make_award, make_project
from tests.data.real_fund import FOLDER

WALES = "early-action-together-wales"
LONDON = "met-collaborative-procurement"
CHILDREN = "norfolk-csea-2018"

IN_THE_REAL_FUND = {
    "CAID": "norfolk-caid-facial-recognition",
    "MASIP": "multi-agency-stalking-intervention",
    "NAC": "nca-national-assessment-centre",
    "NAS": "national-analytics-solution",
    "NDAS": "national-analytics-solution",
    "NDEC": "nca-national-data-exploitation",
    "NECC": "nca-national-economic-crime-centre",
    "NEP": "national-enabling-programmes",
    "ROCTA": "rocta",
    "VEJ": "sussex-video-enabled-justice",
    "VVCP": "vulnerability-violent-crime-programme",
    "CoLP": "city-economic-crime",
    "CoP": "college-vulnerability-training",
    "MPS": LONDON,
    "NCA": "nca-joint-operations-team",
    "NPCC": "transforming-forensics",
    "TVP": "hampshire-digital-information-sharing",
    "WMP": "national-data-analytics-lab",
    "CSA": "norfolk-csa-action-plan-network",
    "CSE": CHILDREN,
    "CSEA": CHILDREN,
    "SOC": "home-office-organised-crime-projects",
    "cybercrime": "force-cyber-crime-units",
    "coordinator": "norfolk-csa-action-plan-network",
    "coordinators": "norfolk-csa-action-plan-network",
    "coordinate": "national-business-crime-hub",
    "rollout": "undercover-online-national",
    "triforce": "east-midlands-tri-force-collaboration",
    "wellbeing": "national-police-welfare-service",
    "well-being": "national-police-welfare-service",
    "Met": LONDON,
    "Met Police": LONDON,
    "MOPAC": LONDON,
    "Mayor’s Office for Policing and Crime": LONDON,
    "Scotland Yard": LONDON,
    "Cymru": WALES,
    "Heddlu De Cymru": WALES,
    "Heddlu Gogledd Cymru": WALES,
    "Heddlu Gwent": WALES,
    "Heddlu Dyfed-Powys": WALES,
    "Iechyd Cyhoeddus Cymru": WALES,
    "Beds": "norfolk-undercover-online-pilot",
    "Cambs": "norfolk-undercover-online-pilot",
    "Derbys": "rocta",
    "Glos": "galvanise",
    "Hants": "hampshire-digital-information-sharing",
    "Herts": "seven-force-strategic-collaboration",
    "Leics": "east-midlands-tri-force-collaboration",
    "Lincs": "lincolnshire-sussex-domestic-abuse-pilot",
    "Northants": "east-midlands-tri-force-collaboration",
    "Notts": "national-business-crime-hub",
    "WYP": "west-yorkshire-digital-crime-scene-images",
    "SYP": "problem-solving-demand-reduction",
    "data lab": "national-data-analytics-lab",
    "DNA": "transforming-forensics",
    "facial matching": "norfolk-caid-facial-recognition",
    "firearms": "armed-policing-capability",
    "human trafficking": "modern-slavery-transformation",
    "knife crime": "vulnerability-violent-crime-programme",
    "human resources": "police-now-expansion",
    "mental health": "national-police-welfare-service",
    "online abuse": "undercover-online-national",
}
"""By short form, a project that its full name is in, its own words being in none, or in others besides."""

NOT_IN_THE_REAL_FUND = {
    "APCC": "A guide by the Association of Police and Crime Commissioners",
    "BTP": "Patrols of the British Transport Police",
    "GMP": "A hub in Greater Manchester",
    "PCC": "A police and crime commissioner’s scheme",
    "ROCU": "A regional organised crime unit",
    "BWV": "Body-worn video",
    "MSHT": "Modern slavery and human trafficking unit",
    "Lancs": "A pilot in Lancashire",
    "Staffs": "A pilot in Staffordshire",
    "Warks": "A pilot in Warwickshire",
    "Wilts": "A pilot in Wiltshire",
    "Manchester": "A hub in Greater Manchester",
    "body cam": "Body-worn video",
    "body worn": "Body-worn video",
}
"""By short form, a title that has its full name and not itself, and that no project of the real fund has."""


def slugs_of(text: str) -> list[str]:
    slugs = dict(Project.objects.values_list("pk", "slug"))
    return [slugs[project] for project in search(text).project_ids]


@pytest.mark.parametrize(("text", "expected"), IN_THE_REAL_FUND.items())
def test_short_form_finds_its_project_in_the_real_fund(text: str, expected: str, real_fund):
    assert expected in slugs_of(text)
    assert expected in slugs_of(text.lower())


def test_those_left_to_built_data_are_in_no_project_of_the_real_fund():
    with (FOLDER / "projects.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [words(f"{row['title']} {row['description']}") for row in csv.DictReader(file)]
    for name in ("ROCU", "GMP", "BWV", "BTP"):
        assert not any(words(name)[0] in text for text in texts)


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "title"), NOT_IN_THE_REAL_FUND.items())
def test_short_form_finds_its_full_name(text: str, title: str):
    make_award(project=make_project(slug="it", title=title))
    make_award(project=make_project(slug="other", title="Something else"))
    assert slugs_of(text) == ["it"]


@pytest.mark.django_db
def test_full_name_finds_the_short_form_and_says_so_only_where_it_is_no_mere_initials():
    make_award(project=make_project(slug="initials", title="A ROCU at work"))
    assert slugs_of("regional organised crime unit") == ["initials"]
    assert search("regional organised crime unit").said == ""
    make_award(project=make_project(slug="one-word", title="Cybercrime unit"))
    assert slugs_of("cyber crime") == ["one-word"]
    assert search("cyber crime").said == "“cyber crime” was read as “cybercrime”."


@pytest.mark.django_db
def test_how_a_short_form_was_read_is_said():
    make_award(project=make_project(title="Greater Manchester hub"))
    assert search("GMP").said == "“GMP” was read as “Greater Manchester”."
    make_award(project=make_project(title="GMP hub"))
    assert search("gmp").said == "“gmp” was read as “Greater Manchester” too."
    assert search("BTP").said == "No published project mentions “BTP” or “British Transport Police”."


@pytest.mark.django_db
def test_short_form_is_no_other_form_of_a_word():
    make_award(project=make_project(title="Staff hub, with a bed and a hurt"))
    for text in ("Staffs", "Beds", "Herts"):
        assert slugs_of(text) == [], text


@pytest.mark.django_db
def test_minus_leaves_out_what_a_name_means_and_not_what_is_only_near_it():
    for slug, title in [("met", "Metropolitan forensics"), ("dna", "DNA forensics"), ("plain", "Forensics")]:
        make_award(project=make_project(slug=slug, title=title))
    assert slugs_of("forensics -met") == ["dna", "plain"]
    assert slugs_of("forensics -DNA") == ["plain", "met"]


def test_every_short_form_has_a_test():
    tested = {words(name) for name in (*IN_THE_REAL_FUND, *NOT_IN_THE_REAL_FUND)}
    short = [name for names in SAME for name in names if name.isupper() or len(words(name)) == 1]
    assert [name for name in (*short, *MEANS, *ALSO) if words(name) not in tested] == []


def test_every_welsh_force_is_there_by_its_welsh_name():
    with (FOLDER / "forces.csv").open(encoding="utf-8-sig", newline="") as file:
        welsh = {row["short_name"] for row in csv.DictReader(file) if row["ons_code"].startswith("W")}
    assert {readings[0] for name, readings in MEANS.items() if name.startswith("Heddlu")} == welsh
