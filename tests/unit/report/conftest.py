"""The published file of the console's tests, with what a report reads besides.

Buyers see 4.5 of S1. Its list of pickups has a row of 0.25 points until 18:00 and one of 0.004 until 15:00; a session, whose
time has passed and which costs nothing more, is with kefu01.
"""

from pathlib import Path

import duckdb
import pytest

from tests.unit.alerts.conftest import mail, web
from tests.unit.console.conftest import OPS, TABLES, at, write_ledger

# servers that really listen
__all__ = ["mail", "web"]

FURTHER = """
alter table marts.scores add column shown_score double;
update marts.scores set shown_score = 4.5
where subject_id = 'S1' and rule_version = '2021-06-28' and assessment_date = '2026-11-22';

alter table actions.pickups_to_chase add column order_id varchar;
update actions.pickups_to_chase set score_cost = 0.25, order_id = 'A18' where shop_id = 'S1' and reason = 'dearer';
update actions.pickups_to_chase set score_cost = 0.004, order_id = 'A15' where shop_id = 'S1' and reason = 'cheaper';

create table actions.sessions_unanswered (
    platform varchar, shop_id varchar, session_id varchar, agent_id varchar, due_at timestamp, priority bigint,
    reason varchar, score_cost double, reason_zh varchar
);
insert into actions.sessions_unanswered values
    ('douyin', 'S1', 'Q1', 'kefu01', '2026-11-22 11:00:00', 1, 'waits for 60 minutes.', 0, '已等 60 分钟。');
insert into marts.list_status (platform, shop_id, list_name, as_of, noon_at, list_rows, state) values
    ('douyin', 'S1', 'sessions_unanswered', '2026-11-22', '2026-11-22 12:00:00', 1, 'complete');
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that the commands take as theirs, half an hour after the scores of the day."""
    monkeypatch.setenv("SHOPSCORE_HOME", str(tmp_path / "home"))
    at(monkeypatch, "2026-11-22 12:30:00")
    (tmp_path / "home" / "published").mkdir(parents=True)
    return tmp_path / "home"


@pytest.fixture
def published(home: Path) -> Path:
    """The published file."""
    file = home / "published" / "shopscore.duckdb"
    file_of_ledger = write_ledger(home / "ledger.duckdb")
    with duckdb.connect(str(file)) as connection:
        connection.execute(TABLES)
        connection.execute(FURTHER)
        connection.execute(f"attach '{file_of_ledger}' as ledger (read_only)")
        connection.execute(OPS)
    file_of_ledger.unlink()
    return file


def change(file: Path, *statements: str) -> None:
    """Change what is published."""
    with duckdb.connect(str(file)) as connection:
        for statement in statements:
            connection.execute(statement)
