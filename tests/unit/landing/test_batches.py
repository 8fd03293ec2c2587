"""Files of one export and header land together; what becomes of each is what becomes of it alone."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from shopscore.landing import batches, file_ledger, windows
from shopscore.landing.inserting import Member
from shopscore.landing.lander import Lander

from .conftest import REVIEW_HEADER, Home, MakeHome, review
from .hostile import corpus, put

LARGEST = 1 << 16


@pytest.fixture
def sizes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many files each transaction was tried with."""
    tried: list[int] = []
    land_members = batches.land_members

    def counted(lander: Lander, members: list[Member]) -> list[file_ledger.LandedFile]:
        tried.append(len(members))
        return land_members(lander, members)

    monkeypatch.setattr(batches, "land_members", counted)
    return tried


def put_reviews(home: Home, shop: str, *rows: str) -> Path:
    return home.put_reviews(*rows, place=f"douyin/{shop}/reviews/a.csv")


def landed(home: Home) -> list[tuple[object, ...]]:
    return home.rows(
        "select reviews.shop_id, review_id, content, _file_row, file_name like reviews.shop_id || '_reviews%' "
        "from raw.douyin_reviews as reviews join log.landed_files on _file_id = file_id order by 1, 2"
    )


def test_rows_of_many_shops_land_in_one_transaction_each_with_its_file_and_its_row(
    home: Home, sizes: list[int]
) -> None:
    put_reviews(home, "S1", review(1), review(2))
    put_reviews(home, "S2")
    put_reviews(home, "S3", review(3, '"好\n评"'), review(4))
    home.put("douyin/S4/reviews/a.csv", f"{REVIEW_HEADER}\n{review(5)}\n".encode("gb18030"))
    home.put("douyin/S5/reviews/a.csv", f"{REVIEW_HEADER}\n{review(6)}\n{review(7)}")
    summary = home.land()
    assert sizes == [5]
    assert [(file.shop_id, file.reader, file.rows_landed) for file in summary.files] == [
        ("S1", "duckdb", 2),
        ("S2", "duckdb", 0),
        ("S3", "duckdb", 2),
        ("S4", "transcoded", 1),
        ("S5", "duckdb", 2),
    ]
    assert landed(home) == [
        ("S1", "R1", "好", 1, True),
        ("S1", "R2", "好", 2, True),
        ("S3", "R3", "好\n评", 1, True),
        ("S3", "R4", "好", 2, True),
        ("S4", "R5", "好", 1, True),
        ("S5", "R6", "好", 1, True),
        ("S5", "R7", "好", 2, True),
    ]


@pytest.mark.parametrize(
    ("bad", "reader", "rows"),
    [
        pytest.param(review(3).rsplit(",", 1)[0], "python", [("R3", None, 1)], id="fewer cells"),
        pytest.param(review(3, '"小号'), "python", [("R3", '"小号', 1)], id="a quote that never closes"),
        pytest.param(f"{review(3)}\n\n{review(4)}", "python", [("R3", "好", 1), ("R4", "好", 2)], id="a blank row"),
        pytest.param(f"{REVIEW_HEADER}\n{review(3)}", "python", [("R3", "好", 2)], id="the header again"),
        pytest.param(
            review(3, '5" 大') + "\n" + review(4, '6" 大'),
            "duckdb",
            [("R3", '5" 大', 1), ("R4", '6" 大', 2)],
            id="lone quotes that look like a pair",
        ),
    ],
)
def test_a_file_that_is_not_what_it_seems_falls_out_of_its_batch_alone(
    home: Home, sizes: list[int], bad: str, reader: str, rows: list[tuple[str, str | None, int]]
) -> None:
    put_reviews(home, "S1", review(1))
    put_reviews(home, "S2", bad)
    put_reviews(home, "S3", review(9))
    files = home.land().files
    assert [file.status for file in files] == ["landed"] * 3
    assert [file.reader for file in files] == ["duckdb", reader, "duckdb"]
    assert sizes[0] == 3
    expected = [("S2", *row, True) for row in rows]
    assert landed(home) == [("S1", "R1", "好", 1, True), *expected, ("S3", "R9", "好", 1, True)]


