"""Finds the place in landing that a file has or would have: from what the user says, its folders, or its header.

What landing would make of it there belongs in `checking.py`.
"""

from dataclasses import dataclass
from pathlib import Path

from shopscore.contracts import REFERENCE, Export, Exports
from shopscore.landing.failures import failure_of
from shopscore.landing.guessing import UNTOLD_SHOP, platform_of, right_folder, shop_of
from shopscore.landing.layout import (
    OLD_WORKBOOK_SUFFIX,
    PLATFORM_DEPTH,
    REFERENCE_DEPTH,
    WORKBOOK_SUFFIX,
    Place,
    check_suffix,
    readable,
)
from shopscore.landing.outcomes import FileRefusedError
from shopscore.landing.search import find_files
from shopscore.landing.text_files import what_an_xls_is, what_an_xlsx_is, what_it_is
from shopscore.landing.workbook_package import check_package
from shopscore.language import Message, tr

# Stands for the shop where neither folder nor option says it; no id of a shop is that short.
NO_SHOP = "0"


@dataclass(frozen=True)
class Wanted:
    """What the user says of a file, beside its path.

    Attributes:
        platform: of the contracts; None: told by folder or header.
        export: of the contracts; None: told by folder or header.
        shop_id: folder of the shop; None: told by the folder, or of no matter.
    """

    platform: str | None = None
    export: str | None = None
    shop_id: str | None = None


def wanted_of(exports: Exports, platform: str | None, export: str | None, shop_id: str | None) -> Wanted:
    """Return what the user says of a file.

    Raises:
        ValueError: there is no such platform or export; the message names those there are.
    """
    platforms = sorted({name for name, _ in exports})
    if platform is not None and platform not in platforms:
        raise ValueError(
            tr("there is no platform {platform}: give one of {known}", platform=platform, known=", ".join(platforms))
        )
    names = sorted({name for of, name in exports if platform in (None, of)})
    if export is not None and export not in names:
        raise ValueError(tr("there is no export {export}: give one of {known}", export=export, known=", ".join(names)))
    return Wanted(platform, export, shop_id)


def place_in_landing(path: Path, landing: Path) -> Place | None:
    """Return the place of a file of the landing folder; None for any other, and for what landing does not look at."""
    if not path.resolve().is_relative_to(landing.resolve()):
        return None
    return next((place for place in find_files(landing) if place.path.resolve() == path.resolve()), None)


def place_told(path: Path, exports: Exports, wanted: Wanted) -> Place | None:
    """Return the place that a file would have in landing, as options or its folders say it; None when they do not."""
    if wanted.platform and wanted.export:
        return placed(path, exports[wanted.platform, wanted.export], wanted.shop_id)
    parts = path.resolve().parts
    for depth in (PLATFORM_DEPTH, REFERENCE_DEPTH):
        export = exports.get((parts[-depth], parts[-2])) if len(parts) >= depth else None
        if export is not None and (export.platform == REFERENCE) == (depth == REFERENCE_DEPTH):
            return placed(path, export, wanted.shop_id or parts[-3])
    return None


def why_no_table(path: Path) -> Message | None:
    """Return why a file is not a table at all, as landing says it; None when it is one, of no export."""
    suffix = path.suffix.lower()
    try:
        check_suffix(path)
        if suffix == OLD_WORKBOOK_SUFFIX:
            return what_an_xls_is(path)
        if suffix == WORKBOOK_SUFFIX:
            reason = what_an_xlsx_is(path)
            if reason is None:
                check_package(path)
            return reason
        return what_it_is(path, []) if path.stat().st_size == 0 else None
    except FileRefusedError as error:
        return error.reason
    except OSError as error:
        return failure_of(error, path).reason


def placed(path: Path, export: Export, shop_id: str | None) -> Place:
    """Return the place of a file that lies in the right folder, wherever it lies."""
    name = readable(path.name)
    if not export.has_shop_folder:
        return Place(path, Path(REFERENCE, export.name, name), REFERENCE, None, export.name)
    shop = shop_id or shop_of(path.resolve().parts[:-1]) or NO_SHOP
    return Place(path, Path(export.platform, shop, export.name, name), export.platform, shop, export.name)


def right_place(place: Place, exports: Exports) -> Path | None:
    """Return where a file belongs: its place when that is one, else what can be told of it."""
    export = exports.get((place.platform or "", place.export_name or ""))
    if export is None:
        return right_folder(place, exports)
    if place.shop_id == NO_SHOP:
        return Path(export.platform, UNTOLD_SHOP, export.name)
    return place.relative.parent


def exports_it_may_be(path: Path, exports: Exports, wanted: Wanted) -> list[Export]:
    """Return the exports that a file may be, those of the platform that its folders name first."""
    platform = wanted.platform or platform_of(path.resolve().parts[:-1][-3:], {name for name, _ in exports})
    fit = [
        export
        for export in exports.values()
        if wanted.platform in (None, export.platform) and wanted.export in (None, export.name)
    ]
    return sorted(fit, key=lambda export: export.platform != platform)
