"""A check that closes the gate ends the run, and the run says so in its language."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest

from shopscore.language import use_language
from shopscore.progress import Progress
from shopscore.quality import CheckResult
from shopscore.run import Run
from shopscore.settings import Settings
from shopscore.steps.check import stop_at_closed_gate
from shopscore.steps.errors import StepError


def check(name: str, severity: str, result: str) -> CheckResult:
    return CheckResult(name, "marts.scores", severity, result, 1, None, None)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(Settings(tmp_path, date(2026, 12, 1)), False, Progress(StringIO()))


def test_a_closed_gate_names_the_checks_that_close_it_in_the_language_of_the_run(run: Run) -> None:
    use_language("zh")
    with pytest.raises(StepError) as stopped:
        stop_at_closed_gate(run, [check("one", "error", "failed"), check("two", "warn", "failed")])
    assert str(stopped.value) == "质量检查未通过，未发布：one。各项发现见 `shopscore quality`"
    assert [one.check_name for one in run.gate_closed_by] == ["one"]


def test_warnings_do_not_end_a_run(run: Run) -> None:
    stop_at_closed_gate(run, [check("two", "warn", "failed"), check("three", "error", "passed")])
    assert run.gate_closed_by == []
