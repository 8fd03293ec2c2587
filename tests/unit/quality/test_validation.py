"""What Great Expectations did not validate is told apart from what it did, and it reports to no one."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from shopscore.language import Message
from shopscore.quality.check_specs import CheckSpec, ValidationResult, worst
from shopscore.quality.limits import Limit
from shopscore.quality.validation import Validator, validation_result
from shopscore.settings import PROJECT_DIR

WARN = Limit("all", "all", "c", (), 0.1, 0, "warn")
ERROR = Limit("all", "all", "c", (), 0.5, 10, "error")


def spec(column: str = "share", *levels: Limit, at_least: bool = False) -> CheckSpec:
    return CheckSpec(f"check_{column}", "raw.t", column, "rows", levels or (WARN, ERROR), at_least, Message("a rule"))


FRAME = pd.DataFrame(
    {
        "scope": ["S1", "S2", "S3", "S4"],
        "rows": [100, 100, 5, 100],
        "share": [0.0, 0.1, 0.9, None],
        "low": [1.0, 0.05, 2, 3],
    }
)


def test_each_limit_names_who_breaks_it_the_limit_itself_is_allowed_and_null_breaks_none() -> None:
    validations = Validator("source").validate("raw.t", FRAME, [spec()])["check_share"]
    assert validations == [ValidationResult(WARN, True, ("S3",)), ValidationResult(ERROR, True, ())]


def test_the_worst_comes_first_also_where_less_is_worse() -> None:
    frame = pd.DataFrame({"scope": ["S1", "S2", "S3"], "rows": [1, 1, 1], "share": [0.2, 0.8, 0.4]})
    least = Limit("all", "all", "c", (), 0.5, 0, "warn")
    assert Validator("source").validate("raw.t", frame, [spec("share", WARN)])["check_share"][0].scopes == (
        "S2",
        "S3",
        "S1",
    )
    found = Validator("source").validate("raw.t", frame, [spec("share", least, at_least=True)])["check_share"]
    assert found[0].scopes == ("S1", "S3")


def test_a_column_that_is_not_in_the_frame_was_not_validated() -> None:
    validations = Validator("source").validate("raw.t", FRAME, [spec("no_such_column"), spec("share")])
    assert [validation.ran for validation in validations["check_no_such_column"]] == [False, False]
    assert [validation.ran for validation in validations["check_share"]] == [True, True]


@pytest.mark.parametrize(
    "outcome",
    [
        None,
        {},
        {"success": True, "result": {}},
        {"success": False, "result": {}},
        {"success": True, "result": None},
        {"success": False, "result": {"element_count": 3}},
        {
            "success": True,
            "result": {"element_count": 3},
            "exception_info": {"metric": {"raised_exception": True, "exception_message": "list index out of range"}},
        },
        {"success": False, "result": {}, "exception_info": {"raised_exception": True, "exception_message": None}},
    ],
)
def test_a_result_without_figures_validates_nothing(outcome: dict[str, Any] | None) -> None:
    assert not validation_result(WARN, outcome, at_least=False).ran


def test_a_validation_that_did_not_run_decides_over_a_broken_limit_and_an_error_over_a_warning() -> None:
    missing = ValidationResult(WARN, False)
    warned, blocked = ValidationResult(WARN, True, ("S1",)), ValidationResult(ERROR, True, ("S2",))
    assert worst([warned, blocked, missing]) is missing
    assert worst([warned, blocked]) is blocked
    assert worst([ValidationResult(WARN, True)]) is None


ASKED = """
import os, socket, sys
asked = []
def ask(*arguments, **_):
    asked.append(arguments)
    raise OSError("no network")
socket.getaddrinfo = ask
socket.socket.connect = ask
import pandas as pd
from pathlib import Path
from shopscore.quality.validation import Validator
from shopscore.quality.limits import Limit
from shopscore.language import Message
from shopscore.quality.check_specs import CheckSpec
spec = CheckSpec("check", "raw.t", "share", "rows", (Limit("all", "all", "c", (), 0.1, 0, "warn"),), False, Message("a rule"))
validator = Validator("source")
validations = validator.validate("raw.t", pd.DataFrame({"scope": ["S1"], "rows": [1], "share": [0.5]}), [spec])
validator.write_site(Path(sys.argv[1]))
print(validations["check"][0].scopes, os.environ["GX_ANALYTICS_ENABLED"], asked)
"""


def test_analytics_are_off_whatever_the_environment_says_and_nobody_is_called(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, "-c", ASKED, str(tmp_path)],
        cwd=PROJECT_DIR,
        env=os.environ | {"GX_ANALYTICS_ENABLED": "true"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.splitlines()[-1] == "('S1',) false []"


def test_importing_the_checks_imports_neither_great_expectations_nor_pandas() -> None:
    code = (
        "import sys, shopscore.quality, shopscore.quality.report, shopscore.cli; "
        "print([name for name in ('great_expectations', 'pandas') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_DIR, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
