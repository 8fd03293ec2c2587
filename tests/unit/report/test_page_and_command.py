"""The page, the archive and the command."""

import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest

from shopscore.language import use_language
from shopscore.report.archive import read_report
from shopscore.report.page import set_page
from shopscore.report.reading import Shop
from tests.unit.console.conftest import run
from tests.unit.report.conftest import change

S1 = Shop("douyin", "S1")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]


def page_of(published: Path, reader: Shop | None = S1) -> str:
    with duckdb.connect(str(published), read_only=True) as connection:
        return set_page(read_report(connection, reader))


def test_the_page_says_the_same_as_text(published: Path) -> None:
    use_language("zh")
    page = page_of(published)
    for said in (
        "云朵小店",
        "2026年11月22日",
        "4.00",
        "买家看到 4.5",
        "还差 0.40",
        "不能报名活动",
        "品质退货率",
        "已超时",
        "kefu01",
    ):
        assert said in page
    page = page_of(published, None)
    assert page.index("云朵小店") < page.index("山野茶铺") < page.index("云上新店")


@pytest.mark.parametrize("reader", [S1, None])
def test_whatever_a_merchant_typed_is_text(published: Path, reader: Shop | None) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    change(
        published,
        f"update marts.scores set subject_name = '{evil}' where subject_id = 'S1'",
        f"update marts.agency_overview set shop_name = '{evil}' where shop_id = 'S1'",
        f"update actions.pickups_to_chase set reason = '{evil}', reason_zh = '{evil}', order_id = '\"><b>'",
        f"update actions.sessions_unanswered set agent_id = '{evil}'",
    )
    page = page_of(published, reader)
    found = Tags()
    found.feed(page)
    assert not {"script", "img", "link", "iframe"} & set(found.tags)
    assert not [name for name in found.attributes if name.startswith("on") or name in ("src", "href")]
    assert "&lt;script&gt;" in page


def test_the_page_needs_nothing_else(published: Path) -> None:
    for reader in (S1, None):
        page = page_of(published, reader)
        assert not re.findall(r"https?:|url\(|@import|//[a-z]", page)


def test_a_day_and_reader_has_one_report(published: Path, home: Path) -> None:
    result = run("report", "--lang", "zh")
    assert result.exit_code == 0
    day = home / "reports" / "2026-11-22"
    # the shop without a score has none of its own; the agency's is there because there are three
    names = {"agency", "douyin-S1", "douyin-S2"}
    assert {path.name for path in day.iterdir()} == {f"{name}.{ending}" for name in names for ending in ("png", "html")}
    assert stat.S_IMODE(day.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in day.iterdir()} == {0o600}
    before = {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in day.iterdir()}
    again = run("report", "--lang", "zh")
    assert again.stdout.count("已有") == 6
    assert {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in day.iterdir()} == before
    # another publication of the same day replaces it
    change(published, "update ops.publication set generation_id = 'g2'", "update marts.scores set score = 4.0625 "
           "where subject_id = 'S1' and assessment_date = '2026-11-22'")  # fmt: skip
    assert "已有" not in run("report", "--lang", "zh").stdout
    assert len(list(day.iterdir())) == 6
    assert "4.06" in (day / "douyin-S1.html").read_text(encoding="utf-8")


def test_a_picture_that_went_is_made_again(published: Path, home: Path) -> None:
    run("report", "S1", "--lang", "zh")
    picture = home / "reports" / "2026-11-22" / "douyin-S1.png"
    picture.unlink()
    run("report", "S1", "--lang", "zh")
    assert picture.is_file()


def test_the_command_takes_shops_the_agency_a_folder_and_a_language(
    published: Path, home: Path, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    assert run("report", "云上", "--output", str(tmp_path / "out"), "--lang", "en").exit_code == 0
    day = tmp_path / "out" / "2026-11-22"
    assert {path.name for path in day.iterdir()} == {"douyin-S3.en.png", "douyin-S3.en.html"}
    assert "12 valid orders, below 30" in (day / "douyin-S3.en.html").read_text(encoding="utf-8")
    assert run("report", "--agency", "--output", str(tmp_path / "out"), "--lang", "zh").exit_code == 0
    assert (day / "agency.png").is_file()
    assert not (home / "reports").exists()
    for wrong in (["S1", "--agency"], ["--output", str(tmp_path / "nowhere")], ["nobody"], ["C1"]):
        result = run("report", *wrong, "--lang", "en")
        assert result.exit_code == 2, wrong


def test_without_the_packages_one_sentence_says_how_to_get_them(
    published: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopscore.report.picture.SETTER", "a_package_that_is_not_there")
    result = run("report", "S1", "--lang", "en")
    assert result.exit_code == 2
    assert "pip install 'shopscore[report]'" in result.stderr
    assert "make .venv/.ready" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (home / "reports").exists()
