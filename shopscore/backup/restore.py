"""Makes a home from a backup: all of it, checked, or nothing.

What a backup holds is decided in `backup.py`.
"""

import hashlib
import os
import shutil
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from shopscore.backup.errors import KeepingError
from shopscore.backup.manifest import MANIFEST_NAME, KeptFile, Manifest, is_below_home, read_manifest

STAGING = ".restoring"
BLOCK = 1 << 20
OWNER_ONLY = 0o700


def restore(backup: Path, home: Path) -> Manifest:
    """Fill an empty home from a backup.

    Everything is unpacked beside its place and compared with the checksums first; home stays empty when anything is
    wrong.

    Args:
        backup: the file that `back_up` wrote.
        home: folder that is empty or absent; made when absent.

    Raises:
        KeepingError: home is not empty, or the file is damaged, cut off, or no backup.
        OSError: a file cannot be read or written.
    """
    if not backup.is_file():
        raise KeepingError(f"there is no file {backup}")
    home.mkdir(parents=True, exist_ok=True)
    present = sorted(entry.name for entry in home.iterdir())
    if present:
        raise KeepingError(
            f"{home} is not empty (it holds {', '.join(present[:3])}): restore into an empty folder with --home, "
            "or move what is there away"
        )
    staging = home / STAGING
    staging.mkdir(mode=OWNER_ONLY)
    try:
        manifest = _unpack(backup, staging)
        for entry in sorted(staging.iterdir()):
            entry.rename(home / entry.name)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return manifest


def _unpack(backup: Path, folder: Path) -> Manifest:
    found: dict[str, KeptFile] = {}
    listed: bytes | None = None
    try:
        with tarfile.open(backup, mode="r|gz") as archive:
            for entry in archive:
                content = archive.extractfile(entry) if entry.isreg() else None
                if content is None or not is_below_home(entry.name):
                    raise KeepingError(f"{backup.name} holds {entry.name}, which no backup of shopscore does")
                if entry.name == MANIFEST_NAME:
                    listed = content.read()
                else:
                    found[entry.name] = _write(content, folder / entry.name, entry)
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise KeepingError(f"{backup.name} is damaged, cut off, or no backup: {error}") from error
    if listed is None:
        raise KeepingError(f"{backup.name} has no manifest: it is cut off, or no backup of shopscore")
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
            raise KeepingError(f"{name} is damaged: {path} is not what its manifest says; use another backup")
