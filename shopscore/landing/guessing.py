"""Guesses which export a file is, from its header row and from what its folders are called.

A guess is only ever shown to a person: what lands is decided by the folder.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from shopscore.contracts import REFERENCE, Export, Exports, load_exports
from shopscore.landing.failures import failure_of
from shopscore.landing.headers import HeaderRow, match
from shopscore.landing.layout import (
    ALL_SHOPS,
    PLATFORM_DEPTH,
    REFERENCE_DEPTH,
    WORKBOOK_SUFFIX,
    Place,
    place_of,
)
from shopscore.landing.text_files import header_candidates
from shopscore.landing.workbook_package import check_package
from shopscore.landing.workbooks import Workbook
from shopscore.settings import PROJECT_DIR, Settings

# What people call the platforms where we say douyin and pinduoduo.
PLATFORM_WORDS = {"douyin": ("抖音", "抖店"), "pinduoduo": ("拼多多", "多多", "pdd")}
UNTOLD_SHOP = "SHOP_ID"
# One known header may be chance.
FEWEST_HEADERS = 2
_SHOP = re.compile(r"[0-9]{4,}|[A-Za-z]{1,2}[0-9]{1,12}")


@dataclass(frozen=True)
class Guess:
    """An export that a file may be.

    Attributes:
        export: its contract.
        is_complete: the header row has every required column.
    """

    export: Export
    is_complete: bool


def guess_by_header(path: Path, exports: Iterable[Export]) -> Guess | None:
    """Return the export whose headers a file has most of; None when it has hardly any of one, or cannot be read.

    Args:
        path: the file.
        exports: among which to choose; the earlier wins between equals.
    """
    rows = _rows(path)
    best: tuple[tuple[bool, int], Guess] | None = None
    for export in exports:
        for row in rows:
            matched = match(export, None, row.cells)
            found = len(matched.positions)
            if found < FEWEST_HEADERS:
                continue
            fit = (matched.is_complete, found - len(matched.missing))
            if best is None or fit > best[0]:
                best = fit, Guess(export, matched.is_complete)
    return best[1] if best else None


def folder_of_export(name: str, exports: Iterable[Export]) -> Export | None:
    """Return the export that a folder's name means: its own, what people call it, or a slip of the pen."""
    known = list(exports)
    word = "".join(name.split()).casefold()
    for export in known:
        if word == export.name or word in export.folders:
            return export
    if not word.isascii():
        fits = [export for export in known if any(folder in word for folder in export.folders)]
        return max(fits, key=lambda export: max(len(one) for one in export.folders if one in word), default=None)
    close = get_close_matches(word, [export.name for export in known], n=1)
    return next((export for export in known if close and export.name == close[0]), None)


def platform_of(parts: Sequence[str], platforms: Iterable[str]) -> str | None:
    """Return the platform that one of some folders means: its name, what people call it, or a slip of the pen."""
    names = sorted(set(platforms))
    for part in parts:
        word = part.casefold()
        called = [name for name in names if word == name or any(one in word for one in PLATFORM_WORDS.get(name, ()))]
        close = called or get_close_matches(word, names, n=1)
        if close:
            return close[0]
    return None


def shop_of(parts: Sequence[str]) -> str | None:
    """Return the folder that reads like a shop's id."""
    return next((part for part in parts if part == ALL_SHOPS or _SHOP.fullmatch(part)), None)


def right_folder(place: Place, exports: Exports) -> Path | None:
    """Return the folder below landing in which a misplaced file most likely belongs; None when nothing tells.

    Where the shop is not told, `UNTOLD_SHOP` stands for it.

    Args:
        place: where the file lies.
        exports: the contracts.
    """
    folders = place.relative.parts[:-1]
    is_reference = bool(folders) and bool(get_close_matches(folders[0].casefold(), [REFERENCE], n=1))
    platform = REFERENCE if is_reference else platform_of(folders, {name for name, _ in exports} - {REFERENCE})
    among = [export for export in exports.values() if platform in (None, export.platform)]
    named = next((found for part in reversed(folders) if (found := folder_of_export(part, among))), None)
    # Without a platform a folder's name says only what kind of export it is.
    kind = [export for export in among if named is None or export.name == named.name]
    export = named if platform else None
    if export is None:
        guess = guess_by_header(place.path, kind)
        export = guess.export if guess else None
    if export is None:
        return None
    if export.platform == REFERENCE:
        return Path(REFERENCE, export.name)
    return Path(export.platform, shop_of(folders) or UNTOLD_SHOP, export.name)


def right_folder_of_refused(place: Place, exports: Exports) -> Path | None:
    """Return the folder in which a refused file most likely belongs; None when it lies there, or nothing tells."""
    export = exports.get((place.platform or "", place.export_name or ""))
    depth = PLATFORM_DEPTH if export is None or export.has_shop_folder else REFERENCE_DEPTH
    if export is None or len(place.relative.parts) != depth:
        return right_folder(place, exports)
    others = [other for other in exports.values() if other.platform == export.platform]
    guess = guess_by_header(place.path, others)
    if guess is None or not guess.is_complete or guess.export is export or not export.has_shop_folder:
        return None
    return Path(export.platform, place.shop_id or UNTOLD_SHOP, guess.export.name)


def right_folder_of_file(settings: Settings, relative: Path) -> Path | None:
    """Return the same for a file that lies somewhere below the landing folder."""
    exports = load_exports(PROJECT_DIR / "models")
    path = settings.landing / relative
    return right_folder_of_refused(place_of(settings.landing, path), exports) if path.is_file() else None


def _rows(path: Path) -> list[HeaderRow]:
    """Return the rows that may be a file's header; none of one that cannot be read, which landing explains."""
    try:
        if path.suffix.lower() == WORKBOOK_SUFFIX:
            check_package(path)
            return [row for _, row in Workbook(path).header_candidates(visible=True)]
        return [candidate.row for candidate in header_candidates(path)]
    except BaseException as error:  # a panic of a reader in Rust too; `failure_of` raises again what has to pass
        failure_of(error, path)
        return []
