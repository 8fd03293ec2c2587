"""Every model runs on Apache Spark as it is, and every mart says there what it says on DuckDB.

One small home is refreshed with DuckDB. The tables that no model makes are handed to Spark as Parquet, and a process in
an environment of its own (`build.py`) makes all models of them.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from shopscore.segmenter import cut
from shopscore.settings import PROJECT_DIR
from tests.spark.comparison import find_difference

SPARK_PYTHON = Path(os.environ.get("SPARK_ENVIRONMENT", PROJECT_DIR / "build" / "spark")) / "bin" / "python"
AS_OF = date(2021, 11, 15)
# an order's day stays in a score for 104 days
SAMPLE = (
    "--shops",
    "4",
    "--pinduoduo-shops",
    "2",
    "--days",
    "110",
    "--orders-per-day",
    "4",
    "--until",
    AS_OF.isoformat(),
)
HISTORY_DAYS = 40
# from the contracts of exports, the ledger, and the seeds, which dbt-spark cannot read
INPUTS = ("raw", "log", "rules")

KEYS = "select a, b, n, d, t, {{ surrogate_key(['a', 'b', 'n', 'd', 't']) }} as key from probe.parts"
WORDS = """
select text, piece.clause, piece.place, piece.word
from (select text, {{ each_word('text') }} as piece from probe.texts) as cut
"""
TEXTS = [
    "质量很好，物流太慢了！客服OK",
    "不掉色。没有异味",
    "It's 5-star; 好评返现~联系我",
    "",
    "，。",
    "包装破了 退货退款",
]


@dataclass(frozen=True)
class Parts:
    """The parts of one key."""

    a: str
    b: str | None
    n: int
    d: date
    t: datetime

    @property
    def key(self) -> int | None:
        """What the key is, by its definition."""
        if self.b is None:
            return None
        text = "\x1f".join([self.a, self.b, str(self.n), self.d.isoformat(), self.t.isoformat(" ")])
        return int(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()[:16], 16) - 2**63


def random_parts() -> list[Parts]:
    rng = random.Random(7)
    signs = "abcXYZ019 -_'\"\\店铺达人物流质量退款ÄÖ😀"
    return [
        Parts(
            a="".join(rng.choices(signs, k=rng.randrange(12))),
            b=None if row % 100 == 0 else "".join(rng.choices(signs, k=rng.randrange(30))),
            n=rng.randrange(-(2**62), 2**62),
            d=AS_OF - timedelta(days=rng.randrange(2000)),
            t=datetime(2021, 1, 1) + timedelta(seconds=rng.randrange(30_000_000)),
        )
        for row in range(1000)
    ]


@dataclass(frozen=True)
class Engines:
    """A home that DuckDB refreshed, the folder in which Spark made the same, and DuckDB to look at both.

    Attributes:
        home: the refreshed home.
        folder: where `build.py` wrote.
        connection: has the warehouse attached as `ours`.
        marts: dbt's nodes of the marts.
        models: dbt's nodes of all models, each after those that it reads.
    """

    home: Path
    folder: Path
    connection: duckdb.DuckDBPyConnection
    models: list[dict[str, Any]]

    @property
    def failures(self) -> dict[str, str]:
        return json.loads((self.folder / "failures.json").read_text(encoding="utf-8"))

    def differences(self, is_compared: Callable[[dict[str, Any]], bool]) -> dict[str, str]:
        """Return the differences of the models, the first to be made first."""
        found = {}
        for node in filter(is_compared, self.models):
            written = self.folder / "warehouse" / f"{node['schema']}.db" / node["alias"]
            if node["config"]["materialized"] == "view":
                written = self.folder / "views" / node["schema"] / node["alias"]
            difference = find_difference(self.connection, f'ours.{node["schema"]}."{node["alias"]}"', written)
            if difference:
                found[node["name"]] = difference
        return found

    def answer(self, probe: str) -> list[tuple[Any, ...]]:
        """Return what Spark answers to a probe."""
        return self.connection.execute(f"from read_parquet('{self.folder}/probes/{probe}/*.parquet')").fetchall()


def run(*command: str | Path, **environment: str) -> str:
    """Run a command from the project's folder and return what it prints."""
    outcome = subprocess.run(
        command, cwd=PROJECT_DIR, env=os.environ | environment, capture_output=True, text=True, check=False
    )
    if outcome.returncode:
        pytest.fail(f"{command} ended with {outcome.returncode}:\n{outcome.stdout[-6000:]}\n{outcome.stderr[-6000:]}")
    return outcome.stdout


