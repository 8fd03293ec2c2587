"""A file that is being written carries a lock of its own, so that one left by a dead process can be told from it.

The system lets go of the lock with the process.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def write_private_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that only its owner can ever read, and that has its name only once it is whole.

    Until then it is called `.writing-<name>`; an error leaves neither.

    Raises:
        OSError: the folder cannot be written, or the disk is full.
    """
    writing = path.with_name(f".writing-{path.name}")
    writing.unlink(missing_ok=True)
    descriptor = os.open(writing, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
            writing.replace(path)
    except BaseException:
        writing.unlink(missing_ok=True)
        raise


def is_being_written(path: Path) -> bool:
    """Tell whether a living process still writes a file; one that cannot be looked at is taken for that."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
