"""Says which scores are made of less than they could be: the exports that never came, or stopped coming.

How long an export may be away is a row of a rule seed (`shopscore.freshness`); why a value is missing is decided in the
models and read here.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb

from shopscore.doctor.findings import Finding, broken, missing
from shopscore.freshness import limits_on, load_limits
from shopscore.language import Message, pick, tr
from shopscore.names import column_header, export_names, platform_name
from shopscore.settings import PROJECT_DIR, Settings
from shopscore.warehouse import open_published

NEEDS_FILE = PROJECT_DIR / "seeds" / "vocabulary" / "indicator_exports.csv"
BULK = "_all"
LISTED = 6

NEWEST_DATE = "select max(assessment_date) from marts.scores"

SHOPS = """
    select platform, subject_id as shop_id, any_value(subject_name) as shop_name
    from marts.scores
    where assessment_date = $day and subject_type = 'shop'
    group by all
    order by all
"""

# What the shop's own scores lack, and which score it is that lacks it.
LACKING = """
    select
        scores.platform, scores.subject_id as shop_id, scores.indicator_id,
        any_value(coalesce(indicators.{name}, scores.indicator_id)) as indicator,
        list_sort(list(distinct coalesce(systems.{name}, scores.system_id))) as systems,
        {reason} as missing_reason,
        {export} as missing_export,
        {column} as missing_column
    from marts.indicator_scores as scores
    left join (select indicator_id, any_value({name}) as {name} from dims.indicators group by all) as indicators
        using (indicator_id)
    left join dims.systems as systems using (system_id)
    where scores.assessment_date = $day and scores.subject_type = 'shop' and {lacks}
    group by all
    order by all
"""

NEWEST_FILES = """
    select platform, shop_id, export, max(exported_at) as newest_at
    from ops.landed_files
    where status = 'landed' and shop_id is not null
    group by all
"""

WHY_COLUMNS = """
    select count(*) from duckdb_columns()
    where
        schema_name = 'marts' and table_name = 'indicator_scores'
        and column_name in ('missing_reason', 'missing_export', 'missing_column')
