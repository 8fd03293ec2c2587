"""Says what is withheld and which words are unknown, in the language of the run or in both.

What belongs to it is read by `findings.py`.
"""

from collections.abc import Sequence

from shopscore.language import Message
from shopscore.language.bilingual import Bilingual
from shopscore.names import column_header, platform_message
from shopscore.vocabulary.findings import UnknownWord, WithheldShop

WORDS_SAID = 5
NAMES_SAID = 3
TO_GIVE_A_MEANING = Message("to give a word its meaning: shopscore words --write, fill in the file, refresh")


def say_withheld(found: WithheldShop) -> Message:
    """Say which indicators of a shop are withheld, why, and what to do."""
    shop = found.shop_id if found.shop_name == found.shop_id else f"{found.shop_id} {found.shop_name}"
    indicators = _names(found.indicators_en, found.indicators_zh, found.indicator_ids)
    if found.reason == "unknown_words":
        return Message(
            "withheld: shop {shop}: {indicators}: {unknown} of {rows} rows say words in the column {column} that are "
            "in no list: give each its meaning with shopscore words, then refresh",
            shop=shop,
            indicators=indicators,
            unknown=found.unknown_uses,
            rows=found.uses,
            column=column_header(found.platform, found.export, found.column or ""),
        )
    return Message(
        "withheld: shop {shop}: {indicators}: too many rows of its {export} fail the check {check}: shopscore quality "
        "names them; export again and refresh",
        shop=shop,
        indicators=indicators,
        export=found.export,
        check=found.check_name,
    )


def say_unknown_word(found: UnknownWord) -> Message:
    """Say of a word, or of words that may not be written out, how often it stands where and what it concerns."""
    column = column_header(found.platform, found.export, found.column)
    concerned = _concerned(found)
    platform = platform_message(found.platform)
    if found.word is None:
        return Message(
            "unknown words in {platform}'s column {column}: {words}, in {rows} rows, not written out here; for "
            "instance in {file} (list {vocabulary}; {concerned})",
            platform=platform,
            column=column,
            words=found.words,
            rows=found.uses,
            file=found.file_name,
            vocabulary=found.vocabulary,
            concerned=concerned,
        )
    return Message(
        "unknown word {word} in {platform}'s column {column}: rows {rows}, shops {shops} (list {vocabulary}; "
        "{concerned})",
        word=found.word,
        platform=platform,
        column=column,
        rows=found.uses,
        shops=found.shops,
        vocabulary=found.vocabulary,
        concerned=concerned,
    )


def say_unknown_words(found: Sequence[UnknownWord]) -> list[Message]:
    """Say the most frequent unknown words, how many more there are, and what to do; nothing when there are none."""
    if not found:
        return []
    lines = [say_unknown_word(one) for one in found[:WORDS_SAID]]
    if len(found) > WORDS_SAID:
        lines.append(Message("more unknown words: {count}", count=len(found) - WORDS_SAID))
    return [*lines, TO_GIVE_A_MEANING]


def _concerned(found: UnknownWord) -> Message:
    if not found.indicator_ids:
        return Message("no indicator hangs on it")
    return Message("it concerns {indicators}", indicators=_names(found.indicators_en, found.indicators_zh, ()))


def _names(english: Sequence[str], chinese: Sequence[str], otherwise: Sequence[str]) -> Message:
    def joined(names: Sequence[str]) -> tuple[str, int]:
        return ", ".join(names[:NAMES_SAID]), max(0, len(names) - NAMES_SAID)

    (first_en, more), (first_zh, _) = joined(english or otherwise), joined(chinese or otherwise)
    names = Bilingual(first_en, first_zh.replace(", ", "、"))
    return Message("{names} and {more} more", names=names, more=more) if more else names
