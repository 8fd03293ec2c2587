"""A home with one of everything that a backup takes."""

import os
from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "home", as_of=date(2026, 11, 22))
    settings.home.mkdir()
    with duckdb.connect(str(settings.warehouse)) as connection:
        connection.execute("create table scores as select 1 as score")
    settings.published.parent.mkdir()
    with duckdb.connect(str(settings.published)) as connection:
        connection.execute(
            "create schema ops; create table ops.publication as select '20261122T120003-aa' as generation_id"
        )
    (settings.home / ".hash_key").write_text("ab" * 32)
    (settings.home / ".hash_key").chmod(0o600)
    (settings.home / "alerts.yml").write_text("channels: []")
    export = settings.landing / "douyin" / "S1" / "orders" / "订单.csv"
    export.parent.mkdir(parents=True)
    export.write_text("收件人\n张三\n", encoding="utf-8")
    os.utime(export, (1_600_000_000, 1_600_000_000))
    return settings
