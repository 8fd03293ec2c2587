"""What landed by mistake leaves the warehouse, stays out, and comes back when it is asked for."""

from datetime import datetime
from pathlib import Path

import pytest

from shopscore.landing import forgetting, waiting_files
from shopscore.landing.forgetting import ForgettingError, Part

from .conftest import REVIEW_HEADER, Home, review

AT = datetime(2021, 11, 15, 12)
SHOPS_HEADER = f"店铺ID,{REVIEW_HEADER}"


def forget(home: Home, *, file: str | None = None, shop: str | None = None) -> list[Part]:
    with forgetting.open_for_forgetting(home.settings, home.exports) as connection:
        if file is not None:
            parts = forgetting.find_file(connection, home.settings, home.exports, file)
        else:
            parts = forgetting.find_shop(connection, home.settings, home.exports, shop or "")
        forgetting.forget(connection, parts, AT)
    return parts


def undo(home: Home, *, file: str | None = None, shop: str | None = None) -> None:
    with forgetting.open_for_forgetting(home.settings, home.exports) as connection:
        if file is not None:
            parts = forgetting.find_file(connection, home.settings, home.exports, file, forgotten=True)
        else:
            parts = forgetting.find_shop(connection, home.settings, home.exports, shop or "", forgotten=True)
        forgetting.undo(connection, home.settings, parts)


def reviews(home: Home) -> list[tuple[object, ...]]:
    return home.rows("select shop_id, review_id from raw.douyin_reviews order by all")


@pytest.fixture
def two_files(home: Home) -> Home:
    home.put_reviews(review(1), place="douyin/7001/reviews/right.csv")
    home.put_reviews(
        review(2, at="2021-10-01 09:00:00"), review(3), review(4, stars="9"), place="douyin/7001/reviews/wrong.csv"
    )
    home.land()
    return home


@pytest.mark.parametrize("called", ["path", "relative", "own name", "stored name", "digits"])
def test_a_file_is_taken_back_however_it_is_called(two_files: Home, called: str) -> None:
    ((stored, sha256),) = two_files.rows("select file_name, sha256 from log.landed_files where rows_landed = 2")
    relative = "douyin/7001/reviews/wrong.csv"
    names = {
        "path": str(two_files.settings.landing / relative),
        "relative": relative,
        "own name": "wrong.csv",
        "stored name": stored,
        "digits": sha256[:8],
    }

    (part,) = forget(two_files, file=names[called])

    assert (part.rows, str(part.first_day), str(part.last_day)) == (2, "2021-10-01", "2021-11-01")
    assert reviews(two_files) == [("7001", "R1")]
    assert two_files.rows("select count(*) from raw.rejected_rows") == [(0,)]
    ledger = "select status, forgotten_at, rows_read, rows_landed, rows_rejected from log.landed_files where file_name = '{0}'"
    assert two_files.rows(ledger.format(stored)) == [("forgotten", AT, 0, 0, 0)]
    assert (
        "with its 2 rows" in two_files.rows(f"select reason from log.landed_files where file_name = '{stored}'")[0][0]
    )


def test_it_does_not_land_again_by_itself(two_files: Home) -> None:
    forget(two_files, file="wrong.csv")
    wrong = two_files.settings.landing / "douyin/7001/reviews/wrong.csv"
    assert wrong.exists()
    wrong.rename(wrong.with_name("again.csv"))

    for full in (False, True):
        two_files.land(full=full)
        assert reviews(two_files) == [("7001", "R1")]
    known = {row[0] for row in two_files.rows("select file_id from log.landed_files")}
    assert waiting_files(two_files.settings, known) == []


def test_in_the_folder_of_the_right_shop_it_is_another_file(two_files: Home) -> None:
    forget(two_files, file="wrong.csv")
    wrong = two_files.settings.landing / "douyin/7001/reviews/wrong.csv"
    right = two_files.settings.landing / "douyin/7002/reviews/wrong.csv"
    right.parent.mkdir(parents=True)
    wrong.rename(right)
    two_files.land()
    assert reviews(two_files) == [("7001", "R1"), ("7002", "R2"), ("7002", "R3")]


