"""Starting a partnership: from a few answers, or from a file, by whoever runs the site."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.universe import BACKEND
from throughline.rules.terms.reader import read
from throughline.web.access.actions import appoint_administrator
from throughline.web.access.models import OfficeHeld, Partnership, User
from throughline.web.governance.models import TermsOfReference
from throughline.web.site.today import now

pytestmark = pytest.mark.usefixtures("universe", "db")

FILES = Path(__file__).parents[3] / "partnerships"
ANSWERS = {
    "name": "East Shire Partnership",
    "id": "east-shire",
    "area": "East Shire",
    "board-TOTAL_FORMS": "1",
    "board-INITIAL_FORMS": "0",
    "board-0-name": "Reducing Reoffending Board",
    "board-0-kind": "board",
    "board-0-members": "East Shire Council, Head of Community Safety\nEast Shire Police\n\n",
    "board-0-every": "3 months",
    "board-0-quorum": "2",
    "board-0-quorum_counts": "organisations",
    "board-0-chair": "East Shire Police",
    "board-0-reports_to": "Community Safety Partnership",
}


@pytest.fixture
def ada() -> Client:
    """Ada Rowan, who runs the site and belongs to no partnership."""
    user = User.objects.create_user(email="ada@example.org", name="Ada Rowan")
    appoint_administrator(user=user, from_on=date(2009, 4, 1), by=None, at=now())
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def board_of(slug: str):
    return read(TermsOfReference.objects.get(partnership__slug=slug).text).bodies[0]


def test_whoever_runs_the_site_is_shown_how_to_begin(ada: Client) -> None:
    page = ada.get("/", follow=True).content.decode()
    assert 'href="/partnerships/new"' in page
    assert 'href="/partnerships/load"' in page


def test_answers_become_terms_and_the_starter_their_secretary(ada: Client) -> None:
    answer = ada.post("/partnerships/new", ANSWERS)
    assert answer.headers["Location"] == "/east-shire/"
    board = board_of("east-shire")
    assert [seat.id for seat in board.seats] == ["east-shire-council", "east-shire-police"]
    assert (board.quorum[0].test.count, board.quorum[0].test.at_least) == ("organisations", 2)
    held = OfficeHeld.objects.get(person__partnership__slug="east-shire")
    assert (held.office, held.person.name) == ("secretary", "Ada Rowan")
    for address in ("/east-shire/", "/east-shire/terms/checker", "/east-shire/reducing-reoffending-board/"):
        assert ada.get(address).status_code == 200, address


def test_what_is_left_empty_is_kept_as_silence(ada: Client) -> None:
    empty = {"quorum": "", "quorum_counts": "", "every": "", "chair": "", "reports_to": ""}
    ada.post("/partnerships/new", {**ANSWERS, **{f"board-0-{key}": value for key, value in empty.items()}})
    board = board_of("east-shire")
    assert (board.quorum, board.meets, board.offices, board.lines) == ((), (), (), ())
    assert (
        "Presence is recorded and no quorum is applied."
        in ada.get("/east-shire/terms/checker").content.decode()
    )


def test_another_board_is_added_without_losing_what_was_typed(ada: Client) -> None:
    page = ada.post("/partnerships/new", {**ANSWERS, "another": "yes"}).content.decode()
    assert 'name="board-1-name"' in page
    assert 'value="Reducing Reoffending Board"' in page
    assert not Partnership.objects.filter(slug="east-shire").exists()


def test_two_boards_are_started_at_once(ada: Client) -> None:
    second = {"board-TOTAL_FORMS": "2", "board-1-name": "Case Panel", "board-1-kind": "case-panel"}
    ada.post("/partnerships/new", {**ANSWERS, **second, "board-1-reports_to": "Reducing Reoffending Board"})
    assert ada.get("/east-shire/case-panel/").status_code == 200
    assert board_of("east-shire").id == "reducing-reoffending-board"


REFUSED = [
    ("a chair who does not sit", {"board-0-chair": "Fire Service"}, "Fire Service is not among those who sit on it"),
    ("a quorum in words", {"board-0-quorum": "four"}, "Write the quorum as a number"),
    ("what is counted without how many", {"board-0-quorum": ""}, "Say how many"),
    ("a short name that another partnership has", {"id": "barnet"}, "is loaded already"),
    ("a short name that a page has", {"id": "partnerships"}, "The address “partnerships” is taken. Choose another."),
    ("a board that reports to itself", {"board-0-reports_to": "Reducing Reoffending Board"},
     "Reducing Reoffending Board cannot report to itself."),
    ("a quorum that no room can meet", {"board-0-quorum": "9"}, "A quorum of 9 cannot be met"),
    ("such a quorum that does not say what it counts", {"board-0-quorum": "3", "board-0-quorum_counts": ""},
     "A quorum of 3 cannot be met"),
    ("a short name with a mark", {"id": "Surrey!"},
     "Write the short name in small letters, digits and hyphens, such as east-shire."),
    ("no short name", {"id": ""}, "Enter a short name."),
    ("no name", {"name": ""}, "Enter the name of the partnership."),
    ("no board's name", {"board-0-name": ""}, "Enter the name of the board."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "sentence"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_an_answer_that_cannot_stand_is_refused_where_it_was_given(
    ada: Client, said: dict[str, str], sentence: str
) -> None:
    before = Partnership.objects.count()
    page = ada.post("/partnerships/new", {**ANSWERS, **said})
    assert page.status_code == 200
    assert "There is a problem" in page.content.decode()
    assert sentence in page.content.decode()
    assert Partnership.objects.count() == before


def test_a_contradiction_is_said_at_its_field_of_its_board(ada: Client) -> None:
    second = {"board-TOTAL_FORMS": "2", "board-1-name": "Case Panel", "board-1-kind": "case-panel"}
    said = {**ANSWERS, **second, "board-1-reports_to": "Case Panel"}
    page = ada.post("/partnerships/new", said).content.decode()
    assert 'href="#id_board-1-reports_to">Board 2: Case Panel cannot report to itself.' in page
    assert 'id="id_board-1-reports_to-error"' in page


def test_an_empty_form_says_what_to_enter_with_a_link_to_each_field(ada: Client) -> None:
    for typed in ({}, {"board-TOTAL_FORMS": "1", "board-INITIAL_FORMS": "0"}):
        page = ada.post("/partnerships/new", typed).content.decode()
        assert "There is a problem" in page
        assert "This field is required" not in page
        for field, words in (
            ("id_name", "Enter the name of the partnership."),
            ("id_id", "Enter a short name."),
            ("id_board-0-name", "Enter the name of the board."),
        ):
            assert f'<a href="#{field}">{words}</a>' in page


def test_a_board_added_and_left_empty_is_no_board(ada: Client) -> None:
    ada.post("/partnerships/new", {**ANSWERS, "board-TOTAL_FORMS": "2", "board-1-kind": "board"})
    text = TermsOfReference.objects.get(partnership__slug="east-shire").text
    assert [body.name for body in read(text).bodies] == ["Reducing Reoffending Board"]


def upload(client: Client, content: bytes, name: str = "ours.toml"):
    return client.post("/partnerships/load", {"file": SimpleUploadedFile(name, content)})


def test_a_file_is_loaded_as_it_was_found(ada: Client) -> None:
    text = (
        (FILES / "barnet.toml")
        .read_text(encoding="utf-8")
        .replace('id       = "barnet"', 'id = "barnet-two"', 1)
    )
    assert upload(ada, text.encode()).headers["Location"] == "/barnet-two/"
    assert TermsOfReference.objects.get(partnership__slug="barnet-two").text == text


BROKEN = [
    ("a file that is no TOML names its line", b'schema = "throughline/partnership@1"\nid = \n', "Line 2:"),
    ("a word that misleads names its place",
     b'schema = "throughline/partnership@1"\nid = "x"\nname = "X"\n[[body]]\nid = "b"\nname = "B"\nkind = "board"\n'
     b'meets = [{ every = "bi-monthly" }]\n', "Line 8: “bi-monthly” is not accepted"),
    ("a picture is no file of ours", b"\x89PNG\r\n\x1a\n\xff\xff", "Line 1:"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "sentence"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_file_with_errors_changes_nothing_and_each_is_said(
    ada: Client, content: bytes, sentence: str
) -> None:
    before = Partnership.objects.count()
    assert sentence in upload(ada, content).content.decode()
    assert Partnership.objects.count() == before


def test_a_file_far_too_large_is_refused(ada: Client) -> None:
    assert "larger than 1 MB" in upload(ada, b"#" * 1_000_001).content.decode()
