"""What a keeper of the register chooses from: bodies, organisations, people, and records to tie."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from throughline.rules.decision_states import IN_FORCE
from throughline.web.access.models import Agency, Partnership, Person
from throughline.web.access.permits import Viewpoint
from throughline.web.decisions.models import Action, Decision
from throughline.web.decisions.permits import codes_read_by
from throughline.web.decisions.register.register_page import decisions_readable_by
from throughline.web.decisions.standing import state_of, with_standing
from throughline.web.governance.models import Body
from throughline.web.performance.models import Observation, Target
from throughline.web.performance.queries import counted_on
from throughline.web.plan.models import Objective
from throughline.web.plan.queries import objectives_in_the_open
from throughline.web.risks.kinds import STANDARD_KINDS
from throughline.web.risks.models import RiskKind

Choices = list[tuple[str, str]]
Record = Objective | Action | Target | Observation


def kinds_to_choose(partnership: Partnership) -> Choices:
    """The kinds of entry: those that every register has, then the partnership's own."""
    own = RiskKind.objects.filter(partnership=partnership).exclude(code__in=STANDARD_KINDS)
    return [*((code, str(word)) for code, word in STANDARD_KINDS.items()), *((o.code, o.name) for o in own)]


def bodies_to_choose(partnership: Partnership) -> QuerySet[Body]:
    """The bodies that may keep a register."""
    return Body.objects.filter(partnership=partnership).order_by("pk")


def agencies_to_choose(partnership: Partnership) -> QuerySet[Agency]:
    """The organisations that may own an entry."""
    return Agency.objects.filter(partnership=partnership).order_by("name")


def people_to_choose(partnership: Partnership) -> QuerySet[Person]:
    """The people of an organisation who may own an entry."""
    return Person.objects.filter(partnership=partnership, agency__isnull=False).select_related("agency")


def objectives_to_choose(partnership: Partnership) -> QuerySet[Objective]:
    """The objectives of every plan that are open to all, the latest year first."""
    return objectives_in_the_open(partnership).order_by("-plan__year_starts", "pk")


def decisions_to_choose(viewpoint: Viewpoint, body: str = "") -> dict[str, Decision]:
    """The decisions that hold and that the reader may read, by their keys; those of one body if named."""
    if viewpoint.partnership is None:
        return {}
    rows = decisions_readable_by(viewpoint, partnership=viewpoint.partnership)
    rows = rows.filter(body__code=body) if body else rows
    return {str(one.pk): one for one in with_standing(rows) if state_of(one, on=viewpoint.on) in IN_FORCE}


def decision_choices(found: dict[str, Decision]) -> Choices:
    """Decisions as choices: their numbers, and how they begin."""
    return [(key, f"{one.number}: {one.text}"[:110]) for key, one in found.items()]


def records_to_tie(viewpoint: Viewpoint) -> dict[str, tuple[str, Record]]:
    """All that an entry can be tied to, by a key such as "objective:3": its words and the record."""
    partnership = viewpoint.partnership
    if partnership is None:
        return {}
    found: dict[str, tuple[str, Record]] = {}
    for objective in objectives_to_choose(partnership):
        words = _("Objective %(code)s, %(year)s") % {"code": objective.code, "year": objective.plan.year}
        found[f"objective:{objective.pk}"] = (words, objective)
    actions = Action.objects.filter(partnership=partnership, body__code__in=codes_read_by(viewpoint))
    for action in actions.order_by("number"):
        words = _("Action %(n)d: %(text)s") % {"n": action.number, "text": action.text}
        found[f"action:{action.pk}"] = (words[:110], action)
    for target in Target.objects.filter(indicator__partnership=partnership).select_related("indicator"):
        told = {"value": target.value or target.tolerance, "code": target.indicator.code}
        found[f"target:{target.pk}"] = (_("Target %(value)s of %(code)s") % told, target)
    return found | _figures(partnership, viewpoint.on)


def _figures(partnership: Partnership, on: date) -> dict[str, tuple[str, Record]]:
    """The latest figure of each indicator, of all areas and groups together."""
    rows = counted_on(partnership, on).filter(area="", group="").select_related("indicator")
    latest = {row.indicator_id: row for row in rows.order_by("ends", "pk")}
    return {
        f"figure:{row.pk}": (
            _("Figure of %(code)s to %(day)s") % {"code": row.indicator.code, "day": row.ends.isoformat()},
            row,
        )
        for row in sorted(latest.values(), key=lambda one: one.indicator.code)
    }
