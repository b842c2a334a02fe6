"""What a person may not see appears in no channel: page, list, count, paper, calendar, link or refusal."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls.converters import IntConverter

from tests.web.conftest import NOW
from tests.web.universe import BACKEND, address_of, routes
from tests.web.viewpoints import new_person, office, seat
from throughline.web.access import actions as access
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.governance import actions as governance
from throughline.web.governance.models import Appointment, Body
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.performance.models import PublicScorecard

SECRET = "Zanzibar"
"""A word that stands in the paper for members and nowhere else in the universe."""
MEETING = "/barnet/rrdg/2026-04-14"

pytestmark = pytest.mark.usefixtures("universe", "db")


def as_client(person: Person) -> Client:
    client = Client()
    client.force_login(person.user, backend=BACKEND)
    return client


@pytest.fixture
def barnet() -> Partnership:
    return Partnership.objects.get(slug="barnet")


@pytest.fixture
def group(barnet: Partnership) -> Body:
    return Body.objects.get(partnership=barnet, code="rrdg")


@pytest.fixture
def panel(barnet: Partnership) -> Body:
    return Body.objects.get(partnership=barnet, code="iom")


@pytest.fixture
def member(barnet: Partnership, group: Body) -> Person:
    return seat(new_person("Ed Comfrey", barnet), group)


@pytest.fixture
def panel_member(barnet: Partnership, panel: Body) -> Person:
    return seat(new_person("Di Betony", barnet), panel)


@pytest.fixture
def inspector(barnet: Partnership) -> Person:
    return office(new_person("Ina Speedwell", barnet), "inspector", until=date(2026, 12, 31))


@pytest.fixture
def asked(group: Body) -> Paper:
    """A paper for members only, asked for and not yet in."""
    meeting = Meeting.objects.get(body=group, held_on=date(2026, 4, 14))
    return meetings.commission_paper(
        meeting=meeting, title=f"The {SECRET} matter", ask="decision", author_agency=Agency.objects.get(
            partnership=group.partnership, code="ps"), due_on=date(2026, 4, 7), asked_on=date(2026, 3, 17),
        marking="OFFICIAL", readers=Paper.Readers.MEMBERS, by=None, at=NOW,
    )  # fmt: skip


@pytest.fixture
def paper(asked: Paper) -> Paper:
    """The same, received and on the agenda of 14 April."""
    meeting, told = asked.meeting, {"by": None, "at": NOW}
    made = meetings.receive_paper(
        paper=asked, text=f"# About {SECRET}\n\n{SECRET} again.", received_on=date(2026, 3, 26),
        expected_version=asked.version, **told,
    )  # fmt: skip
    lines = [
        meetings.AgendaLine(
            code=item.code,
            title=item.title,
            asks=item.asks,
            because=item.because,
            led_by=item.led_by,
            paper=item.paper,
        )
        for item in meeting.items.all()
    ]
    last = meetings.AgendaLine(code="paper-x", title=made.title, asks="decide", because="a paper", paper=made)
    meetings.set_agenda(meeting=meeting, lines=[*lines, last], expected_version=meeting.version, **told)
    return made


def words_of(answer: Any) -> str:
    """Everything that a reader could read in an answer, whatever its form."""
    kind = answer.get("Content-Type", "")
    if "officedocument" in kind:
        with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
            return " ".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())
    if kind == "application/pdf":
        return " ".join(_pdf_texts(answer.content))
    return str(answer.content.decode("utf-8", "replace")) + str(dict(answer.headers))


def _pdf_texts(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    read = PdfReader(io.BytesIO(content))
    yield str(read.metadata)
    yield str(read.outline)
    yield from (page.extract_text() for page in read.pages)


CHANNELS = [MEETING, f"{MEETING}/pack.html", f"{MEETING}/pack.docx", f"{MEETING}/pack.pdf", "/barnet/", "/barnet/rrdg/",
            "/barnet/calendar", "/barnet/actions", "/barnet/partnership"]  # fmt: skip


@pytest.mark.parametrize(
    "address", [MEETING, f"{MEETING}/pack.html", f"{MEETING}/pack.docx", f"{MEETING}/pack.pdf"]
)
def test_a_member_reads_a_paper_for_members(member: Person, paper: Paper, address: str) -> None:
    assert SECRET in words_of(as_client(member).get(address))


@pytest.mark.parametrize("address", CHANNELS)
@pytest.mark.parametrize("reader", ["inspector", "panel_member"])
def test_a_paper_for_members_is_absent_from_every_channel(
    paper: Paper, reader: str, address: str, request: pytest.FixtureRequest
) -> None:
    """An inspector reads the group's papers but not those for members; a panel member reads none of them."""
    client = as_client(request.getfixturevalue(reader))
    assert SECRET not in words_of(client.get(address, follow=True))


