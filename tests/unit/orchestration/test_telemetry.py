"""Neither dbt nor Dagster nor Great Expectations reports on its user."""

import os
import subprocess
import sys
from pathlib import Path

import yaml
from dagster import DagsterInstance

from orchestration.instance import NO_TELEMETRY
from shopscore.settings import PROJECT_DIR

SWITCHES = {
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DAGSTER_DISABLE_TELEMETRY": "true",
    "GX_ANALYTICS_ENABLED": "false",
}


def test_importing_the_project_switches_all_three_off() -> None:
    asked = "import os, orchestration; print([os.environ.get(name) for name in ({})])".format(
        ", ".join(repr(name) for name in SWITCHES)
    )
    clean = {name: value for name, value in os.environ.items() if name not in SWITCHES}
    said = subprocess.run(
        [sys.executable, "-c", asked], cwd=PROJECT_DIR, env=clean, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == str(list(SWITCHES.values()))


def test_dbt_obeys() -> None:
    project = yaml.safe_load((PROJECT_DIR / "dbt_project.yml").read_text(encoding="utf-8"))
    assert project["flags"]["send_anonymous_usage_stats"] is False


def test_dagster_obeys_in_the_user_interface_and_on_the_command_line(tmp_path: Path) -> None:
    configured = (PROJECT_DIR / "orchestration" / "dagster.yaml").read_text(encoding="utf-8")
    (tmp_path / "dagster.yaml").write_text(configured, encoding="utf-8")
    with DagsterInstance.from_config(str(tmp_path)) as instance:
        assert instance.telemetry_enabled is False
        assert instance.nux_enabled is False
        assert instance.get_concurrency_config().run_queue_config.max_concurrent_runs == 1
    with DagsterInstance.ephemeral(settings=NO_TELEMETRY) as ephemeral:
        assert ephemeral.telemetry_enabled is False
