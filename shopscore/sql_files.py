"""SQL that lives in `.sql` files beside the module that runs it, so that a person and the linter read it as SQL.

A file is SQL as it stands. Values are bound by DuckDB (`$name`). What cannot be bound is a quoted placeholder and is
filled in here: a name, `"{table}"`, or a text or a number in a macro, which takes no parameters, `'{pattern}'`. What is
put together from a contract, or from what a user chose, stays in Python.
"""

import re
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

_PLACEHOLDER = re.compile(r"""(?P<quote>["'])\{(?P<name>[a-z_]+)\}(?P=quote)""")

Filled = str | int | Sequence[str]


def statement(module: str, name: str, /, **filled: Filled) -> str:
    """Return the SQL of `sql/<name>.sql` beside a module.

    Args:
        module: the module that runs it, as in `statement(__name__, "known_files")`.
        name: the file, without its ending.
        filled: what stands for each quoted placeholder: a name, with its schema as `schema.table`, or several names,
            which are listed with commas; a text or a number. All come from a contract, a seed or the code, never from
            a file of the user.

    Raises:
        KeyError: a placeholder of the file is not filled.
    """
    text = _text(module, name)
    return _PLACEHOLDER.sub(lambda found: _as_sql(filled[found["name"]], is_name=found["quote"] == '"'), text)


def identifier(name: str) -> str:
    """Return a name as SQL quotes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Return a text as SQL writes it, for the places where nothing can be bound."""
    return "'" + text.replace("'", "''") + "'"


@cache
def _text(module: str, name: str) -> str:
    return Path(str(sys.modules[module].__file__)).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")


def _as_sql(value: Filled, *, is_name: bool) -> str:
    if isinstance(value, int):
        return str(value)
    if not isinstance(value, str):
        return ", ".join(_as_sql(one, is_name=is_name) for one in value)
    return ".".join(map(identifier, value.split("."))) if is_name else literal(value)
