"""What the sample's score pages show, held against the reviews and sessions in its other files."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from shopscore import sample as sample_module
from shopscore.sample import write_sample

from .reading import UNTIL, Export, bytes_below, contract, newest, of_export, time_of

EXACT, LAGGING, LENIENT = "10000001", "10000004", "10000007"
STARS = {"商品描述": "商品评分", "卖家服务": "服务评分", "物流服务": "物流评分"}
ABNORMAL = ("福袋订单", "赠品订单", "风控订单")
Pages = dict[tuple[str, str], dict[str, str]]


def pages_of(exports: list[Export], shop_id: str) -> Pages:
    [file] = of_export(exports, "score_pages", shop_id)
    return {(row["日期"], row["项目"]): row for row in file.rows}


def mean_of_stars(exports: list[Export], shop_id: str, item: str, page: date) -> float:
    """The mean of the first reviews of D-1..D-60, those of abnormal orders and upheld appeals left out."""
    kinds = {row["子订单编号"]: row["订单类型"] for row in newest(exports, "orders", shop_id, "子订单编号").values()}
    upheld = {
        appeal["评价ID"]: time_of(appeal["结果时间"])
        for appeal in newest(exports, "appeals", shop_id, "申诉单号").values()
        if appeal["申诉状态"] == "成功"
    }
    stars = []
    for review in newest(exports, "reviews", shop_id, "评价ID").values():
        written, gone = time_of(review["评价时间"]), upheld.get(review["评价ID"])
        if (
            review["评价类型"] == "首评"
            and kinds.get(review["子订单编号"]) not in ABNORMAL
            and written is not None
            and page - timedelta(days=60) <= written.date() < page
            and not (gone is not None and gone.date() < page)
        ):
            stars.append(int(review[STARS[item]]))
    return sum(stars) / len(stars)


def test_five_shops_have_pages_of_the_last_forty_days_with_every_header_of_the_contract(
    exports: list[Export], pinduoduo: list[Export]
) -> None:
    days = {str(UNTIL - timedelta(days=ago)) for ago in range(1, 41)}
    for platform, files, shops in (
        ("douyin", of_export(exports, "score_pages"), {EXACT, LAGGING, LENIENT}),
        ("pinduoduo", of_export(pinduoduo, "score_pages"), {"60000001", "60000002"}),
    ):
        assert {file.shop_id for file in files} == shops
        [table] = [table for table in contract(platform) if table["name"] == "score_pages"]
        metas = [column.get("config", {}).get("meta", {}) for column in table["columns"]]
        wanted = {meta["header"] for meta in metas if "header" in meta} - {"店铺ID"}
        for file in files:
            assert set(file.headers) == wanted
            assert {row["日期"] for row in file.rows} == days


def test_the_stars_of_a_page_are_the_mean_of_the_reviews_rounded(exports: list[Export]) -> None:
    pages = pages_of(exports, EXACT)
    for ago in (1, 20, 40):
        for item in STARS:
            page = UNTIL - timedelta(days=ago)
            assert abs(float(pages[str(page), item]["分值"]) - mean_of_stars(exports, EXACT, item, page)) <= 0.005001


def test_every_fifth_page_of_one_shop_is_that_of_the_day_before(exports: list[Export]) -> None:
    pages = pages_of(exports, LAGGING)
    shown = {ago: mean_of_stars(exports, LAGGING, "物流服务", UNTIL - timedelta(days=ago)) for ago in range(1, 41)}
    late = [ago for ago in range(5, 40, 5) if abs(shown[ago] - shown[ago + 1]) > 0.01]
    assert late
    for ago in late:
        page = float(pages[str(UNTIL - timedelta(days=ago)), "物流服务"]["分值"])
        assert abs(page - shown[ago + 1]) <= 0.005001
        assert abs(page - shown[ago]) > 0.005001


def test_the_platform_is_lenient_with_one_shop(exports: list[Export]) -> None:
    pages = pages_of(exports, LENIENT)
    page = UNTIL - timedelta(days=1)
    ours = mean_of_stars(exports, LENIENT, "商品描述", page)
    assert float(pages[str(page), "商品描述"]["分值"]) > ours + 0.01


def test_points_of_indicators_rise_with_how_good_the_value_is(exports: list[Export]) -> None:
    for item, sign in (("IM3分钟平均回复率", 1), ("仅退款自主完结时长", -1)):
        rows = [
            row for shop in (EXACT, LAGGING, LENIENT) for row in pages_of(exports, shop).values() if row["项目"] == item
        ]
        assert len(rows) == 120
        best = max(rows, key=lambda row: sign * float(row["指标值"]))
        worst = min(rows, key=lambda row: sign * float(row["指标值"]))
        assert 3 <= float(worst["分值"]) < float(best["分值"]) <= 5


def test_pages_change_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = {"shops": 4, "pinduoduo_shops": 2, "days": 20, "orders_per_day": 4, "until": UNTIL}
    write_sample(tmp_path / "with", **arguments)
    monkeypatch.setattr(sample_module, "score_pages", lambda *_: iter(()))
    write_sample(tmp_path / "without", **arguments)
    written, without = bytes_below(tmp_path / "with"), bytes_below(tmp_path / "without")
    assert len(written) > len(without)
    # what lists the made-up files says so of the pages too
    written, without = ({n: c for n, c in files.items() if n != ".sample"} for files in (written, without))
    assert {name: content for name, content in written.items() if "score_pages" not in name} == without


def test_a_sample_of_one_day_has_no_pages(tmp_path: Path) -> None:
    summary = write_sample(tmp_path, shops=1, pinduoduo_shops=0, days=1, orders_per_day=2, until=UNTIL)
    assert "douyin/score_pages" not in summary.rows
