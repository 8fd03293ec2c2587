"""Tells one file from another, and when it was exported.

A file is its place and its content, never its name. What lies in it is not looked at.
"""

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from shopscore.landing.layout import Place, known_suffix
from shopscore.landing.name_stamps import stamp_in
from shopscore.settings import TIME_ZONE

BLOCK = 1 << 20
ID_LENGTH = 16
# 2000-01-01 and 2100-01-01 in seconds since 1970.
FIRST_SECOND = 946_684_800
END_OF_TIME = 4_102_444_800


@dataclass(frozen=True, order=True)
class ExportTime:
    """When a file was exported, ordered so that the smallest of several sightings is the one to keep.

    Attributes:
        from_modification: False when the name says it, which beats every modification time.
        at: local time in Asia/Shanghai, naive, whole seconds.
        suffix: ending of the sighting's name, where it tells a kind of file; decides between equals, so that the order
            of arrival cannot.
    """

    from_modification: bool
    at: datetime
    suffix: str

    @property
    def source(self) -> str:
        """Word for the ledger: `file_name` or `modification_time`."""
        return "modification_time" if self.from_modification else "file_name"


@dataclass(frozen=True)
class Identity:
    """Who a file is.

    Attributes:
        file_id: 16 hex digits from place and content.
        sha256: of the content.
        bytes: size of the content.
        modified_ns: when it was last written, in nanoseconds since 1970, as the system tells it.
    """

    file_id: str
    sha256: str
    bytes: int
    modified_ns: int


class FileChangedError(Exception):
    """The file was written while it was read."""


class NoFileError(Exception):
    """What lies there is not a file any more."""


def identify(place: Place) -> Identity:
    """Read the file once and tell who it is.

    A pipe that took the file's place is never waited for, and a file that grows is not followed.

    Raises:
        OSError: the file cannot be read.
        FileChangedError: it was written meanwhile.
        NoFileError: it is not a file.
    """
    digest = hashlib.sha256()
    size = 0
    descriptor = os.open(place.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with open(descriptor, "rb", buffering=0) as file:  # noqa: PTH123 - a descriptor, not a path
        before = os.fstat(descriptor)
        if not stat.S_ISREG(before.st_mode):
            raise NoFileError
        while size <= before.st_size and (block := file.read(BLOCK)):
            digest.update(block)
            size += len(block)
        after = os.fstat(descriptor)
    if size != before.st_size or size_and_time(after) != size_and_time(before):
        raise FileChangedError
    content = digest.hexdigest()
    file_id = hashlib.sha256((place.folder + content).encode()).hexdigest()[:ID_LENGTH]
    return Identity(file_id=file_id, sha256=content, bytes=size, modified_ns=after.st_mtime_ns)


def size_and_time(status: os.stat_result) -> tuple[int, int]:
    """Return what changes when a file is written."""
    return status.st_size, status.st_mtime_ns


def export_time(place: Place) -> ExportTime:
    """Tell when a file was exported: by a stamp in its name, else by its modification time.

    Raises:
        OSError: the file is gone.
    """
    suffix = known_suffix(place.path)
    seconds = place.path.stat().st_mtime
    # A clock that was never set, or a program that wrote nonsense: such a file is older than any other.
    is_known = FIRST_SECOND <= seconds < END_OF_TIME
    modified = datetime.fromtimestamp(seconds if is_known else 0, ZoneInfo(TIME_ZONE)).replace(tzinfo=None)
    stamped = stamp_in(place.relative.stem, modified if is_known else None, place.shop_id)
    if stamped is not None:
        return ExportTime(from_modification=False, at=stamped, suffix=suffix)
    return ExportTime(from_modification=True, at=modified.replace(microsecond=0), suffix=suffix)
