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

from shopscore.language import Message, tr

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
    errno.EACCES: Message(
        "{path} may not be used: give it to the user that runs shopscore, owner and mode "
        "(`shopscore doctor` names every such file)"
    ),
    errno.EROFS: Message("the disk of {path} is read-only: mount it for writing, or check it for faults"),
    errno.ENOTDIR: Message("there is a file where a folder should be ({path}): move it away"),
    errno.EISDIR: Message("there is a folder where a file should be ({path}): move it away"),
    errno.EEXIST: Message("there is a file where a folder should be ({path}): move it away"),
    errno.EIO: Message("the disk fails at {path} (input/output error): check the disk, then restore a backup"),
    errno.ENOTCONN: Message("the network disk of {path} does not answer: mount it again"),
    errno.EMFILE: Message("too many files are open: raise the limit (`ulimit -n`), then start again"),
    errno.ENOLCK: Message("the disk of {path} cannot lock files: keep SHOPSCORE_HOME on a local disk"),
    errno.ENAMETOOLONG: Message("the name {path} is too long for the disk: shorten it"),
    errno.ELOOP: Message("{path} is a link that leads back to itself: remove it"),
    errno.ENOENT: Message("{path} is missing: create it, or mount the disk it is on"),
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


def _system_word(number: int) -> Message | str:
    return _SYSTEM_WORDS.get(number, os.strerror(number))


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
            tr(
                "the disk is full or failing: the run history (dagster/ in SHOPSCORE_HOME) cannot be written; free "
                "some space, then start again, and check the disk if that does not help"
            ),
        )
    elif NO_TEMPORARY_WORDS.search(message):
        fault = Fault(FaultKind.FULL_DISK, tr("no folder takes temporary files: make room in /tmp, or set TMPDIR"))
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
    what = Message("{path} cannot be written", path=path) if path else Message("there is no room to write")
    return Fault(
        FaultKind.FULL_DISK,
        tr(
            "the disk is full: {what}; free some space (old files in archive/ and backups/ of SHOPSCORE_HOME may go, "
            "`shopscore doctor` says how much is left), then start again",
            what=what,
        ),
    )


def _unusable(number: int, path: str) -> Fault | None:
    remedy = REMEDIES.get(SAME_REMEDY.get(number, number))
    if remedy is None:
        return None
    reason = Message("{what}: {remedy}", what=_system_word(number), remedy=Message(remedy.template, path=path))
    return Fault(FaultKind.UNUSABLE_PATH, reason.said())


def _locked(path: str | None, program: str, process: str) -> Fault:
    holder = tr("process {number} ({program})", number=process, program=Path(program).name)
    if path is not None and Path(path).name == PUBLISHED_NAME:
        text = tr(
            "{holder} has {path} open for writing and keeps every other reader out: close it, and open the file "
            "read-only there (docs/operations.md, Readers, says how)",
            holder=holder,
            path=path,
        )
    else:
        text = tr(
            "another program has {path} open: close it ({holder}) and start again; readers open {published}",
            path=path or Message("the database"),
            holder=holder,
            published=f"published/{PUBLISHED_NAME}",
        )
    return Fault(FaultKind.LOCKED, text, holder)


def _damaged(path: str | None) -> Fault:
    said = tr(
        "{path} is damaged or not a database: {remedy}",
        path=path or Message("the database"),
        remedy=_way_back(path),
    )
    return Fault(FaultKind.DAMAGED, said)


def _newer(path: str | None) -> Fault:
    return Fault(
        FaultKind.NEWER_FORMAT,
        tr(
            "a newer DuckDB than this one wrote {path}: use the version of shopscore that wrote it, or {remedy}",
            path=path or Message("the database"),
            remedy=_way_back(path),
        ),
    )


def _way_back(path: str | None) -> Message:
    name = Path(path).name if path else None
    if name == f"{PUBLISHED_NAME}.wal":
        return Message(
            "a program that had the published file open for writing left it behind; any shopscore command removes it; "
            "open the file read-only there (docs/operations.md, Readers, says how)"
        )
    if name == f"{WAREHOUSE_NAME}.wal":
        return Message("it belongs to another warehouse: move it away, then start again")
    if name == WAREHOUSE_NAME:
        return Message(
            "restore the last backup into an empty home (`shopscore restore`), or move the file away and run "
            "`shopscore refresh`, which imports everything in landing/ again"
        )
    if name == PUBLISHED_NAME:
        return Message("`shopscore refresh` writes it again")
    return Message("move it away")
