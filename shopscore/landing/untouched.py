"""Tells without reading it whether anything has come into the landing folder since a run looked.

A run keeps a set of marks, one for each entry that lay there when it began: a keyed digest of place, size and times,
from which no name can be told. An entry whose mark is in the set is as it was; any other is read, and is new unless
landing it would change nothing. What landing would do is decided by its own rules; nothing is landed here.
"""

import os
import stat
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import duckdb

from shopscore.landing import file_ledger
from shopscore.landing.identity import FileChangedError, Identity, NoFileError, export_time, identify
from shopscore.landing.layout import Place
from shopscore.landing.privacy import HashKey
from shopscore.landing.retention import find_long_landed
from shopscore.landing.search import find_files
from shopscore.landing.windows import is_renamed_to_be_read
from shopscore.settings import Settings

MARK_LENGTH = 16
# A disk may keep times in steps of two seconds: what was written so shortly before somebody looked may have been
# written again since without another time.
UNSURE_NANOSECONDS = 2_000_000_000


@dataclass(frozen=True)
class Marks:
    """What lay in the landing folder at one moment.

    Attributes:
        present: a mark for each entry.
        lasting: those that can be told from a later change of the same entry.
        is_whole: every entry is a plain file or folder; links and devices have to be looked at one by one.
    """

    present: frozenset[bytes]
    lasting: frozenset[bytes]
    is_whole: bool = True


def mark_entries(settings: Settings, key: HashKey, at: datetime) -> Marks:
    """Mark every entry below the landing folder; no content is read.

    Args:
        settings: where landing is.
        key: of the home.
        at: this moment, with its time zone.
    """
    present, lasting, is_whole = set(), set(), True
    unsure_since = int(at.timestamp() * 1_000_000_000) - UNSURE_NANOSECONDS
    waiting = [str(settings.landing)]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError:
            is_whole = False
            continue
        for entry in entries:
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                is_whole = False
                continue
            mark = _mark(key, os.path.relpath(entry.path, settings.landing), status)
            present.add(mark)
            if stat.S_ISDIR(status.st_mode):
                # It is looked into; its own times say nothing.
                lasting.add(mark)
                waiting.append(entry.path)
            elif not stat.S_ISREG(status.st_mode):
                is_whole = False
            elif max(status.st_mtime_ns, status.st_ctime_ns) < unsure_since:
                lasting.add(mark)
    return Marks(frozenset(present), frozenset(lasting), is_whole)


def pack(marks: frozenset[bytes]) -> bytes:
    """Return a set of marks as it is stored."""
    return b"".join(sorted(marks))


def unpack(packed: bytes) -> frozenset[bytes]:
    """Return the set of marks that was stored."""
    return frozenset(packed[at : at + MARK_LENGTH] for at in range(0, len(packed), MARK_LENGTH))


def has_arrivals(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    key: HashKey,
    marks: Marks,
    known: frozenset[bytes],
    *,
    at: datetime,
) -> bool:
    """Tell whether landing would change anything: land, refuse or delete a file, or know better when it was exported.

    Args:
        connection: the warehouse, with the ledger of the files.
        settings: where landing is, and how long files stay in it.
        key: of the home.
        marks: of what lies in landing now.
        known: of what lay there when a run looked that landed all of it; none: every file is read.
        at: local time of now, naive.
    """
    keeps_all = settings.landing_keep_days is None
    if keeps_all and marks.is_whole and marks.present <= known:
        return False
    ledger = file_ledger.known_files(connection)
    present: list[tuple[Place, Identity]] = []
    for place in find_files(settings.landing):
        if place.problem is not None:
            return True
        if keeps_all and _mark_of(settings, key, place.path) in known:
            continue
        try:
            identity, exported = identify(place), export_time(place)
        except (OSError, FileChangedError, NoFileError):
            return True
        before = ledger.get(identity.file_id)
        if before is None or is_renamed_to_be_read(place, before) or min(before.exported, exported) != before.exported:
            return True
        present.append((place, identity))
    return any(find_long_landed(settings, ledger, present, at))


def _mark_of(settings: Settings, key: HashKey, path: Path) -> bytes | None:
    """Return the mark of one file; a link has none, since what it leads to changes by itself."""
    try:
        status = path.lstat()
    except OSError:
        return None
    return _mark(key, os.path.relpath(path, settings.landing), status) if stat.S_ISREG(status.st_mode) else None


def _mark(key: HashKey, place: str, status: os.stat_result) -> bytes:
    digest = blake2b(os.fsencode(place), digest_size=MARK_LENGTH, key=key.inner)
    if stat.S_ISDIR(status.st_mode):
        digest.update(b"/")
    else:
        digest.update(f"\0{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}".encode())
    return digest.digest()
