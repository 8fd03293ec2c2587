"""What the sample's files of Pinduoduo look like."""

import re
from collections import Counter, defaultdict
from datetime import datetime, time, timedelta
from pathlib import Path
from statistics import median

from shopscore.sample import SampleSummary

from .reading import (
    UNTIL,
    Export,
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

SHOPS = [f"600000{number:02d}" for number in range(1, 13)]
SLOW_SHIPPER, HELP_HEAVY, PLATFORM_HELP_HEAVY, MALICIOUS, REGULARS, UNDERSTAFFED, TINY, PRESALE, SMALL = SHOPS[:9]
GOOD = SHOPS[9:]
PAID = ("支付时间", "订单成交时间")


def paid_at(order: dict[str, str]) -> datetime | None:
    return time_of(order.get("支付时间") or order.get("订单成交时间") or "")


def orders_of(pinduoduo: list[Export], shop_id: str) -> dict[str, dict[str, str]]:
    return newest(pinduoduo, "orders", shop_id, "订单号")


# optional columns of files of another form, which the sample does not write
OF_OTHER_FORMS = {("reviews", "追评内容"), ("reviews", "追评时间"), ("appeals", "订单号"), ("chats", "用户评价")}


def test_each_export_of_the_contract_is_there_with_what_it_needs(pinduoduo: list[Export]) -> None:
    for export in contract("pinduoduo"):
        if export["name"] in ("score_pages", "chat_staff_days"):
            continue
        files = of_export(pinduoduo, export["name"])
        assert files, export["name"]
        shown = {header for file in files for header in file.headers}
        for column in export["columns"]:
            meta = column.get("config", {}).get("meta", {})
            if "header" not in meta or (meta["header"] == "店铺ID" and export["name"] != "orders"):
                continue
            if (export["name"], meta["header"]) in OF_OTHER_FORMS:
                continue
            headers = {meta["header"], *meta.get("aliases", [])}
            assert headers & shown, meta["header"]
            if meta.get("required"):
                assert all(headers & set(file.headers) for file in files), meta["header"]


def test_every_shop_chose_other_order_fields_in_another_order(pinduoduo: list[Export]) -> None:
    chosen = defaultdict(set)
    for file in of_export(pinduoduo, "orders"):
        chosen[file.shop_id].add(tuple(file.headers))
    # Ten shops, and the file of two small ones.
    assert len(chosen) == 11
    assert all(len(headers) == 1 for headers in chosen.values())
    assert len({frozenset(header) for headers in chosen.values() for header in headers}) == 11
    assert len({header.index("订单号") for headers in chosen.values() for header in headers}) > 5


def test_the_noise_of_this_platform_is_there(pinduoduo: list[Export]) -> None:
    files = {file.path: file.path.read_bytes() for file in pinduoduo}
    texts = {path: decoded(content) for path, content in files.items()}
    headers = [
        text.splitlines()[1 if text.startswith("导出时间") else 0]
        for path, text in texts.items()
        if path.parent.name == "orders"
    ]
    assert any(header.startswith(" ") for header in headers)
    assert any("赠品id" in header and "赠品ID" in header for header in headers)
    for spelled in ("商品数量(件)", "商品数量（件）", "用户实付金额(元)", "用户实付金额（元）", *PAID):
        assert any(spelled in header for header in headers), spelled
    assert any(",\t," in text for text in texts.values())
    assert any(file.note for file in pinduoduo)
    assert any(file.total and file.total[0] == "总计" for file in pinduoduo)
    gb18030 = [path for path, content in files.items() if not is_utf8(content)]
    assert 0 < len(gb18030) < len(files)
    # Seconds and milliseconds of the sample's days begin with 17.
    assert any(re.search(r",17\d{8}000[,\r]", text) for text in texts.values())
    assert any(re.search(r",17\d{8}[,\r]", text) for text in texts.values())
    assert any(re.search(r",2026/\d/\d{1,2} \d{1,2}:\d\d:\d\d,", text) for text in texts.values())


def test_two_small_shops_share_a_file_of_orders_and_have_no_other(pinduoduo: list[Export]) -> None:
    bulk = of_export(pinduoduo, "orders", "_all")
    assert [file.headers[0] for file in bulk] == ["店铺ID", "店铺ID"]
    assert {row["店铺ID"] for file in bulk for row in file.rows} == {TINY, SMALL}
    assert not of_export(pinduoduo, "orders", TINY)
    assert not of_export(pinduoduo, "orders", SMALL)
    assert {file.export for file in pinduoduo if file.shop_id == "_all"} == {"orders"}
    assert of_export(pinduoduo, "parcels", SMALL)


def test_there_is_one_file_for_everything_and_one_newer_of_thirty_days(pinduoduo: list[Export]) -> None:
    for export in ("orders", "parcels", "reviews", "after_sales", "help_requests", "chats"):
        names = [file.path.name.split("_")[-2] for file in of_export(pinduoduo, export, SLOW_SHIPPER)]
        assert sorted(names) == ["全部", "近30天"], export
    appeals = [file.path.name for file in of_export(pinduoduo, "appeals", SLOW_SHIPPER)]
    assert appeals == ["评价申诉_全部_20260318103000.csv"]
    early, late = sorted(of_export(pinduoduo, "orders", SLOW_SHIPPER), key=lambda file: "近30天" in file.path.name)
    restated = {row["订单号"]: row for row in late.rows}
    went_on = sum(not row["发货时间"] and bool(restated.get(row["订单号"], row)["发货时间"]) for row in early.rows)
    assert went_on > 10


def test_some_order_numbers_carry_another_day_than_the_payment(pinduoduo: list[Export]) -> None:
    is_same_day = Counter[bool]()
    for shop_id in SHOPS:
        for number, order in orders_of(pinduoduo, shop_id).items():
            assert re.fullmatch(r"\d{6}-\d{15}", number), number
            if moment := paid_at(order):
                is_same_day[f"{moment:%y%m%d}" == number[:6]] += 1
    assert 0.01 < is_same_day[False] / is_same_day.total() < 0.06


def test_what_belongs_to_an_order_names_an_order_of_its_shop(pinduoduo: list[Export]) -> None:
    for shop_id in (SLOW_SHIPPER, SMALL):
        numbers = orders_of(pinduoduo, shop_id).keys()
        for export in ("parcels", "reviews", "after_sales", "help_requests"):
            named = {row["订单号"] for file in of_export(pinduoduo, export, shop_id) for row in file.rows}
            assert named
            assert named <= numbers, export


def test_nothing_has_happened_after_noon_of_until(pinduoduo: list[Export]) -> None:
    noon = datetime.combine(UNTIL, time(12))
    on_the_last_morning = 0
    for file in pinduoduo:
        for row in file.rows:
            for header, cell in row.items():
                moment = time_of(cell) if header.endswith("时间") and header != "承诺发货时间" else None
                if moment is not None:
                    assert moment <= noon, (file.path, header, cell)
                    on_the_last_morning += moment.date() == UNTIL
    assert on_the_last_morning


def test_a_handful_of_rows_is_beyond_reading(pinduoduo: list[Export]) -> None:
    def cells(export: str, header: str) -> Counter[str]:
        return Counter(row[header] for file in of_export(pinduoduo, export) for row in file.rows)

    assert cells("orders", "发货时间")["待定"] == 1
    assert cells("help_requests", "问题分类")[""] == 1
    assert cells("parcels", "快递单号")["5.00E+16"] == 1
    planted = [
        file.shop_id
        for file in of_export(pinduoduo, "reviews")
        for line in decoded(file.path.read_bytes()).splitlines()
        if re.search("(首评|追评|默认评价),0,", line)
    ]
    assert planted == [SHOPS[2]]


def test_stars_are_on_first_reviews_only(pinduoduo: list[Export]) -> None:
    assert words(pinduoduo, "reviews", "评价类型") == {"首评", "追评", "默认评价"}
    for file in of_export(pinduoduo, "reviews", GOOD[0]):
        for row in file.rows:
            stars = [row[header] for header in ("描述相符评分", "服务态度评分", "物流服务评分")]
            if row["评价类型"] == "首评":
                assert set(stars) <= set("12345")
            else:
                assert stars == ["", "", ""]


def test_every_personal_cell_comes_from_the_made_up_pools(pinduoduo: list[Export]) -> None:
    personal = {header for export in contract("pinduoduo") for header in export["config"]["meta"]["personal_headers"]}
    name = r"张三|李四|王五|赵六|孙七|周八|吴九|郑十|[钱冯陈褚]某某"
    phone = r"(1990000|1000000)\d{4}"
    patterns = {
        **dict.fromkeys(("收货人", "身份证姓名", "申诉人"), name),
        **dict.fromkeys(("手机", "用户购买手机号", "联系电话"), phone),
        **dict.fromkeys(("用户昵称", "买家昵称"), r"(示例用户|路过的样本|测试小号)\d{5}"),
        "身份证号码": r"00000019000101\d{4}",
        "区": "示例区|样板区|演示区",
        "街道": "示例街道|样板街道|演示镇",
        "收货地址": r".*示例路\d{1,3}号",
        "买家留言": "请尽快发货",
    }
    checked = Counter[str]()
    for file in pinduoduo:
        for row in file.rows:
            for header in personal & row.keys():
                if row[header]:
                    checked[header] += 1
                    assert re.fullmatch(patterns[header], row[header]), (file.path, header, row[header])
            for cell in row.values():
                for number in re.findall(r"(?<![\d.-])1\d{10}(?!\d)", cell):
                    assert number.startswith(("1990000", "1000000")), (file.path, number)
    assert checked.keys() == patterns.keys()


def test_two_industries_have_six_shops_each(sample: tuple[Path, SampleSummary], pinduoduo: list[Export]) -> None:
    listed = table(sample[0] / "reference" / "shops" / "shops.csv")
    shops = [shop for shop in listed if shop["platform"] == "pinduoduo"]
    assert sorted(Counter(shop["industry"] for shop in shops).values()) == [6, 6]
    assert [shop["shop_id"] for shop in shops] == SHOPS
    assert {folder.name for folder in (sample[0] / "pinduoduo").iterdir()} == {*SHOPS, "_all"}
    products = table(sample[0] / "reference" / "products" / "products.csv")
    listed_products = {row["product_id"] for row in products if row["platform"] == "pinduoduo"}
    assert listed_products
    assert listed_products <= words(pinduoduo, "orders", "商品id")


def late_share(pinduoduo: list[Export], shop_id: str) -> float:
    late = shipped = 0
    for order in orders_of(pinduoduo, shop_id).values():
        paid, sent = paid_at(order), time_of(order["发货时间"])
        if paid and sent:
            shipped += 1
            late += sent - paid > timedelta(hours=48)
    return late / shipped


def test_the_slow_shipper_is_late_with_most_orders_and_good_shops_with_few(pinduoduo: list[Export]) -> None:
    assert late_share(pinduoduo, SLOW_SHIPPER) > 0.5
    for shop_id in GOOD:
        assert late_share(pinduoduo, shop_id) < 0.08, shop_id


def test_presale_orders_are_promised_later_than_48_hours_and_mostly_kept(pinduoduo: list[Export]) -> None:
    kept = []
    orders = orders_of(pinduoduo, PRESALE)
    for order in orders.values():
        paid, promised, sent = paid_at(order), time_of(order["承诺发货时间"]), time_of(order["发货时间"])
        if paid and promised:
            # Goods of a presale come after 5 to 15 days, and the promise is 48 hours more.
            is_presale = order["是否预售"] == "是"
            assert (promised - paid >= timedelta(days=7)) == is_presale
            assert is_presale or promised - paid == timedelta(hours=48)
            if is_presale and sent:
                kept.append(sent <= promised)
    assert len(kept) > 0.2 * len(orders)
    assert sum(kept) > 0.9 * len(kept)


def test_some_paid_orders_were_refunded_before_they_were_shipped(pinduoduo: list[Export]) -> None:
    orders = [order for shop_id in SHOPS for order in orders_of(pinduoduo, shop_id).values()]
    refunded = [order for order in orders if order["订单状态"] == "未发货，退款成功"]
    assert len(refunded) > 0.01 * len(orders)
    assert all(paid_at(order) and order["发货时间"] in ("", "待定") for order in refunded)
    statuses = {"待发货", "已发货，待收货", "已收货", "未发货，退款成功", "已发货，退款成功", "已取消"}
    assert {order["订单状态"] for order in orders} - {"待支付"} == statuses


def requests_of(pinduoduo: list[Export], shop_id: str) -> list[dict[str, str]]:
    return list(newest(pinduoduo, "help_requests", shop_id, "求助单号").values())


def counted(requests: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in requests if row["是否常规咨询"] == "否" and row["是否恶意用户"] == "否"]


def help_share(pinduoduo: list[Export], shop_id: str, one: str) -> float:
    """Share of the paid orders with a counted request of the class."""
    asked = {row["订单号"] for row in counted(requests_of(pinduoduo, shop_id)) if one in row["问题分类"].split("|")}
    return len(asked) / sum(paid_at(order) is not None for order in orders_of(pinduoduo, shop_id).values())


def test_help_is_asked_for_everything_on_every_channel_sometimes_twice(pinduoduo: list[Export]) -> None:
    labels = words(pinduoduo, "help_requests", "问题分类") - {""}
    assert {label for label in labels if "|" not in label} == {"发货", "物流", "商品", "基础服务"}
    assert {one for label in labels for one in label.split("|")} == {"发货", "物流", "商品", "基础服务"}
    assert any("|" in label for label in labels)
    channels = {"商家聊天", "售后", "平台介入售后", "平台在线客服", "平台热线", "投诉"}
    assert words(pinduoduo, "help_requests", "求助渠道") == channels
    requests = requests_of(pinduoduo, HELP_HEAVY)
    assert len({row["订单号"] for row in requests}) < 0.9 * len(requests)


def test_shops_with_help_troubles_show_them(pinduoduo: list[Export]) -> None:
    for good in GOOD:
        assert help_share(pinduoduo, HELP_HEAVY, "物流") > 3 * help_share(pinduoduo, good, "物流")
        assert help_share(pinduoduo, HELP_HEAVY, "商品") > 3 * help_share(pinduoduo, good, "商品")
        assert help_share(pinduoduo, SLOW_SHIPPER, "发货") > 2 * help_share(pinduoduo, good, "发货")


def test_one_shop_is_reported_to_the_platform_more_than_asked_itself(pinduoduo: list[Export]) -> None:
    def platform_share(shop_id: str) -> float:
        channels = [row["求助渠道"] for row in counted(requests_of(pinduoduo, shop_id))]
        return sum(channel not in ("商家聊天", "售后") for channel in channels) / len(channels)

    assert platform_share(PLATFORM_HELP_HEAVY) > 0.5
    assert platform_share(HELP_HEAVY) < 0.25
    tickets = newest(pinduoduo, "after_sales", PLATFORM_HELP_HEAVY, "售后编号").values()
    joined = Counter(row["平台介入"] for row in tickets)
    assert joined.keys() == {"是", "否"}
    assert joined["是"] > 0.05 * joined.total()


def test_malicious_buyers_and_routine_enquiries_are_most_of_what_one_shop_is_asked(pinduoduo: list[Export]) -> None:
    requests = requests_of(pinduoduo, MALICIOUS)
    assert len(counted(requests)) < 0.4 * len(requests)
    marked = Counter((row["是否常规咨询"], row["是否恶意用户"]) for row in requests)
    assert marked["是", "否"] > 50
    assert marked["否", "是"] > 5
    for shop_id in SHOPS:
        if shop_id != MALICIOUS:
            assert all(row["是否恶意用户"] == "否" for row in requests_of(pinduoduo, shop_id))


def most_ratings_of_a_buyer_in_a_month(pinduoduo: list[Export], shop_id: str) -> int:
    ratings = Counter[tuple[str, str]]()
    for row in newest(pinduoduo, "reviews", shop_id, "评价ID").values():
        moment = time_of(row["评价时间"])
        if moment and row["评价类型"] == "首评":
            ratings[row["买家ID"], f"{moment:%Y-%m}"] += 1
    return max(ratings.values())


def test_regulars_rate_more_than_three_times_a_month_in_one_shop(pinduoduo: list[Export]) -> None:
    assert most_ratings_of_a_buyer_in_a_month(pinduoduo, REGULARS) > 3
    for shop_id in GOOD:
        assert most_ratings_of_a_buyer_in_a_month(pinduoduo, shop_id) <= 3


def test_the_understaffed_shop_is_late_in_the_evening_only(pinduoduo: list[Export]) -> None:
    assert replied_in_time(pinduoduo, UNDERSTAFFED, range(18, 23)) < 0.5
    assert replied_in_time(pinduoduo, UNDERSTAFFED, range(8, 18)) > 0.85
    assert replied_in_time(pinduoduo, GOOD[0], range(18, 23)) > 0.85


def test_the_tiny_shop_stays_below_thirty_orders(pinduoduo: list[Export]) -> None:
    assert 0 < len(orders_of(pinduoduo, TINY)) < 30
    sizes = [len(orders_of(pinduoduo, shop_id)) for shop_id in GOOD]
    assert min(sizes) > 300
    assert median(sizes) > len(orders_of(pinduoduo, SMALL)) > 60
