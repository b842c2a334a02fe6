"""What a pack holds without anybody having to put it there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from throughline.papers.blocks import Table, walk
from throughline.web.meetings.models import Meeting
from throughline.web.meetings.papers.packs import pack_of
from throughline.web.performance.models import Receipt


@pytest.mark.clause("C103", breaks="throughline.web.performance.queries:scorecard_on")
@pytest.mark.clause("C103", breaks="throughline.papers.board_pack:board_pack")
def test_the_scorecard_in_a_pack_goes_by_the_figures_received_by_its_day(universe: None, db: None) -> None:
    board = Meeting.objects.filter(body__code="emrrp").latest("held_on")
    last = Receipt.objects.filter(partnership=board.body.partnership).latest("received_on").received_on
    told = []
    for day in (last - timedelta(days=1), last):
        tables = [block for block in walk(pack_of(board, on=day).blocks) if isinstance(block, Table)]
        rows = [row for table in tables if "Verdict" in str(table.columns) for row in table.rows]
        told.append(rows)
    assert told[0], "there is a scorecard before the last return"
    assert told[0] != told[1], "and another after it"
