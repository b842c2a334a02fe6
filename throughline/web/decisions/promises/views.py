"""The page of an action, and everything that may be done to it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access.permits import holds_permit, permit
from throughline.web.decisions import actions
from throughline.web.decisions.permits import (
    ANSWER_ACTION,
    CONFIRM_ACTION,
    KEEP_ACTION,
    READ_ACTION,
    TAKE_ACTION,
    action_in,
)
from throughline.web.decisions.promises import forms, reads
from throughline.web.decisions.promises.page import action_page
from throughline.web.decisions.saving import saved
from throughline.web.site.jinja import short_date
from throughline.web.site.today import now
from throughline.words.refusals import Refused

OWN_STEPS = ("accept", "decline", "start", "block", "unblock")
CONFIRMING = ("verify", "send-back")


@permit(READ_ACTION)
@require_http_methods(["GET", "HEAD"])
def action(request: HttpRequest, partnership: Any, action: int) -> HttpResponse:
    """One action: its dates and why they moved, its owners, what was said of it, and where it came from."""
    found = _found(request)
    return render(request, "decisions/action.html", {"page": action_page(found, _viewpoint(request))})


@permit(ANSWER_ACTION)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, partnership: Any, action: int) -> HttpResponse:
    """Say how an action goes; the secretary accepts it before anything follows."""
    found, viewpoint = _found(request), _viewpoint(request)
    author = found.owner or viewpoint.person
    last = reads.last_said(found, author)
    late = reads.lateness_of(found, viewpoint.on)
    form = forms.SayHow(
        request.POST or None, late=late, since=short_date(last.said_at) if last is not None else ""
    )
    if form.is_valid():
        typed = form.cleaned_data
        done = _saved(
            request,
            form,
            lambda: actions.propose_update(
                action=found,
                author=author,
                claim=typed["claim"],
                text=typed["text"],
                forecast=typed["forecast"],
                evidence=typed["evidence"],
                by=_by(request),
                at=now(partnership),
                on=viewpoint.on,
            ),
            _("The update is kept. It waits for the secretary to accept it."),
        )
        if done:
            return _back(found)
    shown = {"form": form, "action": found, "late": late, "last": last, "author": author}
    return render(request, "decisions/say_how.html", shown)


@permit(ANSWER_ACTION)
@require_POST
def step(request: HttpRequest, partnership: Any, action: int) -> HttpResponse:
    """Accept or decline an action, begin it, or say that it waits or goes on."""
    return _stepped(request, OWN_STEPS)


@permit(CONFIRM_ACTION)
@require_POST
def confirm(request: HttpRequest, partnership: Any, action: int) -> HttpResponse:
    """Confirm that what was claimed is done, or send it back with a reason."""
    return _stepped(request, CONFIRMING)


def _stepped(request: HttpRequest, allowed: tuple[str, ...]) -> HttpResponse:
    found = _found(request)
    form = forms.TakeStep(request.POST)
    if not form.is_valid() or form.cleaned_data["step"] not in allowed:
        messages.error(request, _("That form was not whole. Nothing was changed. Try again."))
        return _back(found)
    typed = form.cleaned_data
    told = {
        "action": found,
        "expected_version": typed["version"],
        "by": _by(request),
        "at": now(found.partnership),
    }
    if typed["step"] == "verify":
        return _done(
            request,
            found,
            lambda: actions.verify_action(verified_on=_viewpoint(request).on, **told),
            _("The action is verified and closed."),
        )
    return _done(
        request,
        found,
        lambda: actions.take_step(step=typed["step"], said=typed["said"], **told),
        _("That is recorded."),
    )


@permit(KEEP_ACTION)
@require_POST
def settle(request: HttpRequest, partnership: Any, action: int, update: int) -> HttpResponse:
    """Accept, query, put to the body or decline what an owner said."""
    found = _found(request)
    said = reads.update_of(found, update)
    if said is None:
        raise Http404
    return settled(request, said, lambda: _back(found))


def settled(request: HttpRequest, said: Any, back: Callable[[], HttpResponse]) -> HttpResponse:
    """Let the secretary's answer to an update have its effect, and go back to where it was given."""
    form = forms.Reply(request.POST)
    if not form.is_valid():
        messages.error(request, _("That form was not whole. Nothing was changed. Try again."))
        return back()
    typed = form.cleaned_data
    told = {
        "update": said,
        "expected_version": typed["version"],
        "by": _by(request),
        "at": now(said.action.partnership),
    }
    acts: dict[str, tuple[Callable[[], Any], str]] = {
        "accept": (
            lambda: actions.accept_update(
                reply=typed["reply"], action_version=typed["action_version"], **told
            ),
            _("The update of action %(number)d is accepted."),
        ),
        "query": (
            lambda: actions.query_update(question=typed["reply"], asked_on=_viewpoint(request).on, **told),
            _("The owner of action %(number)d is asked."),
        ),
        "escalate": (
            lambda: actions.escalate_update(reply=typed["reply"], **told),
            _("Action %(number)d goes to the meeting for a decision."),
        ),
        "decline": (
            lambda: actions.decline_update(reply=typed["reply"], **told),
            _("The update of action %(number)d is declined. Nothing follows from it."),
        ),
    }
    act, words = acts[typed["answer"]]
    _acted(request, act, words % {"number": said.action.number})
    return back()


