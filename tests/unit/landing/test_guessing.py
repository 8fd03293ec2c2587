"""Where a misplaced file most likely belongs: shown whole to the person at the terminal, stored nowhere."""

from pathlib import Path

import pytest

from shopscore.landing.outcomes import said_refusal

from .conftest import REVIEW_HEADER, Home, review

ROWS = f"{REVIEW_HEADER}\n{review(1)}\n"
UNKNOWN = "甲,乙\n1,2\n"


@pytest.mark.parametrize(
    ("place", "content", "folder"),
    [
        # what people call an export, its platform, both
        ("douyin/10000001/订单/a.csv", UNKNOWN, "douyin/10000001/orders"),
        ("抖音/10000001/评价导出/a.csv", UNKNOWN, "douyin/10000001/reviews"),
        ("拼多多/10000001/售后/a.csv", UNKNOWN, "pinduoduo/10000001/after_sales"),
        # a slip of the pen
        ("duoyin/10000001/reviewz/a.csv", UNKNOWN, "douyin/10000001/reviews"),
        ("referenze/shopz/a.csv", UNKNOWN, "reference/shops"),
        # only the header says what it is
        ("douyin/10000001/a.csv", ROWS, "douyin/10000001/reviews"),
        ("douyin/10000001/新建文件夹/a.csv", ROWS, "douyin/10000001/reviews"),
        ("douyin/10000001/reviews/2021/a.csv", ROWS, "douyin/10000001/reviews"),
        # not even the shop
        ("a.csv", ROWS, "douyin/SHOP_ID/reviews"),
        ("douyin/reviews/a.csv", ROWS, "douyin/SHOP_ID/reviews"),
        # the right shape, and the columns of another export
        ("douyin/10000001/orders/a.csv", ROWS, "douyin/10000001/reviews"),
    ],
)
def test_the_right_folder_is_named_whole(home: Home, place: str, content: str, folder: str) -> None:
    home.put(place, content)
    outcome = home.land_one()

    assert outcome.right_folder == Path(folder)
    assert f"{home.settings.landing / folder}/" in said_refusal(outcome, home.settings.landing)
    # what is stored names neither the home nor the folder that a person made
    stored = home.rows("select reason from log.landed_files")[0][0]
    assert str(home.settings.home) not in stored
    assert "10000001" not in stored


@pytest.mark.parametrize("place", ["stray.csv", "douyin/10000001/things/a.csv"])
def test_where_nothing_tells_no_folder_is_named(home: Home, place: str) -> None:
    home.put(place, UNKNOWN)
    outcome = home.land_one()
    assert outcome.right_folder is None
    assert said_refusal(outcome, home.settings.landing) == outcome.reason
