"""Two tiny exports with a ledger, and tiny marts with a publication, typed by hand.

Orders and parcels of one platform; a row of each breaks nothing until a test plants a defect.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pytest

from shopscore import ledger
from shopscore.contracts import Column, Export, Exports, create_raw_tables
from shopscore.quality import CheckResult, Limits, check_marts, check_sources, load_limits

HEADER = "platform,export,check_name,subject,limit_value,from_rows,severity,valid_from,valid_to,source,note\n"
LIMITS = """\
all,all,required_cells,,0,,withhold,2000-01-01,,assumption,
all,all,one_row_per_key,,0,,error,2000-01-01,,assumption,
all,all,times_in_order,orders.paid_at shipped_at picked_up_at signed_at,0,,warn,2000-01-01,,assumption,
all,all,times_in_order,orders.paid_at shipped_at picked_up_at signed_at,0.5,4,withhold,2000-01-01,,assumption,
all,all,filled_with,picked_up_at signed_at,0,,warn,2000-01-01,,assumption,
all,all,stars_on_scale,1 5,0,,withhold,2000-01-01,,assumption,
all,all,rejected_rows,,0.2,,withhold,2000-01-01,,assumption,
all,all,refused_files,,0,,warn,2000-01-01,,assumption,
all,all,empty_columns,,0,2,warn,2000-01-01,,assumption,
all,all,volume_low,2,0.5,2,warn,2000-01-01,,assumption,
all,all,volume_high,2,3,2,warn,2000-01-01,,assumption,
marts,scores,rows,,1,,error,2000-01-01,,assumption,
marts,scores,rows_kept,,0.5,,warn,2000-01-01,,assumption,
marts,scores,one_row_per_key,assessment_date system_id rule_version subject_type subject_id,0,,error,2000-01-01,,assumption,
marts,scores,scores_on_scale,,0,,error,2000-01-01,,assumption,
marts,scores,scale_is_known,,0,,error,2000-01-01,,assumption,
marts,scores,status_agrees,,0,,error,2000-01-01,,assumption,
marts,scores,no_subject_lost,,0,,error,2000-01-01,,assumption,
marts,scores,unexplained_change,,0.01,,error,2000-01-01,,assumption,
marts,scores,rules_compared,,60,,warn,2000-01-01,,assumption,
marts,dimension_scores,weights_sum_to_one,,0.000001,,error,2000-01-01,,assumption,
marts,indicator_scores,weights_sum_to_one,dimension_id,0.000001,,error,2000-01-01,,assumption,
marts,indicator_scores,ratio_within_one,,0,,error,2000-01-01,,assumption,
"""


def column(name: str, type_: str, *, required: bool = False, cell: bool = False) -> Column:
    return Column(name, type_, name, required=required or cell, cell_required=cell)


ORDERS = Export(
    platform="douyin",
    name="orders",
    table="raw.douyin_orders",
    key=("shop_id", "order_id"),
    columns=(
        column("shop_id", "id"),
        column("order_id", "id", cell=True),
        column("submitted_at", "timestamp", cell=True),
        column("paid_at", "timestamp", required=True),
        column("order_type", "text", required=True),
        column("service_stars", "stars"),
    ),
    personal_headers=(),
)
PARCELS = Export(
    platform="douyin",
    name="parcels",
    table="raw.douyin_parcels",
    key=("shop_id", "waybill_no", "order_id"),
    columns=(
        column("shop_id", "id"),
        column("waybill_no", "id", cell=True),
        column("order_id", "id", cell=True),
        column("shipped_at", "timestamp"),
        column("picked_up_at", "timestamp", required=True),
        column("signed_at", "timestamp", required=True),
    ),
    personal_headers=(),
)
EXPORTS: Exports = {("douyin", "orders"): ORDERS, ("douyin", "parcels"): PARCELS}


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    (folder / "rules").mkdir()
    (folder / "rules" / "quality_limits.csv").write_text(HEADER + LIMITS, encoding="utf-8")
    return folder


@pytest.fixture
def limits(seeds: Path) -> Limits:
    return load_limits(seeds, date(2021, 11, 15))


@dataclass
class Sources:
    """A warehouse with landed exports, and the checks of what arrived."""

    connection: duckdb.DuckDBPyConnection
    limits: Limits

    def file(
        self,
        export: str,
        *rows: str,
        shop: str = "S1",
        name: str = "first.csv",
        exported: str = "2021-11-15 10:00:00",
        rejected: int = 0,
        run: str = "new",
        status: str = "landed",
    ) -> None:
        """Land a file of rows, each the SQL values of the contract's columns after the shop."""
        self.connection.execute(
            "insert into log.landed_files (file_id, platform, shop_id, export, file_name, sha256, bytes, exported_at, "
            "exported_at_source, landed_at, run_id, status, rows_read, rows_landed, rows_rejected, rows_skipped) "
            "values (?, 'douyin', ?, ?, ?, ?, 1, ?, 'name', ?, ?, ?, ?, ?, ?, 0)",
            [
                name,
                shop,
                export,
                name,
                name,
                exported,
                exported,
                run,
                status,
                len(rows) + rejected,
                len(rows),
                rejected,
            ],
        )
        for number, row in enumerate(rows, start=1):
            self.connection.execute(f"insert into raw.douyin_{export} values ('{shop}', {row}, '{name}', {number}, 0)")

    def run(self, run_id: str, started: str, status: str) -> None:
        self.connection.execute(
            "insert into log.runs (run_id, started_at, as_of, status) values (?, ?, date '2021-11-15', ?)",
            [run_id, started, status],
        )

    def check(self, limits: Limits | None = None, exports: Exports = EXPORTS) -> dict[str, CheckResult]:
        results = check_sources(self.connection, exports, limits or self.limits)
        return {result.check_name.removeprefix("source_douyin_"): result for result in results}

    def failed(self) -> dict[str, CheckResult]:
        return {name: result for name, result in self.check().items() if result.result != "passed"}


