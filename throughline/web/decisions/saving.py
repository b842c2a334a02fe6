"""What becomes of a form: saved with a sentence, or refused with one, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from throughline.web.site.versions import EditedSince
from throughline.words.refusals import Refused


def saved(request: HttpRequest, form: Form, act: Callable[[], Any], said: str, record: Any = None) -> bool:
    """Whether the act was done; where it was refused, the form now says why.

    Where someone else changed the record meanwhile, the form takes the record's version, so that a
    second look is all it takes to save.
    """
    try:
        act()
    except EditedSince as refusal:
        record.refresh_from_db()
        form.data = {**form.data.dict(), "version": str(record.version)}  # type: ignore[attr-defined]
        form.add_error(None, str(refusal))
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.info(request, said)
    return True
