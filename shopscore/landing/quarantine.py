"""Keeps the reason for each refused file, and a copy without personal data where the file can be read.

The original stays in landing, the only place that may hold personal data. What is masked is decided by the contract.
"""

import shutil
from pathlib import Path

from shopscore.landing.identity import Identity
from shopscore.landing.naming import Label
from shopscore.language import Message

OWNER_FOLDER = 0o700
OWNER_FILE = 0o600


def reason_path(quarantine: Path, label: Label, name: str, identity: Identity) -> Path:
    """Return where the reason for a refused file stands."""
    return _path(quarantine, label, name, identity, "reason.txt")


def copy_path(quarantine: Path, label: Label, name: str, identity: Identity) -> Path:
    """Return where the masked copy of a refused file stands."""
    return _path(quarantine, label, name, identity, "masked.csv")


def write_reason(quarantine: Path, label: Label, name: str, identity: Identity, reason: Message) -> None:
    """Write the reason for a refused file in both languages; the folder is made when missing."""
    path = reason_path(quarantine, label, name, identity)
    make_folder(quarantine, path.parent)
    path.touch(mode=OWNER_FILE)
    path.write_text(f"{name}: {reason.en}\n{name}：{reason.zh}\n", encoding="utf-8")


def keep_copy(copy: Path, quarantine: Path, label: Label, name: str, identity: Identity) -> None:
    """Take a masked copy into quarantine; only the owner can read it."""
    path = copy_path(quarantine, label, name, identity)
    make_folder(quarantine, path.parent)
    copy.chmod(OWNER_FILE)
    shutil.move(copy, path)


def make_folder(quarantine: Path, folder: Path) -> None:
    """Make a folder of quarantine and those above it, for the owner alone."""
    quarantine.parent.mkdir(parents=True, exist_ok=True)
    for part in (*reversed([above for above in folder.parents if above.is_relative_to(quarantine)]), folder):
        part.mkdir(mode=OWNER_FOLDER, exist_ok=True)


def release(quarantine: Path, label: Label, identity: Identity) -> None:
    """Remove what stands of a file from an earlier refusal, whatever it was called then."""
    for path in (quarantine / label.folder).glob(f"*.{identity.file_id}.*"):
        path.unlink(missing_ok=True)


def _path(quarantine: Path, label: Label, name: str, identity: Identity, ending: str) -> Path:
    return quarantine / label.folder / f"{name}.{identity.file_id}.{ending}"
