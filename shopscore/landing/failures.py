"""Tells whose fault it is when a file does not land: the file's, the moment's, or the machine's.

What is done about it belongs in `landing.py`. No message of a library is passed on: it may quote the row.
"""

import errno
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb

from shopscore.faults import find_fault, system_words
from shopscore.landing.identity import FileChangedError, NoFileError
from shopscore.landing.outcomes import FileRefusedError, LandingError
from shopscore.language import Message, tr

# Wherever they are met: the disk is full or read-only, or the process has too many files open.
_MACHINE_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EMFILE, errno.ENFILE}
# The database itself cannot go on: every other file would fail the same way.
_MACHINE_ERRORS = (
    duckdb.FatalException,
    duckdb.InternalException,
    duckdb.IOException,
    duckdb.ConnectionException,
    duckdb.TransactionException,
)
_TOO_LARGE = Message(
    "it needs more memory than there is: split it, or save a workbook as .csv; the next refresh tries again"
)
_VANISHED = Message("it vanished while it was being read: put it back if it is needed")
_OF_MOMENT: dict[type[Exception], Message] = {
    MemoryError: _TOO_LARGE,
    FileChangedError: Message("it changed while it was being read: the next refresh imports it"),
    NoFileError: Message("it is not a file any more: remove it and export again"),
}

Fault = Literal["file", "moment"]


@dataclass(frozen=True)
class Failure:
    """Why a file did not land.

    Attributes:
        fault: whose; a fault of the file stays until the file changes, one of the moment may be gone next time.
        reason: reason and remedy in one line.
    """

    fault: Fault
    reason: Message


def failure_of(error: BaseException, file: Path) -> Failure:
    """Return whose fault an error is, the file's or the moment's, with reason and remedy.

    Args:
        error: what was raised while the file was read or landed.
        file: the file.

    Raises:
        LandingError: the machine's fault; no other file would land either.
        BaseException: the error itself, where it is a full disk or a locked warehouse, which others can tell best, or
            no failure at all, like an interruption.
    """
    if isinstance(error, OSError):
        return Failure("moment", _of_system(error, file))
    if isinstance(error, duckdb.Error):
        return _of_database(error, file)
    if isinstance(error, FileRefusedError):
        return Failure("file", error.reason)
    for kind, reason in _OF_MOMENT.items():
        if isinstance(error, kind):
            return Failure("moment", reason)
    if is_interruption(error):
        raise error
    return Failure(
        "file",
        Message(
            "the reader failed on it ({error}): save it again as CSV UTF-8 or as .xlsx", error=type(error).__name__
        ),
    )


def is_of_machine(error: duckdb.Error) -> bool:
    """Tell whether an error of the database says nothing about what it read."""
    return isinstance(error, (*_MACHINE_ERRORS, duckdb.OutOfMemoryException))


def is_interruption(error: BaseException) -> bool:
    """Tell what has to pass: the program is told to stop, or landing itself has given up.

    A panic of a reader written in Rust is neither, although it is no `Exception`.
    """
    if isinstance(error, LandingError):
        return True
    if isinstance(error, RuntimeError) and "interrupted" in str(error).lower():
        return True
    return not isinstance(error, Exception) and type(error).__name__ != "PanicException"


def _of_system(error: OSError, file: Path) -> Message:
    is_of_file = error.filename is None or str(error.filename) == str(file)
    if error.errno in _MACHINE_ERRNOS or not is_of_file:
        raise error
    if isinstance(error, FileNotFoundError):
        return _VANISHED
    return Message("it cannot be read ({error}): check its permissions and its disk", error=system_words(error))


def _of_database(error: duckdb.Error, file: Path) -> Failure:
    if isinstance(error, duckdb.OutOfMemoryException) and "temp_directory" not in str(error):
        return Failure("moment", _TOO_LARGE)
    if isinstance(error, duckdb.IOException) and not file.exists():
        return Failure("moment", _VANISHED)
    # What the machine refuses others can tell best, and their words quote no row.
    if find_fault(error) is not None and str(file) not in str(error):
        raise error
    if is_of_machine(error):
        raise LandingError(
            tr("the warehouse failed ({error}) while importing a file", error=type(error).__name__)
        ) from None
    return Failure(
        "file",
        Message(
            "the database cannot read it ({error}): save it again as CSV UTF-8 or as .xlsx", error=type(error).__name__
        ),
    )
