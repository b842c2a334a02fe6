"""The register of decisions, one decision, and what becomes of it: what the pages show and refuse."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import BACKEND, signed_in
from tests.web.viewpoints import new_person, office, seat
from throughline.rules.decision_states import StepRefused
from throughline.web.access.models import Event, Partnership
from throughline.web.decisions import actions
from throughline.web.decisions.models import Cascade, ChairsAction, Decision, DecisionStep
from throughline.web.decisions.register import published
from throughline.web.decisions.standing import state_of
from throughline.web.governance.models import Body
from throughline.web.meetings.actions import publish_agenda, set_agenda
from throughline.web.meetings.calling.planning import agenda_proposed
from throughline.web.meetings.models import Meeting, Minute, MinutesVersion

TODAY = date(2026, 3, 30)
NOW = datetime(2026, 3, 30, 9, 0, tzinfo=UTC)
AT: dict[str, Any] = {"by": None, "at": NOW}
RESCINDED = "Every paper is presented in full at the meeting."
RECOMMENDED = "The panel's prompt sheet is tried for three months."


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def group(barnet: Partnership) -> Body:
    return Body.objects.get(partnership=barnet, code="rrdg")


@pytest.fixture
def sam(barnet: Partnership) -> Client:
    return signed_in("Sam Larch", at="barnet")


def decided(group: Body, text: str) -> Decision:
    return Decision.objects.get(body=group, text=text)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def address_of(decision: Decision) -> str:
    return f"/barnet/rrdg/decisions/{decision.number.removeprefix('rrdg-')}"


def make(group: Body, text: str, **more: Any) -> Decision:
    told: dict[str, Any] = {"decided_on": date(2026, 2, 10), "authority": "made", **AT, **more}
    return actions.record_decision(body=group, text=text, **told)


def test_the_register_shows_every_body_and_narrows_to_a_state(sam: Client) -> None:
    every = page(sam, "/barnet/decisions")
    assert RESCINDED in every
    assert "Rescinded by rrdg-2025-12-09/" in every
    narrowed = page(sam, "/barnet/decisions?state=rescinded")
    assert RESCINDED in narrowed
    assert "Papers are taken as read." not in narrowed
    assert "No decision is of that kind." in page(sam, "/barnet/decisions?state=closed")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (RESCINDED, "rescinded it. It does not hold."),
        ("Papers are taken as read.", "It holds."),
        (RECOMMENDED, "ratified since, and holds"),
        ("The group joins the bid for supported lodgings.", "the body noted it"),
        ("Every organisation asks at release whether somebody has an address.", "In every organisation"),
        ("Papers are taken as read.", "Rescinds rrdg-2025-06-10/"),
        ("Papers are taken as read.", "Meeting of Tuesday 9 December 2025"),
        ("Papers are taken as read.", "Terms 1 were in force on that day."),
        ("The group joins the bid for supported lodgings.", "The bid closed on 23 January"),
    ],
)
def test_a_decisions_page_says_what_became_of_it(sam: Client, group: Body, text: str, says: str) -> None:
    assert says in page(sam, address_of(decided(group, text)))


def test_a_decision_nobody_recorded_is_not_there(sam: Client) -> None:
    assert sam.get("/barnet/rrdg/decisions/2026-02-10/D99").status_code == 404
    assert sam.get("/barnet/iom/decisions/2026-02-10/D1").status_code == 404


def test_what_was_rescinded_is_not_rescinded_again(group: Body) -> None:
    before = Decision.objects.count()
    with pytest.raises(StepRefused, match=r"cannot be rescinded\. It was rescinded"):
        make(group, "Once more.", rescinds=decided(group, RESCINDED))
    assert Decision.objects.count() == before


def test_a_recommendation_is_ratified_or_left_and_never_rescinded(group: Body) -> None:
    waiting = make(group, "A sheet is tried.", authority="recommended")
    with pytest.raises(StepRefused, match="only recommended"):
        make(group, "It is not.", rescinds=waiting)


@pytest.mark.parametrize("link", ["ratifies", "rescinds"])
def test_without_a_quorum_nothing_is_ratified_or_rescinded(group: Body, link: str) -> None:
    earlier = make(group, "A sheet is tried.", authority="recommended" if link == "ratifies" else "made")
    with pytest.raises(actions.NotOfForce, match="without a quorum it can only be recommended"):
        make(group, "Agreed.", authority="recommended", **{link: earlier})


def test_a_body_takes_back_its_own_decisions_alone(group: Body, barnet: Partnership) -> None:
    panel = Body.objects.get(partnership=barnet, code="iom")
    with pytest.raises(actions.OfAnotherBody, match="Only that body rescinds it"):
        make(panel, "No.", rescinds=decided(group, "Papers are taken as read."))


def test_what_a_recommendation_rests_on_falls_with_the_decision_that_ratified_it(group: Body) -> None:
    sheet = decided(group, RECOMMENDED)
    make(group, "No sheet.", rescinds=sheet.ratified_by)
    assert state_of(Decision.objects.get(pk=sheet.pk)) == "rescinded"


def test_two_numbers_that_would_share_an_address_are_one(group: Body) -> None:
    with pytest.raises(actions.DecisionNumberTaken):
        make(group, "Again.", number="2025-06-10/D1")


def test_a_decision_is_carried_out_with_evidence_and_then_closed(sam: Client, group: Body) -> None:
    made = decided(group, "Papers are taken as read.")
    address = f"{address_of(made)}/implemented"
    answer = sam.post(address, {"implemented_on": "2026-03-02", "evidence": ""})
    assert "Say what shows that the decision was carried out." in answer.content.decode()
    assert not made.steps.exists()
    sam.post(address, {"implemented_on": "2026-03-02", "evidence": "The agenda of February has no readings."})
    assert state_of(Decision.objects.get(pk=made.pk)) == "implemented"
    sam.post(address, {"closed_on": "2026-03-30"})
    assert [one.to for one in DecisionStep.objects.filter(decision=made)] == ["implemented", "closed"]
    assert "It was carried out and closed." in page(sam, address_of(made))


@pytest.mark.parametrize(
    ("day", "says"),
    [("2025-12-08", "Give that day or a later one"), ("2026-03-31", "has not come yet")],
    ids=["before the decision", "tomorrow"],
)
def test_a_day_out_of_order_is_refused_in_a_sentence(sam: Client, group: Body, day: str, says: str) -> None:
    made = decided(group, "Papers are taken as read.")
    told = {"implemented_on": day, "evidence": "Seen."}
    assert says in sam.post(f"{address_of(made)}/implemented", told).content.decode()
    assert not made.steps.exists()


def test_the_chair_may_not_act_where_terms_and_decisions_are_silent(sam: Client, group: Body) -> None:
    told = {
        "text": "A grant is taken.",
        "because": "It closes.",
        "decided_on": "2026-03-30",
        "allowed_by": "",
    }
    said = sam.post("/barnet/rrdg/chairs-action", told).content.decode()
    assert "do not provide for chair’s action" in said
    assert "Ask the next meeting, or adopt a reading." in said
    assert not Decision.objects.filter(text="A grant is taken.").exists()


def test_a_rescinded_decision_lets_no_chair_act(group: Body) -> None:
    with pytest.raises(actions.ChairMayNotAct, match="lets nobody act"):
        actions.take_chairs_action(
            body=group, decided_on=TODAY, text="A grant is taken.", because="It closes.",
            allowed_by=decided(group, RESCINDED), **AT,
        )  # fmt: skip


def test_what_the_chair_decided_is_reported_on_the_next_agenda_and_noted_there(
    sam: Client, group: Body
) -> None:
    may_act = Decision.objects.get(body=group, text__startswith="Between meetings the chair may")
    told = {"text": "A grant is taken.", "because": "It closes.", "decided_on": "2026-03-27"}
    answer = sam.post("/barnet/rrdg/chairs-action", told | {"allowed_by": str(may_act.pk)})
    assert answer.status_code == 302
    taken = ChairsAction.objects.get(decision__text="A grant is taken.")
    assert state_of(taken.decision) == "chairs-action"
    coming = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    set_agenda(meeting=coming, lines=agenda_proposed(coming), expected_version=coming.version, **AT)
    assert "Chair’s action to report: A grant is taken." in [item.title for item in coming.items.all()]
    coming.refresh_from_db()
    publish_agenda(meeting=coming, expected_version=coming.version, **AT)
    taken.refresh_from_db()
    assert (taken.reported_on, state_of(Decision.objects.get(pk=taken.decision_id))) == (TODAY, "reported")
    noting = make(group, "The grant is noted.", decided_on=TODAY)
    actions.answer_chairs_action(taken=taken, answer="reversed", answered_by=noting, **AT)
    assert state_of(Decision.objects.get(pk=taken.decision_id)) == "reversed"
    with pytest.raises(StepRefused, match="was reversed"):
        actions.answer_chairs_action(taken=taken, answer="noted", answered_by=noting, **AT)


def test_a_recommendation_cannot_note_what_the_chair_did(group: Body) -> None:
    may_act = Decision.objects.get(body=group, text__startswith="Between meetings the chair may")
    chairs = actions.take_chairs_action(
        body=group, decided_on=TODAY, text="A grant is taken.", because="It closes.", allowed_by=may_act, **AT
    )
    inquorate = make(group, "Noted.", decided_on=TODAY, authority="recommended")
    with pytest.raises(actions.NotOfForce):
        actions.answer_chairs_action(taken=chairs.chairs_action, answer="noted", answered_by=inquorate, **AT)


def test_a_meeting_records_what_its_decision_settles(sam: Client, group: Body) -> None:
    made = decided(group, "Papers are taken as read.")
    assert f"/barnet/rrdg/2026-02-10/decide?settles=rescind%3A{made.pk}" in page(sam, address_of(made))
    meeting = Meeting.objects.get(body=group, held_on=date(2026, 2, 10))
    told = {"text": "Papers are introduced.", "settles": f"rescind:{made.pk}", "version": meeting.version}
    sam.post("/barnet/rrdg/2026-02-10/decide", told)
    assert decided(group, "Papers are introduced.").rescinds == made


@pytest.mark.parametrize("form", ["pdf", "docx", "odt"])
def test_the_register_is_a_paper(sam: Client, form: str) -> None:
    answer = sam.get(f"/barnet/rrdg/decisions.{form}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="barnet-rrdg-decisions.{form}"'
    assert answer.content[:4] == (b"%PDF" if form == "pdf" else b"PK\x03\x04")


def test_in_a_spreadsheet_no_decision_is_a_formula(sam: Client, group: Body) -> None:
    make(group, "=1+1 is agreed.")
    rows = list(csv.reader(io.StringIO(sam.get("/barnet/decisions.csv").content.decode())))
    assert "'=1+1 is agreed." in [row[3] for row in rows]
    with zipfile.ZipFile(io.BytesIO(sam.get("/barnet/decisions.xlsx").content)) as book:
        assert not [name for name in book.namelist() if b"<f>" in book.read(name)]


def test_a_file_has_what_the_page_was_narrowed_to(sam: Client) -> None:
    said = sam.get("/barnet/decisions.csv?state=rescinded").content.decode()
    assert RESCINDED in said
    assert len(list(csv.reader(io.StringIO(said)))) == 2


def test_bodies_that_are_not_public_publish_no_decision(universe: None, db: None) -> None:
    rows = list(csv.reader(io.StringIO(Client().get("/public/decisions.csv").content.decode())))
    assert [row[0] for row in rows] == ["\ufeffNumber"]


def test_a_public_bodys_decisions_are_published_with_its_approved_minutes(
    universe: None, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terms of no founding document open a meeting, so here the answer of the terms is exchanged."""
    monkeypatch.setattr(published, "opening_words", lambda body: {True} if body.id == "rrdg" else set())
    approved = MinutesVersion.objects.filter(kind="approved").values("meeting")
    minutes = Minute.objects.filter(decision__isnull=False, struck_at=None)
    shown = minutes.filter(meeting__in=approved, readers="public").order_by("pk").first()
    assert shown is not None
    assert shown.decision is not None
    draft = minutes.exclude(meeting__in=approved).order_by("pk").first()
    said = Client().get("/public/decisions.csv").content.decode()
    assert shown.decision.number in said
    assert draft is None or draft.decision is None or draft.decision.number not in said
    shown.readers = "members"
    shown.save(update_fields=["readers"])
    assert shown.decision.number + "," not in Client().get("/public/decisions.csv").content.decode()


