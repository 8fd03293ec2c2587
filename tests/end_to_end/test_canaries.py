"""Personal data in every place a merchant's file can hold it, and not one piece of it anywhere outside landing.

Every kind of personal value is planted in every column of every export, in good rows, in rows that are rejected for it
and in refused files, in headers, in names of sheets, files and folders. Then everything that writes or prints runs, and
every byte outside the landing folder is searched, tables of the database cell by cell, since it compresses text.

Not planted, because nobody can tell: nicknames where names are published business data (products, creators, shops) and
in the free text of a review.
"""

import http.server
import itertools
import re
import tarfile
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import openpyxl
import pytest

from shopscore.contracts import REFERENCE, Column, Export, load_exports
from shopscore.settings import PROJECT_DIR
from tests.end_to_end.conftest import Home

D = date(2021, 11, 15)
GOOD_ROWS = 1000
DIGITS = "甲乙丙丁戊己庚辛壬癸"
# Kind → how the number of a canary is written. What stands before the number is found by `MARKS`.
KINDS = {
    "phone": "1399047{0}",
    "spaced phone": "139 9047 {0}",
    "dashed phone": "139-9047-{0}",
    "wide phone": "１３９９０４７{0}",
    "unseen phone": "139\u200b9047\u200b{0}",
    "circled phone": "①③⑨⑨⓪④⑦{0}",
    "Chinese phone": "一三九九零四七{0}",
    "landline": "0571-8867{0}",
    "id number": "11010119900307{0}",
    "mail": "qz{0}@qzmail.cn",
    "passport": "E7731{0}",
    "plate": "京A7{0}",
    "handle": "加微信qxwx{0}",
    "satellite": "卫星qxwx{0}",
    "bubble": "绿泡泡:qxwx{0}",
    "ball": "球球qxwx{0}",
    "nail": "钉钉qxwx{0}",
    "weibo": "weibo qxwx{0}",
    "telegram": "telegram@qxwx{0}",
    "address": "文三路88号2栋{0}室",
    "Latin nickname": "QxLily_{0}",
    "Chinese nickname": "爱吃鱼猫{1}",
}
NICKNAMES = ("Latin nickname", "Chinese nickname")
MARKS = (
    *("1399047", "139 9047", "139-9047", "１３９９０４７", "139\u200b9047", "①③⑨⑨⓪④⑦", "一三九九零四七"),
    *("0571-8867", "11010119900307", "qzmail", "E7731", "京A7", "qxwx", "文三路88", "QxLily", "爱吃鱼猫"),
    # what is left when unseen signs are taken out, or width is folded
    *("13990470", "05718867"),
)
FOUND = re.compile("|".join(re.escape(mark) for mark in MARKS) + r"|(?i:qxlily)")
IN_BYTES = {
    mark.encode(encoding)
    for mark in (*MARKS, "qxlily")
    for encoding in ("utf-8", "gb18030")
    if mark.isascii() or encoding == "utf-8" or "\u4e00" <= mark[0] <= "\u9fff"
}

# Among hundreds of megabytes that are compressed a few bytes turn up by chance; what is in them is searched unpacked,
# cell by cell.
COMPRESSED = {".duckdb", ".gz"}
NEVER_BY_CHANCE = 7


@dataclass
class Planting:
    """The canaries and where they were planted."""

    home: Home
    of_kind: Counter[str] = field(default_factory=Counter)

    @property
    def planted(self) -> int:
        """How many canaries there are."""
        return self.of_kind.total()

    def canary(self, kind: str) -> str:
        """Make the next canary of a kind; of ten thousand none is like another."""
        self.of_kind[kind] += 1
        number = f"{self.of_kind[kind]:04d}"
        return KINDS[kind].format(number, "".join(DIGITS[int(digit)] for digit in number))


def kinds_for(column: Column) -> list[str]:
    """Return the kinds that can be told in a column."""
    if column.type in ("text", "free_text"):
        return [kind for kind in KINDS if kind not in NICKNAMES]
    return list(KINDS)


