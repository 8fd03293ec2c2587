"""Draws where one case stands, in plain words, readable at 80 columns.

Dates: a case is in the scores from `enters_on` to the day before `leaves_on`.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.case import CaseAnswer
from shopscore.console.case_states import CaseState, KnownId
from shopscore.console.wording import kind, measure
from shopscore.language import Message, pick, tr
from shopscore.names import platform_name, subject_name, whose

FOR, AGAINST = Message("counts for"), Message("counts against")
INSIDE = {"for": FOR, "against": AGAINST, "excluded": Message("does not count")}
OUTSIDE = {
    "before_window": Message("not yet"),
    "known_later": Message("not yet"),
    "left_window": Message("no longer"),
    "known_too_late": Message("never counted"),
}
WORD_WIDTH = 21


def show_case(answer: CaseAnswer, console: Console) -> None:
    """Print what the number is, and for each subject and system what the indicators that look at it make of it."""
    console.print(
        Text(answer.asked, style="bold").append(
            "  " + tr("on {date}", date=answer.assessment_date), style="dim not bold"
        )
    )
    for known in answer.known_as:
        if known.id_kind != "order" or known.meaning_en:
            console.print(Text(_known(known)))
    if not answer.states:
        console.print(Text(tr("No indicator counts it, for or against.")))
    for _, states in groupby(answer.states, key=lambda state: (state.subject_type, state.subject_id, state.system_id)):
        _show_system(answer, list(states), console)
    if not answer.looked_in_warehouse and all(state.reason == "left_window" for state in answer.states):
        console.print()
        console.print(
            Text(tr("Only the warehouse knows what left earlier, and it cannot be read right now."), style="dim")
        )


def _show_system(answer: CaseAnswer, states: Sequence[CaseState], console: Console) -> None:
    first = states[0]
    who = " ".join(part for part in (first.subject_id, first.subject_name) if part)
    console.print()
    console.print(
        Text(pick(first.system_name_en, first.system_name_zh, first.system_id), style="bold cyan").append(
            f"  {whose(first.platform, first.subject_type)} {who}", style="default not bold"
        )
    )
    for (case_kind, number), cases in groupby(states, key=lambda state: (state.case_kind, state.case_id)):
        if number != answer.asked:
            console.print(Text(f"  {kind(case_kind)} {number}", style="dim"))
        console.print(_lines(list(cases)))
    waiting = [one for one in answer.waiting if one.system_id == first.system_id]
    if waiting:
        grid = _grid()
        names = [pick(one.name_en, one.name_zh, one.indicator_id) for one in waiting]
        grid.add_row("", Text(tr("no case, or not yet"), style="dim"), Text("\n".join(names), style="dim"))
        console.print(grid)


def _lines(states: Sequence[CaseState]) -> Table:
    """Draw the indicators of one case; those of which the same is to be said stand together."""
    said: dict[tuple[str, Sequence[str]], list[str]] = {}
    for state in states:
        key = (_word(state), tuple(_sentences(state)))
        said.setdefault(key, []).append(pick(state.name_en, state.name_zh, state.indicator_id))
    grid = _grid()
    for (word, sentences), names in said.items():
        body = Text("\n".join(names))
        for sentence in sentences:
            body.append(f"\n  {sentence}", style="dim")
        grid.add_row("", Text(word, style=_style(word)), body)
    return grid


def _style(word: str) -> str:
    return {FOR.said(): "green", AGAINST.said(): "red"}.get(word, "yellow")


def _grid() -> Table:
    grid = Table.grid()
    grid.add_column(width=2)
    grid.add_column(width=WORD_WIDTH)
    grid.add_column()
    return grid


def _word(state: CaseState) -> str:
    # hours always weigh: only how many they are speaks for or against
    if state.state == "against" and state.unit == "hours":
        return tr("counts")
    return str(INSIDE.get(state.state) or OUTSIDE.get(state.reason or "") or state.state)


def _sentences(state: CaseState) -> Sequence[str]:
    """Say why, and when."""
    why = pick(state.meaning_en, state.meaning_zh, state.reason or "")
    verdict = pick(state.verdict_en, state.verdict_zh, state.verdict_reason or "")
    hours = measure(state.effect, "hours") if state.unit == "hours" and state.state == "against" else ""
    if state.state == "excluded":
        said = [why, tr("left out of the scores {span}", span=_span(state))]
    elif state.state in INSIDE:
        said = [", ".join(part for part in (hours, why) if part), _in_scores(state)]
    elif state.enters_on is None:
        said = [why]
    elif state.reason == "left_window":
        said = [_counted(state, verdict, is_past=True), _in_scores(state)]
    else:
        said = [why, _in_scores(state), _counted(state, verdict, is_past=False)]
    return [sentence for sentence in said if sentence]


_COUNTED = {
    "for": Message("it counted for the {subject}"),
    "against": Message("it counted against the {subject}"),
    "excluded": Message("it counted neither for nor against the {subject}"),
}
_COUNTS = {
    "for": Message("as known today it counts for the {subject}"),
    "against": Message("as known today it counts against the {subject}"),
    "excluded": Message("as known today it counts neither for nor against the {subject}"),
}


def _counted(state: CaseState, verdict: str, *, is_past: bool) -> str:
    if state.verdict is None:
        return ""
    words = (_COUNTED if is_past else _COUNTS)[state.verdict]
    said = Message(words.template, subject=subject_name(state.subject_type))
    return tr("{what}: {remedy}", what=said, remedy=verdict) if verdict else said.said()


def _in_scores(state: CaseState) -> str:
    return tr("in the scores {span}", span=_span(state))


def _span(state: CaseState) -> str:
    if state.enters_on is None or state.leaves_on is None:
        return ""
    return tr("from {first} to {last}", first=state.enters_on, last=state.leaves_on - timedelta(days=1))


def _known(known: KnownId) -> str:
    told = tr(
        "{kind} of {platform} shop {shop}",
        kind=kind(known.id_kind).capitalize(),
        platform=platform_name(known.platform),
        shop=known.shop_id,
    )
    if known.review_id:
        told += tr(", against review {review}", review=known.review_id)
    elif known.order_id and known.id_kind != "order":
        told += tr(", of order {order}", order=known.order_id)
    why = pick(known.meaning_en, known.meaning_zh)
    return tr("{what}: {remedy}", what=told, remedy=why) if why else told
