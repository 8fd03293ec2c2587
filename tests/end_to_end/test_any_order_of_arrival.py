"""The same facts, however they arrive, make the same marts; a past day scored late is the day as it was."""

import csv
import os
import random
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from shopscore.contracts import Export, load_exports
from shopscore.landing import land
from shopscore.sample import write_sample
from shopscore.settings import PROJECT_DIR, Settings
from tests.end_to_end.conftest import Home

UNTIL = date(2021, 11, 15)
PIECES = 10
# What an older file said of the same row; every one of these would move a score if it won.
EARLIER_STATES = {
    "orders": {"订单完成时间": "", "订单类型": "福袋订单", "支付完成时间": "", "发货时间": ""},
    "parcels": {"签收时间": ""},
    "reviews": {"商品评分": "1", "描述相符评分": "1"},
    "after_sales": {"售后完结时间": "", "完结时间": ""},
    "complaints": {"投诉状态": "已撤销"},
    "chats": {"首次人工回复时间": ""},
    "help_requests": {"是否常规咨询": "是"},
}


@pytest.fixture(scope="module", autouse=True)
def one_key() -> Iterator[None]:
    """Give all homes the same key: the hashes of two keys differ."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHOPSCORE_HASH_KEY", "one for all homes")
        yield


def write_table(file: Path, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *rows])


def newest_rows(connection: duckdb.DuckDBPyConnection, export: Export) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return headers and the newest state of each landed row, read from the raw table without the staging models."""
    columns = [column for column in export.columns if column.header]
    key = ", ".join(f"landed.{name}" for name in export.key)
    rows = connection.execute(
        f"select {', '.join(f'landed.{column.name}' for column in columns)} from {export.table} as landed "
        "inner join log.landed_files as files on landed._file_id = files.file_id "
        f"qualify row_number() over (partition by {key} "
        "order by files.exported_at desc, files.sha256 desc, landed._file_row desc) = 1 order by all"
    ).fetchall()
    return [str(column.header) for column in columns], rows


def plain_exports(home: Path) -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
    """Land a small sample and return, by place below landing, each export's rows once and in plain cells."""
    settings = Settings(home=home, as_of=UNTIL)
    write_sample(settings.landing, shops=6, pinduoduo_shops=6, days=45, orders_per_day=5, until=UNTIL)
    exports = load_exports(PROJECT_DIR / "models")
    land(settings, exports, "00000000")
    plain = {}
    with duckdb.connect(str(settings.warehouse)) as connection:
        for export in exports.values():
            header, rows = newest_rows(connection, export)
            if not export.has_shop_folder:
                plain[f"reference/{export.name}"] = (header, rows)
                continue
            for shop in sorted({str(row[0]) for row in rows}):
                plain[f"{export.platform}/{shop}/{export.name}"] = (header, [row for row in rows if row[0] == shop])
    return plain


def scatter(
    landing: Path, place: str, header: list[str], rows: list[tuple[object, ...]], chance: random.Random
) -> None:
    """Split into ten shuffled, renamed files, send some twice, and add overlapping older states of half the rows."""
    shuffled = chance.sample(rows, len(rows))
    for number in chance.sample(range(PIECES), PIECES):
        piece = shuffled[number::PIECES]
        write_table(landing / place / f"{chance.randrange(10**6):06d}_20211115120000.csv", header, piece)
        if number % 3 == 0:
            write_table(landing / place / f"again_{number}_20211115130000.csv", header, piece)
    earlier = EARLIER_STATES.get(place.rsplit("/", 1)[1], {})
    older = [
        [earlier.get(name, cell) for name, cell in zip(header, row, strict=True)] for row in shuffled[len(rows) // 2 :]
    ]
    if older and earlier:
        write_table(landing / place / "older_20211101120000.csv", header, older)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[list[str], list[tuple[object, ...]]]]:
    return plain_exports(tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def in_one_piece(
    tmp_path_factory: pytest.TempPathFactory,
    shared_dbt_target: None,
    plain: dict[str, tuple[list[str], list[tuple[object, ...]]]],
) -> Home:
    home = Home(tmp_path_factory.mktemp("in_one_piece"))
    for place, (header, rows) in plain.items():
        write_table(home.path / "landing" / place / "all_20211115120000.csv", header, rows)
    assert home.refresh(UNTIL, history_days=40).exit_code == 0
    return home


def test_split_shuffled_renamed_repeated_and_overlapping_files_make_identical_marts(
    in_one_piece: Home, tmp_path: Path, plain: dict[str, tuple[list[str], list[tuple[object, ...]]]]
) -> None:
    chance = random.Random(20211115)
    home = Home(tmp_path)
    for place, (header, rows) in plain.items():
        scatter(tmp_path / "landing", place, header, rows, chance)
    moment = datetime(2021, 11, 20, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()
    for file in (tmp_path / "landing").rglob("*.csv"):
        os.utime(file, (moment, moment + chance.randrange(10**6)))

    assert home.refresh(UNTIL, history_days=40).exit_code == 0

    whole, scattered = in_one_piece.tables("marts", "dims"), home.tables("marts", "dims")
    assert whole.keys() == scattered.keys()
    # when a score was published is the one thing that tells two homes apart
    differing = {table for table in whole if whole[table] != scattered[table]}
    assert differing <= {"marts.score_history"}
    assert len(whole["marts.scores"]) > 0


def test_a_past_day_scored_as_of_that_day_equals_what_the_later_run_publishes(in_one_piece: Home) -> None:
    day = date(2021, 11, 5)
    query = "select * exclude (generation_id) from marts.{} where assessment_date = '2021-11-05' order by all"
    tables = ("scores", "dimension_scores", "indicator_scores")
    later = {table: in_one_piece.published(query.format(table)) for table in tables}

    assert in_one_piece.refresh(day, history_days=40).exit_code == 0

    for table in tables:
        assert later[table] == in_one_piece.published(query.format(table)), table
    [(newest, known)] = in_one_piece.published(
        "select (select max(assessment_date) from marts.scores), (select max(known_date) from marts.indicator_daily)"
    )
    assert (newest, known) == (day, date(2021, 11, 4))
