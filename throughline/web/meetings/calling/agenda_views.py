"""The agenda of a meeting: put in order, published, and opened to named readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.governance.standing import RUN_MEETINGS
from throughline.web.meetings import actions, forms, queries
from throughline.web.meetings.asking import address_of, form_page, meeting_or_404, saved, who_asks
from throughline.web.meetings.calling import planning
from throughline.web.meetings.leave import people_who_preside
from throughline.web.meetings.papers import reader_forms
from throughline.web.site.today import now, today


def presiding_over(meeting: Any, day: Any) -> dict[str, Any]:
    """Who may let something be tabled late, by number; nobody while the agenda is not published."""
    if meeting.published_at is None:
        return {}
    return {str(one.pk): one for one in people_who_preside(meeting.body, day)}


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Put the agenda in order: fill it from the terms, move, time, add, remove."""
    found = meeting_or_404(partnership, body, meeting)
    lines = planning.agenda_as_kept(found)
    presiding = presiding_over(found, today(partnership))
    form = forms.Agenda(
        request.POST or None,
        lines=lines,
        papers=queries.papers_readable_by(found, None),
        presiding=[(key, one.name) for key, one in presiding.items()],
        initial={"version": found.version, "asks": "discuss", "readers": "body"},
    )
    if form.is_valid() and _keep_agenda(request, found, form, presiding):
        return redirect(address_of(found, "agenda"))
    return render(request, "meetings/agenda.html", {"form": form, "meeting": found, "lines": lines})


def _keep_agenda(request: HttpRequest, meeting: Any, form: forms.Agenda, presiding: dict[str, Any]) -> bool:
    wanted, _sign, code = request.POST.get("do", "save").partition(":")
    typed, said = form.typed(), form.cleaned_data
    if wanted == "add" and not said["title"]:
        form.add_error("title", _("Give the item a title."))
        return False
    changes: dict[str, Callable[[], tuple[Any, ...]]] = {
        "fill": lambda: planning.filled_from_terms(meeting),
        "up": lambda: planning.moved(typed, code, -1),
        "down": lambda: planning.moved(typed, code, 1),
        "remove": lambda: tuple(line for line in typed if line.code != code),
        "add": lambda: planning.with_item_added(
            typed, title=said["title"], asks=said["asks"] or "discuss", readers=said["readers"] or "body"
        ),
    }
    act = lambda: actions.set_agenda(  # noqa: E731 - what is tried, and may be refused
        meeting=meeting,
        lines=changes.get(wanted, lambda: typed)(),
        expected_version=said["version"],
        by=who_asks(request),
        at=now(meeting.body.partnership),
        permitted_by=presiding.get(said.get("permitted_by", "")),
    )
    return bool(saved(request, form, act, _("The agenda is saved."), meeting))


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, partnership: Any, body: str, meeting: str) -> HttpResponse:
    """Read the agenda once more, then publish it."""
    found = meeting_or_404(partnership, body, meeting)
    form = forms.VersionOnly(request.POST or None, initial={"version": found.version})
    return form_page(
        request,
        form,
        lambda: actions.publish_agenda(
            meeting=found,
            expected_version=form.cleaned_data["version"],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The agenda is published. Issue the pack, so that every reader is sent it."),
        record=found,
        template="meetings/publish.html",
        shown={"meeting": found, "items": queries.items_readable_by(found, None)},
    )


@permit(RUN_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def item_readers(request: HttpRequest, partnership: Any, body: str, meeting: str, item: str) -> HttpResponse:
    """Name the people who may see one item, such as a guest invited for it."""
    found = meeting_or_404(partnership, body, meeting)
    one = next((row for row in queries.items_readable_by(found, None) if row.code == item), None)
    if one is None:
        raise Http404
    people = {str(person.pk): person for person in queries.people_to_name(partnership)}
    named = queries.named_on(one)
    form = reader_forms.NamedReaders(
        request.POST or None,
        people=[(key, queries.person_in_words(person)) for key, person in people.items()],
        initial={"people": [str(number) for number in named]},
    )
    return form_page(
        request,
        form,
        lambda: actions.open_item_to(
            item=one,
            people=[people[key] for key in form.cleaned_data["people"]],
            by=who_asks(request),
            at=now(partnership),
        ),
        _("The item is open to those named."),
        record=found,
        template="meetings/item_readers.html",
        shown={"meeting": found, "item": one},
        to=lambda _made: address_of(found, "agenda"),
    )
