"""dbt's log on a full disk is lost, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

from shopscore.settings import PROJECT_DIR

LOGS = """
import logging, sys
from datetime import date
from pathlib import Path
from shopscore.dbt_project import set_environment
from shopscore.settings import Settings

set_environment(Settings(Path(sys.argv[1]), date(2026, 11, 22)))
logging.getLogger("dbt").addHandler(logging.StreamHandler(open("/dev/full", "w")))
logging.getLogger("dbt").warning("a model failed")
print("went on")
logging.getLogger("dbt").handlers[0].stream = sys.stdout
import os; sys.stdout.flush(); os._exit(0)
"""


def test_a_log_that_cannot_be_written_prints_no_traceback(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    run = subprocess.run(
        [sys.executable, "-c", LOGS, str(tmp_path)], cwd=PROJECT_DIR, capture_output=True, text=True, check=True
    )
    assert run.stdout == "went on\n"
    assert "Traceback" not in run.stderr
    assert "Logging error" not in run.stderr