"""
ALL_WHY_COLUMNS = 3

WORDS = {
    "no_export": Message("{export} never arrived"),
    "stale_export": Message("{export} stopped (newest {newest:%Y-%m-%d})"),
    "not_in_export": Message("{export} lacks the column {column}"),
    "failed_check": Message("too many rows of {export} fail a check"),
    "unknown_words": Message("too many rows of {export} say words that no list knows"),
}


@dataclass(frozen=True)
class Need:
    """An export that an indicator is made of, or a column of one that it may lack.

    Attributes:
        export: the export.
        columns: the column, where the row is about one.
        alternatives: exports of which one is enough, this one among them; None: the export itself is needed.
    """

    export: str
    columns: str | None
    alternatives: str | None = None


@dataclass(frozen=True)
class Lack:
    """An indicator that a shop's scores have no value of because of its exports.

    Attributes:
        platform: of the shop.
        shop_id: the shop.
        indicator_id: the indicator.
        indicator: its name.
        systems: names of the scores that want it.
        missing_reason: why there is no value, as the models say; None where the publication does not say it.
        missing_export: the export that is missing, as the models say.
        missing_column: the column that it lacks, where it is that.
    """

    platform: str
    shop_id: str
    indicator_id: str
    indicator: str
    systems: Sequence[str]
    missing_reason: str | None = None
    missing_export: str | None = None
    missing_column: str | None = None


@dataclass(frozen=True)
class Gap:
    """An export that a shop does not send, or no more.

    Attributes:
        platform: of the shop.
        shop_id: the shop.
        export: the export.
        reason: `no_export`, `stale_export` or `not_in_export`.
        newest_at: when its newest file was exported; None when none ever came.
        columns: that it lacks, where it is that.
    """

    platform: str
    shop_id: str
    export: str
    reason: str
    newest_at: datetime | None
    columns: str | None = None


def check_scores(settings: Settings) -> Iterator[Finding]:
    """Say per shop which export is missing and which scores want it; nothing when nothing can be read."""
    try:
        with open_published(settings.published) as connection:
            yield from _check(connection, read_needs())
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        yield broken(
            "scores",
            tr(
                "another version wrote the publication ({error}): run shopscore refresh",
                error=" ".join(str(error).split()[:8]),
            ),
        )
    except (duckdb.Error, OSError):
        # Told by the check of the published file.
        return


def read_needs(file: Path = NEEDS_FILE) -> Mapping[tuple[str, str], Sequence[Need]]:
    """Read which exports each indicator of a platform is made of, from the seed."""
    needs: dict[tuple[str, str], list[Need]] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            needs.setdefault((row["platform"], row["indicator_id"]), []).append(
                Need(row["export"], row.get("column_name") or None, row.get("alternatives") or None)
            )
    return needs


def find_gaps(
    lack: Lack,
    needs: Sequence[Need],
    newest: Mapping[tuple[str, str, str], datetime],
    allowed: Mapping[tuple[str, str], int],
    day: date,
) -> list[Gap]:
    """Return what keeps an indicator of a shop from having a value.

    Args:
        lack: the shop and the indicator.
        needs: what the indicator is made of.
        newest: export time of the newest landed file by platform, shop and export.
        allowed: days that an export may be away, by platform and export.
        day: the assessment date.
    """
    if lack.missing_reason is not None and lack.missing_export is not None:
        at = _newest(newest, lack, lack.missing_export) if lack.missing_reason == "stale_export" else None
        return [Gap(lack.platform, lack.shop_id, lack.missing_export, lack.missing_reason, at, lack.missing_column)]
    gaps = []
    for named in dict.fromkeys(need.alternatives or need.export for need in needs if need.columns is None):
        found = [gap for export in named.split("|") if (gap := _gap(lack, export, newest, allowed, day))]
        if len(found) <= named.count("|"):
            continue
        stale = [gap for gap in found if gap.reason == "stale_export"]
        gaps.append(stale[0] if stale else Gap(lack.platform, lack.shop_id, named, "no_export", None))
    return gaps


def _gap(
    lack: Lack,
    export: str,
    newest: Mapping[tuple[str, str, str], datetime],
    allowed: Mapping[tuple[str, str], int],
    day: date,
) -> Gap | None:
    at = _newest(newest, lack, export)
    days = allowed.get((lack.platform, export))
    if at is None:
        return Gap(lack.platform, lack.shop_id, export, "no_export", None)
    if days is not None and at.date() < day - timedelta(days=days):
        return Gap(lack.platform, lack.shop_id, export, "stale_export", at)
    return None


def _newest(newest: Mapping[tuple[str, str, str], datetime], lack: Lack, export: str) -> datetime | None:
    keys = ((lack.platform, shop, export) for shop in (lack.shop_id, BULK))
    return max((newest[key] for key in keys if key in newest), default=None)


def _check(connection: duckdb.DuckDBPyConnection, needs: Mapping[tuple[str, str], Sequence[Need]]) -> Iterator[Finding]:
    row = connection.execute(NEWEST_DATE).fetchone()
    if row is None or row[0] is None:
        yield broken(
            "scores", tr("the publication holds no score: put exports into landing/ and run shopscore refresh")
        )
        return
    day = row[0]
    names = {
        (platform, shop_id): name for platform, shop_id, name in connection.execute(SHOPS, {"day": day}).fetchall()
    }
    newest = {
        (platform, shop_id, export): at for platform, shop_id, export, at in connection.execute(NEWEST_FILES).fetchall()
    }
    allowed = limits_on(load_limits(), day)
    wanting: dict[Gap, list[Lack]] = {}
    for lack in _read_lacks(connection, day):
        for gap in find_gaps(lack, needs.get((lack.platform, lack.indicator_id), ()), newest, allowed, day):
            wanting.setdefault(gap, []).append(lack)
    for gap in sorted(wanting, key=lambda one: (one.platform, one.shop_id, one.export, one.reason)):
        yield missing("scores", _sentence(gap, wanting[gap], names.get((gap.platform, gap.shop_id))))


def _read_lacks(connection: duckdb.DuckDBPyConnection, day: date) -> list[Lack]:
    counted = connection.execute(WHY_COLUMNS).fetchone()
    says_why = bool(counted and counted[0] == ALL_WHY_COLUMNS)
    reasons = ", ".join(f"'{reason}'" for reason in WORDS)
    # Publications from before there was a reason had a value, or said nothing of why not: then the exports decide.
    query = LACKING.format(
        name=pick("name_en", "name_zh"),
        reason="scores.missing_reason" if says_why else "null",
        export="scores.missing_export" if says_why else "null",
        column="scores.missing_column" if says_why else "null",
        lacks=f"scores.missing_reason in ({reasons})" if says_why else "true",
    )
    return [Lack(*row) for row in connection.execute(query, {"day": day}).fetchall()]


def _sentence(gap: Gap, lacks: Sequence[Lack], name: str | None) -> str:
    words = WORDS[gap.reason] if gap.newest_at or gap.reason != "stale_export" else WORDS["no_export"]
    why = Message(
        words.template,
        export=export_names(gap.export),
        newest=gap.newest_at,
        column=column_header(gap.platform, gap.export, gap.columns) if gap.columns else "",
    )
    indicators = tuple(dict.fromkeys(lack.indicator for lack in lacks))
    systems = tuple(dict.fromkeys(system for lack in lacks for system in lack.systems))
    lacking: Message | tuple[str, ...] = indicators
    if len(indicators) > LISTED:
        lacking = Message("{names} and {count:,} more", names=indicators[:LISTED], count=len(indicators) - LISTED)
    # of alternatives any one will do: the folder named is that of the first
    folder = gap.export.partition("|")[0]
    return tr(
        "{platform} shop {shop}: {why}, so {systems} lacks {indicators}: export it into {folder}",
        platform=platform_name(gap.platform),
        shop=f"{gap.shop_id} {name}" if name else gap.shop_id,
        why=why,
        systems=systems,
        indicators=lacking,
        folder=f"landing/{gap.platform}/{gap.shop_id}/{folder}/",
    )
