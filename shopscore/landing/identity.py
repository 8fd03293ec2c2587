"""Tells one file from another, and when it was exported.

A file is its place and its content, never its name. What lies in it is nobody's business here.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from shopscore.landing.layout import Place
from shopscore.settings import TIME_ZONE

BLOCK = 1 << 20
ID_LENGTH = 16
FIRST_YEAR = 2000
LAST_YEAR = 2099
STAMP = re.compile(r"(?<!\d)(\d{8})(?:[_\-T]?(\d{6}))?(?!\d)")


@dataclass(frozen=True, order=True)
class ExportTime:
    """When a file was exported, ordered so that the smallest of several sightings is the one to keep.

    Attributes:
        from_modification: False when the name says it, which beats every modification time.
        at: local time in Asia/Shanghai, naive, whole seconds.
        file_name: name of the sighting; decides between equals, so that the order of arrival cannot.
    """

    from_modification: bool
    at: datetime
    file_name: str

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
    """

    file_id: str
    sha256: str
    bytes: int


def identify(place: Place) -> Identity:
    """Read the file once and tell who it is.

    Raises:
        OSError: the file cannot be read.
    """
    digest = hashlib.sha256()
    size = 0
    with place.path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            size += len(block)
    content = digest.hexdigest()
    file_id = hashlib.sha256((place.folder + content).encode()).hexdigest()[:ID_LENGTH]
    return Identity(file_id=file_id, sha256=content, bytes=size)


def export_time(path: Path) -> ExportTime:
    """Tell when a file was exported: by a stamp in its name, else by its modification time.

    Raises:
        OSError: the file is gone.
    """
    stamped = stamp_in(path.stem)
    if stamped is not None:
        return ExportTime(from_modification=False, at=stamped, file_name=path.name)
    modified = datetime.fromtimestamp(path.stat().st_mtime, ZoneInfo(TIME_ZONE))
    return ExportTime(from_modification=True, at=modified.replace(tzinfo=None, microsecond=0), file_name=path.name)


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
