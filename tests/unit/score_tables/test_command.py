"""`shopscore limits` as a user starts it, on a warehouse made by hand of three shops and three rule versions."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from shopscore.cli import app
from shopscore.console.warehouse import open_idle_warehouse
from shopscore.score_tables import ScoreTables, read_score_tables
from shopscore.settings import Settings
from shopscore.warehouse import open_warehouse

WAREHOUSE = """
    create schema rules; create schema events; create schema staging; create schema insights;
    create table events.int_assessment_dates as
    select * from (values
        (date '2026-09-07', true, false), (date '2026-09-08', true, true), (date '2026-07-13', false, false)
    ) as dates (assessment_date, is_published, is_latest);
    create table rules.systems as
    select *, 'douyin' as platform, 50 as dimension_floor, 100 as ceiling from (values
        ('y', 'old', 'shop', false, date '2026-05-07', date '2026-07-13'),
        ('y', 'now', 'shop', false, date '2026-07-14', date '2026-09-07'),
        ('y', 'pages', 'shop', false, date '2026-09-08', null),
        ('y', 'guess', 'shop', true, date '2026-07-14', null),
        ('z', 'creators', 'creator', false, date '2026-07-14', null)
    ) as systems (system_id, rule_version, subject_type, is_what_if, valid_from, valid_to);
    create table rules.indicators as
    select 'y' as system_id, * from (values
        ('old', 'rating', 'product', 'limits', 'up'),
        ('now', 'rating', 'product', 'limits', 'up'),
        ('now', 'returns', 'product', 'limits', 'down'),
        ('now', 'pickup', 'logistics', 'points', 'up'),
        ('now', 'shown', null, 'limits', 'up'),
        ('pages', 'rating', 'product', 'learned', 'up'),
        ('pages', 'pickup', 'logistics', 'learned', 'down'),
        ('guess', 'rating', 'product', 'limits', 'up')
    ) as indicators (rule_version, indicator_id, dimension_id, method, better);
    alter table rules.indicators add column weight double;
    create table rules.dimensions as
    select distinct system_id, rule_version, dimension_id, cast(null as double) as weight from rules.indicators
    where dimension_id is not null;
    create table events.int_subjects as
    select 'douyin' as platform, * from (values
        ('shop', 'S1', '甲', '女装', null), ('shop', 'S2', '乙', '女装', 'flagship'), ('shop', 'S3', '丙', null, null),
        ('creator', 'K1', '丁', '女装', null)
    ) as subjects (subject_type, subject_id, subject_name, score_industry, shop_type);
    create table staging.stg_reference__score_limits (
        platform varchar, system_id varchar, rule_version varchar, industry varchar, shop_type varchar,
        indicator_id varchar, limit_value double, points double
    );
    create table staging.stg_reference__score_weights (
        system_id varchar, rule_version varchar, industry varchar, shop_type varchar, item varchar, weight double
    );
    create table rules.score_weights as select * from staging.stg_reference__score_weights;
    create table staging.stg_reference__pickup_points (rule_version varchar, from_hours double, points double);
    create table rules.small_shop_points as
    select 'y' as system_id, 'now' as rule_version, 'returns' as indicator_id, 80 as points;
    create table insights.int_shop_page_cells (
        system_id varchar, rule_version varchar, item_kind varchar, item varchar, shop_id varchar, page_date date,
        value double, points double
    );
    create table insights.int_dimension_training_data (
        system_id varchar, rule_version varchar, industry varchar, dimension_id varchar, assessment_date date,
        min_days integer
    );
    create table rules.parameters as
    select 'douyin' as platform, *, date '2000-01-01' as valid_from, cast(null as date) as valid_to from (values
        ('limit_points_step', 10), ('calibration_min_days', 30)
    ) as parameters (parameter, value);
"""
ALL_WEIGHTS = """
    insert into staging.stg_reference__score_weights values
    ('y', 'now', '女装', null, 'product', 50), ('y', 'now', '女装', null, 'logistics', 50),
    ('y', 'pages', '女装', null, 'product', 50), ('y', 'pages', '女装', null, 'logistics', 50);
    insert into rules.score_weights values ('y', 'now', '女装', null, 'rating', 60), ('y', 'now', '女装', null, 'returns', 40);
"""
PICKUPS = "insert into staging.stg_reference__pickup_points values ('now', 0, 100);"
PAGES = """
    insert into insights.int_dimension_training_data
    select 'y', 'pages', '女装', unnest(['product', 'logistics']), date '2026-09-08' + cast(day as integer), 30
    from range(30) as days (day);
