"""The pages of actions: what each shows, what may be done there, and how little it asks of the store."""

from __future__ import annotations

import html
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import NOW
from tests.web.universe import signed_in
from throughline.web.access.models import Event, Partnership, Person
from throughline.web.decisions import actions
from throughline.web.decisions.chase.links import path_of
from throughline.web.decisions.models import Action, ActionUpdate, ChaseRequest, ChaseRound
from throughline.web.decisions.reminders import due_of_actions
from throughline.web.mail.models import Notice
from throughline.web.mail.personal import names_a_person, names_in

TODAY = date(2026, 3, 30)
TOLD: dict[str, Any] = {"by": None, "at": NOW}


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    """The partnership of the universe that stands still on 30 March 2026."""
    return Partnership.objects.get(slug="barnet")


def page(path: str, name: str = "Sam Larch") -> str:
    return " ".join(
        html.unescape(signed_in(name, at="barnet").get(f"/barnet/{path}").content.decode()).split()
    )


def numbered(number: int) -> Action:
    return Action.objects.get(partnership__slug="barnet", number=number)


def someone(name: str) -> Person:
    return Person.objects.get(partnership__slug="barnet", name=name)


def test_the_page_of_an_action_shows_every_day_with_its_reason_and_the_drift(barnet: Partnership) -> None:
    shown = page("actions/3")
    assert "Due Friday 10 April 2026. Moved 3 times, 178 days later than first promised." in shown
    days = shown.split("Every date")[1].split("</table>")[0]
    for words in (
        "Tuesday 14 October 2025", "First promised", "Tuesday 9 December 2025", "one landlord withdrew",
        "Tuesday 10 February 2026", "legal advice expected in March", "Friday 10 April 2026",
    ):  # fmt: skip
        assert words in days


def test_what_may_be_done_is_offered_to_whoever_may_do_it(barnet: Partnership) -> None:
    assert "Say how it is going" in page("actions/3", "Ruth Campion")
    assert "Cancel or merge it" not in page("actions/3", "Ruth Campion")
    assert "Say how it is going" not in page("actions/1", "Ruth Campion")
    assert "Cancel or merge it" in page("actions/3")


def test_an_owner_says_how_it_goes_on_the_page_and_sees_it_wait(barnet: Partnership) -> None:
    ruth = signed_in("Ruth Campion", at="barnet")
    said = {"claim": "stuck", "text": "The third landlord is away."}
    assert ruth.post("/barnet/actions/3/update", said).status_code == 302
    update = ActionUpdate.objects.latest("pk")
    assert (update.author.name, update.by_link, update.recorded_by) == ("Ruth Campion", False, None)
    assert "The third landlord is away." in page("actions/3", "Ruth Campion")


def test_the_secretary_writes_down_what_the_owner_said_and_it_is_kept_as_such(barnet: Partnership) -> None:
    sam = signed_in("Sam Larch", at="barnet")
    sam.post("/barnet/actions/3/update", {"claim": "stuck", "text": "Said on the telephone."})
    update = ActionUpdate.objects.latest("pk")
    assert (update.author.name, str(update.recorded_by)) == ("Ruth Campion", "Sam Larch")
    assert "Ruth Campion, written down by Sam Larch" in page("actions/3")


def test_the_secretary_settles_a_round_with_a_click_for_each_and_one_for_all_unchanged(
    barnet: Partnership,
) -> None:
    sam = signed_in("Sam Larch", at="barnet")
    assert "Accept all 2 unchanged updates" in page("actions/chase/2")
    before = Event.objects.filter(what="unchanged updates accepted").count()
    sam.post("/barnet/actions/chase/2/unchanged")
    accepted = ActionUpdate.objects.filter(state="accepted", chase_request__round__number=2)
    assert sorted(one.action.number for one in accepted) == [4, 10]
    assert Event.objects.filter(what="unchanged updates accepted").count() == before + 1
    asked = ChaseRequest.objects.get(round__number=2, action__number=3)
    update = ActionUpdate.objects.get(pk=asked.update_id)
    told = {"version": update.version, "action_version": numbered(3).version}
    refused = sam.post(
        f"/barnet/actions/chase/2/{asked.pk}/answer", {"answer": "accept", **told}, follow=True
    )
    assert "gives the next day: put it to the meeting" in html.unescape(refused.content.decode())
    assert numbered(3).date_changes.count() == 3
    sam.post(f"/barnet/actions/chase/2/{asked.pk}/answer", {"answer": "escalate", **told})
    assert "Put to the board: Legal advice came; the third landlord signs in May." in page("actions")


