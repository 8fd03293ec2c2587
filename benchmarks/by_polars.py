"""The scores by Polars, from the same daily facts as the SQL by hand: `python by_polars.py FOLDER AS_OF HISTORY_DAYS`.

Runs in an environment of its own (`build/polars`), so it imports nothing of this project. The folder holds the tables
that the SQL made before its windows (`facts`, `subjects`, `windows`, `rules`, `systems`, `dimensions`) as Parquet; the
scores are written beside them, and one line of JSON says what they cost.
"""

import json
import resource
import sys
from datetime import date, timedelta
from pathlib import Path

import polars as pl

MIN_PEERS = 5
BILLION = 1_000_000_000
KEY = ["assessment_date", "system_id", "rule_version"]
PEERS = [*KEY, "industry"]
# A change since 30 days before needs the days before those that are published.
LONGEST_CHANGE = 30


def window_sums(tables: dict[str, pl.LazyFrame], as_of: date, history_days: int) -> pl.LazyFrame:
    """Return what each window holds on each day."""
    first_day = as_of - timedelta(days=history_days - 1 + LONGEST_CHANGE)
    days = pl.LazyFrame({"day": pl.date_range(first_day, as_of, eager=True)})
    subjects = tables["subjects"].select("subject", "platform", "subject_type")
    lives = (
        tables["facts"]
        .filter(pl.col("known_date") < as_of)
        .join(subjects, on="subject")
        .join(tables["windows"], on=["platform", "subject_type", "indicator_id"])
        .with_columns(
            enters_on=pl.max_horizontal(
                pl.col("cohort_date") + pl.duration(days=pl.col("near_days")),
                pl.col("known_date") + pl.duration(days=1),
                pl.lit(first_day),
            ),
            leaves_on=pl.col("cohort_date") + pl.duration(days=pl.col("far_days") + 1),
            weight=pl.when(pl.col("half_life_days").is_null())
            .then(1.0)
            .otherwise(
                pl.lit(2.0).pow(
                    (pl.col("cohort_date") - pl.lit(as_of)).dt.total_days() / pl.col("half_life_days").fill_null(1)
                )
            ),
        )
        .filter(pl.col("enters_on") < pl.col("leaves_on"))
        .with_columns(
            decayed_numerator=pl.col("numerator") * pl.col("weight"),
            decayed_denominator=pl.col("denominator") * pl.col("weight"),
        )
    )
    amounts = ["numerator", "denominator", "decayed_numerator", "decayed_denominator"]
    place = ["subject", "window_id", "day"]
    entering = lives.select("subject", "window_id", pl.col("enters_on").alias("day"), *amounts)
    leaving = lives.select("subject", "window_id", pl.col("leaves_on").alias("day"), *(-pl.col(one) for one in amounts))
    deltas = pl.concat([entering, leaving]).group_by(place).agg(pl.col(amounts).sum())
    return (
        subjects.join(tables["windows"], on=["platform", "subject_type"])
        .select("subject", "window_id")
        .join(days, how="cross")
        .join(deltas, on=place, how="left")
        .with_columns(pl.col(amounts).fill_null(0))
        .sort(place)
        .with_columns(pl.col(amounts).cum_sum().over("subject", "window_id"))
    )


