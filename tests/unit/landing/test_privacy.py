import hashlib
import hmac
import random
import re
import stat
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from shopscore.landing.privacy import QUICK_ID, HashKey, load_hash_key, safe_id
from shopscore.warehouse import open_warehouse

from .conftest import REVIEW_HEADER, Home, review

CHATS = "会话ID,会话开始时间,转人工时间,首次人工回复时间,买家ID\n"


def mask(connection: duckdb.DuckDBPyConnection, text: str) -> tuple[str, set[str]]:
    """Return the masked text and the flags that are set."""
    row = connection.execute(
        "select masked($text), holds_phone($text), holds_contact_handle($text), holds_address($text)", {"text": text}
    ).fetchone()
    assert row is not None
    return row[0], {name for name, is_set in zip(("phone", "contact", "address"), row[1:], strict=True) if is_set}


@pytest.mark.parametrize(
    ("text", "masked", "flags"),
    [
        ("很好，下次再来", "很好，下次再来", set()),
        ("用了3天就坏了，差评", "用了3天就坏了，差评", set()),
        ("电话13800138000联系", "[phone]联系", {"phone"}),
        ("13800138000或13900139000", "[phone]或[phone]", {"phone"}),
        ("13800138000 13900139000", "[number]", {"phone"}),
        ("打138 0013 8000", "打[phone]", {"phone"}),
        ("138-0013-8000", "[phone]", {"phone"}),
        ("+86 13800138000", "[phone]", {"phone"}),
        ("8613800138000", "[phone]", {"phone"}),
        ("１３８００１３８０００", "[phone]", {"phone"}),
        ("一三八零零一三八零零零", "[phone]", {"phone"}),
        ("0571-88001234", "[phone]", {"phone"}),
        ("(010) 88001234", "[phone]", {"phone"}),
        ("400-800-1234", "[phone]", {"phone"}),
        ("身份证110101199003074514号", "身份证[number]号", set()),
        ("身份证11010119900307451X", "身份证[number]", set()),
        ("订单6921234567890123456坏了", "订单[number]坏了", set()),
        ("写信 a.b-c@mail.example.com 吧", "写信 [mail] 吧", {"contact"}),
        ("加微信abc12345领红包", "加[contact]领红包", {"contact"}),
        ("加V：hello_88", "[contact]", {"contact"}),
        ("vx hello-88", "[contact]", {"contact"}),
        ("WX: hello88", "[contact]", {"contact"}),
        ("v信号hello88", "[contact]", {"contact"}),
        ("QQ群123456", "[contact]", {"contact"}),
        ("扣扣：1234567", "[contact]", {"contact"}),
        ("看 https://example.com/a?b=1 吧", "看 [link] 吧", {"contact"}),
        ("www.example.cn便宜", "[link]便宜", {"contact"}),
        ("去taobao.com买", "去[link]买", {"contact"}),
        ("文三路88号2栋301室", "[address]", {"address"}),
        ("送到 幸福小区3栋2单元501室 的", "送到 [address] 的", {"address"}),
        ("长安街十二号", "[address]", {"address"}),
        ("住建国路甲88号", "[address]", {"address"}),
        ("1 3 8 0 0 1 3 8 0 0 0", "[phone]", {"phone"}),
        ("138，0013，8000", "[phone]", {"phone"}),
        ("138/0013/8000", "[phone]", {"phone"}),
        ("1\u200b38\u200b0013\u200b8000", "[phone]", {"phone"}),
        ("①③⑧⓪⓪①③⑧⓪⓪⓪", "[phone]", {"phone"}),
        ("壹叁捌零零壹叁捌零零零", "[phone]", {"phone"}),
        ("一3八0零1三8零0零", "[phone]", {"phone"}),
        ("l38 OO13 8OOO", "[phone]", {"phone"}),
        ("𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎", "[phone]", {"phone"}),
        ("1380013800", "1380013800", set()),
        ("打 0571 8800 1234", "打 [phone]", {"phone"}),
        ("a.b(at)example.com", "[mail]", {"contact"}),
        ("a＠b.com", "[mail]", {"contact"}),
        ("卫星 hello_88", "[contact]", {"contact"}),
        ("绿泡泡：hello_88", "[contact]", {"contact"}),
        ("绿泡泡：爱吃鱼的猫", "[contact]", {"contact"}),
        ("球球 123456789", "[contact]", {"contact"}),
        ("钉钉号 hello88", "[contact]", {"contact"}),
        ("weibo: hello_88", "[contact]", {"contact"}),
        ("telegram @hello_88", "[contact]", {"contact"}),
        ("ｖｘ：hello_88", "[contact]", {"contact"}),
        ("hello_88是我的微信", "[contact]", {"contact"}),
        ("VX;hell", "VX;hell", set()),
        ("护照号 EA1234567", "[passport]", set()),
        ("E12345678", "[passport]", set()),
        ("E1234567", "E1234567", set()),
        ("京A·D12345", "[plate]", set()),
        ("粤B 12345", "[plate]", set()),
        ("京A1234", "京A1234", set()),
        ("浙江省杭州市西湖区文三路", "[address]", {"address"}),
        ("收件人：张三丰", "[name]", set()),
        ("物流从杭州市发到上海市浦东新区很快", "物流从杭州市发到上海市浦东新区很快", set()),
        ("质量①好②快③棒", "质量①好②快③棒", set()),
        ("【杭州市】您的快件已由文三路营业部派送", "【杭州市】您的快件已由文三路营业部派送", set()),
        ("第3单元的书缺页", "第3单元的书缺页", set()),
        ("一路等到10号才到，1号下的单", "一路等到10号才到，1号下的单", set()),
        ("2021-11-15 13:30:00到的", "2021-11-15 13:30:00到的", set()),
        ("qq弹弹的，QQ糖好吃 20颗", "qq弹弹的，QQ糖好吃 20颗", set()),
    ],
)
def test_free_text_is_masked_and_what_was_masked_is_flagged(
    connection: duckdb.DuckDBPyConnection, text: str, masked: str, flags: set[str]
) -> None:
    assert mask(connection, text) == (masked, flags)


