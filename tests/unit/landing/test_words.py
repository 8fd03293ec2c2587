import pytest

from shopscore.landing.privacy import HashKey
from shopscore.landing.words import is_plain, named_in_part, told_in_part

KEY = HashKey.from_secret(b"secret")


@pytest.mark.parametrize(
    ("column_type", "text"),
    [
        ("term", "待买家退货"),
        ("term", "收到商品少件 / 错件 / 空包裹"),
        ("term", "包装／商品破损"),
        ("term", "快递一直未送达"),
        ("term", "7天无理由退货"),
        ("term", "已发货，退款成功"),
        ("term", "顺丰速运"),
        ("term", "云驹物流"),
        ("place", "浙江省"),
        ("place", "新疆维吾尔自治区"),
        ("place", "杭州市"),
        ("place", "北京"),
    ],
)
def test_a_text_of_words_of_the_trade_is_plain(column_type: str, text: str) -> None:
    assert is_plain(text, column_type)


@pytest.mark.parametrize("column_type", ["term", "place"])
@pytest.mark.parametrize(
    "text", ["爱吃鱼的猫咪", "LilyChen88", "王小明", "高天成", "售后王小明", "13812345678", "订单138 0013 8000", ""]
)
def test_a_text_with_anything_else_is_not(column_type: str, text: str) -> None:
    assert is_plain(text, column_type) == (text == "")


def test_a_word_that_nearly_consists_of_others_takes_no_time() -> None:
    assert not is_plain("退款" * 19 + "退x", "term")


@pytest.mark.parametrize(
    ("header", "named"),
    [("商家备注", "商家备注"), ("规格编码(外部)", "规格编码(外部)"), (" SKU编码 ", "SKU编码"), ("App渠道", "App渠道")],
)
def test_a_header_of_known_words_is_named(header: str, named: str) -> None:
    assert named_in_part(KEY, header) == named


def test_of_any_other_header_the_known_part_is_named_and_a_hash_tells_it_from_others() -> None:
    one, other = named_in_part(KEY, "收件人张三"), named_in_part(KEY, "收件人李四")
    assert one.startswith("收件人…#")
    assert one != other
    assert one == named_in_part(KEY, " 收件人张三")
    assert "张" not in one
    for header in ("LilyChen88", "13812345678", "张三", "文三路88号"):
        assert named_in_part(KEY, header).startswith("#")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("用着不舒服（商品品质原因）", "…(商品品质原因)#"),
        ("给李小姐的那件发 错货", "…发错货#"),
        ("李小姐说发错货，少件", "…发错货,少件#"),
        ("李小姐说不合适", None),
        ("李小姐（说不合适）", None),
    ],
)
def test_a_word_is_told_as_far_as_the_vocabulary_has_it(text: str, told: str | None) -> None:
    words = ("商品品质原因", "品质", "发错货", "发错", "少件")
    found = told_in_part(KEY, text, words)
    assert (found and found[: -len("12345678")]) == told
