"""A home whose exports are those of the proof, and the command as a user starts it.

Nothing of the project is imported: whatever its modules are called, this reads what it publishes.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb

from .inputs import FIXTURES, INPUTS, pack, unpack

# Another checkout than this one: to prove it by the fixtures of this one.
PROJECT = Path(os.environ.get("PROOF_PROJECT", Path(__file__).resolve().parents[2]))
BEFORE = FIXTURES / "home_of_before.tar.xz"
MESSAGES = FIXTURES / "messages"
COMMAND = "from shopscore.cli import main; main()"
HISTORY_DAYS = "21"
# The steps of one home, one after the other. The code of before took the first two; its home is kept, and the others
# go on from there: a next day without a new file, then an earlier day with files that come late.
FROM_NOTHING = {"first": "2022-02-26", "late": "2022-03-01"}
FROM_BEFORE = {"next": "2022-03-02", "earlier": "2022-02-28"}


@dataclass(frozen=True)
class ProofHome:
    """One home folder, and the checkout whose code works on it.

    Attributes:
        path: the folder.
        project: the checkout.
        environment: variables that its commands get beside the others.
    """

    path: Path
    project: Path = PROJECT
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str) -> str:
        """Run a command and return what it printed.

        Raises:
            AssertionError: it failed.
        """
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, *arguments],
            cwd=self.project,
            env={
                **os.environ,
                "SHOPSCORE_HOME": str(self.path),
                "SHOPSCORE_HISTORY_DAYS": HISTORY_DAYS,
                # hashes of two keys differ
                "SHOPSCORE_HASH_KEY": "one for all homes",
                "SHOPSCORE_LANG": "en",
                "PYTHONPATH": str(self.project),
                **self.environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"shopscore {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def take(self, step: str) -> None:
        """Put the files of a step into landing, and refresh for its day."""
        if (INPUTS / f"{step}.tar.xz").exists():
            unpack(INPUTS / f"{step}.tar.xz", self.path / "landing")
        if step == "earlier":
            # curves made from assumptions, where there is nothing else
            self.command("calibrate", "--starter", "on")
        self.command("refresh", "--as-of", (FROM_NOTHING | FROM_BEFORE)[step])

    @property
    def published(self) -> Path:
        """The file that readers open."""
        return self.path / "published" / "shopscore.duckdb"


def unpack_home_of_before(path: Path) -> None:
    """Put the home that the code of before left into a folder; the files in its landing folder are those that landed."""
    unpack(BEFORE, path)
    for step in FROM_NOTHING:
        unpack(INPUTS / f"{step}.tar.xz", path / "landing")


def pack_home_of_before(path: Path) -> None:
    """Pack what of a home no refresh makes anew; dbt's and Dagster's records are not it, and name paths of the machine.

    The tables of the models stay, without their rows, so that a model that takes another shape or goes meets what was
    there. Done once, with the home that the code of before left after its steps.
    """
    with tempfile.TemporaryDirectory() as folder:
        kept, full = Path(folder) / "kept", Path(folder) / "full.duckdb"
        (kept / "published").mkdir(parents=True)
        for name in ("published/shopscore.duckdb", "alerts.yml", "alerts_sent.json"):
            shutil.copy2(path / name, kept / name)
        shutil.copy2(path / "warehouse.duckdb", full)
        with duckdb.connect(str(full)) as connection:
            for schema, table in connection.execute(
                "select schema_name, table_name from duckdb_tables() where schema_name not in ('raw', 'log')"
            ).fetchall():
                connection.execute(f'truncate "{schema}"."{table}"')
            connection.execute(f"attach '{kept / 'warehouse.duckdb'}' as kept")
            connection.execute('copy from database "full" to kept')
        pack(kept, BEFORE)


@contextmanager
def hook() -> Iterator[tuple[dict[str, str], list[str]]]:
    """Serve the channel of the home's `alerts.yml`: yield the variable that names it, and what was posted there."""
    posts: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            posts.append(f"{told['title']}\n\n{told['message']}\n")
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield {"PROOF_HOOK": f"json://127.0.0.1:{server.server_port}"}, posts
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
