"""The child process: bytes on standard input, what was read on standard output, and nothing else within reach."""

import json
import logging
import resource
import sys
import warnings
from dataclasses import asdict

from conversations.attachments.readers import Unreadable, read_bytes

_MEMORY = 1_500_000_000  # bytes of address space
_SECONDS = 10  # of processor time


def main() -> None:
    """Read what comes in, within bounds, and answer in JSON."""
    _bind()
    warnings.simplefilter("ignore")
    logging.disable()
    try:
        answer = asdict(read_bytes(sys.stdin.buffer.read()))
    except Unreadable as refusal:
        answer = {"refused": refusal.sentence}
    except MemoryError:
        answer = {"refused": "This file takes more room than I have. Save only the part that matters."}
    sys.stdout.write(json.dumps(answer))


def _bind() -> None:
    """No more memory and time than a file deserves, and no file written. What a system does not know is left open."""
    for name, most in (("RLIMIT_AS", _MEMORY), ("RLIMIT_CPU", _SECONDS), ("RLIMIT_FSIZE", 0), ("RLIMIT_CORE", 0)):
        limit = getattr(resource, name, None)
        try:
            if limit is not None:
                resource.setrlimit(limit, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
