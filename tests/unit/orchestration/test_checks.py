"""What Dagster's page says of a check: what was found, how bad it is, and what to do about it."""

import pytest
from dagster import AssetCheckKey, AssetCheckSeverity, AssetKey

from orchestration.checks import as_asset_check
from shopscore.quality import CheckResult

KEY = AssetCheckKey(AssetKey(["douyin", "orders"]), "source_douyin_orders_rejected_rows")


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
    shown = as_asset_check(KEY, CheckResult(KEY.name, "raw.douyin_orders", severity, result, 3, "a rule", "3 of 9"))
    assert (shown.passed, shown.severity) == (False, shown_as)
    assert shown.metadata["message"].text == "3 of 9"
    assert what_to_do in str(shown.metadata["next_step"].text)


def test_what_passed_asks_for_nothing() -> None:
    shown = as_asset_check(KEY, CheckResult(KEY.name, "raw.douyin_orders", "warn", "passed", 0, "a rule", None))
    assert shown.passed
    assert "next_step" not in shown.metadata
