"""How gunicorn answers when `throughline serve` starts it: quietly, and saying when it is ready."""

from __future__ import annotations

import sys
from typing import Any

preload_app = True
threads = 4  # browsers open connections before they ask anything; a worker without threads would wait on one
loglevel = "warning"
graceful_timeout = 10


def when_ready(server: Any) -> None:
    """Load every page once for all workers, and print the address only then."""
    from django.urls import get_resolver

    _, port = server.LISTENERS[0].getsockname()[:2]
    assert get_resolver().url_patterns  # noqa: S101 - it is the loading that counts
    print("Stop it with Ctrl and C.", file=sys.stderr, flush=True)
    print(f"http://localhost:{port}", flush=True)
