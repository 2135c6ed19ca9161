from datetime import date

import pytest
from django.db.models import ProtectedError

from forces.models import OfficerCount
from tests.data.builders import make_force, make_region

pytestmark = pytest.mark.django_db


def test_region_and_force_are_called_by_their_names():
    region = make_region(name="South East")
    assert (str(region), str(make_force(name="Kent Police", region=region))) == ("South East", "Kent Police")


def test_officer_count_says_whose_and_when():
    count = OfficerCount(force=make_force(name="Kent Police"), as_at=date(2016, 9, 30), officers_fte=3000)
    assert str(count) == "Kent Police, 30 September 2016"


def test_region_with_forces_cannot_be_deleted():
    region = make_region()
    make_force(region=region)
    with pytest.raises(ProtectedError):
        region.delete()
