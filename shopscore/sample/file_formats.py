"""The noise of real export files: every shop's people have tools of their own.

Everything here is about how cells and lines are written; what the rows say belongs in the platforms' modules. The noise
is what the landing rules name and nothing else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from shopscore.sample.extracts import Extract
from shopscore.sample.profiles import Shop
from shopscore.sample.sheets import Column, Kind, Sheet, Value

IdStyle = Literal["plain", "leading_tab", "apostrophe", "formula", "trailing_tab"]
TimeStyle = Literal["iso", "slash", "epoch_ms", "epoch_s"]
HeaderStyle = Literal["plain", "trailing_blanks", "leading_blank"]
# 1970-01-01 00:00 UTC as clocks in Shanghai showed it.
SHANGHAI_EPOCH = datetime(1970, 1, 1, 8)  # noqa: DTZ001 - local times have no zone


@dataclass(frozen=True)
class FileFormat:
    """How the tools of a shop's people write a file.

    Attributes:
        encoding: Python's name of the encoding; `utf-8-sig` writes a BOM.
        id_style: what a spreadsheet is told with, so that it leaves ids alone.
        time_style: `2026-03-01 08:05:00`, `2026/3/1 8:05:00`, or milliseconds or seconds since 1970.
        null_id: how an id that does not exist is written.
        null_time: how a time that has not come is written.
        null_text: how an empty text is written.
        note: a line above the header says when the file was made.
        total: the last row is a total.
        commas: amounts with thousands commas.
        header_style: headers end in blanks and tabs, or the first begins with a blank.
    """

    encoding: Literal["utf-8", "utf-8-sig", "gb18030"]
    id_style: IdStyle
    time_style: TimeStyle = "iso"
    null_id: str = "0"
    null_time: str = ""
    null_text: str = ""
    note: bool = False
    total: bool = False
    commas: bool = False
    header_style: HeaderStyle = "plain"


DOUYIN_FORMATS = (
    FileFormat("utf-8-sig", "leading_tab", null_time="-", null_text="-"),
    FileFormat("gb18030", "formula", time_style="slash", total=True, commas=True, null_id=""),
    FileFormat("utf-8-sig", "trailing_tab", null_time="\t", null_id="0\t", note=True),
    FileFormat("utf-8", "plain", null_time="0"),
    FileFormat(
        "gb18030", "apostrophe", time_style="slash", null_time="--", null_id="--", header_style="trailing_blanks"
    ),
    FileFormat("utf-8-sig", "plain", note=True, total=True, commas=True, null_text="-"),
)
PINDUODUO_FORMATS = (
    FileFormat("utf-8-sig", "plain", null_id="\t", null_time="\t", null_text="\t", header_style="leading_blank"),
    FileFormat("gb18030", "trailing_tab", time_style="slash", total=True, commas=True, null_id="", null_text="-"),
    FileFormat("utf-8", "plain", time_style="epoch_ms", null_time="0", null_id=""),
    FileFormat("utf-8-sig", "leading_tab", null_time="-", null_id="-", note=True, total=True),
    FileFormat("utf-8", "plain", time_style="epoch_s", null_id="--", note=True, header_style="trailing_blanks"),
    FileFormat("gb18030", "apostrophe", null_time="\t", null_id="\t", commas=True, header_style="leading_blank"),
)
FORMATS = {"douyin": DOUYIN_FORMATS, "pinduoduo": PINDUODUO_FORMATS}
# The last file is made with another tool than the earlier ones, so that one order is written in two ways.
LATEST_FILE_SHIFT = 3


@dataclass(frozen=True)
class BadCell:
    """A cell that no reading can save, planted into a copy of the first row of a shop's last file."""

    shop_number: int
    export: str
    header: str
    text: str


BAD_CELLS = (
    BadCell(1, "orders", "支付完成时间", "2026-13-45 99:99:99"),
    BadCell(2, "orders", "子订单编号", "4.90E+18"),
    BadCell(2, "reviews", "商品评分", "6"),
    BadCell(3, "chats", "会话开始时间", "昨天下午三点"),
    BadCell(4, "after_sales", "售后单号", ""),
    BadCell(5, "parcels", "揽收时间", "约两天后"),
    BadCell(50_002, "orders", "发货时间", "待定"),
    BadCell(50_003, "reviews", "描述相符评分", "0"),
    BadCell(50_004, "help_requests", "问题分类", ""),
    BadCell(50_006, "parcels", "快递单号", "5.00E+16"),
)


