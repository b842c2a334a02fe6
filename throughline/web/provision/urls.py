"""Addresses of the provision room: `/east-midlands/provision` and what is below."""

from __future__ import annotations

from django.urls import path

from throughline.web.provision import keeping_views, sending_views, views

app_name = "provision"
urlpatterns = [
    path("provision", views.matrix, name="matrix"),
    path("provision.<slug:sheet>", views.matrix_file, name="matrix_file"),
    path("provision/needs/new", keeping_views.new_need, name="new_need"),
    path("provision/needs/<int:need>", views.need, name="need"),
    path("provision/assessments", views.assessments, name="assessments"),
    path("provision/assessments/new", keeping_views.new_assessment, name="new_assessment"),
    path("provision/places", keeping_views.places, name="places"),
    path("provision/services", views.directory, name="directory"),
    path("provision/services.<slug:sheet>", views.directory_file, name="directory_file"),
    path("provision/services/new", keeping_views.new_listed, name="new_listed"),
    path("provision/services/<int:listed>", views.listed, name="listed"),
    path("provision/services/<int:listed>/change", keeping_views.change_listed, name="change_listed"),
    path("provision/services/<int:listed>/budget", keeping_views.share, name="share"),
    path("provision/services/<int:listed>/money", keeping_views.award, name="award"),
    path("provision/monitoring/<int:monitoring>", keeping_views.monitoring, name="monitoring"),
    path("provision/gaps", views.gaps, name="gaps"),
    path("provision/gaps.<slug:sheet>", views.gaps_file, name="gaps_file"),
    path("provision/gaps/new", keeping_views.new_gap, name="new_gap"),
    path("provision/gaps/<int:gap>", views.gap, name="gap"),
    path("provision/gaps/<int:gap>/step", keeping_views.gap_step, name="gap_step"),
    path(
        "provision/gaps/<int:gap>/commission/<slug:body>", keeping_views.gap_commission, name="gap_commission"
    ),
    path("provision/letters/<int:commission>", views.letters, name="letters"),
    path("provision/letters/<int:commission>.<slug:form>", views.letter, name="letter"),
    path("provision/recommendations", views.influence, name="influence"),
    path("provision/recommendations/new", keeping_views.recommend, name="recommend"),
    path("provision/recommendations/<int:advice>", views.recommendation, name="recommendation"),
    path("provision/recommendations/<int:advice>/answer", keeping_views.answer, name="answer"),
    path("provision/intentions", views.intentions, name="intentions"),
    path("provision/intentions/new", keeping_views.intend, name="intend"),
    path("provision/lists/<slug:register>", views.catalogue, name="catalogue"),
    path("provision/lists/<slug:register>/new", keeping_views.new_entry, name="new_entry"),
    path("provision/lists/<slug:register>/<int:entry>", keeping_views.change_entry, name="change_entry"),
    path("provision/send/<slug:kind>", sending_views.send, name="send"),
    path("provision/sent/<int:sent_rows>", sending_views.sent, name="sent"),
]
