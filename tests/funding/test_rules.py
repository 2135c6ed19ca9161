import pytest
from django.core.exceptions import ValidationError

from funding.models import Source
from funding.rules import check_sourced
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