def good_cell(export: Export, column: Column, number: int) -> str:
    """Return a cell that says nothing unusual."""
    at = datetime(2021, 10, 20, 10) + timedelta(minutes=number)
    if column.name.endswith("_stars"):
        return "1"
    if column.name == "platform":
        return "douyin"
    if column.name == "shop_id":
        return f"S{number % 5}" if export.platform == REFERENCE else ""
    if column.name == "scope":
        return "all"
    if column.name in ("order_id", "parent_order_id", "product_id", "creator_id", "subject_id"):
        return f"{column.name[0].upper()}{number % 5 if export.platform == REFERENCE else number}"
    return {
        "id": f"{column.name[0].upper()}{number}",
        "account": "kefu01",
        "keyed_hash": f"300{number}",
        "term": next(iter(column.words), "已完成"),
        "word": next(iter(column.words), ""),
        "place": "杭州市",
        "timestamp": f"{at:%Y-%m-%d %H:%M:%S}",
        "date": f"{at:%Y-%m-%d}",
        "decimal": "9.90",
        "number": "0.5",
        "fraction": f"{number % 5 / 4}",
        "integer": "1",
        "stars": "5",
        "boolean": "否",
    }.get(column.type, "很好")


def good_row(export: Export, headed: list[Column], number: int) -> list[str]:
    return [good_cell(export, column, number) for column in headed]


def plant_columns(planting: Planting, export: Export, place: str) -> None:
    """Plant every kind in every column, and in the personal columns that are never read."""
    headed = [column for column in export.columns if column.header]
    header = [column.header or "" for column in headed] + list(export.personal_headers)
    rows = []
    numbers = itertools.count(1)
    for at, column in enumerate(headed):
        for kind in kinds_for(column):
            row = good_row(export, headed, next(numbers))
            row[at] = planting.canary(kind)
            rows.append([*row, *(planting.canary("Chinese nickname") for _ in export.personal_headers[:1])])
    # cells slipped by one, and one cell too many
    for kind in kinds_for(headed[0]):
        slipped = [planting.canary(kind), *good_row(export, headed, next(numbers))]
        rows.append(slipped[: len(header)])
        rows.append([*good_row(export, headed, next(numbers)), *[""] * len(export.personal_headers), "", slipped[0]])
    rows += [good_row(export, headed, next(numbers)) for _ in range(GOOD_ROWS)]
    planting.home.write(f"{place}/a.csv", header, rows)
    # a refused file: a required column is missing
    missing = next(at for at, column in enumerate(headed) if column.required)
    refused = [row[:missing] + row[missing + 1 :] for row in rows[:200]]
    planting.home.write(f"{place}/refused.csv", header[:missing] + header[missing + 1 :], refused)


def plant_names(planting: Planting, export: Export) -> None:
    """Plant every kind in headers, names of sheets, files and folders."""
    headed = [column for column in export.columns if column.header]
    header = [column.header or "" for column in headed]
    landing = planting.home.path / "landing"
    for number, kind in enumerate(KINDS, start=5000):
        row = good_row(export, headed, number)
        name = planting.canary(kind)
        planting.home.write(f"douyin/S1/orders/{name}.csv", [*header, planting.canary(kind)], [[*row, "x"]])
        planting.home.write(f"douyin/S1/orders/{number}.{planting.canary(kind)}", header, [row])
        planting.home.write(f"douyin/{planting.canary(kind)}/orders/a.csv", header, [row])
        planting.home.write(f"douyin/S1/{planting.canary(kind)}/a.csv", header, [row])
        planting.home.write(f"{planting.canary(kind)}/S1/orders/a.csv", header, [row])
        # no header at all: a row of data stands where it belongs
        planting.home.write(f"douyin/S1/reviews/none{number}.csv", [planting.canary(kind)] * 8, [[name] * 8])
        sheet = re.sub(r"[\[\]:*?/\\]", " ", planting.canary(kind))
        book = landing / "douyin" / "S1" / "orders" / f"book{number}.xlsx"
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        workbook.create_sheet(sheet).append([planting.canary(kind)])
        data = workbook.create_sheet(f"{sheet} 2")
        data.append([*header, planting.canary(kind)])
        data.append(row)
        workbook.save(book)


