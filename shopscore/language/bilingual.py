"""Texts that are there in both languages, said where a message is wanted."""

from collections.abc import Sequence

from shopscore.language.languages import Language
from shopscore.language.message import Message


class Bilingual(Message):
    """A text that is there in both languages, such as names from a seed, as a message of its own."""

    def __init__(self, english: str, chinese: str) -> None:
        """Keep the two texts."""
        super().__init__(english, chinese=chinese)

    def in_language(self, language: Language) -> str:
        """Return the text in a language."""
        return str(self.values["chinese"]) if language == "zh" else self.template


def together(parts: Sequence[Message], between: str = "; ", between_zh: str = "；") -> Message:
    """Join messages to one, with the sign that each language puts between them."""
    return Bilingual(between.join(part.en for part in parts), between_zh.join(part.zh for part in parts))
