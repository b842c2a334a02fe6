"""One page with one form: shown, or saved with a sentence and left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from throughline.web.decisions.saving import saved


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """What a page with one form says: its heading, its answer, its button and where it leads back to."""

    title: str
    lead: str
    button: str
    caption: str
    back: str
    said: str


def answer_form(
    request: HttpRequest,
    form: Form,
    page: FormPage,
    act: Callable[[], Any],
    *,
    record: Any = None,
    onward: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Do the act where the form is whole, and go on; else the page with what was typed.

    ``onward`` gives the address to go to from what the act made; without it the page leads back.
    """
    made: list[Any] = []
    if form.is_valid() and saved(request, form, lambda: made.append(act()), page.said, record):
        return redirect(onward(made[0]) if onward else page.back)
    return render(request, "voices/form.html", {"form": form, "page": page})
