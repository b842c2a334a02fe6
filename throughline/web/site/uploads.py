"""What is too large is refused before it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Answer = Callable[[HttpRequest], HttpResponse]


def limited_uploads(get_response: Answer) -> Answer:
    """Answer a request larger than `UPLOAD_LIMIT` with a page that says so; nothing of it is read."""

    def answer(request: HttpRequest) -> HttpResponse:
        if _length_of(request) <= settings.UPLOAD_LIMIT:
            return get_response(request)
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        return render(request, "site/too_large.html", {"limit": limit}, status=413)

    return answer


def _length_of(request: HttpRequest) -> int:
    length = request.META.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0
