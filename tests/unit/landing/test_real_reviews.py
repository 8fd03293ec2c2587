"""Review exports as the consoles write them: no id, no kind, follow-ups in columns."""

from .conftest import Home

# the header of 评价管理 → 导出, in its order
HEADER = "用户昵称,评价日期,订单ID,商品ID,商品名称,商品规格,商品评价得分,评价等级,评价内容,追评内容,追评时间,商家是否回复,回复内容,门店ID,门店名称"
PLACE = "douyin/S1/reviews/评价管理.csv"


def row(order: str, at: str, product: str = "P1", spec: str = "红色 M", stars: str = "5", **texts: str) -> str:
    content, follow_up, followed = (texts.get(name, "") for name in ("content", "follow_up", "followed"))
    return (
        f"小明妈妈,{at},{order},{product},连衣裙,{spec},{stars},好评,{content},{follow_up},{followed},否,亲亲感谢您,,"
    )


def land(home: Home, *rows: str, header: str = HEADER, place: str = PLACE) -> tuple[int, int]:
    home.put(place, "\n".join([header, *rows]) + "\n")
    outcome = home.land_one_named(home.settings.landing / place)
    assert outcome.status == "landed", outcome.reason
    return outcome.rows_landed, outcome.rows_rejected


def ids(home: Home) -> list[str]:
    return [row[0] for row in home.rows("select review_id from raw.douyin_reviews order by _file_id, _file_row")]


def test_the_export_of_the_console_lands_without_ids_kinds_and_other_stars(home: Home) -> None:
    assert land(home, row("4801", "2021/10/05 12:30:00", stars="2", content="线头很多", follow_up="退了")) == (1, 0)
    assert home.rows(
        "select order_id, product_id, product_spec, reviewed_at::varchar, review_kind, description_stars, "
        "service_stars, logistics_stars, content, follow_up_content, follow_up_at from raw.douyin_reviews"
    ) == [
        ("4801", "P1", "红色 M", "2021-10-05 12:30:00", None, 2, None, None, "线头很多", "退了", None),
    ]


def test_neither_the_nickname_nor_the_shops_reply_is_stored(home: Home) -> None:
    land(home, row("4801", "2021-10-05 12:30:00", content="好"))
    stored = [path.read_bytes() for path in home.settings.home.glob("*.duckdb*")]
    assert stored
    assert not any(text.encode() in content for content in stored for text in ("小明妈妈", "亲亲感谢您"))


def test_a_follow_up_is_masked_as_a_review_is_and_keeps_what_the_mask_hides_as_flags(home: Home) -> None:
    told = "加我微信abcd1234，电话13812345678"
    land(home, row("4801", "2021-10-05 12:30:00", content="好", follow_up=f'"{told}"', followed="2021-10-20 08:00:00"))
    ((text, *flags),) = home.rows(
        "select follow_up_content, has_phone, has_contact_handle, follow_up_has_phone, follow_up_has_contact_handle, "
        "follow_up_has_address from raw.douyin_reviews"
    )
    assert "13812345678" not in text
    assert "abcd1234" not in text
    assert flags == [False, False, True, True, False]


def test_an_id_is_made_of_order_time_product_and_variant_the_same_in_every_file(home: Home) -> None:
    first = row("4801", "2021-10-05 12:30:00")
    land(home, first, row("4801", "2021-10-05 12:30:01"), row("4801", "2021-10-05 12:30:00", product="P2"))
    land(home, row("4801", "2021-10-05 12:30:00", spec="蓝色 M"), first.replace("好评", "中评"), place=PLACE + ".csv")
    made = ids(home)
    assert all(one.startswith("4801@") for one in made)
    assert [made.count(one) for one in made].count(2) == 2
    assert len(set(made)) == 4


def test_an_id_of_the_platform_stays_and_a_missing_one_in_the_same_file_is_made(home: Home) -> None:
    header = "评价ID,子订单编号,评价时间,商品评分"
    rows = ("R1,4801,2021-10-05 12:30:00,5", ",4802,2021-10-05 12:30:00,5", "1.23E+17,4803,2021-10-05 12:30:00,5")
    assert land(home, *rows, header=header) == (2, 1)
    own, made = ids(home)
    assert own == "R1"
    assert made.startswith("4802@")


def test_an_appeal_may_name_its_order_alone(home: Home) -> None:
    home.put(
        "douyin/S1/appeals/a.csv",
        "申诉单号,订单ID,申诉理由,申诉时间,申诉状态,结果时间\nA1,4801,同行恶意评价,2021-10-06 10:00:00,处理中,\n",
    )
    assert home.land_one().rows_landed == 1
    assert home.rows("select review_id, order_id from raw.douyin_appeals") == [(None, "4801")]


def test_a_review_export_of_pinduoduo_needs_neither_id_kind_buyer_nor_other_stars(home: Home) -> None:
    header = "订单编号,商品ID,评价时间,描述相符,评价内容,追评内容"
    home.put("pinduoduo/S1/reviews/a.csv", f"{header}\n211001-1,900,2021-10-05 12:30:00,4,还行,\n")
    assert home.land_one().rows_landed == 1
    ((made, *rest),) = home.rows("select review_id, buyer_hash, description_stars from raw.pinduoduo_reviews")
    assert made.startswith("211001-1@")
    assert rest == [None, 4]
