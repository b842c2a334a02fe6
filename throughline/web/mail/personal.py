"""No personal data leaves by e-mail: a text that names somebody is refused before it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import reduce

from django.utils.translation import gettext as _

from throughline.web.access.models import Partnership, Person
from throughline.words.refusals import Refused

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


class NamesAPerson(Refused):
    """The text of a message holds a person's name or an e-mail address."""


def refuse_names_and_addresses(partnership: Partnership, *texts: str) -> None:
    """Let a text through that names nobody; one query. Raises NamesAPerson."""
    if names_a_person("\n".join(texts), names_in(partnership)):
        raise NamesAPerson(
            _(
                "This message would carry a person's name or e-mail address, and e-mail may not. "
                "Say it without the name, and link to the page. Nothing was sent or saved."
            )
        )


def names_in(partnership: Partnership) -> re.Pattern[str]:
    """What finds the name of any person of the partnership, in any case and however spaced."""
    found = Person.objects.filter(partnership=partnership).values_list("name", flat=True)
    return pattern_of(found.order_by())


def pattern_of(names: Iterable[str]) -> re.Pattern[str]:
    """What finds one of the names as whole words; a name of a single word is left out.

    A single word, such as May or Young, is also an ordinary word of a sentence.
    """
    spelt = {r"\W+".join(map(re.escape, name.split())) for name in names if len(name.split()) > 1}
    either = reduce(lambda one, other: f"{one}|{other}", sorted(spelt), "(?!)")
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def names_a_person(text: str, names: re.Pattern[str]) -> bool:
    """Whether a text holds one of the names, or any e-mail address."""
    return bool(ADDRESS.search(text) or names.search(text))
