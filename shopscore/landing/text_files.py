"""Reads the shape of a text file: encoding, delimiter, header rows, lines; and turns other encodings into UTF-8.

What the header means belongs in `headers.py`, reading rows that no strict reader takes in `tidy.py`.
"""

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from shopscore.landing.headers import SEARCHED_LINES, HeaderRow
from shopscore.landing.nothing import says_nothing
from shopscore.language import Message

BLOCK = 1 << 20
SAMPLE = 1 << 18
TAIL = 64
DELIMITERS = (",", "\t", ";")
UTF8 = "utf-8"
GB18030 = "gb18030"
UTF16 = "utf-16"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_EMPTY = Message("the file is empty: export again")
_A_PICTURE = Message("it is a picture: export the table itself")
_AN_ARCHIVE = Message("it is an archive: unpack it")
_MAGIC = (
    (
        b"PK\x03\x04",
        Message("it is a zip archive or an Excel workbook: rename a workbook to .xlsx, unpack an archive"),
    ),
    (_OLD_EXCEL, Message("it is an old Excel file: save as .xlsx or .csv")),
    (b"\x89PNG", _A_PICTURE),
    (b"\xff\xd8\xff", _A_PICTURE),
    (b"GIF8", _A_PICTURE),
    (b"BM", _A_PICTURE),
    (b"RIFF", _A_PICTURE),
    (b"%PDF", Message("it is a PDF: export as .csv or .xlsx")),
    (b"Rar!", _AN_ARCHIVE),
    (b"7z\xbc\xaf", _AN_ARCHIVE),
    (b"\x1f\x8b", _AN_ARCHIVE),
)
# The stream of an old-style container in which Office puts a workbook with a password.
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
# A line feed or a comma and its neighbour, read as one sign of UTF-16.
_PAIRED_BYTES = re.compile("[\u0a20-\u0a7e\u0aa1-\u0afe\u0d0a\u0a0d\u2c20-\u2c7e\ufffe]")
_HTML = (b"<!doctype", b"<html", b"<table", b"<head", b"<?xml")


@dataclass(frozen=True)
class TextShape:
    """What counting bytes tells about a text file.

    Attributes:
        lines: physical lines, a last one without line break included, blank ones at the end left out.
        blank_lines: blank lines at the end.
        is_regular: every carriage return stands before a line feed, and there are neither NUL bytes nor byte order
            marks but at the start.
        quotes: how many there are.
    """

    lines: int
    blank_lines: int
    is_regular: bool
    quotes: int


@dataclass(frozen=True)
class Candidate:
    """One reading of the first lines: an encoding, a delimiter and a row that may be the header."""

    encoding: str
    delimiter: str
    row: HeaderRow


def header_candidates(path: Path) -> Iterator[Candidate]:
    """List every row that may be the header: each of the first lines, in the likely encodings, by each delimiter.

    The first header wins in whatever encoding: a file merged by hand has a second one in another.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    readings = [(encoding, _lines(sample, encoding)) for encoding in _encodings(sample)]
    for at in range(SEARCHED_LINES):
        for encoding, lines in readings:
            for delimiter in DELIMITERS if at < len(lines) else ():
                row = _row_at(lines, at, delimiter)
                if row is not None:
                    yield Candidate(encoding, delimiter, row)


def _lines(sample: bytes, encoding: str) -> list[str]:
    text = sample.decode(encoding, errors="replace").removeprefix("\ufeff")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n", 2 * SEARCHED_LINES)
    if len(sample) == SAMPLE or len(lines) > 2 * SEARCHED_LINES:
        # The last line goes on.
        lines.pop()
    return lines


def text_says_nothing(path: Path, candidates: list[Candidate]) -> bool:
    """Tell whether a text without header says in words that it holds nothing.

    Args:
        path: the file.
        candidates: its first rows, by `header_candidates`.
    """
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if len(start) == SAMPLE or len(start.splitlines()) > SEARCHED_LINES:
        return False
    encoding = next((one for one in _encodings(start) if _decodes(start, one)), None)
    # With the wrong delimiter a table is as narrow as a note.
    readings = [
        [one.row.cells for one in candidates if (one.encoding, one.delimiter) == (encoding, delimiter)]
        for delimiter in DELIMITERS
    ]
    return all(says_nothing(rows) for rows in readings)


def what_it_is(path: Path, needed: Sequence[Message | str]) -> Message:
    """Say why no header was found in a file that claims to be text, and what to do.

    Args:
        path: the file.
        needed: the headers that were looked for.
    """
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if not start.strip():
        return _EMPTY
    for magic, reason in _MAGIC:
        if start.startswith(magic):
            return reason
    if _is_html(start):
        return Message("it is a web page, not a table: export again while logged in, as .csv or .xlsx")
    return _what_text_lacks(start, needed)


def _what_text_lacks(start: bytes, needed: Sequence[Message | str]) -> Message:
    if b"\0" in start and not _is_utf16(start):
        return Message("it is not text: export as .csv or .xlsx")
    if not any(_decodes(start, encoding) for encoding in _encodings(start)):
        return Message("it is neither UTF-8 nor GB18030 text: save it as CSV UTF-8")
    if len(start) == SAMPLE and b"\n" not in start and b"\r" not in start:
        return Message(
            "there is no line break in its first {size} kB: export again, one row per line", size=SAMPLE >> 10
        )
    return Message(
        "there is no header row in its first {lines} lines: export again with the header ({headers})",
        lines=SEARCHED_LINES,
        headers=tuple(needed),
    )


def what_an_xls_is(path: Path) -> Message:
    """Say what a file with the name of an old workbook really is, and what to do: platforms name anything so."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    if not start.strip():
        return _EMPTY
    if start.startswith(b"PK"):
        return Message("it is a newer workbook named .xls: rename it to .xlsx")
    if start.startswith(_OLD_EXCEL):
        return Message("old Excel files (.xls) cannot be read: save as .xlsx or .csv")
    if _is_html(start):
        return Message("it is a web page named .xls, as some platforms export: open it in Excel, save as .xlsx or .csv")
    return Message(
        "it is not an Excel file, though named .xls: rename it to .csv if it is text, or save as .xlsx or .csv"
    )


