"""Tells one file from another, and when it was exported.

A file is its place and its content, never its name. What lies in it is nobody's business here.
"""

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from shopscore.landing.layout import Place, known_suffix
from shopscore.settings import TIME_ZONE

BLOCK = 1 << 20
ID_LENGTH = 16
FIRST_YEAR = 2000
LAST_YEAR = 2099
# 2100-01-01 in seconds since 1970.
END_OF_TIME = 4_102_444_800
STAMP = re.compile(r"(?<!\d)(\d{8})(?:[_\-T]?(\d{6}))?(?!\d)")


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
    """What lies there is no file any more."""


def identify(place: Place) -> Identity:
    """Read the file once and tell who it is.

    A pipe that took the file's place is never waited for, and a file that grows is not followed.

    Raises:
        OSError: the file cannot be read.
        FileChangedError: it was written meanwhile.
        NoFileError: it is no file.
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
    stamped = stamp_in(place.relative.stem)
    if stamped is not None:
        return ExportTime(from_modification=False, at=stamped, suffix=suffix)
    seconds = place.path.stat().st_mtime
    # A clock that was never set, or a program that wrote nonsense: such a file is older than any other.
    modified = datetime.fromtimestamp(seconds if 0 <= seconds < END_OF_TIME else 0, ZoneInfo(TIME_ZONE))
    return ExportTime(from_modification=True, at=modified.replace(tzinfo=None, microsecond=0), suffix=suffix)


def stamp_in(name: str) -> datetime | None:
    """Return the latest `YYYYMMDD[HHMMSS]` in a name, None when there is no valid one in 2000..2099.

    The latest, because a name with a range of days was exported on its last day or after it.
    """
    stamps = []
    for match in STAMP.finditer(name):
        day, time = match.groups()
        is_one_number = match.group(0).isdigit()
        stamps.append(_moment(day, time) or (None if is_one_number else _moment(day, None)))
    return max((stamp for stamp in stamps if stamp is not None), default=None)


def _moment(day: str, time: str | None) -> datetime | None:
    try:
        moment = datetime.strptime(day + (time or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 local time, naive
    except ValueError:
        return None
    return moment if FIRST_YEAR <= moment.year <= LAST_YEAR else None
