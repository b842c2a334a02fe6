"""What an action refuses is shown on the form that asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from throughline.words.refusals import Refused


@contextmanager
def refusals_on(form: BaseForm, field: str | None = None) -> Iterator[None]:
    """Put what is refused inside the block on a form, or on one of its fields.

    The block ends where it is refused, and the view goes on after it.
    """
    try:
        yield
    except Refused as refusal:
        form.add_error(field, str(refusal))
