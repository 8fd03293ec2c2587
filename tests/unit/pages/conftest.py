"""A small published file for the pages: the console's, with a row of work for each of two shops, and their files."""

from pathlib import Path

import duckdb
import pytest

from tests.unit.console.conftest import OPS, TABLES, at, write_ledger

LISTS = (
    "after_sales_waiting",
    "care_messages",
    "parcels_stuck",
    "pickups_to_chase",
    "promotion_readiness",
    "refunds_to_appeal",
    "reviews_to_appeal",
    "sessions_unanswered",
)
LIST_COLUMNS = """
    platform varchar, shop_id varchar, order_id varchar, product_name varchar, waybill_no varchar, carrier varchar,
    after_sale_id varchar, session_id varchar, agent_id varchar, review_id varchar, item varchar, item_kind varchar,
    due_at timestamp, hours_left decimal(10, 2), score_cost double, priority bigint, reason varchar, reason_zh varchar,
    advice varchar, advice_zh varchar
"""
WORK = """
create table marts.orders (platform varchar, shop_id varchar, order_id varchar, carrier varchar);
insert into marts.orders values ('douyin', 'S1', 'A1', '蜗牛快运'), ('douyin', 'S2', 'A1', '云驹物流');
insert into actions.pickups_to_chase by name
select
    'douyin' as platform, shop_id, 'A1' as order_id, hours_left, 0.5 as score_cost, 1 as priority, 'Not picked up.' as
    reason, '未揽收。' as reason_zh
from (values ('S1', 3), ('S1', -2), ('S2', 1)) as rows_of_shops (shop_id, hours_left);
insert into ops.landed_files by name
select
    'f2' as file_id, 'douyin' as platform, 'S2' as shop_id, 'orders' as export, 'landed' as status, 7 as rows_landed,
    timestamp '2026-11-22 09:00:00' as exported_at;
alter table ops.landed_files add column if not exists origin varchar;
"""


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The published file of a home; S1 has two rows of work and a file of 1,200 rows, S2 one and a file of 7."""
    at(monkeypatch, "2026-11-22 12:30:00")
    monkeypatch.setenv("SHOPSCORE_HOME", str(tmp_path))
    (tmp_path / "published").mkdir()
    file = tmp_path / "published" / "shopscore.duckdb"
    ledger = write_ledger(tmp_path / "ledger.duckdb")
    with duckdb.connect(str(file)) as connection:
        connection.execute(TABLES)
        connection.execute(f"attach '{ledger}' as ledger (read_only)")
        connection.execute(OPS)
        for name in LISTS:
            connection.execute(f"create or replace table actions.{name} ({LIST_COLUMNS})")
        connection.execute(WORK)
    ledger.unlink()
    return file
