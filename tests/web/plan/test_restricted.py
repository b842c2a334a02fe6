"""A restricted priority is closed in every channel to whoever the plan does not name, and to no one else."""

from __future__ import annotations

import csv
import html
import re
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.test import Client
from django.urls import NoReverseMatch

from tests.web.conftest import NOW
from tests.web.plan.test_plan_pages import OWN, PLAN
from tests.web.test_need_to_know import as_client, words_of
from tests.web.universe import address_of, routes, things_in_east_midlands
from tests.web.viewpoints import new_person, office, seat
from throughline.papers.reading import read_rows
from throughline.rules.plan.file_form import plan_csv, read_plan
from throughline.rules.plan.model import Plan, Priority
from throughline.rules.plan.restriction import restricted_to
from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.governance.models import Body
from throughline.web.plan import actions
from throughline.web.plan.models import (
    ChangeRequest,
    ConsultationFinding,
    Objective,
    PlanVersion,
    StatusOverride,
)
from throughline.web.plan.queries import opened, plan_named, plan_of, whole_plan_of

FILE = "partnerships/east-midlands-plan-2009-10.csv"
OBJECTIVE = f"{PLAN}/objectives/3.4.1"
MATRIX = Path(__file__).parents[3] / "docs" / "rulebook" / "permits.csv"
pytestmark = pytest.mark.usefixtures("universe", "db")


@cache
def closed_words() -> list[str]:
    """The words of every line under priority 3.4, the priority's own among them."""
    plan = read_plan(read_rows(OWN.read_bytes(), "plan").rows)
    return [plain(line.text) for line in plan.lines if line.id == "3.4" or line.id.startswith("3.4.")]


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", html.unescape(text)).casefold().strip()


def told_in(answer: object) -> list[str]:
    said = plain(words_of(answer))
    return [words for words in closed_words() if words in said]


@pytest.fixture
def region() -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


@pytest.fixture
def board(region: Partnership) -> Body:
    return Body.objects.get(partnership=region, code="emrrp")


@pytest.fixture
def reader(region: Partnership, board: Body) -> Person:
    """Somebody with a seat on the board and every reading office that the plan does not name."""
    person = seat(new_person("Ed Comfrey", region), board)
    office(person, "analyst")
    return office(person, "inspector", until=date(2010, 12, 31))


@pytest.fixture
def chair(region: Partnership, board: Body) -> Person:
    return office(new_person("Flo Dock", region), "chair", body=board.code)


CHANNELS = [
    PLAN, f"{PLAN}/file.csv", f"{PLAN}/table.xlsx", f"{PLAN}/copy.csv", f"{PLAN}/workshop", f"{PLAN}/six-columns.csv",
    f"{PLAN}/on-a-page",
]  # fmt: skip


@pytest.mark.clause("C520", breaks=f"{FILE}#3.4")
@pytest.mark.clause("C520", breaks="throughline.rules.plan.restriction:part_open_to")
@pytest.mark.parametrize("address", CHANNELS)
def test_a_restricted_priority_is_read_by_whom_it_names_and_by_nobody_else(
    reader: Person, chair: Person, address: str
) -> None:
    shut, opened = as_client(reader).get(address), as_client(chair).get(address)
    assert (shut.status_code, opened.status_code) == (200, 200)
    assert told_in(shut) == []
    assert told_in(opened)


@pytest.mark.parametrize("rest", ["", "/thread", "/thread.pdf"])
def test_a_restricted_objective_answers_like_one_that_is_not_there(
    reader: Person, chair: Person, rest: str
) -> None:
    client = as_client(reader)
    shut, missing = client.get(f"{OBJECTIVE}{rest}"), client.get(f"{PLAN}/objectives/9.9.9{rest}")
    assert (shut.status_code, missing.status_code) == (404, 404)
    assert told_in(shut) == []
    if not rest:
        assert as_client(chair).get(OBJECTIVE).status_code == 200


def test_the_chair_of_another_body_is_not_the_chair_of_the_body_that_owns_the_plan(
    region: Partnership,
) -> None:
    other = office(new_person("Di Betony", region), "chair", body="no-such-body")
    assert told_in(as_client(other).get(PLAN)) == []


ROOMS = ("plan", "exceptions", "reports", "voices", "provision", "risks", "performance", "search")
"""Rooms that read the plan; the rest of the site reads it through them."""


def routes_that_read() -> list[str]:
    with MATRIX.open(encoding="utf-8") as file:
        rows = [row["route"] for row in csv.DictReader(file) if row["methods"] == "GET"]
    return [route for route in rows if route.partition(":")[0] in ROOMS]


def test_no_address_of_a_room_that_reads_the_plan_tells_of_it(reader: Person, region: Partnership) -> None:
    keeper = Person.objects.get(partnership=region, name="Priya Hawthorn")
    things, client, opened = things_in_east_midlands(keeper), as_client(reader), 0
    patterns = {route: pattern.pattern.converters for route, pattern, _under in routes()}
    for route in routes_that_read():
        for code in ("1.1.1", "3.4.1") if "code" in patterns[route] else ("1.1.1",):
            if set(patterns[route]) - {*things, "partnership"}:
                continue
            with suppress(NoReverseMatch):
                address = address_of(route, partnership="east-midlands", **things | {"code": code})
                answer = client.get(address)
                opened += answer.status_code == 200
                assert told_in(answer) == [], f"{route} tells of a restricted line"
    assert opened > 30


@pytest.mark.parametrize("words", ["extremism", "JTAC", "chaplains", "CHANNEL"])
def test_the_search_finds_none_of_its_words(reader: Person, chair: Person, words: str) -> None:
    for client in map(as_client, (reader, chair)):
        assert told_in(client.get(f"/east-midlands/search?q={words}")) == []


