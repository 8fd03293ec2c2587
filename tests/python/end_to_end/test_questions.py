"""The questions of `docs/questions.md` have answers: each query runs on a published file, and none is left without rows.

The document is read as its readers see it; the sample is a smaller one of the kind that `make run` writes.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pytest

from end_to_end.conftest import Home
from shopscore.sample import write_sample
from shopscore.settings import PROJECT_DIR

DOCUMENT = PROJECT_DIR / "docs" / "questions.md"
AS_OF = date(2021, 11, 15)
ASKED_SCHEMAS = ("marts", "actions")

HEADING = re.compile(r"^### +(?P<title>.*)$", re.MULTILINE)
NUMBERED = re.compile(r"(?P<number>\d+)\. (?P<english>[^\u4e00-\u9fff]*[?]) (?P<chinese>.*[\u4e00-\u9fff].*？)")
NEXT_SECTION = re.compile(r"^## ", re.MULTILINE)
SQL_BLOCK = re.compile(r"^```sql\n(?P<sql>.*?)^```$", re.MULTILINE | re.DOTALL)
SENTENCE_END = re.compile(r"[.?](?=\s|$)")
TABLE = re.compile(r"\b(?:marts|actions|dims|ops)\.\w+")


@dataclass(frozen=True)
class Question:
    """One question of the document.

    Attributes:
        number: 1 and up.
        english: the question in English.
        chinese: the same in Chinese.
        text: how to read the answer.
        statement: the query.
    """

    number: int
    english: str
    chinese: str
    text: str
    statement: str

    @property
    def tables(self) -> set[str]:
        """Tables it asks, as `schema.table`."""
        return set(TABLE.findall(self.statement))


def parse(document: str) -> Sequence[Question]:
    """Read the questions of a document in the order in which they stand.

    Raises:
        ValueError: a heading is not `N. Question? 问题？`, or has no text or not exactly one read-only statement below.
    """
    headings = list(HEADING.finditer(document))
    ends = [heading.start() for heading in headings[1:]] + [len(document)]
    return [
        _question(heading["title"], NEXT_SECTION.split(document[heading.end() : end])[0])
        for heading, end in zip(headings, ends, strict=True)
    ]


def _question(title: str, body: str) -> Question:
    heading = NUMBERED.fullmatch(title)
    if heading is None:
        raise ValueError(f"{title}: write a number, the question in English and the question in Chinese")
    blocks = SQL_BLOCK.findall(body)
    if len(blocks) != 1:
        raise ValueError(f"{title}: {len(blocks)} blocks of sql")
    text = SQL_BLOCK.sub("", body).strip()
    if len(SENTENCE_END.findall(text)) not in (1, 2):
        raise ValueError(f"{title}: say in one or two sentences how to read the answer")
    statements = duckdb.extract_statements(blocks[0])
    if [statement.type for statement in statements] != [duckdb.StatementType.SELECT]:
        raise ValueError(f"{title}: not exactly one statement that only reads")
    return Question(int(heading["number"]), heading["english"], heading["chinese"], text, blocks[0])


QUESTIONS = parse(DOCUMENT.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, shared_dbt_target: None) -> Iterator[duckdb.DuckDBPyConnection]:
    home = Home(tmp_path_factory.mktemp("questions"))
    write_sample(home.path / "landing", orders_per_day=5, until=AS_OF)
    # one shop whose sessions nobody exported, so that there is something missing to ask for; no creator sells for it
    shutil.rmtree(sorted((home.path / "landing" / "pinduoduo").iterdir())[0] / "chats")
    outcome = home.refresh(AS_OF, history_days=30)
    assert outcome.exit_code == 0, outcome.lines
    with duckdb.connect(str(home.path / "published" / "shopscore.duckdb"), read_only=True) as connection:
        yield connection


def test_the_questions_are_numbered_without_a_gap() -> None:
    assert [question.number for question in QUESTIONS] == list(range(1, len(QUESTIONS) + 1))


def test_no_question_is_asked_twice() -> None:
    for said in (
        [question.english for question in QUESTIONS],
        [question.chinese for question in QUESTIONS],
        [question.statement for question in QUESTIONS],
    ):
        assert len(set(said)) == len(said)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"question_{question.number}")
def test_the_query_answers_its_question(question: Question, published: duckdb.DuckDBPyConnection) -> None:
    answer = published.execute(question.statement)
    assert answer.description is not None
    columns = [column[0] for column in answer.description]
    rows = answer.fetchall()
    assert rows, question.english
    silent = [column for place, column in enumerate(columns) if all(row[place] is None for row in rows)]
    assert silent == [], question.english


def test_every_mart_and_every_list_is_asked(published: duckdb.DuckDBPyConnection) -> None:
    tables = published.execute(
        "select schema_name || '.' || table_name from duckdb_tables() where list_contains(?, schema_name)",
        [list(ASKED_SCHEMAS)],
    ).fetchall()
    asked = {table for question in QUESTIONS for table in question.tables}
    assert len(tables) > len(ASKED_SCHEMAS)
    assert sorted({table for (table,) in tables} - asked) == []


GOOD = "### 1. Why? 为什么？\n\nRead it so.\n\n```sql\nselect 1\n```\n"


def test_a_question_ends_where_the_next_section_begins() -> None:
    [question] = parse(f"# Title\n\n## First\n\n{GOOD}\n## Second\n\nIts introduction. Of two sentences. Or three.\n")
    assert question == Question(1, "Why?", "为什么？", "Read it so.", "select 1\n")


@pytest.mark.parametrize(
    ("written", "instead", "complaint"),
    [
        ("1. Why?", "Why?", "write a number"),
        ("Why? ", "", "write a number"),
        (" 为什么？", "", "write a number"),
        ("Read it so.", "", "one or two sentences"),
        ("Read it so.", "One. Two. Three.", "one or two sentences"),
        ("```sql", "```", "0 blocks"),
        ("```sql", "```sql\nselect 2\n```\n\n```sql", "2 blocks"),
        ("select 1", "select 1; select 2", "one statement that only reads"),
        ("select 1", "-- nothing", "one statement that only reads"),
        ("select 1", "drop table marts.scores", "one statement that only reads"),
        ("select 1", "copy marts.scores to 'scores.csv'", "one statement that only reads"),
    ],
)
def test_a_question_that_is_not_whole_is_refused(written: str, instead: str, complaint: str) -> None:
    assert written in GOOD
    with pytest.raises(ValueError, match=complaint):
        parse(GOOD.replace(written, instead))
