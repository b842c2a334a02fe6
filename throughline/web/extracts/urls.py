"""Addresses of the extracts room, relative to the partnership's; none names a person."""

from __future__ import annotations

from django.urls import path

from throughline.web.extracts import (
    bringing_views,
    reader_views,
    readiness_views,
    same_person_views,
    views,
)

RECEIPT = "extracts/receipts/<slug:extract>"

app_name = "extracts"
urlpatterns = [
    path("evaluation", readiness_views.readiness, name="readiness"),
    path("evaluation/records", readiness_views.records_to_complete, name="records_to_complete"),
    path("evaluation/people", readiness_views.people_to_send, name="people_to_send"),
    path("extracts", views.extracts, name="extracts"),
    path("extracts/bring-in", bringing_views.bring_in, name="bring_in"),
    path("extracts/sent/<slug:sent_extract>", bringing_views.look, name="look"),
    path(RECEIPT, views.extract, name="extract"),
    path(f"{RECEIPT}/rejections.csv", views.rejections, name="rejections"),
    path(f"{RECEIPT}/undo", bringing_views.undo, name="undo"),
    path("extracts/same-person", same_person_views.same_person, name="same_person"),
    path("extracts/same-person/<int:left>-<int:right>", same_person_views.pair, name="pair"),
    path("extracts/same-person/decided", same_person_views.decisions, name="decisions"),
    path("extracts/same-person/decided/<int:link_decision>", same_person_views.take_back, name="take_back"),
    path("extracts/readers", reader_views.readers, name="readers"),
    path("extracts/readers/<int:extract_reader>", reader_views.end, name="end_reader"),
]
