"""How many times each page asks the store, counted beside the server and not in it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

COUNT = """
import json, sys
from throughline.web import database
import django; django.setup()
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from throughline.web.access.models import User
settings.ALLOWED_HOSTS.append("testserver")
reader = Client()
reader.force_login(User.objects.get(name=sys.argv[1]), backend=settings.AUTHENTICATION_BACKENDS[0])
counts = {}
for address in sys.argv[2:]:
    reader.get(address)
    with CaptureQueriesContext(connection) as asked:
        reader.get(address)
    counts[address] = len(asked)
print(json.dumps(counts))
"""


def counted(name: str, addresses: Sequence[str], environment: dict[str, str]) -> dict[str, int]:
    """The queries of each page, as the named person sees it, the second time it is opened."""
    told = subprocess.run(
        [sys.executable, "-c", COUNT, name, *addresses],
        check=True,
        env=environment,
        capture_output=True,
        text=True,
    )
    counts: dict[str, int] = json.loads(told.stdout.splitlines()[-1])
    return counts
