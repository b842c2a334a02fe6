"""Every address of the site: fixed addresses first, then each room under its partnership."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

ground = [
    *(path("", include(f"throughline.web.{room}.urls")) for room in ("site", "access")),
    path("", include("throughline.web.mail.own_urls")),
    path("", include("throughline.web.decisions.chase.answer_urls")),
    path("", include("throughline.web.plan.rounds.answer_urls")),
    path("", include("throughline.web.decisions.register.public_urls")),
    path("partnerships/", include("throughline.web.governance.starting_urls")),
    path("", include("throughline.web.governance.public_urls")),
    path("", include("throughline.web.desk.statement_urls")),
]
rooms = [
    path("<slug:partnership>/", include(f"throughline.web.{room}.urls"))
    for room in settings.ROOMS
    if room not in ("site", "access") and (settings.WEB / room / "urls.py").exists()
]
urlpatterns = [*ground, *rooms]

handler400 = "throughline.web.site.views.bad_request"
handler403 = "throughline.web.site.views.page_not_found"
handler404 = "throughline.web.site.views.page_not_found"
handler500 = "throughline.web.site.views.went_wrong"
