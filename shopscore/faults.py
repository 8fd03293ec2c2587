"""Says in one line what the machine refuses, and what to do: disk full, path unusable, file damaged or held open.

Pure: from an error, or from the text that another library kept of one. Whether waiting helps belongs in
`transient.py`, the exit code in `console/errors.py`.
"""

import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from shopscore.language import Message

WAREHOUSE_NAME = "warehouse.duckdb"
PUBLISHED_NAME = "shopscore.duckdb"


class FaultKind(StrEnum):
    """What sort of thing is wrong with the machine, and so who has to mend it."""

    FULL_DISK = "full_disk"
    UNUSABLE_PATH = "unusable_path"
    LOCKED = "locked"
    DAMAGED = "damaged"
    NEWER_FORMAT = "newer_format"


@dataclass(frozen=True)
class Fault:
    """Something outside this program that has to be mended before it can go on.

    Attributes:
        kind: what sort of thing.
        text: cause and remedy in one line.
        holder: the process that has the file open, where it is that.
    """

    kind: FaultKind
    text: str
    holder: str | None = None


FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL_WORDS = re.compile(
    r"No space left on device|Disk quota exceeded|File too large|database or disk is full|max_temp_directory_size"
)
# What sqlite says of its side files on a full disk, and of a disk that fails: it does not tell them apart.
SQLITE_WORDS = re.compile(r"sqlite3\.OperationalError\) (?:disk I/O error|unable to open database file)")
NO_TEMPORARY_WORDS = re.compile(r"No usable temporary directory found")
LOCK_WORDS = re.compile(r"Could not set lock on file")
HOLDER = re.compile(r"Conflicting lock is held in (?P<program>.+?) \(PID (?P<process>\d+)\)")
DAMAGED_WORDS = re.compile(
    r"not a valid DuckDB database file|Corrupt database file|Could not read enough bytes from file"
    r"|Failure while replaying WAL|Failed to load metadata pointer|database disk image is malformed"
)
NEWER_WORDS = re.compile(r"created with a newer version of DuckDB|we can only read (storage )?versions between")
# DuckDB and sqlite keep the system's words and lose its number.
PATH_WORDS = {
    errno.EACCES: re.compile(r"Permission denied"),
    errno.EPERM: re.compile(r"Operation not permitted"),
    errno.EROFS: re.compile(r"Read-only file system|attempt to write a readonly database"),
    errno.ENOTDIR: re.compile(r"Not a directory"),
    errno.EISDIR: re.compile(r"Is a directory"),
    errno.EIO: re.compile(r"Input/output error|disk I/O error"),
    errno.ENOTCONN: re.compile(r"Transport endpoint is not connected|Stale file handle"),
    errno.EMFILE: re.compile(r"Too many open files"),
    errno.ENOLCK: re.compile(r"No locks available"),
    errno.ENOENT: re.compile(r"unable to open database file"),
}
QUOTED_PATH = re.compile(r'(?:file|database|directory) "(?P<path>/[^"]+)"|[(:] ?\'(?P<other>/[^\']+)\'')

REMEDIES = {
    errno.EACCES: "{path} may not be used: give its owner and mode to the user that runs shopscore "
    "(`shopscore doctor` names every such file)",
    errno.EROFS: "the disk of {path} is read-only: mount it for writing, or check it for faults",
    errno.ENOTDIR: "there is a file where a folder should be ({path}): move it away",
    errno.EISDIR: "there is a folder where a file should be ({path}): move it away",
    errno.EEXIST: "there is a file where a folder should be ({path}): move it away",
    errno.EIO: "the disk fails at {path} (input/output error): check the disk, then restore a backup",
    errno.ENOTCONN: "the network disk of {path} does not answer: mount it again",
    errno.EMFILE: "too many files are open: raise the limit (`ulimit -n`), then start again",
    errno.ENOLCK: "the disk of {path} cannot lock files: keep SHOPSCORE_HOME on a local disk",
    errno.ENAMETOOLONG: "the name {path} is too long for the disk: shorten it",
    errno.ELOOP: "{path} is a link that leads back to itself: remove it",
    errno.ENOENT: "{path} is not there: make it, or mount the disk that it is on",
}
SAME_REMEDY = {
    errno.EPERM: errno.EACCES,
    errno.ESTALE: errno.ENOTCONN,
    errno.EHOSTDOWN: errno.ENOTCONN,
    errno.ENFILE: errno.EMFILE,
}


_SYSTEM_WORDS = {
    errno.EACCES: Message("permission denied"),
    errno.EPERM: Message("not permitted"),
    errno.EIO: Message("read error of the disk"),
    errno.ENOENT: Message("it is not there"),
    errno.ELOOP: Message("too many links"),
    errno.ENAMETOOLONG: Message("the name is too long"),
}


