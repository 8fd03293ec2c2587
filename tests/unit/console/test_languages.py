"""A Chinese run prints no English and an English run no Chinese, but for names, ids and what has to be typed."""

import re
from pathlib import Path

import pytest

from .conftest import run

COMMANDS = [
    ["scoreboard"],
    ["explain", "S1"],
    ["explain", "S3"],
    ["explain", "C1"],
    ["explain", "云"],
    ["explain", "nobody"],
    ["explain", "--case", "A1"],
    ["status"],
    ["sql", "select 1; select 2"],
    ["sql", "select 1", "--memory", "much"],
    ["scoreboard", "--date", "2020-01-01"],
]
# Names of the platform's own, of rules, files and tables, and what has to be typed.
NAMES = re.compile(
    r"`[^`]+`|shopscore( -{0,2}[a-z]+)*|\"from [^\"]+\"|explain|SHOPSCORE_\w+|DSR|MB|GB|marts\.\w+|[a-z]+(_[a-z]+)+|"
    r"\d{8}T\d{6}-\w+|landing|reference/\w+|orders|merchant-weights|heavier-product|stars-60d|--?[a-z-]+|"
    r"\b[A-Z]+\d+\b|\bIDs?\b|Green tea|dearer|cheaper|nobody|much|order by priority\"?|where|and|of|lists? \d+"
)
# What merchants, platforms and products are called in the fixture.
CHINESE_NAMES = re.compile(
    r"云朵小店|云上新店|山野茶铺|美妆|食品|茶叶|商品破损|质量问题|小鹿带你逛遍全世界好物严选|与个人护理用品|个人护理用品|护肤|'云'|[\u4e00-\u9fff]+(?=\s*\()"
)
LATIN = re.compile(r"[A-Za-z]{2,}")
HAN = re.compile(r"[\u4e00-\u9fff]+")


def printed(arguments: list[str], language: str) -> str:
    result = run(*arguments, "--lang", language)
    assert "Traceback" not in result.output
    return " ".join((result.stdout + result.stderr).split())


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    # so that no name is broken in two
    monkeypatch.setenv("COLUMNS", "200")


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_chinese_run_prints_no_english(published: Path, arguments: list[str]) -> None:
    assert LATIN.findall(NAMES.sub(" ", printed(arguments, "zh"))) == []


# The board breaks a long name over lines of a table.
@pytest.mark.parametrize("arguments", COMMANDS[1:], ids=" ".join)
def test_an_english_run_prints_no_chinese(published: Path, arguments: list[str]) -> None:
    assert HAN.findall(CHINESE_NAMES.sub(" ", printed(arguments, "en"))) == []
