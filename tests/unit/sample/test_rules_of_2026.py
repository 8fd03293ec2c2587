"""What the sample tells further when it reaches the rules of 2026, and that nothing is told before."""

import csv
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from shopscore.sample import write_sample
from shopscore.sample.rules_of_2026.exports import FURTHER_COLUMNS
from shopscore.sample.rules_of_2026.indicators import PICKUP_NIGHT, REVIEW_NIGHT, hours_by_clock
from shopscore.sample.rules_of_2026.pages import COPYING_SHOPS, CURVES, TITLES
from shopscore.sample.rules_of_2026.tables import MADE_UP

from .reading import Export, bytes_below, contract, newest, of_export, read, table, time_of

UNTIL = date(2026, 12, 1)


@pytest.fixture(scope="module")
def landing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    landing = tmp_path_factory.mktemp("2026")
    write_sample(landing, shops=18, pinduoduo_shops=1, days=130, orders_per_day=7, until=UNTIL)
    return landing


@pytest.fixture(scope="module")
def files(landing: Path) -> list[Export]:
    return [read(path) for path in sorted((landing / "douyin").rglob("*.*"))]


def pages_of(files: list[Export], number: int) -> dict[tuple[str, str], dict[str, str]]:
    return {
        (row["日期"], row["项目"]): row
        for file in of_export(files, "score_pages", str(10_000_000 + number))
        for row in file.rows
    }


def figure(cell: str) -> float:
    """Read a figure as a person does; an empty cell of the noise is a zero."""
    plain = cell.removesuffix("小时").removesuffix("秒") or "0"
    return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)


def test_every_export_and_header_of_the_contract_is_there(files: list[Export]) -> None:
    for export in contract("douyin"):
        if export["name"] in ("reviews", "appeals"):
            continue
        metas = [column.get("config", {}).get("meta", {}) for column in export["columns"]]
        wanted = {meta["header"] for meta in metas if "header" in meta} - {"店铺ID"}
        found = of_export(files, export["name"])
        assert found, export["name"]
        for file in found:
            assert wanted <= set(file.headers), file.path


def test_what_is_told_further_changes_nothing_else_and_nothing_of_earlier_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = {"shops": 2, "pinduoduo_shops": 1, "days": 20, "orders_per_day": 4}
    write_sample(tmp_path / "with", **arguments, until=UNTIL)
    write_sample(tmp_path / "before", **arguments, until=date(2026, 5, 6))
    monkeypatch.setattr("shopscore.sample.is_of_2026", lambda _span: False)
    monkeypatch.setattr("shopscore.sample.reference.is_of_2026", lambda _span: False)
    write_sample(tmp_path / "without", **arguments, until=UNTIL)
    write_sample(tmp_path / "before_too", **arguments, until=date(2026, 5, 6))
    further = {column.header for columns in FURTHER_COLUMNS.values() for column in columns}
    compared = set()
    for path in sorted((tmp_path / "without").rglob("*.*")):
        inside = path.relative_to(tmp_path / "without")
        if path.is_dir() or inside.parts[0] == "reference" or inside.name == ".sample":
            continue
        if inside.parts[0] == "douyin" and path.parent.name == "score_pages":
            continue
        bare, full = read(path), read(tmp_path / "with" / inside)
        assert bare.rows == [{h: c for h, c in row.items() if h not in further} for row in full.rows], path
        compared.add((inside.parts[0], full.headers == bare.headers))
    assert compared == {("douyin", True), ("douyin", False), ("pinduoduo", True), ("pinduoduo", False)}
    assert {name: content for name, content in bytes_below(tmp_path / "before").items() if name != ".sample"} == {
        name: content for name, content in bytes_below(tmp_path / "before_too").items() if name != ".sample"
    }


def test_a_shop_without_sessions_has_the_report_of_its_staff(files: list[Export]) -> None:
    exports = {file.export for file in files if file.shop_id == "10000016"}
    assert "chat_staff_days" in exports
    assert "chats" not in exports
    rows = [row for file in of_export(files, "chat_staff_days", "10000016") for row in file.rows]
    assert all(int(row["对话轮次"]) >= int(row["人工会话量"]) > 0 for row in rows)


def test_a_session_that_ended_tells_its_rounds_and_the_unanswered_are_among_them(files: list[Export]) -> None:
    rated = 0
    for row in newest(files, "chats", "10000003", "会话ID").values():
        assert row["订单编号"]
        if row["对话轮次"]:
            assert row["转人工时间"]
            assert int(row["对话轮次"]) >= int(row["未回复轮次"] or 0)
            assert bool(row["首次人工回复时间"]) or row["对话轮次"] == row["未回复轮次"]
            rated += bool(row["用户评价"])
    assert rated > 20


