"""Everything that is printed goes through here: no name, cell or message can steer the terminal.

Control characters (C0 and C1, with them every escape sequence) move cursors, recolour, retitle and answer for the
keyboard; marks that turn the direction of writing make a line say something else. What is drawn belongs in the views.
"""

import dataclasses
import json
import re
import sys
from collections.abc import Iterable
from enum import Enum
from typing import IO, Any, TypeVar

from rich.console import Console, ConsoleOptions, ConsoleRenderable, RenderHook, RenderResult
from rich.segment import Segment

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# DEL and C1; marks and overrides of the direction of writing; separators that break lines; tags; halves of characters,
# as a file name that is not UTF-8 has them.
BEYOND_C0 = "\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\U000e0000-\U000e007f"
HALVES = "\ud800-\udfff"
STEERING = re.compile(f"[\x00-\x1f{BEYOND_C0}{HALVES}]")
STEERING_BUT_LAYOUT = re.compile(f"[\x00-\x08\x0b-\x1f{BEYOND_C0}{HALVES}]")

Value = TypeVar("Value")


def one_line(text: str) -> str:
    """Return a text that cannot steer a terminal, on one line; each offending character is shown as one."""
    return STEERING.sub(REPLACEMENT, text)


def lines_kept(text: str) -> str:
    """Return a text that can only break lines and go to tab stops."""
    return STEERING_BUT_LAYOUT.sub(REPLACEMENT, text)


def printable(value: Value) -> Value:
    """Return a dataclass, list or text as it may be drawn, whatever a merchant typed into it."""
    return _printable(value)  # type: ignore[no-any-return]


def say(text: str, *, err: bool = False) -> None:
    """Write one line to standard output or standard error."""
    stream = sys.stderr if err else sys.stdout
    print(lines_kept(text), file=stream, flush=True)


class Terminal(Console):
    """A console that takes a text for a text: no markup, no emoji names, nothing that steers.

    A closed pipe is an error that reaches the caller, as with any other stream.
    """

    def __init__(self, file: IO[str] | None = None) -> None:
        """Draw on standard output, or into a file."""
        super().__init__(file=file, markup=False, emoji=False, highlight=False)
        self.push_render_hook(_Neutralising(self))

    def on_broken_pipe(self) -> None:
        """Let the command end as it does for every closed pipe."""
        raise BrokenPipeError


class _Neutralising(RenderHook):
    """The last belt: whatever a view drew without looking loses what could steer, after it was laid out."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def process_renderables(self, renderables: list[ConsoleRenderable]) -> list[ConsoleRenderable]:
        return [_Neutral(one) for one in renderables]


class _Neutral:
    def __init__(self, inner: ConsoleRenderable) -> None:
        self._inner = inner

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for segment in console.render(self._inner, options):
            # Removed rather than replaced: these characters take no room in what was laid out already.
            text = segment.text if segment.control else STEERING_BUT_LAYOUT.sub("", segment.text)
            yield Segment(text, segment.style, segment.control)


def _printable(value: Any) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return one_line(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {
            field.name: _printable(getattr(value, field.name)) for field in dataclasses.fields(value) if field.init
        }
        return dataclasses.replace(value, **changes)
    if isinstance(value, dict):
        return {_printable(key): _printable(content) for key, content in value.items()}
    if isinstance(value, list | tuple) and not hasattr(value, "_fields"):
        return type(value)(_printable(item) for item in value)
    return value


def neutral_lines(lines: Iterable[str], *, is_json: bool) -> Iterable[str]:
    """Return lines of data as they may go to a terminal; redirected, data stays as it is.

    Args:
        lines: of CSV or JSON.
        is_json: write what could steer as JSON writes it, so that the text means the same.
    """
    for line in lines:
        yield STEERING_BUT_LAYOUT.sub(_escaped if is_json else REPLACEMENT, line)


def _escaped(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1]