def test_a_round_is_prepared_then_sent_once_and_holds_no_name_and_no_words(barnet: Partnership) -> None:
    sam = signed_in("Sam Larch", at="barnet")
    before = Notice.objects.count()
    made = sam.post("/barnet/actions/chase", {"actions": ["1", "2"], "lasts": "10"})
    assert made.headers["Location"].endswith("/actions/chase/3")
    assert Notice.objects.count() == before
    assert "Nothing is sent yet." in page("actions/chase/3")
    for _ in range(2):
        sam.post("/barnet/actions/chase/3")
    sent = Notice.objects.order_by("pk")[before:]
    assert sorted(one.person.name for one in sent) == ["Lena Yarrow", "Owen Teasel"]
    names = names_in(barnet)
    for one in sent:
        assert not names_a_person(f"{one.subject} {one.words} {one.path}", names)
        assert "consent form" not in one.words
        assert "answer/" not in one.path
    assert set(ChaseRequest.objects.filter(round__number=3).values_list("expires_on", flat=True)) == {
        date(2026, 4, 9)
    }


def test_a_link_made_by_hand_is_shown_once_and_works(barnet: Partnership) -> None:
    asked = ChaseRequest.objects.get(round__number=2, action__number=2)
    sam = signed_in("Sam Larch", at="barnet")
    shown = sam.post(f"/barnet/actions/chase/2/{asked.pk}/link").content.decode()
    asked.refresh_from_db()
    assert f"http://testserver{path_of(asked)}" in shown
    assert Client().get(path_of(asked)).status_code == 200
    assert path_of(asked) not in sam.get("/barnet/actions/chase/2").content.decode()


def test_passing_actions_on_is_previewed_before_it_is_done(barnet: Partnership) -> None:
    ruth, lena = someone("Ruth Campion"), someone("Lena Yarrow")
    preview = page(f"actions/reassign?person={ruth.pk}")
    assert "1 action would pass on." in preview
    assert numbered(3).owner == ruth
    sam = signed_in("Sam Larch", at="barnet")
    sam.post("/barnet/actions/reassign", {"actions": ["3"], "owner": f"person:{lena.pk}", "reason": "left"})
    assert numbered(3).owner == lena
    assert "One route into private rented homes" in page("actions?organisation=ph")


def test_the_list_is_narrowed_by_board_and_organisation_and_ordered_by_age(barnet: Partnership) -> None:
    assert "1 action is open." in page("actions?body=iom")
    assert "1 action is open." in page("actions?organisation=ps")
    rows = page("actions?order=age").split("Needs a decision")[1]
    assert rows.index('id="action-1"') < rows.index('id="action-2"') < rows.index('id="action-5"')


@pytest.mark.clause("C231", breaks="throughline.web.decisions.promises.half_life_page:compose")
def test_every_organisation_is_seen_with_what_it_was_given_did_and_did_late(barnet: Partnership) -> None:
    late = numbered(2)
    actions.claim_done(action=late, author=late.owner, evidence="the rota", on=TODAY, **TOLD)
    actions.verify_action(action=late, verified_on=TODAY, expected_version=late.version, **TOLD)
    rows = page("actions/half-life").split("<tbody")[1].split("</tbody>")[0].split('<tr role="row">')
    cells = {
        row.split("</th>")[0].split(">")[-1]: [
            cell.split("</td>")[0].split(">")[-1] for cell in row.split("<td")[1:]
        ]
        for row in rows[1:]
    }
    assert cells["Public Health"] == ["1", "1", "1", "0", "Too few to say"]
    assert cells["Barnet Homes"] == ["3", "2", "0", "0", "Too few to say"]
    assert cells["Probation Service"] == ["2", "1", "0", "1", "Too few to say"]


def test_a_reader_of_no_papers_sees_no_action_in_any_of_the_pages(barnet: Partnership) -> None:
    marek = signed_in("Marek Rowan", at="barnet")
    for path in ("actions/3", "actions/chase", "actions/chase/2", "actions/reassign", "actions/3/update"):
        assert marek.get(f"/barnet/{path}").status_code == 404
    assert "No action has been raised yet." in page("actions/half-life", "Marek Rowan")


