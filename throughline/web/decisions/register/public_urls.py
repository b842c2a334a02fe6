"""What anybody may have of decisions without signing in: `/public/decisions.csv`."""

from __future__ import annotations

from django.urls import path

from throughline.web.decisions.register import views as decision_views

app_name = "published"
urlpatterns = [path("public/decisions.csv", decision_views.published, name="decisions")]
