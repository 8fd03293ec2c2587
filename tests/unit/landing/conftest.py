import io
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import openpyxl
import pytest

from shopscore.contracts import Column, Exports, load_exports
from shopscore.landing import FileOutcome, LandingSummary, land
from shopscore.landing.cells import LAYERS, create_macros, layer_sql, says_sql
from shopscore.landing.privacy import HashKey
from shopscore.landing.statements import parameters_of
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.warehouse import open_warehouse

REVIEW_HEADER = "评价ID,子订单编号,评价时间,评价类型,商品评分,服务评分,物流评分,评价内容"


def book(
    sheets: Mapping[str, Iterable[Sequence[object]]], change: Callable[[openpyxl.Workbook], None] | None = None
) -> bytes:
    """Return a workbook of these sheets; `change` is done to it before it is saved."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    if change is not None:
        change(workbook)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def review(number: int, content: str = "好", at: str = "2021-11-01 10:00:00", stars: str = "5") -> str:
    return f"R{number},O{number},{at},首评,{stars},5,5,{content}"


@dataclass
class Home:
    """A home folder of one test: files go in, rows come out."""

    settings: Settings
    exports: Exports

    def put(self, place: str, content: str | bytes, modified: str | None = None) -> Path:
        path = self.settings.landing / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        if modified:
            moment = datetime.fromisoformat(modified).replace(tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()
            os.utime(path, (moment, moment))
        return path

    def put_reviews(self, *rows: str, place: str = "douyin/S1/reviews/reviews.csv") -> Path:
        return self.put(place, "\n".join([REVIEW_HEADER, *rows]) + "\n")

    def land(self, **options: Any) -> LandingSummary:
        return land(self.settings, self.exports, "run", **options)

    def land_one(self, **options: Any) -> FileOutcome:
        (outcome,) = self.land(**options).files
        return outcome

    def land_one_named(self, path: Path) -> FileOutcome:
        (outcome,) = [file for file in self.land().files if self.settings.landing / file.path == path]
        return outcome

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with open_warehouse(self.settings) as connection:
            return connection.execute(sql).fetchall()

    def quarantined(self) -> list[str]:
        return sorted(path.name for path in self.settings.quarantine.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def exports() -> Exports:
    return load_exports(PROJECT_DIR / "models")


@pytest.fixture
def home(tmp_path: Path, exports: Exports) -> Home:
    return Home(Settings(tmp_path / "home", date(2021, 11, 15)), exports)


@pytest.fixture(scope="module")
def connection() -> duckdb.DuckDBPyConnection:
    """Return one connection for all cells of a module: the macros leave nothing behind."""
    connection = duckdb.connect()
    create_macros(connection)
    return connection


def read_cell(
    connection: duckdb.DuckDBPyConnection, column: Column, cell: str | None, key: HashKey | None = None
) -> tuple[Any, bool]:
    """Read one cell of a column named x; return its value and whether the cell is bad."""
    before = "(select cast($cell as varchar) as raw_x)"
    for layer in LAYERS:
        before = f'(select *, {layer_sql(column, layer)} as "{layer}_x" from {before})'
    sql = f'select "value_x", "value_x" is null and {says_sql(column)} from {before}'
    blocks = {"inner_block": key.inner, "outer_block": key.outer} if key else {}
    row = connection.execute(sql, parameters_of(sql, {"cell": cell, **blocks})).fetchone()
    assert row is not None
    return row


MakeHome = Callable[[str], Home]


@pytest.fixture
def make_home(tmp_path: Path, exports: Exports) -> MakeHome:
    return lambda name: Home(Settings(tmp_path / name, date(2021, 11, 15)), exports)
