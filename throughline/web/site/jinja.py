"""The template environment: GOV.UK macros, our own, translation and dates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from jinja2 import ChainableUndefined, ChoiceLoader, Environment, PackageLoader, PrefixLoader

from throughline.web.site.sections import sections_of


def environment(**options: Any) -> Environment:
    """Templates escape by default and know the GOV.UK macros."""
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    options["loader"] = ChoiceLoader([options["loader"], govuk])
    options.setdefault("extensions", []).append("jinja2.ext.i18n")
    # the GOV.UK macros ask for parameters that were not given
    options.update(trim_blocks=True, lstrip_blocks=True, undefined=ChainableUndefined)
    made = Environment(**options)  # noqa: S701 - Django's back end turns autoescape on
    made.install_gettext_callables(in_this_language, translation.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(static=static, url=address, get_language=translation.get_language)
    made.globals.update(plan_sections=sections_of)
    made.filters.update(long_date=long_date, short_date=short_date, time_of_day=time_of_day, clock=clock)
    made.filters["as_json"] = as_json
    made.filters["invoke"] = lambda question: question()
    return made


def in_this_language(words: str) -> str:
    """Words of a template in the language of the request; catalogues do not change while the site runs."""
    return _translated(translation.get_language(), words)


@lru_cache(maxsize=8192)
def _translated(language: str | None, words: str) -> str:
    return translation.gettext(words)


def address(route: str, **parts: Any) -> str:
    """The address of a route, for templates: `url("meetings:meeting", partnership=slug, meeting=7)`."""
    return reverse(route, kwargs=parts)


def as_json(value: Mapping[str, Any]) -> str:
    """A value for a script to read from an attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)


def long_date(day: date) -> str:
    """Tuesday 7 April 2026, or the same in Welsh."""
    return date_format(_local(day), "l j F Y", use_l10n=False)


def short_date(day: date) -> str:
    """7 April."""
    return date_format(_local(day), "j F", use_l10n=False)


def time_of_day(moment: datetime) -> str:
    """10am, or 10:38am where the minutes matter."""
    local = timezone.localtime(moment)
    minutes = f":{local:%M}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'am' if local.hour < 12 else 'pm'}"


def clock(moment: datetime) -> str:
    """10:38, as the room reads the time."""
    return f"{timezone.localtime(moment):%H:%M}"


def _local(day: date) -> date:
    return timezone.localtime(day) if isinstance(day, datetime) and timezone.is_aware(day) else day
