"""A home with exports in it, the refresh as a user starts it, and readers of what it published."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from shopscore.contracts import load_exports
from shopscore.progress import Progress
from shopscore.refresh import RefreshOutcome, refresh
from shopscore.settings import PROJECT_DIR, Settings

SHOPSCORE = (sys.executable, "-c", "from shopscore.cli import main; main()")
SORTED_COMPARISON_LEAVES_OUT = ("generation_id",)


@dataclass(frozen=True)
class Home:
    """One home folder and what a test does with it."""

    path: Path

    def write(self, place: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
        """Write an export file at `place` below landing."""
        file = self.path / "landing" / place
        file.parent.mkdir(parents=True, exist_ok=True)
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(header)
        writer.writerows(rows)
        file.write_text(text.getvalue(), encoding="utf-8")
        return file

    def nothing_else(self, platform: str, *shops: str) -> None:
        """Say of every export that has no folder yet that the shops had nothing to export."""
        exports = [name for source, name in load_exports(PROJECT_DIR / "models") if source == platform]
        self.write(
            f"reference/nothing_to_export/{platform}.csv",
            ["platform", "shop_id", "export", "from", "to"],
            [
                [platform, shop, export, "2000-01-01", ""]
                for shop in shops
                for export in exports
                if not (self.path / "landing" / platform / shop / export).exists()
            ],
        )

    def refresh(self, as_of: date, history_days: int = 120, *, full: bool = False) -> RefreshOutcome:
        """Refresh in this process, as the command does."""
        settings = Settings(home=self.path, as_of=as_of, history_days=history_days)
        return refresh(settings, Progress(sys.stdout), full=full)

    def command(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run the console script in a process of its own."""
        return subprocess.run(
            [*SHOPSCORE, *arguments],
            cwd=PROJECT_DIR,
            env={**os.environ, "SHOPSCORE_HOME": str(self.path), "COLUMNS": "80", **environment},
            capture_output=True,
            text=True,
            check=False,
        )

    def published(self, query: str) -> list[tuple[object, ...]]:
        """Query the published file."""
        with duckdb.connect(str(self.path / "published" / "shopscore.duckdb"), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def tables(self, *schemas: str) -> Mapping[str, bytes]:
        """Return every published table of the schemas as sorted text, the generation left out."""
        with duckdb.connect(str(self.path / "published" / "shopscore.duckdb"), read_only=True) as connection:
            names = connection.execute(
                "select schema_name, table_name from duckdb_tables() where list_contains(?, schema_name)",
                [list(schemas)],
            ).fetchall()
            return {
                f"{schema}.{table}": "\n".join(
                    sorted(
                        repr(row)
                        for row in connection.execute(
                            f'select * exclude (generation_id) from "{schema}"."{table}"'
                        ).fetchall()
                    )
                ).encode()
                for schema, table in names
            }


@pytest.fixture(scope="session", autouse=True)
def shared_dbt_target(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let all homes share dbt's partial parse, which has nothing of a home in it."""
    os.environ["DBT_TARGET_PATH"] = str(tmp_path_factory.mktemp("dbt"))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def clock(day: str, time: str = "10:00:00") -> str:
    """Return a cell of the form the platforms write, after checking that it is a time."""
    return datetime.fromisoformat(f"{day} {time}").strftime("%Y-%m-%d %H:%M:%S")
