"""figures draw: the charts that pages lack, each drawn once."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from throughline import cli
from throughline.cli import drawing as commands
from throughline.papers.charts.drawn import Drawn
from throughline.web.performance.drawings import drawing
from throughline.web.performance.models import Drawing

Ask = Callable[..., tuple[int, str, str]]
pytestmark = pytest.mark.usefixtures("universe", "db")


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Runs the command against the store of the tests; what is drawn is only named."""
    monkeypatch.setattr(commands, "open_ready_store", lambda: None)
    monkeypatch.setattr(drawing, "drawn", lambda chart: Drawn(f"<svg>{chart.kind}</svg>", "<svg/>"))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["throughline", "figures", "draw", *arguments])
        with pytest.raises(SystemExit) as end:
            cli.main()
        heard = capsys.readouterr()
        return int(end.value.code or 0), heard.out, heard.err

    return run


def test_every_chart_is_drawn_once_and_counted(ask: Ask) -> None:
    code, printed, _ = ask("--json")
    first = json.loads(printed)
    assert code == 0
    assert first["east-midlands"] >= 14
    assert sum(first.values()) == Drawing.objects.count()
    assert set(json.loads(ask("--json")[1]).values()) == {0}


def test_one_partnership_is_told_in_a_sentence(ask: Ask) -> None:
    code, _, said = ask("llr")
    assert (code, said.strip()) == (0, "llr: 1 chart drawn.")
    assert set(Drawing.objects.values_list("partnership__slug", flat=True)) == {"llr"}


def test_a_partnership_that_is_not_there_is_refused(ask: Ask) -> None:
    code, _, said = ask("nowhere")
    assert code == 2
    assert "nowhere" in said
