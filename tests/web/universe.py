"""The universe as the world that tests live in, and the addresses of everything in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from throughline.figures.extracts.profiles import profile_from
from throughline.web.access.models import Agency, Person
from throughline.web.decisions.chase.links import path_of
from throughline.web.decisions.models import Cascade, ChaseRequest
from throughline.web.governance.models import Body, JoiningRequest, Post
from throughline.web.mail.actions import notify
from throughline.web.mail.letters import stop_path
from throughline.web.mail.models import Notice
from throughline.web.meetings.actions import make_calendar_link
from throughline.web.meetings.models import Comment, Paper, ProposedEdit
from throughline.web.performance.actions import annotate, map_file, stage_file
from throughline.web.performance.models import Annotation, Receipt
from throughline.web.plan.actions import stage_plan

PLAN = Path(__file__).parents[2] / "partnerships" / "east-midlands-plan-2009-10.csv"

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def routes() -> Iterator[tuple[str, URLPattern, bool]]:
    """Every route: its full name, itself, and whether it stands under a partnership."""
    yield from _routes(get_resolver().url_patterns, "", False)


def _routes(patterns: Any, space: str, under: bool) -> Iterator[tuple[str, URLPattern, bool]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            below = under or "partnership" in pattern.pattern.converters
            yield from _routes(pattern.url_patterns, inner, below)
        else:
            yield f"{space}{pattern.name}", pattern, under


ASKED = {
    "meetings:say_why": "?rule=minutes&due=2025-10-28&on=2025-10-14",
    "decisions:reading": "?at=rrdg.meets.ordinary%40decision.every",
    "decisions:question": "?at=rrdg.meets.ordinary%40decision.every",
}
"""What a route is asked besides its address, where it answers nothing without."""

HOMES = profile_from(
    {
        "name": "Homes by area",
        "roles": {"area": "area", "quarter": "period", "settled": "numerator", "ended": "denominator"},
        "totals": "discrete",
        "indicator": "ni143",
    }
)

MINUTES = {"meeting": "2026-02-10", "number": 1}
"""Whose minutes are asked about: those that the chair and a member have said something of."""


def things_in_barnet(reader: Person) -> dict[str, Any]:
    """What stands in the addresses of Barnet; the calendar link is the reader's."""
    body = Body.objects.get(partnership__slug="barnet", code="rrdg")
    secret = make_calendar_link(person=reader, body=body, with_deadlines=True, by=None, at=timezone.now())
    paper = Paper.objects.filter(meeting__body=body, received_on__isnull=False).first()
    return {
        "body": "rrdg", "meeting": "2026-04-14", "form": "docx", "person_id": _demonstration_person(),
        "user_id": _demonstration_user(), "link": "unknown", "pk": 0,
        "notice": _notice(reader).pk, "signed": stop_path(reader).rpartition("/")[2],
        **_chased(body), **_told(body), **_minuted(body),
        "secret": secret, "number": paper.pk if paper else 0, "seat": "dwp", "version": 1,
        "code": "ps", "post_id": Post.objects.filter(agency__code="police").values_list("pk", flat=True)[0],
        "request_id": JoiningRequest.objects.get(body=body).pk,
        "item": "minutes", "referral": 0, "paper": "record-of-processing",
        **_things_of_rooms("in_barnet", reader),
    }  # fmt: skip


def _things_of_rooms(where: str, reader: Person) -> dict[str, Any]:
    """What rooms with a file of their own in `things/` put into the addresses of one partnership."""
    found: dict[str, Any] = {}
    for room in sorted((Path(__file__).parent / "things").glob("*.py")):
        things = getattr(import_module(f"tests.web.things.{room.stem}"), where, None)
        found |= things(reader) if things else {}
    return found


def _notice(reader: Person) -> Notice:
    """A message to the reader."""
    return notify(
        person=reader, kind="agenda-due", about="meeting:1", subject="An agenda is due", path="/barnet/rrdg/",
        words="An agenda is due.", once="an agenda", by=None, at=timezone.now(),
    )  # fmt: skip


