import hashlib
from datetime import datetime
from pathlib import Path

import pytest

from shopscore.landing import find_own_names, waiting_files
from shopscore.landing.name_stamps import stamp_in
from shopscore.landing.privacy import load_hash_key, pseudonym

from .conftest import REVIEW_HEADER, Home, review

ROWS = f"{REVIEW_HEADER}\n{review(1)}\n"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("stray.csv", ["directly in the landing folder", "douyin"]),
        ("duoyin/S1/reviews/a.csv", ["its first folder", "did you mean douyin?"]),
        ("douyin/S1/reviewz/a.csv", ["not an export of douyin", "did you mean reviews?", "after_sales", "orders"]),
        ("douyin/S1/a.csv", ["not deep enough", "douyin/<shop_id>/<export>/"]),
        ("douyin/S1/reviews/more/a.csv", ["too deep"]),
        ("reference/a.csv", ["not deep enough", "reference/<export>/"]),
        ("douyin/S1/reviews/a.xls", [".xls", "save as .xlsx or .csv"]),
        ("douyin/S1/reviews/a.pdf", [".pdf", "export as .csv or .xlsx"]),
        ("douyin/S1/reviews/a", ["without an extension"]),
    ],
)
def test_a_file_elsewhere_is_refused_with_reason_and_remedy(home: Home, place: str, said: list[str]) -> None:
    home.put(place, ROWS)
    outcome = home.land_one()
    assert outcome.status == "refused"
    assert outcome.path == Path(place)
    assert all(words in (outcome.reason or "") for words in said), outcome.reason
    assert "\n" not in (outcome.reason or "")
    assert home.rows("select status, rows_read from log.landed_files") == [("refused", 0)]
    (reason,) = home.settings.quarantine.rglob("*.reason.txt")
    assert reason.read_text() == f"{outcome.name}: {outcome.reason}\n{outcome.name}：{outcome.reason_zh}\n"
    assert home.land_one().status == "known"


def test_hidden_lock_and_unfinished_files_are_not_files(home: Home) -> None:
    for name in (".DS_Store", "~$reviews.xlsx", "reviews.csv.part", "reviews.tmp"):
        home.put(f"douyin/S1/reviews/{name}", ROWS)
    home.put("douyin/.git/reviews/a.csv", ROWS)
    assert home.land().files == ()
    assert waiting_files(home.settings, set()) == []


def test_extensions_are_read_in_any_case(home: Home) -> None:
    home.put("douyin/S1/reviews/A.CSV", ROWS)
    assert home.land_one().rows_landed == 1


def test_the_folder_gives_the_shop(home: Home) -> None:
    home.put("douyin/S7/reviews/a.csv", ROWS)
    home.land()
    assert home.rows("select shop_id, review_id from raw.douyin_reviews") == [("S7", "R1")]


def test_a_shop_column_wins_over_the_folder_and_an_empty_cell_does_not(home: Home) -> None:
    home.put("douyin/S7/reviews/a.csv", f"店铺ID,{REVIEW_HEADER}\n8,{review(1)}\n,{review(2)}\n")
    home.land()
    rows = home.rows("select review_id, shop_id from raw.douyin_reviews order by 1")
    assert rows == [("R1", "8"), ("R2", "S7")]


def test_the_folder_of_all_shops_needs_the_column_and_the_cell(home: Home) -> None:
    home.put("douyin/_all/reviews/a.csv", ROWS)
    home.put("douyin/_all/reviews/b.csv", f"店铺ID,{REVIEW_HEADER}\n8,{review(1)}\n,{review(2)}\n")
    without, with_column = home.land().files
    assert without.status == "refused"
    assert "店铺ID" in (without.reason or "")
    assert (with_column.rows_landed, with_column.rows_rejected) == (1, 1)
    assert home.rows("select line_number, column_name from raw.rejected_rows") == [(3, "店铺ID")]
    assert home.rows("select shop_id from raw.douyin_reviews") == [("8",)]


