"""Addresses of the desk: `/barnet/`, `/barnet/actions`, and what gathers many rooms."""

from __future__ import annotations

from django.urls import path

from throughline.web.desk import brief_views, hand_over_views, organisation_views, succession_views, views
from throughline.web.meetings.urls import AT

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("actions", views.actions, name="actions"),
    path(
        "<slug:body>/hand-over/<path:seat>.<slug:form>", hand_over_views.hand_over_file, name="hand_over_file"
    ),
    path("<slug:body>/hand-over/<path:seat>", hand_over_views.hand_over, name="hand_over"),
    path("<slug:body>/organisations", organisation_views.organisations, name="organisations"),
    path("<slug:body>/organisations/<slug:code>", organisation_views.organisation, name="organisation"),
    path(f"{AT}/brief", brief_views.brief, name="brief"),
    path(f"{AT}/brief.<slug:form>", brief_views.brief_file, name="brief_file"),
    path("succession", succession_views.succession, name="succession"),
]
