"""What linking found, in the words of pages: why a pair waits, how its records agree, what a weight says."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from throughline.figures.cohorts.linking.model import saved_model

COLUMNS: Final[dict[str, Any]] = {
    "pnc_id": _("PNC id"),
    "forename": _("Forename"),
    "surname": _("Surname"),
    "date_of_birth": _("Date of birth"),
    "sex": _("Sex"),
    "postcode": _("Postcode"),
}
AGREEMENTS: Final[dict[str, Any]] = {
    "alike": _("Agrees"),
    "not known": _("Cannot be told: a record does not say"),
    "forename and surname change places": _("Forename and surname change places"),
    "one is part of the other": _("Differs: one is a part of the other"),
    "one 1 January": _("Agrees on 1 January, which often stands for a day that is not known"),
    "one slip": _("Differs by one letter or digit"),
    "nearly alike": _("Differs, and sounds or looks nearly alike"),
    "one digit differs": _("Differs by one digit"),
    "day and month change places": _("Differs: day and month change places"),
    "of one year": _("Differs, in the same year"),
    "of one district": _("Differs, in the same postal district"),
    "anything else": _("Differs"),
}
"""For each level that the saved model weighs, what is said of it."""
TOLD_BESIDE: Final = _("Told beside the forename")
"""What is said of a surname that both records tell and that changes places with the forename."""
REASONS: Final[dict[str, Any]] = {
    "twins": _(
        "The same surname and date of birth, and another forename: these may be twins. A twin looks to a "
        "machine like a slip of the hand, so a person decides."
    ),
    "parent and child": _(
        "The same name, and dates of birth a generation apart: these may be a parent and a child, such as "
        "a father and a son of one name. So a person decides."
    ),
    "one id, two people": _(
        "One PNC id, but the name, the sex or the date of birth differ too much: the id may have been given "
        "to two people."
    ),
    "would join two records that are kept apart": _(
        "Each of the two agrees with somebody from whom the other is kept apart: to join them would join "
        "two people of whom it is known, or likely, that they are two."
    ),
    "weight": _("What agrees speaks for one person, and not strongly enough to be sure."),
}
"""For each reason for which a pair waits, what is said of it."""


def weight_words(weight: float | None) -> Any:
    """How strongly what agrees speaks for one person, in words; ``weight`` counts doublings of the odds."""
    if weight is None:
        return _("Nothing was weighed: another rule speaks for or against them.")
    if weight >= saved_model().automatic_from:
        return _("What agrees speaks so strongly for one person that only the rule above keeps it back.")
    return _("What agrees speaks for one person, but not strongly enough to link them without you.")
