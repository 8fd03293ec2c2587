"""What a refresh may take of the machine: memory, threads and temporary space, and what DuckDB is told of it.

The one place for it: every connection that works and dbt get their settings from here. A limit that is not given is a
share of what this process may use, cgroups respected. What a refresh is going to need belongs in `needs.py`.
"""

import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from shopscore.language import tr

MEMORY, THREADS, TEMPORARY_SPACE = "SHOPSCORE_MEMORY", "SHOPSCORE_THREADS", "SHOPSCORE_TEMPORARY_SPACE"
VARIABLES = (MEMORY, THREADS, TEMPORARY_SPACE)
# In these a refresh tells dbt what it found them to be.
MEMORY_LIMIT, TEMPORARY_LIMIT = "SHOPSCORE_MEMORY_LIMIT", "SHOPSCORE_TEMPORARY_LIMIT"

MEMORY_SHARE = 0.5
# The rest is for the warehouse itself and for the publication, which are written on the same disk.
TEMPORARY_SHARE = 0.5
# DuckDB does not finish a build of the smallest sample with much less.
LEAST_MEMORY = 100_000_000
LEAST_TEMPORARY_SPACE = 100_000_000

GIGABYTE = 1_000_000_000
UNITS = {"K": 1, "M": 2, "G": 3, "T": 4}
AMOUNT = re.compile(r"(?P<number>[1-9]\d*(?:\.\d+)?) ?(?P<unit>[KMGT])(?P<binary>i?)B", re.IGNORECASE)

CGROUPS = Path("/sys/fs/cgroup")
OWN_CGROUPS = Path("/proc/self/cgroup")
# What cgroups of the first version say where nothing is limited: more than any machine has.
UNLIMITED = 1 << 60


class LimitError(ValueError):
    """A limit that is given is none; the message says what to change."""


@dataclass(frozen=True)
class Limits:
    """What a refresh may take, as it was given.

    Attributes:
        memory: bytes that DuckDB keeps in memory before it spills (`SHOPSCORE_MEMORY`); None: half of what is there.
        threads: that work at once (`SHOPSCORE_THREADS`); None: as many as this process has CPUs.
        temporary_space: bytes that may be spilled (`SHOPSCORE_TEMPORARY_SPACE`); None: half of what is free.
    """

    memory: int | None = None
    threads: int | None = None
    temporary_space: int | None = None

    @property
    def memory_bytes(self) -> int:
        """Bytes that DuckDB keeps in memory before it spills."""
        return self.memory or max(LEAST_MEMORY, int(memory_of_machine() * MEMORY_SHARE))

    @property
    def thread_count(self) -> int:
        """Threads that work at once."""
        return self.threads or cpus_allowed()

    def temporary_bytes(self, folder: Path) -> int:
        """Return the bytes that may be spilled into a folder; it need not be there yet."""
        return self.temporary_space or max(LEAST_TEMPORARY_SPACE, int(free_bytes(folder) * TEMPORARY_SHARE))

    def settings(self, folder: Path) -> dict[str, str | bool | int | float | list[str]]:
        """Return what DuckDB is told of them.

        Args:
            folder: where it spills.
        """
        return {
            "memory_limit": in_duckdb(self.memory_bytes),
            "threads": self.thread_count,
            "temp_directory": str(folder),
            "max_temp_directory_size": in_duckdb(self.temporary_bytes(folder)),
        }


def read_limits(environment: Mapping[str, str]) -> Limits:
    """Read the limits from the environment.

    Raises:
        LimitError: a variable holds no limit.
    """
    threads = environment.get(THREADS) or None
    if threads is not None and (not threads.isdecimal() or int(threads) < 1):
        raise LimitError(
            tr(
                "{variable} is '{value}': give the number of threads that may work at once, 1 or more, or leave it out "
                "for as many as there are CPUs",
                variable=THREADS,
                value=threads,
            )
        )
    return Limits(
        _amount(environment, MEMORY, LEAST_MEMORY),
        None if threads is None else int(threads),
        _amount(environment, TEMPORARY_SPACE, LEAST_TEMPORARY_SPACE),
    )


def said(number: int) -> str:
    """Return bytes as a person reads them: 800 MB, 12.6 GB."""
    return f"{number / 1e6:,.0f} MB" if number < GIGABYTE else f"{number / 1e9:,.1f} GB"


def in_duckdb(number: int) -> str:
    """Return bytes as DuckDB takes them."""
    return f"{number // 1_000_000}MB"


def memory_of_machine(cgroups: Path = CGROUPS, own: Path = OWN_CGROUPS) -> int:
    """Return the bytes of memory that this process may use: the machine's, or less where a cgroup says so."""
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limits = [_number(folder / name) for folder, name in _memory_files(cgroups, own)]
    return min([physical, *(limit for limit in limits if limit is not None and 0 < limit < UNLIMITED)])


def cpus_allowed(cgroups: Path = CGROUPS, own: Path = OWN_CGROUPS) -> int:
    """Return the CPUs that this process may use: those it is bound to, or fewer where a cgroup has a quota."""
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    quotas = [quota for quota in (_quota(folder) for folder in _folders(cgroups, own, "cpu")) if quota]
    # of one CPU and a half two threads make use
    return max(1, min([bound, *(-int(-quota // 1) for quota in quotas)]))


def free_bytes(folder: Path) -> int:
    """Return the bytes that are free where a folder is or is going to be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _amount(environment: Mapping[str, str], variable: str, least: int) -> int | None:
    text = environment.get(variable, "").strip()
    if not text:
        return None
    found = AMOUNT.fullmatch(text)
    number = (
        int(float(found["number"]) * (1024 if found["binary"] else 1000) ** UNITS[found["unit"].upper()])
        if found
        else 0
    )
    if number < least:
        raise LimitError(
            tr(
                "{variable} is '{value}': give an amount such as 4GB or 800MB, at least {least} MB, or leave it out "
                "for half of what is there",
                variable=variable,
                value=text,
                least=least // 1_000_000,
            )
        )
    return number


def _memory_files(cgroups: Path, own: Path) -> Iterator[tuple[Path, str]]:
    for folder in _folders(cgroups, own, "memory"):
        yield folder, "memory.max"
        yield folder, "memory.limit_in_bytes"


def _folders(cgroups: Path, own: Path, controller: str) -> Iterator[Path]:
    """Return the folders of the cgroups that this process is in, and of those above them; of both versions of cgroups.

    In a container its own cgroup is the top of what can be seen, whatever its path says.
    """
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        _, controllers, path = line.split(":", 2)
        if controllers and controller not in controllers.split(","):
            continue
        top = cgroups / controllers if controllers else cgroups
        folder = top / path.lstrip("/")
        yield from (folder, *(parent for parent in folder.parents if parent.is_relative_to(top)))


def _quota(folder: Path) -> float | None:
    try:
        limit, period = (folder / "cpu.max").read_text(encoding="ascii").split()
        return None if limit == "max" else int(limit) / int(period)
    except (OSError, ValueError):
        pass
    limit_us, period_us = _number(folder / "cpu.cfs_quota_us"), _number(folder / "cpu.cfs_period_us")
    return limit_us / period_us if limit_us and period_us and limit_us > 0 else None


def _number(path: Path) -> int | None:
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
