"""A corpus of files that went wrong somewhere once, each with what has to become of it, worked out by hand."""

import gzip
import io
import os
import random
import socket
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import openpyxl

from .conftest import REVIEW_HEADER, book, review

HEADER = REVIEW_HEADER.split(",")
AT = datetime(2021, 11, 1, 10, 0, 5)
TEXT = f"{REVIEW_HEADER}\n{review(1)}\n".encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CUT = "好".encode()[:2]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@dataclass(frozen=True)
class Hostile:
    """One file.

    Attributes:
        name: of the file, in a folder `douyin/<its own shop>/<export>`.
        make: its content, or what puts it there.
        rows: landed, rejected, skipped; None: it is refused.
        said: what its reason has to say.
        export: the folder of the export.
    """

    name: str | bytes
    make: bytes | Callable[[Path], None]
    rows: tuple[int, int, int] | None = None
    said: str = ""
    export: str = "reviews"


def put(landing: Path, corpus: list[Hostile]) -> None:
    """Write the corpus, the shop of each file called by its number."""
    for number, file in enumerate(corpus):
        folder = landing / "douyin" / f"H{number}" / file.export
        folder.mkdir(parents=True)
        path = Path(os.fsdecode(os.fsencode(folder) + b"/" + os.fsencode(file.name)))
        if isinstance(file.make, bytes):
            path.write_bytes(file.make)
        else:
            file.make(path)


def corpus() -> list[Hostile]:
    """Return the corpus."""
    return [*names(), *no_files(), *other_kinds(), *workbooks(), *texts(), *encodings()]


def names() -> Iterator[Hostile]:
    for name in (
        "订单导出.csv".encode("gb18030"),
        b"\xff\xfe\xff.csv",
        b"a\nb\r.csv",
        b"\x1b]0;title\x07\x1b[31m.csv",
        "a\u202evsc.csv",
        "名" * 83 + "ab.csv",
        'a\' "b"; drop table x;--.csv',
        "*[1]?{a,b}.csv",
        "$(reboot) `id` %s %n.csv",
        " .csv",
        "CON.csv",
        "a.csv.csv",
    ):
        yield Hostile(name, TEXT, (1, 0, 0))


def no_files() -> Iterator[Hostile]:
    yield Hostile("pipe.csv", os.mkfifo, said="pipe")
    yield Hostile("pipe.xlsx", os.mkfifo, said="pipe")
    yield Hostile("socket.csv", _socket, said="socket")
    yield Hostile("zero.csv", lambda path: path.symlink_to("/dev/zero"), said="device")
    yield Hostile("nowhere.csv", lambda path: path.symlink_to("gone.csv"), said="leads nowhere")
    yield Hostile("self.csv", lambda path: path.symlink_to(path.name), said="leads nowhere or to itself")
    yield Hostile("folder.csv", lambda path: path.mkdir(), said="folder named like a file")
    yield Hostile("landing", lambda path: path.symlink_to(path.parents[3]), said="already read")
    yield Hostile("root", lambda path: path.symlink_to("/"), said="holds the landing folder")
    yield Hostile("good", lambda path: path.symlink_to(path.parents[3] / "douyin" / "S1"), said="already read")
    yield Hostile("deep", lambda path: (path / ("x/" * 300)).mkdir(parents=True), said="too deep")
    yield Hostile("1960.csv", _old, (1, 0, 0))


