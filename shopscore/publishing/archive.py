"""Keeps the last publications beside the current one.

When to do so belongs in `publication.py`. A publication is never written to, so the kept file may be the same file
under a second name.
"""

import errno
import os
import shutil
from pathlib import Path

import duckdb

from shopscore.home import make_private
from shopscore.publishing.audit import read_generation_id

KEPT = 7


def keep(publication: Path, archive: Path) -> Path | None:
    """Give the current publication a second name in the archive; it stays where it is.

    Args:
        publication: the current published file; may be absent.
        archive: folder; made when absent.

    Returns:
        The archived file, or None when there is no current publication.

    Raises:
        OSError: the archive cannot be written.
    """
    if not publication.exists():
        return None
    make_private(archive)
    kept = archive / f"shopscore-{_name_generation(publication)}.duckdb"
    if not kept.exists():
        _link_or_copy(publication, kept)
        sync_folder(archive)
    return kept


def prune(archive: Path, keep_newest: int = KEPT) -> list[Path]:
    """Remove all archived generations but the newest; generation ids sort by time. Returns the removed files."""
    generations = sorted(archive.glob("shopscore-[0-9]*.duckdb"), reverse=True)
    removed = generations[keep_newest:]
    for file in removed:
        file.unlink()
    return removed


def sync_folder(folder: Path) -> None:
    """Make renames and links in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name_generation(publication: Path) -> str:
    # What is not a publication must not stop the next one for ever: it is kept, apart, for a person to look at.
    try:
        return read_generation_id(publication)
    except duckdb.Error:
        return f"unreadable-{publication.stat().st_mtime_ns}"


def _link_or_copy(source: Path, target: Path) -> None:
    try:
        target.hardlink_to(source)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
            raise
        # A file system without hard links, or an archive on another disk. Copied under another name first, so that
        # an archived name is always a whole file.
        copying = target.with_name(f".copying-{target.name}")
        try:
            shutil.copyfile(source, copying)
            copying.replace(target)
        except BaseException:
            copying.unlink(missing_ok=True)
            raise