def indicator_scores(tables: dict[str, pl.LazyFrame], sums: pl.LazyFrame) -> pl.LazyFrame:
    """Return value, place among the peers and points of every indicator."""
    system = ["system_id", "rule_version"]
    windows = tables["windows"].with_columns(half_life=pl.col("half_life_days").fill_null(0))
    orders = (
        tables["systems"]
        .join(windows.filter(pl.col("indicator_id") == "valid_orders"), on=["platform", "subject_type"])
        .filter(pl.col("orders_near") == pl.col("near_days"), pl.col("orders_far") == pl.col("far_days"))
        .select(*system, pl.col("window_id").alias("orders_window"))
    )
    rules = (
        tables["rules"]
        .with_columns(half_life=pl.col("half_life_days").fill_null(0))
        .join(tables["systems"].drop("valid_from", "valid_to"), on=system)
        .join(
            windows.drop("half_life_days"),
            on=["platform", "subject_type", "indicator_id", "near_days", "far_days", "half_life"],
        )
        .join(orders, on=system)
        .drop("platform", "subject_type")
    )
    valid_orders = sums.select(
        "subject", "day", pl.col("window_id").alias("orders_window"), pl.col("denominator").alias("valid_orders")
    )
    ranked = pl.col("dimension_id").is_not_null() | pl.col("best_value").is_not_null()
    decayed = (pl.col("decayed_numerator") / BILLION / pl.col("decayed_denominator")).round(9) + 0.0
    values = (
        rules.join(sums, on="window_id")
        .filter(pl.col("day").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .join(valid_orders, on=["subject", "day", "orders_window"])
        .join(tables["subjects"].select("subject", "industry"), on="subject")
        .rename({"day": "assessment_date"})
        .with_columns(
            reaches_minimum=pl.col("minimum_orders").is_null() | (pl.col("valid_orders") >= pl.col("minimum_orders")),
            value=pl.when(pl.col("denominator") > 0).then(pl.col("numerator") / BILLION / pl.col("denominator")),
            decayed_value=pl.when(pl.col("denominator") > 0).then(decayed),
        )
        .with_columns(
            is_peer=pl.col("industry").is_not_null() & pl.col("reaches_minimum") & pl.col("value").is_not_null(),
            rank_value=pl.when(pl.col("better") == "up").then(1).otherwise(-1) * pl.col("decayed_value"),
        )
    )
    group = [*PEERS, "indicator_id"]
    return (
        values.sort(*group, "is_peer", "rank_value", "valid_orders", nulls_last=True)
        .with_columns(
            peer_count=pl.col("is_peer").sum().over(group),
            place=pl.int_range(pl.len()).over(*group, "is_peer"),
        )
        .with_columns(peers_behind=pl.col("place").min().over(*group, "is_peer", "rank_value", "valid_orders"))
        .with_columns(
            percentile=pl.when(pl.col("is_peer") & ranked & (pl.col("peer_count") >= MIN_PEERS)).then(
                pl.col("peers_behind") / (pl.col("peer_count") - 1)
            )
        )
        .with_columns(
            score=pl.when(pl.col("dimension_id").is_null() | ~pl.col("reaches_minimum"))
            .then(None)
            .when(pl.col("method") == "mean_of_stars")
            .then(pl.col("value"))
            .otherwise(pl.col("floor") + (pl.col("ceiling") - pl.col("floor")) * pl.col("percentile"))
        )
    )


def scores(tables: dict[str, pl.LazyFrame], indicators: pl.LazyFrame) -> pl.LazyFrame:
    """Return the total and the status of every subject and day."""
    has_score = pl.col("score").is_not_null()
    weighted = (pl.col("weight") * pl.col("score")).sum() / pl.col("weight").filter(has_score).sum()
    mean = pl.when(has_score.any()).then(weighted.round(9)).alias("score")
    subject = [*KEY, "subject"]
    dimensions = (
        indicators.filter(pl.col("dimension_id").is_not_null())
        .group_by(*subject, "dimension_id")
        .agg(
            mean,
            is_partial=((pl.col("denominator") > 0) & pl.col("reaches_minimum") & pl.col("score").is_null()).any(),
        )
        .join(tables["dimensions"], on=["system_id", "rule_version", "dimension_id"])
    )
    totals = dimensions.group_by(subject).agg(mean, pl.col("is_partial").any())
    of_days = indicators.group_by(subject).agg(
        pl.col("reaches_minimum").first(),
        has_values=(pl.col("dimension_id").is_not_null() & pl.col("value").is_not_null()).any(),
    )
    return of_days.join(totals, on=subject).with_columns(
        status=pl.when(~pl.col("reaches_minimum"))
        .then(pl.lit("below_minimum_orders"))
        .when(pl.col("score").is_null() & pl.col("has_values"))
        .then(pl.lit("no_peers"))
        .when(pl.col("score").is_null())
        .then(pl.lit("no_data"))
        .when(pl.col("is_partial"))
        .then(pl.lit("partial"))
        .otherwise(pl.lit("scored"))
    )


def main(folder: Path, as_of: date, history_days: int) -> None:
    """Read the tables, make the scores, write them, and say what it cost."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    names = ("facts", "subjects", "windows", "rules", "systems", "dimensions")
    tables = {name: pl.scan_parquet(folder / f"{name}.parquet") for name in names}
    indicators = indicator_scores(tables, window_sums(tables, as_of, history_days)).collect()
    totals = scores(tables, indicators.lazy()).collect()
    indicators.write_parquet(folder / "polars_indicator_scores.parquet")
    totals.write_parquet(folder / "polars_scores.parquet")
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"cpu": cpu, "peak": after.ru_maxrss / 1024, "version": pl.__version__}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), date.fromisoformat(sys.argv[2]), int(sys.argv[3]))
