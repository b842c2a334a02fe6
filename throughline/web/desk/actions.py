"""An organisation ends and others follow it: one act that calls an action of every room it touches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from throughline.rules.terms.succeed import with_succession
from throughline.web.access.audit import record_event
from throughline.web.access.models import Agency, InForce, OfficeHeld, Partnership, Person, User
from throughline.web.decisions.actions import transfer_actions
from throughline.web.desk.succession import (
    Question,
    WhatMoves,
    appointments_running,
    parents_in_the_file,
    what_moves,
)
from throughline.web.governance import actions as governance
from throughline.web.governance.models import Appointment, Post, StandingDeputy, TermsOfReference
from throughline.web.governance.queries import terms_on, terms_record
from throughline.web.mail.actions import notify_all
from throughline.web.performance.actions import break_series
from throughline.web.plan.actions import pass_on_lines
from throughline.words.formats import day_words

KIND = "organisation-changed"
BECAUSE = "organisation-ended"


@dataclass(frozen=True, kw_only=True)
class Settled:
    """What a person said of each thing that moves: the code of the organisation that takes it.

    What is left out has nobody until the body decides; people left out do not go on to a successor.
    """

    seats: Mapping[tuple[str, str], str] = field(default_factory=dict)
    closed: tuple[tuple[str, str], ...] = ()
    people: Mapping[int, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    actions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Act:
    """Who does it and when."""

    by: User | None
    at: datetime

    @property
    def who(self) -> dict[str, Any]:
        """As every action is told."""
        return {"by": self.by, "at": self.at}


@transaction.atomic
def succeed_agency(
    *, question: Question, settled: Settled, path: str, by: User | None, at: datetime
) -> TermsOfReference:
    """End an organisation and let others follow it: terms, seats, people, plan, actions and series at once.

    ``path`` is the page to which those who are told are led. What was before the first day stays as it was.
    Raises SuccessionUnusable, AlreadyLoaded where terms that begin later are kept, LastSecretary where
    nobody would be secretary, and what the actions of each room raise; nothing is changed then.
    Source: rule R48.
    """
    act = _Act(by, at)
    partnership = question.agency.partnership
    Partnership.objects.select_for_update().get(pk=partnership.pk)
    moving = what_moves(question)
    terms = _terms(question, settled, act)
    agencies = {one.code: one for one in Agency.objects.filter(partnership=partnership)}
    ended = _end_seats(moving, settled, act)
    _move_people(moving, settled, agencies, ended, act)
    _move_plan(moving, settled, act)
    _move_actions(moving, settled, agencies, act)
    _break_series(moving, act)
    _tell(moving, path, act)
    record_event(
        what="organisation succeeded",
        thing=question.agency,
        partnership=partnership,
        detail={
            "from": str(question.first_day),
            "by": [one.id for one in question.successors],
            "terms": terms.number,
            "seats": len(moving.seats),
            "appointments ended": len(ended),
            "plan lines": len(moving.lines),
            "actions": len(moving.actions),
            "series": sorted(moving.series),
        },
        **act.who,
    )
    return terms


def _terms(question: Question, settled: Settled, act: _Act) -> TermsOfReference:
    partnership = question.agency.partnership
    record = terms_record(partnership, question.first_day)
    change = replace(question.change, seats=settled.seats, closed=settled.closed)
    return governance.amend_terms(
        partnership=partnership,
        text=with_succession(record.text, change),
        in_force_from=question.first_day,
        reason=f"{question.agency.code} ended",
        adds_to=record,
        **act.who,
    )


def _taken_by(moving: WhatMoves, settled: Settled, seat: tuple[str, str]) -> str:
    """The organisation that has a seat afterwards; empty where nobody does."""
    if seat in settled.closed:
        return ""
    return settled.seats.get(seat, moving.question.only)


def _end_seats(moving: WhatMoves, settled: Settled, act: _Act) -> list[Appointment]:
    """End the appointments and standing deputies whose person does not go where the seat goes."""
    last_day = moving.question.change.last_day
    seats = {one.key for one in moving.seats} | set(settled.closed)
    partnership = moving.question.agency.partnership
    ended = []
    for row in appointments_running(partnership, last_day):
        key = (row.body.code, row.seat)
        if key in seats and not _goes_along(moving, settled, key, row.person):
            governance.end_appointment(appointment=row, until_on=last_day, because=BECAUSE, **act.who)
            ended.append(row)
    rows = StandingDeputy.objects.filter(StandingDeputy.on(last_day), body__partnership=partnership)
    for deputy in rows.select_related("body__partnership", "person"):
        key = (deputy.body.code, deputy.seat)
        if key in seats and not _goes_along(moving, settled, key, deputy.person):
            governance.end_deputy(deputy=deputy, until_on=last_day, **act.who)
    return ended


def _goes_along(moving: WhatMoves, settled: Settled, seat: tuple[str, str], person: Person) -> bool:
    taken = _taken_by(moving, settled, seat)
    return bool(taken) and (person.pk not in _moving(moving) or settled.people.get(person.pk) == taken)


def _moving(moving: WhatMoves) -> set[int]:
    return {one.pk for one in moving.people}


def _move_people(
    moving: WhatMoves,
    settled: Settled,
    agencies: Mapping[str, Agency],
    ended: Iterable[Appointment],
    act: _Act,
) -> None:
    """Posts end with their organisation; whoever goes on holds the same post where they go."""
    first_day, last_day = moving.question.first_day, moving.question.change.last_day
    titles = {one.pk: _post_on(one, last_day) for one in moving.people}
    _end_offices(moving, settled, ended, act)
    for person in moving.people:
        code = settled.people.get(person.pk)
        if code is None:
            governance.leave_organisation(person=person, last_day=last_day, **act.who)
        else:
            post = _same_post(agencies[code], titles[person.pk], first_day, act)
            governance.move_to_post(person=person, post=post, from_on=first_day, **act.who)
    standing = Post.objects.filter(agency=moving.question.agency).filter(
        Q(until_on__isnull=True) | Q(until_on__gt=last_day), from_on__lte=last_day
    )
    for post in standing.select_related("agency__partnership"):
        governance.end_post(post=post, until_on=last_day, **act.who)


def _post_on(person: Person, day: date) -> tuple[str, int | None, str]:
    """Title, rank and level of the post that somebody held on a day, else the title recorded of them."""
    held = person.posts_held.filter(InForce.on(day)).select_related("post").order_by("-from_on").first()
    if held is None:
        return person.post or _("Post not named"), None, ""
    return held.post.title, held.post.rank, held.post.level


def _same_post(agency: Agency, post: tuple[str, int | None, str], day: date, act: _Act) -> Post:
    title, rank, level = post
    known = Post.objects.filter(InForce.on(day), agency=agency, title__iexact=title).first()
    if known is not None:
        return known
    return governance.record_post(agency=agency, title=title, rank=rank, level=level, from_on=day, **act.who)


def _end_offices(moving: WhatMoves, settled: Settled, ended: Iterable[Appointment], act: _Act) -> None:
    last_day = moving.question.change.last_day
    leavers = {one.pk for one in moving.people if one.pk not in settled.people}
    ending = Q(person__in=leavers)
    for row in ended:
        ending |= Q(person=row.person_id, body_code=row.body.code)
    rows = OfficeHeld.objects.filter(InForce.on(last_day), ending)
    for held in rows.select_related("person__partnership"):
        governance.leave_office(held=held, last_day=last_day, **act.who)


def _move_plan(moving: WhatMoves, settled: Settled, act: _Act) -> None:
    version = moving.version
    if version is None or not moving.lines:
        return
    only = moving.question.only
    followers = {one.id: only for one in moving.lines} if only else dict(settled.lines)
    pass_on_lines(
        version=version,
        organisation=moving.question.agency.code,
        followers=followers,
        on=max(moving.question.first_day, version.accepted_on),
        **act.who,
    )


def _move_actions(moving: WhatMoves, settled: Settled, agencies: Mapping[str, Agency], act: _Act) -> None:
    only = moving.question.only
    going: dict[str, list[Any]] = {}
    for action in moving.actions:
        code = only or settled.actions.get(action.pk, "")
        if code:
            going.setdefault(code, []).append(action)
    for code, actions in going.items():
        transfer_actions(
            actions=actions,
            to=agencies[code],
            on=moving.question.first_day,
            reason=_("%(organisation)s ended on %(day)s")
            % {
                "organisation": moving.question.agency.name,
                "day": day_words(moving.question.change.last_day),
            },
            **act.who,
        )


def _break_series(moving: WhatMoves, act: _Act) -> None:
    agency = moving.question.agency
    if moving.series:
        break_series(
            partnership=agency.partnership,
            indicators=moving.series,
            on=moving.question.first_day,
            reason=_("%(organisation)s ended") % {"organisation": agency.name},
            **act.who,
        )


def _tell(moving: WhatMoves, path: str, act: _Act) -> None:
    """Tell the secretary, and who chairs or supports a body that it sat on or that body's parent."""
    question = moving.question
    partnership = question.agency.partnership
    bodies = set(_bodies_told(moving))
    held = OfficeHeld.objects.filter(
        InForce.on(question.first_day),
        Q(office="secretary", body_code="") | Q(office__in=("secretary", "chair"), body_code__in=bodies),
        person__partnership=partnership,
    )
    people = {one.person_id: one.person for one in held.select_related("person__partnership")}
    notify_all(
        people=list(people.values()),
        kind=KIND,
        about=f"organisation:{question.agency.pk}",
        subject=_("An organisation of the partnership ended on %(day)s")
        % {"day": day_words(question.change.last_day)},
        words=_("The page says who follows, what moved and what stands vacant until the body decides."),
        path=path,
        once=f"organisation-changed:{question.agency.pk}",
        **act.who,
    )


def _bodies_told(moving: WhatMoves) -> Iterator[str]:
    terms = terms_on(moving.question.agency.partnership, moving.question.first_day)
    for code in {one.body.code for one in moving.seats}:
        yield code
        yield from parents_in_the_file(terms, code)
