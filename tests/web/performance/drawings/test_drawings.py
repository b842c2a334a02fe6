"""Charts are drawn once by the worker and kept; a page shows what is kept, and the table until then."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, connection, transaction
from django.template import engines
from django.test.utils import CaptureQueriesContext

from tests.papers.charts.examples import CHARTS
from tests.web.conftest import NOW
from throughline.papers.blocks import Drawing as Picture
from throughline.papers.charts.chart import Chart
from throughline.papers.charts.drawn import Drawn
from throughline.web.access.models import Event, Partnership
from throughline.web.mail import chores
from throughline.web.mail.worker import work_once
from throughline.web.performance.actions import NothingDrawn, keep_drawings
from throughline.web.performance.drawings import drawing, wanted
from throughline.web.performance.drawings.in_papers import charts_in_paper
from throughline.web.performance.drawings.queries import ShownChart, drawings_for, shown_charts
from throughline.web.performance.models import Drawing, Receipt
from throughline.web.performance.queries import scorecard_on

MADE = Drawn(wide='<svg role="img"><g/></svg>', narrow='<svg role="img"><g/></svg>')


def made(*kinds: str) -> dict[str, tuple[Chart, Drawn]]:
    return {CHARTS[kind].digest: (CHARTS[kind], MADE) for kind in kinds}


@pytest.fixture
def wants(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The kinds of the example charts that a page shows; a test changes the list."""
    kinds = ["series", "steps"]
    monkeypatch.setattr(wanted, "_sources", [lambda partnership, day: [CHARTS[kind] for kind in kinds]])
    return kinds


