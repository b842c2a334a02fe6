"""Answering by link: opening changes nothing, one answer is taken, and a spent link says why in a sentence."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core import signing
from django.test import Client
from django.utils import timezone

from tests.web.conftest import NOW
from throughline.web.access import actions as access
from throughline.web.access.models import Event, Partnership, Person
from throughline.web.decisions import actions
from throughline.web.decisions.chase.links import path_of
from throughline.web.decisions.models import Action, ActionUpdate, ChaseRequest
from throughline.web.governance import actions as governance

TODAY = date(2026, 3, 30)
TOLD: dict[str, Any] = {"by": None, "at": NOW}


@pytest.fixture
def barnet(universe: None, db: None) -> Partnership:
    """The partnership of the universe that stands still on 30 March 2026."""
    return Partnership.objects.get(slug="barnet")


def asked_of(name: str = "Lena Yarrow") -> ChaseRequest:
    """The question of the latest round that this person has not answered."""
    found = ChaseRequest.objects.filter(person__name=name, answered_at=None, expires_on__gte=TODAY)
    return found.select_related("person", "action__partnership", "action__owner", "round").latest("pk")


def shown(client: Client, path: str, **how: Any) -> str:
    return " ".join(html.unescape(client.get(path, **how).content.decode()).split())


def everything() -> dict[str, list[tuple[Any, ...]]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("throughline.")]
    return {model._meta.label: list(model._default_manager.order_by("pk").values_list()) for model in ours}


def test_opening_a_link_changes_nothing_however_often(barnet: Partnership) -> None:
    path, before = path_of(asked_of()), everything()
    for agent in ("Mozilla/5.0", "SafeLinks scanner", ""):
        assert Client(headers={"user-agent": agent}).get(path).status_code == 200
        assert Client().head(path).status_code == 200
    assert everything() == before


@pytest.mark.clause("C254", breaks="throughline.web.decisions.chase.links:request_behind")
def test_an_owner_answers_without_an_account_and_the_secretary_accepts_it(barnet: Partnership) -> None:
    asked = asked_of()
    client = Client(enforce_csrf_checks=True)
    said = {"claim": "longer", "day": "29", "month": "5", "year": "2026", "text": "The nurse starts in May."}
    kept = client.post(path_of(asked), said)
    assert "Your update is kept" in kept.content.decode()
    update = ActionUpdate.objects.latest("pk")
    assert (update.claim, update.forecast, update.text) == (
        "longer",
        date(2026, 5, 29),
        "The nurse starts in May.",
    )
    assert (update.author, update.by_link, update.state) == (asked.person, True, "proposed")
    assert not asked.action.date_changes.exists()
    actions.accept_update(
        update=update, expected_version=update.version, action_version=update.action.version, **TOLD
    )
    assert asked.action.date_changes.get().moved_to == date(2026, 5, 29)


def test_a_link_takes_one_answer_and_then_says_when_it_was_given(barnet: Partnership) -> None:
    path = path_of(asked_of())
    assert Client().post(path, {"claim": "stuck", "text": "the rota"}).status_code == 200
    before = everything()
    again = Client().post(path, {"claim": "stuck", "text": "a second answer"})
    assert again.status_code == 410
    assert "You answered this on Monday 30 March 2026." in again.content.decode()
    assert Client().get(path).status_code == 410
    assert everything() == before


def test_two_answers_at_once_leave_one(barnet: Partnership) -> None:
    first, second = asked_of(), asked_of()
    told = {"claim": "stuck", "text": "the rota", "on": TODAY, **TOLD}
    actions.answer_by_link(request=first, **told)
    before = everything()
    with pytest.raises(actions.AnsweredAlready):
        actions.answer_by_link(request=second, **told)
    assert everything() == before


def expired(asked: ChaseRequest) -> None:
    asked.expires_on = TODAY - timedelta(days=1)
    asked.save()


def passed_on(asked: ChaseRequest) -> None:
    to = Person.objects.get(partnership=asked.action.partnership, name="Kofi Linden")
    actions.reassign_all(
        partnership=asked.action.partnership, actions=[asked.action], to_owner=to, to_agency=to.agency,
        reason="left", **TOLD,
    )  # fmt: skip


def closed(asked: ChaseRequest) -> None:
    actions.claim_done(action=asked.action, author=asked.person, evidence="the rota", on=TODAY, **TOLD)
    actions.verify_action(
        action=asked.action, verified_on=TODAY, expected_version=asked.action.version, **TOLD
    )


def seat_ended(asked: ChaseRequest) -> None:
    for held in asked.person.appointments.filter(until_on=None):
        governance.end_appointment(
            appointment=held, until_on=TODAY - timedelta(days=1), because="left", **TOLD
        )


def shut_out(asked: ChaseRequest) -> None:
    access.disable_user(user=asked.person.user, **TOLD)


def links_ended(asked: ChaseRequest) -> None:
    actions.end_links(person=asked.person, last_day=TODAY - timedelta(days=1), **TOLD)


@pytest.mark.parametrize(
    ("name", "happens", "sentence"),
    [
        pytest.param("Lena Yarrow", expired, "Ask the secretary for another", id="its last day has passed"),
        pytest.param(
            "Lena Yarrow", passed_on, "is now somebody else", id="the action passed to another owner"
        ),
        pytest.param("Lena Yarrow", closed, "was closed on Monday 30 March 2026", id="the action was closed"),
        pytest.param(
            "Lena Yarrow", seat_ended, "you are no longer in this partnership", id="the owner's seat ended"
        ),
        pytest.param("Lena Yarrow", links_ended, "This link worked until", id="the owner was seen off"),
    ],
)
def test_a_link_that_no_longer_holds_says_why_and_changes_nothing(
    barnet: Partnership, name: str, happens: Callable[[ChaseRequest], None], sentence: str
) -> None:
    asked = asked_of(name)
    happens(asked)
    asked.refresh_from_db()
    path, before = path_of(asked), everything()
    answer = Client().post(path, {"claim": "stuck", "text": "the rota"})
    assert answer.status_code == 410
    assert sentence in html.unescape(answer.content.decode())
    assert "Nothing was changed." in answer.content.decode()
    assert Client().get(path).status_code == 410
    assert everything() == before


def test_a_link_of_somebody_whose_user_is_shut_out_is_refused(barnet: Partnership) -> None:
    ruth = Person.objects.get(partnership=barnet, name="Ruth Campion")
    owned = Action.objects.filter(owner=ruth, closed_on=None)
    made = actions.prepare_chase_round(partnership=barnet, actions=list(owned), made_on=TODAY, **TOLD)
    asked = made.requests.select_related("person__user").get()
    assert Client().get(path_of(asked)).status_code == 200
    shut_out(asked)
    assert Client().get(path_of(asked)).status_code == 410


@pytest.mark.parametrize(
    ("sentence", "alter"),
    [
        ("a letter of the seal changed", lambda token: token[:-1] + ("0" if token[-1] != "0" else "1")),
        ("the end cut off by a mail program", lambda token: token[:-5]),
        ("a reference that was never given", lambda token: "x" * 16 + token[16:]),
        ("the reference alone, as the store holds it", lambda token: token[:16]),
        ("something signed for another purpose", lambda token: token[:16] + signing.dumps(token[:16])),
    ],
)
def test_an_altered_link_opens_nothing(
    barnet: Partnership, sentence: str, alter: Callable[[str], str]
) -> None:
    head, _, token = path_of(asked_of()).rpartition("/")
    answer = Client().get(f"{head}/{alter(token)}")
    assert answer.status_code == 404
    assert "This link is not whole, or a newer one took its place." in answer.content.decode()
    assert asked_of().action.text not in answer.content.decode()


def test_a_link_of_one_question_does_not_open_another(barnet: Partnership) -> None:
    one, other = ChaseRequest.objects.order_by("pk")[:2]
    mixed = other.reference + path_of(one).rpartition("/")[2][16:]
    assert Client().get(f"/answer/{mixed}").status_code == 404


def test_a_new_link_ends_the_one_made_before_and_who_made_it_is_recorded(barnet: Partnership) -> None:
    asked = asked_of()
    before = path_of(asked)
    after = actions.make_link_by_hand(request=asked, made_on=TODAY, by=None, at=NOW)
    assert Client().get(before).status_code == 404
    assert Client().get(after).status_code == 200
    event = Event.objects.order_by("-number").first()
    assert event is not None
    assert (event.what, event.subjects) == (
        "answer link made to pass on by hand",
        [f"person:{asked.person_id}"],
    )


def test_no_link_lies_in_the_store(barnet: Partnership) -> None:
    """Neither a whole link nor its seal is in any column of any table."""
    kept = repr(everything())
    for asked in ChaseRequest.objects.all():
        token = path_of(asked).rpartition("/")[2]
        assert token not in kept
        assert token[16:] not in kept


def test_a_store_opened_with_another_key_makes_other_links(barnet: Partnership, settings: Any) -> None:
    path = path_of(asked_of())
    settings.SECRET_KEY = "another site's key"
    assert path_of(asked_of()) != path
    assert Client().get(path).status_code == 404


def test_the_page_names_nobody_but_the_owner(barnet: Partnership) -> None:
    asked = asked_of()
    page = shown(Client(), path_of(asked))
    others = Person.objects.filter(partnership=barnet).exclude(pk=asked.person_id)
    assert [one.name for one in others if one.name in page] == []
    assert asked.action.text in page
    assert "Due Wednesday 28 January 2026" in page
    assert "First promised for Wednesday 28 January 2026. Never moved." in page
    assert "works until Friday 3 April 2026" in page


def test_the_page_shows_what_the_owner_last_said_and_what_the_secretary_asks(barnet: Partnership) -> None:
    stuck = ActionUpdate.objects.get(claim="stuck", author__name="Owen Teasel", state="proposed")
    actions.query_update(
        update=stuck, question="Who is that?", asked_on=TODAY, expected_version=stuck.version, **TOLD
    )
    page = shown(Client(), path_of(asked_of("Owen Teasel")))
    assert "Moved 2 times." in page
    assert "On 30 March you said: It waits for the county’s information governance lead." in page
    assert "The secretary asks:</strong> Who is that?" in page


def test_the_address_is_told_to_nobody_and_kept_by_no_cache(barnet: Partnership) -> None:
    answer = Client().get(path_of(asked_of()))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store, private"
    assert re.search(r'(src|href|action)="https?://', answer.content.decode()) is None


@pytest.mark.parametrize(
    ("sentence", "typed", "said"),
    [
        ("nothing chosen", {}, "Choose how the action is going."),
        ("longer without a day", {"claim": "longer", "text": "so"}, "Give the new date as day, month and year"),
        ("a day that there is not", {"claim": "longer", "day": "31", "month": "6", "year": "2026", "text": "so"},
         "Give the new date as day, month and year"),
        ("a day that has passed", {"claim": "longer", "day": "1", "month": "3", "year": "2026", "text": "so"},
         "Give a new date after 30 March 2026"),
        ("on course for a day that has passed", {"claim": "on-course"}, "Choose one of the answers"),
        ("longer without a reason", {"claim": "longer", "day": "1", "month": "6", "year": "2026"},
         "Say why it needs longer."),
        ("done without evidence", {"claim": "done"}, "Say what shows that it is done"),
        ("stuck on nobody", {"claim": "stuck"}, "Say on whom or what it waits."),
        ("not theirs, but whose", {"not-mine": "yes"}, "Say who should have this action"),
    ],
)  # fmt: skip
def test_an_answer_that_lacks_something_is_refused_and_kept_on_the_page(
    barnet: Partnership, sentence: str, typed: dict[str, str], said: str
) -> None:
    asked, before = asked_of(), everything()
    answer = Client().post(path_of(asked), typed)
    assert answer.status_code == 200
    assert said in html.unescape(answer.content.decode())
    if "text" in typed:
        assert typed["text"] in answer.content.decode()
    assert everything() == before


def test_an_owner_says_that_an_action_is_not_theirs_and_whose_it_is(barnet: Partnership) -> None:
    asked = asked_of()
    Client().post(path_of(asked), {"not-mine": "yes", "text": "The health commissioner of the council"})
    update = ActionUpdate.objects.latest("pk")
    assert (update.claim, update.text) == ("not-mine", "The health commissioner of the council")
    assert Action.objects.get(pk=asked.action_id).owner == asked.person


def test_guessing_links_is_slowed_down_and_a_true_link_elsewhere_is_not(barnet: Partnership) -> None:
    guesser = Client(REMOTE_ADDR="192.0.2.7")
    answers = [guesser.get(f"/answer/{'g' * 80}").status_code for _ in range(12)]
    assert answers[:10] == [404] * 10
    assert answers[-1] == 429
    assert Client(REMOTE_ADDR="192.0.2.8").get(path_of(asked_of())).status_code == 200


def test_the_clock_of_a_real_partnership_ends_a_link(barnet: Partnership) -> None:
    Partnership.objects.filter(pk=barnet.pk).update(demonstration_today=None)
    asked = asked_of()
    asked.expires_on = timezone.localdate() - timedelta(days=1)
    asked.save()
    assert Client().get(path_of(asked)).status_code == 410
    asked.expires_on = timezone.localdate()
    asked.save()
    assert Client().get(path_of(asked)).status_code == 200
