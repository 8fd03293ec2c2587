"""Puts tables into files, byte for byte the same every time: CSV, and the smallest workbook that readers open.

How cells are written belongs in `file_formats`.
"""

import csv
import io
import os
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile, ZipInfo

from shopscore.sample.sheets import Sheet, Value

SHANGHAI = timezone(timedelta(hours=8))  # no daylight saving since 1991
EXCEL_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's local time has no zone
EXCEL_DIGITS = 10

WORKBOOK_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet1.xml"/></Relationships>'
    ),
}


def csv_bytes(lines: Sequence[Sequence[str]], encoding: str) -> bytes:
    """Write lines as CSV with Windows line ends, quoting where needed."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode(encoding)


def xlsx_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as a workbook without styles: ids and words are texts, times are Excel serials."""
    rows: list[Sequence[Value]] = [[column.header for column in sheet.columns], *sheet.rows]
    body = "".join(f"<row>{''.join(_cell(value) for value in row)}</row>" for row in rows)
    worksheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{body}</sheetData></worksheet>"
    )
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in {**WORKBOOK_PARTS, "xl/worksheets/sheet1.xml": worksheet}.items():
            # A ZipInfo without a date says 1980-01-01 and packs nothing: the same bytes on every day and machine.
            archive.writestr(ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return packed.getvalue()


def write_file(path: Path, content: bytes, modified_at: datetime) -> None:
    """Write a file whose modification time is a local time in Asia/Shanghai; folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_bytes(content)
    except OSError:
        # Half an export would land as if it were a whole one.
        path.unlink(missing_ok=True)
        raise
    seconds = int(modified_at.replace(tzinfo=SHANGHAI).timestamp())
    os.utime(path, (seconds, seconds))


def _cell(value: Value) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, datetime):
        return f"<c><v>{round((value - EXCEL_DAY_ZERO) / timedelta(days=1), EXCEL_DIGITS)}</v></c>"
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
