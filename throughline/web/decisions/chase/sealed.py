"""What every page behind a link has in common: it is told to nobody, and a spent one says why."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughline.words.refusals import Refused


def sealed(answer: HttpResponse) -> HttpResponse:
    """An address that is a secret is told to no other site and kept by no cache."""
    answer["Referrer-Policy"] = "no-referrer"
    answer["Cache-Control"] = "no-store, private"
    return answer


def closed(request: HttpRequest, refusal: Refused, status: int) -> HttpResponse:
    """The page of a link that takes no answer, with the sentence that says why."""
    return sealed(render(request, "decisions/answer_closed.html", {"refusal": refusal}, status=status))
