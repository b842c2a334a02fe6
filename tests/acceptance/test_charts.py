"""Six charts on one page, as a browser shows them: accessible, narrow enough, and each in one width at a time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template import engines

from tests.acceptance.looking import Looker
from tests.papers.charts.examples import CHARTS
from throughline.papers.charts.drawn import drawn
from throughline.web.performance.drawings.queries import ShownChart

PAGE = """{% from "performance/chart.html" import figure with context %}<!doctype html>
<html lang="en" class="govuk-template"><head><meta charset="utf-8"><title>Six charts</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
{% for sheet in sheets %}<style>{{ sheet | safe }}</style>{% endfor %}</head>
<body class="govuk-template__body"><div class="govuk-width-container"><main id="main"><h1>Six charts</h1>
{% for shown in charts %}<h2>{{ shown.chart.kind }}</h2>{{ figure(shown, open=true) }}{% endfor %}
</main></div></body></html>"""
SHEETS = ("site/govuk-frontend-6.3.0.css", "site/throughline.css", "performance/performance.css")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as a file, with the site's own style sheets."""
    charts = [ShownChart(chart, *drawn(chart)) for chart in CHARTS.values()]
    sheets = [Path(str(finders.find(sheet))).read_text(encoding="utf-8") for sheet in SHEETS]
    told: dict[str, Any] = {"charts": charts, "sheets": sheets}
    file = tmp_path_factory.mktemp("charts") / "charts.html"
    file.write_text(engines["jinja2"].from_string(PAGE).render(told), encoding="utf-8")
    return file


def test_six_charts_are_accessible_and_fit_a_telephone(page: Path, looker: Looker) -> None:
    looker.open(page.as_uri())
    assert looker.faults() == []


@pytest.mark.parametrize("width, shown, hidden", [(1280, "wide", "narrow"), (320, "narrow", "wide")])
def test_each_chart_stands_in_one_width_at_a_time(
    page: Path, looker: Looker, width: int, shown: str, hidden: str
) -> None:
    looker.page.set_viewport_size({"width": width, "height": 800})
    looker.open(page.as_uri())
    for name, visible in ((shown, True), (hidden, False)):
        forms = looker.page.locator(f"figure .{name} svg")
        assert forms.count() == len(CHARTS)
        assert [forms.nth(place).is_visible() for place in range(len(CHARTS))] == [visible] * len(CHARTS)


def test_printed_each_chart_stands_in_its_wide_form(page: Path, looker: Looker) -> None:
    looker.page.set_viewport_size({"width": 320, "height": 800})
    looker.open(page.as_uri())
    looker.page.emulate_media(media="print")
    assert looker.page.locator("figure .wide svg").first.is_visible()
    assert not looker.page.locator("figure .narrow svg").first.is_visible()
