"""The site opens without a network, and the command tells what is in the ledger."""

import json
import re
from datetime import date
from pathlib import Path

import duckdb
from typer.testing import CliRunner

from shopscore import ledger
from shopscore.cli import app
from shopscore.quality import SITE, CheckResult, check_marts, check_sources, record_checks, write_words
from shopscore.quality.data_docs import make_local
from shopscore.quality.report import read_report
from shopscore.settings import Settings
from shopscore.vocabulary import UnknownWord, WithheldShop

from .conftest import EXPORTS, Marts, Sources, order

FETCHES = re.compile(
    r"<script\b[^>]*\bsrc\b|<(?:link|img|iframe)\b|@import|url\(\s*['\"]?(?:https?:)?//|(?:src|href)\s*=\s*['\"](?:https?:)?//"
)


def test_sources_and_marts_are_in_one_site_that_fetches_nothing(sources: Sources, marts: Marts, tmp_path: Path) -> None:
    site = tmp_path / SITE
    sources.file("orders", order("A1", stars=9))
    check_sources(sources.connection, EXPORTS, sources.limits, site=site)
    check_marts(marts.connection, marts.published, marts.limits, site=site)
    pages = list(site.rglob("*.html"))
    # one page per suite and one per validation: the one export that arrived and the three marts
    assert len([page for page in pages if "validations" in page.parts]) == 4
    assert not [page.name for page in pages if FETCHES.search(page.read_text(encoding="utf-8"))]
    index = (site / "index.html").read_text(encoding="utf-8")
    assert "What arrived" in index
    assert "What is published" in index
    links = re.findall(r'href="([^"]+)"', index)
    assert links
    assert all((site / link).is_file() for link in links)
    # a star off the scale withholds the shop; it is no failure of the publication, and no warning
    assert '<article class="withhold" data-shops="S1" data-export="douyin_orders">' in index
    assert '<article class="error"' not in index


def test_a_second_run_replaces_the_section(sources: Sources, tmp_path: Path) -> None:
    site = tmp_path / SITE
    sources.file("orders", order("A1", stars=9))
    check_sources(sources.connection, EXPORTS, sources.limits, site=site)
    sources.file("orders", order("A1", stars=5), name="mended.csv", exported="2021-11-15 11:00:00")
    check_sources(sources.connection, EXPORTS, sources.limits, site=site)
    assert len(list(site.glob("source/validations/**/*.html"))) == 1
    assert "<article" not in (site / "index.html").read_text(encoding="utf-8")


def test_marts_that_measure_as_before_are_not_validated_again_and_their_pages_stand(
    marts: Marts, tmp_path: Path
) -> None:
    site = tmp_path / SITE

    def check() -> tuple[list[CheckResult], set[tuple[Path, int]]]:
        results = check_marts(marts.connection, marts.published, marts.limits, site=site)
        return results, {(page, page.stat().st_ino) for page in site.rglob("mart/validations/**/*.html")}

    results, pages = check()
    assert check() == (results, pages)
    assert {result.result for result in results} == {"passed"}
    # whoever looks is told of the check made now
    stored = json.loads((site / "mart" / "results.json").read_text(encoding="utf-8"))
    assert stored["at"] in (site / "index.html").read_text(encoding="utf-8")

    marts.change("update marts.scores set score = 9 where subject_id = 'S2'")
    broken, others = check()
    assert "failed" in {result.result for result in broken}
    assert others.isdisjoint(pages)
    # what failed is looked at again, although it measures the same
    again, anew = check()
    assert again == broken
    assert anew.isdisjoint(others)


def test_results_that_an_older_version_left_are_shown_as_far_as_they_say(sources: Sources, tmp_path: Path) -> None:
    site = tmp_path / SITE
    keys = (
        "check_name",
        "checked_table",
        "severity",
        "result",
        "failing_rows",
        "description",
        "message",
        "closes_gate",
    )
    results = [
        dict(zip(keys, values, strict=True))
        for values in (
            ("departure_scores_rows", "marts.scores", "error", "passed", 0, "there are rows", None, False),
            ("departure_scores_rows_kept", "marts.scores", "warn", "failed", 3, "rows kept", "3 of 9", False),
        )
    ]
    (site / "departure").mkdir(parents=True)
    content = {"title": "What leaves", "at": "2021-11-14 12:00:00", "results": results}
    (site / "departure" / "results.json").write_text(json.dumps(content), encoding="utf-8")
    sources.file("orders", order("A1"))
    check_sources(sources.connection, EXPORTS, sources.limits, site=site)
    index = (site / "index.html").read_text(encoding="utf-8")
    assert '<article class="warn" data-shops="" data-export="scores">' in index
    assert "3 of 9" in index


