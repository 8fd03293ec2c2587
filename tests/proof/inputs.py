"""Makes the exports of the proof: `python -m tests.proof.inputs` writes them anew, one packed landing folder a step.

They are kept as files and not made by every test: what the proof holds still is what becomes of exports, and a sample
that says something new one day is no change of it. Everything is made up: the sample, the homes that other tests work
out by hand, and one shop here of edges, duplicates and corrections.
"""

import csv
import importlib
import io
import lzma
import os
import re
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch
from zoneinfo import ZoneInfo

FIXTURES = Path(__file__).parent / "fixtures"
INPUTS = FIXTURES / "inputs"
STEPS = ("first", "late", "earlier")
UNTIL = date(2022, 3, 1)
# The last export of the sample that has come by the first step.
FIRST_EXPORTS = datetime(2022, 2, 26, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()
# What was exported long before and comes late: with the second step, and with the third.
LATE = (("10000002", "parcels"), ("10000003", "after_sales"), ("60000002", "reviews"), ("60000003", "orders"))
LATER = (("10000004", "reviews"), ("60000004", "parcels"))
INDUSTRY = {"女装": "女装", "食品生鲜": "女装", "家居日用": "女装"}
# Homes of other tests, the step at which they land, and what their shops are called here: their ids meet otherwise.
HOMES = {
    "test_hand_worked_pinduoduo": ("first", "A"),
    "test_hand_worked_lists": ("first", "B"),
    "test_hand_worked_appeals": ("first", "C"),
    "test_hand_worked_scores": ("late", "D"),
    "test_hand_worked_accounts": ("late", "E"),
    "test_did_it_count": ("first", "F"),
    "test_real_orders": ("late", "G"),
    "test_real_reviews": ("first", "K"),
    "test_hand_worked_pages": ("late", "M"),
}
STRANGE, STRANGER = "莫名其妙就退", "不知道什么原因"


def write(landing: Path, place: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write a file as an export is."""
    path = landing / place
    path.parent.mkdir(parents=True, exist_ok=True)
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    path.write_text(text.getvalue(), encoding="utf-8")


# --- the sample -------------------------------------------------------------------------------------------------------


def sample(landings: dict[str, Path]) -> None:
    """Spread a small sample over the steps, all its shops and creators of one industry, so that they have peers."""
    from shopscore.sample import write_sample  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder)
        write_sample(whole, shops=5, pinduoduo_shops=5, days=150, orders_per_day=2, until=UNTIL)
        # with the marker it could not lie in one home with what looks like real exports
        (whole / ".sample").unlink()
        for table in ("shops", "creators"):
            path = whole / "reference" / table / f"{table}.csv"
            modified = path.stat().st_mtime
            text = path.read_text(encoding="utf-8")
            for old, new in INDUSTRY.items():
                text = text.replace(f",{old}", f",{new}")
            path.write_text(text, encoding="utf-8")
            os.utime(path, (modified, modified))
        for path in sorted(file for file in whole.rglob("*") if file.is_file()):
            target = landings[step_of(path)] / path.relative_to(whole)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, target)


def step_of(path: Path) -> str:
    """Return the step at which a file of the sample comes."""
    source = (path.parts[-3], path.parts[-2])
    if source in LATER:
        return "earlier"
    return "first" if path.stat().st_mtime < FIRST_EXPORTS and source not in LATE else "late"


# --- homes that other tests work out by hand --------------------------------------------------------------------------


class _LandedError(Exception):
    """The home is as the test refreshes it."""


def written_by(module: str) -> Path:
    """Return the landing folder that the fixture of a test writes, without its refresh; the caller removes it."""
    from tests.end_to_end.conftest import Home  # noqa: PLC0415

    folder = Path(tempfile.mkdtemp())
    make: Callable[..., Iterator[object]] = importlib.import_module(f"tests.end_to_end.{module}").published.__wrapped__

    def stop(*_: object, **__: object) -> None:
        raise _LandedError

    factory = SimpleNamespace(mktemp=lambda _: folder)
    with patch.object(Home, "refresh", stop):
        try:
            next(make(factory, None))
        except _LandedError:
            return folder / "landing"
    raise AssertionError(f"{module} refreshes nothing")


def homes_of_other_tests(landings: dict[str, Path]) -> None:
    """Add the exports of other tests, each test's shops under names of their own."""
    for module, (step, letter) in HOMES.items():
        landing = written_by(module)
        shops = {path.name for path in landing.glob("*/*") if path.is_dir() and path.parent.name != "reference"}
        for path in sorted(file for file in landing.rglob("*") if file.is_file()):
            parts = list(path.relative_to(landing).parts)
            if parts[0] == "reference":
                parts[-1] = f"{letter}_{parts[-1]}"
            else:
                parts[1] = letter + parts[1]
            target = landings[step].joinpath(*parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(
                renamed(path.read_bytes(), shops, letter) if path.suffix == ".csv" else path.read_bytes()
            )
        shutil.rmtree(landing.parent)


def renamed(content: bytes, shops: set[str], letter: str) -> bytes:
    """Put a letter before every shop id of a table."""
    found = "|".join(sorted(map(re.escape, shops), key=len, reverse=True))
    return re.sub(rf"(?<![0-9A-Za-z])({found})(?![0-9A-Za-z])", rf"{letter}\1", content.decode()).encode()


def hostile(landings: dict[str, Path]) -> None:
    """Add the smaller text files of the corpus of hostile files, as one shop's reviews."""
    from tests.unit.landing.hostile import encodings, texts  # noqa: PLC0415

    for file in (*texts(), *encodings()):
        if file.export == "reviews" and isinstance(file.make, bytes) and len(file.make) < 1 << 14:
            path = landings["late"] / "douyin" / "H1" / "reviews" / str(file.name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.make)


# --- edges, duplicates, corrections -----------------------------------------------------------------------------------

ORDERS = [
    "主订单编号", "子订单编号", "商品ID", "商品数量", "订单应付金额", "订单提交时间", "支付完成时间", "发货时间", "订单完成时间",
    "订单状态", "订单类型", "达人ID", "省", "市",
]  # fmt: skip
PARCELS = ["运单号", "快递公司", "子订单编号", "发货时间", "揽收时间", "签收时间", "最新物流时间", "最新物流状态"]
REVIEWS = ["评价ID", "子订单编号", "评价时间", "评价类型", "商品评分", "服务评分", "物流评分", "评价内容"]
TICKETS = [
    "售后单号", "商品单号", "售后类型", "售后状态", "售后申请时间", "售后原因", "同意售后申请时间", "商家退款时间", "售后完结时间",
]  # fmt: skip
CHATS = ["会话ID", "会话开始时间", "转人工时间", "首次人工回复时间", "会话结束时间", "客服账号"]
COMPLAINTS = ["投诉单号", "子订单编号", "投诉时间", "投诉类型", "投诉状态"]
APPEALS = ["申诉单号", "评价ID", "申诉理由", "申诉时间", "申诉状态", "结果时间"]
TYPES = ["普通订单", "预售订单", "福袋订单", "赠品订单", "虚拟订单", "定制订单", "从没见过的订单", "0元单", "无需物流"]
CREATORS = ["0", "70010000000001", "70010000000003", "900"]
# Hours from the payment to the pickup: on the edges of the buckets and a second on either side.
PICKUPS = ["24:00:00", "23:59:59", "24:00:01", "36:00:00", "35:59:59", "36:00:01", "48:00:00", "48:00:01", "00:00:00", "-1:00:00"]  # fmt: skip
# The edges of the windows of 1, 15, 60, 90 and 104 days before the three assessment dates.
DAYS = [
    "2022-02-28", "2022-02-27", "2022-02-26", "2022-02-25", "2022-02-14", "2022-02-13", "2022-02-12", "2022-02-11",
    "2022-02-10", "2021-12-31", "2021-12-30", "2021-12-28", "2021-12-27", "2021-12-01", "2021-11-30", "2021-11-28",
    "2021-11-17", "2021-11-16", "2021-11-15", "2021-11-14", "2022-01-15", "2022-01-31", "2022-01-30",
]  # fmt: skip


def after(moment: str, hours: str) -> str:
    """Return a moment so many hours, minutes and seconds later."""
    sign = -1 if hours.startswith("-") else 1
    hour, minute, second = (int(part) for part in hours.lstrip("-").split(":"))
    shifted = datetime.fromisoformat(moment) + sign * timedelta(hours=hour, minutes=minute, seconds=second)
    return shifted.isoformat(sep=" ")


def edge_order(number: int, **changed: object) -> list[object]:
    """Return an order; its number says its day, type and creator."""
    paid = f"{DAYS[number % len(DAYS)]} {'23:59:59' if number % 3 else '00:00:00'}"
    cells: dict[str, object] = dict.fromkeys(ORDERS, "") | {
        "主订单编号": f"X{number // 2}", "子订单编号": f"X{number // 2}-{number}", "商品ID": f"G{number % 4}", "商品数量": 1 + number % 2,
        "订单应付金额": f"{10 + number % 7}.{number % 100:02}", "订单提交时间": paid, "支付完成时间": paid, "发货时间": after(paid, "12:00:00"),
        "订单状态": "已完成", "订单类型": TYPES[number // 7 % len(TYPES)] if number % 7 == 0 else "普通订单",
        "达人ID": CREATORS[number % len(CREATORS)], "省": ["浙江省", "西藏", "新疆维吾尔自治区", ""][number % 4], "市": "杭州市",
    } | changed  # fmt: skip
    return [cells[name] for name in ORDERS]


def edge_parcel(number: int, signed: str = "96:00:00") -> list[object]:
    """Return the parcel of an order, picked up on an edge of the rule."""
    paid, order = str(edge_order(number)[ORDERS.index("支付完成时间")]), edge_order(number)[1]
    picked_up = after(paid, PICKUPS[number % len(PICKUPS)])
    at = after(picked_up, signed) if signed else ""
    carrier = ["顺丰速运", "圆通快递", "中通快递", "从没见过的快递"][number % 4]
    return [
        f"SF{number:010}",
        carrier,
        order,
        after(paid, "12:00:00"),
        picked_up,
        at,
        at or picked_up,
        "已签收" if at else "运输中",
    ]


def edge_review(number: int, stars: object, kind: str = "首评", text: str = "", at: str = "") -> list[object]:
    """Return a review of an order, on an edge of its window unless told when."""
    when = at or f"{DAYS[number % len(DAYS)]} {'23:59:59' if number % 2 else '00:00:00'}"
    return [f"V{number}", edge_order(number)[1], when, kind, stars, stars, 5, text]


def edge_ticket(number: int, kind: str, status: str, reason: str) -> list[object]:
    """Return an after-sale ticket of an order."""
    paid = str(edge_order(number)[ORDERS.index("支付完成时间")])
    applied, agreed, done = after(paid, "72:00:00"), after(paid, "73:30:00"), after(paid, "120:00:00")
    is_done = status in {"退款成功", "换货成功", "售后关闭"}
    refunded = done if status == "退款成功" else ""
    return [
        f"T{number}",
        edge_order(number)[1],
        kind,
        status,
        applied,
        reason,
        agreed,
        refunded,
        done if is_done else "",
    ]


def edge_chat(number: int) -> list[object]:
    """Return a session whose reply comes on an edge of three minutes, or of the hours that count."""
    start = f"{DAYS[number % 12]} {['08:00:00', '07:59:59', '22:59:59', '23:00:00', '12:00:00'][number % 5]}"
    reply = ["00:03:00", "00:03:01", "00:00:00", "", "00:00:30", "-0:00:01", "26:00:00"][number % 7]
    return [
        f"C{number}",
        start,
        start,
        after(start, reply) if reply else "",
        after(start, "27:00:00"),
        f"客服{number % 3}",
    ]


TICKET_KINDS = ["退货退款", "已发货仅退款", "未发货仅退款", "换货", "补寄", "价保", "维修", "仅退款", "怪类型"]
TICKET_STATUSES = ["退款成功", "售后关闭", "待商家处理", "待买家退货", "换货成功", "退款成功"]
REASONS = [
    "做工粗糙 / 有瑕疵 / 破损或污渍", "质量问题", "快递一直未送达", "7天无理由退货", "多拍 / 错拍 / 不想要", "包装／商品破损", "退运费",
    "未按约定时间发货", "尺码与描述不符（商品品质原因）", "少件／漏发（物流原因）", STRANGE,
]  # fmt: skip
OPINIONS = [
    "线头很多，洗一次就掉色", "不错，尺码合适", "物流太慢了", "客服态度差", "没有想象的好", "", "颜色好看但是面料薄", "加微信 shili_yangben",
    "一点都不差", "等了十天才到", "坏了，退了", "电话13800000000打不通",
]  # fmt: skip
COUNT = 120


def edges(landings: dict[str, Path]) -> None:
    """Add the shop X1: rules on their edges, duplicates, words that no list knows, and later what was otherwise."""
    first, late, earlier = landings["first"], landings["late"], landings["earlier"]
    shops = [["douyin", "X1", "边界店", "女装"], ["douyin", "X2", "怪词店", "女装"], ["douyin", "H1", "乱码店", "女装"]]
    write(first, "reference/shops/edges.csv", ["platform", "shop_id", "shop_name", "industry"], shops)
    orders = [edge_order(number) for number in range(COUNT)]
    # the first file knows less: some are unpaid, some not sent; the same rows stand in it twice
    early = [
        edge_order(n, 支付完成时间="" if n % 29 == 0 else order[6], 订单完成时间="")
        for n, order in enumerate(orders[:90])
    ]
    write(first, "douyin/X1/orders/订单 20220225100000.csv", ORDERS, early + early[10:20])
    write(
        first,
        "douyin/X1/parcels/包裹 20220225100000.csv",
        PARCELS,
        [edge_parcel(n, "" if n % 4 == 0 else "96:00:00") for n in range(0, 90, 2)],
    )
    write(first, "douyin/X1/reviews/评价 20220225100000.csv", REVIEWS, [
        *[edge_review(n, 1 + n % 5, text=OPINIONS[n % len(OPINIONS)]) for n in range(0, 80)],
        *[edge_review(n, "", "追评", "用了一周坏了") for n in range(80, 84)],
        edge_review(84, 5, "默认评价"), edge_review(85, 9), edge_review(86, "三星"), edge_review(3, 2),
    ])  # fmt: skip
    write(first, "douyin/X1/after_sales/售后 20220225100000.csv", TICKETS, [
        edge_ticket(n, TICKET_KINDS[n % 9], TICKET_STATUSES[n % 6], REASONS[n % 11]) for n in range(0, 60)
    ])  # fmt: skip
    write(first, "douyin/X1/chats/会话 20220225100000.csv", CHATS, [edge_chat(n) for n in range(70)])
    write(first, "douyin/X1/complaints/投诉 20220225100000.csv", COMPLAINTS, [
        [f"Z{n}", edge_order(n)[1], f"{DAYS[n % 12]} 10:00:00", "店铺问题", ["处理中", "已撤销", "商家责任", "成立"][n % 4]] for n in range(8)
    ])  # fmt: skip
    write(first, "douyin/X1/appeals/申诉 20220225100000.csv", APPEALS, [
        [f"A{n}", f"V{n}", ["恶意评价", "敲诈勒索", "看不顺眼"][n % 3], "2022-02-20 10:00:00", "处理中", ""] for n in range(0, 20, 4)
    ])  # fmt: skip
    # X2: so many words that no list knows that it is withheld; parcels whose times are out of order
    strange = [
        edge_order(
            n,
            订单提交时间="2022-01-15 09:00:00",
            支付完成时间="2022-01-15 10:00:00",
            发货时间="",
            订单类型="普通订单",
            达人ID="900",
        )
        for n in range(120)
    ]
    write(first, "douyin/X2/orders/订单 20220225100000.csv", ORDERS, strange)
    write(first, "douyin/X2/after_sales/售后 20220225100000.csv", TICKETS, [
        edge_ticket(n, "退货退款", "退款成功", STRANGE if n < 80 else "质量问题" if n < 100 else STRANGER) for n in range(110)
    ])  # fmt: skip
    write(first, "douyin/X2/parcels/包裹 20220225100000.csv", PARCELS, [
        [f"SX{n:010}", "顺丰速运", strange[n][1], "", "2022-01-18 10:00:00", "2022-01-16 10:00:00", "", ""] for n in range(70)
    ])  # fmt: skip
    write(first, "reference/exemptions/edges.csv", ["platform", "scope", "paid_from", "paid_to", "indicator_id", "shift_hours", "note"], [
        ["douyin", "X1", "2022-02-10", "2022-02-12", "pickup_timeliness", 24, "大雪"], ["douyin", "all", "2022-01-31", "2022-02-06", "pickup_timeliness", 48, "春节"],
    ])  # fmt: skip
    write(first, "reference/targets/edges.csv", ["platform", "shop_id", "indicator_id", "value"], [
        ["douyin", "X1", "negative_review_rate", "2%"], ["douyin", "X1", "pickup_timeliness", "0.9"], ["douyin", "X1", "dsr_service", "4.8"],
    ])  # fmt: skip
    # late: all that is known now, the corrected states, the rest of the orders, and what the strange word means
    write(
        late,
        "douyin/X1/orders/订单 20220228100000.csv",
        ORDERS,
        orders[40:] + [edge_order(n, 订单应付金额="￥1,005.50", 订单状态="已关闭") for n in range(5)],
    )
    write(late, "douyin/X1/parcels/包裹 20220228100000.csv", PARCELS, [edge_parcel(n) for n in range(0, COUNT, 3)])
    write(late, "douyin/X1/reviews/评价 20220228100000.csv", REVIEWS, [
        *[edge_review(n, 5, text="改好了") for n in range(0, 20, 5)],
        *[edge_review(n, 1 + n % 5, text=OPINIONS[n % len(OPINIONS)], at="2022-02-12 09:00:00") for n in range(90, 110)],
    ])  # fmt: skip
    write(
        late,
        "douyin/X1/after_sales/售后 20220228100000.csv",
        TICKETS,
        [edge_ticket(n, TICKET_KINDS[n % 9], "退款成功", REASONS[n % 10]) for n in range(0, 60, 7)],
    )
    write(
        late,
        "douyin/X1/complaints/投诉 20220228100000.csv",
        COMPLAINTS,
        [[f"Z{n}", edge_order(n)[1], f"{DAYS[n % 12]} 10:00:00", "店铺问题", "已撤销"] for n in range(0, 8, 3)],
    )
    write(late, "douyin/X1/appeals/申诉 20220228100000.csv", APPEALS, [
        [f"A{n}", f"V{n}", "恶意评价", "2022-02-20 10:00:00", ["成功", "失败"][n // 4 % 2], "2022-02-27 10:00:00"] for n in range(0, 16, 4)
    ])  # fmt: skip
    write(
        late,
        "reference/words/words.csv",
        ["platform", "vocabulary", "word", "meaning", "match_kind", "note"],
        [["douyin", "reasons", STRANGE, "品质", "exact", ""]],
    )
    write(late, "reference/benchmarks/edges.csv", ["platform", "system_id", "industry", "indicator_id", "percentile", "value", "valid_from"], [
        ["douyin", "douyin_merchant_experience", "女装", "delivery_hours", share, value, "2022-02-20"] for share, value in (("0", 120), ("0.5", 60), ("0.5", 50), ("1", 24))
    ])  # fmt: skip
    exports = ("chats", "complaints", "after_sales", "reviews")
    write(
        late,
        "reference/nothing_to_export/edges.csv",
        ["platform", "shop_id", "export", "from", "to"],
        [["douyin", "X2", export, "2021-11-01", "2022-03-01"] for export in exports],
    )
    # older files that come last: the newer states stay, and rows that only they have count; parcels of X2 that were
    # signed for before they were picked up withhold what is made of them
    write(
        earlier,
        "douyin/X1/orders/订单 20220220100000.csv",
        ORDERS,
        [edge_order(n, 订单类型="福袋订单") for n in range(30)],
    )
    write(
        earlier,
        "douyin/X1/reviews/评价 20220227100000.csv",
        REVIEWS,
        [edge_review(n, 1, text="一般", at="2022-02-15 10:00:00") for n in range(110, 118)],
    )
    write(earlier, "douyin/X2/parcels/包裹 20220228100000.csv", PARCELS, [
        [f"SX{n:010}", "顺丰速运", strange[n][1], "", "2022-01-19 10:00:00", "2022-01-16 10:00:00", "", ""] for n in range(120)
    ])  # fmt: skip


# --- packing ----------------------------------------------------------------------------------------------------------


def pack(folder: Path, archive: Path, modified: dict[Path, float] | None = None) -> None:
    """Pack a folder so that the same files make the same bytes."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with (
        lzma.open(archive, "wb", preset=9 | lzma.PRESET_EXTREME) as stream,
        tarfile.open(fileobj=stream, mode="w") as tar,
    ):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = tar.gettarinfo(path, path.relative_to(folder).as_posix())
                entry.uid, entry.gid, entry.uname, entry.gname, entry.mode = 0, 0, "", "", 0o600
                entry.mtime = int((modified or {}).get(path, entry.mtime))
                with path.open("rb") as content:
                    tar.addfile(entry, content)


def unpack(archive: Path, folder: Path) -> None:
    """Unpack with the times of the files, which say when an export without a time in its name was made."""
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")


def main(inputs: Path = INPUTS) -> None:
    """Write the inputs of every step anew."""
    with tempfile.TemporaryDirectory() as folder:
        landings = {step: Path(folder) / step for step in STEPS}
        for landing in landings.values():
            landing.mkdir()
        made = {}
        sample(landings)
        sampled = {path for landing in landings.values() for path in landing.rglob("*")}
        homes_of_other_tests(landings)
        hostile(landings)
        edges(landings)
        for step, day in zip(STEPS, (25, 28, 28), strict=True):
            at = datetime(2022, 2, day, 18, tzinfo=ZoneInfo("Asia/Shanghai")).timestamp()
            for path in landings[step].rglob("*"):
                if path not in sampled:
                    made[path] = at
            pack(landings[step], inputs / f"{step}.tar.xz", made)


if __name__ == "__main__":
    main(*(Path(folder) for folder in sys.argv[1:]))
