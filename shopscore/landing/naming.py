"""Says how a file is named outside landing: by shop, export, date and the first digits of its content's SHA-256.

Its own name and its folders may hold anything, so nothing of them is stored that the contracts do not know. Only the
person at the terminal reads a file's own name.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shopscore.contracts import Exports
from shopscore.landing.layout import ALL_SHOPS, Place
from shopscore.landing.privacy import HashKey, pseudonym, safe_id

SHOWN_DIGITS = 8
MISPLACED = "misplaced"
REFERENCE_SHOP = "reference"


@dataclass(frozen=True)
class Label:
    """What of a file's folders may be stored.

    Attributes:
        platform: of the contracts, None for any other folder.
        shop_id: as the type `id` takes it, hashed where it may be personal; None for what is not an id.
        export_name: of the contracts, None for any other folder.
    """

    platform: str | None
    shop_id: str | None
    export_name: str | None

    @property
    def folder(self) -> Path:
        """Folders below quarantine."""
        parts = [part for part in (self.platform, self.shop_id, self.export_name) if part]
        return Path(*parts) if self.export_name else Path(MISPLACED)


def label_of(place: Place, exports: Exports, key: HashKey) -> Label:
    """Return what of a place may be stored."""
    platform = place.platform if place.platform in {of for of, _ in exports} else None
    is_known = (platform or "", place.export_name or "") in exports
    shop_id = place.shop_id if place.shop_id in (None, ALL_SHOPS) else safe_id(key, place.shop_id or "")
    return Label(platform, shop_id if platform else None, place.export_name if is_known else None)


def stored_name(label: Label, exported_on: date, sha256: str, suffix: str) -> str:
    """Return the name of a file outside landing; a name like any other, without blanks and slashes."""
    shop = label.shop_id or (REFERENCE_SHOP if label.platform == REFERENCE_SHOP else None)
    parts = [shop or MISPLACED, label.export_name or "no-export", f"{exported_on:%Y-%m-%d}", sha256[:SHOWN_DIGITS]]
    return "_".join(parts) + suffix


def unread_name(label: Label, place: Place, key: HashKey) -> str:
    """Return the name of a file whose content could not be read: a keyed hash of its place stands for the content."""
    mark = pseudonym(key, place.relative.as_posix()).partition("-")[2][:SHOWN_DIGITS]
    shop = label.shop_id or label.platform or MISPLACED
    return f"{shop}_{label.export_name or 'no-export'}_unread_{mark}"
