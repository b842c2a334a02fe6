"""Who owes and who receives: each party that a duty's words come to, by its id.

Source: the partnership file, sections 3.1, 5 and 7 (``owed_by``, ``to``); rule R14.
"""

from __future__ import annotations

from datetime import date

from throughline.rules.terms.model import Agency, Body, Terms, Who
from throughline.rules.terms.seats import seats_on
from throughline.rules.terms.succession import employer_of, has_ended, organisation_on, set_members
from throughline.rules.terms.words_for import names_in, who_in_words


def recipients(terms: Terms, who: Who | None, body: Body, *, day: date | None = None) -> tuple[str, ...]:
    """Each recipient that a who names, one by one: a set stands for its members, silence for the body.

    On a ``day`` an organisation that ended is its successor, or none. A sector or employer stands for
    its organisations, ``each-agency`` for those with a seat. Whoever the file cannot list is named by
    the terms' words.
    Source: the partnership file, sections 3.1, 5 and 7 (``to``); rule R14.
    """
    if who is None:
        return (body.id,)
    left_out = recipients(terms, who.except_, body, day=day) if who.except_ else ()
    found = dict.fromkeys(one for one in _listed(terms, who, body, day) if one not in left_out)
    return tuple(found) or ((_in_words(terms, who),) if not left_out else ())


def owner_of(body: Body, owed_by: Who | None) -> str:
    """The id or word of whoever owes a duty: the body itself where the terms do not say.

    Source: the partnership file, section 7 (``owed_by``).
    """
    word = one_word(owed_by)
    return body.id if word is None or word == "body" else word


def one_word(who: Who | None) -> str | None:
    """The one word for some people, where a single one must do; None where nobody is named.

    Source: the partnership file, section 3.1.
    """
    if who is None:
        return None
    return who.is_[0] if who.is_ else who.office or who.agency_of


def _listed(terms: Terms, who: Who, body: Body, day: date | None) -> list[str]:
    found = [
        one for part in who.any_of for one in _listed(terms, part, body, day) or [_in_words(terms, part)]
    ]
    for word in who.is_:
        found += _of_word(terms, word, body, day)
    if not who.is_ and not who.any_of and (who.sector or who.employer):
        found += [one.id for one in terms.agencies if _is_meant(terms, one, who, day)]
    if not found and (who.office or who.agency_of):
        found.append(who.office or who.agency_of or "")
    return found


def _of_word(terms: Terms, word: str, body: Body, day: date | None) -> list[str]:
    if word == "body":
        return [body.id]
    if word == "each-agency" and day is not None:
        seated = [place.organisation for place in seats_on(terms, body.id, day) if place.organisation]
        return seated or [word]
    members = set_members(terms, word) or (word,)
    return [one for one in (_standing(terms, member, day) for member in members) if one is not None]


def _standing(terms: Terms, word: str, day: date | None) -> str | None:
    if day is None or all(agency.id != word for agency in terms.agencies):
        return word
    found = organisation_on(terms, word, day)
    return found.id if found is not None else None


def _is_meant(terms: Terms, agency: Agency, who: Who, day: date | None) -> bool:
    if day is not None and has_ended(agency, day):
        return False
    in_sector = not who.sector or agency.sector in who.sector
    return in_sector and (not who.employer or employer_of(terms, agency.id) in who.employer)


def _in_words(terms: Terms, who: Who) -> str:
    return who_in_words(who, names_in(terms))
