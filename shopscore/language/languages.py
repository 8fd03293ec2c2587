"""Chooses the language of a run: what was asked for, then the environment, then the locale."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_VARIABLE = "SHOPSCORE_LANG"
# In the order in which POSIX lets them count.
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class UnknownLanguageError(ValueError):
    """A language was asked for that is not spoken here."""


class _Run:
    """The language of this process; a run has one, and its threads share it."""

    language: Language | None = None


# Of one reader of a server that speaks to several.
_READERS: ContextVar[Language | None] = ContextVar("reader's language", default=None)


def current_language() -> Language:
    """Return the language of this run: the one of the environment until `use_language` says otherwise."""
    if (of_reader := _READERS.get()) is not None:
        return of_reader
    if _Run.language is not None:
        return _Run.language
    try:
        return choose_language(None, os.environ)
    except UnknownLanguageError:
        return "en"


def use_language(language: Language) -> None:
    """Speak a language from now on, in the whole process."""
    _Run.language = language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language inside the block, in this thread only: a server speaks to several readers at once."""
    before = _READERS.set(language)
    try:
        yield
    finally:
        _READERS.reset(before)


def choose_language(asked_for: str | None, environment: Mapping[str, str]) -> Language:
    """Return the language that was asked for, else that of SHOPSCORE_LANG, else that of the locale, else English.

    Args:
        asked_for: what the user wrote after `--lang`, None for nothing.
        environment: the variables of the process.

    Raises:
        UnknownLanguageError: the option or the variable names none of `LANGUAGES`; the message is that word.
    """
    for word in (asked_for, environment.get(LANGUAGE_VARIABLE)):
        if word:
            return _language(word)
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"


def _language(word: str) -> Language:
    for language in LANGUAGES:
        if word.lower() == language:
            return language
    raise UnknownLanguageError(word)
