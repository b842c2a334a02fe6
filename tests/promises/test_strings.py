"""Every word that a template shows passes through translation, and Welsh covers the frame.

A template is read with its tags, comments and expressions taken out; letters that remain between
tags, or in an attribute that is read aloud, are bare.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation

WEB = Path(__file__).parents[2] / "throughline" / "web"
TEMPLATES = sorted(WEB.glob("*/templates/**/*.html"))
NAMES = {"Throughline", "OFFICIAL", "English", "Cymraeg"}
READ_ALOUD = re.compile(r"""\b(?:aria-label|title|alt|placeholder)=(["'])(.*?)\1""", re.DOTALL)
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
CODE = re.compile(r"<(svg|code|style|script)\b.*?</\1>", re.DOTALL)


def bare_words(source: str) -> list[str]:
    """The words of a template that no translation sees."""
    plain = CODE.sub(" ", JINJA.sub(" ", source))
    spoken = [words for _quote, words in READ_ALOUD.findall(plain)]
    shown = re.sub(r"<[^>]*>", "\n", plain).splitlines()
    found = [part.strip() for part in [*spoken, *shown]]
    return [part for part in found if re.search(r"[^\W\d_]{2,}", part) and not _is_name(part)]


def _is_name(part: str) -> bool:
    return part.strip(" -,.;&") in NAMES or re.fullmatch(r"&\w+;", part) is not None


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_no_word_of_a_template_is_bare(template: Path) -> None:
    assert bare_words(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        pytest.param("<p>Hello</p>", ["Hello"], id="words between tags"),
        pytest.param('<p>{{ _("Hello") }}</p>', [], id="words in a translation"),
        pytest.param('<p aria-label="Menu"></p>', ["Menu"], id="words read aloud"),
        pytest.param("{% if a %}Hello{% endif %}", ["Hello"], id="words between template tags"),
        pytest.param("<svg><path d='Mab'/></svg>", [], id="a drawing"),
        pytest.param("<title> - Throughline</title>", [], id="the product's own name"),
    ],
)
def test_the_finder_finds(source: str, bare: list[str]) -> None:
    assert bare_words(source) == bare


FRAME = (
    "Skip to main content", "Marking", "Sign in", "Sign out", "Menu", "Today", "Meetings", "Actions", "Plan",
    "Performance", "Partnership", "E-mail address", "Password", "Complete", "On course", "Slipping", "Late",
    "No news", "Undated", "Improved", "Worse", "No reliable change", "Too little data", "Page not found",
    "Search", "Accessibility", "Cookies", "Privacy", "I have forgotten my password", "Second step", "Stay signed in",
    "Coming", "Not coming", "Approved", "Decide", "Discuss",
    "The plan", "Workshop", "Updates", "Sources", "Strategy and life", "Exceptions", "Risks", "Reports",
    "Voices", "Needs and services", "Objective", "Lead", "First date", "Date now", "Status",
)  # fmt: skip


@pytest.mark.parametrize("words", FRAME)
def test_welsh_has_the_frame_the_navigation_and_the_statuses(words: str) -> None:
    with translation.override("cy"):
        assert translation.gettext(words) != words
