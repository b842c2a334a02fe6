"""What every fictional year is told with: people, meetings and promises, each by an action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from throughline.web.access import actions as access
from throughline.web.access.models import Agency, Partnership, Person, User
from throughline.web.decisions import actions as decisions
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.settling import Settles, Settling
from throughline.web.governance import actions as governance
from throughline.web.governance.models import Body
from throughline.web.meetings import actions as meetings
from throughline.web.meetings.calling.planning import agenda_proposed
from throughline.web.meetings.models import Meeting, Paper
from throughline.words.working_days import add_working_days

LONDON = ZoneInfo("Europe/London")
PARTNERSHIPS = Path(__file__).resolve().parents[2] / "partnerships"
PAPERS = Path(__file__).resolve().parent / "papers"


def morning(day: date) -> datetime:
    """Nine o'clock in London on that day."""
    return datetime.combine(day, time(9), tzinfo=LONDON)


@dataclass
class Story:
    """One partnership's fictional year as it is being told. ``by`` acts for the secretary."""

    partnership: Partnership
    by: User | None = None
    people: dict[str, Person] = field(default_factory=dict)

    def agency(self, code: str) -> Agency:
        """The organisation of the partnership with that code."""
        return Agency.objects.get(partnership=self.partnership, code=code)

    def body(self, code: str) -> Body:
        """The body of the partnership with that code."""
        return Body.objects.get(partnership=self.partnership, code=code)

    def person(self, name: str, *, agency: str, post: str, user: User | None = None, at: date) -> Person:
        """Add a person of one of the organisations."""
        made = access.record_person(
            partnership=self.partnership,
            name=name,
            post=post,
            agency=self.agency(agency) if agency else None,
            user=user,
            by=self.by,
            at=morning(at),
        )
        self.people[name] = made
        return made

    def office(self, name: str, office: str, *, from_on: date, body: str = "") -> None:
        """Give a person an office of the partnership or of one body."""
        access.appoint_to_office(
            person=self.people[name],
            office=office,
            from_on=from_on,
            body_code=body,
            by=self.by,
            at=morning(from_on),
        )

    def seats(self, body: str, seats: Sequence[tuple[str, str]], *, from_on: date) -> None:
        """Put people into seats: pairs of the seat's address and the person's name."""
        for seat, name in seats:
            governance.appoint(
                body=self.body(body),
                seat=seat,
                person=self.people[name],
                from_on=from_on,
                by=self.by,
                at=morning(from_on),
            )

    def former_seat(
        self, body: str, seat: str, name: str, *, from_on: date, until_on: date, because: str
    ) -> None:
        """Put a person into a seat that nobody has filled since they left it."""
        held = governance.appoint(
            body=self.body(body),
            seat=seat,
            person=self.people[name],
            from_on=from_on,
            by=self.by,
            at=morning(from_on),
        )
        governance.end_appointment(
            appointment=held, until_on=until_on, because=because, by=self.by, at=morning(until_on)
        )

    def call(self, body: str, day: date, *, starts_at: time, place: str, notice: int = 28) -> Meeting:
        """Call a meeting some days before it is held."""
        return meetings.call_meeting(
            body=self.body(body),
            held_on=day,
            starts_at=starts_at,
            place=place,
            by=self.by,
            at=morning(day - timedelta(days=notice)),
        )

    def hold(
        self, meeting: Meeting, present: Iterable[tuple[str, str, str]], *, minutes_sent: date | None
    ) -> None:
        """Hold a meeting: triples of person, seat ("" for none) and capacity."""
        day, rows = meeting.held_on, list(present)
        meetings.set_attendance(
            meeting=meeting,
            came=[self._came(name, seat, capacity) for name, seat, capacity in rows if seat],
            expected_version=meeting.version,
            by=self.by,
            at=morning(day),
        )
        for name, seat, capacity in rows:
            if not seat:
                meetings.record_attendance(
                    meeting=meeting,
                    person=self.people[name],
                    agency=self._agency_of(name),
                    capacity=capacity,
                    by=self.by,
                    at=morning(day),
                )
        meetings.close_meeting(meeting=meeting, expected_version=meeting.version, by=self.by, at=morning(day))
        if minutes_sent:
            meetings.record_minutes_sent(
                meeting=meeting,
                sent_on=minutes_sent,
                expected_version=meeting.version,
                by=self.by,
                at=morning(minutes_sent),
            )

    def _came(self, name: str, seat: str, capacity: str) -> meetings.Came:
        return meetings.Came(
            seat=seat, person=self.people[name], agency=self._agency_of(name), capacity=capacity
        )

    def _agency_of(self, name: str) -> Agency:
        agency = self.people[name].agency
        if agency is None:
            raise LookupError(f"{name} comes from no organisation and cannot come to a meeting.")
        return agency

    def decide(
        self, meeting: Meeting, text: str, *, settles: Decision | None = None, step: Settles = "ratify"
    ) -> Decision:
        """Record what a meeting that was held decided; who came says what it is worth."""
        meeting.refresh_from_db()
        return meetings.decide_at_meeting(
            meeting=meeting,
            text=text,
            settles=Settling(step, settles) if settles else None,
            expected_version=meeting.version,
            by=self.by,
            at=morning(meeting.held_on),
        )

    def paper(
        self,
        meeting: Meeting,
        title: str,
        *,
        ask: str,
        agency: str,
        author: str,
        due_on: date,
        asked_on: date,
        marking: str,
        received_on: date | None = None,
        file: str = "",
    ) -> Paper:
        """Ask for a paper, and receive it if a file of ours holds its words."""
        paper = meetings.commission_paper(
            meeting=meeting,
            title=title,
            ask=ask,
            author_agency=self.agency(agency),
            author=self.people[author],
            due_on=due_on,
            asked_on=asked_on,
            marking=marking,
            by=self.by,
            at=morning(asked_on),
        )
        if received_on:
            meetings.receive_paper(
                paper=paper,
                text=(PAPERS / file).read_text(encoding="utf-8"),
                received_on=received_on,
                expected_version=paper.version,
                by=self.by,
                at=morning(received_on),
            )
        return paper

    def agenda(self, meeting: Meeting, papers: Mapping[str, Paper]) -> None:
        """Set the agenda that follows from the terms, with papers to their items."""
        meetings.set_agenda(
            meeting=meeting,
            lines=agenda_proposed(meeting, papers=papers),
            expected_version=meeting.version,
            by=self.by,
            at=morning(meeting.held_on - timedelta(days=20)),
        )

    def publish(self, meeting: Meeting) -> None:
        """Publish an agenda five working days before its meeting."""
        day = add_working_days(meeting.held_on, -5)
        meetings.publish_agenda(
            meeting=meeting, expected_version=meeting.version, by=self.by, at=morning(day)
        )

    def promise(
        self,
        body: str,
        text: str,
        *,
        agency: str,
        owner: str,
        raised_on: date,
        due: date,
        moved: Sequence[tuple[date, date, str]] = (),
        closed_on: date | None = None,
    ) -> Action:
        """Record an action, each move of its date (told on, to, because), and its closing."""
        action = decisions.assign_action(
            body=self.body(body),
            text=text,
            owner_agency=self.agency(agency),
            owner=self.people[owner] if owner else None,
            due=due,
            raised_on=raised_on,
            by=self.by,
            at=morning(raised_on),
        )
        if owner:
            decisions.take_step(
                action=action,
                step="accept",
                expected_version=action.version,
                by=self.by,
                at=morning(raised_on),
            )
        for told_on, to, because in moved:
            decisions.move_action_date(
                action=action,
                to=to,
                reason=because,
                expected_version=action.version,
                by=self.by,
                at=morning(told_on),
            )
        if closed_on:
            self.finish(action, closed_on)
        return action

    def finish(self, action: Action, day: date) -> None:
        """Let the owner claim an action done, and somebody else confirm it."""
        if action.owner is None:
            raise LookupError(f"{action} has no named owner who could say that it is done.")
        decisions.claim_done(
            action=action,
            author=action.owner,
            evidence="Shown to the secretary.",
            by=self.by,
            at=morning(day),
            on=day,
        )
        owns_it = self.by is not None and action.owner.user_id == self.by.pk
        decisions.verify_action(
            action=action,
            verified_on=day,
            expected_version=action.version,
            by=None if owns_it else self.by,
            at=morning(day),
        )
