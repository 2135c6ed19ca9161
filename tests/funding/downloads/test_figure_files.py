"""Figures as files: what is drawn and written, that it is well-formed, and that no label can do harm. No database."""

import csv
import io
import re
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings

from funding.downloads.figure_files import as_csv, as_svg
from funding.downloads.looks import looks, standing_alone
from funding.figures import breakdowns, round_bars
from funding.figures.lettering import width_of
from tests.checks.drawings import SVG, marks, read_svg, texts
from tests.data.builders import make_group
from tests.data.charts import CELLS, LEADS, ROUNDS, YEARS, awards_of, by_group, chart_of_sizes, stacked

SOURCE, ADDRESS = "Source: the papers", "http://testserver/forces/#chart-leads"


def read(figure) -> ET.Element:
    return read_svg(as_svg(figure, source=SOURCE, address=ADDRESS))


BARS_FROM, BARS = 246, 318
"""Where the bars of a chart begin on the sheet, and how long the longest is."""


def bars(drawing: ET.Element) -> list[tuple[str, float, float]]:
    """Colour, start and width in pixels of the bars, from the upper one down."""
    return [(bar.fill, bar.x, bar.width) for bar in marks(drawing, "rect") if bar.x >= BARS_FROM]


def rows(figure) -> list[list[str]]:
    return list(csv.reader(io.StringIO(as_csv(figure).removeprefix("\ufeff"), newline=""), strict=True))


def test_drawing_has_its_words_rows_source_and_address():
    drawing = read(by_group(LEADS))
    assert texts(drawing) == [
        "Title",
        "Subtitle",
        "Norfolk",
        "about £3m",
        "Kent",
        "£1m",
        "Essex",
        "not published",
        "Lead not stated",
        "£500,000",
        "2 awards without a reliable published amount are in no bar.",
        "Source: the papers",
        "Police Transformation Fund explorer, http://testserver/forces/#chart-leads",
    ]
    assert drawing.get("role") == "img"
    assert (drawing[0].tag, drawing[0].text) == (f"{SVG}title", "Title")
    assert (drawing[1].tag, drawing[1].text) == (
        f"{SVG}desc",
        "Subtitle. Norfolk: about £3m; Kent: £1m; Essex: not published; Lead not stated: £500,000.",
    )


def test_drawing_has_a_bar_for_each_amount_and_hatches_what_is_not_stated():
    assert bars(read(by_group(LEADS))) == [
        ("#12436d", BARS_FROM, BARS),
        ("#12436d", BARS_FROM, pytest.approx(BARS / 3, abs=0.1)),
        ("url(#hatch)", BARS_FROM, pytest.approx(BARS / 6, abs=0.1)),
    ]


def test_drawing_of_parts_has_a_key():
    drawing = read(stacked(YEARS, CELLS))
    assert texts(drawing)[2:4] == ["Second", "First"]
    assert [fill for fill, _, _ in bars(drawing)] == ["#12436d", "#28a197", "#12436d", "#28a197"]
    assert bars(drawing)[1][1] == pytest.approx(BARS_FROM + BARS * 40 / 300, abs=0.1)


def test_drawing_of_rounds_lays_bars_over_each_other():
    drawing = read(round_bars.announced_and_itemised(ROUNDS, csv=""))
    assert [(fill, start) for fill, start, _ in bars(drawing)] == [
        ("#a9c0d6", BARS_FROM),
        ("#12436d", BARS_FROM),
        ("#a9c0d6", BARS_FROM),
        ("#12436d", BARS_FROM),
    ]


def test_drawing_says_median_and_ends():
    said = " ".join(texts(read(chart_of_sizes(*awards_of(1, 900, 200)))))
    assert "Median: £200. Smallest: £1 (P1). Largest: £900 (P2)" in said


@pytest.mark.parametrize(
    "label",
    ["<script>alert(1)</script>", '"><a href="javascript:x">&amp;', "]]>", "a\x00b\x0b\ud800c", "🚓 警察 عمل"],
)
def test_hostile_label_is_only_text(label):
    drawing = read(by_group([make_group("g", 5, label=label)]))
    kinds = {element.tag.removeprefix(SVG) for element in drawing.iter()}
    assert kinds == {"svg", "title", "desc", "defs", "pattern", "g", "rect", "text"}
    shown = re.sub(r"[\x00\x0b\ud800]", "", label)
    assert "".join(texts(drawing)[2:-3]).replace(" ", "") == shown.replace(" ", "")


def test_very_long_labels_are_wrapped_and_their_rows_grow():
    label = "Collaboration " * 20 + "x" * 200
    drawing = read(by_group([make_group("g", 5, label=label), make_group("kent", 4)]))
    lines = texts(drawing)[2:-4]
    assert "".join(lines[:-1]).replace(" ", "").startswith(label.replace(" ", ""))
    assert all(width_of(line, 13) <= 210 for line in lines[:-2])
    places = [(text.x, text.y) for text in marks(drawing, "text")]
    assert len(set(places)) == len(places)
    assert max(y for _, y in places) < float(drawing.get("height"))


