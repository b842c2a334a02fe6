"""Escalations in the browser: the chair signs, the organisation replies, boards answer, the clock is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.risks.conftest import AT, TODAY
from throughline.rules.escalation_states import CircularEscalation, NobodyToAsk
from throughline.web.access.models import Agency, Event, Partnership, Person
from throughline.web.governance.models import Body
from throughline.web.risks import actions
from throughline.web.risks.models import Escalation, Risk
from throughline.web.risks.queries import escalations_unanswered
from throughline.web.risks.reminders import due_of_escalations

FEBRUARY, NEEDED = date(2026, 2, 10), date(2026, 3, 20)

Raise = Callable[..., Escalation]


@pytest.fixture
def ask(group: Body) -> Raise:
    def make(**more: Any) -> Escalation:
        told = {
            "source": group, "to": ["scpb"], "subject": "Homes on release", "ask": "Find ten homes.",
            "evidence": "31 people had no address.", "raised_on": FEBRUARY,
        }  # fmt: skip
        return actions.raise_escalation(**{**told, **more}, **AT)

    return make


def step(one: Escalation, name: str, on: date = FEBRUARY, **more: Any) -> Escalation:
    one.refresh_from_db()
    told = {"words": "Said.", "expected_version": one.version} | more
    actions.take_escalation_step(escalation=one, step=name, on=on, **told, **AT)
    one.refresh_from_db()
    return one


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def take(client: Client, one: Escalation, way: str, on: date = TODAY, words: str = "Said.") -> Any:
    one.refresh_from_db()
    typed = {"step": way, "on": on.isoformat(), "words": words, "version": str(one.version)}
    return client.post(f"/barnet/risks/escalations/{one.number}/step", typed)


@pytest.mark.clause("C152", breaks="throughline.rules.escalation_states:escalation_after")
def test_a_risk_goes_to_two_parents_with_the_chairs_signature_a_day_and_their_answers(
    sam: Client, jo: Client, record: Callable[..., Risk], ask: Raise
) -> None:
    one = ask(to=["scpb", "mappa"], risk=record(), needed_by=date(2026, 4, 30))
    assert take(sam, one, "sign").status_code == 200  # the secretary cannot sign: nothing is recorded
    assert one.steps.count() == 0
    assert take(jo, one, "sign", FEBRUARY).status_code == 302
    assert take(sam, one, "send", FEBRUARY).status_code == 302
    first, second = one.recipients.all()
    assert take(sam, one, f"answer:{first.pk}", words="Five homes.").status_code == 302
    one.refresh_from_db()
    assert one.state == "sent"
    assert take(sam, one, f"answer:{second.pk}", words="None.").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.signed_on) == ("answered", FEBRUARY)
    shown = page(sam, "/barnet/risks/escalations")
    assert "Five homes." in shown
    assert "None." in shown


def test_whoever_it_is_about_replies_in_the_browser_before_it_is_sent(
    sam: Client, ruth: Client, ask: Raise, homes: Agency
) -> None:
    one = step(ask(about=homes, raised_on=date(2026, 3, 27)), "sign", date(2026, 3, 27))
    # five working days after Friday 27 March, over Good Friday and Easter Monday
    assert "may reply until 7 April 2026" in page(ruth, f"/barnet/risks/escalations/{one.number}")
    assert "Send it" not in page(sam, f"/barnet/risks/escalations/{one.number}/step")
    assert take(ruth, one, "reply", words="Six homes come in May.").status_code == 302
    one.refresh_from_db()
    assert (one.state, one.steps.last().is_on_behalf) == ("ready", False)
    assert take(sam, one, "send").status_code == 302


def test_it_is_not_sent_while_the_right_of_reply_is_open(ask: Raise, homes: Agency) -> None:
    one = step(ask(about=homes), "sign")
    with pytest.raises(actions.ReplyStillOpen, match="may reply until 17 February 2026"):
        step(one, "send", date(2026, 2, 17))
    assert step(one, "send", date(2026, 2, 18)).state == "sent"


@pytest.mark.clause("C105", breaks="throughline.web.risks.escalations.page:escalations_page")
def test_an_organisation_escalates_into_a_board_with_its_severity_and_the_day_an_answer_is_due(
    sam: Client, ruth: Client, jo: Client, barnet: Partnership
) -> None:
    typed = {
        "source": "agency:barnet-homes", "to": ["rrdg"], "subject": "Nobody tells us of releases",
        "ask": "Tell us ten days before.", "evidence": "31 of 40 came unannounced.", "severity": "critical",
        "about": "", "risk": "", "objective": "", "needed_by": "2026-04-30",
    }  # fmt: skip
    assert ruth.post("/barnet/risks/escalations/new", typed).status_code == 302
    one = Escalation.objects.get()
    assert one.state == "ready"
    assert take(ruth, one, "send").status_code == 302
    shown = page(sam, "/barnet/risks/escalations")
    assert "Asked by Barnet Homes" in shown
    assert "</span>Critical</td>" in shown
    assert "An answer is needed by 30 April 2026." in shown
    assert take(jo, one, f"answer:{one.recipients.get().pk}").status_code == 302
    assert not one.steps.last().is_on_behalf


def test_an_organisation_asks_only_for_itself(ruth: Client, barnet: Partnership) -> None:
    typed = {"source": "body:rrdg", "to": ["scpb"], "subject": "S", "ask": "A", "evidence": "E",
             "severity": "serious", "about": "", "risk": "", "objective": "", "needed_by": ""}  # fmt: skip
    assert "Select a valid choice" in ruth.post("/barnet/risks/escalations/new", typed).content.decode()
    assert Escalation.objects.count() == 0


CIRCLES = [
    ("to itself", {"to": ["rrdg"]}, CircularEscalation, "to itself"),
    ("to the panel that answers to it", {"to": ["iom"]}, CircularEscalation, "by the terms"),
    ("to nobody", {"to": []}, NobodyToAsk, "at least one board"),
    ("without an ask", {"ask": " "}, actions.AskMissing, "what is asked"),
    ("needed before it is raised", {"needed_by": date(2026, 1, 1)}, actions.EscalationDayOutOfOrder, "after"),
]


@pytest.mark.parametrize(("told", "refusal", "words"), [r[1:] for r in CIRCLES], ids=[r[0] for r in CIRCLES])
def test_what_is_refused_changes_nothing(
    ask: Raise, told: dict[str, Any], refusal: type[Exception], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        ask(**told)
    assert Escalation.objects.count() == 0


def test_the_same_matter_does_not_come_back_to_whoever_raised_it(
    ask: Raise, homes: Agency, group: Body, record: Callable[..., Risk]
) -> None:
    risk = record()
    ask(source=homes, to=["rrdg"], risk=risk)
    ask(source=group, to=["mappa"], risk=risk, subject="In other words")
    assert Escalation.objects.count() == 2
    passed = Escalation.objects.latest("pk")
    passed.recipients.update(code="iom")
    with pytest.raises(CircularEscalation, match="escalated the same matter"):
        ask(source=Body.objects.get(code="iom"), to=["rrdg"], risk=risk)


def test_an_answer_that_does_not_come_in_time_is_late_on_both_sides(
    sam: Client, ruth: Client, ask: Raise, barnet: Partnership
) -> None:
    one = step(step(ask(needed_by=NEEDED), "sign"), "send")
    for reader in (sam, ruth):
        shown = page(reader, f"/barnet/risks/escalations/{one.number}")
        assert "The answer was needed by 20 March 2026: 10 days late." in shown
    found = escalations_unanswered(barnet, TODAY)
    assert [(each.number, each.days_late, each.source) for each in found] == [(one.number, 10, "rrdg")]
    step(one, "answer", TODAY, recipient=one.recipients.get())
    assert escalations_unanswered(barnet, TODAY) == ()


def test_a_board_that_answered_does_not_answer_again(ask: Raise) -> None:
    one = step(step(ask(to=["scpb", "mappa"]), "sign"), "send")
    first = one.recipients.all()[0]
    step(one, "answer", recipient=first)
    with pytest.raises(actions.EscalationStepRefused, match="has answered it"):
        step(one, "answer", recipient=first)
    with pytest.raises(actions.RecipientMissing):
        step(one, "answer")
    with pytest.raises(actions.AnswerMissing):
        step(one, "return", words=" ")


def test_the_store_itself_keeps_what_was_sent_signed(ask: Raise) -> None:
    one = ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Escalation.objects.filter(pk=one.pk).update(state="sent")


def test_whom_an_escalation_waits_for_is_reminded(
    somebody: Callable[..., Person], ask: Raise, barnet: Partnership, homes: Agency, group: Body
) -> None:
    sam, jo = somebody("Sam Larch", "secretary"), somebody("Jo Hazel", "chair", "rrdg")
    ruth = somebody("Ruth Campion", agency=homes, seat=group)
    one = ask(about=homes, needed_by=NEEDED)

    def told(on: date) -> set[tuple[int, str]]:
        return {(each.person_id, each.kind) for each in due_of_escalations(barnet, on)}

    assert told(FEBRUARY) == {(jo.pk, "escalation-sign")}
    step(one, "sign")
    assert told(FEBRUARY) == {(ruth.pk, "escalation-reply")}
    step(one, "send", date(2026, 2, 18))
    assert told(NEEDED) == set()
    assert told(TODAY) == {(jo.pk, "escalation-late"), (sam.pk, "escalation-late")}
    assert len({each.once for each in due_of_escalations(barnet, TODAY)}) == 1


def test_the_audit_trail_tells_no_words(ask: Raise) -> None:
    one = step(ask(), "sign")
    kept = Event.objects.filter(thing__contains="scalation").order_by("number")
    assert [each.what for each in kept] == ["escalation raised", "escalation: sign"]
    assert "homes" not in str([each.detail for each in kept]).lower()
    assert one.steps.count() == 1


def test_queries_do_not_grow_with_the_escalations(sam: Client, ask: Raise) -> None:
    step(step(ask(), "sign"), "send")
    few = _queries(sam)
    for number in range(5):
        step(step(ask(subject=f"Another matter {number}"), "sign"), "send")
    assert _queries(sam) == few


def _queries(client: Client) -> int:
    page(client, "/barnet/risks/escalations")
    with CaptureQueriesContext(connection) as asked:
        page(client, "/barnet/risks/escalations")
    return len(asked)


def test_nobody_else_takes_a_step(
    somebody: Callable[..., Person], as_one: Callable[[Person], Client], ask: Raise, barnet: Partnership,
    panel: Body,
) -> None:  # fmt: skip
    other = as_one(somebody("Lena Yarrow", agency=Agency.objects.get(code="ph"), seat=panel))
    one = step(ask(), "sign")
    assert take(other, one, "send").status_code == 404
    assert "Record what happens now" not in page(other, f"/barnet/risks/escalations/{one.number}")
