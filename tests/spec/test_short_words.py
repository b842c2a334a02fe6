"""The short words of a partnership, for a new member: product, section 5.5."""

from __future__ import annotations

import pytest

from throughline.rules.short_words import short_words
from throughline.rules.terms.reader import read

FILE = """schema = "throughline/partnership@1"
id = "p"
name = "P"
agency = [{ id = "yot", name = "Youth Offending", alias = %s }]
"""

ALIASES = [
    (
        '["YOT", "Family Focus Team"]',
        (("YOT", "Youth Offending"),),
        "a word of capitals is short, a name is not",
    ),
    ('"Blaby"', (), "one capital makes a name"),
    ('"CJDACG"', (("CJDACG", "Youth Offending"),), "six capitals are short"),
]


@pytest.mark.parametrize("alias, expected, sentence", ALIASES)
def test_a_short_word_is_an_alias_of_capitals(
    alias: str, expected: tuple[tuple[str, str], ...], sentence: str
) -> None:
    assert short_words(read(FILE % alias)) == expected, sentence


def test_what_the_terms_say_comes_before_the_plan_s_glossary() -> None:
    terms = read(FILE % '"YOT"')
    explained = [("YOT", "Youth offending team"), ("ACPO", "Association of Chief Police Officers")]
    assert short_words(terms, explained) == (
        ("ACPO", "Association of Chief Police Officers"),
        ("YOT", "Youth Offending"),
    )