@permit(KEEP_ACTION)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, partnership: Any, action: int) -> HttpResponse:
    """Give an action another day with a reason; the first day stays."""
    found, viewpoint = _found(request), _viewpoint(request)
    form = forms.MoveDay(
        request.POST or None,
        decisions=reads.decisions_to_choose(found),
        initial={"version": found.version},
    )
    if form.is_valid():
        typed = form.cleaned_data
        done = _saved(
            request,
            form,
            lambda: actions.move_action_date(
                action=found,
                to=typed["to"],
                reason=typed["reason"],
                decision=reads.decision_chosen(found, typed["decision"]),
                expected_version=typed["version"],
                by=_by(request),
                at=now(partnership),
            ),
            _("The new date is recorded. The first one stays."),
        )
        if done:
            return _back(found)
    late = reads.lateness_of(found, viewpoint.on)
    return render(request, "decisions/move_day.html", {"form": form, "action": found, "late": late})


@permit(KEEP_ACTION)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, partnership: Any, action: int) -> HttpResponse:
    """Cancel an action by a decision, or let it become part of another."""
    found = _found(request)
    form = forms.CloseWithout(
        request.POST or None,
        decisions=reads.decisions_to_choose(found),
        actions=reads.actions_to_merge_into(found),
        initial={"version": found.version},
    )
    if form.is_valid() and _saved(
        request, form, lambda: _closed(request, found, form), _("The action is closed.")
    ):
        return _back(found)
    return render(request, "decisions/close_action.html", {"form": form, "action": found})


def _closed(request: HttpRequest, found: Any, form: Form) -> Any:
    typed, day = form.cleaned_data, _viewpoint(request).on
    told = {
        "action": found,
        "reason": typed["reason"],
        "expected_version": typed["version"],
        "by": _by(request),
        "at": now(found.partnership),
    }
    if typed["how"] == "cancel":
        decision = _there(reads.decision_chosen(found, typed["decision"]))
        return actions.cancel_action(decision=decision, cancelled_on=day, **told)
    into = _there(reads.action_numbered(found.partnership, typed["into"]))
    return actions.merge_action(into=into, merged_on=day, **told)


@permit(KEEP_ACTION)
@require_http_methods(["GET", "HEAD", "POST"])
def owner(request: HttpRequest, partnership: Any, action: int) -> HttpResponse:
    """Ask somebody else to take an action over; it stays with its owner until they accept."""
    found, viewpoint = _found(request), _viewpoint(request)
    form = forms.NewOwner(
        request.POST or None,
        owners=reads.owners_to_choose(partnership, viewpoint.on),
        initial={"version": found.version},
    )
    if form.is_valid():
        typed = form.cleaned_data
        person, agency = reads.owner_chosen(partnership, typed["owner"])
        done = _saved(
            request,
            form,
            lambda: actions.offer_action(
                action=found,
                to_owner=person,
                to_agency=_there(agency),
                reason=typed["reason"],
                expected_version=typed["version"] or 0,
                by=_by(request),
                at=now(partnership),
            ),
            _("They are asked. The action stays with its owner until they accept."),
        )
        if done:
            return _back(found)
    return render(request, "decisions/new_owner.html", {"form": form, "action": found})


@permit(TAKE_ACTION)
@require_POST
def offer(request: HttpRequest, partnership: Any, action: int) -> HttpResponse:
    """Take over an action that was offered, or leave it where it is."""
    found = _found(request)
    waiting = reads.offer_of(found)
    form = forms.TakeStep(request.POST)
    if waiting is None or not form.is_valid():
        messages.error(request, _("Nobody is asked to take this action over now. Nothing was changed."))
        return _back(found)
    accepted = form.cleaned_data["step"] == "take-over"
    return _done(
        request,
        found,
        lambda: actions.answer_offer(
            change=waiting,
            accepted=accepted,
            expected_version=form.cleaned_data["version"],
            by=_by(request),
            at=now(partnership),
        ),
        _("The action has passed on.") if accepted else _("The action stays with its owner."),
    )


def _found(request: HttpRequest) -> Any:
    return action_in(_viewpoint(request))


def _there(thing: Any) -> Any:
    """What was chosen on the form, or the page for what is not there."""
    if thing is None:
        raise Http404
    return thing


def _viewpoint(request: HttpRequest) -> Any:
    return request.viewpoint  # type: ignore[attr-defined]


def _by(request: HttpRequest) -> Any:
    return request.user


def _back(found: Any) -> HttpResponse:
    return redirect("decisions:action", partnership=found.partnership.slug, action=found.number)


def _acted(request: HttpRequest, act: Callable[[], Any], said: str) -> bool:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.info(request, said)
    return True


def _done(request: HttpRequest, found: Any, act: Callable[[], Any], said: str) -> HttpResponse:
    """Do what one button asks. Whoever may no longer read the action goes to the list."""
    _acted(request, act, said)
    viewpoint = _viewpoint(request)
    viewpoint.__dict__.pop("_action", None)
    if not holds_permit(READ_ACTION, viewpoint):
        return redirect("desk:actions", partnership=found.partnership.slug)
    return _back(found)


def _saved(request: HttpRequest, form: Form, act: Callable[[], Any], said: str) -> bool:
    """Whether the act was done; where it was refused the form says why and keeps what was typed."""
    return saved(request, form, act, said, action_in(_viewpoint(request)))
