"""Reads the sample's files with nothing but the csv module, as far as the tests need it."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import yaml
from python_calamine import CalamineWorkbook

UNTIL = date(2026, 3, 18)
SHANGHAI = timezone(timedelta(hours=8))
STAGING = Path(__file__).parents[3] / "models" / "staging"
TOTALS = ("总计", "店铺汇总值")


@dataclass
class Export:
    """One file, cleaned as far as the tests need it."""

    path: Path
    note: str | None
    headers: list[str]
    rows: list[dict[str, str]]
    total: list[str] | None

    @property
    def shop_id(self) -> str:
        return self.path.parent.parent.name

    @property
    def export(self) -> str:
        return self.path.parent.name


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def clean(cell: str) -> str:
    cell = cell.strip().removeprefix("'")
    if cell.startswith('="'):
        cell = cell[2:-1]
    return "" if cell in ("-", "--", "0") else cell


def read(path: Path) -> Export:
    if path.suffix == ".xlsx":
        table = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
        lines = [[str(cell) for cell in row] for row in table]
    else:
        lines = list(csv.reader(io.StringIO(decoded(path.read_bytes()), newline="")))
    note = lines.pop(0)[0] if len(lines[0]) == 1 else None
    total = lines.pop() if lines[-1][0] in TOTALS else None
    headers = [header.strip().replace("（", "(").replace("）", ")") for header in lines[0]]
    rows = [dict(zip(headers, map(clean, line), strict=True)) for line in lines[1:]]
    return Export(path, note, headers, rows, total)


def contract(platform: str) -> list[dict[str, Any]]:
    """The tables of a platform's contract, as they stand in the yml."""
    text = (STAGING / platform / f"_{platform}__sources.yml").read_text(encoding="utf-8")
    tables: list[dict[str, Any]] = yaml.safe_load(text)["sources"][0]["tables"]
    return tables


def time_of(text: str) -> datetime | None:
    if re.fullmatch(r"\d{10}(000)?", text):
        return datetime.fromtimestamp(int(text[:10]), tz=SHANGHAI).replace(tzinfo=None)
    match = re.fullmatch(r"(\d{4})[-/](\d\d?)[-/](\d\d?) (\d\d?):(\d\d):(\d\d)", text)
    if match is None:
        return None
    year, month, day, hour, minute, second = map(int, match.groups())
    try:
        return datetime.combine(date(year, month, day), time(hour, minute, second))
    except ValueError:
        return None


def bytes_below(folder: Path) -> dict[str, tuple[bytes, float]]:
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def of_export(exports: list[Export], export: str, shop_id: str | None = None) -> list[Export]:
    return [file for file in exports if file.export == export and shop_id in (None, file.shop_id)]


def newest(exports: list[Export], export: str, shop_id: str, key: str) -> dict[str, dict[str, str]]:
    """Rows of a shop by key, those of the last file (its name holds 近30天) over the earlier ones."""
    files = sorted(of_export(exports, export), key=lambda file: "近30天" in file.path.name)
    return {row[key]: row for file in files for row in file.rows if row.get("店铺ID", file.shop_id) == shop_id}


def is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def table(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def words(exports: list[Export], export: str, header: str) -> set[str]:
    return {row[header] for file in of_export(exports, export) for row in file.rows}


def replied_in_time(exports: list[Export], shop_id: str, hours: range) -> float:
    asked = answered = 0
    for chat in newest(exports, "chats", shop_id, "会话ID").values():
        started, handed, replied = (
            time_of(chat[header]) for header in ("会话开始时间", "转人工时间", "首次人工回复时间")
        )
        if started and handed and started.hour in hours:
            asked += 1
            answered += replied is not None and (replied - handed).total_seconds() <= 180
    return answered / asked
