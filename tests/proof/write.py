"""Writes the fixtures of the marts anew: `make proof-fixtures`.

Only for a commit that says which numbers move, and why.
"""

import shutil
import tempfile
from pathlib import Path

from .home import FROM_BEFORE, FROM_NOTHING, MESSAGES, PROJECT, ProofHome, hook, unpack_home_of_before
from .marts import MARTS, read_marts, write_fixture


def write_steps(home: ProofHome, steps: dict[str, str], posts: list[str], marts: Path = MARTS) -> None:
    """Take the steps in a home and keep every published table after each, and what its channel was told."""
    for step in steps:
        home.take(step)
        # the messages of the others name checks and the time of day
        if step == "next":
            (MESSAGES / f"{step}.txt").write_text("\n".join(posts), encoding="utf-8")
        posts.clear()
        shutil.rmtree(marts / step, ignore_errors=True)
        for name, table in read_marts(home.published):
            write_fixture(marts / step / f"{name}.csv.gz", table)


def main() -> None:
    """Write the tables of every step."""
    with tempfile.TemporaryDirectory() as folder, hook() as (variables, posts):
        write_steps(ProofHome(Path(folder) / "new", PROJECT), FROM_NOTHING, posts)
        before = Path(folder) / "before"
        unpack_home_of_before(before)
        write_steps(ProofHome(before, PROJECT, variables), FROM_BEFORE, posts)


if __name__ == "__main__":
    main()