"""

Fill = Callable[[str], None]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("SHOPSCORE_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    settings = Settings(home=tmp_path, as_of=date(2026, 9, 8))
    with open_warehouse(settings) as connection:
        connection.execute(WAREHOUSE)
    return settings


@pytest.fixture
def fill(settings: Settings) -> Fill:
    def execute(statements: str) -> None:
        with open_warehouse(settings) as connection:
            connection.execute(statements)

    return execute


@pytest.fixture
def read(settings: Settings) -> Callable[..., ScoreTables]:
    def tables(shop_id: str | None = None) -> ScoreTables:
        with open_idle_warehouse(settings) as connection:
            return read_score_tables(connection, shop_id)

    return tables


def missing_of(tables: ScoreTables) -> set[tuple[str, str, str, tuple[str, ...]]]:
    return {(one.scoring.shop_id, one.scoring.rule_version, one.table, one.items) for one in tables.missing}


def limit(indicator_id: str, value: float, points: float, shop_type: str = "null") -> str:
    return (
        "insert into staging.stg_reference__score_limits values "
        f"('douyin', 'y', 'now', '女装', {shop_type}, '{indicator_id}', {value}, {points});"
    )


def cell(item: str, shop: str, day: int, value: float, points: float) -> str:
    return (
        "insert into insights.int_shop_page_cells values "
        f"('y', 'now', 'indicator', '{item}', '{shop}', date '2026-07-{day}', {value}, {points});"
    )


def test_every_table_that_a_shop_lacks_is_named_for_the_versions_of_the_published_days(
    read: Callable[..., ScoreTables],
) -> None:
    # The old version has no published day, the guess is a what-if, the other system is of creators.
    assert missing_of(read()) == {
        *(
            (shop, version, table, items)
            for shop in ("S1", "S2")
            for version, table, items in (
                ("now", "score_limits", ("rating", "returns")),
                ("now", "score_weights", ("logistics", "product", "rating", "returns")),
                ("now", "pickup_points", ("pickup",)),
                ("pages", "score_weights", ("logistics", "product")),
                ("pages", "score_pages", ("logistics",)),
                ("pages", "score_pages", ("product",)),
            )
        ),
        ("S3", "now", "shops", ("industry",)),
        ("S3", "pages", "shops", ("industry",)),
    }


def test_what_is_there_is_not_missing(read: Callable[..., ScoreTables], fill: Fill) -> None:
    fill(ALL_WEIGHTS + PICKUPS + PAGES + limit("rating", 4.6, 90) + limit("returns", 0.02, 90))
    assert missing_of(read("S1")) == missing_of(read("S2")) == set()
    assert missing_of(read("S3"))


def test_limits_and_weights_of_a_type_are_for_shops_of_that_type(read: Callable[..., ScoreTables], fill: Fill) -> None:
    fill(ALL_WEIGHTS + PICKUPS + PAGES + limit("rating", 4.6, 90) + limit("returns", 0.02, 90, "'flagship'"))
    assert missing_of(read("S1")) == {("S1", "now", "score_limits", ("returns",))}
    assert missing_of(read("S2")) == set()
    fill("update staging.stg_reference__score_weights set shop_type = 'flagship' where rule_version = 'pages'")
    assert ("S1", "pages", "score_weights", ("logistics", "product")) in missing_of(read("S1"))
    assert missing_of(read("S2")) == set()


def test_one_day_too_few_with_a_page_is_too_few(read: Callable[..., ScoreTables], fill: Fill) -> None:
    fill(ALL_WEIGHTS + PICKUPS + PAGES + limit("rating", 4.6, 90) + limit("returns", 0.02, 90))
    fill("delete from insights.int_dimension_training_data where assessment_date = date '2026-09-08'")
    missing = read("S1").missing
    assert [(one.table, one.items, one.days, one.needed_days) for one in missing] == [
        ("score_pages", ("logistics",), 29, 30),
        ("score_pages", ("product",), 29, 30),
    ]


def test_pages_bound_the_limits_of_their_own_industry_and_type_and_80_of_a_small_shop_says_nothing(
    read: Callable[..., ScoreTables], fill: Fill
) -> None:
    fill(cell("rating", "S1", 14, 4.5, 90) + cell("rating", "S1", 15, 4.3, 80) + cell("rating", "S2", 16, 4.9, 60))
    fill(cell("returns", "S1", 14, 0.5, 80) + cell("returns", "S1", 15, 0.02, 90))
    limits = {(one.shop_type, one.indicator_id): one for one in read().limits}
    ratings = limits["non_flagship", "rating"]
    assert [one.value for one in ratings.readings] == [4.5, 4.3]
    assert [bound.points for bound in ratings.bounds] == [100, 90, 80, 70, 60]
    assert [one.value for one in limits["flagship", "rating"].readings] == [4.9]
    assert [one.value for one in limits["non_flagship", "returns"].readings] == [0.02]


def test_the_table_to_fill_in_has_the_bounds_beside_it_and_takes_them_only_when_told(
    settings: Settings, fill: Fill, tmp_path: Path
) -> None:
    fill(cell("rating", "S1", 14, 4.5, 90) + cell("rating", "S1", 15, 4.3, 80) + limit("returns", 0.02, 90))
    file, used = tmp_path / "limits.csv", tmp_path / "used.csv"
    written = CliRunner().invoke(app, ["limits", "S1", "--write", str(file)])
    assert written.exit_code == 1, written.output
    rows = file.read_text(encoding="utf-8").splitlines()
    assert rows[0] == "platform,system_id,rule_version,industry,shop_type,indicator_id,limit,points,note"
    assert rows[1:3] == [
        "douyin,y,now,女装,non_flagship,rating,,100,more than 4.5 (page of 2026-07-14)",
        'douyin,y,now,女装,non_flagship,rating,,90,"more than 4.3 (page of 2026-07-15), at most 4.5 (page of 2026-07-14)"',
    ]
    # of the returns there are limits already
    assert len(rows) == 1 + 5
    assert CliRunner().invoke(app, ["limits", "S1", "--write", str(used), "--use"]).exit_code == 1
    taken = duckdb.execute(
        'select indicator_id, "limit", points from read_csv(?, header = true)', [str(used)]
    ).fetchall()
    # what no page got is left out; every step up to 80 is reached by 4.3
    assert taken == [("rating", 4.5, 90), ("rating", 4.3, 80), ("rating", 4.3, 70), ("rating", 4.3, 60)]


def test_pages_that_contradict_each_other_are_never_taken(settings: Settings, fill: Fill, tmp_path: Path) -> None:
    fill(cell("rating", "S1", 14, 4.4, 90) + cell("rating", "S1", 15, 4.5, 80) + limit("returns", 0.02, 90))
    shown = CliRunner().invoke(app, ["limits", "S1", "--write", str(tmp_path / "used.csv"), "--use"])
    said = " ".join(shown.output.split())
    assert "pages contradict each other" in said
    points = [row.split(",")[7] for row in (tmp_path / "used.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert points == ["80", "70", "60"]


def test_what_was_filled_in_is_checked_against_itself_and_the_pages(settings: Settings, fill: Fill) -> None:
    fill(
        ALL_WEIGHTS + PICKUPS + PAGES + limit("rating", 4.6, 90) + limit("rating", 4.7, 80) + limit("returns", 0.02, 90)
    )
    fill(cell("returns", "S1", 14, 0.0201, 90))
    shown = CliRunner().invoke(app, ["limits", "S1"])
    said = " ".join(shown.output.split())
    assert shown.exit_code == 1
    assert "No table of the score page is missing." in said
    assert "now, 女装, non_flagship, rating: 90 points have the limit 4.6, which is no harder than 4.7 for 80" in said
    assert "the page of shop S1 on 2026-07-14 shows 90 points for 0.0201; by these limits they are 50" in said


def test_nothing_missing_and_nothing_wrong_ends_with_0(settings: Settings, fill: Fill) -> None:
    fill(ALL_WEIGHTS + PICKUPS + PAGES + limit("rating", 4.6, 90) + limit("returns", 0.02, 90))
    shown = CliRunner().invoke(app, ["limits", "S2"])
    assert shown.exit_code == 0, shown.output
    assert "No table of the score page is missing." in shown.output


def test_it_speaks_chinese(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPSCORE_LANG", "zh")
    shown = CliRunner().invoke(app, ["limits", "S1"])
    assert "缺少" in shown.output
    assert "missing" not in shown.output


@pytest.mark.parametrize("arguments", [["--use"], ["--write", "/nowhere/at/all.csv"], ["S9"]])
def test_wrong_usage_ends_with_2(settings: Settings, arguments: list[str]) -> None:
    assert CliRunner().invoke(app, ["limits", *arguments]).exit_code == 2


def test_before_the_first_refresh_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPSCORE_HOME", str(tmp_path))
    shown = CliRunner().invoke(app, ["limits"])
    assert shown.exit_code == 2
    assert "shopscore refresh" in shown.output
