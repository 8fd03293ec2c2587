"""SQL beside the modules: names are filled in quoted, and no file lies about that no module runs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from shopscore import sql_files
from shopscore.settings import PROJECT_DIR

FILES = sorted((PROJECT_DIR / "shopscore").rglob("sql/*.sql"))


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'select "{columns}" from "{table}" where day = $day'
    monkeypatch.setattr(sql_files, "_text", lambda module, name: text)


@pytest.mark.usefixtures("counting")
def test_a_name_is_quoted_its_schema_apart_and_several_are_listed() -> None:
    filled = sql_files.statement("shopscore.landing.ledger", "counted", columns=["a", 'b"c'], table="raw.orders")
    assert filled == 'select "a", "b""c" from "raw"."orders" where day = $day'


@pytest.mark.usefixtures("counting")
def test_a_name_that_is_not_given_is_no_statement() -> None:
    with pytest.raises(KeyError, match="columns"):
        sql_files.statement("shopscore.landing.ledger", "counted", table="raw.orders")


def test_a_text_and_a_number_of_a_macro_are_filled_in_as_sql_writes_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_files, "_text", lambda module, name: "a in ('{words}') and length(a) < '{longest}'")
    filled = sql_files.statement("shopscore.landing.cells", "macros", words=("it's", "{x}"), longest=5)
    assert filled == "a in ('it''s', '{x}') and length(a) < 5"


def test_a_text_with_quotes_is_one_text() -> None:
    assert sql_files.literal("a'b") == "'a''b'"


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PROJECT_DIR)))
def test_every_file_is_run_by_a_module_beside_it(file: Path) -> None:
    beside = [module.read_text(encoding="utf-8") for module in file.parents[1].glob("*.py")]
    # the pages name their files to one reader, which reads them for all
    assert any(f'"{file.stem}"' in text for text in beside)
    assert any("statement(__name__" in re.sub(r"\s", "", text) for text in beside)


# What is put together from a contract or from choices: a few lines, so that it is read at a glance.
LONGEST_IN_PYTHON = 4
SQL = re.compile(
    r"(?:^|\n|\()\s*(?:with(?:\s+\w+\s+as\b|\s*\n)|(?:select|insert into|create|update|delete from|alter table)\s)",
    re.I,
)


def strings(path: Path) -> Iterator[tuple[int, int, str]]:
    """Yield each string of a module with its first line and how many it fills; docstrings are none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed_over = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values} | {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)
    }
    for node in ast.walk(tree):
        if id(node) in passed_over or not isinstance(node, ast.JoinedStr | ast.Constant):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "?" for part in parts)
        yield node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1, text


@pytest.mark.parametrize("package", ["shopscore", "orchestration"])
def test_no_long_sql_stands_in_a_python_string(package: str) -> None:
    found = [
        f"{path.relative_to(PROJECT_DIR)}:{line} ({lines} lines)"
        for path in sorted((PROJECT_DIR / package).rglob("*.py"))
        for line, lines, text in strings(path)
        if lines > LONGEST_IN_PYTHON and SQL.search(text)
    ]
    assert found == []
