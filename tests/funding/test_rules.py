from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from funding.models import Source
from funding.rules import check_as_stated, check_share, check_sourced
from tests.data.builders import make_source

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("nothing", [list, set, Source.objects.none])
def test_figure_without_a_source_is_refused_in_words(nothing):
    with pytest.raises(ValidationError) as refused:
        check_sourced("An allocation", nothing())
    assert refused.value.messages == ["An allocation needs at least one source."]
    assert refused.value.code == "no_source"


def test_figure_with_a_source_is_right():
    check_sourced("An allocation", [make_source()])
    check_sourced("An announcement", Source.objects.all())


@pytest.mark.parametrize(
    ("amount", "as_stated", "more"),
    [
        ("280000", "£280,000", {"qualifier": "exactly"}),
        ("280000", "£0.28m", {"qualifier": "exactly"}),
        ("54631", "£54,631.04", {"qualifier": "exactly"}),
        ("20000000", "more than £20 million over three years", {"qualifier": "at least"}),
        ("1620000", "about £1.6m", {"qualifier": "about", "rounded_to": "10000"}),
        ("282000", "about £280,000", {"qualifier": "about", "rounded_to": "10000"}),
        ("700000", "£280,000 and £420,000", {"qualifier": "exactly"}),
        ("420000", "£280,000 and £420,000", {"qualifier": "exactly"}),
        ("6000000", "between £5 and £6m", {}),
        ("31584", "£5,331,584", {"qualifier": "about", "left_of": "5300000"}),
        ("10000000", "£30 million for all three", {"qualifier": "about", "note": "A third: £10m."}),
        ("10000000", "two million", {}),
        ("10000000", "no figure is given in 2018/19", {}),
        ("-5", "£10", {"qualifier": "exactly"}),
    ],
)
def test_amount_that_its_words_name_is_right(amount, as_stated, more):
    more |= {name: Decimal(more[name]) for name in ["rounded_to", "left_of"] if name in more}
    check_as_stated(Decimal(amount), as_stated, **more)


@pytest.mark.parametrize(
    ("amount", "as_stated", "more", "says"),
    [
        ("2800000", "£280,000", {"qualifier": "exactly"}, "The amount is £2,800,000, and its words say £280,000."),
        ("0.67", "£0.67m", {"qualifier": "exactly"}, "The amount is £0.67, and its words say £670,000."),
        ("0.67", "£0.67m", {"qualifier": "about"}, "The amount is £0.67, and its words say £670,000."),
        ("1", "£1m", {"qualifier": "up to"}, "The amount is £1, and its words say £1,000,000."),
        ("1", "£1m", {}, "The amount is £1, and its words say £1,000,000."),
        ("282000", "£280,000", {"qualifier": "about"}, "The amount is £282,000, and its words say £280,000."),
        ("1600001", "£1.6m", {"qualifier": "exactly"}, "The amount is £1,600,001, and its words say £1,600,000."),
        ("5", "£2 and £4", {}, "The amount is £5, and its words say £2 and £4."),
        (
            "315840",
            "£5,331,584",
            {"left_of": Decimal(5_300_000)},
            "The amount is £315,840, beside £5,300,000 in years, and its words say £5,331,584.",
        ),
    ],
)
def test_amount_that_its_words_contradict_is_refused_in_words(amount, as_stated, more, says):
    with pytest.raises(ValidationError) as refused:
        check_as_stated(Decimal(amount), as_stated, **more)
    assert refused.value.messages == [f"{says} Correct one of them."]
    with pytest.raises(ValidationError, match="or, if it is meant, name £"):
        check_as_stated(Decimal(amount), as_stated, **more, note="Of 2018.")


def test_share_of_no_more_than_its_award_is_right():
    check_share(Decimal(5), awarded=Decimal(5), note="")
    check_share(Decimal(5), awarded=None, note="")
    check_share(Decimal(5), awarded=Decimal(4), note="£5 is what the force says.")


def test_share_of_more_than_its_award_is_refused_in_words():
    with pytest.raises(ValidationError) as refused:
        check_share(Decimal(5), awarded=Decimal(4), note="Of 2018.")
    says = "The share is £5, and the award that it is part of £4. "
    assert refused.value.messages == [
        says + "Correct one of them; or, if it is meant, name £5 in the note and say why."
    ]
