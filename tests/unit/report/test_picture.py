"""The picture: its font, its size, and that it is set of texts and not of markup."""

import struct
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from shopscore.language import use_language
from shopscore.report.agency_model import AgencyReport
from shopscore.report.archive import read_report
from shopscore.report.picture import PictureError, compile_png, set_picture
from shopscore.report.reading import Shop
from tests.unit.report.conftest import change

SETTING = '#set page(width: 40pt, height: 20pt, margin: 2pt)\n#set text(font: "Noto Sans CJK SC", weight: {weight})\n'
# Of the private use area, which no font of a language has: each is drawn as the sign of a missing glyph.
MISSING, ALSO_MISSING = "\ue0f0", "\ue0f1"


@pytest.fixture(autouse=True)
def _chinese() -> None:
    use_language("zh")


def drawn(text: str, weight: int = 400) -> bytes:
    """Draw a text as the pictures do: the fonts of this machine are hidden, so the package's is all there is."""
    return compile_png((SETTING.format(weight=weight) + "#sys.inputs.text").encode(), {"text": text})


def size_of(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_chinese_is_drawn_without_any_font_of_the_system() -> None:
    # what is missing looks alike whatever it is, and what is there does not
    assert drawn(MISSING) == drawn(ALSO_MISSING)
    pictures = {drawn(character) for character in "体验分"}
    assert len(pictures) == 3
    assert drawn(MISSING) not in pictures
    assert drawn("体验分") != drawn(MISSING * 3)


def test_regular_and_bold_differ() -> None:
    assert drawn("体验分", weight=400) != drawn("体验分", weight=700)


def test_arrows_and_signs_of_the_report_are_in_the_font() -> None:
    pictures = [drawn(sign) for sign in "▲▼−–·…±"]
    assert len(set(pictures)) == len(pictures)
    assert drawn(MISSING) not in pictures


def test_a_font_that_is_not_there_fails_the_picture() -> None:
    with pytest.raises(PictureError, match="unknown font family"):
        compile_png(b'#set text(font: "A font of this machine")\nx', {})


def test_a_picture_is_as_wide_as_a_phone_and_small_enough_for_a_robot(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        for reader in (Shop("douyin", "S1"), Shop("douyin", "S3"), None):
            picture = set_picture(read_report(connection, reader))
            width, height = size_of(picture)
            assert width == 1080
            assert height > 500
            assert len(picture) <= 2 * 1024 * 1024


def test_an_agency_of_hundreds_of_shops_still_fits(published: Path) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        report = read_report(connection, None)
    assert isinstance(report, AgencyReport)
    [section] = report.sections
    rows = [
        replace(section.rows[0], name=f"{name}{number}号店", score=f"{number / 4:.2f}", share=number / 400)
        for number, name in enumerate(
            ["绿野仙踪生鲜旗舰", "西域风物女装专卖", "南北干货食品百货", "东篱采菊家居日用"] * 100
        )
    ]
    of_sixty, of_all = (
        set_picture(replace(report, sections=[replace(section, rows=shown)])) for shown in (rows[:60], rows)
    )
    assert len(of_all) <= 2 * 1024 * 1024
    # beyond sixty there is only one line more, which counts the others
    assert size_of(of_sixty)[1] < size_of(of_all)[1] < size_of(of_sixty)[1] + 150


def test_a_name_is_never_markup(published: Path) -> None:
    change(
        published,
        "update marts.scores set subject_name = '#panic(\"x\") *_$ <a> \\\\ ] 店' where subject_id = 'S1'",
        "update actions.pickups_to_chase set reason = '#read(\"/etc/passwd\")', reason_zh = null",
    )
    with duckdb.connect(str(published), read_only=True) as connection:
        report = read_report(connection, Shop("douyin", "S1"))
    assert "#panic" in report.name
    assert size_of(set_picture(report))[0] == 1080
