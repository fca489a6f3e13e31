"""Reads a file in a process of its own: whatever a hostile file does there, it does to nobody."""

import json
import subprocess
import sys

from django.conf import settings

from conversations.attachments.readers import Reading, Unreadable

MOST_BYTES = 5_000_000
SECONDS = 15
_TOO_LONG = "Reading this file takes too long. Save only the part that matters, or paste its text."
_BROKEN = "This file is damaged, or not what it says it is. Save it anew and try again."


def read_file(data: bytes) -> Reading:
    """Read a file by its content. Raises Unreadable. Takes up to 15 seconds: not inside a transaction."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"This file is larger than {MOST_BYTES // 1_000_000} MB. Save only the part that matters.")
    command = [sys.executable, "-s", "-m", "conversations.attachments.child"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, cwd=settings.BASE_DIR, env={}, check=True
        )
        told = json.loads(done.stdout)
    except subprocess.TimeoutExpired as fault:
        raise Unreadable(_TOO_LONG) from fault
    except (subprocess.CalledProcessError, ValueError) as fault:
        raise Unreadable(_BROKEN) from fault
    if "refused" in told:
        raise Unreadable(str(told["refused"]))
    return Reading(**told)
