"""The command line in the reader's language: help, usage errors and the option `--lang` of every command.

Typer and Click speak English. What they say is put into words here at the moment it is printed; which commands there
are belongs in `shopscore/cli.py`, what they do in `shopscore/commands`.
"""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import typer
from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

from shopscore.console.terminal import say
from shopscore.language import LANGUAGES, Message, choose_language, tr, use_language
from shopscore.language.catalogue import translation
from shopscore.language.languages import LANGUAGE_VARIABLE, UnknownLanguageError, current_language

Function = TypeVar("Function", bound=Callable[..., Any])

OPTION = "--lang"
USAGE_EXIT = 2
_USAGE = "Usage: "
# Typer's tables break lines at blanks only, and cut what has none.
_AFTER_WHICH_A_LINE_MAY_END = re.compile(r"([，。；：])(?=[^\s，。；：])")
_INVALID = r"Invalid value for '?(?P<name>.+?)'?: (?:Value error, )?"

# What Click says of a wrong command line, with names for its parts; the message is said with those parts.
_SAID_BY_CLICK: tuple[tuple[str, Message], ...] = (
    (
        r"No such option: (?P<option>\S+) \(Possible options: (?P<options>.+)\)",
        Message("No such option: {option} (possible options: {options})"),
    ),
    (r"No such option: (?P<option>.+)", Message("No such option: {option}")),
    (
        r"No such command '(?P<command>.+)'\. Did you mean (?P<commands>.+)\?",
        Message("No such command: {command}. Did you mean {commands}?"),
    ),
    (r"No such command '(?P<command>.+)'\.", Message("No such command: {command}")),
    (r"Missing command\.", Message("Missing command")),
    (r"Missing argument '(?P<name>.+)'\.", Message("Missing argument: {name}")),
    (r"Missing option '(?P<name>.+)'\.", Message("Missing option: {name}")),
    (r"Option '(?P<option>.+)' requires an argument\.", Message("{option} needs a value")),
    (r"Option '(?P<option>.+)' does not take a value\.", Message("{option} takes no value")),
    (r"Got unexpected extra argument(?:s|\(s\))? \((?P<words>.+)\)", Message("Unexpected: {words}")),
    (
        _INVALID + r"'(?P<value>.*)' does not match the formats? .*",
        Message("{name}: '{value}' is not a date; write it like 2021-11-15"),
    ),
    (
        _INVALID + r"'(?P<value>.*)' is not one of (?P<choices>.+?)\.?",
        Message("{name}: '{value}' is not one of {choices}"),
    ),
    (
        _INVALID + r"Input should be greater than or equal to (?P<least>[\d.]+)",
        Message("{name}: the least it takes is {least}"),
    ),
    (_INVALID + r"Input should be a valid integer.*", Message("{name}: give a whole number")),
    (_INVALID + r"Input should be a valid number.*", Message("{name}: give a number")),
    (_INVALID + r"(?P<why>.+)", Message("{name}: {why}")),
)


class SpokenCommand(TyperCommand):
    """A command whose help and usage are in the language of the run."""

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the line that says how the command is written."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Return the option that shows the help."""
        return _in_words(super().get_help_option(ctx))


