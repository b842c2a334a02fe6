"""Several small forms on one page: which of them was sent, and whether what it asks was done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest

from throughline.web.decisions.saving import saved


class WayForm(forms.Form):
    """A form that says which of the page's forms it is."""

    do = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Way:
    """One thing that may be done on a page: its heading, its form, and the act."""

    code: str
    words: Any
    button: Any
    form: type[WayForm]
    act: Callable[..., Any]
    said: Any
    options: Mapping[str, Any] = field(default_factory=dict)
    initial: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Offered:
    """A way with its form, filled with what was typed where it was refused."""

    way: Way
    form: WayForm


def take(request: HttpRequest, ways: Sequence[Way]) -> tuple[tuple[Offered, ...], bool]:
    """The forms of a page, and whether the one that was sent is done."""
    offered = []
    for way in ways:
        is_sent = request.method == "POST" and f"{way.code}-do" in request.POST
        form = way.form(
            request.POST if is_sent else None,
            request.FILES if is_sent else None,
            prefix=way.code,
            initial={"do": way.code, **way.initial},
            **way.options,
        )
        if is_sent and form.is_valid():
            typed = {name: value for name, value in form.cleaned_data.items() if name != "do"}
            if saved(request, form, lambda way=way, typed=typed: way.act(**typed), way.said):  # type: ignore[misc]
                return (), True
        offered.append(Offered(way, form))
    return tuple(offered), False


def refused_form(offered: Sequence[Offered]) -> WayForm | None:
    """The form that was sent and not taken, for the page's summary of errors."""
    return next((one.form for one in offered if one.form.is_bound), None)