def what_an_xlsx_is(path: Path) -> Message | None:
    """Say what a file named .xlsx is, and what to do, when it is not even a zip; None when it is one."""
    with path.open("rb") as file:
        start = file.read(SAMPLE)
        if start.startswith(b"PK"):
            return None
        if not start.strip():
            return _EMPTY
        if start.startswith(_OLD_EXCEL):
            file.seek(0)
            if _holds(file, _ENCRYPTED_PACKAGE):
                return Message("the workbook is protected by a password: save it without one")
            return Message("it is an old Excel file (.xls), though named .xlsx: save as .xlsx or .csv")
    if _is_html(start):
        return Message(
            "it is a web page, though named .xlsx: export again while logged in, or open it in Excel and save it"
        )
    return Message("it is not an Excel workbook (.xlsx): rename text to .csv, or save it as .xlsx")


def measure(path: Path) -> TextShape:
    """Count the lines of a file, and see whether a strict reader can be trusted with its line ends."""
    feeds = returns = pairs = nulls = marks = quotes = 0
    last = tail = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            feeds += block.count(b"\n")
            returns += block.count(b"\r")
            pairs += block.count(b"\r\n") + (last == b"\r" and block.startswith(b"\n"))
            nulls += block.count(b"\0")
            marks += (tail[-2:] + block).count(codecs.BOM_UTF8)
            quotes += block.count(b'"')
            last = block[-1:]
            tail = (tail + block)[-TAIL:]
        file.seek(0)
        marks -= file.read(3) == codecs.BOM_UTF8
    unfinished = last not in (b"", b"\n")
    blank = max(tail[len(tail.rstrip(b"\r\n")) :].count(b"\n") - 1, 0)
    return TextShape(
        lines=feeds + unfinished - blank,
        blank_lines=blank,
        is_regular=returns == pairs and not nulls and not marks,
        quotes=quotes,
    )


def records_by_quotes(path: Path, header_lines: int) -> int:
    """Count the records below the header by a rule of its own: line breaks outside quotes.

    Blank lines count. A strict reader that merged, dropped or split a row comes to another number.
    """
    breaks = 0
    is_quoted = False
    last = b""
    with path.open("rb") as file:
        for _ in range(header_lines):
            file.readline()
        while block := file.read(BLOCK):
            pieces = block.split(b'"')
            breaks += sum(piece.count(b"\n") for piece in pieces[is_quoted::2])
            is_quoted ^= len(pieces) % 2 == 0
            last = block[-1:]
    return breaks + (last not in (b"", b"\n"))


def decodes(path: Path, encoding: str) -> bool:
    """Tell whether a whole file is text of an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def transcode(path: Path, encoding: str, target: Path) -> None:
    """Write a file anew as UTF-8, byte order mark left out, line ends untouched.

    Raises:
        UnicodeError: the file is not text of that encoding.
    """
    target.touch(mode=0o600)
    with path.open(encoding=encoding, newline="") as source, target.open("w", encoding=UTF8, newline="") as out:
        text = source.read(BLOCK).removeprefix("\ufeff")
        while text:
            out.write(text)
            text = source.read(BLOCK)


def _encodings(sample: bytes) -> tuple[str, ...]:
    if _is_utf16(sample):
        return (UTF16,)
    return (UTF8,) if sample.startswith(codecs.BOM_UTF8) else (UTF8, GB18030)


def holds_no_utf16(transcoded: Path) -> bool:
    """Tell whether what was read as UTF-16 was not: two bytes of plain text make signs that no export holds."""
    with transcoded.open(encoding=UTF8, newline="") as file:
        while text := file.read(BLOCK):
            if _PAIRED_BYTES.search(text):
                return True
    return False


def _holds(file: BinaryIO, words: bytes) -> bool:
    before = b""
    while block := file.read(BLOCK):
        if words in before + block:
            return True
        before = block[-len(words) :]
    return False


def _is_html(start: bytes) -> bool:
    return start.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower().startswith(_HTML)


def _is_utf16(sample: bytes) -> bool:
    return sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeError:
        return False
    return True


def _row_at(lines: list[str], at: int, delimiter: str) -> HeaderRow | None:
    def following() -> Iterator[str]:
        for line in lines[at : at + SEARCHED_LINES]:
            yield line + "\n"

    reader = csv.reader(following(), delimiter=delimiter, skipinitialspace=True)
    try:
        cells = next(reader, [])
    except csv.Error:
        return None
    return HeaderRow(cells=tuple(cells), line=at + 1, lines=reader.line_num) if cells else None
