"""The workbook of what there is to do, read back by another library: text stays text, and nothing is a formula."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
import yaml
from openpyxl.workbook import Workbook
from typer.testing import CliRunner, Result

from shopscore.cli import app
from shopscore.settings import PROJECT_DIR
from shopscore.sheets import headers, workbook
from shopscore.sheets.layout import shown_columns

PUBLISHED = """
create schema marts; create schema actions; create schema ops; create schema dims;
create table ops.publication as
    select '20261201T120500-abcdef01' as generation_id, timestamp '2026-12-01 12:05:00' as published_at;
create table ops.landed_files as select 'own' as origin, 'landed' as status;
create table marts.scores as select * from (values
    (date '2026-12-01', 'douyin', 'shop', '1', '云朵小店', 'mx'),
    (date '2026-12-01', 'douyin', 'shop', '2', '=cmd|x', 'mx'),
    (date '2026-12-01', 'douyin', 'creator', '9', '阿云', 'mx'),
    (date '2026-11-30', 'douyin', 'shop', '1', '云朵小店', 'mx')
) as rows (assessment_date, platform, subject_type, subject_id, subject_name, system_id);
alter table marts.scores add column industry varchar;
create table marts.agency_overview as select * from (values
    (date '2026-12-01', 'douyin', '1', '云朵小店', '女装', 'mx', 'Merchant experience score', '商家体验分', 'v', 79.9999,
     'scored', -0.5, 3, 12, 'returns', 'Quality returns', '品质退货率', 0.0304, 8.25),
    (date '2026-12-01', 'douyin', '2', '=cmd|x', '女装', 'mx', 'Merchant experience score', '商家体验分', 'v', null,
     'needs_pages', null, null, 0, null, null, null, null, null)
) as rows (assessment_date, platform, shop_id, shop_name, industry, system_id, system_name_en, system_name_zh,
    rule_version, score, status, change_7d, peer_rank, peer_count, worst_indicator_id, worst_indicator_name_en,
    worst_indicator_name_zh, worst_indicator_value, points_lost);
create table marts.indicator_scores as
    select date '2026-12-01' as assessment_date, 'mx' as system_id, 'v' as rule_version, '1' as subject_id,
        'douyin' as platform, 'returns' as indicator_id, 'ratio' as unit;
create table marts.list_status as select * from (values
    ('douyin', '1', '云朵小店', 'late_orders', timestamp '2026-12-01 12:00:00', 'complete', null, null),
    ('douyin', '2', '=cmd|x', 'late_orders', timestamp '2026-12-01 12:00:00', 'empty', 'no parcels', '缺少物流导出')
) as rows (platform, shop_id, shop_name, list_name, noon_at, state, reason, reason_zh);
create table actions.late_orders as select * from (values
    ('douyin', '1', '云朵小店', '350000100000000003', 'return_refund', 'Late', '超时', 0.125,
     timestamp '2026-12-01 11:59:59', cast(-0.01 as decimal(10, 2)), date '2026-11-30', true, date '2026-12-01', 2, 'g'),
    ('douyin', '1', '云朵小店', '0001', '+7', '=1+1', '=HYPERLINK("http://x")', null,
     timestamp '2026-12-01 12:00:00', cast(0 as decimal(10, 2)), null, false, date '2026-12-01', 1, 'g'),
    ('douyin', '2', '=cmd|x', '@SUM(1)', null, 'http://x', 'http://x', 1,
     null, null, null, null, date '2026-12-01', 1, 'g')
) as rows (platform, shop_id, shop_name, order_id, kind, reason, reason_zh, share, due_at, hours_left, reviewed_on,
    is_due_by_platform, as_of, priority, generation_id);
