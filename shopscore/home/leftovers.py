"""Finds and removes what processes that were killed left behind: half files, spilled rows, transcoded exports.

Only while the refresh's lock is held is it certain that they are no longer written. Backups are written without it, so
each carries a lock of its own (`shopscore.home.half_files`).
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from shopscore.home.half_files import is_being_written
from shopscore.home.restoring import CHECKED, UNCHECKED, put_in_place
from shopscore.settings import Settings

# Beside the published file: what a reader that opened it for writing left, and unreadable for it is what comes next.
FOREIGN = (".wal*", ".tmp")


def find_leftovers(settings: Settings) -> list[Path]:
    """Return every file and folder below home that no living process needs, given that no refresh runs."""
    return sorted(
        {
            *foreign_files(settings.published),
            *settings.published.parent.glob(".building-*"),
            *settings.archive.glob(".copying-*"),
            *(settings.home / "quality").glob(".building-*"),
            *settings.home.glob(".writing-*"),
            *(settings.home / name for name in (UNCHECKED, CHECKED) if (settings.home / name).is_dir()),
            *find_half_files(settings.home / "backups"),
            *_entries(settings.temporary),
        }
    )


def remove_leftovers(settings: Settings) -> list[Path]:
    """Remove them, to be called while the refresh's lock is held; returns what was removed.

    A restore that had checked everything is finished instead. What cannot be removed stays, for `shopscore doctor` to
    name.

    Raises:
        OSError: a restore cannot be finished.
    """
    put_in_place(settings.home)
    return [path for path in find_leftovers(settings) if remove(path)]


def foreign_files(published: Path) -> Iterator[Path]:
    """Return what other programs left beside the published file under its name."""
    for ending in FOREIGN:
        yield from published.parent.glob(f"{published.name}{ending}")


def remove(path: Path) -> bool:
    """Remove a file or a whole folder; returns whether it is gone."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def find_half_files(folder: Path) -> Iterator[Path]:
    """Return the files of a folder that a process which died was writing."""
    return (path for path in folder.glob(".writing-*") if not is_being_written(path))


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