def system_words(error: OSError) -> Message | str:
    """Return what the system says of an error, in words of either language where they are known."""
    return _SYSTEM_WORDS.get(error.errno or 0, error.strerror or type(error).__name__)


def find_fault(error: BaseException, database: Path | None = None) -> Fault | None:
    """Return what the machine refuses, from an error or whatever it was raised from; None when it is something else.

    Args:
        error: what was raised.
        database: the file that was open, for the errors of DuckDB that do not name it.
    """
    for one in _chain(error):
        fault = _from_system(one) if isinstance(one, OSError) else None
        fault = fault or fault_in(str(one), database)
        if fault is not None:
            return fault
    return None


def fault_in(message: str | None, database: Path | None = None) -> Fault | None:
    """Return the same from a text, where another library has caught the error and kept only its words."""
    if not message:
        return None
    path = _path_in(message)
    name = path or (str(database) if database else None)
    if FULL_WORDS.search(message):
        fault: Fault | None = _full(path)
    elif SQLITE_WORDS.search(message):
        fault = Fault(
            FaultKind.FULL_DISK,
            "the disk is full or fails: the history of runs (dagster/ in SHOPSCORE_HOME) cannot be written; free some "
            "space, then start again, and check the disk when that does not help",
        )
    elif NO_TEMPORARY_WORDS.search(message):
        fault = Fault(FaultKind.FULL_DISK, "no folder takes temporary files: make room in /tmp, or set TMPDIR")
    elif NEWER_WORDS.search(message):
        fault = _newer(name)
    elif DAMAGED_WORDS.search(message):
        fault = _damaged(name)
    elif LOCK_WORDS.search(message) and (holder := HOLDER.search(message)):
        fault = _locked(name, holder["program"], holder["process"])
    else:
        # Words like these stand in the messages of many things that no file is behind.
        number = next((number for number, words in PATH_WORDS.items() if path and words.search(message)), None)
        fault = _unusable(number, path) if number is not None and path is not None else None
    return fault


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or one.__context__


def _from_system(error: OSError) -> Fault | None:
    name = error.filename if isinstance(error.filename, str) else None
    if error.errno in FULL_ERRNOS:
        return _full(name)
    return _unusable(error.errno, name) if error.errno is not None and name is not None else None


def _path_in(message: str) -> str | None:
    found = QUOTED_PATH.search(message)
    return found["path"] or found["other"] if found else None


def _full(path: str | None) -> Fault:
    what = f"{path} cannot be written" if path else "there is no room to write"
    return Fault(
        FaultKind.FULL_DISK,
        f"the disk is full: {what}; free some space (old files in archive/ and backups/ of SHOPSCORE_HOME may go, "
        "`shopscore doctor` says how much is left), then start again",
    )


def _unusable(number: int, path: str) -> Fault | None:
    remedy = REMEDIES.get(SAME_REMEDY.get(number, number))
    if remedy is None:
        return None
    return Fault(FaultKind.UNUSABLE_PATH, f"{os.strerror(number)}: {remedy.format(path=path)}")


def _locked(path: str | None, program: str, process: str) -> Fault:
    holder = f"process {process} ({Path(program).name})"
    if path is not None and Path(path).name == PUBLISHED_NAME:
        text = (
            f"{holder} has {path} open for writing and keeps every other reader out: close it, and open the file "
            "read-only there (docs/operations.md, Readers, says how)"
        )
    else:
        text = (
            f"another program has {path or 'the database'} open: close it ({holder}) and start again; "
            f"readers open published/{PUBLISHED_NAME}"
        )
    return Fault(FaultKind.LOCKED, text, holder)


def _damaged(path: str | None) -> Fault:
    return Fault(FaultKind.DAMAGED, f"{path or 'the database'} is damaged or no database: {_way_back(path)}")


def _newer(path: str | None) -> Fault:
    return Fault(
        FaultKind.NEWER_FORMAT,
        f"{path or 'the database'} was written by a newer DuckDB than this one: use the version of shopscore that "
        f"wrote it, or {_way_back(path)}",
    )


def _way_back(path: str | None) -> str:
    name = Path(path).name if path else None
    if name == f"{PUBLISHED_NAME}.wal":
        return (
            "a program that had the published file open for writing left it; any command of shopscore removes it; open "
            "the file read-only there (docs/operations.md, Readers, says how)"
        )
    if name == f"{WAREHOUSE_NAME}.wal":
        return "it belongs to another warehouse: move it away, then start again"
    if name == WAREHOUSE_NAME:
        return (
            "restore the last backup into an empty home (`shopscore restore`), or move the file away and run "
            "`shopscore refresh`, which lands everything in landing/ anew"
        )
    if name == PUBLISHED_NAME:
        return "`shopscore refresh` writes it anew"
    return "move it away"
