"""A home that an older version filled is cleaned by the first landing after the upgrade."""

from pathlib import Path

from shopscore.landing.privacy import load_hash_key, pseudonym
from shopscore.landing.words import unknown_word
from shopscore.warehouse import open_warehouse

from .conftest import Home
from .test_privacy import CHATS, ORDERS, order, stored_bytes

CLEAR = ("13812345678", "旗舰店小美", "爱吃鱼的猫咪", "张三", "买家小王", "欧阳", "13900139000")


def make_old(home: Home) -> None:
    """Write into the warehouse what the older version stored of these files."""
    home.put("douyin/S1/orders/a.csv", ORDERS + "".join(order(number) for number in range(1, 4)))
    home.put("douyin/S1/chats/a.csv", CHATS.replace("买家ID", "客服账号") + "C1,2021-11-01 10:00:00,,,kf1\n")
    home.put("douyin/S1/reviews/a.csv", "评价ID\n1\n")
    home.land()
    with open_warehouse(home.settings) as connection:
        for statement in (
            "update raw.douyin_chats set agent_id = '旗舰店小美'",
            "update raw.douyin_orders set order_status = '爱吃鱼的猫咪', product_id = '13812345678' where order_id = 'O1'",
            "update raw.douyin_orders set product_name = '红色 打13900139000'",
            "update log.landed_files set file_name = '张三.csv', cells_dropped = null, unknown_columns = '买家小王, 备注'",
            "update log.landed_files set reason = 'folder 张三' where status = 'refused'",
            "insert into raw.rejected_rows (file_id, file_name, line_number, column_name, value, reason) select file_id, '张三.csv', 9, '支付完成时间', '欧*', "
            "'Excel turned the id into 13812345678: export again' from log.landed_files where export = 'orders'",
            "insert into log.runs (run_id, started_at, as_of, status, message) "
            "values ('r', now()::timestamp, date '2021-11-15', 'failed', '张三.csv broke')",
            "create schema marts",
            "create table marts.evidence as select agent_id from raw.douyin_chats",
        ):
            connection.execute(statement)
    home.settings.quarantine.joinpath("张三.csv.reason.txt").write_text("张三")


def test_what_was_stored_in_clear_is_gone_from_every_byte(home: Home) -> None:
    make_old(home)
    assert any(value.encode() in content for _, content in stored_bytes(home) for value in CLEAR)
    summary = home.land()
    assert (summary.refused, summary.known) == (1, 2)
    found = [(path.name, value) for path, content in stored_bytes(home) for value in CLEAR if value.encode() in content]
    assert found == []
    assert [name for name in home.quarantined() if "张三" in name] == []
    key = load_hash_key(home.settings.home)
    assert home.rows("select agent_id from raw.douyin_chats") == [(pseudonym(key, "旗舰店小美"),)]
    assert home.rows("select order_id, product_id, order_status, product_name from raw.douyin_orders order by 1") == [
        ("O1", pseudonym(key, "13812345678"), unknown_word(key, "爱吃鱼的猫咪"), "红色 打[phone]"),
        ("O2", "77", "待发货", "红色 打[phone]"),
        ("O3", "77", "待发货", "红色 打[phone]"),
    ]
    names = [Path(row[0]).stem.rpartition("_")[0] for row in home.rows("select file_name from log.landed_files")]
    assert all(name.startswith("S1_") for name in names)
    assert home.rows("select value, reason from raw.rejected_rows") == [(None, "Excel rounded the id")]
    assert home.rows("select message from log.runs") == [(None,)]


def test_a_clean_home_is_left_alone(home: Home) -> None:
    make_old(home)
    home.land()
    with open_warehouse(home.settings) as connection:
        connection.execute("create table if not exists log.witness as select 1")
    before = home.settings.warehouse.stat().st_ino
    home.land()
    assert home.settings.warehouse.stat().st_ino == before
