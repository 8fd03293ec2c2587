"""What was sent stays sent, also over a version of shopscore that calls its checks otherwise."""

import json
from pathlib import Path

from shopscore.alerts.sent_log import FILE_NAME, load_sent_log


def test_an_event_about_a_check_is_known_by_the_checks_name_of_today(tmp_path: Path) -> None:
    sent = {"kind": "shop_withheld", "state": "failed_check", "since": "2021-11-14T12:00:00", "told": ["team"]}
    former = {
        "shop_withheld:douyin:S1:parcels:arrival_douyin_parcels_times_in_order": sent,
        "export_late:douyin:orders:S1": sent | {"kind": "export_late"},
    }
    (tmp_path / FILE_NAME).write_text(json.dumps(former), encoding="utf-8")
    assert sorted(load_sent_log(tmp_path)) == [
        "export_late:douyin:orders:S1",
        "shop_withheld:douyin:S1:parcels:source_douyin_parcels_times_in_order",
    ]