def test_long_address_stays_on_the_sheet():
    text = as_svg(by_group(LEADS), source=SOURCE, address="http://testserver/?q=" + "word+" * 80)
    drawing = read_svg(text)
    assert max(line.x + width_of(line.element.text, line.height) for line in marks(drawing, "text")) <= 800 - 24
    assert drawing.get("width") == "800"


def test_drawing_has_no_style_and_nothing_from_elsewhere_or_of_a_page():
    text = as_svg(stacked(YEARS, CELLS), source=SOURCE, address=ADDRESS)
    assert not re.search(r"style|class=|href|aria-|tabindex|var\(|@import|url\((?!#hatch\))", text)


def test_looks_are_those_of_the_style_sheet_in_light_colours():
    known = {name: attributes for name, attributes in looks() if name in ("series-1", "pale", "unknown", "on-band-2")}
    assert known == {
        "series-1": {"fill": "#12436d"},
        "pale": {
            "fill": "#a9c0d6",
            "stroke": "#12436d",
            "stroke-width": "1px",
            "vector-effect": "non-scaling-stroke",
        },
        "unknown": {"fill": "url(#hatch)"},
        "on-band-2": {"fill": "#1d1d1f"},
    }


def test_every_rule_for_drawings_can_be_an_attribute():
    for name, attributes in looks():
        assert re.fullmatch(r"[\w-]+", name), "a rule whose selector is more than one class cannot be in a file"
        assert set(attributes) <= {
            *("fill", "stroke", "stroke-width", "stroke-dasharray", "vector-effect"),
            *("font-family", "font-size", "font-weight", "text-anchor"),
        }
        assert not any("var(" in value for value in attributes.values())


def test_colours_stand_in_the_style_sheet_alone():
    for path in (settings.BASE_DIR / "funding").rglob("*.py"):
        assert not re.search(r"""["']#[0-9a-f]{3,8}["']""", path.read_text(encoding="utf-8"), re.IGNORECASE), path


def test_drawing_alone_keeps_places_and_loses_what_a_page_does_with_it():
    drawing = read_svg(
        standing_alone(
            """<svg xmlns="http://www.w3.org/2000/svg" class="drawing">
            <a href="/x/" aria-label="X" transform="translate(1 2)"><rect class="band-1 chosen" width="3"/></a>
            <svg class="drawing" x="5" width="9" height="9" role="group"><text font-size="11">A</text></svg></svg>"""
        )
    )
    [link, inner] = drawing
    assert (link.tag, link.attrib) == (f"{SVG}g", {"transform": "translate(1 2)"})
    assert link[0].attrib == {"fill": "none", "stroke": "#1d1d1f", "stroke-width": "5", "width": "3"}
    assert (inner.tag, inner.get("transform"), inner.get("role")) == (f"{SVG}g", "translate(5 0)", None)
    assert inner[0].attrib == {"font-size": "11"}
    assert drawing.get("role") == "img"


# CSV


def test_csv_of_a_chart():
    assert as_csv(by_group(LEADS)) == (
        "\ufeffid,label,amount_gbp,qualifier,projects,awards_without_amount\r\n"
        "norfolk,Norfolk,3000000,about,2,1\r\n"
        "kent,Kent,1000000,exactly,1,0\r\n"
        "essex,Essex,,,1,1\r\n"
        "not-stated,Lead not stated,500000,exactly,1,0\r\n"
    )


def test_csv_of_rounds():
    assert rows(round_bars.announced_and_itemised(ROUNDS, csv="")) == [
        [
            "id",
            "label",
            "announced_gbp",
            "announced_qualifier",
            "itemised_gbp",
            "itemised_qualifier",
            "itemised_share_of_announced",
        ],
        ["first", "First", "23000000", "about", "17250000", "exactly", "0.7500"],
        ["second", "Second", "70000000", "up to", "", "", ""],
        ["third", "Third", "", "", "5000000", "exactly", ""],
    ]


def test_csv_does_not_run_as_a_formula():
    chart = by_group([make_group("g", 5, label='=HYPERLINK("http://example.org")')])
    assert rows(chart)[1][1] == '\'=HYPERLINK("http://example.org")'


def test_csv_of_years_has_a_column_for_each_part():
    chart = breakdowns.by_year(YEARS, CELLS, without_amount=0)
    assert rows(chart)[:3] == [
        ["id", "label", "amount_gbp", "qualifier", "projects", "amount_gbp_second", "amount_gbp_first"],
        ["2016-17", "2016-17", "100", "exactly", "2", "40", "60"],
        ["2017-18", "2017-18", "", "", "0", "", ""],
    ]
