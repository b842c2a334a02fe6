"""The terms checker as a page, and recording how a board read its terms."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from tests.web.universe import signed_in
from throughline.rules.terms.check import check
from throughline.rules.terms.model import in_use
from throughline.rules.terms.reader import read
from throughline.rules.terms.write import with_reading
from throughline.web.access.models import Event, Partnership
from throughline.web.decisions.actions import NotValidThere, NotYetDecided, record_decision, record_reading
from throughline.web.decisions.models import Adoption, Decision
from throughline.web.governance.actions import AlreadyLoaded, amend_terms
from throughline.web.governance.checker_page import checker_page
from throughline.web.governance.models import Body, TermsOfReference
from throughline.web.governance.places import EXAMPLES, NotAValue, question_at, value_written
from throughline.web.governance.queries import terms_as_written, terms_on

pytestmark = pytest.mark.usefixtures("universe", "db")

TODAY = date(2026, 3, 30)
AT = datetime(2026, 3, 30, 12, tzinfo=UTC)
COUNT = "/barnet/terms/reading?at=rrdg.vote.count"


@pytest.fixture
def barnet() -> Partnership:
    """Barnet on Monday 30 March 2026."""
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def group(barnet: Partnership) -> Body:
    """Barnet's delivery group."""
    return Body.objects.select_related("partnership").get(partnership=barnet, code="rrdg")


@pytest.fixture
def sam() -> Client:
    """Sam Larch, who keeps Barnet's terms."""
    return signed_in("Sam Larch", at="barnet")


def read_so(group: Body, **said: Any) -> Adoption:
    """A reading recorded with everything that a test does not say."""
    said = {
        "body": group, "number": "", "decided_on": date(2026, 2, 10), "settles": "rrdg.vote.count",
        "value": "people", "question": "Who has a vote?", "effective_from": TODAY, "by": None, "at": AT, **said,
    }  # fmt: skip
    return record_reading(**said)


def counted(partnership: Partnership, day: date) -> Any:
    return terms_on(partnership, day).body("rrdg").vote[-1].test.count


TYPED = {
    "answer": "2", "other": "", "question": "Who has a vote?", "body": "rrdg", "number": "",
    "decided_on": "2026-02-27", "effective_from": "2026-03-01",
}  # fmt: skip


def test_a_contradiction_stands_with_both_sides_and_their_clauses(barnet: Partnership) -> None:
    found = next(one for one in checker_page(barnet, TODAY).contradictions if one.kind == "Contradiction")
    assert found.question == "How often does it meet?"
    assert [(one.words, one.clause) for one in found.answers] == [
        ("every 3 months", "4.1"),
        ("every 2 months", "preamble"),
    ]


@pytest.mark.clause("C157", breaks="partnerships/pan-dorset.toml#rrsg.office.secretariat")
def test_three_statements_of_one_duty_stand_side_by_side() -> None:
    dorset = Partnership.objects.get(slug="pan-dorset")
    (found,) = [one for one in checker_page(dorset, TODAY).contradictions if "supports" in one.question]
    assert len({one.clause for one in found.answers}) == 3


def test_the_page_counts_what_the_checker_finds(barnet: Partnership) -> None:
    page = checker_page(barnet, TODAY)
    found = check(terms_as_written(barnet, TODAY), on=TODAY)
    assert len(page.silences) == sum(one.level == "S" for one in found)
    assert len(page.contradictions) + len(page.errors) == sum(one.level == "E" for one in found)
    gathered = sum(one.count for one in page.points)
    assert gathered + len(page.proposals) == sum(one.level == "L" for one in found)


def test_findings_of_one_board_are_shown_alone(barnet: Partnership) -> None:
    whole, panel = checker_page(barnet, TODAY), checker_page(barnet, TODAY, body="iom")
    assert {one.body_name for one in panel.silences} == {"IOM Case Work Panel"}
    assert 0 < len(panel.silences) < len(whole.silences)
    assert checker_page(barnet, TODAY, body="nobody").body == ""


def test_a_reading_not_yet_begun_says_so(barnet: Partnership) -> None:
    (reading,) = checker_page(barnet, TODAY).adopted
    assert (reading.words, reading.decided) == ("every 2 months", "rrdg-2026-04-14/D2")
    assert reading.holds == "Not yet: from Tuesday 14 April 2026"
    (later,) = checker_page(barnet, date(2026, 4, 14)).adopted
    assert later.holds == "From Tuesday 14 April 2026"


