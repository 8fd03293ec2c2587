import os
from pathlib import Path

import pytest

from shopscore.limits import Limits, cpus_allowed, free_bytes, memory_of_machine, read_limits
from shopscore.settings import ConfigurationError, Settings, load_settings
from shopscore.warehouse import fetch, open_warehouse

GIB = 1024**3


@pytest.fixture
def cgroups(tmp_path: Path) -> Path:
    """Return a tree of cgroups of the second version in which nothing is limited."""
    (tmp_path / "own").write_text("0::/services/shopscore\n", encoding="utf-8")
    for folder in (tmp_path, tmp_path / "services", tmp_path / "services" / "shopscore"):
        folder.mkdir(exist_ok=True)
        (folder / "memory.max").write_text("max\n", encoding="ascii")
        (folder / "cpu.max").write_text("max 100000\n", encoding="ascii")
    return tmp_path


def test_limits_that_are_given_hold_and_the_others_are_shares_of_the_machine(tmp_path: Path) -> None:
    given = read_limits({"SHOPSCORE_MEMORY": "1.5GB", "SHOPSCORE_THREADS": "3", "SHOPSCORE_TEMPORARY_SPACE": "2 GiB"})
    assert (given.memory_bytes, given.thread_count, given.temporary_bytes(tmp_path)) == (1_500_000_000, 3, 2 * GIB)
    shares = read_limits({})
    assert shares.memory_bytes == memory_of_machine() // 2
    assert shares.thread_count == cpus_allowed()
    # other processes write on the same disk
    assert shares.temporary_bytes(tmp_path / "not" / "there") == pytest.approx(free_bytes(tmp_path) / 2, rel=0.1)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("SHOPSCORE_MEMORY", "much"),
        ("SHOPSCORE_MEMORY", "0GB"),
        ("SHOPSCORE_MEMORY", "8"),
        ("SHOPSCORE_MEMORY", "80%"),
        ("SHOPSCORE_MEMORY", "99MB"),
        ("SHOPSCORE_THREADS", "0"),
        ("SHOPSCORE_THREADS", "-1"),
        ("SHOPSCORE_THREADS", "all"),
        ("SHOPSCORE_TEMPORARY_SPACE", "10KB"),
        ("SHOPSCORE_TEMPORARY_SPACE", "-1"),
    ],
)
def test_a_limit_that_is_none_is_refused_by_name(variable: str, value: str) -> None:
    with pytest.raises(ConfigurationError, match=f"{variable} is '{value}': give"):
        load_settings(environment={variable: value})


def test_the_smallest_cgroup_above_a_process_bounds_its_memory(cgroups: Path) -> None:
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert memory_of_machine(cgroups, cgroups / "own") == physical
    (cgroups / "services" / "memory.max").write_text("268435456\n", encoding="ascii")
    assert memory_of_machine(cgroups, cgroups / "own") == 268_435_456
    (cgroups / "services" / "shopscore" / "memory.max").write_text("134217728\n", encoding="ascii")
    assert memory_of_machine(cgroups, cgroups / "own") == 134_217_728


def test_cgroups_of_the_first_version_bound_it_too(tmp_path: Path) -> None:
    (tmp_path / "own").write_text("5:memory:/a\n4:cpu,cpuacct:/a\n", encoding="utf-8")
    (tmp_path / "memory" / "a").mkdir(parents=True)
    (tmp_path / "cpu,cpuacct" / "a").mkdir(parents=True)
    # what the first version says where nothing is limited
    (tmp_path / "memory" / "memory.limit_in_bytes").write_text("9223372036854771712\n", encoding="ascii")
    (tmp_path / "memory" / "a" / "memory.limit_in_bytes").write_text("536870912\n", encoding="ascii")
    (tmp_path / "cpu,cpuacct" / "a" / "cpu.cfs_quota_us").write_text("100000\n", encoding="ascii")
    (tmp_path / "cpu,cpuacct" / "a" / "cpu.cfs_period_us").write_text("100000\n", encoding="ascii")
    assert memory_of_machine(tmp_path, tmp_path / "own") == 536_870_912
    assert cpus_allowed(tmp_path, tmp_path / "own") == 1


def test_a_quota_of_cpus_bounds_the_threads_and_a_part_of_one_counts_as_one(cgroups: Path) -> None:
    bound = len(os.sched_getaffinity(0))
    assert cpus_allowed(cgroups, cgroups / "own") == bound
    (cgroups / "services" / "shopscore" / "cpu.max").write_text("50000 100000\n", encoding="ascii")
    assert cpus_allowed(cgroups, cgroups / "own") == 1
    (cgroups / "services" / "shopscore" / "cpu.max").write_text("150000 100000\n", encoding="ascii")
    assert cpus_allowed(cgroups, cgroups / "own") == min(bound, 2)


def test_a_machine_without_cgroups_is_taken_as_it_is(tmp_path: Path) -> None:
    physical = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    assert memory_of_machine(tmp_path, tmp_path / "none") == physical


def test_the_warehouse_is_opened_within_the_limits(tmp_path: Path) -> None:
    limits = Limits(memory=500_000_000, threads=1, temporary_space=300_000_000)
    settings = Settings(tmp_path, load_settings().as_of, limits=limits)
    with open_warehouse(settings) as connection:
        names = ("memory_limit", "threads", "temp_directory", "max_temp_directory_size")
        told = fetch(connection, "select " + ", ".join(f"current_setting('{name}') as {name}" for name in names))[0]
    # DuckDB writes 500 million bytes in units of 1024
    assert told == {
        "memory_limit": "476.8 MiB",
        "threads": 1,
        "temp_directory": str(settings.temporary),
        "max_temp_directory_size": "286.1 MiB",
    }
