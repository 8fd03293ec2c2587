"""Where the output of a command goes: to the terminal, into a pipe, or whole into a file that the user named."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rich.text import Text

from shopscore.console.json_text import to_json
from shopscore.console.terminal import Terminal, neutral_lines, say
from shopscore.home import users_umask, write_private_file
from shopscore.language import tr
from shopscore.lateness import find_late_score
from shopscore.settings import load_settings, now


def warn_of_late_score(*, err: bool) -> None:
    """Say first, before any score, that the one of the day is not there; data on standard output stays data."""
    late = find_late_score(load_settings().published, now())
    if late is None:
        return
    said = tr("{late}; `shopscore doctor` says why", late=late)
    if err:
        say(f"! {said}", err=True)
    else:
        Terminal().print(Text(f"! {said}", style="bold yellow"))


def write_json(value: object) -> None:
    """Write a value to standard output as JSON."""
    write_lines([to_json(value) + "\n"], None, is_json=True)


def write_lines(lines: Iterable[str], output: Path | None, *, is_json: bool = False) -> None:
    """Write UTF-8, whatever the terminal's own encoding is; data stays as it is but on a terminal."""
    if output is None:
        for line in neutral_lines(lines, is_json=is_json) if sys.stdout.isatty() else lines:
            sys.stdout.buffer.write(line.encode(errors="replace"))
        sys.stdout.buffer.flush()
        return
    with whole_file(output) as file:
        file.writelines(line.encode(errors="replace") for line in lines)


@contextmanager
def whole_file(output: Path) -> Iterator[IO[bytes]]:
    """Open a file that the user named; it has its name only once it is whole, and the user's mode."""
    if output.exists() and not output.is_file():
        with output.open("wb") as pipe:
            yield pipe
        return
    with write_private_file(output) as file:
        yield file
        os.fchmod(file.fileno(), 0o666 & ~users_umask())
