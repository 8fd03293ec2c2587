"""The landing job as Dagster launches it: it lands, publishes nothing and leaves no refresh in the ledger."""

from pathlib import Path

import duckdb
from dagster import AssetKey, DagsterInstance

from orchestration.definitions import Pipeline


def test_landing_by_itself_lands_and_is_no_refresh(assembled: Pipeline, home: Path) -> None:
    file = home / "landing" / "reference" / "shops" / "shops.csv"
    file.parent.mkdir(parents=True)
    file.write_text("platform,shop_id,shop_name,industry\ndouyin,S1,一号店,女装\n", encoding="utf-8")
    with DagsterInstance.ephemeral() as instance:
        job = assembled.definitions.resolve_job_def("land_new_files")
        result = job.execute_in_process(instance=instance)
        assert result.success
        # only the export that brought something is fresh now
        assert instance.get_latest_materialization_event(AssetKey(["reference", "shops"])) is not None
        assert instance.get_latest_materialization_event(AssetKey(["douyin", "orders"])) is None
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as connection:
        assert connection.execute("select status, rows_landed from log.landed_files").fetchall() == [("landed", 1)]
        assert connection.execute("select count(*) from log.runs").fetchone() == (0,)
    assert not (home / "published").exists()
