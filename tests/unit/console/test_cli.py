import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from shopscore.landing.search import find_files
from shopscore.settings import PROJECT_DIR

from .conftest import run


def in_a_process(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shopscore.cli", *arguments]
    return subprocess.run(command, cwd=PROJECT_DIR, capture_output=True, text=True, check=False)


def test_the_version_is_told() -> None:
    assert run("--version").stdout == "shopscore 0.1.0\n"


@pytest.mark.parametrize("command", ["sample", "refresh", "status", "scoreboard", "explain", "sql"])
def test_every_command_explains_itself(command: str) -> None:
    assert f"Usage: shopscore {command}" in in_a_process(command, "--help").stdout


def test_a_reader_does_not_wait_for_dagster_or_dbt() -> None:
    heavy = "('dagster', 'dbt', 'python_calamine')"
    loaded = f"import sys, shopscore.cli; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", loaded], cwd=PROJECT_DIR, capture_output=True, text=True, check=True)

    assert result.stdout == "[]\n"


def test_the_scoreboard_runs_as_a_process_of_its_own(published: Path) -> None:
    result = in_a_process("scoreboard")

    assert (result.returncode, result.stderr) == (0, "")
    assert "云朵小店" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["scoreboard", "--date", "22.11.2026"],
        ["explain"],
        ["sample", "--shops", "0"],
        ["sql", "select 1", "--format", "xml"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_is_exit_code_2(published: Path, arguments: list[str]) -> None:
    result = run(*arguments)

    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_wrong_setting_is_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPSCORE_HISTORY_DAYS", "many")

    result = run("scoreboard")
    assert result.exit_code == 2
    assert result.stderr.startswith("shopscore: SHOPSCORE_HISTORY_DAYS is 'many'")


@pytest.mark.parametrize(("days", "code"), [("0", 2), ("a month", 2), ("1", 0), ("", 0)])
def test_exports_are_kept_for_whole_days_or_for_good(
    published: Path, monkeypatch: pytest.MonkeyPatch, days: str, code: int
) -> None:
    monkeypatch.setenv("SHOPSCORE_LANDING_KEEP_DAYS", days)

    result = run("scoreboard")
    assert result.exit_code == code
    assert ("SHOPSCORE_LANDING_KEEP_DAYS" in result.stderr) == (code == 2)


def test_a_file_that_is_no_database_is_told_in_one_block(home: Path) -> None:
    (home / "published").mkdir()
    (home / "published" / "shopscore.duckdb").write_text("no database")

    result = in_a_process("scoreboard")
    assert result.returncode == 2
    assert "cannot be opened: run shopscore refresh" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_bug_is_one_line_and_its_traceback_is_in_the_log(published: Path, home: Path) -> None:
    with duckdb.connect(str(published)) as connection:
        connection.execute("drop table dims.systems")

    result = in_a_process("scoreboard")

    assert result.returncode == 1
    (log,) = (home / "logs").iterdir()
    assert result.stderr == f"shopscore: hit a bug (CatalogException); details in {log}\n"
    assert "Traceback" in log.read_text()


def test_sample_writes_exports_where_it_is_told(home: Path) -> None:
    landing = home / "elsewhere"

    small = ["--shops", "1", "--days", "2", "--orders-per-day", "3", "--until", "2026-11-22"]
    result = run("sample", "--landing", str(landing), *small)

    assert result.exit_code == 0, result.output
    files = [place.path for place in find_files(landing)]
    assert result.stdout.splitlines()[-1] == f"{len(files):,} files in {landing}"
    assert "douyin/orders" in result.stdout


def test_check_says_what_would_land_and_ends_with_whether_all_would(home: Path) -> None:
    good = home / "good.csv"
    good.write_text("platform,shop_id,shop_name,industry\ndouyin,7001,小店,女装\n", encoding="utf-8")
    bad = home / "bad.csv"
    bad.write_text("甲,乙\n1,2\n", encoding="utf-8")

    fine, refused, absent = run("check", str(good)), run("check", str(good), str(bad)), run("check", str(home / "none"))

    assert (fine.exit_code, refused.exit_code, absent.exit_code) == (0, 1, 2)
    assert "would land: 1 row of reference/shops" in fine.stdout
    assert f"put it into {home / 'landing' / 'reference' / 'shops'}/" in fine.stdout
    assert "its header is of no export" in refused.stdout
    assert "there is no file" in absent.stderr
    assert run("check", str(good), "--platform", "taobao").exit_code == 2
    assert sorted(path.name for path in home.iterdir()) == ["bad.csv", "good.csv"]


def test_init_makes_the_folders_and_no_sample_gets_into_them(home: Path) -> None:
    result = run("init", "--shop", "douyin/12345678")

    assert result.exit_code == 0
    assert (home / "landing" / "douyin" / "12345678" / "orders" / "README.txt").is_file()
    assert "shopscore check FILE" in result.stdout
    assert run("sample", "--if-new").exit_code == 0
    assert find_files(home / "landing") == []
    assert run("sample").exit_code == 2
    assert run("init", "--shop", "12345678").exit_code == 2
