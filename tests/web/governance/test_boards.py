"""A board's home, the landing page, the map and the terms, as a reader meets them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.universe import signed_in
from throughline.papers.map_of_terms import map_of_terms
from throughline.rules.terms.in_force import on
from throughline.rules.terms.reader import read
from throughline.web.access.actions import record_person
from throughline.web.access.models import Person
from throughline.web.governance.actions import appoint, end_appointment
from throughline.web.governance.board_home import board_home
from throughline.web.governance.models import Appointment, Body

pytestmark = pytest.mark.usefixtures("universe", "db")

FILES = Path(__file__).parents[3] / "partnerships"
TODAY = date(2026, 3, 30)
AT = datetime(2026, 3, 30, 9, tzinfo=UTC)
MOST_QUERIES = 12


@pytest.fixture
def sam() -> Client:
    """Sam Larch, secretary of every partnership."""
    return signed_in("Sam Larch", at="barnet")


@pytest.fixture
def group() -> Body:
    """Barnet's delivery group."""
    return Body.objects.select_related("partnership").get(partnership__slug="barnet", code="rrdg")


def words_of(answer: Any) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


RULES = [
    # sentence, rule, words, clause
    ("the quorum says how many and of what, and that a reading is proposed", "Quorum",
     "At least 4 organisations (proposed; or employers)", "4.5"),
    ("deputies may come under the terms' own conditions", "Deputies", "Allowed, if nominated and briefed.", "4.4"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "words", "clause"), [row[1:] for row in RULES], ids=[row[0] for row in RULES]
)
def test_a_rule_stands_in_words_with_its_clause(group: Body, rule: str, words: str, clause: str) -> None:
    found = next(one for one in board_home(group, TODAY).rules if one.name == rule)
    assert (found.words, found.clause, found.is_silent) == (words, clause, False)


DEADLINES = [
    ("the agenda is due five working days before", "Agenda", "5 working days before the meeting"),
    (
        "papers likewise, but only whenever possible",
        "Papers",
        "5 working days before the meeting, whenever possible",
    ),
    (
        "minutes go out ten working days after, usually",
        "Minutes",
        "10 working days after the meeting, usually",
    ),
]


@pytest.mark.parametrize(("what", "words"), [row[1:] for row in DEADLINES], ids=[row[0] for row in DEADLINES])
def test_a_deadline_keeps_its_strength(group: Body, what: str, words: str) -> None:
    assert {one.name: one.words for one in board_home(group, TODAY).deadlines}[what] == words


def test_a_recorded_chair_is_named_first_and_the_list_ends_in_silence(group: Body) -> None:
    order = board_home(group, TODAY).presiding
    assert order[0] == "Jo Hazel"
    assert order[1].startswith("the vice-chair")
    assert "silent" in order[-1]


def test_a_seat_is_vacant_from_the_day_after_its_holder_left(group: Body) -> None:
    seat = Appointment.objects.get(body=group, seat="homes-mgr")
    before = next(one for one in board_home(group, TODAY).seats if one.post == "Housing Services Manager")
    end_appointment(appointment=seat, until_on=date(2026, 3, 19), because="left", by=None, at=AT)
    after = next(one for one in board_home(group, TODAY).seats if one.post == "Housing Services Manager")
    assert (before.person, before.why_empty) == ("Ruth Campion", "")
    assert (after.person, after.why_empty) == ("", "Nobody appointed, 10 days")


def test_a_post_to_be_confirmed_is_vacant_even_with_somebody_in_it(group: Body) -> None:
    ben = Person.objects.get(partnership=group.partnership, name="Ben Thistle")
    appoint(body=group, seat="dwp", person=ben, from_on=TODAY, by=None, at=AT)
    found = next(one for one in board_home(group, TODAY).seats if one.post == "Post not named")
    assert found.person == ""
    assert found.why_empty.startswith("Post to be confirmed")


def test_seats_of_ended_organisations_stand_under_their_successor(group: Body) -> None:
    organisations = [one.organisation for one in board_home(group, TODAY).seats]
    assert organisations.count("Probation Service") == 3
    assert not {"National Probation Service", "London CRC"} & set(organisations)


def test_a_home_shows_meetings_only_to_whoever_may_read_the_boards_papers(sam: Client) -> None:
    heading = '<h2 class="govuk-heading-s">Meetings</h2>'
    assert heading in words_of(sam.get("/barnet/iom/"))
    member = signed_in("Ruth Campion", at="barnet")
    assert 'href="/barnet/rrdg/2026-04-14"' in words_of(member.get("/barnet/rrdg/"))
    assert heading not in words_of(member.get("/barnet/iom/"))


BODIES = [
    (file.stem, body.id)
    for file in sorted(FILES.glob("*.toml"))
    if (text := file.read_text(encoding="utf-8")).startswith(("#", "schema")) and "partnership@1" in text
    for body in read(text).bodies
]


@pytest.mark.parametrize(("slug", "code"), BODIES, ids=lambda word: word)
def test_every_board_of_the_five_has_a_home_or_says_that_it_is_not_in_force(
    sam: Client, slug: str, code: str
) -> None:
    body = Body.objects.get(partnership__slug=slug, code=code)
    listed = words_of(sam.get(f"/{slug}/partnership"))
    address = f"/{slug}/{code}/"
    if f'href="{address}"' in listed:
        assert f'<h1 class="govuk-heading-l">{body.name}' in sam.get(address).content.decode().replace(
            "&#39;", "'"
        )
    else:
        assert "Not in force today." in listed
        assert sam.get(address).status_code == 404


