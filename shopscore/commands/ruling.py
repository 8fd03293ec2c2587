"""The rules that the scores are made by."""

from shopscore.commands.options import AsJson
from shopscore.commands.output import write_json
from shopscore.console.rules import read_rules
from shopscore.console.rules_view import show_rules
from shopscore.console.terminal import Terminal, printable
from shopscore.settings import PROJECT_DIR, load_settings


def rules(as_json: AsJson = False) -> None:
    """List the rule versions: when each holds, whose word it is, when it was compared, what is assumed."""
    found = read_rules(PROJECT_DIR / "seeds", load_settings().as_of)
    if as_json:
        write_json(found)
    else:
        show_rules(printable(found), Terminal())
