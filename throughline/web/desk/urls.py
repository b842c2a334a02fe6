"""Addresses of the desk: `/barnet/` and `/barnet/actions`."""

from __future__ import annotations

from django.urls import path

from throughline.web.desk import hand_over_views, succession_views, views

app_name = "desk"
urlpatterns = [
    path("", views.today, name="today"),
    path("actions", views.actions, name="actions"),
    path(
        "<slug:body>/hand-over/<path:seat>.<slug:form>", hand_over_views.hand_over_file, name="hand_over_file"
    ),
    path("<slug:body>/hand-over/<path:seat>", hand_over_views.hand_over, name="hand_over"),
    path("succession", succession_views.succession, name="succession"),
]
