"""Tells a person what a refresh is doing: steps, rows, seconds.

Only how it looks lives here; who does the work reports it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """Writes one line per step and per noteworthy detail to a text stream."""

    def __init__(self, stream: TextIO) -> None:
        """Write to `stream`, flushed after every line."""
        self._stream = stream

    def note(self, text: str) -> None:
        """Write a detail of the step that runs."""
        print(f"    {text}", file=self._stream, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator["Step"]:
        """Announce a step and, when its block ends well, say what it did and how long it took."""
        print(f"{title} ...", file=self._stream, flush=True)
        started = time.monotonic()
        step = Step()
        yield step
        print(f"    {step.summary}  ({time.monotonic() - started:.1f} s)", file=self._stream, flush=True)


class Step:
    """What a running step has to say at its end."""

    def __init__(self) -> None:
        """Start with nothing special to say."""
        self.summary = "done"
