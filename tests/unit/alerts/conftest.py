"""A home with a published file typed by hand, and servers that really listen.

Assessment date 2026-11-22. Douyin DSR, limits 4.0 (removal) and 4.5 (alliance): S1 云朵小店 3.90, below 4.0 since the 20th
and below 4.5 all along; S2 4.55, near 4.5 since the 21st, when it was 4.60; S3 4.90, below 4.5 in 8 days by the forecast. The
unofficial system has a limit that nobody holds.
"""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import duckdb
import pytest
from aiosmtpd.controller import Controller

from shopscore import ledger
from shopscore.settings import Settings

AS_OF = date(2026, 11, 22)

PUBLISHED = """
create schema marts; create schema dims; create schema ops;
create table dims.systems (system_id varchar, name_en varchar, name_zh varchar);
insert into dims.systems values ('douyin_dsr', 'Douyin DSR', '抖店DSR'), ('retired', 'Retired', '已停用');
create table dims.rule_versions (system_id varchar, rule_version varchar, is_what_if boolean);
insert into dims.rule_versions values
    ('douyin_dsr', 'v1', false), ('douyin_dsr', 'what-if', true), ('retired', 'v1', false);
create table dims.thresholds (
    threshold_id varchar, system_id varchar, rule_version varchar, name_en varchar, name_zh varchar, limit_value double,
    consequence_en varchar, consequence_zh varchar, valid_from date, valid_to date
);
insert into dims.thresholds values
    ('removal', 'douyin_dsr', 'v1', 'Removal line', '清退线', 4.0, 'risks removal', '有清退风险', '2000-01-01', null),
    ('alliance', 'douyin_dsr', 'v1', 'Alliance', '精选联盟', 4.5, 'no alliance', '不能进入精选联盟', '2000-01-01', null),
    ('unpublished', 'douyin_dsr', 'v1', 'No number', '无数字', null, 'x', 'x', '2000-01-01', null),
    ('over', 'douyin_dsr', 'v1', 'Over', '已失效', 5.0, 'x', 'x', '2000-01-01', '2026-11-21'),
    ('of-another-version', 'douyin_dsr', 'v2', 'Other', '另一版本', 5.0, 'x', 'x', '2000-01-01', null),
    ('retired', 'retired', 'v1', 'Retired', '已停用', 5.0, 'x', 'x', '2000-01-01', null);
create table marts.scores (
    assessment_date date, system_id varchar, rule_version varchar, subject_id varchar, subject_name varchar,
    score decimal(5, 2), change_7d decimal(5, 2), is_official boolean, platform varchar default 'douyin',
    status varchar default 'scored'
);
create table dims.parameters (
    platform varchar, parameter varchar, value double, valid_from date, valid_to date
);
insert into dims.parameters values
    ('douyin', 'threshold_near_points', 0.3, '2000-01-01', '2026-11-21'),
    ('douyin', 'threshold_near_points', 0.1, '2026-11-22', null),
    ('douyin', 'min_peers', 5, '2000-01-01', null),
    ('pinduoduo', 'threshold_near_points', 2, '2000-01-01', null);
insert into marts.scores (
    assessment_date, system_id, rule_version, subject_id, subject_name, score, change_7d, is_official
) values
    ('2026-11-18', 'douyin_dsr', 'v1', 'S1', '云朵小店', 3.95, null, true),
    ('2026-11-19', 'douyin_dsr', 'v1', 'S1', '云朵小店', 4.00, null, true),
    ('2026-11-20', 'douyin_dsr', 'v1', 'S1', '云朵小店', 3.99, null, true),
    ('2026-11-21', 'douyin_dsr', 'v1', 'S1', '云朵小店', 3.95, null, true),
    ('2026-11-22', 'douyin_dsr', 'v1', 'S1', '云朵小店', 3.90, -0.30, true),
    ('2026-11-20', 'douyin_dsr', 'v1', 'S2', null, 4.61, null, true),
    ('2026-11-21', 'douyin_dsr', 'v1', 'S2', null, 4.60, null, true),
    ('2026-11-22', 'douyin_dsr', 'v1', 'S2', null, 4.55, null, true),
    ('2026-11-22', 'douyin_dsr', 'v1', 'S3', null, 4.90, null, true),
    ('2026-11-22', 'douyin_dsr', 'v1', 'S4', null, null, null, true),
    ('2026-11-22', 'douyin_dsr', 'what-if', 'S3', null, 1.00, null, true),
    ('2026-11-22', 'retired', 'v1', 'S3', null, 1.00, null, false);
create table marts.threshold_alerts (
    assessment_date date, system_id varchar, rule_version varchar, subject_id varchar, threshold_id varchar,
    days_to_cross bigint, crosses_to varchar
);
insert into marts.threshold_alerts values
    ('2026-11-22', 'douyin_dsr', 'v1', 'S1', 'removal', 3, 'above'),
    ('2026-11-22', 'douyin_dsr', 'v1', 'S3', 'alliance', 8, 'below'),
    ('2026-11-22', 'douyin_dsr', 'what-if', 'S3', 'removal', 1, 'below');
-- a view, so that a test that publishes another score has its values too
create view marts.threshold_values as
select
    scores.assessment_date, scores.system_id, scores.rule_version, scores.platform, scores.subject_id, scores.is_official,
    thresholds.threshold_id, thresholds.limit_value, 'total' as item, 'day' as statistic, scores.score as line_value,
    case
        when round(scores.score - thresholds.limit_value, 9) < 0 then 'below'
        when round(scores.score - thresholds.limit_value, 9) <= near.value then 'near'
        else 'ok'
    end as state,
    1 as days_running, case when scores.score < thresholds.limit_value then 1 else 0 end as days_below,
    case when scores.status in ('partial', 'estimated') then scores.status end as doubt
from marts.scores
inner join dims.thresholds
    on
        scores.system_id = thresholds.system_id
        and scores.rule_version = thresholds.rule_version
        and scores.assessment_date between thresholds.valid_from and coalesce(thresholds.valid_to, scores.assessment_date)
left join dims.parameters as near
    on
        scores.platform = near.platform
        and near.parameter = 'threshold_near_points'
        and scores.assessment_date between near.valid_from and coalesce(near.valid_to, scores.assessment_date)
where scores.score is not null and thresholds.limit_value is not null;
"""


