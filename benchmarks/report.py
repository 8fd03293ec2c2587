"""Writes the report of a benchmark: a section for each size, ratios first, with what it was measured by.

A report of the same size is replaced, those of others stay. What is measured belongs in `bench.py`.
"""

import os
import platform
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.exports import Size
from shopscore.limits import memory_of_machine, said
from shopscore.settings import moment

PACKAGES = ("duckdb", "dbt-core", "dbt-duckdb", "dagster", "great-expectations")
HEADER = """# What it costs

Written by `make bench`; not by hand. CPU seconds are user and system of a process and all that it starts, medians of
the rounds, sides alternating; memory is the peak of the process. Seconds are those of one machine: compare the ratios.
"By hand" is plain SQL from the raw tables to all indicator scores and scores of all days (`sql/by_hand`), without
tests, explanations, lists or a publication; each run compared it with the published tables, equal row for row.
"""
SECTION = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """CPU seconds and peak memory in MB of one side, and whatever else it counted."""

    cpu: float
    peak: float
    more: Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A size that was measured, and the files of its home in MB after the first refresh and after a day."""

    size: Size
    first: Mapping[str, float]
    day_after: Mapping[str, float]


def write_report(path: Path, case: Case, found: Mapping[str, Result], rounds: int, load: tuple[float, ...]) -> None:
    """Put the section of a size into the report, smaller sizes first."""
    sections = _sections(path)
    sections[case.size.orders] = _section(case, found, rounds, load)
    path.write_text(HEADER + "".join(f"\n{sections[orders]}" for orders in sorted(sections)), encoding="utf-8")


def _sections(path: Path) -> dict[int, str]:
    if not path.exists():
        return {}
    _, *texts = SECTION.split(path.read_text(encoding="utf-8"))
    return {int(text.split(" ", 1)[0].replace(",", "")): f"## {text.rstrip()}\n" for text in texts}


def _section(case: Case, found: Mapping[str, Result], rounds: int, load: tuple[float, ...]) -> str:
    size = case.size
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines = [
        f"## {size.orders:,} orders, {size.shops} shops, {size.days} days",
        "",
        f"{moment().date()}, {os.cpu_count()} CPUs, {said(memory_of_machine())} of memory, load {load[0]:.1f} when it "
        f"began, rounds: {rounds}; Python {platform.python_version()}, {packages}.",
        "",
        *_ratios(found),
        "",
        *_figures(case, found),
        *_histories(found),
    ]
    return "\n".join(lines) + "\n"


def _ratios(found: Mapping[str, Result]) -> list[str]:
    pairs = [
        ("landing / bare typed read", "landing", "typed read", 0.0),
        (
            "models of the scores, above one model / by hand",
            "models of the scores",
            "scores by hand",
            found["one model"].cpu,
        ),
        ("whole build with its tests / by hand", "whole build", "scores by hand", 0.0),
        ("a day / by hand", "a day", "a day by hand", 0.0),
    ]
    lines = ["| | ours, s | peak, MB | theirs, s | peak, MB | ratio |", "|---|---|---|---|---|---|"]
    if "scores by Polars" in found:
        found = dict(found)
        polars, sql = found["scores by Polars"], found["scores by hand"]
        found["SQL from facts"] = Result(sql.more["scores_cpu"], sql.peak, {})
        pairs.append(
            (
                f"SQL by hand from daily facts / Polars {polars.more['version']}",
                "SQL from facts",
                "scores by Polars",
                0.0,
            )
        )
    for name, one, other, fixed in pairs:
        ours, theirs = found[one], found[other]
        lines.append(
            f"| {name} | {ours.cpu - fixed:.1f} | {ours.peak:,.0f} | {theirs.cpu:.1f} | {theirs.peak:,.0f} "
            f"| {(ours.cpu - fixed) / theirs.cpu:.2f} |"
        )
    return lines


def _figures(case: Case, found: Mapping[str, Result]) -> list[str]:
    floor, day, first = found["floor"], found["a day"], found["first refresh"]
    landed, small, asked = found["landing"].more, found["landing of a day"], found["questions"]
    each = 1000 * small.cpu / small.more["files"]
    equal, shown = found["scores by hand"].more, found["pages"].more
    return [
        "| | |",
        "|---|---|",
        f"| floor: a day of nearly nothing | {floor.cpu:.1f} s, {floor.peak:,.0f} MB |",
        f"| first refresh | {first.cpu:.1f} s, {first.peak:,.0f} MB |",
        f"| a day above the floor | {day.cpu - floor.cpu:.1f} s |",
        f"| landed | {landed['rows']:,.0f} rows in {landed['files']:,.0f} files |",
        f"| files of a day | {small.more['files']:,.0f}, landed in {each:.1f} ms each |",
        f"| questions of the docs | {asked.more['questions']:.0f} in {asked.cpu:.2f} s; the slowest, no. "
        f"{asked.more['slowest_question']:.0f}, {asked.more['slowest']:.2f} s |",
        f"| pages | {shown['pages']:.0f}, the slowest {shown['slowest']:.2f} s on the server |",
        f"| equal by hand | {equal['indicator_scores']:,.0f} indicator scores, {equal['scores']:,.0f} totals |",
        f"| warehouse | {case.first['warehouse']:,.0f} MB, a day later {case.day_after['warehouse']:,.0f} MB |",
        f"| published file | {case.first['published']:,.0f} MB, a day later {case.day_after['published']:,.0f} MB |",
    ]


def _histories(found: Mapping[str, Result]) -> list[str]:
    floor = found["floor"].cpu
    above = {name: result.cpu - floor for name, result in found.items() if re.fullmatch(r"a day after \d+ days", name)}
    if not above:
        return []
    shortest = next(iter(above.values()))
    return [
        "",
        "| history, a fifth of the orders a day | a day above the floor, s | against the shortest |",
        "|---|---|---|",
        *(f"| {name.removeprefix('a day after ')} | {cpu:.1f} | {cpu / shortest:.2f} |" for name, cpu in above.items()),
    ]
