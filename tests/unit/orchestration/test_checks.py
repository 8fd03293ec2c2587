"""What Dagster's page says of a check: what was found, in which table, how bad it is, and what to do about it."""

import pytest
from dagster import AssetCheckKey, AssetCheckSeverity, AssetCheckSpec, AssetKey

from orchestration.checks import QUALITY_CHECKS, as_asset_check, planned_results
from shopscore.quality import CheckResult

KEY = AssetCheckKey(AssetKey(["douyin", "orders"]), QUALITY_CHECKS)
NAME = "source_douyin_orders_rejected_rows"


def check(name: str, severity: str, result: str, rows: int = 3) -> CheckResult:
    return CheckResult(name, "raw.douyin_orders", severity, result, rows, "a rule", "3 of 9")


@pytest.mark.parametrize(
    ("severity", "result", "shown_as", "what_to_do"),
    [
        ("error", "failed", AssetCheckSeverity.ERROR, "Correct what the rows show, then run shopscore refresh."),
        ("withhold", "failed", AssetCheckSeverity.WARN, "Export the shop's file again and refresh"),
        ("warn", "failed", AssetCheckSeverity.WARN, "Look at the rows when there is time."),
        ("warn", "not_run", AssetCheckSeverity.ERROR, "Run shopscore doctor, then refresh."),
    ],
)
def test_what_did_not_pass_says_what_to_do_next(
    severity: str, result: str, shown_as: AssetCheckSeverity, what_to_do: str
) -> None:
    shown = as_asset_check(KEY, [check("another", "warn", "passed", 0), check(NAME, severity, result)])
    assert (shown.passed, shown.severity) == (False, shown_as)
    told = str(shown.metadata[f"1. {NAME}"].text)
    assert told.startswith(f"raw.douyin_orders: {result} ({severity})\n3 of 9\n")
    assert what_to_do in told
    assert (shown.metadata["checks"].value, shown.metadata["failing_rows"].value) == (2, 3)


def test_the_worst_of_an_assets_checks_decides_and_is_named_first() -> None:
    shown = as_asset_check(KEY, [check("warned", "warn", "failed"), check("blocked", "error", "failed")])
    assert shown.severity == AssetCheckSeverity.ERROR
    assert [name for name in shown.metadata if name[0].isdigit()] == ["1. blocked", "2. warned"]


def test_of_many_that_did_not_pass_the_first_ten_are_named() -> None:
    shown = as_asset_check(KEY, [check(f"check_{number}", "warn", "failed") for number in range(12)])
    assert len([name for name in shown.metadata if name[0].isdigit()]) == 10
    assert shown.metadata["and_more"].text == "2 more: shopscore quality"


def test_what_passed_asks_for_nothing() -> None:
    shown = as_asset_check(KEY, [check(NAME, "warn", "passed", 0)])
    assert shown.passed
    assert set(shown.metadata) == {"checks", "failing_rows"}


def test_a_planned_check_without_a_limit_today_is_told_and_blocks_nothing() -> None:
    [shown] = planned_results(
        [(AssetCheckSpec(QUALITY_CHECKS, asset=KEY.asset_key), [NAME, "unlimited"])],
        [check(NAME, "error", "passed", 0)],
    )
    assert (shown.passed, shown.severity) == (False, AssetCheckSeverity.WARN)
    assert "no limit holds on the assessment date" in str(shown.metadata["1. unlimited"].text)
