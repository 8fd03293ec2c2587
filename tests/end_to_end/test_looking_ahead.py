"""Random histories: every change is explained, and what the forecast says comes true when nothing new happens.

A made-up sample of some shops and creators is refreshed for the day after its last event, and once more a week later
without a new file but the user's word that there was nothing to export. A figure of the later refresh is compared with the forecast of the earlier one, a contribution with
the change that the scores show.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import duckdb
import pytest

from shopscore.contracts import load_exports
from shopscore.sample import write_sample
from shopscore.settings import PROJECT_DIR
from tests.end_to_end.conftest import Home

LAST_EVENTS = date(2021, 11, 24)
FIRST = LAST_EVENTS + timedelta(days=1)
LATER = FIRST + timedelta(days=7)
ROUNDING = 1e-8
KEY = "system_id, rule_version, subject_type, subject_id"


@dataclass(frozen=True)
class Histories:
    """Marts of the earlier refresh and the later one, attached in one connection as `first` and `later`."""

    connection: duckdb.DuckDBPyConnection

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(query).fetchall()


def say_that_there_was_nothing(home: Home) -> None:
    """Without it the exports are too old a week later, and what hangs on them has no value."""
    exports = sorted(key for key in load_exports(PROJECT_DIR / "models") if key[0] != "reference")
    home.write(
        "reference/nothing_to_export/week.csv",
        ["platform", "shop_id", "export", "from", "to"],
        [
            [platform, folder.name, export, (LAST_EVENTS - timedelta(days=5)).isoformat(), LATER.isoformat()]
            for platform, export in exports
            for folder in sorted((home.path / "landing" / platform).glob("*"))
        ],
    )


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[Histories]:
    home = Home(tmp_path_factory.mktemp("looking_ahead"))
    write_sample(
        home.path / "landing", shops=6, pinduoduo_shops=5, days=115, orders_per_day=4, until=LAST_EVENTS, seed=11
    )
    first = home.refresh(FIRST, history_days=20)
    assert first.exit_code == 0, first.lines
    kept = home.path / "first.duckdb"
    kept.write_bytes((home.path / "published" / "shopscore.duckdb").read_bytes())
    say_that_there_was_nothing(home)
    later = home.refresh(LATER, history_days=20)
    assert later.exit_code == 0, later.lines
    with duckdb.connect() as connection:
        connection.execute(f"attach '{kept}' as first (read_only)")
        connection.execute(f"attach '{home.path / 'published' / 'shopscore.duckdb'}' as later (read_only)")
        yield Histories(connection)


@pytest.mark.parametrize("refresh", ["first", "later"])
@pytest.mark.parametrize(
    ("contribution", "change"),
    [
        ("contribution_1d", "change_1d"),
        ("contribution_7d", "change_7d"),
        ("contribution_to_peer_gap", "score - peer_mean"),
    ],
)
def test_contributions_add_up_to_every_change(
    histories: Histories, refresh: str, contribution: str, change: str
) -> None:
    totals = histories.rows(f"""
        select {change}, sum({contribution})
        from {refresh}.marts.scores
        left join {refresh}.marts.score_drivers using (assessment_date, {KEY})
        where score is not null
        group by assessment_date, {KEY}, {change}
    """)
    assert len(totals) > 300
    assert [total for total in totals if (total[0] is None) != (total[1] is None)] == []
    assert max(abs(changed - explained) for changed, explained in totals if changed is not None) < ROUNDING
    assert any(changed for changed, _ in totals), "histories in which nothing changes prove nothing"


@pytest.mark.parametrize("days", ["1d", "7d"])
def test_the_causes_add_up_to_every_contribution(histories: Histories, days: str) -> None:
    causes = [
        f"{cause}_{days}"
        for cause in (
            "entered", "left_window", "corrected", "decayed", "rule_changed", "peers_moved", "reweighted",
        )
    ]  # fmt: skip
    rows = histories.rows(f"select contribution_{days}, {', '.join(causes)} from first.marts.score_drivers")
    explained = [row for row in rows if row[0] is not None]
    assert len(explained) > 1000
    assert max(abs(row[0] - sum(row[1:])) for row in explained) < ROUNDING
    for number, cause in enumerate(causes, start=1):
        # no version begins within these weeks, and every indicator has a value throughout
        if not cause.startswith(("rule_changed", "reweighted")):
            assert any(row[number] for row in explained), f"no history with a part {cause}"


def test_a_forecast_of_values_comes_true_when_nothing_new_happens(histories: Histories) -> None:
    pairs = histories.rows(f"""
        select
            forecast.indicator_id,
            forecast.numerator, scores.numerator, forecast.denominator, scores.denominator,
            forecast.value, scores.value, forecast.decayed_value, scores.decayed_value
        from first.marts.indicator_forecast as forecast
        full outer join (
            select * from later.marts.indicator_scores where assessment_date = '{LATER}'
        ) as scores using ({KEY}, indicator_id)
        where forecast.target_date = '{LATER}' or forecast.target_date is null
    """)
    assert {pair[0] for pair in pairs} >= {"ship_within_48h_rate", "dsr_service", "quality_return_rate"}
    for indicator_id, *figures in pairs:
        for forecast, found in zip(figures[::2], figures[1::2], strict=True):
            assert forecast == found, indicator_id
    [(changed,)] = histories.rows(
        f"select count(*) from first.marts.indicator_forecast where target_date = '{LATER}' and value_change <> 0"
    )
    assert changed > 50


def test_a_forecast_of_means_comes_true_to_the_last_digit_and_says_that_it_is_exact(histories: Histories) -> None:
    pairs = histories.rows(f"""
        select forecast.basis, forecast.score, scores.score, forecast.status, scores.status, change
        from first.marts.score_forecast as forecast
        inner join later.marts.scores as scores using ({KEY})
        where target_date = '{LATER}' and scores.assessment_date = '{LATER}' and system_id like '%dsr'
    """)
    assert len(pairs) == 11
    assert {pair[0] for pair in pairs} == {"exact"}
    assert [pair[1] for pair in pairs] == [pair[2] for pair in pairs]
    assert [pair[3] for pair in pairs] == [pair[4] for pair in pairs]
    assert any(pair[5] for pair in pairs)


def test_a_forecast_of_ranks_is_the_place_among_the_peers_as_they_stand_today(histories: Histories) -> None:
    ahead = histories.rows(f"""
        select
            system_id, industry, indicator_id, subject_id, better, forecast.decayed_value, forecast.valid_orders,
            forecast.percentile, forecast.score, basis
        from (
            select indicator.*, total.valid_orders
            from first.marts.indicator_forecast as indicator
            inner join first.marts.score_forecast as total using (assessment_date, {KEY}, target_date)
            where target_date = '{LATER}' and total.status = 'scored'
        ) as forecast
        inner join (select * from first.marts.scores where assessment_date = '{FIRST}') using ({KEY})
        where system_id not like '%dsr' and forecast.decayed_value is not null and industry is not null
    """)
    today = histories.rows(f"""
        select system_id, industry, indicator_id, subject_id, decayed_value, valid_orders
        from first.marts.indicator_scores
        inner join first.marts.scores using (assessment_date, {KEY})
        where assessment_date = '{FIRST}' and status <> 'below_minimum_orders' and decayed_value is not null
    """)
    ranked = 0
    for system_id, industry, indicator_id, subject_id, better, value, orders, percentile, score, basis in ahead:
        sign = 1 if better == "up" else -1
        others = [
            (sign * row[4], row[5])
            for row in today
            if row[:3] == (system_id, industry, indicator_id) and row[3] != subject_id
        ]
        # below min_peers, or in a bucket of late pickups, where there is nobody to beat
        if len(others) + 1 < 5 or indicator_id in ("pickup_within_24_36h", "pickup_within_36_48h"):
            assert percentile is None, (indicator_id, subject_id)
            continue
        behind = sum(other < (sign * value, orders) for other in others)
        assert math.isclose(percentile, behind / len(others), abs_tol=1e-12), (indicator_id, subject_id)
        if score is not None:
            assert basis == "peers_held_still"
            ranked += 1
    assert ranked > 20


def test_the_forecast_has_every_day_of_the_next_thirty_for_every_score(histories: Histories) -> None:
    days = histories.rows(f"""
        select subject_id, min(target_date), max(target_date), count(*), count(distinct target_date)
        from first.marts.score_forecast group by {KEY}
    """)
    [(scored,)] = histories.rows(f"select count(*) from first.marts.scores where assessment_date = '{FIRST}'")
    assert len(days) == scored
    assert {row[1:] for row in days} == {(FIRST + timedelta(days=1), FIRST + timedelta(days=30), 30, 30)}


def test_every_case_is_accounted_for_on_every_day(histories: Histories) -> None:
    rows = histories.rows("""
        select cases, counted_for, counted_against, excluded, not_yet_known, out_of_window
        from first.marts.indicator_accounting
    """)
    assert len(rows) > 1000
    assert [row for row in rows if row[0] != sum(row[1:])] == []
    for number in range(6):
        assert any(row[number] for row in rows)