class SpokenGroup(TyperGroup):
    """The commands, each with the options that belong to all of them."""

    def __init__(self, **attributes: Any) -> None:
        """Give every command the option that chooses the language."""
        super().__init__(**attributes)
        self.subcommand_metavar = "COMMAND [ARGS]..."
        _give(self, [option for option in self.params if OPTION in option.opts])

    def get_usage(self, ctx: typer.Context) -> str:  # type: ignore[override]
        """Return the line that says how the command is written."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Return the option that shows the help."""
        return _in_words(super().get_help_option(ctx))

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Choose the language before anything is read or said, and say in it what is wrong with a command line."""
        arguments = list(sys.argv[1:] if args is None else args)
        try:
            use_language(choose_language(language_asked_for(arguments), os.environ))
        except UnknownLanguageError as error:
            say(f"shopscore: {unknown_language(str(error))}", err=True)
            sys.exit(USAGE_EXIT)
        _translate(self)
        try:
            code = super().main(arguments, prog_name, complete_var, False, windows_expand_args, **extra)
        except typer.TyperException as error:
            if not standalone_mode:
                raise
            _say_usage_error(error)
            sys.exit(error.exit_code)
        if not standalone_mode:
            return code
        sys.exit(code if isinstance(code, int) else 0)


class SpokenTyper(typer.Typer):
    """An app whose commands are `SpokenCommand`s."""

    def command(
        self, name: str | None = None, *, cls: type[TyperCommand] | None = None, **options: Any
    ) -> Callable[[Function], Function]:
        """Return the decorator of a command."""
        return super().command(name, cls=cls or SpokenCommand, **options)


def _give(group: Any, options: Sequence[Any]) -> None:
    """Give the commands of a group, and those of the groups in it, options that belong to all of them."""
    for command in group.commands.values():
        command.params.extend(options)
        if hasattr(command, "commands"):
            _give(command, options)


def language_asked_for(arguments: Sequence[str]) -> str | None:
    """Return what stands after the last `--lang` of a command line, before any `--`; None without one."""
    asked_for = None
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for word, after in pairwise([*options, ""]):
        if word == OPTION and after:
            asked_for = after
        elif word.startswith(f"{OPTION}="):
            asked_for = word.partition("=")[2]
    return asked_for


def unknown_language(word: str) -> str:
    """Say which languages there are, in both, as it is not known which of them the reader reads."""
    choices = ", ".join(LANGUAGES)
    said = Message(
        "'{word}' is not a language that shopscore speaks: {option} and {variable} take one of {choices}",
        word=word,
        option=OPTION,
        variable=LANGUAGE_VARIABLE,
        choices=choices,
    )
    return f"{said.en}\n{said.zh}"


def usage_error(text: str) -> Message | None:
    """Return what Click says of a wrong command line as a message of ours, None for what it never said yet."""
    for pattern, message in _SAID_BY_CLICK:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            return Message(message.template, **found.groupdict())
    return None


def sentences(command: Any) -> Iterator[str]:
    """Yield every text of a command and its commands that its help shows."""
    for owner, name in _texts(command):
        yield _one_paragraph_a_line(getattr(owner, name))


def _say_usage_error(error: typer.TyperException) -> None:
    text = error.format_message()
    if not text:
        # A command without any argument has shown its help.
        return
    context = getattr(error, "ctx", None)
    if context is not None:
        say(context.get_usage(), err=True)
    say(f"shopscore: {usage_error(text) or text}", err=True)
    if context is not None:
        say(tr("Help: {command} --help", command=context.command_path), err=True)


def _usage(text: str) -> str:
    return tr("Usage: {pieces}", pieces=text.removeprefix(_USAGE)) if text.startswith(_USAGE) else text


def _in_words(option: Any) -> Any:
    if option is not None:
        option.help = tr("Show this page.")
    return option


def _translate(command: Any) -> None:
    """Put a command, its options and its commands into the language of the run."""
    words = translation(current_language())
    for owner, name in list(_texts(command)):
        text = words.gettext(_one_paragraph_a_line(getattr(owner, name)))
        setattr(owner, name, _AFTER_WHICH_A_LINE_MAY_END.sub(r"\1 ", text))
    rich_utils.ARGUMENTS_PANEL_TITLE = tr("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = tr("Options")
    rich_utils.COMMANDS_PANEL_TITLE = tr("Commands")
    rich_utils.DEFAULT_STRING = tr("[default: {value}]", value="{}")
    rich_utils.REQUIRED_LONG_STRING = tr("[required]")


def _texts(command: Any) -> Iterator[tuple[Any, str]]:
    """Yield where the texts of a command are kept: object and attribute."""
    if command.help:
        yield command, "help"
    for parameter in command.params:
        if getattr(parameter, "help", None):
            yield parameter, "help"
        if isinstance(getattr(parameter, "show_default", None), str):
            yield parameter, "show_default"
    for inner in getattr(command, "commands", {}).values():
        yield from _texts(inner)


def _one_paragraph_a_line(text: str) -> str:
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))
