"""The address at which a release is sent, relative to the partnership's."""

from __future__ import annotations

from django.urls import path

from throughline.web.performance.measured import views

paths = [path("scorecard/measured/send", views.send_release, name="send_release")]
