"""Addresses of the reports room."""

from __future__ import annotations

from django.urls import path

from throughline.web.reports import assurance_views, paper_views, parent_views, views

app_name = "reports"
urlpatterns = [
    path("reports", views.grid, name="grid"),
    path("reports/dates", parent_views.dates, name="dates"),
    path("reports/dates/<int:recipient_date>/withdraw", parent_views.withdraw_date, name="withdraw_date"),
    path("reports/<slug:body>/draft", views.draft, name="draft"),
    path("reports/<slug:body>/templates/<slug:recipient>", views.template, name="template"),
    path("reports/<slug:body>/papers", paper_views.papers, name="papers"),
    path("reports/<slug:body>/highlights.<slug:form>", paper_views.highlight_file, name="highlights"),
    path("reports/<slug:body>/annual.<slug:form>", paper_views.annual_file, name="annual"),
    path("reports/<slug:body>/from-parents", parent_views.from_parents, name="from_parents"),
    path("reports/<slug:body>/from-parents/receive", parent_views.receive, name="receive"),
    path(
        "reports/<slug:body>/from-parents/<int:parent_decision>",
        parent_views.parent_decision,
        name="parent_decision",
    ),
    path("reports/<slug:body>/assurance", assurance_views.assurances, name="assurances"),
    path("reports/<slug:body>/assurance.<slug:form>", assurance_views.assurance_file, name="assurance_file"),
    path("reports/<slug:body>/briefings", parent_views.briefings, name="briefings"),
    path("reports/<slug:body>/<int:report>", views.report, name="report"),
    path("reports/<slug:body>/<int:report>.<slug:form>", paper_views.report_file, name="report_file"),
    path("reports/<slug:body>/<int:report>/step", views.step, name="step"),
    path("reports/<slug:body>/<int:report>/sections/<slug:section>", views.frame, name="frame"),
]
