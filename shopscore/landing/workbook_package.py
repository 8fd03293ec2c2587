"""Looks into the zip of a workbook before the reader sees it, so that one file cannot take the whole landing with it.

The reader allocates the whole range of a sheet at once, down to one stray cell in the last column of the last row, and
ends the process when there is no such memory. And it reads the errors of formulas (`#N/A`) as empty cells, or not at
all. So the size is judged from the sheet's XML, and errors become text. What the cells say belongs in `cells.py`.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from shopscore.landing.outcomes import FileRefusedError
from shopscore.language import Message

BLOCK = 1 << 20
# The range of a sheet, filled or not: 32 bytes each in the reader. Excel's own limit is a thousand times that.
MOST_CELLS = 16_000_000
# Unpacked, all parts together; Excel packs ten to twenty times smaller.
MOST_BYTES = 1 << 30
MOST_PARTS = 10_000
# Of the texts of a sheet, each as often as a cell repeats it.
MOST_TEXT = 1 << 30
# Excel ends a cell at 32,767 signs.
LONGEST_TEXT = 1 << 27
LAST_COLUMN_LETTERS = 3
LAST_ROW_DIGITS = 7
ENCRYPTED = 0x1

BROKEN = Message("the workbook is damaged: save it again as .xlsx or .csv")
LOCKED = Message("the workbook is protected by a password: save it without one")

TOO_LARGE = Message(
    "unpacked, the workbook is larger than {size} GB: save it as .csv, or split it", size=MOST_BYTES >> 30
)

_PREFIX = rb"<(?:[^\s<>/:]+:)?"
# A cell with its column and row, whether its tag closes itself, and whether the next tag closes it: then it is empty.
_CELL = re.compile(
    _PREFIX + rb"c(?=[\s/>])(?:[^<]*?\sr\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"'])?[^<]*?(/?)>(?=[^<]*(?:<(/?)|\Z))"
)
_CELL_START = re.compile(_PREFIX + rb"c[\s/>]")
_ERROR = re.compile(rb"(" + _PREFIX + rb"c\s[^<>]*?\bt\s*=\s*[\"'])e(?=[\"'])")
_SHARED = re.compile(_PREFIX + rb"c\s[^<>]*?\bt\s*=\s*[\"']s[\"'][^<>]*>\s*" + _PREFIX + rb"v\s*>\s*([0-9]{1,9})\s*<")
_SHARED_END = re.compile(rb"</(?:[^\s<>/:]+:)?si\s*>")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass
class _Sheet:
    """What has been seen of one part: cells are counted from 1."""

    last_row: int = 0
    last_column: int = 0
    has_cells_without_place: bool = False
    has_errors: bool = False
    shared_texts: int = 0
    cells: int = 0


def check_package(path: Path) -> bool:
    """Tell whether a workbook has cells with errors in it, once it is known that the reader can be let at it.

    Raises:
        FileRefusedError: it is not a workbook, broken, locked, or larger than the reader can hold.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            _check_parts(parts)
            return _check_contents(package, parts)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError) as error:
        raise FileRefusedError(BROKEN) from error


def write_errors_as_text(path: Path, target: Path) -> None:
    """Write a workbook anew in which every error of a formula is the text that Excel shows for it.

    Args:
        path: a checked workbook.
        target: the workbook to write.
    """
    target.touch(mode=0o600)
    with (
        zipfile.ZipFile(path) as package,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as copy,
    ):
        for part in package.infolist():
            with copy.open(part.filename, "w", force_zip64=True) as out:
                for piece in _pieces(package, part):
                    out.write(_ERROR.sub(rb"\1str", piece))


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & ENCRYPTED for part in parts):
        raise FileRefusedError(LOCKED)
    names = {part.filename.lower() for part in parts}
    if any(name.endswith("workbook.bin") for name in names):
        raise FileRefusedError(Message("it is a binary workbook (.xlsb) named .xlsx: save it as .xlsx or .csv"))
    if not any(name.endswith("workbook.xml") for name in names):
        raise FileRefusedError(Message("it is a zip archive, not a workbook, though named .xlsx: unpack it"))
    if len(parts) > MOST_PARTS:
        raise FileRefusedError(BROKEN)


