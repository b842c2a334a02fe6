"""Addresses of the workshop: `/east-midlands/plan/2009-10/workshop`."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.workshop import views

paths = [
    path("plan/<slug:year>/workshop", views.workshop, name="workshop"),
    path("plan/<slug:year>/on-a-page", views.on_a_page, name="on_a_page"),
    path("plan/<slug:year>/on-a-page.pdf", views.on_a_page_file, name="on_a_page_file"),
    path("plan/<slug:year>/compare", views.compare, name="compare"),
    path("plan/<slug:year>/workbook.<slug:book>", views.book, name="book"),
    path("plan/<slug:year>/six-columns.csv", views.six_columns, name="six_columns"),
]
first_paths = [path("plan/workshop", views.this_workshop, name="this_workshop")]
"""Fixed words, which stand before the year."""
