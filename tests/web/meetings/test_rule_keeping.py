"""Which of its own rules Barnet's group kept, as its page, its statement and its command say it."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.meetings.conftest import NOW, TODAY
from tests.web.universe import signed_in
from throughline import cli
from throughline.rules.keeping import RuleLine
from throughline.web.governance.models import Body
from throughline.web.meetings import actions
from throughline.web.meetings.keeping.evidence import evidence_of
from throughline.web.meetings.keeping.judged import before, keeping_of, last_twelve_months
from throughline.web.meetings.models import AgendaItem, Meeting, Minute, RuleNote
from throughline.web.site.versions import EditedSince

RULES = "/barnet/rrdg/rules"
WHY = f"{RULES}/why?rule=minutes&due=2026-02-24&on=2026-02-10"
SAID = f"{RULES}/why?rule=minutes&due=2025-10-28&on=2025-10-14"


def text_of(answer: Any) -> str:
    """The words of a page, without its markup."""
    shown = re.sub(r'<span class="tl-l"[^>]*>[^<]*</span>', "", answer.content.decode())
    return " ".join(re.sub(r"<[^>]+>", " ", shown).split())


def line_of(body: Body, rule: str) -> RuleLine:
    period = last_twelve_months(TODAY)
    found = keeping_of(evidence_of(body, first=before(period).first, today=TODAY), period)
    return next(line for line in found.lines if line.rule.code == rule)


def test_the_page_answers_with_the_firm_rules_kept(sam: Client) -> None:
    """Agenda, quorum and chair's action were kept; October's meeting had no quorum and does not count."""
    shown = text_of(sam.get(RULES))
    assert "3 of 4 firm rules kept. Not kept every time: meets as often as its terms say." in shown
    assert "The time up to 30 November 2025 Held without a quorum." in shown
    assert (
        "Meeting of 14 October 2025 Done 31 October 2025: due 28 October 2025, 3 working days late." in shown
    )


def test_minutes_are_usual_and_late_ones_are_no_breach_of_a_firm_rule(group: Body) -> None:
    line = line_of(group, "minutes")
    assert (line.rule.strength, line.standing, line.kept, len(line.judged)) == ("usual", "late", 5, 6)


def test_a_meeting_held_in_the_place_of_a_cancelled_one_keeps_the_rule(group: Body) -> None:
    """The second try of November was cancelled; had it been held with four organisations, all were kept."""
    second = Meeting.objects.get(body=group, held_on=date(2025, 11, 18))
    assert (second.state, line_of(group, "meetings").kept) == (Meeting.State.CANCELLED, 4)
    december = Meeting.objects.get(body=group, held_on=date(2025, 12, 9))
    Meeting.objects.filter(pk=second.pk).update(state=Meeting.State.HELD)
    for one in december.attendances.all():
        one.pk, one.meeting = None, second
        one.save()
    assert (line_of(group, "meetings").kept, line_of(group, "meetings").standing) == (5, "kept")


def test_the_agenda_of_a_cancelled_meeting_is_not_owed(group: Body) -> None:
    assert [one.standing for one in line_of(group, "agenda").occasions].count("not applicable") == 1


def test_the_secretary_says_why_and_everybody_reads_it(sam: Client) -> None:
    assert "The secretary was ill, and nobody stood in." in text_of(
        signed_in("Jo Hazel", at="barnet").get(RULES)
    )
    answer = sam.post(SAID, {"words": "Two people were ill.", "version": 1})
    assert answer.status_code == 302
    shown = text_of(sam.get(RULES))
    assert "Two people were ill." in shown
    assert "nobody stood in" not in shown


REFUSED = [
    ("a rule that was kept has no reason", WHY, 404),
    ("a day that is none", f"{RULES}/why?rule=minutes&due=never&on=2025-10-14", 404),
    ("an occasion that was not", f"{RULES}/why?rule=minutes&due=2025-10-28&on=2025-10-15", 404),
    ("a year that has not begun", f"{RULES}?year=2027-28", 404),
    ("a year that is none", f"{RULES}?year=2025-27", 404),
    ("a form that is not made", f"{RULES}.exe", 404),
]


@pytest.mark.parametrize(("address", "status"), [r[1:] for r in REFUSED], ids=[r[0] for r in REFUSED])
def test_what_is_not_there(sam: Client, address: str, status: int) -> None:
    assert sam.get(address).status_code == status


def test_nobody_but_the_secretary_says_why(universe: None, db: None) -> None:
    jo = signed_in("Jo Hazel", at="barnet")
    assert jo.post(SAID, {"words": "It was not us.", "version": 1}).status_code == 404
    assert RuleNote.objects.get(rule="minutes").words == "The secretary was ill, and nobody stood in."


def said(group: Body, words: str, version: int) -> RuleNote:
    return actions.note_rule(
        body=group, rule="minutes", due=date(2025, 10, 28), rests_on="2025-10-14", words=words,
        expected_version=version, by=None, at=NOW,
    )  # fmt: skip


def test_two_who_say_why_at_once_do_not_lose_each_other(group: Body) -> None:
    first = said(group, "Two people were ill.", 1)
    with pytest.raises(EditedSince):
        said(group, "Nobody knows.", 1)
    with pytest.raises(actions.SaidAlready):
        said(group, "Nobody knows.", 0)
    with pytest.raises(actions.NothingSaid):
        said(group, "  ", first.version)
    assert said(group, "Two people were ill.", 0).version == first.version


@pytest.mark.parametrize(("form", "starts"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("odt", b"PK")])
def test_the_statement_is_taken_away(sam: Client, form: str, starts: bytes) -> None:
    answer = sam.get(f"{RULES}.{form}?year=2025-26")
    assert answer.content.startswith(starts)
    assert f"rrdg-rules-2025-26.{form}" in answer["Content-Disposition"]


def test_the_tables_hold_each_rule_and_each_reason(sam: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sam.get(f"{RULES}.xlsx").content))
    cells = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
    assert "The secretary was ill, and nobody stood in." in cells
    assert any(cell.startswith("Minutes out in time") for cell in cells)


def test_the_command_says_the_same(group: Body, monkeypatch: Any, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["throughline", "rules", "keeping", "barnet/rrdg", "--json"])
    with pytest.raises(SystemExit) as end:
        cli.main()
    found = json.loads(capsys.readouterr().out)
    assert (int(end.value.code or 0), found["headline"]) == (0, {"kept": 3, "judged": 4})
    late = next(one for one in found["rules"] if one["rule"] == "minutes")["not_kept"]
    assert [(one["due"], one["came"], one["working_days_late"]) for one in late] == [
        ("2025-10-28", "2025-10-31", 3)
    ]


def test_more_meetings_ask_no_more_of_the_store(sam: Client, group: Body) -> None:
    sam.get(RULES)
    with CaptureQueriesContext(connection) as few:
        sam.get(RULES)
    for day in range(1, 9):
        Meeting.objects.create(
            body=group, held_on=date(2025, 9, day), called_at=NOW, changed_at=NOW, state=Meeting.State.HELD
        )
    with CaptureQueriesContext(connection) as many:
        sam.get(RULES)
    assert len(many) <= len(few)


@pytest.mark.parametrize("narrowed", ["the minute is for members", "the item is for named readers"])
def test_a_decision_that_some_readers_may_not_know_of_is_in_no_rule(narrowed: str, group: Body) -> None:
    minute = Minute.objects.filter(meeting__body=group, decision__isnull=False, item__isnull=False).latest(
        "pk"
    )
    day = minute.decision.decided_on
    first, today = day - timedelta(days=1), day + timedelta(days=1)
    numbers = {one.number for one in evidence_of(group, first=first, today=today).decisions}
    assert minute.decision.number in numbers
    if narrowed == "the minute is for members":
        Minute.objects.filter(pk=minute.pk).update(readers=Minute.Readers.MEMBERS)
    else:
        AgendaItem.objects.filter(pk=minute.item_id).update(readers="named")
    left = {one.number for one in evidence_of(group, first=first, today=today).decisions}
    assert minute.decision.number not in left
