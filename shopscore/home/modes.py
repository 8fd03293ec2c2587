"""Who may read what: readers the published file, the owner everything else.

The landing folder holds personal data, the warehouse and the backups everything that was ever known.
"""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from shopscore.settings import Settings

HOME_MODE = 0o711
PUBLISHED_FOLDER = 0o755
PUBLISHED_FILE = 0o444
PRIVATE_FOLDER = 0o700
OWNERS_BITS = 0o700
FILE_BITS = 0o600


@dataclass(frozen=True)
class ModeFault:
    """A file or folder that has another mode than it should.

    Attributes:
        path: of it.
        mode: permission bits it has.
        wanted: permission bits it should have.
        is_ours: whether this user may change them.
    """

    path: Path
    mode: int
    wanted: int
    is_ours: bool


def only_for_the_owner() -> None:
    """Have every file and folder that this process makes from now on belong to its owner alone."""
    _umask.append(os.umask(0o077))


def users_umask() -> int:
    """Return what the user keeps from others in files that are not state: what it was before `only_for_the_owner`."""
    if _umask:
        return _umask[0]
    current = os.umask(0o077)
    os.umask(current)
    return current


_umask: list[int] = []


def tighten(settings: Settings, *, deep: bool = False) -> list[ModeFault]:
    """Give home and what is in it the modes they should have; what belongs to another user is left as it is.

    Links are not followed: what lies elsewhere belongs to whoever put it there.

    Args:
        settings: the home folder.
        deep: look into folders that are closed already, too.

    Returns:
        What was changed.
    """
    changed = []
    for fault in find_loose_modes(settings, deep=deep):
        if fault.is_ours:
            try:
                fault.path.chmod(fault.wanted)
            except OSError:
                # Gone since, or a disk without modes: either way nothing a command should stop for.
                continue
            changed.append(fault)
    return changed


def find_loose_modes(settings: Settings, *, deep: bool = False) -> Iterator[ModeFault]:
    """Find what has another mode than it should; folders come after what is in them.

    Args:
        settings: the home folder.
        deep: look into folders that are closed already, too: others cannot reach what is in them.
    """
    home = settings.home
    published = _status(settings.published)
    for entry in _entries(home):
        if entry.path == str(settings.published.parent):
            yield from _published(settings)
        elif entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), published, deep=deep)
        elif entry.is_file(follow_symlinks=False):
            yield from _compare(Path(entry.path), FILE_BITS, published)
    status = _status(home)
    # A shared folder, or the root of a disk, is not ours to close.
    if status and not status.st_mode & stat.S_ISVTX and home.parent != home:
        yield from _fault(home, status, HOME_MODE)


def _published(settings: Settings) -> Iterator[ModeFault]:
    folder = settings.published.parent
    for entry in _entries(folder):
        path = Path(entry.path)
        if path == settings.published:
            status = _status(path)
            if status:
                yield from _fault(path, status, PUBLISHED_FILE)
        elif entry.is_file(follow_symlinks=False):
            yield from _compare(path, FILE_BITS, None)
    status = _status(folder)
    if status:
        yield from _fault(folder, status, PUBLISHED_FOLDER)


def _folder(folder: Path, published: os.stat_result | None, *, deep: bool) -> Iterator[ModeFault]:
    status = _status(folder)
    if status is None or (not deep and stat.S_IMODE(status.st_mode) == PRIVATE_FOLDER):
        return
    for entry in _entries(folder):
        path = Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(path, published, deep=True)
        elif entry.is_file(follow_symlinks=False):
            yield from _compare(path, FILE_BITS, published)
    # Last: a folder that is closed says that everything in it was looked at.
    yield from _fault(folder, status, PRIVATE_FOLDER)


def _compare(path: Path, bits: int, published: os.stat_result | None) -> Iterator[ModeFault]:
    status = _status(path)
    if status is None or not stat.S_ISREG(status.st_mode):
        return
    # The newest entry of the archive may be the published file itself, under a second name.
    if published is not None and (status.st_dev, status.st_ino) == (published.st_dev, published.st_ino):
        return
    yield from _fault(path, status, stat.S_IMODE(status.st_mode) & bits)


def _fault(path: Path, status: os.stat_result, wanted: int) -> Iterator[ModeFault]:
    mode = stat.S_IMODE(status.st_mode)
    if mode != wanted:
        yield ModeFault(path, mode, wanted, is_ours=os.geteuid() in (0, status.st_uid))


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(found, key=lambda entry: entry.name)
    except OSError:
        return []
