"""The style sheets are layers, so that which rule wins is a matter of its layer and not of where it stands."""

import re

import pytest
from django.conf import settings

STYLE_SHEETS = {path.name: path.read_text() for path in (settings.BASE_DIR / "static" / "css").glob("*.css")}
LAYERS = ["tokens", "base", "layout", "components", "states", "print"]


def layer_of(text: str) -> str:
    """The one layer that everything in a style sheet is in, comments and the order of layers aside."""
    rules = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).replace(f"@layer {', '.join(LAYERS)};", "").strip()
    blocks = re.findall(r"^@layer (\w+) \{$.*?^\}$", rules, flags=re.MULTILINE | re.DOTALL)
    assert re.sub(r"^@layer \w+ \{$.*?^\}$", "", rules, flags=re.MULTILINE | re.DOTALL).strip() == ""
    assert len(blocks) == 1
    return blocks[0]


@pytest.mark.parametrize("name", STYLE_SHEETS)
def test_everything_in_a_style_sheet_is_in_one_layer(name):
    assert layer_of(STYLE_SHEETS[name]) in LAYERS


def test_page_has_every_style_sheet_once_in_the_order_of_the_layers(client, db):
    page = client.get("/about/").content.decode()
    names = re.findall(r'<link rel="stylesheet" href="/static/css/(\w+\.css)">', page)
    assert sorted(names) == sorted(STYLE_SHEETS)
    layers = [LAYERS.index(layer_of(STYLE_SHEETS[name])) for name in names]
    assert layers == sorted(layers)
    assert f"@layer {', '.join(LAYERS)};" in STYLE_SHEETS[names[0]]


def test_every_class_of_the_style_sheets_is_used():
    code = "".join(
        path.read_text()
        for folder, pattern in [
            ("templates", "*.html"),
            ("templates", "*.svg"),
            ("funding", "*.py"),
            ("static", "*.js"),
        ]
        for path in (settings.BASE_DIR / folder).rglob(pattern)
    )
    rules = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", "".join(STYLE_SHEETS.values()), flags=re.DOTALL)
    classes = set(re.findall(r"\.([a-z][\w-]*)(?=[^{};]*\{)", rules)) - {"htmx-request"}  # htmx sets it
    # Put together where they are used.
    assert [text for text in ("series-{", "on-{{ tile.band }}", "{{ figure.kind }}-figure") if text not in code] == []
    put_together = re.compile(r"series-\d|on-[\w-]+|(bars|map|matrix)-figure")
    assert {
        name
        for name in classes
        if not put_together.fullmatch(name) and not re.search(rf"[\w-]*{re.escape(name)}\b", code)
    } == set()
