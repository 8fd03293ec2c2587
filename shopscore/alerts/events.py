"""What is worth waking a person for, made from the facts of one refresh.

Pure: the facts come from `facts.py`, the words from `wording.py`, who has been told already from `sent_log.py`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shopscore.freshness import LateExport
from shopscore.vocabulary import UnknownWord, WithheldShop

Kind = Literal[
    "refresh_failed",
    "gate_closed",
    "file_refused",
    "shop_withheld",
    "words_unknown",
    "score_below",
    "score_near",
    "export_late",
]

# In the order of a message: what keeps everybody from a new score first.
KINDS: tuple[Kind, ...] = (
    "refresh_failed",
    "gate_closed",
    "file_refused",
    "shop_withheld",
    "score_below",
    "score_near",
    "export_late",
    "words_unknown",
)

# Run ids, times and amounts differ from day to day where the fault is the same.
_CHANGING = re.compile(r"\b[0-9a-f]{8,}\b|\d+")


@dataclass(frozen=True)
class ClosedBy:
    """A check that keeps the last publication in place.

    Attributes:
        name: of the check.
        text: what it checks, or what it found.
        failing_rows: rows that break it; None when it could not run.
    """

    name: str
    text: str | None
    failing_rows: int | None


@dataclass(frozen=True)
class RefusedFile:
    """A file that this refresh refused: what it is called outside landing, and why."""

    name: str
    reason: str
    reason_zh: str = ""


@dataclass(frozen=True)
class ScoreAtLimit:
    """A published score below a threshold, or near it: by no more than the distance, or within the days ahead.

    Attributes:
        threshold_id: of the threshold.
        threshold_en: what it is for.
        threshold_zh: the same in Chinese.
        consequence_en: what happens below it.
        consequence_zh: the same in Chinese.
        limit: the score that still passes.
        system_en: name of the score.
        system_zh: the same in Chinese.
        subject_id: shop or creator.
        subject_name: its name, where known.
        score: of the newest assessment date.
        change_7d: against seven days before; None when there was none.
        is_below: below the limit, else near it.
        falls_in_days: days until it is below the limit when nothing new happens; None: not within the forecast.
        since: first assessment date of the unbroken run of days in this state, as far as published.
    """

    threshold_id: str
    threshold_en: str
    threshold_zh: str
    consequence_en: str
    consequence_zh: str
    limit: float
    system_en: str
    system_zh: str
    subject_id: str
    subject_name: str | None
    score: float
    change_7d: float | None
    is_below: bool
    falls_in_days: int | None
    since: date


@dataclass(frozen=True)
class Facts:
    """What one refresh leaves behind, as far as anybody may be woken for it.

    Attributes:
        status: `published`, `failed` or `blocked`.
        ended_at: local time, naive.
        message: why it failed.
        closed_by: checks that closed the gate.
        refused: files refused by this refresh.
        scores: scores below or near a threshold; None when no publication could be read.
        late: exports that are late; None when no ledger could be read.
        withheld: what the publication withholds of single shops; None when none could be read.
        unknown_words: words that no list knows; None when no publication could be read.
    """

    status: str
    ended_at: datetime
    message: str | None = None
    closed_by: Sequence[ClosedBy] = ()
    refused: Sequence[RefusedFile] = ()
    scores: Sequence[ScoreAtLimit] | None = ()
    late: Sequence[LateExport] | None = ()
    withheld: Sequence[WithheldShop] | None = ()
    unknown_words: Sequence[UnknownWord] | None = ()


@dataclass(frozen=True)
class Event:
    """One thing to tell.

    Attributes:
        kind: what sort of thing.
        key: the same for the same thing on another day.
        state: as long as it is the same, nobody has to be told again.
        since: since when; a day where the hour is unknown.
        about: the facts that the words are made of.
    """

    kind: Kind
    key: str
    state: str
    since: datetime | date
    about: str | Sequence[ClosedBy] | RefusedFile | ScoreAtLimit | LateExport | WithheldShop | UnknownWord


def collect_events(facts: Facts) -> list[Event]:
    """Return what there is to tell, most urgent first; within scores, the one furthest below its limit first."""
    events = [*_run_events(facts), *_score_events(facts), *_late_events(facts), *_word_events(facts)]
    return sorted(events, key=lambda event: KINDS.index(event.kind))


def unjudged_kinds(facts: Facts) -> set[Kind]:
    """Return the kinds of which the facts say nothing: that they are absent does not mean that they are over."""
    unjudged: set[Kind] = set()
    if facts.scores is None:
        unjudged |= {"score_below", "score_near"}
    if facts.late is None:
        unjudged.add("export_late")
    if facts.withheld is None:
        unjudged.add("shop_withheld")
    if facts.unknown_words is None:
        unjudged.add("words_unknown")
    return unjudged


def _run_events(facts: Facts) -> list[Event]:
    events = [
        Event("file_refused", f"file_refused:{file.name}", file.reason, facts.ended_at, file) for file in facts.refused
    ]
    if facts.status == "failed":
        message = facts.message or ""
        events.append(Event("refresh_failed", "refresh_failed", _CHANGING.sub("#", message), facts.ended_at, message))
    if facts.status == "blocked":
        names = ", ".join(sorted({check.name for check in facts.closed_by}))
        events.append(Event("gate_closed", "gate_closed", names, facts.ended_at, tuple(facts.closed_by)))
    return events


def _score_events(facts: Facts) -> list[Event]:
    scores = sorted(facts.scores or (), key=lambda one: (one.score - one.limit, one.subject_id, one.threshold_id))
    return [
        Event(
            kind="score_below" if one.is_below else "score_near",
            key=f"score:{one.threshold_id}:{one.subject_id}",
            state="below" if one.is_below else "near",
            since=one.since,
            about=one,
        )
        for one in scores
    ]


def _late_events(facts: Facts) -> list[Event]:
    return [
        Event(
            kind="export_late",
            key=f"export_late:{late.platform}:{late.export}:{late.shop_id}",
            state="late",
            since=late.late_since,
            about=late,
        )
        for late in facts.late or ()
    ]


def _word_events(facts: Facts) -> list[Event]:
    withheld = [
        Event(
            kind="shop_withheld",
            key=f"shop_withheld:{one.platform}:{one.shop_id}:{one.export}:{one.vocabulary or one.check_name}",
            state=one.reason,
            since=facts.ended_at,
            about=one,
        )
        for one in facts.withheld or ()
    ]
    unknown = [
        Event(
            kind="words_unknown",
            key=f"words_unknown:{one.platform}:{one.vocabulary}:{one.word}",
            state="unknown",
            since=facts.ended_at,
            about=one,
        )
        for one in facts.unknown_words or ()
        # one or two rows of a word that may not be written out wake nobody
        if one.word is not None
    ]
    return [*withheld, *unknown]
