"""What the sample's files look like, those of Pinduoduo apart."""

import re
from collections import Counter
from datetime import date, datetime, time
from pathlib import Path
from statistics import median

import pytest

from shopscore.landing.origin import MARKER
from shopscore.sample import SampleSummary, write_sample

from .reading import (
    SHANGHAI,
    UNTIL,
    Export,
    bytes_below,
    contract,
    decoded,
    is_utf8,
    newest,
    of_export,
    replied_in_time,
    table,
    time_of,
    words,
)

EXPORTS = {"orders", "parcels", "reviews", "after_sales", "complaints", "chats", "appeals"}


def test_the_same_arguments_write_the_same_bytes_and_times(tmp_path: Path) -> None:
    arguments = {"shops": 9, "pinduoduo_shops": 9, "days": 20, "orders_per_day": 4, "until": UNTIL}
    write_sample(tmp_path / "one", **arguments)
    write_sample(tmp_path / "two", **arguments)
    write_sample(tmp_path / "other", **arguments, seed=8)
    one, two, other = (bytes_below(tmp_path / name) for name in ("one", "two", "other"))
    assert any(name.endswith(".xlsx") for name in one)
    # the marker is no export: it is as new as its folder
    assert one.pop(MARKER)[0] == two.pop(MARKER)[0]
    assert one == two
    assert one.keys() & other.keys()
    # a last file may have no row, whatever the seed: a note, the header, the total
    with_rows = [name for name in one.keys() & other.keys() if name.endswith(".csv") and one[name][0].count(b"\n") > 3]
    assert not any(one[name][0] == other[name][0] for name in with_rows if not name.startswith("reference"))


def test_the_files_of_douyin_are_the_same_with_and_without_pinduoduo(tmp_path: Path) -> None:
    arguments = {"shops": 3, "days": 20, "orders_per_day": 4, "until": UNTIL}
    write_sample(tmp_path / "both", pinduoduo_shops=2, **arguments)
    write_sample(tmp_path / "one", pinduoduo_shops=0, **arguments)
    assert (tmp_path / "both" / "pinduoduo").exists()
    assert not (tmp_path / "one" / "pinduoduo").exists()
    assert bytes_below(tmp_path / "both" / "douyin") == bytes_below(tmp_path / "one" / "douyin")


def test_a_number_below_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="shops is 0"):
        write_sample(tmp_path, shops=0, until=UNTIL)
    with pytest.raises(ValueError, match="pinduoduo_shops is -1: give 0 or more"):
        write_sample(tmp_path, pinduoduo_shops=-1, until=UNTIL)
    assert not list(tmp_path.iterdir())


def test_the_summary_counts_every_file_and_every_row_in_them(
    sample: tuple[Path, SampleSummary], exports: list[Export], pinduoduo: list[Export]
) -> None:
    landing, summary = sample
    assert summary.files == sum(1 for path in landing.rglob("[!.]*.*") if path.is_file())
    written = Counter[str]()
    for platform, files in (("douyin", exports), ("pinduoduo", pinduoduo)):
        for file in files:
            written[f"{platform}/{file.export}"] += len(file.rows)
    assert {name: rows for name, rows in summary.rows.items() if not name.startswith("reference/")} == written
    assert summary.rows["reference/shops"] == 18 + 12


# optional columns of files of another form or of later rules, which the sample does not write
OF_OTHER_FORMS = {
    "orders": {"欺诈发货赔付"},
    "parcels": {"预计送达时间", "轨迹异常赔付"},
    "after_sales": {"判责原因"},
    "reviews": {"商品规格", "追评内容", "追评时间"},
    "chats": {"订单编号", "对话轮次", "未回复轮次", "回复总时长(秒)", "用户评价"},
    "appeals": {"子订单编号"},
}


def test_each_export_of_the_contract_is_there_with_every_header_of_the_contract(exports: list[Export]) -> None:
    tables = contract("douyin")
    assert {export["name"] for export in tables} >= EXPORTS
    for export in tables:
        if export["name"] not in EXPORTS:
            continue
        metas = [column.get("config", {}).get("meta", {}) for column in export["columns"]]
        # 店铺ID is for bulk files, which Douyin's part of the sample has none of.
        wanted = {meta["header"] for meta in metas if "header" in meta} - {"店铺ID"}
        wanted -= OF_OTHER_FORMS.get(export["name"], set())
        files = of_export(exports, export["name"])
        assert files
        for file in files:
            assert wanted <= set(file.headers), file.path


