"""Makes a home from a backup: all of it, checked, or nothing.

What a backup holds is decided in `backup.py`.
"""

import hashlib
import os
import shutil
import tarfile
import zlib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import IO

from filelock import Timeout

from shopscore.backup.errors import BackupError, HomeBusyError
from shopscore.backup.manifest import KeptFile, Manifest, is_below_home, read_manifest
from shopscore.home import CHECKED, MANIFEST_NAME, UNCHECKED, home_lock, put_in_place, remove, tighten
from shopscore.home.modes import HOME_MODE
from shopscore.language import tr
from shopscore.settings import Settings

LOCK_NAME = "refresh.lock"
BLOCK = 1 << 20
OWNER_ONLY = 0o700


def restore(backup: Path, home: Path) -> Manifest:
    """Fill an empty home from a backup.

    Everything is unpacked beside its place and compared with the checksums first; home stays empty when anything is
    wrong. A restore that was killed is undone first. No refresh can start meanwhile.

    Args:
        backup: the file that `back_up` wrote.
        home: folder that is empty or absent; made when absent.

    Raises:
        HomeBusyError: a refresh or another restore is at work there.
        BackupError: home is not empty, or the file is damaged, cut off, or no backup.
        OSError: a file cannot be read or written, or the disk is full.
    """
    if not backup.is_file():
        raise BackupError(tr("there is no file {path}", path=backup))
    if not home.is_dir():
        home.mkdir(parents=True)
        home.chmod(HOME_MODE)
    settings = Settings(home=home, as_of=date.min)
    was_there = settings.lock.exists()
    try:
        with home_lock(settings):
            _undo(home)
            _require_empty(home)
            try:
                manifest = _fill(backup, home)
            finally:
                if not (home / CHECKED).exists() and not was_there and _entries(home) == []:
                    settings.lock.unlink(missing_ok=True)
            tighten(settings, deep=True)
    except Timeout:
        raise HomeBusyError(
            tr("a refresh or a restore is running in {path}: wait for it to finish", path=home)
        ) from None
    return manifest


def _require_empty(home: Path) -> None:
    present = _entries(home)
    if present:
        raise BackupError(
            f"{home} is not empty (it holds {', '.join(present[:3])}): restore into an empty folder with --home, "
            "or move what is there away"
        )


def _entries(home: Path) -> list[str]:
    return sorted(entry.name for entry in home.iterdir() if entry.name != LOCK_NAME)


def _undo(home: Path) -> None:
    """Take back what a restore that was killed had done: no other program has written there, its lock was held."""
    shutil.rmtree(home / UNCHECKED, ignore_errors=True)
    listed = home / CHECKED / MANIFEST_NAME
    if listed.is_file():
        for name in {file.path.split("/")[0] for file in read_manifest(listed.read_bytes()).files}:
            remove(home / name)
    shutil.rmtree(home / CHECKED, ignore_errors=True)


def _fill(backup: Path, home: Path) -> Manifest:
    staging = home / UNCHECKED
    staging.mkdir(mode=OWNER_ONLY)
    try:
        manifest = _unpack(backup, staging)
        (staging / MANIFEST_NAME).write_bytes(manifest.to_json())
        staging.rename(home / CHECKED)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    put_in_place(home)
    return manifest


def _unpack(backup: Path, folder: Path) -> Manifest:
    found: dict[str, KeptFile] = {}
    listed: bytes | None = None
    try:
        with tarfile.open(backup, mode="r|gz") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isreg() else None
                if content is None or not is_below_home(entry.name):
                    raise BackupError(
                        tr(
                            "{file} contains {entry}, which no shopscore backup does",
                            file=backup.name,
                            entry=entry.name,
                        )
                    )
                if entry.name == MANIFEST_NAME:
                    listed = content.read()
                else:
                    found[entry.name] = _write(content, folder / entry.name, entry)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise BackupError(
            tr("{file} is damaged, truncated or not a backup: {error}", file=backup.name, error=error)
        ) from error
    if listed is None:
        raise BackupError(tr("{file} has no manifest: it is truncated, or not a shopscore backup", file=backup.name))
    manifest = read_manifest(listed)
    _compare(backup.name, found, {file.path: file for file in manifest.files})
    return manifest


def _write(content: IO[bytes], path: Path, entry: tarfile.TarInfo) -> KeptFile:
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    size = 0
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, entry.mode & 0o777)
    with os.fdopen(descriptor, "wb") as file:
        while block := content.read(BLOCK):
            digest.update(block)
            size += len(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    # An export without a date in its name was exported when it was last modified.
    os.utime(path, (entry.mtime, entry.mtime))
    return KeptFile(entry.name, size, digest.hexdigest())


def _compare(name: str, found: Mapping[str, KeptFile], listed: Mapping[str, KeptFile]) -> None:
    for path in sorted({*found, *listed}):
        if found.get(path) != listed.get(path):
            raise BackupError(
                tr("{file} is damaged: {path} is not what its manifest says; use another backup", file=name, path=path)
            )