def test_reference_tables_have_no_shop_folder(home: Home) -> None:
    home.put("reference/shops/shops.csv", "Platform,shop_id,shop_name,industry\nDOUYIN,007,小店,女装\n")
    outcome = home.land_one()
    assert (outcome.platform, outcome.shop_id, outcome.export) == ("reference", None, "shops")
    rows = home.rows("select platform, shop_id, shop_name, industry, opened_on, _file_row from raw.reference_shops")
    assert rows == [("douyin", "007", "小店", "女装", None, 1)]


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("orders_20211115", datetime(2021, 11, 15)),
        ("20211115093000订单", datetime(2021, 11, 15, 9, 30)),
        ("orders-20211115_093000", datetime(2021, 11, 15, 9, 30)),
        ("orders-20211115T093000-x", datetime(2021, 11, 15, 9, 30)),
        ("orders_20211101_20211115", datetime(2021, 11, 15)),
        ("orders_20211115_999999", datetime(2021, 11, 15)),
        ("orders_20211315", None),
        ("orders_20211115996000", None),
        ("orders_6920211115", None),
        ("orders_19991231", None),
        ("orders_21000101", None),
        ("orders", None),
        ("订单_202111150930", datetime(2021, 11, 15, 9, 30)),
        ("订单 20211115_0930", datetime(2021, 11, 15, 9, 30)),
        ("订单2021-11-15", datetime(2021, 11, 15)),
        ("订单2021-11-15 09-30-00", datetime(2021, 11, 15, 9, 30)),
        ("订单_2021_11_15_09_30_07(1)", datetime(2021, 11, 15, 9, 30, 7)),
        ("2021.11.15 09.30.07-订单", datetime(2021, 11, 15, 9, 30, 7)),
        ("订单2021-11-15 09：30：07", datetime(2021, 11, 15, 9, 30, 7)),
        ("订单2021年11月5日9时30分7秒", datetime(2021, 11, 5, 9, 30, 7)),
        ("订单2021年11月15日", datetime(2021, 11, 15)),
        ("订单20211115093000123", datetime(2021, 11, 15, 9, 30)),
        ("订单20211115093000-1", datetime(2021, 11, 15, 9, 30)),
        ("订单_20211115 093000_副本", datetime(2021, 11, 15, 9, 30)),
        # a range of days, however it is written, was exported on its last day or later
        ("订单20211001-20211031", datetime(2021, 10, 31)),
        ("订单2021-10-01-2021-10-31", datetime(2021, 10, 31)),
        ("订单2021-10-01_2021-10-31", datetime(2021, 10, 31)),
        ("订单2021.10.01至2021.10.31", datetime(2021, 10, 31)),
        ("订单2021年10月1日-2021年10月31日", datetime(2021, 10, 31)),
        ("订单20211001-1031", datetime(2021, 10, 31)),
        ("订单2021-10-01 00:00:00~2021-10-31 23:59:59", datetime(2021, 10, 31, 23, 59, 59)),
        # the time of day tells the export, the days what is in it
        ("订单20211001-20211231_20211115093000", datetime(2021, 11, 15, 9, 30)),
        # ids of shops and orders
        ("4711_6920211115000000123", None),
        ("2021111509300012345", None),
        ("订单2021-13-01", None),
        ("订单2021-02-30", None),
        ("1636939800", None),
    ],
)
def test_a_stamp_in_a_name_is_a_valid_date_of_this_century(name: str, moment: datetime | None) -> None:
    assert stamp_in(name) == moment


WRITTEN = datetime(2021, 11, 15, 10)


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        # 2021-11-15 01:30:00 UTC is 09:30 in Shanghai: 18946 days and 5400 seconds
        ("订单_1636939800", datetime(2021, 11, 15, 9, 30)),
        ("订单_1636939800123", datetime(2021, 11, 15, 9, 30)),
        ("4711-1636939800-20211114", datetime(2021, 11, 14)),
        # a day after the disk is the limit: 1637028000 is 10:00 of the next day
        ("订单_1637028000", datetime(2021, 11, 16, 10)),
        ("订单_1637028001", None),
        # two years before it too: 1573869600 is 730 days earlier
        ("订单_1573869600", datetime(2019, 11, 16, 10)),
        ("订单_1573869599", None),
        ("店铺1636000000", None),
        ("订单2021-11-16 10:00:00", datetime(2021, 11, 16, 10)),
        ("订单2021-11-16 10:00:01", None),
        ("订单20211101-20211130", None),
        ("订单20211101-20211130_20211115", datetime(2021, 11, 15)),
        ("订单20211101-20211130_20211115093000", datetime(2021, 11, 15, 9, 30)),
        ("订单20211016-20211115", datetime(2021, 11, 15)),
    ],
)
def test_a_stamp_in_a_name_fits_the_time_of_the_disk(name: str, moment: datetime | None) -> None:
    assert stamp_in(name, WRITTEN, "1636000000") == moment