@pytest.fixture
def drawn_here(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is drawn is noted, and drawn by hand, as the library takes its time."""
    kinds: list[str] = []

    def draw(chart: Chart) -> Drawn:
        kinds.append(chart.kind)
        return MADE

    monkeypatch.setattr(drawing, "drawn", draw)
    return kinds


def test_the_pages_never_load_the_library_that_draws() -> None:
    """It takes a second and 60 MB: the web process has no use for it, the worker has."""
    told = (
        "import sys, os; os.environ['DJANGO_SETTINGS_MODULE'] = 'throughline.web.settings'; "
        "import django; django.setup(); from django.urls import get_resolver; "
        "get_resolver().url_patterns; from throughline.web.performance.drawings import drawing; "
        "print('vl_convert' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert said.stdout.strip().splitlines()[-1] == "False"


def test_a_drawing_is_kept_once_and_leaves_an_event(partnership: Partnership) -> None:
    told = {"partnership": partnership, "by": None, "at": NOW}
    assert keep_drawings(made=made("series", "lag"), **told) == 2
    assert keep_drawings(made=made("series", "steps"), **told) == 1
    assert Drawing.objects.count() == 3
    events = Event.objects.filter(what="charts drawn").order_by("number")
    assert [one.detail for one in events] == [{"drawings": 2}, {"drawings": 1}]


def test_nothing_drawn_is_nothing_kept(partnership: Partnership) -> None:
    with pytest.raises(NothingDrawn, match="none is kept"):
        keep_drawings(partnership=partnership, made={}, by=None, at=NOW)


def test_the_store_itself_keeps_one_drawing_of_a_fingerprint(partnership: Partnership) -> None:
    def keep() -> None:
        Drawing.objects.create(
            partnership=partnership, digest="a", kind="series", wide="w", narrow="n", drawn_at=NOW
        )

    keep()
    with pytest.raises(IntegrityError), transaction.atomic():
        keep()


def test_what_lacks_a_drawing_is_drawn_and_what_has_one_is_not(
    partnership: Partnership, wants: list[str], drawn_here: list[str]
) -> None:
    assert drawing.draw_all(partnership) == 2
    wants.append("lag")
    assert drawing.draw_all(partnership) == 1
    assert drawn_here == ["series", "steps", "lag"]


def test_a_round_draws_no_more_than_it_has_time_for(
    partnership: Partnership, wants: list[str], drawn_here: list[str]
) -> None:
    assert drawing.draw_all(partnership, most=1) == 1
    assert drawing.draw_all(partnership, most=1) == 1
    assert drawing.draw_all(partnership, most=1) == 0


def test_a_chart_that_two_pages_show_is_drawn_once(
    partnership: Partnership, wants: list[str], drawn_here: list[str]
) -> None:
    wants.append("series")
    assert drawing.draw_all(partnership) == 2


def test_drawings_are_found_in_one_query(partnership: Partnership, django_assert_num_queries: Any) -> None:
    keep_drawings(partnership=partnership, made=made("series", "lag"), by=None, at=NOW)
    with django_assert_num_queries(1):
        shown = shown_charts(partnership, list(CHARTS.values()))
    assert [one.chart.kind for one in shown if one.wide] == ["series", "lag"]
    with django_assert_num_queries(0):
        assert drawings_for(partnership, ()) == {}


def test_a_drawing_belongs_to_one_partnership(partnership: Partnership) -> None:
    other = Partnership.objects.create(slug="other", name="Other")
    keep_drawings(partnership=other, made=made("series"), by=None, at=NOW)
    assert drawings_for(partnership, [CHARTS["series"].digest]) == {}


def test_the_worker_draws_in_its_round(
    partnership: Partnership, wants: list[str], drawn_here: list[str]
) -> None:
    assert work_once().counts["charts drawn"] == 2
    assert work_once().counts["charts drawn"] == 0


def test_a_chore_at_fault_is_logged_and_stops_no_other(
    partnership: Partnership, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_: Partnership) -> int:
        raise ValueError("Rowan Hazel, 12 Oak Lane")

    monkeypatch.setattr(chores, "_chores", {})
    chores.add_chore("fails", fails)
    chores.add_chore("counts", lambda _: 3)
    assert chores.do_chores(partnership) == {"counts": 3}
    assert [record.getMessage() for record in caplog.records] == ["the chore fails failed: ValueError"]


# On a page

PAGE = """{% from "performance/chart.html" import figure with context %}{{ figure(shown, table=table) }}"""


def on_page(shown: ShownChart, *, table: bool = True) -> BeautifulSoup:
    written = engines["jinja2"].from_string(PAGE).render({"shown": shown, "table": table})
    return BeautifulSoup(written, "html5lib")


@pytest.mark.parametrize("kind", CHARTS)
def test_a_page_has_both_drawings_the_key_and_the_table(kind: str) -> None:
    chart = CHARTS[kind]
    page = on_page(ShownChart(chart, *MADE))
    assert [len(page.select(f"figure .{width} svg")) for width in ("wide", "narrow")] == [1, 1]
    assert [one.get_text() for one in page.select(".tl-key li")] == [sign.words for sign in chart.key]
    assert len(page.select("tbody tr")) == len(chart.twin.rows)
    assert page.details.get("open") is None


@pytest.mark.parametrize("kind", CHARTS)
def test_until_it_is_drawn_the_table_stands_open_and_the_page_says_so(kind: str) -> None:
    page = on_page(ShownChart(CHARTS[kind]))
    assert page.select("figure svg") == []
    assert "The drawing is being made." in page.figure.get_text()
    assert page.details.get("open") is not None
    assert len(page.select("tbody tr")) == len(CHARTS[kind].twin.rows)


def test_a_page_with_the_table_elsewhere_shows_it_here_only_until_the_chart_is_drawn() -> None:
    chart = CHARTS["series"]
    assert on_page(ShownChart(chart, *MADE), table=False).select("table") == []
    assert len(on_page(ShownChart(chart), table=False).select("table")) == 1


# In the fictional year


@pytest.fixture
def board(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


def test_the_charts_of_every_indicator_come_in_six_queries(
    board: Partnership, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        charts = wanted.charts_of(board, date(2010, 1, 12))
    kinds = {id: [chart.kind for chart in of_one] for id, of_one in charts.items()}
    assert kinds["ni143"] == ["series", "funnel"]
    assert kinds["dv-community"] == ["steps"]
    assert kinds["ni18-derby"] == ["predicted", "lag"]


def test_the_charts_of_a_day_show_only_what_was_known_then(board: Partnership) -> None:
    now, before = (
        wanted.charts_of(board, day)["dv-community"][0] for day in (date(2010, 1, 12), date(2009, 11, 1))
    )
    assert now.twin.rows[2][2] == "200"
    assert before.twin.rows[2][2] == "not yet"


def test_an_undone_return_is_no_longer_drawn(board: Partnership) -> None:
    day = date(2010, 1, 12)
    before = wanted.charts_of(board, day)["dv-community"][0]
    latest = (
        Receipt.objects.filter(partnership=board, observations__indicator__code="dv-community")
        .order_by("period_ends")
        .last()
    )
    assert latest
    Receipt.objects.filter(pk=latest.pk).update(undone_on=day, undone_reason="Sent twice.")
    after = wanted.charts_of(board, day)["dv-community"][0]
    assert (before.twin.rows[2][2], after.twin.rows[2][2]) == ("200", "not yet")
    assert before.digest != after.digest


def test_queries_do_not_grow_with_figures(board: Partnership) -> None:
    asked = []
    for day in (date(2009, 11, 1), date(2010, 1, 12)):
        with CaptureQueriesContext(connection) as queries:
            wanted.charts_of(board, day)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_paper_carries_the_charts_that_need_the_board_once_they_are_drawn(board: Partnership) -> None:
    """Nottingham is worse than predicted, and a programme is behind its plan: two charts."""
    day = date(2010, 1, 12)
    card = scorecard_on(board, day)
    assert card
    assert charts_in_paper(board, card) == {}
    charts = [chart for of_one in wanted.charts_of(board, day).values() for chart in of_one]
    drawn_all = {chart.digest: (chart, MADE) for chart in charts}
    keep_drawings(partnership=board, made=drawn_all, by=None, at=NOW)
    shown = charts_in_paper(board, card)
    assert set(shown) == {"ni18-nottingham", "sotp-community"}
    titles = [block.title for blocks in shown.values() for block in blocks if isinstance(block, Picture)]
    assert sorted(titles) == [
        "NI 18: actual divided by predicted reoffenders",
        "Sex-offender programmes, community since 1 April 2009, against plan",
    ]
