"""Which exports are late, worked out on the calendar."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import duckdb
import pytest

from shopscore.alerts.facts import read_facts
from shopscore.contracts import REFERENCE, load_exports
from shopscore.freshness import FreshnessLimit, LateExport, find_late_exports, limits_on, load_limits
from shopscore.settings import PROJECT_DIR, Settings, now, today
from tests.unit.alerts.conftest import land_file

LIMITS = [
    FreshnessLimit("douyin", "orders", 1, date(2000, 1, 1), date(2026, 11, 22)),
    FreshnessLimit("douyin", "orders", 5, date(2026, 11, 23), None),
    FreshnessLimit("douyin", "chats", 3, date(2000, 1, 1), None),
]


def late(settings: Settings, as_of: date) -> list[LateExport]:
    with duckdb.connect(str(settings.warehouse), read_only=True) as connection:
        return find_late_exports(connection, LIMITS, as_of)


def test_an_export_is_late_on_the_day_after_the_last_day_allowed(settings: Settings) -> None:
    land_file(settings, "douyin/S1/orders", "2026-11-20 23:59:59")
    assert late(settings, date(2026, 11, 21)) == []
    assert late(settings, date(2026, 11, 22)) == [
        LateExport("douyin", "orders", "S1", datetime(2026, 11, 20, 23, 59, 59), 1, late_since=date(2026, 11, 22))
    ]


def test_staff_reports_may_be_three_days_old(settings: Settings) -> None:
    land_file(settings, "douyin/S1/chats", "2026-11-19 08:00:00")
    assert late(settings, date(2026, 11, 22)) == []
    assert [one.late_since for one in late(settings, date(2026, 11, 25))] == [date(2026, 11, 23)]


def test_each_shop_is_late_on_its_own_and_only_its_newest_landed_file_counts(settings: Settings) -> None:
    land_file(settings, "douyin/S1/orders", "2026-11-01 08:00:00")
    land_file(settings, "douyin/S1/orders", "2026-11-22 08:00:00")
    land_file(settings, "douyin/S2/orders", "2026-11-01 08:00:00")
    land_file(settings, "douyin/S2/orders", "2026-11-22 08:00:00", status="refused")
    assert [one.shop_id for one in late(settings, date(2026, 11, 22))] == ["S2"]


def test_the_limit_of_the_day_holds(settings: Settings) -> None:
    land_file(settings, "douyin/S1/orders", "2026-11-20 08:00:00")
    assert len(late(settings, date(2026, 11, 22))) == 1
    assert late(settings, date(2026, 11, 23)) == []


def test_an_export_without_a_limit_is_never_late(settings: Settings) -> None:
    land_file(settings, "pinduoduo/S1/orders", "2020-01-01 08:00:00")
    assert late(settings, date(2026, 11, 22)) == []


@pytest.mark.parametrize("platform", ["douyin", "pinduoduo"])
def test_every_export_of_a_platform_has_a_limit_and_staff_reports_have_three_days(platform: str) -> None:
    exports = {export for export in load_exports(PROJECT_DIR / "models") if export[0] not in (REFERENCE, "")}
    allowed = limits_on(load_limits(), date(2026, 11, 22))
    assert {export for export in exports if export[0] == platform} <= set(allowed)
    assert allowed[platform, "chats"] == 3


def test_a_refresh_for_a_future_day_makes_no_export_late(settings: Settings) -> None:
    land_file(settings, "douyin/S1/orders", f"{now():%Y-%m-%d %H:%M:%S}")
    ahead = replace(settings, as_of=today() + timedelta(days=30))
    assert read_facts(ahead, "published", [], None, None, near=None, ahead=7).late == []


def test_a_refresh_for_today_tells_of_a_late_export(settings: Settings) -> None:
    land_file(settings, "douyin/S1/orders", "2020-01-01 08:00:00")
    of_today = replace(settings, as_of=today())
    found = read_facts(of_today, "published", [], None, None, near=None, ahead=7).late
    assert [one.shop_id for one in found or []] == ["S1"]
