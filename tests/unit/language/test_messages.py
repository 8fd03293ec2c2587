"""Sentences are said in the language of the run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopscore.language import Message, catalogue, choose_language, pick, tr, trn, use_language
from shopscore.language.languages import UnknownLanguageError

CATALOGUE = r"""
msgid ""
msgstr ""
"Language: zh\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=1; plural=0;\n"

msgid "1 day"
msgstr "1天"

msgid "{count} day"
msgid_plural "{count} days"
msgstr[0] "{count}天"

msgid "within {span}"
msgstr "{span}内"
"""


@pytest.fixture(autouse=True)
def _catalogue_of_the_test(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "test.po").write_text(CATALOGUE, encoding="utf-8")
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    catalogue.translation.cache_clear()
    yield
    catalogue.translation.cache_clear()


@pytest.mark.parametrize(
    ("asked_for", "environment", "chosen"),
    [
        ("zh", {"SHOPSCORE_LANG": "en", "LANG": "en_US.UTF-8"}, "zh"),
        ("EN", {"SHOPSCORE_LANG": "zh"}, "en"),
        (None, {"SHOPSCORE_LANG": "zh", "LC_ALL": "en_US.UTF-8"}, "zh"),
        (None, {"SHOPSCORE_LANG": "", "LANG": "zh_CN.UTF-8"}, "zh"),
        (None, {"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}, "en"),
        (None, {"LC_MESSAGES": "zh_TW", "LANG": "en_US"}, "zh"),
        (None, {}, "en"),
    ],
)
def test_the_option_goes_before_the_variable_and_that_before_the_locale(asked_for, environment, chosen):
    assert choose_language(asked_for, environment) == chosen


def test_a_language_that_is_not_spoken_is_an_error():
    with pytest.raises(UnknownLanguageError, match="fr"):
        choose_language("fr", {})
    with pytest.raises(UnknownLanguageError, match="de"):
        choose_language(None, {"SHOPSCORE_LANG": "de", "LANG": "zh_CN"})


def test_a_sentence_is_said_in_the_language_of_the_run():
    assert tr("1 day") == "1 day"
    use_language("zh")
    assert tr("1 day") == "1天"
    assert tr("{subject} has no sentence like this", subject="A") == "A has no sentence like this"


def test_a_number_of_things_has_its_plural_in_english_and_none_in_chinese():
    assert trn("{count} day", "{count} days", 1) == "1 day"
    assert trn("{count} day", "{count} days", 2) == "2 days"
    use_language("zh")
    assert trn("{count} day", "{count} days", 1) == "1天"
    assert trn("{count} day", "{count} days", 2) == "2天"


def test_a_message_is_said_in_both_languages_whatever_the_run_speaks():
    inner = Message("1 day")
    outer = Message("within {span}", span=inner)
    assert (outer.en, outer.zh) == ("within 1 day", "1天内")
    use_language("zh")
    assert (outer.en, outer.zh, str(outer)) == ("within 1 day", "1天内", "1天内")


def test_of_two_texts_that_of_the_language_is_picked_and_the_other_where_it_is_missing():
    assert pick("orders", "订单") == "orders"
    assert pick(None, "订单") == "订单"
    use_language("zh")
    assert pick("orders", "订单") == "订单"
    assert pick("orders", None) == "orders"
    assert pick(None, None, "orders_id") == "orders_id"
