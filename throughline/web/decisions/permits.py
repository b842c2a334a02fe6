"""Who may read an action, say how it goes, confirm that it is done, and keep it."""

from __future__ import annotations

import rules

from throughline.web.access.permits import Viewpoint, add_permit, belongs
from throughline.web.decisions.closed_actions import without_closed
from throughline.web.decisions.models import Action
from throughline.web.governance.standing import codes_readable_by

READ_ACTION = "read the action"
ANSWER_ACTION = "say how the action goes"
CONFIRM_ACTION = "confirm that the action is done"
KEEP_ACTION = "keep the action"
TAKE_ACTION = "take the action over"
CHASE = "ask owners how their actions go"


def action_in(viewpoint: Viewpoint) -> Action | None:
    """The action that the address names, in the partnership; asked once for a request."""
    if "action" not in viewpoint.route:
        return None
    kept: dict[str, Action | None] = viewpoint.__dict__.setdefault("_action", {})
    if "found" not in kept:
        actions = Action.objects.filter(partnership=viewpoint.partnership, number=viewpoint.route["action"])
        kept["found"] = actions.select_related(
            "body",
            "owner",
            "owner_agency",
            "partnership",
            "decision__body",
            "merged_into",
            "cancelled_by__body",
        ).first()
    return kept["found"]


def _body(viewpoint: Viewpoint) -> str | None:
    """The code of the body whose action is asked about, or that the address names."""
    if "action" not in viewpoint.route:
        return str(viewpoint.route.get("body", ""))
    found = action_in(viewpoint)
    return found.body.code if found else None


def codes_read_by(viewpoint: Viewpoint) -> frozenset[str]:
    """The codes of the bodies whose papers a reader may read; asked once for a request."""
    kept: dict[str, frozenset[str]] = viewpoint.__dict__.setdefault("_codes_read", {})
    if "found" not in kept:
        kept["found"] = codes_readable_by(viewpoint)
    return kept["found"]


def codes_kept_by(viewpoint: Viewpoint) -> frozenset[str]:
    """The codes of the bodies whose actions a reader keeps, as secretary of one or of the partnership."""
    readable = codes_read_by(viewpoint)
    held = {one.body_code for one in viewpoint.offices if one.office == "secretary"}
    return readable if "" in held else readable & held


def _holds(viewpoint: Viewpoint, *offices: str) -> bool:
    bodies = ("", _body(viewpoint))
    return any(one.office in offices and one.body_code in bodies for one in viewpoint.offices)


@rules.predicate
def owns_the_action(viewpoint: Viewpoint) -> bool:
    """The owner, or where none is named, a person of the organisation that owns it."""
    found, person = action_in(viewpoint), viewpoint.person
    if found is None or person is None:
        return False
    if found.owner_id is None:
        return found.owner_agency_id == person.agency_id
    return found.owner_id == person.pk


@rules.predicate
def is_asked_to_take_over(viewpoint: Viewpoint) -> bool:
    """Somebody to whom the action is offered, by name or for their organisation."""
    found, person = action_in(viewpoint), viewpoint.person
    if found is None or person is None:
        return False
    waiting = found.owner_changes.filter(outcome="waiting")
    return any(
        one.to_owner_id == person.pk or (one.to_owner_id is None and one.to_agency_id == person.agency_id)
        for one in waiting
    )


@rules.predicate
def reads_its_body(viewpoint: Viewpoint) -> bool:
    """Whether the papers of the action's body are open to the reader, and what the action came from."""
    if _body(viewpoint) not in codes_read_by(viewpoint):
        return False
    found = action_in(viewpoint)
    return found is None or without_closed(Action.objects.filter(pk=found.pk), viewpoint).exists()


@rules.predicate
def keeps_its_body(viewpoint: Viewpoint) -> bool:
    """The secretary of the action's body, or of the partnership."""
    return _body(viewpoint) is not None and _holds(viewpoint, "secretary")


@rules.predicate
def leads_its_body(viewpoint: Viewpoint) -> bool:
    """The chair or vice-chair of the action's body."""
    return _body(viewpoint) is not None and _holds(viewpoint, "chair", "vice-chair")


@rules.predicate
def is_a_secretary(viewpoint: Viewpoint) -> bool:
    """The secretary of any body of the partnership."""
    return any(one.office == "secretary" for one in viewpoint.offices)


def declare() -> None:
    """Add the permits of actions."""
    add_permit(READ_ACTION, belongs & (reads_its_body | owns_the_action | is_asked_to_take_over))
    add_permit(ANSWER_ACTION, belongs & (owns_the_action | keeps_its_body))
    add_permit(CONFIRM_ACTION, belongs & (keeps_its_body | leads_its_body))
    add_permit(KEEP_ACTION, belongs & keeps_its_body)
    add_permit(TAKE_ACTION, belongs & (is_asked_to_take_over | keeps_its_body))
    add_permit(CHASE, belongs & is_a_secretary)