PAGES = ("actions/3", "actions/chase", "actions/chase/2", "actions/half-life", "actions/reassign", "actions")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_few_questions_and_no_more_with_twenty_more_actions(
    barnet: Partnership, path: str
) -> None:
    sam = signed_in("Sam Larch", at="barnet")

    def asked() -> int:
        sam.get(f"/barnet/{path}")
        with CaptureQueriesContext(connection) as queries:
            assert sam.get(f"/barnet/{path}").status_code == 200
        return len(queries)

    before = asked()
    _twenty_more(barnet)
    assert asked() == before
    assert before <= 12


def _twenty_more(barnet: Partnership) -> None:
    body, ruth = numbered(3).body, someone("Ruth Campion")
    chase = ChaseRound.objects.get(partnership=barnet, number=2)
    for number in range(20):
        action = actions.assign_action(
            body=body, text=f"Bring figure {number}.", owner_agency=ruth.agency, owner=ruth,
            due=date(2026, 4, 20), raised_on=date(2026, 1, 5), **TOLD,
        )  # fmt: skip
        actions.move_action_date(
            action=action, to=date(2026, 4, 25), reason="so", expected_version=action.version, **TOLD
        )
        update = actions.propose_update(
            action=action, author=ruth, claim="stuck", text="so", on=TODAY, **TOLD
        )
        ChaseRequest.objects.create(
            round=chase, action=action, person=ruth, reference=f"test{number}", expires_on=TODAY,
            answered_at=NOW, update=update,
        )  # fmt: skip


REMINDED = [
    # sentence, day, kind, action, who
    (
        "ten working days before its day the owner hears of it",
        date(2026, 4, 16),
        "action-due",
        10,
        "Kofi Linden",
    ),
    ("three working days before, again", date(2026, 4, 27), "action-due", 10, "Kofi Linden"),
    ("a working day after, that it is late", date(2026, 5, 1), "action-late", 10, "Kofi Linden"),
    (
        "ten working days after, the organisation's members too",
        date(2026, 4, 30),
        "action-late",
        4,
        "Tom Alder",
    ),
    ("after the third move the chair hears", date(2026, 3, 30), "action-slipped", 3, "Jo Hazel"),
    ("once it is verified, the owner", date(2026, 3, 30), "action-verified", 8, "Ruth Campion"),
]


@pytest.mark.clause("C254", breaks="throughline.web.decisions.reminders:due_of_actions")
@pytest.mark.parametrize(
    ("sentence", "day", "kind", "number", "who"), REMINDED, ids=[row[0] for row in REMINDED]
)
def test_who_is_reminded_of_an_action_and_when(
    barnet: Partnership, sentence: str, day: date, kind: str, number: int, who: str
) -> None:
    reminded = {
        (one.kind, one.about, Person.objects.get(pk=one.person_id).name)
        for one in due_of_actions(barnet, day)
    }
    assert (kind, f"action:{number}", who) in reminded


def test_nobody_is_reminded_of_what_is_not_near_or_is_claimed(barnet: Partnership) -> None:
    due = [one.about for one in due_of_actions(barnet, TODAY) if one.kind == "action-due"]
    assert "action:10" not in due
    kofi = numbered(10)
    actions.claim_done(action=kofi, author=kofi.owner, evidence="the offer", on=TODAY, **TOLD)
    late = [one.about for one in due_of_actions(barnet, date(2026, 5, 1)) if one.kind == "action-late"]
    assert "action:10" not in late
    assert "action:4" in late


def test_an_action_given_to_somebody_new_asks_whether_they_accept(barnet: Partnership) -> None:
    lena = someone("Lena Yarrow")
    actions.reassign_all(
        partnership=barnet, actions=[numbered(3)], to_owner=lena, to_agency=lena.agency, reason="left", **TOLD
    )
    asked = [one for one in due_of_actions(barnet, TODAY) if one.kind == "action-accept"]
    assert [(one.about, one.person_id) for one in asked] == [("action:3", lena.pk)]


def test_no_reminder_tells_a_name(barnet: Partnership) -> None:
    names = names_in(barnet)
    said = [one.sentence for day in (TODAY, date(2026, 5, 1)) for one in due_of_actions(barnet, day)]
    assert len(said) > 5
    assert not [sentence for sentence in said if names_a_person(sentence, names)]
