"""Knows where in the landing folder a file may lie, and says what is wrong when it lies elsewhere.

`<platform>/<shop_id>/<export>/<file>` and `reference/<table>/<file>`. No file is opened here but what calls itself a
template; which files there are is found out in `search.py`.
"""

import os
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from shopscore.contracts import REFERENCE, Export, Exports
from shopscore.faults import system_words
from shopscore.landing.outcomes import FileRefusedError
from shopscore.language import Message

ALL_SHOPS = "_all"
TEXT_SUFFIX = ".csv"
WORKBOOK_SUFFIX = ".xlsx"
OLD_WORKBOOK_SUFFIX = ".xls"
READABLE_SUFFIXES = (TEXT_SUFFIX, WORKBOOK_SUFFIX)
ARCHIVE_SUFFIXES = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz")
# Endings that tell a kind of file; any other may be a part of a person's name.
KNOWN_SUFFIXES = (
    *READABLE_SUFFIXES,
    OLD_WORKBOOK_SUFFIX,
    *ARCHIVE_SUFFIXES,
    *(".xlsm", ".xlsb", ".ods", ".numbers", ".et", ".txt", ".tsv", ".json", ".xml", ".pdf", ".html", ".htm"),
    *(".png", ".jpg", ".jpeg", ".doc", ".docx"),
)
# What Windows, macOS and network drives leave in every folder they look into.
# What `shopscore init` puts beside the exports: a page that says what belongs there, a table that is still empty.
GUIDE = "README.txt"
TEMPLATE_ENDING = "_template.csv"
# More than a header is rows.
LONGEST_TEMPLATE = 1 << 14
REFERENCE_DEPTH = 3
PLATFORM_DEPTH = 4


@dataclass(frozen=True)
class Place:
    """Where a file lies, as far as its folders say.

    Attributes:
        path: the file, for the system.
        relative: the same below the landing folder, for people: always text on one line (see `readable`).
        platform: first folder, None when there is none.
        shop_id: second folder of a platform (`_all` included), None for reference tables.
        export_name: folder of the export or reference table.
        problem: why it cannot be opened at all, with the remedy; None for a file.
    """

    path: Path
    relative: Path
    platform: str | None
    shop_id: str | None
    export_name: str | None
    problem: Message | None = None

    @property
    def folder(self) -> str:
        """Folders below landing with a slash at the end: the part of a file's identity that is not its content."""
        return "".join(f"{part}/" for part in self.relative.parent.parts)


def readable(name: str) -> str:
    r"""Return a file's or folder's name as text that can be stored and printed on one line.

    A name that is not UTF-8 is taken for GB18030, which a zip of a Chinese Windows holds; failing that, its bytes are
    written as `\xNN`. So are control and direction signs, which could rewrite a terminal.
    """
    try:
        name.encode()
        text = name
    except UnicodeEncodeError:
        raw = os.fsencode(name)
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            text = raw.decode(errors="backslashreplace")
    return "".join(_escaped(sign) if unicodedata.category(sign) in _UNPRINTABLE else sign for sign in text)


def place_of(landing: Path, path: Path, problem: Message | None = None) -> Place:
    """Return the place of a file below the landing folder, as far as its folders say; it is not looked at.

    Args:
        landing: the landing folder.
        path: the file.
        problem: why it cannot be opened.
    """
    relative = Path(*map(readable, path.relative_to(landing).parts))
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
        problem=problem,
    )


def is_unfilled_template(path: Path) -> bool:
    """Tell whether a file is a template of `shopscore init` that still holds nothing but its header.

    A filled one is a file like any other, whatever it is called: no rows are left out because of a name.
    """
    if not path.name.lower().endswith(TEMPLATE_ENDING):
        return False
    try:
        with path.open("rb") as file:
            lines = file.read(LONGEST_TEMPLATE).splitlines()
    except OSError:
        return False
    return sum(any(line.strip(b' \t,;"')) for line in lines) <= 1