def export(warehouse: Path, folder: Path) -> None:
    """Write the inputs of the models, and those of the probes, as Parquet."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() where list_contains(?, schema_name)", [INPUTS]
        ).fetchall()
        for schema, table in tables:
            (folder / schema).mkdir(parents=True, exist_ok=True)
            connection.execute(f"copy {schema}.{table} to '{folder}/{schema}/{table}.parquet' (format parquet)")
    (folder / "probe").mkdir()
    with duckdb.connect() as connection:
        connection.execute("create table parts (a varchar, b varchar, n bigint, d date, t timestamp)")
        connection.executemany(
            "insert into parts values (?, ?, ?, ?, ?)", [[row.a, row.b, row.n, row.d, row.t] for row in random_parts()]
        )
        connection.execute("create table texts (text varchar)")
        connection.executemany("insert into texts values (?)", [[text] for text in TEXTS])
        for table in ("parts", "texts"):
            connection.execute(f"copy {table} to '{folder}/probe/{table}.parquet' (format parquet)")


def in_order(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the models, each after those that it reads."""
    models = {name: node for name, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    ordered: dict[str, dict[str, Any]] = {}

    def add(name: str) -> None:
        if name in models and name not in ordered:
            for parent in models[name]["depends_on"]["nodes"]:
                add(parent)
            ordered[name] = models[name]

    for name in models:
        add(name)
    return list(ordered.values())


def is_mart(node: dict[str, Any]) -> bool:
    return node["fqn"][1] == "marts"


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("spark")
    days = {"SHOPSCORE_AS_OF": AS_OF.isoformat(), "SHOPSCORE_HISTORY_DAYS": str(HISTORY_DAYS)}
    shopscore = (sys.executable, "-c", "from shopscore.cli import main; main()")
    run(*shopscore, "sample", *SAMPLE, SHOPSCORE_HOME=str(home))
    run(*shopscore, "refresh", "--as-of", AS_OF.isoformat(), SHOPSCORE_HOME=str(home), **days)
    export(home / "warehouse.duckdb", folder / "inputs")
    (folder / "probes").mkdir()
    (folder / "probes" / "keys.sql").write_text(KEYS, encoding="utf-8")
    (folder / "probes" / "words.sql").write_text(WORDS, encoding="utf-8")
    run(SPARK_PYTHON, "-m", "tests.spark.build", folder, **days)
    manifest = json.loads((folder / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'Asia/Shanghai'")
        connection.execute(f"attach '{home}/warehouse.duckdb' as ours (read_only)")
        yield Engines(home, folder, connection, in_order(manifest))


def test_every_model_is_built(engines: Engines) -> None:
    assert engines.failures == {}


def test_every_mart_is_equal(engines: Engines) -> None:
    assert any(map(is_mart, engines.models))
    differences = engines.differences(is_mart)
    # where it begins is in a table that the mart is made of
    before = engines.differences(lambda node: node["config"]["materialized"] == "table") if differences else {}
    assert differences == {}, f"the first models that differ: {list(before.items())[:3]}"


def test_a_key_is_equal(engines: Engines) -> None:
    parts = random_parts()
    assert sorted(engines.answer("keys"), key=repr) == sorted(
        [(row.a, row.b, row.n, row.d, row.t, row.key) for row in parts], key=repr
    )


def test_words_are_cut_alike(engines: Engines) -> None:
    assert sorted(engines.answer("words")) == sorted(
        (text, piece["clause"], piece["place"], piece["word"]) for text in TEXTS for piece in cut(text)
    )