def test_a_handle_that_is_a_phone_number_sets_both_flags(connection: duckdb.DuckDBPyConnection) -> None:
    masked, flags = mask(connection, "微信13800138000")
    assert "138" not in masked
    assert flags == {"phone", "contact"}


def test_flags_land_beside_the_masked_text(home: Home) -> None:
    home.put_reviews(review(1, "电话13800138000"), review(2, "很好"), review(3, ""))
    home.land()
    rows = home.rows(
        "select content, has_phone, has_contact_handle, has_address from raw.douyin_reviews order by review_id"
    )
    assert rows == [("[phone]", True, False, False), ("很好", False, False, False), (None, False, False, False)]


@pytest.mark.parametrize("secret", ["short", "x" * 64, "长" * 50])
def test_the_hash_is_hmac_sha256_of_the_cleaned_id(home: Home, monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("SHOPSCORE_HASH_KEY", secret)
    key = load_hash_key(home.settings.home, {"SHOPSCORE_HASH_KEY": secret})
    home.put("douyin/S1/chats/a.csv", CHATS + 'C1,2021-11-01 10:00:00,,,"=""0471"""\nC2,2021-11-01 10:00:00,,,0\n')
    expected = hmac.new(secret.encode(), b"0471", hashlib.sha256).hexdigest()
    inner = hashlib.sha256(key.inner + b"0471").digest()
    assert hashlib.sha256(key.outer + inner).hexdigest() == expected
    monkeypatch.setattr("shopscore.landing.landing.load_hash_key", lambda _: key)
    home.land()
    rows = home.rows("select session_id, buyer_hash from raw.douyin_chats order by 1")
    assert rows == [("C1", expected), ("C2", None)]


def test_a_key_is_made_once_and_is_for_the_owner_alone(home: Home) -> None:
    first = load_hash_key(home.settings.home, {})
    path = home.settings.home / ".hash_key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert load_hash_key(home.settings.home, {}) == first
    assert load_hash_key(home.settings.home, {"SHOPSCORE_HASH_KEY": "other"}) != first
    assert path.read_text() not in repr(first)


def test_the_key_has_no_repr(home: Home) -> None:
    key = HashKey.from_secret(b"secret")
    assert str(key.inner) not in repr(key)
    assert str(key.outer) not in repr(key)


PERSONAL = (
    "欧阳建国",
    "13912345678",
    "0571-87654321",
    "110101199003074514",
    "爱吃鱼的猫咪",
    "文三路478号",
    "mao@mail.cn",
    "maomao_1990",
)
ORDERS = (
    "主订单编号,子订单编号,商品ID,订单提交时间,支付完成时间,订单完成时间,订单状态,订单类型,达人ID,"
    "收件人,收件人手机号,详细地址,买家昵称,买家留言\n"
)


def order(number: int, *, submitted: str = "2021-11-01 10:00:00", product: str = "77") -> str:
    name, phone, land_line, id_number, nick, address, mail, handle = PERSONAL
    note = f'"电话{land_line}，证件{id_number}，{mail}，微信{handle}"'
    return f"P{number},O{number},{product},{submitted},,,待发货,普通订单,0,{name},{phone},杭州{address},{nick},{note}\n"


def stored_bytes(home: Home) -> Iterator[tuple[Path, bytes]]:
    with open_warehouse(home.settings) as connection:
        connection.execute("force checkpoint")
    for path in home.settings.home.rglob("*"):
        if path.is_file() and not path.is_relative_to(home.settings.landing):
            yield path, path.read_bytes()


def test_no_personal_value_is_stored_anywhere_but_in_landing(home: Home) -> None:
    name, phone, land_line, id_number, nick, address, mail, handle = PERSONAL
    content = f'"打{phone}或{land_line}，证件{id_number}，寄到{address}，{mail}，微信{handle}"'
    good = "".join(order(number) for number in range(300))
    # cells that slipped by one: the name stands where the time belongs
    slipped = order(301, submitted=name) + order(302, submitted=phone) + order(303, submitted=nick)
    home.put("douyin/S1/orders/good.csv", ORDERS + good + slipped)
    home.put("douyin/S1/orders/gb.csv", (ORDERS + good + slipped).encode("gb18030"))
    home.put("douyin/S1/orders/ragged.csv", ORDERS + order(1) + order(2).strip() + "," + name + "," + phone + "\n")
    home.put("douyin/S1/orders/refused.csv", (ORDERS + good + slipped).replace("子订单编号", "编号"))
    home.put("douyin/S1/reviews/a.csv", f"{REVIEW_HEADER}\n{review(1, content)}\n{review(2, at=name)}\n")
    home.put("douyin/S1/reviews/refused.csv", f"{REVIEW_HEADER}\n{review(1, content)}\n".replace("评价时间", "时间"))
    home.put("douyin/S1/chats/a.csv", CHATS + "C1,2021-11-01 10:00:00,,,490000123456\n")
    summary = home.land()
    assert (summary.landed, summary.refused) == (5, 2)
    stored = dict(stored_bytes(home))
    assert any(path.name.endswith("masked.csv") for path in stored)
    assert any(path == home.settings.warehouse for path in stored)
    leaks = [
        (path.name, value)
        for path, content_bytes in stored.items()
        for value in (*PERSONAL, "490000123456")
        if value.encode() in content_bytes or value.encode("gb18030") in content_bytes
    ]
    assert leaks == []
    assert home.rows("select count(*) from raw.douyin_orders") == [(300 + 300 + 1,)]


@pytest.mark.parametrize(
    "shape", [r"[A-Z]{1,5}[0-9]{10,32}", r"[0-9]{6}-[0-9]{12,24}", r"[1-9][0-9]{0,9}", r"[A-Z]{1,2}[0-9]{1,6}"]
)
def test_no_id_that_is_taken_at_a_glance_may_be_personal(shape: str) -> None:
    assert shape in QUICK_ID
    signs = random.Random(7)
    for _ in range(2000):
        drawn = re.sub(
            r"\[(.)-(.)\](?:\{(\d+)(?:,(\d+))?\})?",
            lambda part: "".join(
                chr(signs.randint(ord(part[1]), ord(part[2])))
                for _ in range(signs.randint(int(part[3] or 1), int(part[4] or part[3] or 1)))
            ),
            shape,
        )
        assert re.fullmatch(QUICK_ID, drawn)
        assert safe_id(HashKey.from_secret(b"key"), drawn) == drawn