def test_what_members_alone_may_read_is_in_no_register_of_another_reader(group: Body) -> None:
    kept = Minute.objects.filter(decision__text="Papers are taken as read.").first()
    assert kept is not None
    kept.readers = "members"
    kept.save(update_fields=["readers"])
    inspector = office(new_person("Ina Speedwell", group.partnership), "inspector", until=date(2026, 12, 31))
    client = Client()
    client.force_login(inspector.user, backend=BACKEND)
    assert "Papers are taken as read." not in page(client, "/barnet/decisions")
    assert "Papers are taken as read." not in client.get("/barnet/rrdg/decisions.csv").content.decode()
    assert client.get(address_of(decided(group, "Papers are taken as read."))).status_code == 404
    assert "Papers are taken as read." in page(signed_in("Ruth Campion", at="barnet"), "/barnet/decisions")


def test_a_reader_of_one_board_sees_no_decision_of_another(barnet: Partnership, group: Body) -> None:
    panel = Body.objects.get(partnership=barnet, code="iom")
    make(panel, "The panel meets at two.")
    member_of_the_panel = signed_in_to_the_panel(panel)
    seen = page(member_of_the_panel, "/barnet/decisions")
    assert "The panel meets at two." in seen
    assert RESCINDED not in seen
    assert RESCINDED not in member_of_the_panel.get("/barnet/decisions.csv").content.decode()
    assert member_of_the_panel.get(address_of(decided(group, RESCINDED))).status_code == 404


