"""Tells a person what a refresh is doing: steps, rows, seconds.

Only how it looks lives here; who does the work reports it. A stream that takes no more (a pipe whose reader has gone, a
log on a full disk) never stops the work.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from shopscore.console.terminal import lines_kept
from shopscore.language import tr


class Progress:
    """Writes one line per step and per noteworthy detail to a text stream."""

    def __init__(self, stream: TextIO, *, has_reader: bool = True) -> None:
        """Write to `stream`, flushed after every line.

        Args:
            stream: where to.
            has_reader: a person reads it and nothing keeps it, so that it may say a file's own name.
        """
        self.has_reader = has_reader
        self._stream: TextIO | None = stream

    def note(self, text: str) -> None:
        """Write a detail of the step that runs."""
        self._write(f"    {text}")

    @contextmanager
    def step(self, title: str) -> Iterator["Step"]:
        """Announce a step and, when its block ends well, say what it did and how long it took."""
        self._write(f"{title} ...")
        started = time.monotonic()
        step = Step()
        yield step
        self._write(f"    {step.summary}  ({time.monotonic() - started:.1f} s)")

    def _write(self, line: str) -> None:
        if self._stream is None:
            return
        try:
            print(lines_kept(line), file=self._stream, flush=True)
        except OSError:
            self._stream = None


class Step:
    """What a running step has to say at its end."""

    def __init__(self) -> None:
        """Start with nothing special to say."""
        self.summary = tr("done")
