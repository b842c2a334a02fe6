"""Addresses of the voices room."""

from __future__ import annotations

from django.urls import path

from throughline.web.voices import adding_views, following_views, views

app_name = "voices"
urlpatterns = [
    path("voices", views.voices, name="voices"),
    path("voices/due", views.due, name="due"),
    path("voices/practice", views.practice, name="practice"),
    path("voices/coverage", views.coverage, name="coverage"),
    path("voices/summary.<slug:voice_file>", views.summary, name="summary"),
    path("voices/objectives/<str:cited>", views.objective, name="objective"),
    path("voices/add", adding_views.kinds, name="kinds"),
    path("voices/add/kind", adding_views.add_kind, name="add_kind"),
    path("voices/add/<slug:voice_kind>", adding_views.add, name="add"),
    path("voices/<int:heard>", views.voice, name="voice"),
    path("voices/<int:heard>/edit", adding_views.edit, name="edit"),
    path("voices/<int:heard>/finding", following_views.finding, name="finding"),
    path("voices/<int:heard>/outcome", following_views.outcome, name="outcome"),
    path("voices/<int:heard>/outcomes/<int:came_of>/came", following_views.came, name="came"),
    path("voices/<int:heard>/outcomes/<int:came_of>/cite", following_views.cite, name="cite"),
    path("voices/<int:heard>/outcomes/<int:came_of>/uncite", following_views.uncite, name="uncite"),
    path("voices/<int:heard>/held", following_views.held, name="held"),
    path("voices/<int:heard>/to-reach", following_views.to_reach, name="to_reach"),
    path("voices/<int:heard>/reached", following_views.reached, name="reached"),
    path("voices/<int:heard>/last-day", following_views.last_day, name="last_day"),
    path("voices/<int:heard>/ask", following_views.ask, name="ask"),
    path("voices/nominations/<int:nomination>", following_views.answer, name="answer"),
]
