"""One round of the worker: what fell due becomes notices, chores are done, what is due is sent once.

A message is claimed in a transaction of its own, then sent, then marked. A worker killed between
sending and marking leaves a claim behind, which becomes “not certain” and is never sent by itself.
"""

from __future__ import annotations

import logging
import smtplib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from django.conf import settings
from django.db import transaction

from throughline.web.access.models import Partnership
from throughline.web.mail import actions, post
from throughline.web.mail.chores import do_chores
from throughline.web.mail.claims import LEASE, Letter, claim_letter, has_letters, mark_round
from throughline.web.mail.kinds import link_of
from throughline.web.mail.letters import message_of, written
from throughline.web.mail.models import Notice
from throughline.web.mail.queries import address_of, is_undeliverable
from throughline.web.mail.reminders import sources
from throughline.web.mail.server import MailServer
from throughline.web.mail.troubles import MailTrouble
from throughline.web.site.kinds import is_demonstration
from throughline.web.site.today import clock, now, today
from throughline.words.refusals import Refused

log = logging.getLogger("throughline.worker")
State = Notice.State


@dataclass
class Round:
    """What one round did: e-mails by what became of them, new reminders, and what stood in the way."""

    counts: Counter[str] = field(default_factory=Counter)
    trouble: str = ""


def work_once(is_stopping: Callable[[], bool] = lambda: False) -> Round:
    """Look once: prepare reminders, give up stale claims, and send what may leave now."""
    done = Round()
    for partnership in Partnership.objects.all():
        prepare_reminders(partnership, done)
        done.counts.update(do_chores(partnership))
        done.counts["removed"] += actions.remove_old(partnership=partnership, by=None, at=now(partnership))
    at = clock()
    done.counts["uncertain"] += actions.mark_uncertain(claimed_before=at - LEASE, by=None, at=at)
    if is_demonstration():
        keep_everything(done)
    elif settings.MAIL_SERVER is None:
        keep_what_is_due(at, done)
    else:
        actions.withdraw_unwanted(due_by=at, by=None, at=at)
        send_what_is_due(settings.MAIL_SERVER, done, is_stopping)
    mark_round(at, done.trouble)
    return done


def prepare_reminders(partnership: Partnership, done: Round) -> None:
    """Ask every room what is due on the partnership's today; a room at fault does not silence the others."""
    day, at = today(partnership), now(partnership)
    for source in sources():
        try:
            with transaction.atomic():
                reminders = list(source(partnership, day))
                new = actions.keep_reminders(partnership=partnership, reminders=reminders, by=None, at=at)
        except Exception as fault:
            log.exception("reminders of %s failed: %s", source.__module__, type(fault).__name__)
            done.trouble = "source"
        else:
            done.counts["reminders"] += new


def keep_everything(done: Round) -> None:
    """In a demonstration nothing leaves: every message stands on its page as it would have gone."""
    for partnership in Partnership.objects.all():
        at = now(partnership)
        kept = actions.keep_unsent(partnership=partnership, leaving_by=None, by=None, at=at)
        done.counts["kept"] += kept


def keep_what_is_due(at: datetime, done: Round) -> None:
    """Without a mail server, a message is kept at the moment at which it would have left."""
    done.trouble = done.trouble or "no-server"
    for partnership in Partnership.objects.all():
        done.counts["kept"] += actions.keep_unsent(partnership=partnership, leaving_by=at, by=None, at=at)


def send_what_is_due(server: MailServer, done: Round, is_stopping: Callable[[], bool]) -> None:
    """Send letter by letter over one connection, until none is left or the server is in trouble."""
    if not has_letters(clock()):
        return
    try:
        with post.connected(server) as connection:
            while not is_stopping() and (letter := claim_letter(clock(), clock())):
                done.counts[send_letter(letter, server, connection)] += 1
    except MailTrouble as trouble:
        done.trouble = trouble.trouble


def send_letter(letter: Letter, server: MailServer, connection: smtplib.SMTP) -> str:
    """Send one claimed letter and say what became of it.

    Raises MailTrouble where the connection is of no more use; the letter is then put off or not certain.
    """
    to = address_of(letter.person)
    if not to or is_undeliverable(letter.person):
        return _became(letter, State.FAILED, "address-undeliverable" if to else "no-address")
    try:
        message = _message(letter, server, to)
    except Exception as fault:
        log.exception("a letter could not be made up: %s", type(fault).__name__)
        return _became(letter, State.FAILED, "fault")
    if message is None:
        return State.WITHDRAWN.value
    try:
        post.deliver(connection, server, to=to, message=message)
    except MailTrouble as trouble:
        return _after(letter, trouble)
    return _became(letter, State.SENT)


def _message(letter: Letter, server: MailServer, to: str) -> EmailMessage | None:
    """The message with what still stands; None where all that it was about is over."""
    links: dict[int, str] = {}
    for notice in letter.notices:
        try:
            links[notice.pk] = _link(notice)
        except Refused:
            actions.withdraw_stale(notice=notice, by=None, at=clock())
    standing = [notice for notice in letter.notices if notice.pk in links]
    if not standing:
        return None
    words = written(standing, links)
    return message_of(words, to=to, envelope=letter.envelope, person=letter.person, server=server, at=clock())


def _link(notice: Notice) -> str:
    make = link_of(notice.kind)
    if make is None:
        return notice.path
    with transaction.atomic():
        return make(notice.about)


def _after(letter: Letter, trouble: MailTrouble) -> str:
    """Put off what certainly did not go, and leave alone for ever what may have gone."""
    if trouble.trouble == "uncertain":
        _became(letter, State.UNCERTAIN, "uncertain")
        raise trouble
    if trouble.is_of_the_server or trouble.trouble == "later":
        actions.put_off(envelope=letter.envelope, trouble=trouble.trouble, by=None, at=clock())
    else:
        return _became(letter, State.FAILED, trouble.trouble)
    if trouble.is_of_the_server:
        raise trouble
    return "put off"


def _became(letter: Letter, state: State, trouble: str = "") -> str:
    actions.record_outcome(envelope=letter.envelope, state=state.value, trouble=trouble, by=None, at=clock())
    return state.value