def test_every_shop_sends_every_export(sample: tuple[Path, SampleSummary]) -> None:
    landing, _ = sample
    names = {
        "douyin": {"orders", "parcels", "reviews", "after_sales", "complaints", "chats", "appeals"},
        "pinduoduo": {"orders", "parcels", "reviews", "after_sales", "help_requests", "chats", "appeals"},
    }
    for platform, expected in names.items():
        shops = [shop for shop in (landing / platform).iterdir() if shop.name != "_all"]
        assert shops
        for shop in shops:
            # two shops of Pinduoduo send their orders together, as their agency does
            missing = expected - {folder.name for folder in shop.iterdir()}
            assert missing <= ({"orders"} if platform == "pinduoduo" else set())


def test_orders_and_after_sales_carry_about_twenty_further_columns(exports: list[Export]) -> None:
    assert len(of_export(exports, "orders")[0].headers) >= 40
    assert len(of_export(exports, "after_sales")[0].headers) >= 35


def test_nothing_has_happened_after_noon_of_until(exports: list[Export]) -> None:
    noon = datetime.combine(UNTIL, time(12))
    plans = ("承诺发货时间", "预约发货时间", "自动处理截止时间")
    seen_on_the_last_morning = 0
    for file in exports:
        for row in file.rows:
            for header, cell in row.items():
                moment = time_of(cell) if header.endswith("时间") and header not in plans else None
                if moment is not None:
                    assert moment <= noon, (file.path, header, cell)
                    seen_on_the_last_morning += moment.date() == UNTIL
    assert seen_on_the_last_morning


def test_no_file_is_older_than_what_it_tells(exports: list[Export]) -> None:
    for file in exports:
        exported_at = datetime.fromtimestamp(file.path.stat().st_mtime, tz=SHANGHAI).replace(tzinfo=None)
        shown = [time_of(row[header]) for row in file.rows for header in row if header in ("订单提交时间", "揽收时间")]
        assert all(moment <= exported_at for moment in shown if moment is not None), file.path


def test_names_carry_the_day_of_export_except_those_of_chats_made_by_hand(exports: list[Export]) -> None:
    unstamped = {file.export for file in exports if not re.search(r"(?<!\d)\d{8}(\d{6})?(?!\d)", file.path.name)}
    assert unstamped == {"chats"}
    for file in exports:
        if "近30天" in file.path.name:
            assert "20260318103000" in file.path.name


