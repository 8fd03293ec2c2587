"""The noise of real export files: every shop's people have their own tools and habits.

Everything here is about spelling; what the rows say belongs in the platforms' modules. The noise is what the landing
rules name and nothing else.
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
class Habit:
    """How somebody's tools spell a file.

    Attributes:
        encoding: Python's name of the encoding; `utf-8-sig` writes a BOM.
        id_style: what a spreadsheet is told with, so that it leaves ids alone.
        time_style: `2026-03-01 08:05:00`, `2026/3/1 8:05:00`, or milliseconds or seconds since 1970.
        null_id: spelling of an id that does not exist.
        null_time: spelling of a time that has not come.
        null_text: spelling of an empty text.
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


DOUYIN_HABITS = (
    Habit("utf-8-sig", "leading_tab", null_time="-", null_text="-"),
    Habit("gb18030", "formula", time_style="slash", total=True, commas=True, null_id=""),
    Habit("utf-8-sig", "trailing_tab", null_time="\t", null_id="0\t", note=True),
    Habit("utf-8", "plain", null_time="0"),
    Habit("gb18030", "apostrophe", time_style="slash", null_time="--", null_id="--", header_style="trailing_blanks"),
    Habit("utf-8-sig", "plain", note=True, total=True, commas=True, null_text="-"),
)
PINDUODUO_HABITS = (
    Habit("utf-8-sig", "plain", null_id="\t", null_time="\t", null_text="\t", header_style="leading_blank"),
    Habit("gb18030", "trailing_tab", time_style="slash", total=True, commas=True, null_id="", null_text="-"),
    Habit("utf-8", "plain", time_style="epoch_ms", null_time="0", null_id=""),
    Habit("utf-8-sig", "leading_tab", null_time="-", null_id="-", note=True, total=True),
    Habit("utf-8", "plain", time_style="epoch_s", null_id="--", note=True, header_style="trailing_blanks"),
    Habit("gb18030", "apostrophe", null_time="\t", null_id="\t", commas=True, header_style="leading_blank"),
)
HABITS = {"douyin": DOUYIN_HABITS, "pinduoduo": PINDUODUO_HABITS}
# The last file is made with another tool than the earlier ones, so that one order is spelled in two ways.
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


def habit_of(shop: Shop, extract: Extract) -> Habit:
    """Return the habit with which a shop's file is written."""
    shift = LATEST_FILE_SHIFT if extract.is_latest else 0
    habits = HABITS[shop.platform]
    return habits[(shop.number - 1 + shift) % len(habits)]


def spell(sheet: Sheet, habit: Habit, extract: Extract, bad_cells: list[BadCell]) -> list[list[str]]:
    """Spell a sheet as the lines of a file: note line, header, rows, bad rows, total."""
    spellers = [_speller(column, habit) for column in sheet.columns]
    # Column by column, without a pair per cell: most of the time of a sample is spent here.
    values_of_columns = zip(*sheet.rows, strict=True) if sheet.rows else ([] for _ in spellers)
    spelled = [map(spell_cell, values) for spell_cell, values in zip(spellers, values_of_columns, strict=True)]
    rows = [list(row) for row in zip(*spelled, strict=True)]
    headers = [column.header for column in sheet.columns]
    bad_rows = [_spoil(row, headers, bad) for row in rows[:1] for bad in bad_cells]
    lines = []
    if habit.note:
        lines.append([f"导出时间：{extract.exported_at:%Y-%m-%d %H:%M:%S}，共{len(rows)}条，数据仅供店铺内部使用"])
    lines.append(_spelled_headers(headers, habit))
    lines += rows + bad_rows
    if habit.total:
        lines.append(_total_row(sheet, spellers))
    return lines


def _spelled_headers(headers: list[str], habit: Habit) -> list[str]:
    match habit.header_style:
        case "trailing_blanks":
            return [f"{header} \t" for header in headers]
        case "leading_blank":
            return [f" {headers[0]}", *headers[1:]]
    return headers


def _speller(column: Column, habit: Habit) -> Callable[[Value], str]:
    match column.kind:
        case Kind.ID:
            return _id_speller(habit)
        case Kind.TIME:
            return _time_speller(habit)
        case Kind.MONEY:
            return _money_with_commas if habit.commas else _money
    null = habit.null_text
    return lambda value: null if value is None else str(value)


def _id_speller(habit: Habit) -> Callable[[Value], str]:
    null = habit.null_id
    match habit.id_style:
        case "leading_tab":
            return lambda value: null if value is None else f"\t{value}"
        case "apostrophe":
            return lambda value: null if value is None else f"'{value}"
        case "formula":
            return lambda value: null if value is None else f'="{value}"'
        case "trailing_tab":
            return lambda value: null if value is None else f"{value}\t"
    return lambda value: null if value is None else str(value)


def _time_speller(habit: Habit) -> Callable[[Value], str]:
    null = habit.null_time
    match habit.time_style:
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


def _total_row(sheet: Sheet, spellers: list[Callable[[Value], str]]) -> list[str]:
    cells = [sheet.total_label]
    for place, column in enumerate(sheet.columns[1:], start=1):
        if column.kind in (Kind.MONEY, Kind.COUNT):
            numbers = [row[place] for row in sheet.rows]
            cells.append(spellers[place](round(sum(n for n in numbers if isinstance(n, int | float)), 2)))
        else:
            cells.append("")
    return cells
