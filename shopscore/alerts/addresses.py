"""Tells which part of a channel's address is a secret, and which variable of the environment holds it.

What else a channel has is in `config.py`.
"""

import re

from shopscore.language import Message

SHORTEST_SECRET = 6

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_ADDRESS = re.compile(r"^(?P<scheme>[a-z0-9]+)://(?:(?P<user>[^/?@]*)@)?(?P<host>[^/?@]*)(?P<rest>.*)$", re.DOTALL)
_PIECES = re.compile(r"[/?&=@:]+")
_SECRET_ARGUMENT = re.compile(r"[?&](pass|password|token|secret|key|access_token|sig|sign)=(?!\$\{)[^&]", re.IGNORECASE)

# For these the host is a server's name; everywhere else it is the token of a robot.
_SERVERS = ("json", "jsons", "xml", "xmls", "form", "forms", "mailto", "mailtos", "ntfy", "ntfys", "syslog")


def variables_in(url: str) -> list[str]:
    """Return the names of the environment variables that an address needs, in order."""
    return _VARIABLE.findall(url)


def is_one_variable(url: str) -> bool:
    """Tell whether the whole address is in one variable."""
    return _VARIABLE.fullmatch(url) is not None


def is_address(url: str) -> bool:
    """Tell whether this is an address, or a variable that holds one."""
    return is_one_variable(url) or _ADDRESS.match(url) is not None


def fill_in(url: str, values: dict[str, str]) -> str:
    """Return the address with values in the places of its variables."""
    return _VARIABLE.sub(lambda found: values[found[1]], url)


def pieces_of(address: str) -> set[str]:
    """Return the pieces of a whole address that are long enough to be a secret."""
    return {piece for piece in _PIECES.split(address) if len(piece) >= SHORTEST_SECRET}


def find_literal_secret(url: str) -> Message | None:
    """Say where an address holds a secret in clear, None when it holds none that can be told by its place."""
    address = _ADDRESS.match(url)
    if address is None:
        return None
    _, colon, password = (address["user"] or "").partition(":")
    if colon and not is_one_variable(password):
        return Message("the password before the @")
    is_server = address["scheme"] in _SERVERS
    if not is_server and address["user"] and not colon and not is_one_variable(address["user"]):
        return Message("the secret before the @")
    if not is_server and not _VARIABLE.search(address["host"]):
        return Message("the token after {start}", start=f"{address['scheme']}://")
    named = _SECRET_ARGUMENT.search(address["rest"])
    return Message("the argument {name}", name=named[1]) if named else None