def test_every_request_to_the_platform_comes_after_the_shop_was_asked(files: list[Export]) -> None:
    for number in (1, 9):
        shop_id = str(10_000_000 + number)
        asked: dict[str, list[datetime | None]] = defaultdict(list)
        for ticket in newest(files, "after_sales", shop_id, "售后单号").values():
            asked[ticket["商品单号"]].append(time_of(ticket["售后申请时间"]))
        for session in newest(files, "chats", shop_id, "会话ID").values():
            if session["转人工时间"]:
                asked[session["订单编号"]].append(time_of(session["会话开始时间"]))
        requests = newest(files, "help_requests", shop_id, "求助单号").values()
        assert requests
        for request in requests:
            requested_at = time_of(request["求助时间"])
            moments = [moment for moment in asked[request["子订单编号"]] if moment is not None]
            assert requested_at is not None
            assert min(moments) < requested_at


def test_five_shops_of_an_industry_have_at_least_sixty_pages_of_the_new_scale(files: list[Export]) -> None:
    for numbers in (COPYING_SHOPS[:5], COPYING_SHOPS[5:]):
        days = [{day for day, item in pages_of(files, number) if item == "商家体验分"} for number in numbers]
        assert sum(len(of_shop) >= 60 for of_shop in days) >= 4
        assert all(day >= "2026-09-08" for of_shop in days for day in of_shop)


def test_a_total_is_its_weighed_dimensions_with_bonus_and_deductions(files: list[Export], landing: Path) -> None:
    weights = {
        row["item"]: float(row["weight"].rstrip("%")) / 100
        for row in table(landing / "reference" / "score_weights" / "score_weights.csv")
        if (row["rule_version"], row["industry"]) == ("2026-09-08", "女装")
    }
    items = {"商品体验分": "product", "物流体验分": "logistics", "服务体验分": "service"}
    deducted = set()
    for (day, item), row in pages_of(files, 4).items():
        if item != "商家体验分":
            continue
        page = {title: figure(pages_of(files, 4)[day, title]["分值"]) for title in (*items, "加分项", "扣分项")}
        total = sum(weights[items[title]] * page[title] for title in items) + page["加分项"] - page["扣分项"]
        assert float(row["分值"]) == pytest.approx(total, abs=0.0051)
        deducted.add(page["扣分项"])
    # two refused invoices of 41 and of 19 days ago; the third is withdrawn
    assert deducted == {0, 2, 4}


def test_a_dimension_never_falls_where_all_its_indicators_are_better() -> None:
    worse = {"goods_rating": 4.0, "delivery_on_time_rate": 0.5}
    better = {"goods_rating": 4.1, "delivery_on_time_rate": 0.6}
    for curves in CURVES.values():
        for name, curve in curves.items():
            assert curve(better.get(name, 0.02)) > curve(worse.get(name, 0.03)), name
    assert {name for curves in CURVES.values() for name in curves} == set(TITLES)


def test_every_limit_and_weight_says_that_it_is_made_up(landing: Path) -> None:
    for name in ("score_limits", "score_weights", "pickup_points", "after_sale_limits"):
        rows = list(table(landing / "reference" / name / f"{name}.csv"))
        assert rows
        assert {row["note"] for row in rows} == {MADE_UP}


def test_shops_say_their_type_and_industry_and_those_of_pinduoduo_say_none(landing: Path) -> None:
    with (landing / "reference" / "shops" / "shops.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["shop_id"]: row for row in csv.DictReader(file)}
    assert (rows["10000001"]["shop_type"], rows["10000012"]["shop_type"]) == ("flagship", "个人店")
    assert rows["10000002"]["score_industry"] == "干果肉干"
    assert {rows["60000001"][name] for name in ("shop_type", "score_industry", "goods_on_sale")} == {""}


@pytest.mark.parametrize(
    ("start", "end", "night", "hours"),
    [
        # the golden numbers of the rules
        ("2026-11-02 17:59:59", "2026-11-03 05:59:59", PICKUP_NIGHT, 12),
        ("2026-11-02 18:00:00", "2026-11-03 05:59:59", PICKUP_NIGHT, 0),
        ("2026-11-03 03:00:00", "2026-11-03 08:00:00", PICKUP_NIGHT, 2),
        ("2026-11-02 22:59:59", "2026-11-03 08:00:00", REVIEW_NIGHT, 9 + 1 / 3600),
        ("2026-11-02 23:00:00", "2026-11-03 08:30:00", REVIEW_NIGHT, 0.5),
        ("2026-11-03 07:59:59", "2026-11-03 08:30:00", REVIEW_NIGHT, 0.5),
    ],
)
def test_the_platforms_clock_stands_still_at_night(start: str, end: str, night: tuple[int, int], hours: float) -> None:
    passed = hours_by_clock(datetime.fromisoformat(start), datetime.fromisoformat(end), night)
    assert passed == pytest.approx(hours)


def test_deductions_end_after_thirty_days(files: list[Export]) -> None:
    # refused on the 41st day before the end: the page of the 11th before it is the first without
    pages = pages_of(files, 4)
    shown = {ago: pages[(UNTIL - timedelta(days=ago)).isoformat(), "扣分项"]["分值"] for ago in (12, 11, 10)}
    assert shown == {12: "4", 11: "4", 10: "2"}
