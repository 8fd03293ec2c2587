"""Tells which processes of this machine hold a file, as far as the system lets this user see.

Linux only, from /proc; elsewhere none is found.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopscore.language import tr

PROCESSES = Path("/proc")
LOCKS = PROCESSES / "locks"
# What Linux appends to the name of an open file that has been replaced or removed.
REPLACED = " (deleted)"
WRITING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True)
class Process:
    """A process, as a person finds it.

    Attributes:
        number: its id.
        program: name of its program.
    """

    number: int
    program: str

    def __str__(self) -> str:
        """Return it as messages write it."""
        return tr("process {number} ({program})", number=self.number, program=self.program)


@dataclass(frozen=True)
class OpenFile:
    """A file that a process has open.

    Attributes:
        process: which.
        is_replaced: it is the file that had the name before.
        is_for_writing: it was opened for writing.
    """

    process: Process
    is_replaced: bool
    is_for_writing: bool


def find_lock_holder(file: Path) -> Process | None:
    """Return the process that holds a lock on a file; None when there is none or it cannot be seen."""
    try:
        status = file.stat()
        lines = LOCKS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    wanted = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    for line in lines:
        fields = line.replace(" -> ", " ").split()
        if len(fields) > 5 and fields[5] == wanted and fields[4].isdigit():  # noqa: PLR2004 - columns of /proc/locks
            return _process(int(fields[4]))
    return None


def find_open(file: Path) -> Iterator[OpenFile]:
    """Find the processes, this one aside, that have a file or one that had its name open."""
    names = {str(file): False, f"{file}{REPLACED}": True}
    for folder in _process_folders():
        if int(folder.name) == os.getpid():
            continue
        seen = set()
        for descriptor in _entries(folder / "fd"):
            try:
                name = str(descriptor.readlink())
                is_for_writing = bool(_flags(folder / "fdinfo" / descriptor.name) & WRITING)
            except OSError:
                continue
            found = (names.get(name), is_for_writing)
            if name in names and found not in seen:
                seen.add(found)
                yield OpenFile(_process(int(folder.name)), names[name], is_for_writing)


def _process_folders() -> list[Path]:
    return [folder for folder in _entries(PROCESSES) if folder.name.isdigit()]


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def _flags(info: Path) -> int:
    for line in info.read_text(encoding="ascii").splitlines():
        if line.startswith("flags:"):
            return int(line.split()[1], base=8)
    return 0


def _process(number: int) -> Process:
    try:
        program = (PROCESSES / str(number) / "comm").read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        program = "unknown"
    return Process(number, program)
