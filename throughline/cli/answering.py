"""How gunicorn answers when `throughline serve` starts it: quietly, and saying when it is ready."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

preload_app = True
threads = 4  # browsers open connections before they ask anything; a worker without threads would wait on one
loglevel = "warning"
graceful_timeout = 10

workers_of_mail: list[subprocess.Popen[bytes]] = []


def when_ready(server: Any) -> None:
    """Load every page once for all workers, and print the address only then."""
    from django.urls import get_resolver

    _, port = server.LISTENERS[0].getsockname()[:2]
    assert get_resolver().url_patterns  # noqa: S101 - it is the loading that counts
    _start_worker()
    print("Stop it with Ctrl and C.", file=sys.stderr, flush=True)
    print(f"http://localhost:{port}", flush=True)


def on_exit(server: Any) -> None:
    """Stop the worker with the site; it ends the message in hand first."""
    for worker in workers_of_mail:
        worker.terminate()
        try:
            worker.wait(timeout=graceful_timeout)
        except subprocess.TimeoutExpired:
            worker.kill()


def _start_worker() -> None:
    """Run the worker beside the site, unless `serve --no-work` said that it runs elsewhere."""
    if os.environ.get("THROUGHLINE_WORKER") != "beside":
        return
    door = "import throughline.cli; throughline.cli.main()"
    command = [sys.executable, "-c", door, "work", "--beside", str(os.getpid())]
    workers_of_mail.append(subprocess.Popen(command))  # noqa: S603 - our own interpreter and arguments
