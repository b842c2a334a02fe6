"""Addresses of the performance room."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance import views
from throughline.web.performance.catalogue import urls as catalogue_urls
from throughline.web.performance.imports import urls as imports_urls
from throughline.web.performance.indicators import urls as indicators_urls
from throughline.web.performance.measured import urls as measured_urls
from throughline.web.performance.releases import urls as releases_urls
from throughline.web.performance.threads import urls as threads_urls
from throughline.web.performance.timeliness import urls as timeliness_urls
from throughline.web.performance.workbench import urls as workbench_urls

app_name = "performance"
urlpatterns = [
    path("scorecard", views.scorecard, name="scorecard"),
    path("scorecard.json", views.scorecard_json, name="scorecard_json"),
    path("scorecard/indicators", views.indicators, name="indicators"),
    path("scorecard/returns", views.returns, name="returns"),
    path("scorecard/returns/receive", views.receive, name="receive"),
    path("scorecard/returns/<int:receipt>", views.receipt, name="receipt"),
    *catalogue_urls.paths,
    *imports_urls.paths,
    *indicators_urls.paths,
    *measured_urls.paths,
    *threads_urls.paths,
    *timeliness_urls.paths,
    *releases_urls.paths,
    *workbench_urls.paths,
]