def test_only_whoever_keeps_the_terms_is_shown_the_way_to_a_reading(sam: Client) -> None:
    assert "Record a reading" in sam.get("/barnet/terms/checker").content.decode()
    priya = signed_in("Priya Hawthorn", at="barnet")
    assert "Record a reading" not in priya.get("/barnet/terms/checker").content.decode()
    assert priya.get(COUNT).status_code == 404
    assert priya.post(COUNT, TYPED).status_code == 404


def test_choosing_an_answer_settles_the_place_from_its_day(sam: Client, barnet: Partnership) -> None:
    before = in_use(counted(barnet, TODAY))
    answer = sam.post(COUNT, TYPED)
    assert answer.headers["Location"] == "/barnet/terms/checker"
    assert (before, counted(barnet, date(2026, 3, 1))) == ("organisations", "people")
    assert in_use(counted(barnet, date(2026, 2, 28))) == "organisations"
    made = Adoption.objects.get()
    assert (made.settles, made.decision.number) == ("rrdg.vote.count", "rrdg-2026-02-27/D1")
    assert "rrdg-2026-02-27/D1" in sam.get("/barnet/terms/checker").content.decode()
    assert "rrdg.vote.count" not in {one.at for one in check(terms_as_written(barnet, TODAY), on=TODAY)}


def test_a_reading_leaves_its_event_and_earlier_terms_as_they_were(group: Body) -> None:
    first = TermsOfReference.objects.get(partnership=group.partnership)
    kept = first.text
    made = read_so(group)
    first.refresh_from_db()
    assert first.text == kept
    assert made.terms.text.startswith(kept)
    event = Event.objects.filter(what="reading adopted").latest("pk")
    assert event.detail["settles"] == "rrdg.vote.count"


def test_two_readings_of_one_meeting_begin_on_one_day(group: Body) -> None:
    read_so(group)
    read_so(group, settles="rrdg.quorum.count", value="employers", question="What is counted?")
    settled = terms_on(group.partnership, TODAY).body("rrdg")
    assert settled.vote[-1].test.count == "people"  # type: ignore[union-attr]
    assert settled.quorum[-1].test.count == "employers"  # type: ignore[union-attr]


def test_a_reading_recorded_late_keeps_the_one_that_begins_after_it(group: Body) -> None:
    later = date(2026, 6, 9)
    read_so(group, settles="rrdg.quorum.count", value="employers", effective_from=later)
    read_so(group, effective_from=date(2026, 4, 14))
    between, after = (terms_on(group.partnership, day).body("rrdg") for day in (date(2026, 4, 14), later))
    assert in_use(between.quorum[-1].test.count) == "organisations"  # type: ignore[union-attr]
    assert after.quorum[-1].test.count == "employers"  # type: ignore[union-attr]
    assert between.vote[-1].test.count == after.vote[-1].test.count == "people"  # type: ignore[union-attr]


def test_a_reading_before_other_terms_that_would_undo_it_is_refused(group: Body) -> None:
    text = TermsOfReference.objects.get(partnership=group.partnership).text
    amend_terms(
        partnership=group.partnership, text=text, in_force_from=date(2026, 6, 1), reason="new", by=None, at=AT
    )
    with pytest.raises(AlreadyLoaded, match="1 June 2026"):
        read_so(group)
    assert not Decision.objects.filter(text__contains="Who has a vote?").exists()


REFUSED = [
    ("a value that may not stand there", {"value": "everybody"}, NotValidThere, "rrdg.vote.count"),
    ("a place that is not in the file", {"settles": "rrdg.vote.colour"}, NotValidThere, "not a place"),
    ("a decision of a day to come", {"decided_on": date(2026, 4, 14)}, NotYetDecided, "14 April 2026"),
]