@dataclass
class WebServer:
    """A server that keeps what is posted to it and answers as it is told."""

    port: int
    posts: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    status: int = 200
    answer: dict[str, Any] = field(default_factory=lambda: {"errcode": 0, "errmsg": "ok"})

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class MailServer:
    """A server that keeps the messages it is given."""

    port: int
    messages: list[Any]


@pytest.fixture
def web() -> Iterator[WebServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.posts.append((self.path, content))
            self.send_response(server.status)
            self.end_headers()
            self.wfile.write(json.dumps(server.answer).encode())

        def log_message(self, *_: object) -> None:
            """Keep the test's output clean."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = WebServer(listener.server_port)
    thread = threading.Thread(target=listener.serve_forever, args=(0.02,))
    thread.start()
    yield server
    listener.shutdown()
    thread.join()
    listener.server_close()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    messages: list[Any] = []

    class Keeper:
        async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
            messages.append(envelope)
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(Keeper(), hostname="127.0.0.1", port=port)
    controller.start()
    yield MailServer(port, messages)
    controller.stop()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(home=tmp_path / "home", as_of=AS_OF)
    settings.published.parent.mkdir(parents=True)
    with duckdb.connect(str(settings.published)) as connection:
        connection.execute(PUBLISHED)
        connection.execute(
            "create table ops.landed_files (platform varchar, export varchar, shop_id varchar, status varchar, "
            "exported_at timestamp)"
        )
    return settings


def publish_score(settings: Settings, subject: str, score: float) -> None:
    """Overwrite a subject's score of the newest day, as a later publication would."""
    with duckdb.connect(str(settings.published)) as connection:
        connection.execute(
            "update marts.scores set score = ? where subject_id = ? and rule_version = 'v1' "
            "and system_id = 'douyin_dsr' and assessment_date = '2026-11-22'",
            [score, subject],
        )


def land_file(settings: Settings, place: str, exported_at: str, status: str = "landed") -> None:
    """Write a ledger row into the warehouse; `place` is platform/shop/export."""
    platform, shop, export = place.split("/")
    with duckdb.connect(str(settings.warehouse)) as connection:
        ledger.create_tables(connection)
        connection.execute(
            "insert into log.landed_files (file_id, platform, shop_id, export, file_name, sha256, bytes, exported_at, "
            "exported_at_source, landed_at, run_id, status, rows_read, rows_landed, rows_rejected, rows_skipped) "
            "values ('f', ?, ?, ?, 'f.csv', 's', 1, ?, 'file_name', ?, 'r', ?, 1, 1, 0, 0)",
            [platform, shop, export, exported_at, exported_at, status],
        )


def configure(settings: Settings, text: str) -> None:
    """Write alerts.yml."""
    (settings.home / "alerts.yml").write_text(text, encoding="utf-8")
