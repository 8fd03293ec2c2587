"""Knows where in the landing folder a file may lie, and says what is wrong when it lies elsewhere.

`<platform>/<shop_id>/<export>/<file>` and `reference/<table>/<file>`. No file is opened here.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from shopscore.contracts import REFERENCE, Export, Exports
from shopscore.landing.outcomes import FileRefusedError

ALL_SHOPS = "_all"
TEXT_SUFFIX = ".csv"
WORKBOOK_SUFFIX = ".xlsx"
READABLE_SUFFIXES = (TEXT_SUFFIX, WORKBOOK_SUFFIX)
UNFINISHED_SUFFIXES = (".tmp", ".part", ".crdownload")
REFERENCE_DEPTH = 3
PLATFORM_DEPTH = 4


@dataclass(frozen=True)
class Place:
    """Where a file lies, as far as its folders say.

    Attributes:
        path: the file.
        relative: the same below the landing folder.
        platform: first folder, None when there is none.
        shop_id: second folder of a platform (`_all` included), None for reference tables.
        export_name: folder of the export or reference table.
    """

    path: Path
    relative: Path
    platform: str | None
    shop_id: str | None
    export_name: str | None

    @property
    def folder(self) -> str:
        """Folders below landing with a slash at the end: the part of a file's identity that is not its content."""
        return "".join(f"{part}/" for part in self.relative.parent.parts)


def find_files(landing: Path) -> list[Place]:
    """List the files in landing in the order of their names; hidden, lock and unfinished files are left out."""
    places: list[Place] = []
    for folder, folders, names in os.walk(landing):
        folders[:] = [name for name in folders if not name.startswith(".")]
        places.extend(_place(landing, Path(folder, name)) for name in names if _is_offered(name))
    return sorted(places, key=lambda place: place.relative.as_posix())


def export_of(place: Place, exports: Exports) -> Export:
    """Return the contract for a file's folder.

    Raises:
        FileRefusedError: the folder is none of the layout, or the file is neither .csv nor .xlsx.
    """
    platforms = sorted({platform for platform, _ in exports})
    depth = len(place.relative.parts)
    shape = _shape(place.platform)
    if place.platform not in platforms:
        folder = f"folder '{place.platform}'" if place.platform else "the landing folder itself"
        raise FileRefusedError(
            f"{folder} is no place for files: put it into {shape} with <platform> one of {', '.join(platforms)}"
            f"{_did_you_mean(place.platform, platforms)}"
        )
    known = sorted(name for platform, name in exports if platform == place.platform)
    if depth != (REFERENCE_DEPTH if place.platform == REFERENCE else PLATFORM_DEPTH):
        how = "not deep enough" if place.export_name is None else "too deep"
        raise FileRefusedError(f"it lies {how}: put it into {shape}, <export> one of {', '.join(known)}")
    export = exports.get((place.platform or "", place.export_name or ""))
    if export is None:
        raise FileRefusedError(
            f"there is no export '{place.export_name}' of {place.platform}: put it into {shape}, "
            f"<export> one of {', '.join(known)}{_did_you_mean(place.export_name, known)}"
        )
    suffix = place.path.suffix.lower()
    if suffix == ".xls":
        raise FileRefusedError("old Excel files (.xls) cannot be read: save as .xlsx or .csv")
    if suffix not in READABLE_SUFFIXES:
        raise FileRefusedError(
            f"files of kind '{suffix or 'without extension'}' cannot be read: export as .csv or .xlsx"
        )
    return export


def _place(landing: Path, path: Path) -> Place:
    relative = path.relative_to(landing)
    folders = relative.parts[:-1]
    platform = folders[0] if folders else None
    is_reference = platform == REFERENCE
    export_at = REFERENCE_DEPTH - 2 if is_reference else PLATFORM_DEPTH - 2
    return Place(
        path=path,
        relative=relative,
        platform=platform,
        shop_id=None if is_reference or len(folders) <= 1 else folders[1],
        export_name=folders[export_at] if len(folders) > export_at else None,
    )


def _is_offered(name: str) -> bool:
    return not name.startswith((".", "~$")) and not name.lower().endswith(UNFINISHED_SUFFIXES)


def _shape(platform: str | None) -> str:
    if platform == REFERENCE:
        return "reference/<export>/"
    return f"{'<platform>' if platform is None else platform}/<shop_id>/<export>/"


def _did_you_mean(word: str | None, known: Iterable[str]) -> str:
    close = get_close_matches((word or "").lower(), list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
