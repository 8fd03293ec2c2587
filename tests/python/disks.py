"""Small, read-only and foreign disks, where this machine lets a test mount one."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """Mount a disk of a size in memory; skips the test where that is not allowed."""
    with tempfile.TemporaryDirectory() as place:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", place],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        if mounted.returncode != 0:
            pytest.skip(f"this machine mounts nothing: {mounted.stderr.strip()}")
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", "--lazy", place], check=True)  # noqa: S607


def make_read_only(disk: Path) -> None:
    """Take writing from a mounted disk."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)  # noqa: S607


def as_nobody() -> list[str]:
    """Return what to put before a command to run it as another user; skips the test where that is not allowed."""
    if os.geteuid() != 0:
        pytest.skip("only root can run a command as another user")
    return ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