def test_a_paper_that_may_not_be_read_answers_like_one_that_is_not_there(
    inspector: Person, paper: Paper
) -> None:
    client = as_client(inspector)
    shut, missing = (client.get(f"{MEETING}/papers/{number}") for number in (paper.pk, 999_999))
    assert (shut.status_code, missing.status_code) == (404, 404)
    assert plain(shut) == plain(missing)


@pytest.mark.parametrize(("reader", "is_counted"), [("inspector", False), ("member", True)])
def test_what_may_not_be_read_is_not_counted(
    reader: str, is_counted: bool, request: pytest.FixtureRequest
) -> None:
    client = as_client(request.getfixturevalue(reader))
    before = lead_of(client.get(MEETING))
    request.getfixturevalue("asked")
    assert (lead_of(client.get(MEETING)) != before) is is_counted


def lead_of(answer: Any) -> str:
    """The sentence of a meeting's page that counts its papers."""
    found = re.search(r'<p class="tl-lead">(.*?)</p>', answer.content.decode(), re.DOTALL)
    assert found is not None
    return found.group(1)


@pytest.mark.parametrize(
    ("reader", "address"),
    [
        pytest.param("panel_member", MEETING, id="the panel's member, the group's meeting"),
        pytest.param("panel_member", f"{MEETING}/pack.pdf", id="the panel's member, the group's pack"),
        pytest.param("member", "/barnet/iom/2026-04-01", id="the group's member, the panel's meeting"),
        pytest.param("member", "/barnet/iom/2026-04-01/pack.pdf", id="the group's member, the panel's pack"),
    ],
)
def test_the_group_and_the_panel_do_not_read_each_other(
    reader: str, address: str, request: pytest.FixtureRequest
) -> None:
    client = as_client(request.getfixturevalue(reader))
    shut, missing = client.get(address), client.get(address.replace("2026-04", "2031-04"))
    assert (shut.status_code, plain(shut)) == (404, plain(missing))


@pytest.mark.parametrize(("reader", "other"), [("panel_member", "rrdg"), ("member", "iom")])
def test_no_list_of_ones_own_leads_to_the_others_meetings(
    reader: str, other: str, request: pytest.FixtureRequest
) -> None:
    client = as_client(request.getfixturevalue(reader))
    for address in ("/barnet/", "/barnet/calendar", "/barnet/actions", "/boards"):
        assert f'href="/barnet/{other}/2026-' not in client.get(address).content.decode()


