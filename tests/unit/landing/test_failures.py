"""Whose fault it is when a file does not land."""

import errno
import threading
from pathlib import Path

import duckdb
import pytest

from shopscore.landing.failures import failure_of
from shopscore.landing.identity import FileChangedError, NoFileError, identify
from shopscore.landing.outcomes import FileRefusedError, LandingError
from shopscore.landing.search import find_files
from shopscore.language import Message

from .conftest import Home

FILE = Path("/landing/douyin/S1/reviews/王小明.csv")


class PanicException(BaseException):
    """As a reader written in Rust raises it: no `Exception`, and its message may quote a cell."""


@pytest.mark.parametrize(
    ("error", "fault", "said"),
    [
        (FileRefusedError(Message("it is a picture: export")), "file", "it is a picture: export"),
        (PanicException("王小明 13800138000"), "file", "the reader failed on it (PanicException)"),
        (UnicodeEncodeError("utf-8", "王", 0, 1, "王"), "file", "(UnicodeEncodeError)"),
        (RecursionError("王"), "file", "(RecursionError)"),
        (duckdb.ConversionException("王"), "file", "the database cannot read it (ConversionException)"),
        (duckdb.NotImplementedException("王"), "file", "(NotImplementedException)"),
        (MemoryError(), "moment", "more memory than there is: split it"),
        (duckdb.OutOfMemoryException("could not allocate block"), "moment", "more memory than there is"),
        (FileChangedError(), "moment", "changed while it was being read"),
        (NoFileError(), "moment", "not a file any more"),
        (FileNotFoundError(errno.ENOENT, "No such file", str(FILE)), "moment", "it vanished"),
        (PermissionError(errno.EACCES, "Permission denied", str(FILE)), "moment", "(permission denied): check its"),
        (
            OSError(errno.EIO, "Input/output error"),
            "moment",
            "(read error of the disk): check its permissions and its disk",
        ),
    ],
)
def test_what_a_file_or_the_moment_is_to_blame_for_refuses_the_file(
    error: BaseException, fault: str, said: str
) -> None:
    failure = failure_of(error, FILE)
    assert failure.fault == fault
    assert said in failure.reason.en
    assert "王" not in failure.reason.en
    assert "\n" not in failure.reason.en


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "No space left on device"),
        OSError(errno.ENOSPC, "No space left on device", str(FILE)),
        OSError(errno.EROFS, "Read-only file system", "/home/temporary/tidy.csv"),
        OSError(errno.EMFILE, "Too many open files", str(FILE)),
        PermissionError(errno.EACCES, "Permission denied", "/home/quarantine"),
        KeyboardInterrupt(),
        SystemExit(1),
        LandingError("the warehouse failed"),
        RuntimeError("Query interrupted"),
    ],
)
def test_what_the_machine_or_a_person_is_to_blame_for_is_passed_on(error: BaseException) -> None:
    with pytest.raises(type(error)) as raised:
        failure_of(error, FILE)
    assert raised.value is error


@pytest.mark.parametrize("error", [duckdb.FatalException("x"), duckdb.TransactionException("x")])
def test_a_database_that_cannot_go_on_ends_the_landing_and_quotes_nothing(error: duckdb.Error) -> None:
    with pytest.raises(LandingError, match=type(error).__name__):
        failure_of(error, FILE)


def test_a_file_that_grows_is_not_followed(home: Home) -> None:
    path = home.put("douyin/S1/reviews/a.csv", bytes(32 << 20))
    (place,) = find_files(home.settings.landing)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not stop.is_set():
                file.write(bytes(1 << 16))
                stop.wait(0.0005)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(FileChangedError):
            identify(place)
    finally:
        stop.set()
        writer.join()
