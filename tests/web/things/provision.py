"""What stands in the addresses of needs, services, gaps and lists of the East Midlands."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from throughline.web.access.models import Person
from throughline.web.provision.actions import stage_rows
from throughline.web.provision.models import MonitoringDay, Need

ROWS = b"pathway,place,size,evidence,assessed on\nHealth,Nottingham,30,A count of referrals in 2008-09,2009-12-01\n"


def in_east_midlands(keeper: Person) -> dict[str, Any]:
    """The records of the story; the file that waits is the keeper's."""
    partnership = keeper.partnership
    staged = stage_rows(
        partnership=partnership, kind="needs", content=ROWS, name="needs.csv", by=keeper.user, at=timezone.now()
    )  # fmt: skip
    need = Need.objects.filter(partnership=partnership).first()
    day = MonitoringDay.objects.filter(award__provision__partnership=partnership, told_on=None).first()
    return {
        "need": need.pk if need else 0, "listed": 1, "gap": 1, "advice": 1, "register": "programmes",
        "entry": 1, "kind": "needs", "sent_rows": staged.pk, "monitoring": day.pk if day else 0,
        "commission": 1, "form": "docx", "body": "emrrp",
    }  # fmt: skip
