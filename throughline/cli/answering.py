"""How gunicorn answers when `throughline serve` starts it: quietly, and saying when it is ready."""

from __future__ import annotations

import sys
from typing import Any

preload_app = True
loglevel = "warning"
graceful_timeout = 10


def when_ready(server: Any) -> None:
    """Print the address once a browser that opens it is answered."""
    _, port = server.LISTENERS[0].getsockname()[:2]
    print("Stop it with Ctrl and C.", file=sys.stderr, flush=True)
    print(f"http://localhost:{port}", flush=True)