def test_the_noise_of_real_files_is_there(exports: list[Export]) -> None:
    files = {file.path: file.path.read_bytes() for file in exports if file.path.suffix == ".csv"}
    texts = {path: decoded(content) for path, content in files.items()}
    assert any(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    gb18030 = [path for path, content in files.items() if not is_utf8(content)]
    assert gb18030
    assert len(gb18030) < len(files)
    assert any(file.note and file.note.startswith("导出时间") for file in exports)
    assert {file.total[0] for file in exports if file.total} == {"总计", "店铺汇总值"}
    assert any('"=""49' in text for text in texts.values())
    assert any("\n\t69" in text for text in texts.values())
    assert any("\n'69" in text for text in texts.values())
    assert any(re.search(r"\d{19}\t,", text) for text in texts.values())
    assert any(re.search(r",2026/\d/\d{1,2} \d{1,2}:\d\d:\d\d,", text) for text in texts.values())
    assert any(re.search(r'"\d,\d{3}\.\d\d"', text) for text in texts.values())
    for null in (",-,", ",--,", ",0,", ",,", ",\t,"):
        assert any(null in text for text in texts.values()), null
    assert any("\n" in row["选购商品"] for file in of_export(exports, "orders") for row in file.rows)
    assert any("\n" in row["评价内容"] for file in of_export(exports, "reviews") for row in file.rows)
    assert any("," in row["评价内容"] for file in of_export(exports, "reviews") for row in file.rows)
    assert any(row["运单号"].startswith("00") for file in of_export(exports, "parcels") for row in file.rows)


def test_one_shop_sends_its_complaints_as_workbooks_with_serial_times(exports: list[Export]) -> None:
    workbooks = [file for file in exports if file.path.suffix == ".xlsx"]
    assert {(file.shop_id, file.export) for file in workbooks} == {("10000009", "complaints")}
    first = workbooks[0].rows[0]
    assert re.fullmatch(r"81\d{17}", first["投诉单号"])
    # 46068 is 2026-02-15 as a spreadsheet counts days; the sample runs from mid January to 2026-03-18.
    assert 46039 <= float(first["投诉时间"]) < 46100


def test_a_handful_of_rows_is_beyond_reading(exports: list[Export]) -> None:
    cells = [cell for file in exports for row in file.rows for cell in row.values()]
    assert cells.count("2026-13-45 99:99:99") == 2, "once, in the file that is sent twice"
    assert cells.count("4.90E+18") == 1
    assert cells.count("昨天下午三点") == 1
    assert cells.count("约两天后") == 1
    reviews = [row for file in of_export(exports, "reviews") for row in file.rows]
    assert [row["商品评分"] for row in reviews].count("6") == 1
    tickets = [row for file in of_export(exports, "after_sales") for row in file.rows]
    assert [row["售后单号"] for row in tickets].count("") == 1


def test_one_file_is_sent_twice_under_another_name(exports: list[Export]) -> None:
    contents = Counter(file.path.read_bytes() for file in exports)
    assert sorted(contents.values())[-2:] == [1, 2]


def test_the_last_file_restates_orders_that_went_on(exports: list[Export]) -> None:
    went_on = 0
    for shop_id in ("10000001", "10000002", "10000003"):
        files = of_export(exports, "orders", shop_id)
        last = {row["子订单编号"]: row for file in files if "近30天" in file.path.name for row in file.rows}
        for file in files:
            if "近30天" not in file.path.name:
                for row in file.rows:
                    restated = last.get(row["子订单编号"], row)
                    went_on += not row["订单完成时间"] and bool(restated["订单完成时间"])
                    assert not (row["发货时间"] and not restated["发货时间"]), "no state is taken back"
    assert went_on > 20


def test_every_personal_cell_comes_from_the_made_up_pools(exports: list[Export]) -> None:
    tables = contract("douyin")
    personal = {header for table in tables for header in table["config"]["meta"]["personal_headers"]}
    patterns = {
        **dict.fromkeys(("收件人", "投诉人", "申诉人"), r"张三|李四|王五|赵六|孙七|周八|吴九|郑十|[钱冯陈褚]某某"),
        **dict.fromkeys(("收件人手机号", "投诉人手机号", "联系电话"), r"(1990000|1000000)\d{4}"),
        "买家昵称": r"(示例用户|路过的样本|测试小号)\d{5}",
        "区": "示例区|样板区|演示区",
        "街道": "示例街道|样板街道|演示镇",
        **dict.fromkeys(("详细地址", "退货地址", "收货地址"), r".*示例路\d{1,3}号"),
        "买家留言": "请尽快发货",
        "投诉内容": "商家不处理,一直拖|快递不送上门|主播说有赠品,没有|优惠没有到账",
    }
    checked = Counter[str]()
    for file in exports:
        for row in file.rows:
            for header in personal & row.keys():
                if row[header]:
                    checked[header] += 1
                    assert re.fullmatch(patterns[header], row[header]), (file.path, header, row[header])
    assert checked.keys() == patterns.keys()


def test_no_text_holds_a_phone_number_that_a_person_could_have(exports: list[Export]) -> None:
    found = 0
    for file in exports:
        for row in file.rows:
            for cell in row.values():
                for number in re.findall(r"(?<![\d.])1\d{10}(?!\d)", cell):
                    found += 1
                    assert number.startswith(("1990000", "1000000")), (file.path, number)
    assert found


def test_three_industries_have_five_shops_or_more_and_two_have_five_creators(
    sample: tuple[Path, SampleSummary],
) -> None:
    reference = sample[0] / "reference"
    shops = [shop for shop in table(reference / "shops" / "shops.csv") if shop["platform"] == "douyin"]
    creators = list(table(reference / "creators" / "creators.csv"))
    assert sorted(Counter(shop["industry"] for shop in shops).values()) == [6, 6, 6]
    assert len({shop["shop_id"] for shop in shops}) == 18
    assert all(shop["shop_id"].isdigit() and shop["shop_name"].startswith("示例") for shop in shops)
    assert sorted(Counter(creator["industry"] for creator in creators).values()) == [6, 6]
    assert {folder.name for folder in (sample[0] / "douyin").iterdir()} == {shop["shop_id"] for shop in shops}
    assert not (reference / "benchmarks").exists()


def test_four_shops_are_spread_over_the_industries(tmp_path: Path) -> None:
    write_sample(tmp_path, shops=4, pinduoduo_shops=0, days=3, orders_per_day=2, until=UNTIL)
    shops = table(tmp_path / "reference" / "shops" / "shops.csv")
    assert sorted(Counter(shop["industry"] for shop in shops).values()) == [1, 1, 2]


def test_the_exemption_covers_five_days_of_more_orders(
    sample: tuple[Path, SampleSummary], exports: list[Export]
) -> None:
    [exemption] = table(sample[0] / "reference" / "exemptions" / "exemptions.csv")
    # 60 days: the promotion is 32 days before until, in the middle.
    assert (exemption["paid_from"], exemption["paid_to"]) == ("2026-02-14", "2026-02-18")
    assert (exemption["indicator_id"], exemption["shift_hours"]) == ("pickup_timeliness", "24")
    paid = Counter(row["支付完成时间"][:10] for row in newest(exports, "orders", "10000001", "子订单编号").values())
    in_promotion = sum(paid[f"2026-02-{day}"] for day in range(14, 19))
    a_week_later = sum(paid[f"2026-02-{day}"] for day in range(21, 26))
    assert in_promotion > 1.5 * a_week_later


def pickup_hours(exports: list[Export], shop_id: str) -> list[float]:
    orders = newest(exports, "orders", shop_id, "子订单编号")
    hours = []
    for file in of_export(exports, "parcels", shop_id):
        for row in file.rows:
            order = orders.get(row["子订单编号"])
            picked_up_at = time_of(row["揽收时间"])
            if order and picked_up_at and order["订单类型"] != "预售订单":
                paid_at = time_of(order["支付完成时间"])
                if paid_at:
                    hours.append((picked_up_at - paid_at).total_seconds() / 3600)
    return hours


def test_the_slow_courier_picks_up_after_more_than_thirty_hours_and_others_within_twenty(exports: list[Export]) -> None:
    assert 30 < median(pickup_hours(exports, "10000001")) < 60
    for number in range(2, 19):
        assert median(pickup_hours(exports, f"100000{number:02d}")) < 20, number


def test_about_one_parcel_in_a_hundred_was_picked_up_before_it_was_paid(exports: list[Export]) -> None:
    hours = [hour for number in range(1, 19) for hour in pickup_hours(exports, f"100000{number:02d}")]
    assert 0.004 < sum(hour < 0 for hour in hours) / len(hours) < 0.02


def reason_share(exports: list[Export], shop_id: str, reasons: set[str]) -> float:
    tickets = newest(exports, "after_sales", shop_id, "售后单号").values()
    paid = [order for order in newest(exports, "orders", shop_id, "子订单编号").values() if order["支付完成时间"]]
    return sum(ticket["售后原因"] in reasons for ticket in tickets) / len(paid)


def test_the_bad_batch_comes_back_for_its_quality(exports: list[Export]) -> None:
    quality = {"质量问题", "商品破损", "与描述不符", "假冒商品", "少件漏发", "发错货"}
    tickets = newest(exports, "after_sales", "10000002", "售后单号").values()
    products = Counter(ticket["商品ID"] for ticket in tickets if ticket["售后原因"] in quality)
    (product, most), (_, second) = products.most_common(2)
    assert most > 2 * second
    reviews = newest(exports, "reviews", "10000002", "评价ID").values()
    stars = [int(row["商品评分"]) for row in reviews if row["商品ID"] == product and row["评价类型"] == "首评"]
    other_stars = [int(row["商品评分"]) for row in reviews if row["商品ID"] != product and row["评价类型"] == "首评"]
    assert sum(star <= 2 for star in stars) / len(stars) > 2 * sum(star <= 2 for star in other_stars) / len(other_stars)
    assert reason_share(exports, "10000010", quality) > 2 * reason_share(exports, "10000008", quality)


def test_the_understaffed_shop_is_late_in_the_evening_only(exports: list[Export]) -> None:
    assert replied_in_time(exports, "10000003", range(18, 23)) < 0.5
    assert replied_in_time(exports, "10000003", range(8, 18)) > 0.75
    assert replied_in_time(exports, "10000007", range(18, 23)) > 0.85


def type_share(exports: list[Export], shop_id: str, types: set[str]) -> float:
    orders = newest(exports, "orders", shop_id, "子订单编号").values()
    return sum(order["订单类型"] in types for order in orders) / len(orders)


def test_presale_giveaway_and_courierless_shops_have_their_orders(exports: list[Export]) -> None:
    assert type_share(exports, "10000004", {"预售订单"}) > 0.4
    assert type_share(exports, "10000005", {"福袋订单", "赠品订单"}) > 0.25
    assert type_share(exports, "10000011", {"虚拟订单", "电子券订单"}) > 0.2
    assert type_share(exports, "10000008", {"普通订单"}) > 0.9
    assert 0 < type_share(exports, "10000007", {"预约到店订单"}) < 0.02


def handling_hours(exports: list[Export], shop_id: str) -> list[float]:
    hours = []
    for ticket in newest(exports, "after_sales", shop_id, "售后单号").values():
        applied, approved = time_of(ticket["售后申请时间"]), time_of(ticket["同意售后申请时间"])
        if applied and approved:
            hours.append((approved - applied).total_seconds() / 3600)
    return hours


def test_the_slow_after_sales_desk_takes_more_than_a_day(exports: list[Export]) -> None:
    assert median(handling_hours(exports, "10000006")) > 24
    assert median(handling_hours(exports, "10000002")) < 12


def test_the_complaint_prone_shop_has_more_complaints_than_all_good_ones_have_each(exports: list[Export]) -> None:
    counts = {file.shop_id: 0 for file in exports}
    for file in of_export(exports, "complaints"):
        counts[file.shop_id] += len(file.rows)
    assert counts["10000009"] == max(counts.values())


def test_the_tiny_shop_stays_below_thirty_orders_and_the_new_one_begins_forty_days_ago(
    exports: list[Export],
) -> None:
    assert 0 < len(newest(exports, "orders", "10000012", "子订单编号")) < 30
    new = newest(exports, "orders", "10000013", "子订单编号").values()
    begins = min(moment for row in new if (moment := time_of(row["订单提交时间"])))
    assert begins.date() >= date(2026, 2, 6), "40 days before 2026-03-18"


def test_rare_words_and_states_occur(exports: list[Export]) -> None:
    assert words(exports, "reviews", "评价类型") == {"首评", "追评", "默认评价"}
    assert words(exports, "appeals", "申诉状态") == {"处理中", "成功", "失败"}
    assert words(exports, "complaints", "投诉状态") == {"处理中", "已完结", "已撤销"}
    assert words(exports, "complaints", "投诉类型") > {"店铺问题", "物流问题"}
    assert words(exports, "after_sales", "售后类型") >= {"仅退款", "退货退款", "换货"}
    assert words(exports, "after_sales", "纠纷责任方") == {"", "商家", "买家", "双方", "平台", "达人"}
    assert words(exports, "orders", "订单状态") == {"待支付", "待发货", "已发货", "已完成", "已关闭"}


def test_some_orders_are_unpaid_some_take_two_parcels_and_some_share_one(exports: list[Export]) -> None:
    orders = newest(exports, "orders", "10000002", "子订单编号")
    unpaid = sum(not order["支付完成时间"] for order in orders.values())
    assert 0.02 < unpaid / len(orders) < 0.09
    parcels: dict[str, set[str]] = {}
    held: dict[str, set[str]] = {}
    unsigned = 0
    for number in range(1, 19):
        lines = [row for file in of_export(exports, "parcels", f"100000{number:02d}") for row in file.rows]
        for row in lines:
            parcels.setdefault(row["子订单编号"], set()).add(row["运单号"])
            held.setdefault(row["运单号"], set()).add(row["子订单编号"])
            unsigned += not row["签收时间"]
    assert sum(len(waybills) == 2 for waybills in parcels.values()) > 20
    assert sum(len(order_ids) == 2 for order_ids in held.values()) > 100
    assert unsigned


def test_goods_without_courier_have_no_parcel_and_are_marked_in_the_product_list(
    sample: tuple[Path, SampleSummary], exports: list[Export]
) -> None:
    products = table(sample[0] / "reference" / "products" / "products.csv")
    marked = {row["product_id"] for row in products if row["needs_logistics"] == "false"}
    orders = newest(exports, "orders", "10000011", "子订单编号")
    without = {order_id for order_id, order in orders.items() if order["商品ID"] in marked}
    shipped = {row["子订单编号"] for file in of_export(exports, "parcels", "10000011") for row in file.rows}
    assert without
    assert not without & shipped
    assert any(orders[order_id]["订单类型"] == "普通订单" for order_id in without), "only the product list tells"


def test_one_review_names_an_order_that_is_in_no_file(exports: list[Export]) -> None:
    orders = {row["子订单编号"] for file in of_export(exports, "orders") for row in file.rows}
    reviewed = {row["子订单编号"] for file in of_export(exports, "reviews") for row in file.rows}
    assert len(reviewed - orders) == 1


def test_a_third_of_the_orders_comes_through_creators(exports: list[Export]) -> None:
    orders = [row for file in of_export(exports, "orders") for row in file.rows]
    assert 0.3 < sum(bool(row["达人ID"]) for row in orders) / len(orders) < 0.4
    assert any(row["达人ID"] for file in of_export(exports, "chats") for row in file.rows)