def test_a_finding_is_said_in_both_languages_with_shop_file_and_remedy(sources: Sources, tmp_path: Path) -> None:
    site = tmp_path / SITE
    sources.file("orders", order("A1", stars=9))
    check_sources(sources.connection, EXPORTS, sources.limits, site=site)
    index = (site / "index.html").read_text(encoding="utf-8")
    assert "shop S1: 1 of 1 rows (100.00%, limit 0.00%)" in index
    assert "店铺 S1：1 行中有 1 行（100.00%，上限 0.00%）" in index
    assert "in first.csv, row 1" in index
    assert "重新导出该店文件后刷新" in index
    # said once in each language
    assert index.count("first.csv") == 2


def test_unknown_words_and_what_is_withheld_for_them_have_their_place(tmp_path: Path) -> None:
    word = UnknownWord(
        "douyin", "after_sales", "reason", "reasons", "看心情", 1, 90, 2, ("101", "102"), "101_after_sales.csv",
        ("quality_return_rate",), ("Quality return rate",), ("品质退货率",),
    )  # fmt: skip
    shop = WithheldShop(
        "douyin", "101", "一号店", "unknown_words", "after_sales", "reason", "reasons", None,
        ("quality_return_rate",), ("Quality return rate",), ("品质退货率",), 120, 90,
    )  # fmt: skip
    write_words(tmp_path / SITE, [shop], [word])
    index = (tmp_path / SITE / "index.html").read_text(encoding="utf-8")
    assert '<article class="withhold" data-shops="101" data-export="douyin_after_sales">' in index
    assert '<article class="unknown" data-shops="101 102" data-export="douyin_after_sales">' in index
    # what helps is the meaning of the words, for both
    assert index.count("Run shopscore words --write, fill in the meaning, then refresh.") == 2
    assert "withheld: shop" not in index
    assert "看心情" in index
    assert "101_after_sales.csv" in index
    write_words(tmp_path / SITE, [], [])
    assert "<article" not in (tmp_path / SITE / "index.html").read_text(encoding="utf-8")


def test_what_a_page_would_fetch_is_taken_out_and_the_text_stays() -> None:
    page = '<html><head><link rel="stylesheet" href="https://x/y.css"/><script src="https://x/y.js"></script></head><body><img src="https://x/l.png"><a href="https://x">kept</a><script>$(1)</script></body></html>'
    local = make_local(page)
    assert not FETCHES.search(local)
    assert "https://" not in local
    assert "<a>kept</a>" in local


def test_the_command_lists_what_did_not_pass_and_says_where_the_site_is(tmp_path: Path) -> None:
    settings = Settings(tmp_path, date(2021, 11, 15))
    with duckdb.connect(str(settings.warehouse)) as connection:
        ledger.create_tables(connection)
        connection.execute(
            "insert into log.runs (run_id, started_at, as_of, status) values ('r1', timestamp '2021-11-15 12:00:00', date '2021-11-15', 'blocked')"
        )
        checks = [
            CheckResult("good", "raw.t", "error", "passed", 0, None, None),
            CheckResult("soft", "raw.t", "warn", "failed", 2, None, "two rows"),
            CheckResult("hard", "raw.t", "error", "failed", 1, None, "one row"),
            CheckResult("lost", "raw.t", "error", "not_run", None, None, "no table"),
        ]
        record_checks(connection, "r1", checks)
        record_checks(connection, "r0", checks)
    (tmp_path / SITE).mkdir()
    (tmp_path / SITE / "index.html").write_text("site", encoding="utf-8")
    shown = CliRunner().invoke(app, ["quality"], env={"SHOPSCORE_HOME": str(tmp_path)})
    assert shown.exit_code == 0
    lines = shown.stdout.splitlines()
    assert "4 checks, 1 passed, 1 with warnings, 0 withheld, 1 failed, 1 not run, 0 skipped" in lines[0]
    assert lines[1:] == [
        "error  hard: one row",
        "not run  lost: no table",
        "warning  soft: two rows",
        f"pages: {tmp_path / SITE / 'index.html'}",
    ]


def test_a_home_without_any_run_says_so(tmp_path: Path) -> None:
    assert read_report(Settings(tmp_path, date(2021, 11, 15))).lines == [
        "nothing has been checked yet: run `shopscore refresh`"
    ]
