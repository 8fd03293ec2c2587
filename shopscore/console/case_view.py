"""Draws where one case stands, in plain words, readable at 80 columns.

Dates: a case is in the scores from `enters_on` to the day before `leaves_on`.
"""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from shopscore.console.case import CaseAnswer, CaseState, KnownId
from shopscore.console.wording import bilingual, measure

KINDS = {
    "order": "order",
    "parent_order": "parent order",
    "session": "session",
    "review": "review",
    "after_sale": "after-sale ticket",
    "help_request": "help request",
    "complaint": "complaint",
    "appeal": "appeal",
}
INSIDE = {"for": "counts for", "against": "counts against", "excluded": "does not count"}
OUTSIDE = {
    "before_window": "not yet",
    "known_later": "not yet",
    "left_window": "no longer",
    "known_too_late": "never counted",
}
NO_CASE = "no case, or not yet"
STYLES = {"counts for": "green", "counts against": "red"}
WORD_WIDTH = 21


def show_case(answer: CaseAnswer, console: Console) -> None:
    """Print what the number is, and for each subject and system what the indicators that look at it make of it."""
    console.print(Text(answer.asked, style="bold").append(f"  on {answer.assessment_date}", style="dim not bold"))
    for known in answer.known_as:
        if known.id_kind != "order" or known.meaning_en:
            console.print(Text(_known(known)))
    if not answer.states:
        console.print(Text("No indicator counts it, for or against."))
    for _, states in groupby(answer.states, key=lambda state: (state.subject_type, state.subject_id, state.system_id)):
        _show_system(answer, list(states), console)
    if not answer.looked_in_warehouse and all(state.reason == "left_window" for state in answer.states):
        console.print()
        console.print(Text("Only the warehouse knows what left earlier, and it could not be asked now.", style="dim"))


def _show_system(answer: CaseAnswer, states: Sequence[CaseState], console: Console) -> None:
    first = states[0]
    who = " ".join(part for part in (first.subject_id, first.subject_name) if part)
    console.print()
    console.print(
        Text(bilingual(first.system_name_en, first.system_name_zh, first.system_id), style="bold cyan").append(
            f"  {first.platform} {first.subject_type} {who}", style="default not bold"
        )
    )
    for (kind, number), cases in groupby(states, key=lambda state: (state.case_kind, state.case_id)):
        if number != answer.asked:
            console.print(Text(f"  {KINDS.get(kind, kind)} {number}", style="dim"))
        console.print(_lines(list(cases)))
    waiting = [one for one in answer.waiting if one.system_id == first.system_id]
    if waiting:
        grid = _grid()
        names = [bilingual(one.name_en, one.name_zh, one.indicator_id) for one in waiting]
        grid.add_row("", Text(NO_CASE, style="dim"), Text("\n".join(names), style="dim"))
        console.print(grid)


def _lines(states: Sequence[CaseState]) -> Table:
    """Draw the indicators of one case; those of which the same is to be said stand together."""
    said: dict[tuple[str, Sequence[str]], list[str]] = {}
    for state in states:
        key = (_word(state), tuple(_sentences(state)))
        said.setdefault(key, []).append(bilingual(state.name_en, state.name_zh, state.indicator_id))
    grid = _grid()
    for (word, sentences), names in said.items():
        body = Text("\n".join(names))
        for sentence in sentences:
            body.append(f"\n  {sentence}", style="dim")
        grid.add_row("", Text(word, style=STYLES.get(word, "yellow")), body)
    return grid


def _grid() -> Table:
    grid = Table.grid()
    grid.add_column(width=2)
    grid.add_column(width=WORD_WIDTH)
    grid.add_column()
    return grid


def _word(state: CaseState) -> str:
    # hours always weigh: only how many they are speaks for or against
    if state.state == "against" and state.unit == "hours":
        return "counts"
    return INSIDE.get(state.state) or OUTSIDE.get(state.reason or "", state.state)


def _sentences(state: CaseState) -> Sequence[str]:
    """Say why, and when."""
    why = bilingual(state.meaning_en, state.meaning_zh, state.reason or "")
    verdict = bilingual(state.verdict_en, state.verdict_zh, state.verdict_reason or "")
    hours = measure(state.effect, "hours") if state.unit == "hours" and state.state == "against" else ""
    if state.state == "excluded":
        said = [why, f"left out of the scores {_span(state)}"]
    elif state.state in INSIDE:
        said = [", ".join(part for part in (hours, why) if part), f"in the scores {_span(state)}"]
    elif state.enters_on is None:
        said = [why]
    elif state.reason == "left_window":
        said = [_counted("it counted", state, verdict), f"in the scores {_span(state)}"]
    else:
        said = [why, f"in the scores {_span(state)}", _counted("as known today it counts", state, verdict)]
    return [sentence for sentence in said if sentence]


def _counted(beginning: str, state: CaseState, verdict: str) -> str:
    if state.verdict is None:
        return ""
    side = {"for": "for", "against": "against", "excluded": "neither for nor against"}[state.verdict]
    return f"{beginning} {side} the {state.subject_type}" + (f": {verdict}" if verdict else "")


def _span(state: CaseState) -> str:
    if state.enters_on is None or state.leaves_on is None:
        return ""
    return f"from {state.enters_on} to {state.leaves_on - timedelta(days=1)}"


def _known(known: KnownId) -> str:
    kind = KINDS.get(known.id_kind, known.id_kind)
    about = ""
    if known.review_id:
        about = f", against review {known.review_id}"
    elif known.order_id and known.id_kind != "order":
        about = f", of order {known.order_id}"
    why = bilingual(known.meaning_en, known.meaning_zh, "")
    return f"{kind.capitalize()} of {known.platform} shop {known.shop_id}{about}{f': {why}' if why else ''}"