def signed_in_to_the_panel(panel: Body) -> Client:
    person = seat(new_person("Di Betony", panel.partnership), panel)
    client = Client()
    client.force_login(person.user, backend=BACKEND)
    return client


def many(group: Body, number: int) -> None:
    for count in range(number):
        made = make(group, f"Number {count} is agreed.")
        actions.record_implemented(decision=made, implemented_on=TODAY, evidence="Seen.", **AT)


@pytest.mark.parametrize("address", ["/barnet/decisions", "/barnet/rrdg/decisions"])
def test_the_register_asks_no_more_of_the_store_when_it_grows(
    sam: Client, group: Body, django_assert_max_num_queries: Any, address: str
) -> None:
    with django_assert_max_num_queries(12):
        page(sam, address)
    many(group, 15)
    with django_assert_max_num_queries(12):
        page(sam, address)


def test_a_decision_with_everything_asks_the_store_at_most_twelve_times(
    sam: Client, group: Body, django_assert_max_num_queries: Any
) -> None:
    told = Cascade.objects.get(decision__body=group).decision
    for number in range(5):
        actions.assign_action(
            body=group, text=f"Number {number}.", owner_agency=told.cascade.receipts.all()[0].agency,
            due=TODAY, raised_on=TODAY, decision=told, **AT,
        )  # fmt: skip
    member = signed_in("Ruth Campion", at="barnet")
    for reader in (sam, member):
        for below in ("", "/cascade"):
            with django_assert_max_num_queries(12):
                page(reader, f"{address_of(told)}{below}")


def test_a_long_register_is_turned_page_by_page(sam: Client, group: Body) -> None:
    many(group, 110)
    assert "Earlier decisions" in page(sam, "/barnet/rrdg/decisions")
    assert "Later decisions" in page(sam, "/barnet/rrdg/decisions?page=2")


def test_every_step_leaves_an_event_without_a_word_that_was_typed(group: Body) -> None:
    made = make(group, "Hawthorn hedges are cut.")
    actions.record_implemented(decision=made, implemented_on=TODAY, evidence="Seen by Linden.", **AT)
    actions.close_decision(decision=made, closed_on=TODAY, **AT)
    told = Event.objects.filter(thing=f"decisions.decision:{made.pk}")
    assert [one.what for one in told.order_by("number")] == [
        "decision recorded",
        "decision implemented",
        "decision closed",
    ]
    assert not [one for one in told if "hedges" in str(one.detail) or "Linden" in str(one.detail)]