def export_of(place: Place, exports: Exports) -> Export:
    """Return the contract for a file's folder; a refusal quotes nothing of its place.

    Raises:
        FileRefusedError: the folder is not in the layout, or the file is neither .csv nor .xlsx.
    """
    platforms = sorted({platform for platform, _ in exports})
    depth = len(place.relative.parts)
    shape = _shape(place.platform if place.platform in platforms else None)
    if place.platform not in platforms:
        reason = (
            Message(
                "its first folder is not a platform: put it into {folder} with <platform> one of {platforms}",
                folder=shape,
                platforms=tuple(platforms),
            )
            if place.platform
            else Message(
                "files do not belong directly in the landing folder: put it into {folder} with <platform> one of "
                "{platforms}",
                folder=shape,
                platforms=tuple(platforms),
            )
        )
        raise FileRefusedError(_did_you_mean(reason, place.platform, platforms))
    known = sorted(name for platform, name in exports if platform == place.platform)
    if depth != (REFERENCE_DEPTH if place.platform == REFERENCE else PLATFORM_DEPTH):
        raise FileRefusedError(
            Message(
                "it is not deep enough in the folders: put it into {folder}, <export> one of {exports}",
                folder=shape,
                exports=tuple(known),
            )
            if place.export_name is None
            else Message(
                "it is too deep in the folders: put it into {folder}, <export> one of {exports}",
                folder=shape,
                exports=tuple(known),
            )
        )
    export = exports.get((place.platform or "", place.export_name or ""))
    if export is None:
        reason = Message(
            "its folder is not an export of {platform}: put it into {folder}, <export> one of {exports}",
            platform=place.platform,
            folder=shape,
            exports=tuple(known),
        )
        raise FileRefusedError(_did_you_mean(reason, place.export_name, known))
    shop_folder = place.path.parent.parent.name
    if place.shop_id is not None and place.shop_id != shop_folder:
        raise FileRefusedError(
            Message("the name of its shop's folder is not plain text: rename the folder to the shop's id")
        )
    check_suffix(place.path)
    return export


def known_suffix(path: Path) -> str:
    """Return a file's ending in small letters, empty when it is none that tells a kind of file."""
    suffix = path.suffix.lower()
    return suffix if suffix in KNOWN_SUFFIXES else ""


def check_suffix(path: Path) -> None:
    """Refuse a file by its ending.

    Raises:
        FileRefusedError: it is not that of a table.
    """
    suffix = path.suffix.lower()
    if suffix in ARCHIVE_SUFFIXES:
        raise FileRefusedError(Message("archives ({suffix}) are not read: unpack it here", suffix=suffix))
    if suffix not in (*READABLE_SUFFIXES, OLD_WORKBOOK_SUFFIX):
        if known_suffix(path):
            raise FileRefusedError(
                Message("files of the type {suffix} cannot be read: export as .csv or .xlsx", suffix=suffix)
            )
        raise FileRefusedError(
            Message("files of this type cannot be read: export as .csv or .xlsx")
            if suffix
            else Message("files without an extension cannot be read: export as .csv or .xlsx")
        )


_UNPRINTABLE = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _escaped(sign: str) -> str:
    return f"\\x{ord(sign):02x}" if ord(sign) <= 0xFF else f"\\u{ord(sign):04x}"  # noqa: PLR2004 - one byte


def unreadable(error: OSError, what: Message | None = None) -> Message:
    """Say that a file or folder cannot be read, and what to do."""
    return Message(
        "{what} cannot be read ({error}): check its permissions", what=what or Message("it"), error=system_words(error)
    )


def _shape(platform: str | None) -> str:
    if platform == REFERENCE:
        return "reference/<export>/"
    return f"{'<platform>' if platform is None else platform}/<shop_id>/<export>/"


def _did_you_mean(reason: Message, word: str | None, known: Iterable[str]) -> Message:
    close = get_close_matches((word or "").lower(), list(known), n=1)
    return Message("{reason}; did you mean {word}?", reason=reason, word=close[0]) if close else reason
