"""The facets of the explorer: all that projects can be filtered by."""

from forces.models import Force, Region
from funding.figures.options import Scope
from funding.models import Round
from funding.totals import dimensions
from funding.words import region_in_words
from projects.models import Project, Theme

from . import phrases
from .facet import Facet, InvolvedFacet, YearFacet

FACETS: dict[str, Facet] = {
    facet.name: facet
    for facet in [
        Facet(
            name="round",
            label="Round",
            noun="round",
            dimension=dimensions.ROUND,
            things=lambda: Round.objects.published(),
            listed_in="rounds",
            scope=lambda round_: Scope(pounds="Allocations of this round", projects="Number of projects of this round"),
            phrase=phrases.in_rounds("in", "or"),
            left_out=phrases.in_rounds("outside", "and"),
            place_in_sentence=6,
            parts_projects=True,
        ),
        Facet(
            name="kind",
            label="Kind of round",
            noun="kind of round",
            dimension=dimensions.KIND,
            phrase=phrases.in_words("in ", phrases.KIND_WORDS),
            left_out=phrases.in_words("outside ", phrases.KIND_WORDS, "and"),
            place_in_sentence=7,
            parts_projects=True,
        ),
        Facet(
            name="theme",
            label="Theme",
            noun="theme",
            dimension=dimensions.THEME,
            things=lambda: Theme.objects.all(),
            listed_in="themes",
            scope=lambda theme: Scope(pounds="Allocations to this theme", projects="Number of projects of this theme"),
            phrase=phrases.plainly("about "),
            left_out=phrases.plainly("not about "),
            place_in_sentence=5,
            unfolded=True,
        ),
        Facet(
            name="reach",
            label="Reach",
            noun="reach",
            dimension=dimensions.REACH,
            phrase=phrases.in_words("whose reach is ", phrases.REACH_WORDS),
            left_out=phrases.in_words("whose reach is not ", phrases.REACH_WORDS),
            place_in_sentence=10,
            unfolded=True,
        ),
        Facet(
            name="place",
            label="Place",
            noun="place",
            dimension=dimensions.PLACE,
            things=lambda: Region.objects.all(),
            listed_in="regions",
            scope=lambda region: Scope(
                pounds=f"Allocations to projects for {region_in_words(region.name)} alone,",
                projects=f"Number of projects for {region_in_words(region.name)} alone,",
            ),
            phrase=phrases.in_places("whose place is "),
            left_out=phrases.in_places("whose place is not "),
            place_in_sentence=11,
            unfolded=True,
        ),
        Facet(
            name="region",
            label="Region of the lead",
            noun="region",
            dimension=dimensions.REGION,
            things=lambda: Region.objects.all(),
            listed_in="regions",
            scope=lambda region: Scope(
                pounds=f"Allocations to projects led in {region_in_words(region.name)},",
                projects=f"Number of projects led in {region_in_words(region.name)},",
            ),
            phrase=phrases.led_in_words,
            left_out=phrases.not_led_in,
            place_in_sentence=2,
            unfolded=True,
        ),
        Facet(
            name="lead",
            label="Led by",
            noun="force",
            dimension=dimensions.LEAD,
            things=lambda: Force.objects.all(),
            listed_in="forces",
            in_words_field="name_in_sentences",
            scope=lambda force: Scope(pounds=f"Allocations to projects that {force.short_name} leads,"),
            phrase=phrases.led_by,
            left_out=phrases.not_led_by,
            place_in_sentence=1,
            has_finder=True,
        ),
        InvolvedFacet(
            name="force",
            label="Led or partnered by",
            phrase=phrases.plainly("that ", after=" leads or partners"),
            left_out=phrases.plainly("without ", after=" as lead or partner"),
            place_in_sentence=3,
        ),
        InvolvedFacet(
            name="with",
            label="Together with",
            phrase=phrases.plainly("together with "),
            place_in_sentence=4,
            offered_after=("lead", "force", "with"),
            not_again="force",
        ),
        YearFacet(
            name="fy",
            label="Financial year",
            noun="financial year",
            dimension=dimensions.YEAR,
            phrase=phrases.in_years,
            left_out=phrases.in_words("leaving out money in ", phrases.YEAR_WORDS, "and"),
            place_in_sentence=8,
            unfolded=True,
            parts_projects=True,
        ),
        Facet(
            name="amount",
            label="Size of the award",
            noun="size of award",
            dimension=dimensions.SIZE,
            phrase=phrases.in_words("with an award ", phrases.SIZE_WORDS),
            left_out=phrases.in_words("leaving out awards ", phrases.SIZE_WORDS, "and"),
            place_in_sentence=9,
            parts_projects=True,
        ),
        Facet(
            name="amount_published",
            label="Is the amount published?",
            noun="answer",
            dimension=dimensions.AMOUNT_PUBLISHED,
            phrase=phrases.yes_or_no(
                "with an award whose amount is published", "with an award whose amount is not published"
            ),
            parts_projects=True,
        ),
        Facet(
            name="year_published",
            label="Is the year published?",
            noun="answer",
            dimension=dimensions.YEAR_PUBLISHED,
            phrase=phrases.yes_or_no("with money whose year is published", "with money whose year is not published"),
            parts_projects=True,
        ),
        Facet(
            name="lead_stated",
            label="Is the lead stated?",
            noun="answer",
            dimension=dimensions.LEAD_STATED,
            phrase=phrases.yes_or_no("whose lead is stated", "whose lead is not stated"),
        ),
        Facet(
            name="national",
            label="National scope",
            noun="answer",
            dimension=dimensions.NATIONAL,
            phrase=phrases.yes_or_no("that a source calls national", "that no source calls national"),
        ),
        Facet(
            name="project",
            label="Project",
            noun="project",
            dimension=dimensions.PROJECT,
            things=lambda: Project.objects.filter(awards__round__in_next_release=True),
            listed_in="projects",
            label_field="title",
            scope=lambda project: Scope(pounds="Allocations to this project"),
            phrase=lambda values: f"called {phrases.listed([f'“{value.label}”' for value in values])}",
            offered=False,
        ),
    ]
}
"""The facets by parameter, in the order of addresses, forms and sentences."""
