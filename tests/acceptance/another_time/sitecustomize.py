"""Let a whole process live at another time, as if the machine's clock had been set.

Python reads this file as it starts where its folder is on the path. THROUGHLINE_TEST_CLOCK names a file
that holds the time. A time written beside it, with `.next`, is taken up by the process that answers, and
that file then goes. Only the clock is another: the store, the pages and the worker are those of everybody.
"""

import os
import threading
import time
from datetime import datetime
from pathlib import Path

import time_machine

PLACE = Path(os.environ["THROUGHLINE_TEST_CLOCK"])
NEXT = PLACE.with_suffix(".next")

clock = time_machine.travel(datetime.fromisoformat(PLACE.read_text()), tick=True).start()


def follow() -> None:
    """Move this process's clock whenever another time is written."""
    while True:
        if NEXT.exists():
            clock.move_to(datetime.fromisoformat(NEXT.read_text()))
            NEXT.replace(PLACE)
        time.sleep(0.02)


def follow_in_child() -> None:
    threading.Thread(target=follow, daemon=True).start()


os.register_at_fork(after_in_child=follow_in_child)
