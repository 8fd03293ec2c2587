"""The questions of `docs/questions.md` have answers: each query runs on a published file, and none is left without rows.

What they ask can be read by any client: no nested type, no reserved word without a twin, and facts that add up to scores.

The document is read as its readers see it; the sample is a smaller one of the kind that `make run` writes.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb
import pytest

from shopscore.sample import write_sample
from shopscore.settings import PROJECT_DIR
from tests.end_to_end.conftest import Home

DOCUMENT = PROJECT_DIR / "docs" / "questions.md"
AS_OF = date(2021, 11, 15)
ASKED_SCHEMAS = ("marts", "actions")

HEADING = re.compile(r"^### +(?P<title>.*)$", re.MULTILINE)
NUMBERED = re.compile(r"(?P<number>\d+)\. (?P<english>[^\u4e00-\u9fff]*[?]) (?P<chinese>.*[\u4e00-\u9fff].*？)")
NEXT_SECTION = re.compile(r"^## ", re.MULTILINE)
SQL_BLOCK = re.compile(r"^```sql\n(?P<sql>.*?)^```$", re.MULTILINE | re.DOTALL)
SENTENCE_END = re.compile(r"[.?](?=\s|$)")
# Every nested column and the table that says the same in rows; every column called by a word that SQL keeps for itself.
FLAT_TWINS = {"marts.score_forecast.indicator_values": "marts.indicator_forecast"}
PLAIN_TWINS = {"marts.threshold_alerts.limit": "marts.threshold_alerts.limit_value"}
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


def test_the_sessions_count_to_the_reply_rate_of_the_score(published: duckdb.DuckDBPyConnection) -> None:
    [question] = [question for question in QUESTIONS if "answered_in_time" in question.statement]
    columns = "select numerator, denominator, answered_in_time, sessions"
    rows = published.execute(f"{columns} from ({question.statement})").fetchall()
    assert rows
    assert [(counted, all_of_them) for counted, all_of_them, _, _ in rows] == [
        (answered, sessions) for _, _, answered, sessions in rows
    ]


def test_the_orders_count_to_the_valid_orders_of_the_score(published: duckdb.DuckDBPyConnection) -> None:
    # 90 days before the day itself, whatever their status; abnormal ones are none
    rows = published.execute(
        """
        select scores.valid_orders, count(orders.order_id)
        from marts.scores
        left join marts.orders
            on
                scores.platform = orders.platform
                and scores.subject_id = orders.shop_id
                and not orders.is_abnormal
                and cast(orders.paid_at as date) between scores.assessment_date - 90 and scores.assessment_date - 1
        where
            scores.system_id = 'douyin_merchant_experience'
            and scores.assessment_date = (select max(assessment_date) from marts.scores)
        group by scores.subject_id, scores.valid_orders
        """
    ).fetchall()
    assert rows
    assert [valid for valid, _ in rows] == [counted for _, counted in rows]


def test_every_case_with_a_fact_of_its_kind_is_found_there(published: duckdb.DuckDBPyConnection) -> None:
    for kind, table, key in (
        ("order", "orders", "order_id"),
        ("review", "reviews", "review_id"),
        ("after_sale", "after_sales", "after_sale_id"),
        ("session", "chat_sessions", "session_id"),
    ):
        cases, found = published.execute(
            f"""
            select count(*), count(facts.{key}) from marts.case_states as cases
            left join marts.{table} as facts
                on
                    cases.platform = facts.platform
                    and cases.shop_id = facts.shop_id
                    and cases.case_id = facts.{key}
            where cases.case_kind = ?
            """,
            [kind],
        ).fetchall()[0]
        assert cases > 0, kind
        assert found == cases, kind


def test_no_column_has_a_type_or_a_name_that_other_clients_stumble_over(published: duckdb.DuckDBPyConnection) -> None:
    columns = published.execute(
        """
        select schema_name || '.' || table_name || '.' || column_name, data_type, column_name in (
            select keyword_name from duckdb_keywords() where keyword_category = 'reserved'
        )
        from duckdb_columns() where database_name = current_database() and not internal
        """
    ).fetchall()
    nested = {name for name, data_type, _ in columns if re.search(r"MAP|STRUCT|UNION|\[|JSON|LIST", data_type)}
    too_wide = {name for name, data_type, _ in columns if "HUGEINT" in data_type or "DECIMAL(38" in data_type}
    reserved = {name for name, _, is_reserved in columns if is_reserved}
    assert nested == set(FLAT_TWINS)
    assert too_wide == set()
    assert reserved == set(PLAIN_TWINS)
    assert set(PLAIN_TWINS.values()) <= {name for name, _, _ in columns}


def test_a_nested_column_says_what_its_flat_twin_says_row_by_row(published: duckdb.DuckDBPyConnection) -> None:
    key = "target_date, system_id, rule_version, subject_id"
    # the last digits of a value in a map are not cleaned
    nested = f"""
        select {key}, entry.key as indicator_id, round(entry.value, 9) as value
        from (select {key}, unnest(map_entries(indicator_values)) as entry from marts.score_forecast)
    """
    flat = f"select {key}, indicator_id, round(value, 9) as value from marts.indicator_forecast"
    assert published.execute(f"select count(*) from ({flat})").fetchall() != [(0,)]
    assert published.execute(f"(from ({nested}) except from ({flat})) limit 3").fetchall() == []
    assert published.execute(f"(from ({flat}) except from ({nested})) limit 3").fetchall() == []


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