"""


@pytest.fixture
def export(tmp_path: Path) -> Callable[..., Result]:
    home = tmp_path / "home"
    (home / "published").mkdir(parents=True)
    with duckdb.connect(str(home / "published" / "shopscore.duckdb")) as connection:
        connection.execute(PUBLISHED)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(
            app, ["export", *arguments], env={"SHOPSCORE_HOME": str(home), "SHOPSCORE_LANG": None, "LC_ALL": "C"}
        )

    return run


def opened(result: Result, path: Path) -> Workbook:
    assert result.exit_code == 0, result.output
    return openpyxl.load_workbook(path)


def rows_of(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


def test_a_list_is_a_sheet_with_chinese_headers_real_dates_and_ids_as_text(
    export: Callable[..., Result], tmp_path: Path
) -> None:
    book = opened(export("--xlsx", str(tmp_path / "a.xlsx"), "--lang", "zh"), tmp_path / "a.xlsx")

    assert book.sheetnames == ["封面", "店铺得分", "Late orders", "数据缺口"]
    heads, _, first, late = rows_of(book, "Late orders")
    assert heads == (
        *("序号", "店铺", "店铺ID", "原因", "截止时间", "剩余小时"),
        *("订单编号", "售后类型", "占比", "评价日期", "平台时限"),
    )
    # the order is the priority's, so the row of number 1 goes before the late one
    assert first[0] == 1
    assert late == (
        *(2, "云朵小店", "1", "超时", datetime(2026, 12, 1, 11, 59, 59), -0.01),
        *("350000100000000003", "退货退款", 0.125, datetime(2026, 11, 30), "是"),
    )
    sheet = book["Late orders"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:K4")
    assert [sheet.cell(4, at).number_format for at in (3, 5, 6, 7, 9, 10)] == [
        *("@", "yyyy-mm-dd hh:mm", "#,##0.00"),
        *("@", "0.0%", "yyyy-mm-dd"),
    ]


def test_no_cell_of_a_file_is_a_formula_or_a_link(export: Callable[..., Result], tmp_path: Path) -> None:
    book = opened(export("--xlsx", str(tmp_path / "a.xlsx"), "--lang", "zh"), tmp_path / "a.xlsx")

    found = [row for row in book["Late orders"].iter_rows() for row in row if row.value is not None]
    assert {cell.data_type for cell in found} == {"s", "n", "d"}
    assert [cell.hyperlink for cell in found if cell.hyperlink] == []
    texts = {cell.value for cell in found}
    assert {'=HYPERLINK("http://x")', "=cmd|x", "@SUM(1)", "+7", "http://x", "0001"} <= texts


def test_the_cover_says_what_it_is_of_how_much_there_is_and_what_is_late(
    export: Callable[..., Result], tmp_path: Path
) -> None:
    book = opened(export("--xlsx", str(tmp_path / "a.xlsx")), tmp_path / "a.xlsx")

    rows = rows_of(book, "Cover")
    assert rows[1][0] == "As of 2026-12-01 12:00, 2 shops"
    assert rows[2][0] == "publication 20261201T120500-abcdef01, made 2026-12-01 12:05"
    # nothing says that it is made up
    assert rows[3][0] is None
    # one row was due a second before noon; the one due at noon is in time
    assert rows[7] == ("Late orders", 3, 1, datetime(2026, 12, 1, 12))
    assert rows[8][0] == "What is missing"
    assert [cell.hyperlink.location for cell in (book["Cover"]["A7"], book["Cover"]["A8"])] == [
        "'Scores'!A1",
        "'Late orders'!A1",
    ]
    assert rows_of(book, "What is missing")[1][1:] == (
        "=cmd|x",
        "2",
        "Late orders",
        "an export is missing",
        "no parcels",
    )


def test_scores_are_cut_below_a_line_and_written_in_their_units(export: Callable[..., Result], tmp_path: Path) -> None:
    book = opened(export("--xlsx", str(tmp_path / "a.xlsx")), tmp_path / "a.xlsx")

    heads, first, second = rows_of(book, "Scores")
    said = dict(zip(heads, first, strict=True))
    # 79.9999 is below 80, and 80.00 would not be
    assert (said["Score"], said["Status"], said["Its value"], said["Points it costs"]) == (
        79.99,
        "scored",
        0.0304,
        8.25,
    )
    assert book["Scores"].cell(2, heads.index("Its value") + 1).number_format == "0.00%"
    assert dict(zip(heads, second, strict=True))["Status"] == "too few score pages"
    assert second[heads.index("Score")] is None


def test_one_shop_is_asked_for_by_name_and_a_folder_gets_a_name_of_the_day(
    export: Callable[..., Result], tmp_path: Path
) -> None:
    book = opened(export("--xlsx", str(tmp_path), "--shop", "云朵"), tmp_path / "shopscore-2026-12-01.xlsx")

    assert [row[2] for row in rows_of(book, "Scores")[1:]] == ["1"]
    assert [row[2] for row in rows_of(book, "Late orders")[1:]] == ["1", "1"]
    assert "What is missing" not in book.sheetnames


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--xlsx", "{folder}/a.csv"), "a.csv does not end in .xlsx, so Excel would not open it"),
        (("--xlsx", "{folder}/none/a.xlsx"), "there is no folder {folder}/none"),
        (("--xlsx", "{folder}/a.xlsx", "--shop", "阿云"), "阿云 is a creator, and lists are of shops"),
        (("--xlsx", "{folder}/a.xlsx", "--shop", "谁"), "no shop or creator is called '谁' on 2026-12-01"),
    ],
)
def test_what_cannot_be_written_is_said_and_no_file_is_left(
    export: Callable[..., Result], tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    result = export(*(one.format(folder=tmp_path) for one in arguments))

    assert result.exit_code == 2
    assert said.format(folder=tmp_path) in " ".join(result.output.split())
    assert list(tmp_path.rglob("*.xlsx")) == []


def test_a_list_of_more_rows_than_a_sheet_has_is_said_and_leaves_the_file_of_before(
    export: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_text("of yesterday", encoding="utf-8")
    # the header and three rows fit in four rows, and not in three
    monkeypatch.setattr("shopscore.sheets.export.MAX_ROWS", 4)
    assert export("--xlsx", str(tmp_path / "b.xlsx")).exit_code == 0
    monkeypatch.setattr("shopscore.sheets.export.MAX_ROWS", 3)
    result = export("--xlsx", str(tmp_path / "a.xlsx"))

    assert result.exit_code == 2
    assert "Late orders has 3 rows, and a sheet of Excel 2" in " ".join(result.output.split())
    assert (tmp_path / "a.xlsx").read_text(encoding="utf-8") == "of yesterday"
    assert workbook.MAX_ROWS == 1_048_576


def test_every_column_of_every_list_has_a_header_and_every_code_word_of_the_models_is_known() -> None:
    text = (PROJECT_DIR / "models" / "marts" / "actions" / "_actions__models.yml").read_text(encoding="utf-8")
    columns = {column["name"] for model in yaml.safe_load(text)["models"] for column in model["columns"]}
    columns |= {"shop_name", "product_name", "indicator_name_zh", "system_name_zh"}
    shown = {one.name for one in shown_columns(dict.fromkeys(sorted(columns), "VARCHAR"), "zh")}
    assert shown <= headers.HEADERS.keys()


def test_of_two_languages_one_is_shown_and_the_first_columns_are_those_of_the_day() -> None:
    types = {
        "shop_id": "VARCHAR",
        "reason": "VARCHAR",
        "reason_zh": "VARCHAR",
        "indicator_id": "VARCHAR",
        "indicator_name_en": "VARCHAR",
        "indicator_name_zh": "VARCHAR",
        "priority": "BIGINT",
        "as_of": "DATE",
    }
    assert [one.source for one in shown_columns(types, "en")] == ["priority", "shop_id", "reason", "indicator_name_en"]
    assert [one.source for one in shown_columns(types, "zh")] == [
        "priority",
        "shop_id",
        "reason_zh",
        "indicator_name_zh",
    ]
    assert [one.form for one in shown_columns({"on": "DATE"}, "en")] == ["date"]