def test_it_lands_again_when_that_is_asked_for(two_files: Home) -> None:
    before = reviews(two_files)
    forget(two_files, file="wrong.csv")
    undo(two_files, file="wrong.csv")
    assert two_files.land().landed == 1
    assert reviews(two_files) == before


def test_a_shop_goes_with_its_files_and_out_of_those_of_many(home: Home) -> None:
    home.put_reviews(review(1), place="douyin/7001/reviews/a.csv")
    home.put("douyin/7001/orders/a.csv", "子订单编号\n1\n")
    home.put("douyin/_all/reviews/all.csv", f"{SHOPS_HEADER}\n7001,{review(2)}\n7002,{review(3)}\n")
    home.put_reviews(review(4), place="pinduoduo/7001/complaints/a.csv")
    home.land()

    parts = forget(home, shop="douyin/7001")

    assert [(part.shop_id, part.rows) for part in parts] == [(None, 1), ("7001", 1)]
    assert reviews(home) == [("7002", "R3")]
    ledger = "select status, rows_read, rows_landed, rows_skipped from log.landed_files where shop_id = '_all'"
    assert home.rows(ledger) == [("landed", 1, 1, 1)]
    # read anew, the file still goes without them
    home.land(full=True)
    assert reviews(home) == [("7002", "R3")]
    assert home.rows(ledger) == [("landed", 1, 1, 1)]
    undo(home, shop="douyin/7001")
    home.land()
    assert reviews(home) == [("7001", "R1"), ("7001", "R2"), ("7002", "R3")]
    assert home.rows(ledger) == [("landed", 2, 2, 0)]


def test_a_new_export_of_the_shop_lands(home: Home) -> None:
    home.put_reviews(review(1), place="douyin/7001/reviews/a.csv")
    home.land()
    forget(home, shop="7001")
    home.put_reviews(review(2), place="douyin/7001/reviews/b.csv")
    home.land()
    assert reviews(home) == [("7001", "R2")]


def test_what_is_not_in_landing_any_more_cannot_come_back(home: Home) -> None:
    file = home.put("douyin/_all/reviews/all.csv", f"{SHOPS_HEADER}\n7001,{review(2)}\n7002,{review(3)}\n")
    home.land()
    forget(home, shop="7001")
    file.unlink()
    with pytest.raises(ForgettingError, match="back into landing first"):
        undo(home, shop="7001")
    assert reviews(home) == [("7002", "R3")]


@pytest.mark.parametrize(
    ("which", "said"),
    [
        ({"file": "nothing.csv"}, "no file that landed is called 'nothing.csv'"),
        ({"file": "a.csv"}, "more than one file"),
        ({"shop": "7009"}, "nothing of shop 7009"),
        ({"shop": "7001"}, "more than one platform"),
    ],
)
def test_what_is_not_told_for_certain_is_left(home: Home, which: dict[str, str], said: str) -> None:
    home.put_reviews(review(1), place="douyin/7001/reviews/a.csv")
    home.put_reviews(review(1), place="douyin/7002/reviews/a.csv")
    header = "评价ID,订单号,买家ID,评价时间,评价类型,描述相符评分,服务态度评分,物流服务评分"
    home.put("pinduoduo/7001/reviews/b.csv", f"{header}\nR1,O1,77,2021-11-01 10:00:00,首评,5,5,5\n")
    assert home.land().landed == 3
    with pytest.raises(ForgettingError, match=said):
        forget(home, **which)


def test_without_a_warehouse_there_is_nothing_to_take_back(home: Home) -> None:
    with pytest.raises(ForgettingError, match="nothing has landed yet"):
        forget(home, file="a.csv")
    assert not Path(home.settings.warehouse).exists()