def order(
    number: str,
    paid: str | None = "2021-11-10 10:05:00",
    *,
    submitted: str = "2021-11-10 10:00:00",
    kind: str | None = "普通订单",
    stars: int | None = 5,
) -> str:
    texts = [f"'{value}'" if value is not None else "null" for value in (number, submitted, paid, kind)]
    return ", ".join([*texts, str(stars) if stars is not None else "null"])


def parcel(number: str, shipped: str = "2021-11-11", picked_up: str = "2021-11-12", signed: str = "2021-11-13") -> str:
    return f"'W{number}', '{number}', '{shipped}', '{picked_up}', '{signed}'"


@pytest.fixture
def sources(limits: Limits) -> Sources:
    connection = duckdb.connect()
    ledger.create_tables(connection)
    create_raw_tables(connection, EXPORTS)
    return Sources(connection, limits)


MARTS = """
create schema marts; create schema rules;
create table rules.systems as
    select 'dsr' as system_id, 'v1' as rule_version, 1.0 as floor, 5.0 as ceiling, date '2021-11-01' as checked_on;
create table marts.scores (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    platform varchar, score double, status varchar
);
create table marts.dimension_scores (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    dimension_id varchar, weight double, score double
);
create table marts.indicator_scores (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    dimension_id varchar, indicator_id varchar, numerator double, denominator double, unit varchar, weight double,
    score double
);
create table marts.score_adjustments (
    assessment_date date, system_id varchar, rule_version varchar, subject_type varchar, subject_id varchar,
    kind varchar, item varchar, points double
);
insert into marts.scores
    select date '2021-11-15' - cast(back as integer), 'dsr', 'v1', 'shop', shop, 'douyin', 4.0, 'scored'
    from range(2) as days (back), (values ('S1'), ('S2')) as shops (shop);
alter table marts.scores add column is_official boolean default true;
insert into marts.dimension_scores
    select assessment_date, 'dsr', 'v1', 'shop', subject_id, dimension, 0.5, 4.0
    from marts.scores, (values ('product'), ('service')) as dimensions (dimension);
insert into marts.indicator_scores
    select assessment_date, 'dsr', 'v1', 'shop', subject_id, dimension_id, dimension_id || '_rate', 1, 10, 'ratio', 1.0, 4.0
    from marts.dimension_scores;
"""


@dataclass
class Marts:
    """A warehouse with marts, a publication of the same, and the checks of what leaves."""

    connection: duckdb.DuckDBPyConnection
    published: Path
    limits: Limits

    def change(self, statement: str) -> None:
        self.connection.execute(statement)

    def check(self) -> dict[str, CheckResult]:
        results = check_marts(self.connection, self.published, self.limits)
        return {result.check_name.removeprefix("mart_"): result for result in results}

    def failed(self) -> dict[str, CheckResult]:
        return {name: result for name, result in self.check().items() if result.result != "passed"}


@pytest.fixture
def marts(tmp_path: Path, limits: Limits) -> Marts:
    published = tmp_path / "published.duckdb"
    with duckdb.connect(str(published)) as publication:
        publication.execute(MARTS)
    connection = duckdb.connect(str(tmp_path / "warehouse.duckdb"))
    connection.execute(MARTS)
    return Marts(connection, published, limits)
