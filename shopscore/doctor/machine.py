"""Looks at the home folder itself: is it there, whose is it, who may read it, is there room, what did the dead leave.

What is in the databases belongs in `databases.py`.
"""

import os
import pwd
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from filelock import Timeout

from shopscore.doctor.findings import Finding, broken, mended, note
from shopscore.doctor.processes import find_lock_holder
from shopscore.faults import find_fault
from shopscore.home import find_leftovers, find_loose_modes, home_lock, remove_leftovers, tighten
from shopscore.language import Message, tr
from shopscore.settings import Settings

# Beside what the next refresh writes anew: logs, Dagster's records, a few exports.
SPARE_BYTES = 200_000_000
NAMED = 3


def check_home(settings: Settings) -> Finding | None:
    """Say why there is no home folder that could be looked at; None when there is one."""
    home = settings.home
    if home.is_dir():
        owner = home.stat().st_uid
        if os.geteuid() not in (0, owner):
            return broken(
                "home", tr("{path} belongs to {user}: run shopscore as that user", path=home, user=_user(owner))
            )
        try:
            os.listdir(home)  # noqa: PTH208 - only whether it can be
        except OSError as error:
            fault = find_fault(error)
            return broken("home", fault.text if fault else tr("{path} cannot be read: {error}", path=home, error=error))
        return None
    if home.exists():
        return broken("home", tr("SHOPSCORE_HOME is {path}, which is a file: name a folder", path=home))
    if not home.parent.is_dir():
        return broken(
            "home",
            tr(
                "SHOPSCORE_HOME is {path}, but there is no folder {parent}: mount its disk",
                path=home,
                parent=home.parent,
            ),
        )
    return broken(
        "home",
        tr(
            "there is no folder {path}: set SHOPSCORE_HOME, or put exports into {landing} and run shopscore refresh",
            path=home,
            landing=settings.landing,
        ),
    )


def check_owners(settings: Settings) -> Iterator[Finding]:
    """Find what belongs to another user than home does, as after a refresh that root has run; root gives it back."""
    owner = settings.home.stat()
    strange = [path for path in _everything(settings.home) if path.lstat().st_uid != owner.st_uid]
    if not strange:
        return
    if os.geteuid() == 0:
        for path in strange:
            os.lchown(path, owner.st_uid, owner.st_gid)
        yield mended(
            "owners", tr("{paths} given back to {user}", paths=_listed(settings, strange), user=_user(owner.st_uid))
        )
        return
    yield broken(
        "owners",
        tr(
            "{paths} not owned by {user}: sudo chown -R {user} {home}, and run shopscore only as that user",
            paths=_listed(settings, strange),
            user=_user(owner.st_uid),
            home=settings.home,
        ),
    )


def check_modes(settings: Settings) -> Iterator[Finding]:
    """Close to others what they may not read, and open what they may."""
    changed = [fault.path for fault in tighten(settings, deep=True)]
    if changed:
        yield mended("modes", tr("corrected the file mode of {paths}", paths=_listed(settings, changed)))
    left = [fault.path for fault in find_loose_modes(settings, deep=True)]
    if left:
        yield broken(
            "modes",
            tr(
                "{paths} open to others, and the mode cannot be changed: give them to the user that runs shopscore, on "
                "a disk that keeps modes",
                paths=_listed(settings, left),
            ),
        )


def check_leftovers(settings: Settings) -> Iterator[Finding]:
    """Remove what dead processes left; while a refresh is at work nothing is touched."""
    if not find_leftovers(settings):
        return
    try:
        with home_lock(settings):
            removed = remove_leftovers(settings)
    except Timeout:
        return
    except OSError as error:
        fault = find_fault(error)
        yield broken("leftovers", fault.text if fault else tr("the lock cannot be taken: {error}", error=error))
        return
    if removed:
        yield mended("leftovers", tr("removed {paths}, left by processes that died", paths=_listed(settings, removed)))
    left = find_leftovers(settings)
    if left:
        yield broken("leftovers", tr("{paths} left by processes that died: remove them", paths=_listed(settings, left)))


def check_lock(settings: Settings) -> Iterator[Finding]:
    """Say who is at work; the lock of a dead process is let go by the system."""
    try:
        with home_lock(settings):
            return
    except Timeout:
        holder = find_lock_holder(settings.lock)
        yield note(
            "lock",
            tr("a refresh is running: {holder}", holder=holder or Message("its process cannot be seen from here")),
        )
    except OSError as error:
        fault = find_fault(error)
        yield broken("lock", fault.text if fault else tr("the lock cannot be taken: {error}", error=error))


def check_room(settings: Settings) -> Iterator[Finding]:
    """Compare the free space with what the next refresh may write: its publication twice, half the warehouse."""
    wanted = 2 * _size(settings.published) + _size(settings.warehouse) // 2 + SPARE_BYTES
    free = shutil.disk_usage(settings.home).free
    if free < wanted:
        yield broken(
            "disk",
            tr(
                "{free:,.0f} MB are free on the disk of {home}, the next refresh may need {wanted:,.0f}: remove old "
                "files from archive/ ({archive:,.0f} MB) and backups/ ({backups:,.0f} MB)",
                free=free / 1e6,
                home=settings.home,
                wanted=wanted / 1e6,
                archive=_size(settings.archive) / 1e6,
                backups=_size(settings.home / "backups") / 1e6,
            ),
        )
    status = os.statvfs(settings.home)
    if status.f_files and not status.f_favail:
        yield broken("disk", tr("the disk of {home} has no room for more files: remove some", home=settings.home))


def check_key(settings: Settings, *, is_in_environment: bool) -> Iterator[Finding]:
    """Find a key of the hashes that is lost: with a new one every buyer is a stranger to the rows before."""
    key = settings.home / ".hash_key"
    if is_in_environment or not settings.warehouse.exists():
        return
    remedy = Message("restore it from a backup; docs/operations.md, Rotating the hash key, says what a new one costs")
    if not key.exists():
        yield broken(
            "key", tr("{path} is missing, the key with which buyers were hashed: {remedy}", path=key, remedy=remedy)
        )
    elif os.access(key, os.R_OK) and not key.read_bytes().strip():
        yield broken("key", tr("{path} is empty: {remedy}", path=key, remedy=remedy))


def _everything(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        for name in (*folders, *files):
            yield Path(place, name)


def _listed(settings: Settings, paths: Sequence[Path]) -> str:
    names = [str(path.relative_to(settings.home)) or "." for path in paths[:NAMED]]
    if len(paths) <= NAMED:
        return tr("{names}", names=tuple(names))
    return tr("{names} and {count:,} more", names=tuple(names), count=len(paths) - NAMED)


def _size(path: Path) -> int:
    try:
        if path.is_dir():
            return sum(file.stat().st_size for file in path.iterdir())
        return path.stat().st_size
    except OSError:
        return 0


def _user(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)