def _check_contents(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> bool:
    total = 0
    shared_bytes = 0
    sheets: dict[str, _Sheet] = {}
    for part in parts:
        sheet = _Sheet()
        size = 0
        for piece in _pieces(package, part):
            if size == 0 and piece.startswith(_UTF16):
                raise FileRefusedError(BROKEN)
            size += len(piece)
            total += len(piece)
            if total > MOST_BYTES:
                raise FileRefusedError(TOO_LARGE)
            _look_at(piece, sheet)
        if sheet.has_cells_without_place:
            _count_places(package, part, sheet)
        if sheet.last_row * sheet.last_column > MOST_CELLS:
            raise FileRefusedError(
                Message(
                    "a stray cell stretches a sheet to {rows:,} rows and {columns:,} columns: delete the rows and "
                    "columns around the table (Ctrl+End shows the last cell) and save again, or save as .csv",
                    rows=sheet.last_row,
                    columns=sheet.last_column,
                )
            )
        if part.filename.lower().endswith("sharedstrings.xml"):
            shared_bytes = size
        sheets[part.filename] = sheet
    # Most workbooks could repeat their longest text in every cell and still be small.
    if shared_bytes * max(sheet.shared_texts for sheet in sheets.values()) > MOST_TEXT:
        _check_repeated_texts(package, parts)
    return any(sheet.has_errors for sheet in sheets.values())


def _pieces(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part in pieces that never cut a tag, nor a cell from the tag after it.

    What the zip says of the part's size is not believed.
    """
    part.file_size = max(part.file_size, MOST_BYTES * 2)
    buffer = bytearray()
    with package.open(part) as file:
        while block := file.read(BLOCK):
            searched = len(buffer)
            buffer += block
            cut = buffer.rfind(b"<", searched)
            before = buffer.rfind(b"<", 0, max(cut, 0))
            if before >= 0 and _CELL_START.match(buffer, before):
                cut = before
            if cut > 0:
                yield bytes(buffer[:cut])
                del buffer[:cut]
            elif len(buffer) > LONGEST_TEXT:
                raise FileRefusedError(
                    Message("a cell holds more than {size} MB of text: clear it", size=LONGEST_TEXT >> 20)
                )
    yield bytes(buffer)


def _look_at(piece: bytes, sheet: _Sheet) -> None:
    if not sheet.has_errors and (b't="e"' in piece or b"t='e'" in piece):
        sheet.has_errors = _ERROR.search(piece) is not None
    sheet.shared_texts += piece.count(b't="s"')
    cells = _CELL.findall(piece)
    sheet.cells += len(cells)
    if sheet.cells > MOST_CELLS:
        raise FileRefusedError(
            Message("a sheet holds more than {cells:,} cells: save it as .csv, or split it", cells=MOST_CELLS)
        )
    for letters, digits, closes_itself, is_closed in cells:
        if not letters:
            sheet.has_cells_without_place = True
        elif not closes_itself and not is_closed:
            _widen(sheet, letters, digits)


def _widen(sheet: _Sheet, letters: bytes, digits: bytes) -> None:
    if len(letters) > LAST_COLUMN_LETTERS or len(digits) > LAST_ROW_DIGITS:
        raise FileRefusedError(
            Message(
                "a cell claims to be at {place}, beyond the end of any sheet: save it again as .xlsx or .csv",
                place=(letters + digits)[:20].decode(),
            )
        )
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - 64
    sheet.last_column = max(sheet.last_column, column)
    sheet.last_row = max(sheet.last_row, int(digits))


def _count_places(package: zipfile.ZipFile, part: zipfile.ZipInfo, sheet: _Sheet) -> None:
    """Count rows and cells as the reader does where they do not say their place."""
    row = column = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column
        kind = name.rpartition(":")[2]
        if kind == "row":
            place = attributes.get("r", "")
            if len(place) > LAST_ROW_DIGITS:
                raise FileRefusedError(BROKEN)
            row, column = (int(place) if place.isdecimal() else row + 1), 0
        elif kind == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            column += 1
            if letters.isascii() and letters.isalpha() and len(letters) <= LAST_COLUMN_LETTERS:
                seen = _Sheet()
                _widen(seen, letters.encode(), b"1")
                column = seen.last_column
            sheet.last_row = max(sheet.last_row, row)
            sheet.last_column = max(sheet.last_column, column)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    for piece in _pieces(package, part):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _check_repeated_texts(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    """Add up the texts of each sheet as the reader copies them: one shared text may stand in a million cells."""
    lengths: list[int] = []
    for part in parts:
        if part.filename.lower().endswith("sharedstrings.xml"):
            before = 0
            at = 0
            for piece in _pieces(package, part):
                for end in _SHARED_END.finditer(piece):
                    lengths.append(at + end.start() - before)
                    before = at + end.start()
                at += len(piece)
    for part in parts:
        total = 0
        for piece in _pieces(package, part):
            total += sum(lengths[int(index)] for index in _SHARED.findall(piece) if int(index) < len(lengths))
            if total > MOST_TEXT:
                raise FileRefusedError(TOO_LARGE)
