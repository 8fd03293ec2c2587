"""The file of the user's own words gains a row for each unknown word, and keeps what the user wrote."""

import csv
from pathlib import Path

import pytest

from shopscore.vocabulary import UnknownWord, WithheldShop, say_unknown_word, say_unknown_words, say_withheld
from shopscore.vocabulary.own_words import WORDS_FILE, read_meanings, write_own_words


def unknown(word: str | None, *, uses: int = 3, words: int = 1) -> UnknownWord:
    return UnknownWord(
        "douyin", "after_sales", "reason", "reasons", word, words, uses, 1, ("101",), "101_after_sales.csv",
        ("quality_return_rate",), ("Quality return rate",), ("品质退货率",),
    )  # fmt: skip


def rows(landing: Path) -> list[dict[str, str]]:
    with (landing / WORDS_FILE).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_each_word_that_may_be_written_out_gets_a_row_without_a_meaning(tmp_path: Path) -> None:
    path, added = write_own_words(tmp_path, [unknown("看心情"), unknown(None)])
    assert (path, added) == (tmp_path / WORDS_FILE, 1)
    [row] = rows(tmp_path)
    assert (row["platform"], row["vocabulary"], row["word"], row["meaning"]) == ("douyin", "reasons", "看心情", "")
    assert row["note"] == "quality 品质 / breakage 破损 / logistics 物流 / other 其他"


def test_what_the_user_wrote_stays(tmp_path: Path) -> None:
    (tmp_path / WORDS_FILE).parent.mkdir(parents=True)
    (tmp_path / WORDS_FILE).write_text(
        "platform,vocabulary,word,meaning\ndouyin,reasons,看心情,其他\n", encoding="utf-8"
    )
    assert write_own_words(tmp_path, [unknown("看心情"), unknown("随缘")])[1] == 1
    assert [(row["word"], row["meaning"]) for row in rows(tmp_path)] == [("看心情", "其他"), ("随缘", "")]
    before = (tmp_path / WORDS_FILE).read_bytes()
    assert write_own_words(tmp_path, [unknown("随缘")])[1] == 0
    assert (tmp_path / WORDS_FILE).read_bytes() == before


def test_a_file_that_is_no_such_table_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / WORDS_FILE).parent.mkdir(parents=True)
    (tmp_path / WORDS_FILE).write_text("词,含义\n看心情,其他\n", encoding="utf-8")
    with pytest.raises(ValueError, match="platform"):
        write_own_words(tmp_path, [unknown("随缘")])
    assert (tmp_path / WORDS_FILE).read_text(encoding="utf-8") == "词,含义\n看心情,其他\n"


def test_every_meaning_can_be_chosen_by_one_name() -> None:
    for vocabulary, meanings in read_meanings().items():
        names = [name for one in meanings for name in {one.meaning, one.name_zh}]
        assert len(set(names)) == len(names), vocabulary


def test_a_word_is_said_with_its_column_count_list_and_indicators() -> None:
    said = say_unknown_word(unknown("看心情", uses=12))
    assert said.en == (
        "unknown word 看心情 in Douyin's column 售后原因: rows 12, shops 1 (list reasons; it concerns Quality return rate)"
    )
    assert said.zh == "未知用词“看心情”，抖音“售后原因”列：12 行，1 家店铺（词表 reasons；影响品质退货率）"
    hidden = say_unknown_word(unknown(None, uses=2, words=2))
    assert "2, in 2 rows, not written out here; for instance in 101_after_sales.csv" in hidden.en


def test_five_words_are_said_and_the_others_counted() -> None:
    lines = [line.en for line in say_unknown_words([unknown(f"词{number}") for number in range(7)])]
    assert len(lines) == 7
    assert lines[5] == "more unknown words: 2"
    assert say_unknown_words([]) == []


def test_what_is_withheld_is_said_with_its_cause() -> None:
    shop = WithheldShop(
        "douyin", "101", "一号店", "unknown_words", "after_sales", "reason", "reasons", None,
        ("quality_return_rate",), ("Quality return rate",), ("品质退货率",), 120, 90,
    )  # fmt: skip
    assert say_withheld(shop).en.startswith(
        "withheld: shop 101 一号店: Quality return rate: 90 of 120 rows say words in the column 售后原因"
    )
    assert "120 行中有 90 行" in say_withheld(shop).zh