@pytest.mark.parametrize(
    ("said", "refusal", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_reading_is_refused_and_nothing_is_changed(
    group: Body, said: dict[str, Any], refusal: type[Exception], sentence: str
) -> None:
    decisions = Decision.objects.count()
    with pytest.raises(refusal, match=sentence):
        read_so(group, **said)
    assert Decision.objects.count() == decisions
    assert TermsOfReference.objects.filter(partnership=group.partnership).count() == 1


def test_a_recommendation_brings_no_reading_into_force(group: Body) -> None:
    record_decision(
        body=group, decided_on=date(2026, 2, 10), text="Read it so.", authority="recommended", number="R1",
        by=None, at=AT,
    )  # fmt: skip
    with pytest.raises(NotYetDecided, match="ratify"):
        read_so(group, number="R1")


def test_one_decision_settles_one_place(group: Body) -> None:
    read_so(group, number="D9")
    with pytest.raises(NotYetDecided, match="another place"):
        read_so(group, number="D9", settles="rrdg.quorum.count", value="employers")


def test_a_board_without_a_quorum_decides_as_one(barnet: Partnership) -> None:
    dorset = Body.objects.filter(partnership__slug="pan-dorset", has_terms=True).first()
    assert dorset is not None
    made = read_so(dorset, settles=f"{dorset.code}.quorum", value={"count": "people", "at_least": 5})
    assert made.decision.authority == Decision.Authority.NO_QUORUM_STATED


WRITTEN = [
    ("a number is a number", "4", 4),
    ("a table is a table", "{ months = 2 }", {"months": 2}),
    ("words in quotes are words", '"people"', "people"),
    ("bare words are words too", "people", "people"),
]


@pytest.mark.parametrize(("typed", "value"), [row[1:] for row in WRITTEN], ids=[row[0] for row in WRITTEN])
def test_a_value_is_read_as_the_file_writes_it(typed: str, value: Any) -> None:
    assert value_written(typed) == value


def test_a_table_left_open_is_refused() -> None:
    with pytest.raises(NotAValue, match="Write it like"):
        value_written("{ months = 2")


def test_another_reading_needs_its_value(sam: Client) -> None:
    page = sam.post(COUNT, {**TYPED, "answer": "other"}).content.decode()
    assert "Error: " in page
    assert "Write the value that the board decided on." in page


def test_a_refused_value_is_said_on_the_form_and_what_was_typed_stays(sam: Client) -> None:
    page = sam.post(COUNT, {**TYPED, "answer": "other", "other": "heads"}).content.decode()
    assert "That value may not stand at rrdg.vote.count" in page
    assert 'value="heads"' in page


def test_a_missing_appendix_is_settled_by_its_words(sam: Client, barnet: Partnership) -> None:
    address = "/barnet/terms/reading?at=rrdg.clause.A2"
    typed = {**TYPED, "other": "The group answers to the board, and the panel to the group."}
    typed.pop("answer")
    assert sam.post(address, typed).status_code == 302
    codes = {one.code for one in check(terms_as_written(barnet, TODAY), on=TODAY)}
    assert "E-appendix-empty" not in codes


def test_a_missing_appendix_is_asked_for_by_its_name(sam: Client) -> None:
    page = sam.get("/barnet/terms/reading?at=rrdg.clause.A2").content.decode()
    assert "What does appendix A2 say?</h1>" in page
    assert "is a diagram with no text.</" in page


def test_a_place_that_is_not_in_the_terms_has_no_page(sam: Client) -> None:
    assert sam.get("/barnet/terms/reading?at=rrdg.nothing.here").status_code == 404
    assert sam.get("/barnet/terms/reading").status_code == 404


SILENT = """
schema = "throughline/partnership@1"
id = "silent"
name = "Silent Partnership"
agency = [{ id = "a", name = "A" }]
[[body]]
id = "board"
name = "Board"
kind = "board"
version = [{ from = "2020" }]
seat = [{ id = "a", agency = "a", post = "Head" }]
approval = [{ what = "joining" }]
casework = { functions = ["select"] }
office = [{ id = "host" }]
"""
SAYS_LITTLE = SILENT + '\n[body.quorum]\nat_least = 2\n[body.vote]\nmore_than = "1/2"\n'


@pytest.mark.parametrize("file", [SILENT, SAYS_LITTLE], ids=["silent", "half said"])
def test_every_example_that_is_offered_settles_its_silence(file: str) -> None:
    for one in (one for one in check(read(file), on=TODAY) if one.level == "S"):
        example = EXAMPLES[one.code[2:]]
        text = with_reading(
            file, settles=one.at, value=value_written(example), question="?", decided="D1", from_=TODAY
        )
        left = {finding.code for finding in check(read(text), on=TODAY)}
        assert one.code not in left, f"{one.code}: {example}"


def test_every_place_the_checker_names_raises_a_question_of_its_own_kind(barnet: Partnership) -> None:
    terms = terms_as_written(barnet, TODAY)
    silent = [one for one in check(terms, on=TODAY) if one.level == "S"]
    vague = [
        question_at(terms, one.at) for one in silent if question_at(terms, one.at).startswith("How is this")
    ]
    assert vague == []