PAGES = (
    "/barnet/partnership", "/barnet/rrdg/", "/barnet/map", "/barnet/terms", "/barnet/terms/checker",
    "/barnet/rrdg/terms", "/barnet/terms/reading?at=rrdg.vote.count",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_page_asks_the_store_as_often_however_many_people_sit(
    sam: Client, group: Body, address: str
) -> None:
    with CaptureQueriesContext(connection) as few:
        words_of(sam.get(address))
    for number in range(20):
        person = record_person(partnership=group.partnership, name=f"Rue {number}", by=None, at=AT)
        appoint(body=group, seat=f"extra-{number}", person=person, from_on=TODAY, by=None, at=AT)
    with CaptureQueriesContext(connection) as many:
        words_of(sam.get(address))
    assert len(few) == len(many) <= MOST_QUERIES


def test_the_map_says_each_line_once_as_a_row_and_what_is_missing(sam: Client) -> None:
    page = words_of(sam.get("/barnet/map"))
    assert page.count('<tr role="row"><th scope="row"') == 2
    assert "Appendix 2, the governance structure, is a diagram with no text." in page
    assert page.count('role="img"') == 2


@pytest.mark.clause("C050", breaks="throughline.papers.map_of_terms:map_of_terms")
def test_the_map_is_made_from_the_lines_of_the_terms_as_a_drawing_and_a_table(sam: Client) -> None:
    stated = [
        line for body in read((FILES / "llr.toml").read_text(encoding="utf-8")).bodies for line in body.lines
    ]
    page, drawn = words_of(sam.get("/llr/map")), sam.get("/llr/map.svg").content.decode()
    without_a_line = page.count("no line is stated")
    assert page.count('<tr role="row"><th scope="row"') - without_a_line == len(stated) > 1
    assert without_a_line == 1
    assert "Commissioning Group" in page
    assert "Commissioning Group" in drawn


def test_the_map_can_be_taken_away_as_a_drawing(sam: Client) -> None:
    answer = sam.get("/barnet/map.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert "<svg" in answer.content.decode()
    assert "IOM Case Work" in answer.content.decode()


FILES_OF_TERMS = [("pdf", b"%PDF-"), ("docx", b"PK")]


@pytest.mark.parametrize(("form", "begins"), FILES_OF_TERMS, ids=lambda part: str(part))
def test_the_terms_of_a_board_can_be_taken_away(sam: Client, form: str, begins: bytes) -> None:
    answer = sam.get(f"/barnet/rrdg/terms.{form}")
    assert answer.content.startswith(begins)
    assert f"barnet-rrdg-terms.{form}" in answer["Content-Disposition"]


def test_terms_in_a_form_that_is_not_made_are_not_there(sam: Client) -> None:
    assert sam.get("/barnet/rrdg/terms.xls").status_code == 404


def test_a_version_of_the_file_is_given_to_the_letter(sam: Client) -> None:
    assert sam.get("/barnet/terms/1.toml").content == (FILES / "barnet.toml").read_bytes()
    assert sam.get("/barnet/terms/9.toml").status_code == 404


def test_a_board_of_another_partnership_is_not_there(sam: Client) -> None:
    assert sam.get("/west-mercia/rrdg/").status_code == 404


def test_a_person_without_office_or_seat_meets_nothing(group: Body) -> None:
    ended = Appointment.objects.filter(body__partnership=group.partnership, person__name="Ruth Campion")
    ended.update(until_on=date(2026, 3, 1))
    ruth = signed_in("Ruth Campion", at="barnet")
    assert {ruth.get(address).status_code for address in PAGES} == {404}


DATED = """
schema = "throughline/partnership@1"
id = "x"
name = "X"
external = [{ id = "old", name = "Old" }, { id = "new", name = "New" }]
[[body]]
id = "b"
name = "B"
kind = "board"
line = [
  { type = "reports-to", to = "old", until = 2026-06-30 },
  { type = "liaises-with", to = "new", from = 2026-01-01 },
]
"""


def test_each_line_of_the_map_keeps_its_own_days() -> None:
    shown = map_of_terms(on(read(DATED), TODAY), on_words="today")
    assert {(one.target, one.note) for one in shown.lines} == {
        ("old", "until 30 June 2026"),
        ("new", "from 1 January 2026"),
    }


UNDATED = "Its terms do not say from which day they are in force."


def test_terms_without_a_day_are_said_to_be_undated_and_not_to_be_missing() -> None:
    board = Body.objects.get(partnership__slug="west-mercia", code="crb")
    home = board_home(board, TODAY)
    assert UNDATED in home.lead
    assert "not in the partnership file" not in home.lead
    assert home.documents == ("Meeting terms of reference",)


def test_a_body_without_terms_of_its_own_is_said_to_have_none() -> None:
    others = Body.objects.get(partnership__slug="east-midlands", code="nrrpb")
    assert "own terms are not in the partnership file" in board_home(others, TODAY).lead


@pytest.mark.clause("C222", breaks="partnerships/barnet.toml#programme.iom-scheme")
@pytest.mark.clause("C222", breaks="throughline.web.governance.board_home:_programmes")
def test_a_board_s_home_names_what_it_answers_for_and_the_scheme_that_it_governs() -> None:
    home = board_home(Body.objects.get(partnership__slug="barnet", code="rrdg"), date(2026, 3, 30))
    assert [one.clause for one in home.purposes if one.clause.startswith("preamble")] == [
        "preamble", "preamble b",
    ]  # fmt: skip
    assert [one.words for one in home.programmes] == ["Integrated offender management in Barnet"]
