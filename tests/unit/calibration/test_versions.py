"""What is learned, kept, put to use and taken out of it."""

from datetime import date, datetime

import pytest
from filelock import FileLock

from shopscore.calibration import (
    CalibrationError,
    LedgerBusyError,
    calibrate,
    list_versions,
    open_ledger,
    start_using,
    stop_using,
)
from shopscore.settings import Settings
from shopscore.warehouse import open_warehouse
from tests.unit.calibration.conftest import Teach

NOW = datetime(2021, 11, 15, 14)
RISING = [("up", "up", day, 0.1 * day, 3 + 0.5 * day) for day in range(3)]
FALLING = [("down", "down", day, 10.0 - day, 3 + 0.5 * day) for day in range(3)]


def points_of(settings: Settings, calibration_id: str) -> list[tuple[float, float]]:
    with open_warehouse(settings) as connection:
        return connection.execute(
            "select percentile, value from log.calibration_points where calibration_id = ? order by 1",
            [calibration_id],
        ).fetchall()


def test_a_curve_is_kept_as_percentiles_of_the_scale_and_values_of_the_indicator(teach: Teach) -> None:
    settings = teach([*RISING, *FALLING])
    with open_ledger(settings) as ledger:
        down, up = calibrate(ledger, NOW)
    assert down.version is not None
    assert up.version is not None
    # 3, 3.5 and 4 points on the scale from 3 to 5 are 0, 1/4 and 1/2 of it
    assert points_of(settings, up.version.calibration_id) == [(0, 0), (0.25, 0.1), (0.5, 0.2)]
    assert points_of(settings, down.version.calibration_id) == [(0, 10), (0.25, 9), (0.5, 8)]


def test_a_version_tells_what_it_was_learned_from(teach: Teach) -> None:
    with open_ledger(teach([*RISING, ("up", "up", 2, 0.25, 4.0)])) as ledger:
        [outcome] = calibrate(ledger, NOW)
        assert list_versions(ledger) == [outcome.version]
    version = outcome.version
    assert version is not None
    assert (version.system_id, version.industry, version.indicator_id) == ("y", "女装", "up")
    assert (version.from_date, version.to_date) == (date(2021, 10, 1), date(2021, 10, 3))
    assert (version.days, version.pages, version.learned_at, version.is_in_use) == (3, 4, NOW, False)


def test_the_days_of_the_rules_are_needed_unless_another_number_is_given(teach: Teach) -> None:
    # the rules ask for 3 days; four pages on two days are not enough
    settings = teach([("up", "up", day, value, 3 + value) for day in range(2) for value in (0.1, 0.2)])
    with open_ledger(settings) as ledger:
        [refused] = calibrate(ledger, NOW)
        assert refused.reason == "2 days with a page, 3 are needed"
        assert list_versions(ledger) == []
        [learned] = calibrate(ledger, NOW, min_days=2)
        assert learned.version is not None


def test_points_that_do_not_rise_with_the_value_teach_nothing(teach: Teach) -> None:
    with open_ledger(teach([("up", "up", day, 0.1 * day, 5 - 0.5 * day) for day in range(3)])) as ledger:
        [outcome] = calibrate(ledger, NOW)
        assert (outcome.version, outcome.reason) == (None, "the points do not rise with the value")
        assert list_versions(ledger) == []


def test_one_version_of_a_kind_is_in_use_and_others_are_left_alone(teach: Teach) -> None:
    with open_ledger(teach([*RISING, *FALLING])) as ledger:
        first_down, first_up = (outcome.version.calibration_id for outcome in calibrate(ledger, NOW) if outcome.version)
        _, second_up = (outcome.version.calibration_id for outcome in calibrate(ledger, NOW) if outcome.version)
        for calibration_id in (first_down, first_up, second_up):
            assert start_using(ledger, calibration_id).version.is_in_use
        in_use = {version.calibration_id for version in list_versions(ledger) if version.is_in_use}
        assert in_use == {first_down, second_up}
        stop_using(ledger, second_up)
        assert {version.calibration_id for version in list_versions(ledger) if version.is_in_use} == {first_down}
        with pytest.raises(CalibrationError, match=f"{second_up} is not in use"):
            stop_using(ledger, second_up)


def test_a_landed_benchmark_of_the_same_kind_is_told_when_a_version_is_put_to_use(teach: Teach) -> None:
    with open_ledger(teach([*RISING, *FALLING])) as ledger:
        ledger.execute("insert into raw.reference_benchmarks values ('y', '女装', 'down')")
        down, up = (outcome.version.calibration_id for outcome in calibrate(ledger, NOW) if outcome.version)
        assert start_using(ledger, down).is_set_aside
        assert not start_using(ledger, up).is_set_aside


def test_an_unknown_version_is_refused(teach: Teach) -> None:
    with open_ledger(teach([])) as ledger:
        assert calibrate(ledger, NOW) == []
        with pytest.raises(CalibrationError, match="there is no calibration abc: shopscore calibrate --list"):
            start_using(ledger, "abc")
        with pytest.raises(CalibrationError, match="there is no calibration abc"):
            stop_using(ledger, "abc")


def test_without_a_warehouse_or_pages_the_user_is_told_to_refresh(settings: Settings) -> None:
    with pytest.raises(CalibrationError, match="no warehouse yet"), open_ledger(settings):
        pass
    assert not settings.warehouse.exists()
    with open_warehouse(settings):
        pass
    with open_ledger(settings) as ledger, pytest.raises(CalibrationError, match="run shopscore refresh first"):
        calibrate(ledger, NOW)


def test_nothing_is_learned_while_a_refresh_runs(teach: Teach, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = teach(RISING)
    monkeypatch.setattr("shopscore.calibration.ledger.LOCK_SECONDS", 0.1)
    with FileLock(settings.lock), pytest.raises(LedgerBusyError, match="a refresh is running"), open_ledger(settings):
        pass