def test_a_request_to_change_it_is_listed_for_its_readers_alone(
    reader: Person, chair: Person, owner: Client
) -> None:
    owner.post(f"{PLAN}/changes/new?objective=3.4.1", {
        "promise": "milestone|3.4.1.m3|due", "after": "2010-02", "reason": "Nobody suitable was found."})  # fmt: skip
    [asked] = ChangeRequest.objects.filter(line="3.4.1.m3")
    address = f"{PLAN}/changes/{asked.number}"
    assert as_client(reader).get(address).status_code == 404
    assert as_client(chair).get(address).status_code == 200
    assert "3.4.1.m3" not in words_of(as_client(reader).get(f"{PLAN}/changes"))
    told = [words_of(as_client(who).get(f"{PLAN}/workshop")) for who in (reader, chair)]
    counted = [re.findall(r"(\d+) changes? waits? for a decision", words) for words in told]
    waiting = ChangeRequest.objects.filter(plan=asked.plan, state="asked").count()
    assert [int("".join(one) or 0) for one in counted] == [waiting - 1, waiting]


@pytest.fixture
def owner(region: Partnership) -> Client:
    return as_client(Person.objects.get(partnership=region, name="Priya Hawthorn"))


def test_whoever_keeps_the_plan_writes_the_next_version_whole(owner: Client, region: Partnership) -> None:
    text = owner.get(f"{PLAN}/copy.csv").content
    assert len(read_plan(read_rows(text, "plan").rows).objectives) == 56
    version = plan_named(region, "2009-10", date(2010, 1, 15))
    assert restricted_to(whole_plan_of(version), ["chair"]) == frozenset()
    under = {line.id for line in whole_plan_of(version).lines if f"{line.id}.".startswith("3.4.")}
    assert restricted_to(whole_plan_of(version), ["analyst"]) == under


def close_all_to_all_but(region: Partnership, *readers: str) -> PlanVersion:
    """A version that closes every priority of the version before it."""
    before = plan_named(region, "2009-10", date(2010, 1, 15))
    lines = tuple(
        replace(line, readers=readers) if isinstance(line, Priority) else line
        for line in whole_plan_of(before).lines
    )
    return actions.accept_plan(
        partnership=region, text=plan_csv(Plan(lines)), accepted_on=date(2010, 1, 15), by=None, at=NOW
    )


def test_an_older_version_tells_nothing_that_a_later_one_closed(
    reader: Person, chair: Person, region: Partnership
) -> None:
    old = plan_named(region, "2009-10", date(2010, 1, 15)).number
    texts = [plain(one.text) for one in whole_plan_of(close_all_to_all_but(region, "chair")).objectives]
    address = f"{PLAN}/compare?with=2009-10.{old}"
    said = plain(words_of(as_client(reader).get(address)))
    assert [words for words in texts if words in said] == []
    versions = {
        who: opened(PlanVersion.objects.get(plan__partnership=region, plan__year="2009-10", number=old),
                    Viewpoint(who.user, date(2010, 1, 15), region))
        for who in (reader, chair)
    }  # fmt: skip
    assert [len(plan_of(one).objectives) for one in versions.values()] == [0, len(texts)]


def test_what_was_done_about_a_consultation_names_no_closed_objective(
    reader: Person, chair: Person, region: Partnership
) -> None:
    said = ConsultationFinding.objects.filter(consultation__plan__partnership=region, objective=None)[0]
    ConsultationFinding.objects.filter(pk=said.pk).update(
        what_we_did="It was written in.",
        objective=Objective.objects.get(plan__partnership=region, code="3.4.1"),
    )
    for who, rest, is_told in [(reader, "", False), (chair, "", True), (chair, ".docx", False)]:
        answer = as_client(who).get(f"{PLAN}/consultation{rest}")
        assert answer.status_code == 200
        assert ("3.4.1" in words_of(answer)) is is_told, f"{who} {rest}"


def test_an_override_of_an_objective_closed_to_the_chair_is_not_there_to_lift(
    chair: Person, region: Partnership
) -> None:
    client = as_client(chair)
    client.post(f"{OBJECTIVE}/override", {"line": "3.4.1", "status": "late", "reason": "Nobody is named."})
    [given] = StatusOverride.objects.filter(objective__code="3.4.1")
    close_all_to_all_but(region, "analyst")
    assert client.post(f"{PLAN}/overrides/{given.pk}/lift").status_code == 404
    given.refresh_from_db()
    assert given.lifted_on is None


TIED = (
    "performance:indicator", "exceptions:report", "voices:summary", "voices:voice", "provision:gaps",
    "provision:gaps_file", "provision:gap", "provision:recommendation", "risks:register", "risks:matrix",
    "risks:register_file", "risks:risk", "risks:escalation",
)  # fmt: skip
"""Pages and papers of other rooms that say to which objective a record is tied."""


def test_a_record_tied_to_an_objective_before_it_was_closed_names_it_no_longer(
    reader: Person, chair: Person, region: Partnership
) -> None:
    codes = {one.id for one in whole_plan_of(close_all_to_all_but(region, "chair")).objectives}
    things = things_in_east_midlands(Person.objects.get(partnership=region, name="Priya Hawthorn"))
    office(chair, "analyst")
    seat(chair, Body.objects.get(partnership=region, code="emrrp"))
    for route in TIED:
        address = address_of(route, partnership="east-midlands", **things)
        shut, told = (words_of(as_client(who).get(address)) for who in (reader, chair))
        named = {code for code in codes if re.search(rf"(?<![\d.]){re.escape(code)}(?![\d.])", told)}
        assert named, f"{route} names no objective to whoever may read it"
        assert not [c for c in named if re.search(rf"(?<![\d.]){re.escape(c)}(?![\d.])", shut)], route
