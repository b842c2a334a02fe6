"""What anybody may read without signing in: `/public`."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from throughline.web.governance import public_views
from throughline.web.site.declared import public

app_name = "public"
urlpatterns = [
    path("public", public_views.public_bodies, name="bodies"),
    path("public/", public(RedirectView.as_view(pattern_name="public:bodies")), name="bodies_with_stroke"),
]
