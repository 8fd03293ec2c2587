"""The report keeps a section for each size, and its ratios are those of what was found."""

from pathlib import Path

from benchmarks.exports import Size
from benchmarks.report import Case, Result, write_report

FILES = {"warehouse": 80.0, "published": 20.0}
MORE = {
    "landing": {"rows": 3000, "files": 30},
    "landing of a day": {"files": 50},
    "scores by hand": {"scores_cpu": 0.5, "indicator_scores": 900, "scores": 120},
    "scores by Polars": {"version": "2.1.0"},
    "questions": {"questions": 60, "slowest_question": 7, "slowest": 0.3},
    "pages": {"pages": 5, "slowest": 0.7},
}
CPU = {
    "floor": 10.0, "first refresh": 40.0, "a day": 16.0, "a day by hand": 2.0, "whole build": 30.0,
    "models of the scores": 9.0, "one model": 4.0, "scores by hand": 2.0, "scores by Polars": 0.4,
    "landing": 6.0, "typed read": 4.0, "landing of a day": 0.5, "questions": 3.0, "pages": 2.0,
    "a day after 182 days": 12.0, "a day after 730 days": 13.0,
}  # fmt: skip


def write(path: Path, orders: int, **other: float) -> str:
    found = {name: Result(cpu, 100.0, MORE.get(name, {})) for name, cpu in (CPU | other).items()}
    write_report(path, Case(Size(orders, 60, 182), FILES, FILES), found, 3, (1.5, 1.0, 1.0))
    return path.read_text(encoding="utf-8")


def test_ratios_are_ours_by_theirs_and_fixed_costs_are_taken_off_where_it_says_so(tmp_path: Path) -> None:
    report = write(tmp_path / "RESULTS.md", 100_000)
    assert "| landing / bare typed read | 6.0 | 100 | 4.0 | 100 | 1.50 |" in report
    # 9 s less the 4 that one model takes, by 2
    assert "| models of the scores, above one model / by hand | 5.0 | 100 | 2.0 | 100 | 2.50 |" in report
    assert "| SQL by hand from daily facts / Polars 2.1.0 | 0.5 | 100 | 0.4 | 100 | 1.25 |" in report
    assert "| a day above the floor | 6.0 s |" in report
    # half a second over 50 files
    assert "| files of a day | 50, landed in 10.0 ms each |" in report
    # 12 and 13 s less the floor of 10
    assert "| 182 days | 2.0 | 1.00 |" in report
    assert "| 730 days | 3.0 | 1.50 |" in report


def test_another_size_is_added_in_its_place_and_the_same_one_replaced(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    write(path, 1_000_000)
    write(path, 100_000)
    report = write(path, 1_000_000, landing=8.0)
    headings = [line for line in report.splitlines() if line.startswith("## ")]
    assert headings == ["## 100,000 orders, 60 shops, 182 days", "## 1,000,000 orders, 60 shops, 182 days"]
    assert report.count("| landing / bare typed read | 8.0 |") == 1
    assert report.count("| landing / bare typed read | 6.0 |") == 1
    assert report.count("# What it costs\n") == 1
