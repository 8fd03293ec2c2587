"""One shop's trouble withholds what is made of it, and keeps no other shop from being published."""

from collections.abc import Sequence
from datetime import date

import duckdb

from tests.end_to_end.conftest import Home, clock

D = date(2022, 3, 1)
ORDERS = [
    "主订单编号",
    "子订单编号",
    "商品ID",
    "订单提交时间",
    "支付完成时间",
    "订单完成时间",
    "订单状态",
    "订单类型",
    "达人ID",
]
TICKETS = ["售后单号", "商品单号", "售后类型", "售后状态", "售后申请时间", "售后原因", "商家退款时间", "售后完结时间"]
PARCELS = ["运单号", "子订单编号", "揽收时间", "签收时间"]
# inside the 15 to 104 days before D in which the quality return rate looks
PAID = "2022-01-15"
STRANGE = "莫名其妙就退"


def write_orders(home: Home, shop: str, count: int, creator: str = "0") -> None:
    paid = clock(PAID)
    home.write(
        f"douyin/{shop}/orders/orders 20220301100000.csv",
        ORDERS,
        [["M", f"{shop}-{n}", "P1", paid, paid, "", "已完成", "普通订单", creator] for n in range(count)],
    )


def write_tickets(home: Home, shop: str, reasons: Sequence[str]) -> None:
    applied, refunded = clock("2022-01-20"), clock("2022-01-21")
    home.write(
        f"douyin/{shop}/after_sales/tickets 20220301100000.csv",
        TICKETS,
        [
            [f"T{shop}{n}", f"{shop}-{n}", "退货退款", "退款成功", applied, reason, refunded, refunded]
            for n, reason in enumerate(reasons)
        ],
    )


def values(home: Home, indicator: str) -> dict[object, tuple[object, ...]]:
    rows = home.published(
        "select subject_id, value, missing_reason from marts.indicator_scores inner join dims.rule_versions "
        f"using (system_id, rule_version) where indicator_id = '{indicator}' and assessment_date = '{D}' "
        "and not is_what_if and system_id in ('douyin_merchant_experience', 'douyin_creator_reputation')"
    )
    # a value without peers to rank it among is there all the same
    return {subject: (value, reason if value is None else None) for subject, value, reason in rows}


def test_a_shop_of_unknown_words_is_withheld_and_the_others_are_published(home: Home) -> None:
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", shop, name, "女装"] for shop, name in (("101", "一号店"), ("102", "二号店"), ("103", "三号店"))],
    )
    home.write("reference/creators/c.csv", ["platform", "creator_id", "creator_name", "industry"],
               [["douyin", "900", "小王", "女装"]])  # fmt: skip
    # 90 of 120 tickets say what no vocabulary knows
    write_orders(home, "101", 120, creator="900")
    write_tickets(home, "101", ["质量问题"] * 30 + [STRANGE] * 90)
    # 20 orders: three of quality, one of the platform's own list in full-width slashes, one that does not count
    write_orders(home, "102", 20)
    write_tickets(home, "102", ["质量问题"] * 3 + ["做工粗糙／有瑕疵／破损或污渍", "不想要了"])
    # 24 of 120 are the share that is allowed, 0.2; the other 96 are of quality
    write_orders(home, "103", 120)
    write_tickets(home, "103", ["质量问题"] * 96 + [STRANGE] * 24)
    home.nothing_else("douyin", "101", "102", "103")

    outcome = home.refresh(D)

    assert outcome.exit_code == 0, outcome.lines
    assert values(home, "quality_return_rate") == {
        "101": (None, "unknown_words"),
        "102": (4 / 20, None),
        "103": (96 / 120, None),
        # its orders come from the withheld shop
        "900": (None, "unknown_words"),
    }
    [withheld] = [line for line in outcome.lines if line.startswith("withheld:")]
    assert "101 一号店" in withheld
    assert "90 of 120" in withheld
    assert "售后原因" in withheld
    [unknown] = [line for line in outcome.lines if line.startswith("unknown word ")]
    assert STRANGE in unknown
    assert "rows 114" in unknown
    # what is withheld comes back with the meaning of the word: 90 of 120 are then of quality too, as all others
    listed = home.command("words", "--write")
    assert listed.returncode == 0, listed.stderr
    assert STRANGE in listed.stdout
    mine = home.path / "landing" / "reference" / "words" / "words.csv"
    row = f"douyin,reasons,{STRANGE},"
    assert row in mine.read_text(encoding="utf-8-sig")
    mine.write_text(mine.read_text(encoding="utf-8").replace(row, f"{row}品质"), encoding="utf-8")

    again = home.refresh(D)

    assert again.exit_code == 0, again.lines
    assert [line for line in again.lines if line.startswith(("withheld", "unknown"))] == []
    assert values(home, "quality_return_rate")["101"] == (1.0, None)


def test_times_out_of_order_withhold_the_shop_until_a_later_file_mends_them(home: Home) -> None:
    home.write(
        "reference/shops/shops.csv",
        ["platform", "shop_id", "shop_name", "industry"],
        [["douyin", shop, shop, "女装"] for shop in ("201", "202")],
    )

    def write_parcels(shop: str, exchanged: int, name: str) -> None:
        early, late = clock("2022-01-16"), clock("2022-01-18")
        home.write(
            f"douyin/{shop}/parcels/{name}.csv",
            PARCELS,
            [
                [f"SF{shop}{n:04}", f"{shop}-{n}", *((late, early) if n < exchanged else (early, late))]
                for n in range(120)
            ],
        )

    for shop in ("201", "202"):
        write_orders(home, shop, 120)
    # more than half of 120 rows is 61; half of them is allowed
    write_parcels("201", 61, "20220301100000")
    write_parcels("202", 60, "20220301100000")
    home.nothing_else("douyin", "201", "202")

    outcome = home.refresh(D)

    assert outcome.exit_code == 0, outcome.lines
    found = values(home, "pickup_timeliness")
    assert found["201"] == (None, "failed_check")
    assert found["202"][1] is None
    assert [line.split(":")[1].strip() for line in outcome.lines if line.startswith("withheld")] == ["shop 201"]

    # nothing new does not make it right
    assert home.refresh(D).exit_code == 0
    assert values(home, "pickup_timeliness")["201"] == (None, "failed_check")

    write_parcels("201", 0, "20220301110000")
    assert home.refresh(D).exit_code == 0
    # paid at ten on the 15th, picked up at ten on the 16th: 24:00:00 is of the second bucket, which weighs a half
    assert values(home, "pickup_timeliness")["201"] == (0.5, None)
    with duckdb.connect(str(home.path / "warehouse.duckdb"), read_only=True) as warehouse:
        assert warehouse.execute("select count(*) from log.withheld_exports").fetchall() == [(0,)]
