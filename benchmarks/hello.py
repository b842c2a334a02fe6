"""The least that Django can do: the peer of our pages."""

from __future__ import annotations

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY="no secret is kept here", MIDDLEWARE=[]
)


def hello(request: HttpRequest) -> HttpResponse:
    """Say hello."""
    return HttpResponse("<!doctype html><title>Hello</title><p>Hello.")


urlpatterns = [path("", hello)]
application = get_wsgi_application()