def other_kinds() -> Iterator[Hostile]:
    zipped = _zip({"orders.csv": TEXT})
    html = "\ufeff<!DOCTYPE html><html><table><tr><td>评价ID</td></tr></table></html>".encode()
    noise = random.Random(1).randbytes(5000)
    for name, content, said in (
        ("empty.csv", b"", "empty"),
        ("blank.csv", b" \r\n\t\n" * 9, "empty"),
        ("empty.xlsx", b"", "empty"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + noise, "picture"),
        ("a.csv", b"\xff\xd8\xff\xe0" + noise, "picture"),
        ("a.csv", b"%PDF-1.7\n" + noise, "PDF"),
        ("a.csv", zipped, "zip archive"),
        ("a.csv", gzip.compress(TEXT), "archive"),
        ("a.csv", html, "web page"),
        ("a.csv", OLE + noise, "old Excel"),
        ("a.csv", noise, ""),
        ("a.csv", bytes(100_000), "not text"),
        ("a.zip", zipped, "unpack"),
        ("a.json", b"{}", ".json"),
        ("a", TEXT, "without an extension"),
        ("a.xls", OLE + noise, "old Excel files"),
        ("a.xls", html, "web page named .xls"),
        ("a.xls", _book([HEADER]), "rename it to .xlsx"),
        ("a.xls", TEXT, "rename it to .csv"),
        ("a.xlsx", html, "web page"),
        ("a.xlsx", TEXT, "rename text to .csv"),
        ("a.xlsx", zipped, "zip archive, not a workbook"),
        ("a.xlsx", _zip({"word/document.xml": b"<w/>"}), "zip archive, not a workbook"),
        ("a.xlsx", _zip({"xl/workbook.bin": b"\0"}), ".xlsb"),
        ("a.xlsx", OLE + noise + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.xlsx", OLE + noise, "old Excel file"),
        ("a.xlsx", b"PK\x03\x04" + noise, "damaged"),
    ):
        yield Hostile(name, content, said=said)


def workbooks() -> Iterator[Hostile]:
    good: list[object] = ["R1", "O1", AT, "首评", 5, 5, 5, "好"]
    whole = _book([HEADER, good])
    yield Hostile("whole.xlsx", whole, (1, 0, 0))
    yield Hostile("cut.xlsx", whole[: len(whole) // 2], said="damaged")
    yield Hostile("crc.xlsx", _flipped(whole), said="damaged")
    yield Hostile("stray.xlsx", _cells('<c r="XFD1048576"><v>1</v></c>'), said="1,048,576 rows and 16,384 columns")
    yield Hostile("column.xlsx", _cells('<c r="AAAAAAAAAA2"><v>1</v></c>'), said="claims to be at")
    yield Hostile("row.xlsx", _cells('<c r="A99999999999999"><v>1</v></c>'), said="claims to be at")
    yield Hostile("row0.xlsx", _cells('<c r="A0"><v>1</v></c>'), said="damaged")
    yield Hostile("noref.xlsx", _cells('</row><row r="99999999999999999999"><c><v>1</v></c>'), said="damaged")
    yield Hostile("shared.xlsx", _cells('<c r="A9" t="s"><v>7</v></c>'), said="damaged")
    yield Hostile("type.xlsx", _cells('<c r="A9" t="zzz"><v>1</v></c>'), said="damaged")
    yield Hostile("bool.xlsx", _cells('<c r="A9" t="b"><v>7</v></c>'), said="damaged")
    yield Hostile("xml.xlsx", _cells('<c r="A9"><v>1'), said="damaged")
    # Of a cell that never ends each sign might be the end of its tag.
    yield Hostile(
        "ends.xlsx", _package({"xl/worksheets/sheet1.xml": b"<worksheet><c " + b">" * (2 << 20)}), said="damaged"
    )
    yield Hostile("entity.xlsx", _cells('<c r="A9" t="str"><v>&lol9;</v></c>'), said="damaged")
    # A row of nothing but one stray word lacks its required cells.
    yield Hostile("nul.xlsx", _cells('<c r="A9" t="str"><v>a_x0000_b</v></c>'), (1, 1, 0))
    yield Hostile("nan.xlsx", _cells('<c r="A9"><v>NaN</v></c><c r="B9"><v>1e999</v></c>'), (1, 1, 0))
    yield Hostile("format.xlsx", _cells('<c r="XFD1048576" s="0"/>'), (1, 0, 0))
    yield Hostile("long.xlsx", _cells(f'<c r="A9" t="str"><v>{"x" * (64 << 20)}</v></c>'), (1, 1, 0))
    yield Hostile("utf16.xlsx", _package({"xl/worksheets/sheet1.xml": "<worksheet/>".encode("utf-16")}), said="damaged")
    yield Hostile("nosheet.xlsx", _package({}), said="save it again")
    yield Hostile("bomb.xlsx", _package({"xl/worksheets/sheet1.xml": b" " * (200 << 20)}), said="128 MB of text")
    yield Hostile(
        "repeated.xlsx",
        _package(
            {
                "xl/worksheets/sheet1.xml": _sheet(
                    "".join(f'<c r="A{at}" t="s"><v>0</v></c>' for at in range(1, 2000))
                ),
                "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>{"x" * (1 << 20)}</t></si></sst>'.encode(),
            }
        ),
        said="larger than 1 GB",
    )
    # Stars may be empty, so that an error read as nothing would land.
    bad: list[object] = ["R2", "O2", AT, "首评", "#N/A", 5, 5, ""]
    yield Hostile("error.xlsx", _book([HEADER, good, bad]), (1, 1, 0))
    yield Hostile("spill.xlsx", _cells('<c r="E9" t="e"><v>#SPILL!</v></c>'), (1, 1, 0))
    old: list[object] = ["R9", "O9", AT, "首评", 1, 1, 1, ""]
    yield Hostile("hidden.xlsx", _book([HEADER, old, old], [HEADER, good], state="hidden"), (1, 0, 0))
    yield Hostile("very.xlsx", _book([HEADER, old, old], [HEADER, good], state="veryHidden"), (1, 0, 0))
    yield Hostile("only.xlsx", _book([HEADER, old], [["说明"]], state="hidden"), said="hidden sheet")
    yield Hostile("more.xlsx", _book([HEADER, good], [HEADER, old], [["说明"]]), (2, 0, 1))
    yield Hostile("notes.xlsx", _book([["说明"]]), said="no sheet has a header row")


def texts() -> Iterator[Hostile]:
    def lines(*rows: str, header: str = REVIEW_HEADER) -> bytes:
        return ("\n".join([header, *rows]) + "\n").encode()

    one, two, bad = review(1), review(2), review(3, stars="9")
    yield Hostile("cell.csv", lines(one, review(2, "x" * (64 << 20)), bad), (1, 2, 0))
    yield Hostile("quoted.csv", lines(one, review(2, '"' + "x\n" * 5_000 + '"')), (2, 0, 0))
    # A quote that is never closed is a sign like any other: the lines of x below its own are rows of one cell.
    yield Hostile("open.csv", lines(one, review(2, '"' + "\nx" * 60)), (2, 60, 0))
    yield Hostile("junk.csv", lines(one, review(2, '"' + "\nx" * 5_000)), said="5,000 of its 5,002 rows are bad")
    yield Hostile("line.csv", (REVIEW_HEADER + "," + one + ",").encode() * 300_000, said="no line break")
    yield Hostile("glued.csv", (REVIEW_HEADER + one + two).encode(), said="on the line of the header")
    yield Hostile("nuls.csv", lines(one) + bytes(3) + lines(two).split(b"\n", 1)[1], (2, 0, 0))
    yield Hostile("cr.csv", lines(one, two).replace(b"\n", b"\r"), (2, 0, 0))
    yield Hostile("mixed.csv", lines(one, two).replace(b"\n", b"\r\n", 1), (2, 0, 0))
    yield Hostile("quote.csv", lines(review(1, '"小号'), two, bad), (2, 1, 0))
    yield Hostile("quotes.csv", lines(one, '"' * 9999, two), (2, 1, 0))
    yield Hostile("commas.csv", lines(one, "," * 7, two), (2, 0, 1))
    yield Hostile("wide.csv", lines(one, "x," * 100_000, two), (2, 1, 0))
    yield Hostile("blank.csv", lines(one, *[""] * 100_000, two), (2, 0, 0))
    yield Hostile("many.csv", lines(one + ",y" * 9_000, header=REVIEW_HEADER + ",x" * 9_000), (1, 0, 0))
    yield Hostile("only.csv", REVIEW_HEADER.encode(), (0, 0, 0))
    yield Hostile("twice.csv", lines(one, header=REVIEW_HEADER + ",评价ID"), said="more than once")
    yield Hostile(
        "less.csv", lines(one, header=REVIEW_HEADER.replace("评价时间", "时间")), said="评价时间 or 评价日期 is missing"
    )
    yield Hostile("again.csv", lines(one) + lines(two, bad), (2, 1, 1))
    yield Hostile(
        "lacking.csv", lines(one) + lines(two).replace("评价时间".encode(), b"x"), said="line 3 lacks 评价时间"
    )
    yield Hostile("total.csv", lines(one, "总计,,,,5,5,5,"), (1, 0, 1))
    yield Hostile("formula.csv", lines(review(1, "=cmd|' /C calc'!A0"), review(2, "@SUM(1)")), (2, 0, 0))
    yield Hostile("errors.csv", lines(one, review(2, stars="#REF!"), review(3, at="#N/A")), (1, 2, 0))
    yield Hostile("years.csv", lines(one, review(2, at="0001-01-01 00:00:00"), review(3, at="9" * 400)), (1, 2, 0))
    yield Hostile(
        "order.csv",
        "运单号,子订单编号,揽收时间,签收时间\nSF1,1,,\n子订单编号,运单号,签收时间,揽收时间\n2,SF2,,\n".encode(),
        (2, 0, 1),
        export="parcels",
    )
    yield Hostile("elsewhere.csv", TEXT, said="looks like douyin/reviews", export="orders")
    yield Hostile("unknown.csv", TEXT, said="did you mean reviews?", export="reviewz")


def encodings() -> Iterator[Hostile]:
    head, one, two = f"{REVIEW_HEADER}\n", f"{review(1, '联通')}\n", f"{review(2, '很好用')}\n"
    mark = b"\xef\xbb\xbf"
    yield Hostile("gb.csv", (head + one + two).encode("gb18030"), (2, 0, 0))
    yield Hostile("utf16.csv", (head + one + two).encode("utf-16"), (2, 0, 0))
    yield Hostile("odd.csv", (head + one).encode("utf-16") + b"\x0a", said="broken UTF-16")
    yield Hostile("utf8gb.csv", (head + two).encode() + one.encode("gb18030"), (2, 0, 0))
    yield Hostile("gbutf8.csv", (head + one).encode("gb18030") + (head + two).encode(), (2, 0, 1))
    yield Hostile("marks.csv", mark + (head + one).encode() + mark + (head + two).encode(), (2, 0, 1))
    yield Hostile("utf8utf16.csv", (head + one).encode() + two.encode("utf-16"), said="changes to UTF-16 on line 3")
    yield Hostile("utf16utf8.csv", (head + one).encode("utf-16") + two.encode() * 4, said="UTF-16")
    yield Hostile("cut.csv", (head + one).encode() + two.encode().replace("用".encode(), CUT), (2, 0, 0))
    yield Hostile("cutid.csv", (head + one).encode() + two.encode().replace(b":00,", b":0" + CUT + b","), (1, 1, 0))
    yield Hostile("latin.csv", (head + one).encode() + two.encode().replace("用".encode(), b"\xe9"), (2, 0, 0))


def _socket(path: Path) -> None:
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as listener:
        os.chdir(path.parent)
        try:
            listener.bind(path.name)
        finally:
            os.chdir(here)


def _old(path: Path) -> None:
    path.write_bytes(TEXT)
    os.utime(path, (-(10**9), -(10**9)))


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def _book(*sheets: list[list[object]] | list[list[str]], state: str = "visible") -> bytes:
    def set_state(workbook: openpyxl.Workbook) -> None:
        workbook.worksheets[0].sheet_state = state

    return book({f"s{number}": rows for number, rows in enumerate(sheets)}, set_state)


def _cells(more: str) -> bytes:
    """Write a workbook of the header, a good row and a row 9 of these cells."""
    columns = "ABCDEFGH"
    row = ["R1", "O1", "2021-11-01 10:00:05", "首评", "5", "5", "5", "好"]
    cells = [
        "".join(f'<c r="{column}{line}" t="str"><v>{text}</v></c>' for column, text in zip(columns, texts, strict=True))
        for line, texts in enumerate((HEADER, row), start=1)
    ]
    sheet = _sheet(f'{cells[0]}</row><row r="2">{cells[1]}</row><row r="9">{more}')
    return _package({"xl/worksheets/sheet1.xml": sheet})


def _sheet(cells: str) -> bytes:
    return f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode()


def _package(parts: dict[str, bytes]) -> bytes:
    def related(*links: tuple[str, str]) -> bytes:
        lines = (
            f'<Relationship Id="rId{at}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for at, (kind, target) in enumerate(links, start=1)
        )
        return f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'.encode()

    sheet = '<sheets><sheet name="s" sheetId="1" r:id="rId1"/></sheets>'
    return _zip(
        {
            "_rels/.rels": related(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{sheet}</workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": related(
                ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
            ),
            **parts,
        }
    )


def _flipped(whole: bytes) -> bytes:
    """Damage the packed sheet, so that its checksum is wrong."""
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        part = package.getinfo("xl/worksheets/sheet1.xml")
        at = part.header_offset + 30 + len(part.filename) + part.compress_size // 2
    return whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
