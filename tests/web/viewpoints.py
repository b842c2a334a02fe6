"""One person for every viewpoint of the matrix of permits, in a partnership of the universe.

All of them are new: what they may do comes from what they are given here, and from nothing else.
"""

from __future__ import annotations

from datetime import date

from tests.web.conftest import NOW
from throughline.universe.story import morning
from throughline.web.access import actions as access
from throughline.web.access.models import Agency, Partnership, Person, User
from throughline.web.governance import actions as governance
from throughline.web.governance.models import Body
from throughline.web.site.today import today

SINCE = date(2009, 1, 1)


def new_person(name: str, partnership: Partnership, agency: Agency | None = None) -> Person:
    """A person who signs in and holds nothing yet."""
    email = f"person-{User.objects.count()}@{partnership.slug}.example"
    user = User.objects.create_user(email=email, name=name)
    return access.record_person(partnership=partnership, name=name, agency=agency, user=user, by=None, at=NOW)


def seat(person: Person, body: Body, *, until: date | None = None) -> Person:
    """Put the person into a seat of the body, and take them out of it again where a last day is given."""
    made = governance.appoint(
        body=body, seat=f"test-seat-{person.pk}", person=person, from_on=SINCE, by=None, at=morning(SINCE)
    )
    if until:
        governance.end_appointment(appointment=made, until_on=until, because="left", by=None, at=NOW)
    return person


def office(person: Person, name: str, *, body: str = "", until: date | None = None) -> Person:
    """Give the person an office."""
    access.appoint_to_office(
        person=person, office=name, from_on=SINCE, until_on=until, body_code=body, by=None, at=NOW
    )
    return person


def viewpoints(
    partnership: Partnership, body: Body, other_body: Body, elsewhere: Partnership
) -> dict[str, Person | None]:
    """Who looks, by the words of the matrix; None has not signed in."""
    agency = partnership.agencies.first()
    day = today(partnership)
    yesterday = date.fromordinal(day.toordinal() - 1)

    def new(name: str) -> Person:
        return new_person(name, partnership, agency)

    administrator = new("Ada Sedge")
    access.appoint_administrator(user=administrator.user, from_on=SINCE, by=None, at=NOW)
    return {
        "anonymous": None,
        "other partnership": office(new_person("Kit Sorrel", elsewhere), "secretary"),
        "same organisation without a seat": new("Bo Tansy"),
        "former member": seat(new("Cy Vetch"), body, until=yesterday),
        "administrator": administrator,
        "member of another board": seat(new("Di Betony"), other_body),
        "member": seat(new("Ed Comfrey"), body),
        "chair": office(new("Flo Dock"), "chair", body=body.code),
        "analyst": office(new("Gus Melilot"), "analyst"),
        "plan owner": office(new("Hal Tormentil"), "plan-owner"),
        "inspector": office(new("Ina Speedwell"), "inspector", until=date(day.year, 12, 31)),
        "secretary": office(new("Jay Burdock"), "secretary"),
    }