def test_bad_rows_are_told_by_the_line_of_their_own_file_and_totals_are_no_rows(home: Home, sizes: list[int]) -> None:
    put_reviews(home, "S1", review(1), "合计,,,,5,5,5,", review(2, stars="9"))
    # a total of one number is no note, for which the whole file would be read by another reader
    put_reviews(home, "S2", review(3), review(4), "总计,,,,,,,")
    put_reviews(home, "S3", review(5, stars="9"), review(6))
    files = home.land().files
    assert sizes == [3]
    assert [(file.rows_landed, file.rows_rejected, file.rows_skipped) for file in files] == [
        (1, 1, 1),
        (2, 0, 1),
        (1, 1, 0),
    ]
    assert home.rows(
        "select left(file_name, 2), line_number, column_name from raw.rejected_rows order by file_name, line_number"
    ) == [("S1", 4, "商品评分"), ("S3", 2, "商品评分")]


def test_a_file_with_mostly_bad_rows_is_refused_and_the_others_land(home: Home) -> None:
    put_reviews(home, "S1", review(1))
    put_reviews(home, "S2", *(review(number, stars="9") for number in range(2, 300)))
    files = home.land().files
    assert [file.status for file in files] == ["landed", "refused"]
    assert "298 of its 298 rows are bad" in (files[1].reason or "")
    assert home.rows("select review_id from raw.douyin_reviews") == [("R1",)]
    assert home.rows("select count(*) from raw.rejected_rows") == [(0,)]


def test_other_headers_are_other_batches(home: Home, sizes: list[int]) -> None:
    put_reviews(home, "S1", review(1))
    put_reviews(home, "S2", review(2))
    home.put(
        "douyin/S3/reviews/a.csv", "商品评分,评价ID,子订单编号,评价时间,评价类型\n5,R3,O3,2021-11-01 10:00:00,首评\n"
    )
    home.put("douyin/S4/reviews/a.csv", f"数据仅供内部使用\n{REVIEW_HEADER}\n{review(4)}\n")
    assert [file.status for file in home.land().files] == ["landed"] * 4
    assert sorted(sizes) == [1, 1, 2]


def test_files_of_all_shops_name_their_shops_themselves(home: Home, sizes: list[int]) -> None:
    for name, shop in (("a", "S1"), ("b", "S2")):
        home.put(f"douyin/_all/reviews/{name}.csv", f"店铺ID,{REVIEW_HEADER}\n{shop},{review(1)}\n")
    home.put("douyin/S3/reviews/a.csv", f"店铺ID,{REVIEW_HEADER}\n,{review(1)}\n")
    assert home.land().landed == 3
    assert sorted(sizes) == [1, 2]
    assert home.rows("select shop_id from raw.douyin_reviews order by 1") == [("S1",), ("S2",), ("S3",)]


def test_a_word_that_three_files_have_is_named_in_all_of_them(home: Home) -> None:
    header = "快递单号,订单号,快递公司,揽收时间,签收时间\n"
    for number in (1, 2, 3):
        home.put(f"pinduoduo/S{number}/parcels/a.csv", f"{header}SF{number},{number},小马飞,2021-11-01 10:00:00,\n")
    home.put("pinduoduo/S4/parcels/a.csv", f"{header}SF4,4,王小明,2021-11-01 10:00:00,\n")
    home.land()
    words = home.rows("select shop_id, carrier from raw.pinduoduo_parcels order by 1")
    assert words[:3] == [("S1", "小马飞"), ("S2", "小马飞"), ("S3", "小马飞")]
    assert words[3][1].startswith("unknown-")


