"""Every sentence has its translation, with the same places for values, and none is left of a sentence that went."""

import re
from pathlib import Path
from string import Formatter

import pytest
import typer
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from shopscore.cli import app
from shopscore.console.command_line import sentences
from shopscore.language.catalogue import FOLDER
from shopscore.settings import PROJECT_DIR

PARTS = ("shopscore", "orchestration")
KEYWORDS = {"tr": None, "trn": (1, 2), "Message": None}
Sentence = str | tuple[str, str]


def sentences_of_the_code() -> dict[Sentence, str]:
    found: dict[Sentence, str] = {}
    for part in PARTS:
        for name, line, sentence, _, _ in extract_from_dir(
            PROJECT_DIR / part, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            found[sentence] = f"{part}/{name}:{line}"
    # The texts of commands and options are their docstrings and `help`.
    return found | dict.fromkeys(sentences(typer.main.get_command(app)), "shopscore/commands")


def sentences_of_the_catalogues() -> list[tuple[Path, Sentence, str]]:
    return [
        (path, message.id, text)
        for path in sorted((FOLDER / "zh").glob("*.po"))
        for message in read_po(path.open(encoding="utf-8"), locale="zh")
        if message.id
        for text in ([message.string] if isinstance(message.string, str) else message.string)
    ]


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def test_every_sentence_of_the_code_has_a_translation():
    translated = {sentence for _, sentence, text in sentences_of_the_catalogues() if text}
    missing = {sentence: where for sentence, where in sentences_of_the_code().items() if sentence not in translated}
    assert not missing


def test_every_translation_belongs_to_a_sentence_of_the_code():
    used = sentences_of_the_code()
    assert not [(path.name, sentence) for path, sentence, _ in sentences_of_the_catalogues() if sentence not in used]


def test_a_sentence_stands_in_one_catalogue():
    sentences = [sentence for _, sentence, _ in sentences_of_the_catalogues()]
    assert not {sentence for sentence in sentences if sentences.count(sentence) > 1}


def test_a_translation_has_the_places_of_its_sentence():
    different = [
        (path.name, sentence, text)
        for path, sentence, text in sentences_of_the_catalogues()
        if places(text) != places(sentence if isinstance(sentence, str) else sentence[1])
    ]
    assert not different


@pytest.mark.parametrize("part", PARTS)
def test_a_sentence_is_a_literal_so_that_it_can_be_found(part):
    call = re.compile(r"\b(?:tr|trn|Message)\(\s*f[\"']")
    hidden = [path for path in sorted((PROJECT_DIR / part).rglob("*.py")) if call.search(path.read_text("utf-8"))]
    assert not hidden
