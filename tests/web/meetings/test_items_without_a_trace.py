"""What is open to some readers only leaves no trace for the others, in any channel."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.test import Client

from tests.web.meetings.conftest import NOW, TODAY
from tests.web.universe import BACKEND, signed_in
from tests.web.viewpoints import new_person
from throughline.web.access.models import Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.meetings import actions
from throughline.web.meetings.calling.planning import agenda_as_kept, filled_from_terms, with_item_added
from throughline.web.meetings.models import Meeting, Paper
from throughline.web.meetings.open_to import readable_by

HERE = "/barnet/rrdg/2026-04-14"
SECRET = "Larkspur"
"""In every word that others must not meet."""


@pytest.fixture
def closed(april: Meeting) -> Meeting:
    """The meeting with a closed paper as an item of its own, for named readers, before the others."""
    paper = actions.commission_paper(
        meeting=april, title=f"{SECRET} review", ask="decision", author_agency=april.papers.first().author_agency,
        due_on=TODAY, asked_on=TODAY, marking="OFFICIAL-SENSITIVE", readers=Paper.Readers.NAMED, by=None, at=NOW,
    )  # fmt: skip
    actions.receive_paper(
        paper=paper, text=f"## {SECRET}\n\nWords.", received_on=TODAY, expected_version=1, by=None, at=NOW
    )
    lines = filled_from_terms(april)
    own = next(line for line in lines if line.paper == paper)
    actions.set_agenda(
        meeting=april,
        lines=(own, *(line for line in lines if line != own)),
        expected_version=april.version,
        by=None,
        at=NOW,
    )
    return april


CHANNELS = ["", "/pack.html", "/pack.docx", "/invitation.ics"]


def words_of(content: bytes) -> str:
    if not content.startswith(b"PK"):
        return content.decode("utf-8", errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", errors="replace") for name in parts.namelist())


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_member_who_is_not_named_meets_no_trace_of_it(ruth: Client, closed: Meeting, channel: str) -> None:
    answer = ruth.get(f"{HERE}{channel}")
    assert answer.status_code == 200
    shown = words_of(answer.content)
    assert SECRET not in shown
    assert "N-" not in shown
    assert "OFFICIAL-SENSITIVE" not in shown


def test_the_pdf_of_a_member_who_is_not_named_has_as_many_pages_as_without_it(
    ruth: Client, closed: Meeting
) -> None:
    with_it = ruth.get(f"{HERE}/pack.pdf").content
    item = closed.items.get(position=1)
    item.paper, paper = None, item.paper
    item.save()
    item.delete()
    Paper.objects.filter(pk=paper.pk).update(state=Paper.State.WITHDRAWN)
    assert with_it.count(b"/Type /Page\n") == ruth.get(f"{HERE}/pack.pdf").content.count(b"/Type /Page\n")


def test_items_open_to_all_have_the_same_numbers_for_everybody_and_no_gap(
    sam: Client, ruth: Client, closed: Meeting
) -> None:
    whole = {one.code: one.number for one in readable_by(closed, None).items}
    member = Person.objects.get(partnership=closed.body.partnership, name="Ruth Campion")
    seen = readable_by(closed, Viewpoint(member.user, TODAY, closed.body.partnership, {"body": "rrdg"})).items
    assert [one.number for one in seen] == [str(n) for n in range(1, len(seen) + 1)]
    assert all(whole[one.code] == one.number for one in seen)
    assert len(whole) == len(seen) + 1
    assert whole[closed.items.get(position=1).code].startswith("N-")


def test_the_paper_of_a_closed_item_is_not_there(ruth: Client, sam: Client, closed: Meeting) -> None:
    paper = closed.items.get(position=1).paper
    assert ruth.get(f"{HERE}/papers/{paper.pk}").status_code == 404
    assert sam.get(f"{HERE}/papers/{paper.pk}").status_code == 200


def test_counts_of_papers_leave_the_closed_one_out(ruth: Client, closed: Meeting) -> None:
    shown = " ".join(ruth.get(HERE).content.decode().split())
    assert "One of three papers is still to come." in shown


@pytest.fixture
def guest(barnet: Partnership) -> tuple[Client, Person]:
    """Somebody with no seat and no office, who signs in."""
    person = new_person("Bryony Sallow", barnet)
    client = Client()
    client.force_login(person.user, backend=BACKEND)
    return client, person


def test_whoever_is_not_named_has_no_way_to_the_meeting(
    guest: tuple[Client, Person], closed: Meeting
) -> None:
    assert guest[0].get(HERE).status_code == 404


@pytest.mark.clause("C177", breaks="throughline.web.meetings.open_to:_named")
def test_a_guest_opens_their_item_and_its_paper_and_nothing_else(
    guest: tuple[Client, Person], closed: Meeting
) -> None:
    client, person = guest
    item, other = closed.items.get(position=1), closed.papers.exclude(readers="named").first()
    actions.open_item_to(item=item, people=[person], by=None, at=NOW)
    shown = client.get(HERE).content.decode()
    assert f"{SECRET} review" in shown
    assert "Minutes of the last meeting" not in shown
    assert SECRET in client.get(f"{HERE}/papers/{item.paper_id}").content.decode()
    assert client.get(f"{HERE}/papers/{other.pk}").status_code == 404
    for path in ("/pack.html", "/agenda", "/reply", "/issues"):
        assert client.get(f"{HERE}{path}").status_code == 404, path
    assert client.get("/barnet/rrdg/2026-02-10").status_code == 404


def test_a_guest_no_longer_named_is_out_on_the_next_request(
    guest: tuple[Client, Person], closed: Meeting
) -> None:
    client, person = guest
    item = closed.items.get(position=1)
    actions.open_item_to(item=item, people=[person], by=None, at=NOW)
    assert client.get(HERE).status_code == 200
    actions.open_item_to(item=item, people=[], by=None, at=NOW)
    assert client.get(HERE).status_code == 404


def test_an_item_for_members_is_numbered_apart_and_shown_to_members(ruth: Client, april: Meeting) -> None:
    lines = with_item_added(
        agenda_as_kept(april), title="The chair’s term", asks="discuss", readers="members"
    )
    actions.set_agenda(meeting=april, lines=lines, expected_version=april.version, by=None, at=NOW)
    assert "M1 The chair’s term" in " ".join(ruth.get(HERE).content.decode().split())
    assert signed_in("Ruth Campion", at="barnet").get(HERE).status_code == 200
