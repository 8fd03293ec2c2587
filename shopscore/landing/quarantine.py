"""Keeps the reason for each refused file, and a copy without personal data where the file can be read.

The original stays in landing, the only place that may hold personal data. What is masked is decided by the contract.
"""

from pathlib import Path

from shopscore.landing.identity import Identity
from shopscore.landing.layout import Place

LONGEST_NAME = 180


def reason_path(quarantine: Path, place: Place, identity: Identity) -> Path:
    """Return where the reason for a refused file stands."""
    return _path(quarantine, place, identity, "reason.txt")


def copy_path(quarantine: Path, place: Place, identity: Identity) -> Path:
    """Return where the masked copy of a refused file stands."""
    return _path(quarantine, place, identity, "masked.csv")


def write_reason(quarantine: Path, place: Place, identity: Identity, reason: str) -> None:
    """Write the reason for a refused file; the folder is made when missing."""
    path = reason_path(quarantine, place, identity)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{place.relative.as_posix()}: {reason}\n", encoding="utf-8")


def release(quarantine: Path, place: Place, identity: Identity) -> None:
    """Remove what stands of a file from an earlier refusal, whatever it was called then."""
    for path in (quarantine / place.relative.parent).glob(f"*.{identity.file_id}.*"):
        path.unlink(missing_ok=True)


def _path(quarantine: Path, place: Place, identity: Identity, ending: str) -> Path:
    # File systems end names at 255 bytes, and a Chinese sign takes three.
    name = place.relative.name.encode()[:LONGEST_NAME].decode(errors="ignore")
    return quarantine / place.relative.parent / f"{name}.{identity.file_id}.{ending}"
