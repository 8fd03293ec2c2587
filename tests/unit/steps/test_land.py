"""A refresh in which every file is refused stops, unless something landed before: its scores would be about no shop."""

import sys
from datetime import date
from pathlib import Path

import pytest

from shopscore.contracts import load_exports
from shopscore.landing import land
from shopscore.progress import Progress
from shopscore.refresh import EXIT_USAGE, _outcome
from shopscore.run import Run
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.steps import StepError
from shopscore.steps.land import stop_where_nothing_ever_landed

EXPORTS = load_exports(PROJECT_DIR / "models")


def landed_run(home: Path, **files: str) -> Run:
    settings = Settings(home, date(2021, 11, 15))
    folder = settings.landing / "reference" / "shops"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    run = Run(settings, False, Progress(sys.stdout))
    run.landing = land(settings, EXPORTS, run.run_id)
    return run


GOOD = "platform,shop_id,industry\ndouyin,7001,女装\n"


def test_where_every_file_is_refused_the_refresh_ends_with_where_to_begin(tmp_path: Path) -> None:
    run = landed_run(tmp_path, bad="甲,乙\n1,2\n")

    with pytest.raises(StepError, match="nothing has landed yet"):
        stop_where_nothing_ever_landed(run)
    outcome = _outcome(run)

    assert outcome.exit_code == EXIT_USAGE
    assert outcome.lines[0].startswith("shopscore: nothing has landed yet")
    assert "bad.csv" in outcome.lines[1]


def test_where_something_landed_now_or_before_it_goes_on(tmp_path: Path) -> None:
    stop_where_nothing_ever_landed(landed_run(tmp_path, good=GOOD, bad="甲,乙\n1,2\n"))
    stop_where_nothing_ever_landed(landed_run(tmp_path, worse="丙\n"))


def test_a_landing_folder_without_files_is_no_failure_of_a_run_that_dagster_starts(tmp_path: Path) -> None:
    stop_where_nothing_ever_landed(landed_run(tmp_path))