def _chased(body: Body) -> dict[str, Any]:
    """An action of the body, an answer that waits in the latest round, and a link that nobody answered by."""
    asked = ChaseRequest.objects.filter(action__body=body).order_by("-round__number", "pk")
    answered = asked.filter(update__state="proposed", round=asked[0].round)[0]
    return {
        "action": answered.action.number, "update": answered.update_id, "chase": answered.round.number,
        "asked": answered.pk, "token": path_of(asked.filter(answered_at=None)[0]).rpartition("/")[2],
    }  # fmt: skip


def _told(body: Body) -> dict[str, Any]:
    """A decision that organisations were told of, one that has still to carry it out, and a commission."""
    cascade = Cascade.objects.filter(decision__body=body)[0]
    return {
        "decision": cascade.decision.number.removeprefix(f"{body.code}-"), "agency": "barnet-homes",
        "commission": 1,
    }  # fmt: skip


def _minuted(body: Body) -> dict[str, Any]:
    """A paragraph that the chair would have otherwise, what the chair proposes, and a member's comment."""
    edit = ProposedEdit.objects.get(minute__meeting__body=body, state="open")
    comment = Comment.objects.filter(minute=edit.minute).latest("pk")
    return {"line": edit.minute_id, "edit": edit.pk, "comment": comment.pk}


def things_in_east_midlands(keeper: Person) -> dict[str, Any]:
    """What stands in the addresses of East Midlands; the staged plan is the keeper's."""
    staged = stage_plan(
        partnership=keeper.partnership, year="2009-10", name="plan.csv", content=PLAN.read_bytes(),
        by=keeper.user, at=timezone.now(),
    )  # fmt: skip
    receipt = Receipt.objects.filter(partnership=keeper.partnership).first()
    file = stage_file(
        supplier=Agency.objects.filter(partnership=keeper.partnership)[0], name="homes.csv",
        content=b"Area,Quarter,Settled,Ended\nAsh,Q1 2009-10,57,80\n", by=keeper.user, at=timezone.now(),
    )  # fmt: skip
    map_file(staged=file, profile=HOMES, by=keeper.user, at=timezone.now())
    return {
        "year": "2009-10", "code": "1.1.1", "staged": staged.pk, "receipt": receipt.pk if receipt else 0,
        "release": 1, "file": file.pk, "indicator": "ni143", "sheet": "csv", "note": _note(keeper).pk,
        **_things_of_rooms("in_east_midlands", keeper),
    }  # fmt: skip


def _note(keeper: Person) -> Annotation:
    """A note on the line of an indicator."""
    return annotate(
        partnership=keeper.partnership, indicator="ni143", on=date(2009, 5, 1), words="A new housing service.",
        by=keeper.user, at=timezone.now(),
    )  # fmt: skip


def _demonstration_person() -> int:
    return Person.objects.get(partnership__slug="barnet", name="Sam Larch").pk


def _demonstration_user() -> int:
    return Person.objects.get(pk=_demonstration_person()).user_id or 0


def address_of(route: str, *, partnership: str, **parts: Any) -> str:
    """The address of a route, whose parts are the things of one of the partnerships."""
    found = {name: (pattern, under) for name, pattern, under in routes()}
    parts |= MINUTES if route.startswith("meetings:minutes") else {}
    pattern, under = found[route]
    unknown = [name for name in pattern.pattern.converters if name not in parts]
    assert not unknown, f"{route}: say in tests/web/universe.py what stands for {', '.join(unknown)}"
    named = {name: parts[name] for name in pattern.pattern.converters}
    if under:
        named["partnership"] = partnership
    return reverse(route, kwargs=named) + ASKED.get(route, "")


def signed_in(name: str, *, at: str) -> Client:
    """A client of a person of the partnership; their user is theirs in every partnership."""
    client = Client()
    client.force_login(Person.objects.get(partnership__slug=at, name=name).user, backend=BACKEND)
    return client
