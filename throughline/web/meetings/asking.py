"""What every view of the room shares: who asks, about what, and what becomes of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughline.web.meetings import queries
from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused


def who_asks(request: HttpRequest) -> Any:
    """Whoever asks; a permit has made sure that they are signed in."""
    return request.user


def body_or_404(partnership: Any, code: str) -> Any:
    """The body of that code, or the page for what is not there."""
    try:
        return queries.body_named(partnership, code)
    except queries.NoSuchBody:
        raise Http404 from None


def meeting_or_404(partnership: Any, body: str, address: str) -> Any:
    """The meeting at an address, or the page for what is not there."""
    found = queries.meeting_of_address(partnership, body, address)
    if found is None:
        raise Http404
    return found


def address_of(meeting: Any, route: str = "meeting", **more: Any) -> str:
    """The address of a page of the meeting."""
    body = meeting.body
    parts = {"partnership": body.partnership.slug, "body": body.code, "meeting": meeting.address, **more}
    return reverse(f"meetings:{route}", kwargs=parts)


def form_page(
    request: HttpRequest,
    form: Form,
    act: Callable[[], Any],
    said: str,
    *,
    record: Any,
    template: str,
    shown: Mapping[str, Any],
    to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """The shape of a page with one form: a valid one is saved and leads on, any other is shown again.

    It leads to the meeting ``record``, or to what ``to`` makes of the act's result.
    """
    if form.is_valid():
        made = saved(request, form, act, said, record)
        if made:
            return redirect(to(made) if to else address_of(record))
    return render(request, template, {**shown, "form": form})


def saved(request: HttpRequest, form: Form, act: Callable[[], Any], said: str, record: Any = None) -> Any:
    """What the act made, or None where it was refused and the form now says why.

    Where someone else changed the record meanwhile, the form keeps what was typed and takes the
    record's version, so that a second look is all it takes to save.
    """
    try:
        made = act()
    except EditedSince as refusal:
        record.refresh_from_db()
        form.data = {**form.data.dict(), "version": str(record.version)}  # type: ignore[attr-defined]
        form.add_error(None, str(refusal))
        return None
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.info(request, said)
    return made
