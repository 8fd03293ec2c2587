"""Sentences with places for figures and names, said in a language at once or later."""

from collections.abc import Mapping
from dataclasses import dataclass

from shopscore.language.catalogue import translation
from shopscore.language.languages import Language, current_language


@dataclass(frozen=True, init=False)
class Message:
    """A sentence that is put into words later, or stored in both languages.

    Attributes:
        template: the English sentence, with `{name}` where a value goes.
        values: what goes there; a value that is a message itself is said in the same language, one that is a tuple as a
            list of its items.
    """

    template: str
    values: Mapping[str, object]

    def __init__(self, template: str, **values: object) -> None:
        """Keep a sentence and its values."""
        object.__setattr__(self, "template", template)
        object.__setattr__(self, "values", values)

    @property
    def en(self) -> str:
        """The sentence in English."""
        return self.in_language("en")

    @property
    def zh(self) -> str:
        """The sentence in Chinese."""
        return self.in_language("zh")

    def said(self) -> str:
        """Return the sentence in the language of this run."""
        return self.in_language(current_language())

    def in_language(self, language: Language) -> str:
        """Return the sentence in a language; one without a translation stays English."""
        return translation(language).gettext(self.template).format(**_said(self.values, language))

    def __str__(self) -> str:
        """Return the sentence in the language of this run."""
        return self.said()


@dataclass(frozen=True)
class Told:
    """A text that is stored in both languages, as a value of a message."""

    en: str
    zh: str | None

    def in_language(self, language: Language) -> str:
        """Return the text in a language; the English one where the Chinese is missing."""
        return (self.zh if language == "zh" else None) or self.en


def tr(template: str, **values: object) -> str:
    """Say a sentence in the language of this run.

    Args:
        template: the English sentence, with `{name}` where a value goes; format specifications as in `str.format`.
        values: what goes there.
    """
    return Message(template, **values).said()


def trn(singular: str, plural: str, count: int, **values: object) -> str:
    """Say a sentence about a number of things in the language of this run; `{count}` is that number.

    Args:
        singular: the English sentence about one.
        plural: the English sentence about any other number.
        count: how many there are.
        values: what else goes in.
    """
    language = current_language()
    template = translation(language).ngettext(singular, plural, count)
    return template.format(count=count, **_said(values, language))


def pick(english: str | None, chinese: str | None, otherwise: str = "") -> str:
    """Return the one of two texts that is in the language of this run, the other where that one is missing.

    Args:
        english: the text in English.
        chinese: the text in Chinese.
        otherwise: where both are missing.
    """
    first, second = (chinese, english) if current_language() == "zh" else (english, chinese)
    return first or second or otherwise


def _said(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: _value(value, language) for name, value in values.items()}


def _value(value: object, language: Language) -> object:
    if isinstance(value, Message | Told):
        return value.in_language(language)
    if isinstance(value, tuple):
        return ("、" if language == "zh" else ", ").join(str(_value(one, language)) for one in value)
    return value