def format_of(shop: Shop, extract: Extract) -> FileFormat:
    """Return the format in which a shop's file is written."""
    shift = LATEST_FILE_SHIFT if extract.is_latest else 0
    formats = FORMATS[shop.platform]
    return formats[(shop.number - 1 + shift) % len(formats)]


def format_sheet(sheet: Sheet, file_format: FileFormat, extract: Extract, bad_cells: list[BadCell]) -> list[list[str]]:
    """Format a sheet as the lines of a file: note line, header, rows, bad rows, total."""
    formatters = [_formatter(column, file_format) for column in sheet.columns]
    # Column by column, without a pair per cell: most of the time of a sample is spent here.
    values_of_columns = zip(*sheet.rows, strict=True) if sheet.rows else ([] for _ in formatters)
    cells = [map(format_cell, values) for format_cell, values in zip(formatters, values_of_columns, strict=True)]
    rows = [list(row) for row in zip(*cells, strict=True)]
    headers = [column.header for column in sheet.columns]
    bad_rows = [_spoil(row, headers, bad) for row in rows[:1] for bad in bad_cells]
    lines = []
    if file_format.note:
        lines.append([f"导出时间：{extract.exported_at:%Y-%m-%d %H:%M:%S}，共{len(rows)}条，数据仅供店铺内部使用"])
    lines.append(_formatted_headers(headers, file_format))
    lines += rows + bad_rows
    if file_format.total:
        lines.append(_total_row(sheet, formatters))
    return lines


def _formatted_headers(headers: list[str], file_format: FileFormat) -> list[str]:
    match file_format.header_style:
        case "trailing_blanks":
            return [f"{header} \t" for header in headers]
        case "leading_blank":
            return [f" {headers[0]}", *headers[1:]]
    return headers


def _formatter(column: Column, file_format: FileFormat) -> Callable[[Value], str]:
    match column.kind:
        case Kind.ID:
            return _id_formatter(file_format)
        case Kind.TIME:
            return _time_formatter(file_format)
        case Kind.MONEY:
            return _money_with_commas if file_format.commas else _money
    null = file_format.null_text
    return lambda value: null if value is None else str(value)


def _id_formatter(file_format: FileFormat) -> Callable[[Value], str]:
    null = file_format.null_id
    match file_format.id_style:
        case "leading_tab":
            return lambda value: null if value is None else f"\t{value}"
        case "apostrophe":
            return lambda value: null if value is None else f"'{value}"
        case "formula":
            return lambda value: null if value is None else f'="{value}"'
        case "trailing_tab":
            return lambda value: null if value is None else f"{value}\t"
    return lambda value: null if value is None else str(value)


def _time_formatter(file_format: FileFormat) -> Callable[[Value], str]:
    null = file_format.null_time
    match file_format.time_style:
        case "slash":
            return lambda value: _slash_time(value) if isinstance(value, datetime) else null
        case "epoch_ms":
            return lambda value: f"{_epoch_seconds(value)}000" if isinstance(value, datetime) else null
        case "epoch_s":
            return lambda value: str(_epoch_seconds(value)) if isinstance(value, datetime) else null
    return lambda value: null if value is None else str(value)


def _epoch_seconds(moment: datetime) -> int:
    return (moment - SHANGHAI_EPOCH) // timedelta(seconds=1)


def _slash_time(moment: datetime) -> str:
    return f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment.minute:02d}:{moment.second:02d}"


def _money(value: Value) -> str:
    return f"{value:.2f}" if isinstance(value, int | float) else ""


def _money_with_commas(value: Value) -> str:
    return f"{value:,.2f}" if isinstance(value, int | float) else ""


def _spoil(row: list[str], headers: list[str], bad: BadCell) -> list[str]:
    return [bad.text if header == bad.header else cell for header, cell in zip(headers, row, strict=True)]


def _total_row(sheet: Sheet, formatters: list[Callable[[Value], str]]) -> list[str]:
    cells = [sheet.total_label]
    for place, column in enumerate(sheet.columns[1:], start=1):
        if column.kind in (Kind.MONEY, Kind.COUNT):
            numbers = [row[place] for row in sheet.rows]
            cells.append(formatters[place](round(sum(n for n in numbers if isinstance(n, int | float)), 2)))
        else:
            cells.append("")
    return cells
