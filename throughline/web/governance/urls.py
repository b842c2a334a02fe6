"""Addresses under a partnership: `/barnet/map`, `/barnet/terms`, and a board's home, `/barnet/rrdg/`."""

from __future__ import annotations

from django.urls import path

from throughline.web.governance import membership_views, views
from throughline.web.governance.seats import agency_views, joining_views, people_views
from throughline.web.governance.seats import views as seat_views

app_name = "governance"
urlpatterns = [
    path("partnership", views.partnership, name="partnership"),
    path("map", views.governance_map, name="map"),
    path("map.svg", views.map_file, name="map_file"),
    path("terms", views.terms, name="terms"),
    path("terms/checker", views.checker, name="checker"),
    path("terms/<int:version>.toml", views.terms_file, name="terms_file"),
    path("people", people_views.people, name="people"),
    path("people/<int:person_id>", people_views.person, name="person"),
    path("people/<int:person_id>/invite", people_views.invite, name="invite"),
    path("organisations", agency_views.agencies, name="agencies"),
    path("organisations/<slug:code>", agency_views.agency, name="agency"),
    path("organisations/<slug:code>/posts", agency_views.new_post, name="new_post"),
    path("posts/<int:post_id>", agency_views.post, name="post"),
    path("<slug:body>/", views.board, name="board"),
    path("<slug:body>/terms", views.body_terms, name="body_terms"),
    path("<slug:body>/role", membership_views.role, name="role"),
    path("<slug:body>/reviews", membership_views.reviews, name="reviews"),
    path("<slug:body>/joining", joining_views.joining, name="joining"),
    path("<slug:body>/seats", seat_views.seats, name="seats"),
    path("<slug:body>/seats/<path:seat>", seat_views.seat, name="seat"),
    path("<slug:body>/terms.<slug:form>", views.body_terms_file, name="body_terms_file"),
]