def test_every_word_of_every_column_and_file_is_looked_at(home: Home) -> None:
    header = "快递单号,订单号,快递公司,物流状态,揽收时间,签收时间\n"
    for shop in ("S1", "S2"):
        rows = [
            f"{shop}SF{at},{shop}{at},{carrier},{state},2021-11-01 10:00:00,"
            for at, (carrier, state) in enumerate(
                [("小马飞", "已到站"), ("大象跑", "在路上"), ("鲸鱼游", "已到站")] * 2
            )
        ]
        home.put(f"pinduoduo/{shop}/parcels/a.csv", header + "\n".join(rows) + "\n")
    home.land()
    assert home.rows("select carrier, count(*) from raw.pinduoduo_parcels group by 1 order by 1") == [
        ("大象跑", 4),
        ("小马飞", 4),
        ("鲸鱼游", 4),
    ]


def test_a_crash_in_the_middle_of_a_batch_leaves_nothing_of_any_file(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_reviews(home, "S1", review(1), review(2, stars="9"))
    put_reviews(home, "S2", review(3))

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(batches, "size_and_time", stop)
    with pytest.raises(KeyboardInterrupt):
        home.land()
    for table in ("raw.douyin_reviews", "raw.rejected_rows", "log.landed_files"):
        assert home.rows(f"select count(*) from {table}") == [(0,)]
    monkeypatch.undo()
    assert home.land().landed == 2


def test_a_file_that_is_written_meanwhile_waits_for_the_next_time_and_the_others_land(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_reviews(home, "S1", review(1))
    changed = put_reviews(home, "S2", review(2))
    put_reviews(home, "S3", review(3))
    write = file_ledger.write_files

    def write_meanwhile(*arguments: object) -> None:
        write(*arguments)  # type: ignore[arg-type]
        changed.write_text(f"{REVIEW_HEADER}\n{review(2)}\n{review(4)}\n")

    with monkeypatch.context() as patched:
        patched.setattr(file_ledger, "write_files", write_meanwhile)
        files = home.land().files
    assert [file.status for file in files] == ["landed", "refused", "landed"]
    assert "changed while it was being read" in (files[1].reason or "")
    assert [file.status for file in home.land().files] == ["known", "landed", "known"]
    assert home.rows("select count(*) from raw.douyin_reviews") == [(4,)]


def test_hostile_files_land_together_as_they_land_one_by_one(
    make_home: MakeHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [file for file in corpus() if isinstance(file.make, bytes) and len(file.make) < LARGEST]
    together, alone = make_home("together"), make_home("alone")
    put(together.settings.landing, files)
    summary = together.land()
    assert summary.landed > 40
    shutil.copytree(together.settings.landing, alone.settings.landing)
    shutil.copy2(together.settings.home / ".hash_key", alone.settings.home / ".hash_key")
    monkeypatch.setattr(windows, "FILES_AT_ONCE", 1)
    alone.land()
    ledger = "select * exclude (landed_at, run_id) from log.landed_files order by all"
    assert together.rows(ledger) == alone.rows(ledger)
    for table in ("raw.douyin_reviews", "raw.rejected_rows"):
        assert together.rows(f"from {table} order by all") == alone.rows(f"from {table} order by all")
    assert together.quarantined() == alone.quarantined()


def test_files_land_in_the_order_of_their_names_whatever_lands_together(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.put("douyin/S1/reviews/a.csv", f"数据仅供内部使用\n{REVIEW_HEADER}\n{review(1)}\n")
    put_reviews(home, "S2", review(2))
    home.put("douyin/S3/reviews/a.csv", f"数据仅供内部使用\n{REVIEW_HEADER}\n{review(3)}\n")
    moments = (datetime(2021, 11, 15, 12, 0, second) for second in range(60))
    monkeypatch.setattr(windows, "now", lambda: next(moments))
    home.land()
    assert home.rows("select shop_id from log.landed_files order by landed_at") == [("S1",), ("S2",), ("S3",)]