def test_a_range_that_is_not_over_leaves_the_time_to_the_disk(home: Home) -> None:
    home.put("douyin/S1/reviews/评价20211101-20211130.csv", ROWS, modified="2021-11-15 23:30:00")
    home.land()
    assert home.rows("select exported_at, exported_at_source from log.landed_files") == [
        (datetime(2021, 11, 15, 23, 30), "modification_time")
    ]


def test_modification_times_are_read_in_shanghai(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", ROWS, modified="2021-11-15 23:30:00")
    home.land()
    assert home.rows("select exported_at, exported_at_source from log.landed_files") == [
        (datetime(2021, 11, 15, 23, 30), "modification_time")
    ]


def test_the_own_name_of_a_file_is_found_in_landing_and_stored_nowhere(home: Home) -> None:
    path = home.put("douyin/S1/reviews/张三 13812345678.csv", "评价ID\n", modified="2021-11-07 10:00:00")
    home.put("douyin/S1/reviews/other.csv", "评价id\n")
    outcome = home.land_one_named(path)
    assert outcome.name == f"S1_reviews_2021-11-07_{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}.csv"
    row = home.rows(f"select file_name, bytes, sha256 from log.landed_files where file_name = '{outcome.name}'")
    relative = path.relative_to(home.settings.landing)
    assert find_own_names(home.settings, row) == {outcome.name: relative}
    path.rename(path.with_name("李四.csv"))
    assert find_own_names(home.settings, row) == {outcome.name: relative.with_name("李四.csv")}
    path.with_name("李四.csv").unlink()
    assert find_own_names(home.settings, row) == {}


def test_a_folder_that_is_not_an_id_is_refused_and_one_that_may_be_personal_is_hashed(home: Home) -> None:
    home.put("douyin/张三的店/reviews/a.csv", ROWS)
    home.put("douyin/13812345678/reviews/a.csv", ROWS)
    refused, landed = sorted(home.land().files, key=lambda file: file.status != "refused")
    assert (refused.status, refused.shop_id, landed.status) == ("refused", None, "landed")
    assert "name it by the shop's id" in (refused.reason or "")
    key = load_hash_key(home.settings.home)
    assert landed.shop_id == pseudonym(key, "13812345678")
    assert home.rows("select shop_id from raw.douyin_reviews") == [(landed.shop_id,)]
    stored = home.rows("select platform, shop_id, export from log.landed_files where status = 'refused'")
    assert stored == [("douyin", None, "reviews")]


def test_waiting_files_are_those_not_in_the_ledger(home: Home) -> None:
    home.put("douyin/S1/reviews/a.csv", ROWS)
    home.land()
    fresh = home.put("douyin/S1/reviews/b.csv", f"{REVIEW_HEADER}\n{review(2)}\n")
    known = {row[0] for row in home.rows("select file_id from log.landed_files")}
    assert waiting_files(home.settings, known) == [fresh]


def test_guides_and_empty_templates_are_not_files(home: Home) -> None:
    home.put("README.txt", "guide")
    home.put("douyin/S1/reviews/README.txt", "guide")
    home.put("douyin/S1/reviews/reviews_template.csv", f"\ufeff{REVIEW_HEADER}\r\n\r\n,,,\r\n")
    assert home.land().files == ()
    assert waiting_files(home.settings, set()) == []


def test_a_template_that_was_filled_in_lands_whatever_it_is_called(home: Home) -> None:
    home.put("douyin/S1/reviews/reviews_template.csv", f"\ufeff{REVIEW_HEADER}\r\n{review(1)}\r\n")
    assert home.land_one().rows_landed == 1
