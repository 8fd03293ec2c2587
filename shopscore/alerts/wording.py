"""Puts events into one message, the way somebody reads it who was woken by it.

What, which shop, since when, what to do. The words are in `words/`, one template a language. How long a channel lets
a message be is told by `delivery.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Protocol, cast

from shopscore.alerts.events import ClosedBy, Event, RefusedFile, ScoreAtLimit
from shopscore.freshness import LateExport
from shopscore.language import Language, Message
from shopscore.names import platform_message
from shopscore.vocabulary import UnknownWord, WithheldShop, say_unknown_word, say_withheld

WORDS = Path(__file__).parent / "words"
BULLET = "• "
SHOPS_NAMED = 3
TEXT_LIMIT = 300


@dataclass(frozen=True)
class Notice:
    """What one channel gets for one refresh: a line and a text."""

    title: str
    body: str


def compose(events: Sequence[Event], as_of: date, language: Language, max_bytes: int) -> Notice:
    """Say all events in one message.

    What does not fit is counted, not said: a channel that cuts by itself cuts in the middle of a word, or refuses.

    Args:
        events: most urgent first; not empty.
        as_of: assessment date of the refresh.
        language: of the texts.
        max_bytes: of title and body together, in UTF-8.
    """
    blocks = [(kind, _lines(list(group), language)) for kind, group in groupby(events, key=lambda event: event.kind)]
    count = sum(len(lines) for _, lines in blocks)
    words = _words(language)
    title = words.title(count, as_of)
    room = max_bytes - len(title.encode()) - 2
    said: list[str] = []
    left = count
    for kind, lines in blocks:
        heading, remedy = words.headings[kind], words.remedies[kind]
        fitting = _fitting(lines, room - _size([*said, heading, remedy, "", words.rest(count)]))
        if fitting:
            said += [heading, *fitting, remedy, ""]
            left -= len(fitting)
        if len(fitting) < len(lines):
            break
    if left:
        said.append(words.rest(left))
    return Notice(title, "\n".join(said).strip())


def compose_test(language: Language) -> Notice:
    """Say that this is a test."""
    words = _words(language)
    return Notice(words.test_title, words.test_body)


def _size(lines: Iterable[str]) -> int:
    return sum(len(line.encode()) + 1 for line in lines)


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    fitting: list[str] = []
    for line in lines:
        if _size([*fitting, line]) > room:
            break
        fitting.append(line)
    return fitting


def _lines(events: Sequence[Event], language: Language) -> list[str]:
    """Return the lines of one kind; shops that are late alike share a line, and so do their exports."""
    lates = [event.about for event in events if isinstance(event.about, LateExport)]
    lines = (
        [_say_late(alike, language) for alike in _alike(lates)]
        if lates
        else [line for event in events for line in _say(event, language)]
    )
    return [BULLET + line for line in lines]


def _alike(lates: Sequence[LateExport]) -> list[list[LateExport]]:
    """Group late exports: of one platform, one limit and one newest day, with the same shops."""
    shops: dict[tuple[str, int, date, str], list[LateExport]] = {}
    for late in lates:
        key = (late.platform, late.late_after_days, late.newest_at.date(), late.export)
        shops.setdefault(key, []).append(late)
    groups: dict[tuple[str, int, date, tuple[str, ...]], list[LateExport]] = {}
    for (platform, days, day, _), of_export in shops.items():
        who = tuple(sorted(late.shop_id for late in of_export))
        groups.setdefault((platform, days, day, who), []).extend(of_export)
    return list(groups.values())


def _say(event: Event, language: Language) -> list[str]:
    words = _words(language)
    match event.about:
        case ScoreAtLimit() as score:
            return [words.score(score, event.since)]
        case RefusedFile() as file:
            return [words.refused(file)]
        case LateExport() as late:
            return [_say_late([late], language)]
        case WithheldShop() | UnknownWord() as found:
            said = say_withheld(found) if isinstance(found, WithheldShop) else say_unknown_word(found)
            return [said.in_language(language)]
        case str() as reason:
            return [words.failure(reason, event.since)]
        case checks:
            return [words.check(check, event.since) for check in checks]


def _say_late(lates: Sequence[LateExport], language: Language) -> str:
    words = _words(language)
    platform = platform_message(lates[0].platform)
    return words.late(
        platform.in_language(language) if isinstance(platform, Message) else platform,
        sorted({late.export for late in lates}),
        [words.all_shops if shop == "_all" else shop for shop in sorted({late.shop_id for late in lates})],
        SHOPS_NAMED,
        max(late.newest_at for late in lates),
        lates[0].late_after_days,
        lates[0].late_since,
    )


class _Words(Protocol):
    """What a template has: a sentence a macro."""

    headings: Mapping[str, str]
    remedies: Mapping[str, str]
    test_title: str
    test_body: str
    all_shops: str

    def title(self, count: int, as_of: date) -> str: ...
    def rest(self, count: int) -> str: ...
    def failure(self, reason: str, since: datetime | date) -> str: ...
    def check(self, one: ClosedBy, since: datetime | date) -> str: ...
    def refused(self, file: RefusedFile) -> str: ...
    def score(self, one: ScoreAtLimit, since: datetime | date) -> str: ...
    def late(self, *about: object) -> str: ...


@lru_cache
def _words(language: Language) -> _Words:
    # Only who sends a message should wait for the library.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415

    templates = Environment(
        loader=FileSystemLoader(WORDS, encoding="utf-8"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 - a message is plain text
    )
    templates.filters |= {"moment": _moment, "points": _points, "shorten": _shorten, "signed": _signed}
    return cast(_Words, templates.get_template(f"{language}.txt.jinja").module)


def _moment(moment: datetime | date) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, datetime) else f"{moment:%Y-%m-%d}"


def _points(one: ScoreAtLimit) -> str:
    # 4.4961 below 4.50 would otherwise read as 4.50 below 4.50.
    digits = 4 if one.is_below and round(one.score, 2) >= one.limit else 2
    return f"{one.score:.{digits}f}"


def _signed(change: float) -> str:
    # Adding zero turns a fall of nothing, -0.00, into +0.00.
    return f"{round(change, 2) + 0.0:+.2f}"


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TEXT_LIMIT else f"{line[:TEXT_LIMIT]}…"
