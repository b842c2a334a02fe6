"""Addresses of a partnership's messages."""

from __future__ import annotations

from django.urls import path

from throughline.web.mail import views

app_name = "mail"
urlpatterns = [
    path("messages/", views.messages_sent, name="messages"),
    path("messages/change/", views.change, name="change"),
    path("messages/<int:notice>/", views.message, name="message"),
]
