"""Addresses of the plan room."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan import views
from throughline.web.plan.changes import urls as changes_urls
from throughline.web.plan.life import urls as life_urls
from throughline.web.plan.local import urls as local_urls
from throughline.web.plan.measures import urls as measures_urls
from throughline.web.plan.rounds import urls as rounds_urls
from throughline.web.plan.sources import urls as sources_urls
from throughline.web.plan.tagged import urls as tagged_urls
from throughline.web.plan.thread import urls as thread_urls
from throughline.web.plan.workshop import urls as workshop_urls

app_name = "plan"
urlpatterns = [
    path("plan", views.plans, name="plans"),
    path("plan/upload", views.upload, name="upload"),
    path("plan/upload/<int:staged>", views.preview, name="preview"),
    path("plan/upload/<int:staged>/file", views.proposed_file, name="proposed_file"),
    *rounds_urls.paths,
    *measures_urls.paths,
    *life_urls.fixed,
    *sources_urls.paths,
    *workshop_urls.first_paths,
    path("plan/<slug:year>", views.plan, name="plan"),
    path("plan/<slug:year>/objectives/<str:code>", views.objective, name="objective"),
    path("plan/<slug:year>/file.csv", views.own_file, name="own_file"),
    path("plan/<slug:year>/copy.csv", views.copy, name="copy"),
    path("plan/<slug:year>/table.xlsx", views.workbook, name="workbook"),
    *local_urls.paths,
    *tagged_urls.paths,
    *thread_urls.paths,
    *life_urls.paths,
    *workshop_urls.paths,
    *changes_urls.paths,
]
