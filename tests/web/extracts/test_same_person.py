"""Two records side by side: what is shown, decided, obeyed and told to the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client

from tests.web.conftest import NOW
from throughline.figures.cohorts.linking.decisions import NotDecided
from throughline.figures.cohorts.linking.keeping import decide, link_extracts, read_decisions
from throughline.figures.cohorts.linking.reviewing import side_by_side, waiting_for_a_person
from throughline.figures.extracts.engine import open_engine
from throughline.figures.extracts.store.durable import StoreBusy, alone
from throughline.figures.extracts.store.keeping import ExtractStore
from throughline.web.access.models import Event, Partnership, Person
from throughline.web.extracts import actions
from throughline.web.extracts.actions import deciding

pytestmark = pytest.mark.django_db
Pair = tuple[int, int]


@pytest.fixture
def twins(store: ExtractStore) -> Pair:
    """Two records that wait because they may be of twins."""
    return next(one.pair for one in waiting_for_a_person(store) if one.reason == "twins")


def address(pair: Pair) -> str:
    return f"/hazelmere/extracts/same-person/{pair[0]}-{pair[1]}"


def events(what: str) -> list[Event]:
    return list(Event.objects.filter(what=what))


def test_both_records_and_how_they_agree_stand_in_words(
    as_reader: Client, store: ExtractStore, twins: Pair
) -> None:
    page = as_reader.get(address(twins)).content.decode()
    told = {one.column: one for one in side_by_side(store, twins)}
    for one in told.values():
        assert one.left in page
        assert one.right in page
    assert told["forename"].left != told["forename"].right
    assert told["surname"].left == told["surname"].right
    assert "these may be twins" in page
    assert "Differs by one letter or digit" in page


def test_each_look_at_a_pair_leaves_an_event_with_record_numbers_alone(
    as_reader: Client, reader: Person, twins: Pair
) -> None:
    as_reader.get(address(twins))
    as_reader.get(address(twins))
    found = events("records consulted")
    assert len(found) == 2
    assert {(one.by, one.thing) for one in found} == {
        (reader.user_id, f"extracts.pair:{twins[0]}-{twins[1]}")
    }
    assert found[0].subjects == [f"record:{number}" for number in sorted(twins)]
    assert (found[0].detail, found[0].reason) == ({}, "")


def test_where_the_audit_trail_cannot_be_written_nothing_is_shown(
    as_reader: Client, store: ExtractStore, twins: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_reader.raise_request_exception = False
    monkeypatch.setattr(deciding, "record_event", refuses)
    answer = as_reader.get(address(twins))
    surname = next(one.left for one in side_by_side(store, twins) if one.column == "surname")
    assert answer.status_code == 500
    assert surname not in answer.content.decode()


def refuses(**told: Any) -> None:
    raise DatabaseError("disk I/O error")


@pytest.mark.parametrize("verdict", ["one person", "two people"])
def test_a_decision_is_kept_audited_and_obeyed_by_the_next_linking(
    as_reader: Client, reader: Person, store: ExtractStore, twins: Pair, verdict: str
) -> None:
    as_reader.post(address(twins), {"verdict": verdict, "why": "One prison number on both files."})
    (made,) = read_decisions(store)
    assert (made.pair, made.verdict, made.by) == (twins, verdict, reader.name)
    told = {"one person": "records combined", "two people": "records kept apart"}
    (event,) = events(told[verdict])
    assert (event.subjects, event.reason) == ([f"record:{number}" for number in sorted(twins)], "")
    link_extracts(store)
    assert twins not in {one.pair for one in waiting_for_a_person(store)}
    assert is_one(store, twins) is (verdict == "one person")


def is_one(store: ExtractStore, pair: Pair) -> bool:
    """Whether the last linking made two records one person."""
    with open_engine(threads=1) as engine:
        clusters = str(store.folder / "linked" / "clusters.parquet")
        rows = engine.execute(
            f"select distinct person from read_parquet('{clusters}') where record in {pair}"
        ).fetchall()
    return len(rows) == 1


def test_after_a_decision_the_next_pair_comes_and_one_fewer_waits(
    as_reader: Client, store: ExtractStore
) -> None:
    first, second, *_rest = (one.pair for one in waiting_for_a_person(store))
    before = len(waiting_for_a_person(store))
    answer = as_reader.post(address(first), {"verdict": "two people", "why": "Two sentences at once."})
    assert answer.headers["Location"] == address(second)
    assert f"{before - 1} pairs of records wait" in as_reader.get(address(second)).content.decode()


def test_the_likeliest_pair_comes_first_and_what_was_not_weighed_last(store: ExtractStore) -> None:
    weights = [one.weight for one in waiting_for_a_person(store)]
    weighed = [weight for weight in weights if weight is not None]
    assert len(set(weighed)) > 1
    assert weights == [*sorted(weighed, reverse=True), *[None] * (len(weights) - len(weighed))]


def test_decide_later_leads_on_and_records_nothing(as_reader: Client, store: ExtractStore) -> None:
    first, second, *_rest = (one.pair for one in waiting_for_a_person(store))
    assert f'href="{address(second)}"' in as_reader.get(address(first)).content.decode()
    assert read_decisions(store) == ()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        pytest.param({"why": "x"}, "Say whether they are of one person", id="no verdict"),
        pytest.param({"verdict": "one person"}, "Say why, without anything about the person", id="no reason"),
        pytest.param({"verdict": "taken back", "why": "x"}, "Select a valid choice", id="another verdict"),
    ],
)
def test_a_form_that_lacks_something_decides_nothing(
    as_reader: Client, store: ExtractStore, twins: Pair, typed: dict[str, str], said: str
) -> None:
    assert said in as_reader.post(address(twins), typed).content.decode()
    assert read_decisions(store) == ()


def test_a_pair_that_was_decided_meanwhile_leads_back_to_the_others(
    as_reader: Client, store: ExtractStore, twins: Pair
) -> None:
    decide(store, twins, "two people", by="Sam Larch", at=NOW, why="Seen both files.")
    answer = as_reader.post(address(twins), {"verdict": "one person", "why": "Mistaken."}, follow=True)
    assert "That pair no longer waits." in answer.content.decode()
    assert [one.verdict for one in read_decisions(store)] == ["two people"]


def test_a_decision_that_cannot_be_audited_is_not_made(
    partnership: Partnership,
    reader: Person,
    store: ExtractStore,
    twins: Pair,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deciding, "record_event", refuses)
    with pytest.raises(DatabaseError):
        actions.decide_pair(**decision(partnership, reader, twins))
    assert read_decisions(store) == ()


def decision(partnership: Partnership, reader: Person, pair: Pair) -> dict[str, Any]:
    return {
        "partnership": partnership, "pair": pair, "verdict": "one person", "why": "Seen both files.",
        "by": reader.user, "at": NOW,
    }  # fmt: skip


def test_an_event_whose_decision_cannot_be_written_is_not_kept(
    partnership: Partnership, reader: Person, store: ExtractStore, twins: Pair
) -> None:
    with alone(store.folder), pytest.raises(StoreBusy):
        actions.decide_pair(**decision(partnership, reader, twins))
    assert (events("records combined"), read_decisions(store)) == ([], ())


def test_what_is_decided_already_is_refused_and_leaves_no_event(
    partnership: Partnership, reader: Person, store: ExtractStore, twins: Pair
) -> None:
    actions.decide_pair(**decision(partnership, reader, twins))
    with pytest.raises(NotDecided):
        actions.decide_pair(**decision(partnership, reader, twins))
    assert len(events("records combined")) == 1


def test_a_decision_is_taken_back_and_the_pair_waits_again(
    as_reader: Client, store: ExtractStore, twins: Pair
) -> None:
    as_reader.post(address(twins), {"verdict": "one person", "why": "One prison number."})
    as_reader.post("/hazelmere/extracts/same-person/decided/1", {"why": "It was another number."})
    assert [one.verdict for one in read_decisions(store)] == ["one person", "taken back"]
    assert len(events("decision about records taken back")) == 1
    assert twins in {one.pair for one in waiting_for_a_person(store)}
    assert as_reader.get("/hazelmere/extracts/same-person/decided/1").status_code == 404


def test_the_list_of_decisions_says_which_the_audit_trail_does_not_know(
    as_reader: Client, store: ExtractStore
) -> None:
    first, second, *_rest = (one.pair for one in waiting_for_a_person(store))
    as_reader.post(address(first), {"verdict": "two people", "why": "Two sentences at once."})
    assert (
        "not in the audit trail"
        not in as_reader.get("/hazelmere/extracts/same-person/decided").content.decode()
    )
    decide(store, second, "two people", by="Sam Larch", at=NOW, why="Seen both files.")
    page = as_reader.get("/hazelmere/extracts/same-person/decided").content.decode()
    assert page.count("not in the audit trail of this site") == 1


def test_records_that_wait_for_nobody_are_not_shown(as_reader: Client, store: ExtractStore) -> None:
    answer = as_reader.get("/hazelmere/extracts/same-person/1-1", follow=True)
    assert "That pair no longer waits." in answer.content.decode()
    assert events("records consulted") == []


def test_before_the_first_linking_the_page_says_what_to_do(
    as_reader: Client, empty_store: ExtractStore
) -> None:
    page = as_reader.get("/hazelmere/extracts/same-person").content.decode()
    assert "Nothing was linked yet. Link first: throughline figures link" in page


def test_the_names_are_asked_for_again_before_they_are_shown(
    as_person: Callable[[Person], Client], reader: Person, twins: Pair, store: ExtractStore
) -> None:
    answer = left_alone(as_person, reader).get(address(twins))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/you/again?next=")
    assert events("records consulted") == []


def left_alone(as_person: Callable[[Person], Client], reader: Person) -> Client:
    """A client of a reader who has a password and has not said for long who they are."""
    reader.user.set_password("correct horse battery")
    reader.user.save()
    return as_person(reader)


@pytest.mark.parametrize(
    ("sentence", "typed"),
    [
        ("an empty form", {}),
        ("a form without a reason", {"verdict": "one person"}),
        ("a reason that is no reason", {"verdict": "one person", "why": "\u2028"}),
    ],
)
def test_a_form_that_decides_nothing_shows_no_names_when_they_are_to_be_asked_for(
    as_person: Callable[[Person], Client],
    reader: Person,
    twins: Pair,
    store: ExtractStore,
    sentence: str,
    typed: dict[str, str],
) -> None:
    answer = left_alone(as_person, reader).post(address(twins), typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, address(twins)), sentence
    assert read_decisions(store) == ()
    assert events("records consulted") == [], "what was not shown was not consulted"


def test_a_refused_decision_shows_no_names_when_they_are_to_be_asked_for(
    as_person: Callable[[Person], Client], reader: Person, twins: Pair, store: ExtractStore
) -> None:
    client = left_alone(as_person, reader)
    with alone(store.folder):
        answer = client.post(address(twins), {"verdict": "one person", "why": "Seen both files."})
    assert (answer.status_code, answer.headers["Location"]) == (302, address(twins))
    assert (read_decisions(store), events("records consulted")) == ((), [])


def test_a_pasted_end_of_line_leaves_the_pages_and_linking_as_they_were(
    as_reader: Client, store: ExtractStore, twins: Pair
) -> None:
    as_reader.post(address(twins), {"verdict": "one person", "why": "One file.\u2028One\x85mother."})
    assert [one.why for one in read_decisions(store)] == ["One file. One mother."]
    assert (
        "One file. One mother." in as_reader.get("/hazelmere/extracts/same-person/decided").content.decode()
    )


def test_the_opposite_of_a_decision_is_refused_to_two_readers_who_saw_the_pair_wait(
    partnership: Partnership, reader: Person, store: ExtractStore, twins: Pair
) -> None:
    actions.decide_pair(**decision(partnership, reader, twins))
    with pytest.raises(NotDecided, match="Take that decision back first"):
        actions.decide_pair(**decision(partnership, reader, twins) | {"verdict": "two people"})
    assert ([one.verdict for one in read_decisions(store)], events("records kept apart")) == (
        ["one person"],
        [],
    )
