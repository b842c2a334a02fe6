"""The address of local plans: `/east-midlands/plan/2009-10/local-plans`."""

from __future__ import annotations

from django.urls import path

from throughline.web.plan.local import views

paths = [path("plan/<slug:year>/local-plans", views.local_plans, name="local_plans")]
