"""The people of a partnership: who they are, which offices they hold, and how they come to sign in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughline.web.access import actions as access
from throughline.web.access import letters
from throughline.web.access.permits import permit
from throughline.web.governance import actions, queries
from throughline.web.governance.seats.forms import ChangePerson, GiveOffice, LeaveOffice, PersonAnswers
from throughline.web.governance.seats.people_page import people_page, person_record, person_row
from throughline.web.governance.seats.post_forms import MoveToPost
from throughline.web.governance.seats.posts import posts_to_choose
from throughline.web.governance.seats.record_parts import record_parts
from throughline.web.governance.standing import KEEP_TERMS
from throughline.web.site.today import now
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, partnership: Any) -> HttpResponse:
    """Everybody recorded in the partnership, with their offices; a person can be added."""
    form = PersonAnswers(request.POST or None, agencies=queries.agencies_of(partnership))
    if form.is_valid():
        added = access.record_person(partnership=partnership, **form.values(), **_by(request))
        messages.info(request, _("%(name)s is added.") % {"name": added.name})
        return redirect("governance:person", partnership=partnership.slug, person_id=added.pk)
    page = people_page(partnership, request.viewpoint.on)  # type: ignore[attr-defined]
    return render(request, "governance/people.html", {"page": page, "form": form})


@permit(KEEP_TERMS)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, partnership: Any, person_id: int) -> HttpResponse:
    """One person: correct what is recorded, give or end an office, invite them to sign in."""
    found = _person(partnership, person_id)
    forms = _forms(request, found)
    act = request.POST.get("act", "")
    form = forms.get(act)
    if form is not None and form.is_valid() and _done(found, form, lambda: ACTS[act](request, found, form)):
        messages.info(request, _("What is recorded of %(name)s is changed.") % {"name": found.name})
        return redirect("governance:person", partnership=partnership.slug, person_id=person_id)
    return _page(request, found, forms, form)


@permit(KEEP_TERMS)
@require_POST
def invite(request: HttpRequest, partnership: Any, person_id: int) -> HttpResponse:
    """Show once the code with which a person sets their password."""
    found = _person(partnership, person_id)
    try:
        # A code is used outside any partnership, so its days are counted from the present itself.
        code = access.invite_person(person=found, by=_by(request)["by"], at=now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("governance:person", partnership=partnership.slug, person_id=person_id)
    address = request.build_absolute_uri(reverse("access:accept"))
    sent = letters.send_invitation(to=found.email, address=address, code=code)
    context = {"person": found, "code": code, "is_sent": sent is not None, "address": address}
    return render(request, "governance/invited.html", context)


def _person(partnership: Any, number: int) -> Any:
    found = queries.person_numbered(partnership, number)
    if found is None:
        raise Http404
    return found


def _by(request: HttpRequest) -> dict[str, Any]:
    return {"by": request.user, "at": now(request.viewpoint.partnership)}  # type: ignore[attr-defined]


def _forms(request: HttpRequest, found: Any) -> dict[str, Any]:
    day = request.viewpoint.on  # type: ignore[attr-defined]
    sent = request.POST.get("act")
    bodies = list(queries.bodies_with_terms(found.partnership))
    names = [(one.code, one.name) for one in bodies]
    ending = [
        (str(one.number), one.words) for one in person_row(found, day, dict(names)).offices if one.is_open
    ]
    known = {
        "version": found.version,
        "name": found.name,
        "post": found.post,
        "email": found.email,
        "agency": str(found.agency_id or ""),
    }

    def typed(act: str) -> dict[str, Any]:
        return {"data": request.POST if sent == act else None, "prefix": act}

    posts = posts_to_choose(found.partnership, day)
    forms: dict[str, Any] = {
        "post": MoveToPost(posts=posts, initial={"from_on": day}, **typed("post")),
        "give": GiveOffice(bodies=names, held=found.offices.all(), initial={"from_on": day}, **typed("give")),
        "end": LeaveOffice(held=ending, initial={"last_day": day}, **typed("end")),
        "change": ChangePerson(
            agencies=queries.agencies_of(found.partnership), initial=known, **typed("change")
        ),
    }
    return forms


def _give(request: HttpRequest, found: Any, form: Any) -> None:
    typed = form.cleaned_data
    access.appoint_to_office(
        person=found,
        office=typed["office"],
        from_on=typed["from_on"],
        until_on=typed["until_on"],
        body_code=typed["body"],
        **_by(request),
    )


def _end(request: HttpRequest, found: Any, form: Any) -> None:
    typed = form.cleaned_data
    held = next(one for one in found.offices.all() if str(one.pk) == typed["held"])
    actions.leave_office(held=held, last_day=typed["last_day"], **_by(request))


def _change(request: HttpRequest, found: Any, form: Any) -> None:
    values = form.values()
    version = values.pop("version")
    actions.change_person(person=found, expected_version=version, **values, **_by(request))


def _move(request: HttpRequest, found: Any, form: Any) -> None:
    actions.move_to_post(person=found, **form.values(), **_by(request))


ACTS: dict[str, Callable[[HttpRequest, Any, Any], None]] = {
    "give": _give,
    "end": _end,
    "change": _change,
    "post": _move,
}


def _done(found: Any, form: Any, act: Callable[[], None]) -> bool:
    try:
        act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
        if isinstance(refusal, EditedSince):
            _stand_on_what_is_there_now(form, found)
        return False
    return True


def _stand_on_what_is_there_now(form: Any, found: Any) -> None:
    form.data = form.data.copy()
    form.data[form.add_prefix("version")] = str(_person(found.partnership, found.pk).version)


def _page(request: HttpRequest, found: Any, forms: dict[str, Any], sent: Any) -> HttpResponse:
    if sent is not None:
        found = _person(found.partnership, found.pk)
    names = {one.code: one.name for one in queries.bodies_with_terms(found.partnership)}
    row = person_row(found, request.viewpoint.on, names)  # type: ignore[attr-defined]
    viewpoint = request.viewpoint  # type: ignore[attr-defined]
    context = {
        "person": found,
        "row": row,
        "record": person_record(found, viewpoint.on),
        "parts": record_parts("person", found, viewpoint),
        "forms": forms,
        "sent": sent,
    }
    return render(request, "governance/person.html", context)