def plain(answer: Any) -> str:
    """A page without what differs by the request alone: its token, its own address, the seconds left."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    page = re.sub(r'data-seconds="[0-9]+"', "", page)
    return re.sub(r'name="next" value="[^"]*"', "", page)


def link_for(person: Person, body: Body) -> str:
    secret = meetings.make_calendar_link(person=person, body=body, with_deadlines=True, by=None, at=NOW)
    return f"/barnet/calendar/feed/{secret}.ics"


def ends_the_seat(person: Person) -> None:
    governance.end_appointment(
        appointment=Appointment.objects.get(person=person),
        until_on=date(2026, 3, 29),
        because="left",
        by=None,
        at=NOW,
    )


def disables_the_user(person: Person) -> None:
    access.disable_user(user=person.user, by=None, at=NOW)


@pytest.mark.parametrize("because", [ends_the_seat, disables_the_user])
@pytest.mark.parametrize(
    "address", [MEETING, f"{MEETING}/pack.html", "/barnet/", "/barnet/calendar", "/boards"]
)
def test_whoever_has_left_is_denied_on_the_very_next_request(
    member: Person, because: Any, address: str
) -> None:
    client = as_client(member)
    assert client.get(address).status_code == 200
    because(member)
    after = client.get(address)
    assert after.status_code in (302, 404) or (
        address == "/boards" and "Barnet" not in after.content.decode()
    )


@pytest.mark.parametrize("because", [ends_the_seat, disables_the_user])
def test_a_calendar_address_stops_with_the_seat(member: Person, group: Body, because: Any) -> None:
    address = link_for(member, group)
    assert Client().get(address).status_code == 200
    because(member)
    stopped, never = Client().get(address), Client().get("/barnet/calendar/feed/never-was.ics")
    assert (stopped.status_code, plain(stopped)) == (404, plain(never))


def test_a_calendar_address_opens_nothing_under_another_partnership(member: Person, group: Body) -> None:
    address = link_for(member, group).replace("/barnet/", "/west-mercia/")
    assert Client().get(address).status_code == 404


def test_a_calendar_holds_no_paper(member: Person, group: Body, paper: Paper) -> None:
    assert SECRET not in Client().get(link_for(member, group)).content.decode()


def under_a_partnership() -> list[str]:
    return [
        name
        for name, pattern, under in routes()
        if under
        and "GET" in _methods(pattern)
        and not set(pattern.pattern.converters) & {"number", "staged", "receipt", "person_id", "seat"}
    ]


PARTS = {
    "body": "rrdg", "meeting": "2026-04-14", "form": "pdf", "secret": "none", "year": "2009-10", "version": 1,
}  # fmt: skip
"""Parts that are really somewhere."""


def stand_ins(route: str) -> dict[str, Any]:
    """Something for each part of an address: a number where it takes one, else a word."""
    pattern = next(pattern for name, pattern, _ in routes() if name == route)
    words = ("none", "1.1.1", "2026-02-10/D3")
    return {
        name: 1
        if isinstance(converter, IntConverter)
        else next(word for word in words if re.fullmatch(converter.regex, word))
        for name, converter in pattern.pattern.converters.items()
        if name not in PARTS
    }


def _methods(pattern: Any) -> list[str]:
    view = pattern.callback
    while view is not None:
        for name, cell in zip(view.__code__.co_freevars, view.__closure__ or (), strict=True):
            if name == "request_method_list":
                return list(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return []


PUBLISHED = {"performance:published", "performance:published_one", "performance:published_file"}


@pytest.mark.parametrize("place", ["east-midlands", "west-mercia", "llr", "pan-dorset"])
def test_nothing_of_one_partnership_shows_to_a_person_of_another(member: Person, place: str) -> None:
    """Every route of another partnership answers as if no partnership of that name were there.

    What a partnership has published is for anybody; where it has published nothing, so are not even the
    pages that would show it.
    """
    client = as_client(member)
    slug = "lle" if not Partnership.objects.filter(slug=place).exists() else place
    different = []
    published = PublicScorecard.objects.filter(partnership__slug=place).exclude(state="draft").exists()
    assert published == (place == "east-midlands")
    for route in under_a_partnership():
        if published and route in PUBLISHED:
            continue
        named = stand_ins(route) | PARTS
        there = client.get(address_of(route, partnership=slug, **named))
        nowhere = client.get(address_of(route, partnership="no-such-place", **named))
        if there.status_code != 404 or plain(there) != plain(nowhere):
            different.append(route)
    assert different == []


def test_a_public_route_under_a_partnership_that_is_not_there_is_not_there(client: Client) -> None:
    assert client.get("/no-such-place/calendar/feed/never-was.ics").status_code == 404
