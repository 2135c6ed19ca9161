"""The sort key, worked out here and by the database."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from forces.models import Region
from forces.sort_key import sort_key

KEYS = {
    "Essex Police": "essex police",
    "Éssex Police": "essex police",
    "E\u0301ssex Police": "essex police",
    "Ŵent": "went",
    "Llŷn ac Ynys Môn": "llyn ac ynys mon",
    "“Quoted” title": "quoted title",
    "‘Quoted’ title": "quoted title",
    '"Quoted" title': "quoted title",
    "(Bracketed) title": "bracketed title",
    "… and after": "and after",
    "The Mayor’s Office, and the Mayor's": "the mayors office and the mayors",
    "Dyfed-Powys": "dyfed powys",
    "Tri–force:  two\nlines": "tri force two lines",
    "2016-17 round": "2016 17 round",
    "£1.5m − more": "1 5m more",
    "ÆŒẞØŁĐÐÞĦ æœßøłđðþħı": "aeoessolddthh aeoessolddthhi",
    "ﬁnance ½ №": "finance 1 2 no",
    "": "",
    "—": "",
}


@pytest.mark.parametrize("text", KEYS)
def test_key(text: str):
    assert sort_key(text) == KEYS[text]


def in_database(texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sort_key(text) FROM unnest(%s::text[]) WITH ORDINALITY AS given(text, place) ORDER BY place",
            [texts],
        )
        return [key for (key,) in cursor.fetchall()]


class TestInDatabase(TestCase):
    def test_key_is_the_same(self):
        assert dict(zip(KEYS, in_database([*KEYS]), strict=True)) == KEYS

    @given(
        st.lists(st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0", max_codepoint=0x2FFF)))
    )
    def test_key_of_any_text_is_the_same(self, texts: list[str]):
        assert in_database(texts) == [sort_key(text) for text in texts]

    def test_key_is_kept_however_a_row_is_written(self):
        region = Region.objects.create(slug="wales", name="Ŵales")
        assert region.sort_key == "wales"
        region.name = "“Éire”"
        region.save(update_fields=["name"])
        assert Region.objects.get().sort_key == "eire"
        Region.objects.update(name="Llŷn")
        assert Region.objects.get().sort_key == "llyn"
        region.name = "Môn"
        Region.objects.bulk_update([region], ["name"])
        assert Region.objects.get().sort_key == "mon"
        Region.objects.bulk_create([Region(slug="north-east", name="North–East")])
        assert [region.sort_key for region in Region.objects.all()] == ["mon", "north east"]
