"""Addresses of the risks room: everything stands under `/barnet/risks`."""

from __future__ import annotations

from throughline.web.risks.escalations import urls as escalation_urls
from throughline.web.risks.inspections import urls as inspection_urls
from throughline.web.risks.register import urls as register_urls

app_name = "risks"
urlpatterns = [*register_urls.paths, *escalation_urls.paths, *inspection_urls.paths]