@pytest.fixture
def hook() -> Iterator[tuple[str, list[bytes]]]:
    """Take what alerts are sent."""
    bodies: list[bytes] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
            del format, args

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"json://127.0.0.1:{server.server_port}", bodies
    server.shutdown()


def cells_with_canaries(database: Path) -> Iterator[tuple[str, str]]:
    """Return a row of every table in which a canary is; text is compressed in the file, so its bytes do not tell."""
    marks = "|".join(re.escape(mark) for mark in (*MARKS, "qxlily"))
    with duckdb.connect(str(database), read_only=True) as connection:
        tables = connection.execute("select database_name, schema_name, table_name from duckdb_tables()").fetchall()
        for name, schema, table in tables:
            row = connection.execute(
                f'select any_value(line) from (select cast(t as varchar) as line from "{name}"."{schema}"."{table}" as t) '
                "where regexp_matches(line, $marks)",
                {"marks": marks},
            ).fetchone()
            if row and row[0]:
                yield f"{schema}.{table}", row[0]


def leaks(folder: Path, landing: Path) -> list[tuple[str, str]]:
    """Return where canaries are: in the bytes and names of every file, in the cells of every database."""
    found: list[tuple[str, str]] = []
    for path in sorted(folder.rglob("*")):
        if path.is_relative_to(landing) or not path.is_file():
            continue
        place = path.relative_to(folder).as_posix()
        content = path.read_bytes()
        least = NEVER_BY_CHANCE if path.suffix in COMPRESSED else 1
        found += [(place, mark.decode(errors="replace")) for mark in IN_BYTES if len(mark) >= least and mark in content]
        found += [(f"name of {place}", match.group()) for match in FOUND.finditer(place)]
        if path.suffix == ".duckdb":
            found += [(f"{place} {table}", row) for table, row in cells_with_canaries(path)]
    return found


def test_no_canary_is_found_outside_landing(home: Home, hook: tuple[str, list[bytes]], tmp_path: Path) -> None:
    url, sent = hook
    planting = Planting(home)
    exports = load_exports(PROJECT_DIR / "models")
    for export in exports.values():
        shop = "" if export.platform == REFERENCE else "S1/"
        plant_columns(planting, export, f"{export.platform}/{shop}{export.name}")
    plant_names(planting, exports["douyin", "orders"])
    (home.path / "alerts.yml").write_text(f"channels:\n  - {{name: hook, url: '{url}'}}\n", encoding="utf-8")
    assert max(planting.of_kind.values()) < 10_000

    # the terminal may say a file's own name, and only that
    own = {
        part for path in (home.path / "landing").rglob("*") for part in path.relative_to(home.path / "landing").parts
    }
    said = []
    for command in (
        ["refresh", "--as-of", f"{D}"],
        ["status"],
        ["status", "--json"],
        ["scoreboard"],
        ["explain", "S1"],
        ["explain", "S1", "--json"],
        ["sql", "select * from ops.rejected_rows", "--format", "csv"],
        ["sql", "select * from ops.landed_files", "--format", "json"],
        ["alert", "--test"],
        ["doctor"],
        ["backup", "--to", str(tmp_path / "backups")],
    ):
        result = home.command(*command, COLUMNS="500", SHOPSCORE_HISTORY_DAYS="10")
        said.append(result.stdout + result.stderr)
        if command[0] == "refresh":
            assert "published" in result.stdout, result.stdout + result.stderr
    text = "\n".join(said)
    for name in sorted(own, key=len, reverse=True):
        text = text.replace(name, "")
    assert [text[max(0, match.start() - 80) : match.end() + 20] for match in FOUND.finditer(text)] == []

    assert any(sent)
    assert [match.group() for body in sent for match in FOUND.finditer(body.decode())] == []
    (backup,) = (tmp_path / "backups").glob("*.tar.gz")
    with tarfile.open(backup) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    found = leaks(home.path, home.path / "landing")
    print(f"canaries: {planting.planted} planted, {len(found)} found")
    assert found == []
    assert home.published("select count(*) > 0 from ops.rejected_rows") == [(True,)]
    assert home.published("select count(*) > 0 from marts.indicator_evidence") == [(True,)]
