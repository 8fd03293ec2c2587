"""Puts all state that cannot be rebuilt into one file.

Taken under the refresh's lock, so that warehouse and publication belong together. Where to put the file afterwards,
and how long to keep it, is the user's; bringing it back belongs in `restore.py`.
"""

import hashlib
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import IO

import duckdb
from filelock import Timeout

from shopscore.backup.errors import BackupError, HomeBusyError
from shopscore.backup.manifest import KeptFile, Manifest
from shopscore.home import MANIFEST_NAME, find_half_files, home_lock, make_private, remove, write_private_file
from shopscore.language import tr
from shopscore.publishing import read_generation_id
from shopscore.settings import Settings, now
from shopscore.warehouse import WarehouseBusyError, WarehouseError, open_warehouse

FOLDER = "backups"

# The key of the hashes, who is told what, and who has been told. The warehouse and the publication come beside them.
SMALL_FILES = (".hash_key", "alerts.yml", "alerts_sent.json", "users.yml")

# DuckDB compresses its own blocks; more effort costs seconds and saves little.
COMPRESSION = 1
LOCK_SECONDS = 5


@dataclass(frozen=True)
class Backup:
    """A finished backup.

    Attributes:
        path: of the file, readable by its owner only.
        files: number of files in it.
        bytes: size.
        generation_id: of the publication in it; None when nothing was published.
        has_hash_key: whether the key of the hashes is in it; when not, it comes from the environment.
    """

    path: Path
    files: int
    bytes: int
    generation_id: str | None
    has_hash_key: bool


def back_up(settings: Settings, folder: Path | None = None, *, with_landing: bool = False) -> Backup:
    """Write one file with the warehouse, the publication, the key of the hashes and the alerts' configuration.

    Left out, because a refresh makes it anew or it is a copy: archive, quarantine, temporary, dbt, logs, Dagster's
    own records, the data docs. The landing folder is left out unless asked for: what landed is in the warehouse.

    Args:
        settings: the home.
        folder: where to write; `backups` below home when None. Made when absent.
        with_landing: take the landing folder too; it holds personal data in clear.

    Raises:
        HomeBusyError: a refresh is running.
        BackupError: there is nothing to back up, or the warehouse or the publication cannot be opened.
        OSError: the folder cannot be written, or the disk is full; nothing half written is left.
    """
    if not settings.warehouse.exists():
        raise BackupError(tr("there is no warehouse in {path}: nothing to back up", path=settings.home))
    target = folder or settings.home / FOLDER
    make_private(target)
    with _locked(settings):
        for leftover in find_half_files(target):
            remove(leftover)
        _settle(settings)
        generation_id = _generation(settings.published)
        paths = _paths(settings, with_landing=with_landing)
        path = target / f"shopscore-{now():%Y%m%dT%H%M%S}.tar.gz"
        with write_private_file(path) as file:
            _write(file, settings, paths, generation_id, with_landing=with_landing)
    return Backup(
        path=path,
        files=len(paths),
        bytes=path.stat().st_size,
        generation_id=generation_id,
        has_hash_key=settings.home / ".hash_key" in paths,
    )


@contextmanager
def _locked(settings: Settings) -> Iterator[None]:
    lock = home_lock(settings)
    try:
        lock.acquire(timeout=LOCK_SECONDS)
    except Timeout:
        raise HomeBusyError(tr("a refresh is running: wait for it to finish, then back up again")) from None
    try:
        yield
    finally:
        lock.release()


def _settle(settings: Settings) -> None:
    """Bring what a killed refresh left in the write-ahead log into the warehouse, so that one file is all of it."""
    try:
        with open_warehouse(settings) as connection:
            connection.execute("checkpoint")
    except WarehouseBusyError as error:
        raise BackupError(
            f"another program has the warehouse open: close it ({error.holder}), then back up again"
        ) from error
    except WarehouseError as error:
        raise BackupError(str(error)) from error


def _generation(published: Path) -> str | None:
    if not published.exists():
        return None
    try:
        return read_generation_id(published)
    except duckdb.Error as error:
        raise BackupError(tr("{path} is damaged: run shopscore refresh, then back up again", path=published)) from error


def _paths(settings: Settings, *, with_landing: bool) -> list[Path]:
    wanted = [settings.warehouse, settings.published, *(settings.home / name for name in SMALL_FILES)]
    paths = [path for path in wanted if path.is_file()]
    if with_landing:
        paths += sorted(path for path in settings.landing.rglob("*") if path.is_file())
    return paths


def _write(
    file: IO[bytes], settings: Settings, paths: list[Path], generation_id: str | None, *, with_landing: bool
) -> None:
    kept = []
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=COMPRESSION, format=tarfile.PAX_FORMAT) as archive:
        for path in paths:
            kept.append(_add(archive, path, path.relative_to(settings.home).as_posix()))
        manifest = Manifest(
            created_at=now().isoformat(),
            shopscore=version("shopscore"),
            generation_id=generation_id,
            has_landing=with_landing,
            files=kept,
        )
        # Last, because the checksums are known only then; and so a backup that was cut off has none.
        content = manifest.to_json()
        entry = tarfile.TarInfo(MANIFEST_NAME)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))


def _add(archive: tarfile.TarFile, path: Path, name: str) -> KeptFile:
    with path.open("rb") as source:
        entry = archive.gettarinfo(arcname=name, fileobj=source)
        # A second name of a file that is in it already would be stored as a link; every entry is to be a whole file.
        entry.type = tarfile.REGTYPE
        entry.size = os.fstat(source.fileno()).st_size
        reader = _Hashing(source)
        archive.addfile(entry, reader)
    return KeptFile(name, entry.size, reader.digest.hexdigest())


class _Hashing(io.RawIOBase):
    """Reads a file and hashes what is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self.digest.update(block)
        return block
