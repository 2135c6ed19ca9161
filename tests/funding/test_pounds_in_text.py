from decimal import Decimal

import pytest

from funding.pounds_in_text import is_plain, parse, stated_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("250000", "250000"),
        ("£250,000", "250000"),
        (" £1,234.50 ", "1234.5"),
        ("0", "0"),
        ("£1.5m", "1500000"),
        ("1.5 million", "1500000"),
        ("1.5 Million", "1500000"),
        ("3mn", "3000000"),
        ("£280k", "280000"),
        ("12 thousand", "12000"),
        ("0.2bn", "200000000"),
        ("1 billion", "1000000000"),
        ("1 234 567.05", "1234567.05"),
        ("1\N{NO-BREAK SPACE}234", "1234"),
        ("1\N{THIN SPACE}234\N{NARROW NO-BREAK SPACE}567", "1234567"),
        ("£ \t 5\N{NO-BREAK SPACE}m", "5000000"),
        ("0.0000001m", "0.1"),
    ],
)
def test_amount_is_read_as_people_write_it(text, expected):
    assert str(parse(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "£",
        "lots",
        "1.234,50",
        "1.234",
        "(1,234)",
        "-5",
        "1,00",
        "1,234 567",
        "12 34",
        "1 23",
        "1e9",
        "٣",
        "5%",
        "$5",
    ],
)
def test_amount_that_is_unclear_is_refused(text):
    with pytest.raises(ValueError, match=r"is not an amount in pounds. Write it as 250000 or 1.5m.$"):
        parse(text)


def test_amount_that_is_written_out_is_plain():
    assert [text for text in ["5", "£5", " 1234.5", "1,234.50"] if not is_plain(text)] == []
    assert [text for text in ["1 234", "5k", "1.5m", "5 million", "£ 5", "1.234", ""] if is_plain(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£1.62m, of £34 million", [("1620000", "10000"), ("34000000", "1000000")]),
        ("£54,631.04", [("54631.04", "0.01")]),
        ("more than £5.9 million over 2 years", [("5900000", "100000")]),
        ("£21.520m", [("21520000", "1000")]),
        ("£280,000.", [("280000", "1")]),
        ("£12k; £3,500,000", [("12000", "1000"), ("3500000", "1")]),
        ("£5 for 12 members", [("5", "1")]),
        ("£5 more", [("5", "1")]),
        ("26 bids in 2018/19, 1.5 million people", []),
    ],
)
def test_amounts_that_a_sentence_names_are_found(text, expected):
    assert stated_in(text) == [(Decimal(amount), Decimal(step)) for amount, step in expected]
