"""The page of local plans, and the form by which one is told of."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from throughline.web.access.permits import permit
from throughline.web.plan import actions, queries
from throughline.web.plan.life.views import WRITE, shown_with
from throughline.web.plan.life.ways import Way
from throughline.web.plan.local.forms import TellLocalLine
from throughline.web.plan.local.page import children_of, local_page
from throughline.web.plan.permits import READ_PLAN
from throughline.web.site.today import now, today


@permit(READ_PLAN)
@require_http_methods(WRITE)
def local_plans(request: HttpRequest, partnership: Any, year: str) -> HttpResponse:
    """Every priority with what local plans do for it; whoever keeps the plan tells where theirs stand."""
    day = today(partnership)
    version = queries.version_on(partnership, day, year=year)
    if version is None:
        raise Http404
    page = local_page(version, day)
    context = {"page": page, "version": version, "year": year, "day": day}
    return shown_with(
        request, "plan/local/local_plans.html", context, _ways(request, partnership, version, page)
    )


def _ways(request: HttpRequest, partnership: Any, version: Any, page: Any) -> tuple[Way, ...]:
    if not page.children:
        return ()
    plan, children = queries.plan_of(version), {str(one.pk): one for one in children_of(version)}

    def tell(child: str, **typed: Any) -> Any:
        return actions.record_local_line(
            child=children[child],
            **typed,
            by=request.user,  # type: ignore[arg-type]
            at=now(partnership),
        )

    choices = {
        "child": [(code, one.title) for code, one in children.items()],
        "serves": [(one.id, f"{one.id} {one.text}"[:110]) for one in (*plan.priorities, *plan.objectives)],
    }
    return (
        Way("local", _("Tell where a local objective stands"), _("Record it"), TellLocalLine, tell,
            _("It is recorded."), {"choices": choices}),
    )  # fmt: skip
