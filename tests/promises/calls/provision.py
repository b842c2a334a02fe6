"""One good call of each action on needs and services that no fictional year needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from throughline.rules.provision import Amount
from throughline.web.access.models import Agency, Partnership, User
from throughline.web.governance.models import Body
from throughline.web.provision import actions as provision
from throughline.web.provision.models import CatalogueEntry, Intention, Place, Provision, StagedRows
from throughline.web.provision.told import EntryTold, ProvisionTold

ON = date(2010, 1, 15)
AT: dict[str, Any] = {"by": None, "at": datetime(2010, 1, 15, 10, tzinfo=UTC)}
ROWS = b"pathway,place,size,evidence,assessed on\nHealth,Nottingham,30,A count,2009-12-01\n"


def east_midlands() -> Partnership:
    return Partnership.objects.get(slug="east-midlands")


def place(code: str = "nottingham") -> Place:
    return Place.objects.get(partnership=east_midlands(), code=code)


def change() -> Provision:
    told = ProvisionTold(
        name="Money desk", pathway="finance", place=place(), capacity=Amount(95), provider="A local charity",
        from_on=date(2009, 4, 1),
    )  # fmt: skip
    row = Provision.objects.get(name="Money desk", followed_by=None)
    return provision.change_provision(provision=row, told=told, recorded_on=ON, **AT)


def change_entry() -> CatalogueEntry:
    here = {"partnership": east_midlands()}
    told = EntryTold(
        title="Schemes", body=Body.objects.get(**here, code="ppo-steering"), state="Ended",
        lead=Agency.objects.get(**here, code="goem"),
    )  # fmt: skip
    return provision.change_entry(
        entry=CatalogueEntry.objects.get(register="programmes"), told=told, recorded_on=ON, **AT
    )


def staged() -> StagedRows:
    user = User.objects.get(name="Sam Larch")
    return provision.stage_rows(
        partnership=east_midlands(), kind="needs", content=ROWS, name="n.csv", by=user, at=AT["at"]
    )


CALLS: dict[str, Callable[[], Any]] = {
    "provision.place_inside": lambda: provision.place_inside(
        place=place(), inside=place("leicestershire"), **AT
    ),
    "provision.change_provision": change,
    "provision.change_entry": change_entry,
    "provision.withdraw_intention": lambda: provision.withdraw_intention(
        intention=Intention.objects.all()[0], withdrawn_on=ON, **AT
    ),
    "provision.stage_rows": staged,
    "provision.accept_rows": lambda: provision.accept_rows(staged=staged(), on=ON, **AT),
    "provision.discard_rows": lambda: provision.discard_rows(staged=staged(), **AT),
}
