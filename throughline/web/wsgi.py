"""The site as a WSGI application, for gunicorn."""

from __future__ import annotations

import os

from throughline.web import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughline.web.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

__all__ = ["application", "database"]
