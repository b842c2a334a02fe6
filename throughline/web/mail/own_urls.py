"""Addresses of what a reader wants to be told, in whichever partnership."""

from __future__ import annotations

from django.urls import path

from throughline.web.mail import views

app_name = "messages"
urlpatterns = [
    path("you/messages", views.mine, name="mine"),
    path("you/messages/test", views.trial, name="trial"),
    path("you/messages/stop/<str:signed>", views.stop, name="stop"),
]
