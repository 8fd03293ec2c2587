"""Checks what arrived since the last publication, before anything is computed from it.

Measured in SQL on the newest state of the rows that arrived, one row per shop; judged by `judging.py`. What a row has
to keep belongs in `row_rules.py`, how much may break it in the seed of limits. No export is named here: a new one has
its suite by its contract.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from shopscore.contracts import Export, Exports
from shopscore.language import Message
from shopscore.language.bilingual import Bilingual, together
from shopscore.quality.judging import Judge
from shopscore.quality.limits import Limit, Limits, LimitsError
from shopscore.quality.plans import (
    KEYS_NAMED,
    SCOPE,
    SCOPES_NAMED,
    Plan,
    Verdict,
    failed,
    not_run,
    one_line,
    passed,
    worst,
)
from shopscore.quality.results import CheckResult, Withheld
from shopscore.quality.row_rules import REPEATED, ROW_RULES, RowRule, identifier, literal, needed_columns
from shopscore.quality.site import Chapter, write_chapter

DOOR = "arrival"
NOTHING_NEW = Message("nothing new arrived since the last publication")
MANY_SHOPS = "_all"
ONE_SCOPE = "all"

# Files that no publication has seen: those of every run that began after the last published one, and those whose shop
# is withheld for them until they pass.
ARRIVED_FILES = """
    select files.*
    from log.landed_files as files
    left join log.runs as runs on files.run_id = runs.run_id
    where
        files.platform = {platform}
        and files.export = {export}
        and (
            coalesce(runs.started_at > (
                select max(published.started_at) from log.runs as published where published.status = 'published'
            ), true)
            or files.file_id in (select withheld.file_id from log.withheld_exports as withheld)
        )
"""


@dataclass(frozen=True)
class ShopFigure:
    """A figure of a shop that is not a share of its rows.

    Attributes:
        description: the rule in words; `{subject}` is what the limit is about.
        rows_column: how many rows are behind the figure.
        at_least: the limits are the least allowed.
        kind: what the numbers in a message are.
    """

    description: Message
    rows_column: str
    at_least: bool
    kind: Message


_VOLUME = Message(
    "rows of the newest full day against the mean of the same weekday in the {weeks} weeks before", weeks="{weeks}"
)
_TIMES = Message("times the usual")
SHOP_FIGURES = {
    "rejected_rows": ShopFigure(
        Message("share of a shop's rows that could not be read and were rejected"),
        "rows_read",
        False,
        Message("share of rows"),
    ),
    "refused_files": ShopFigure(Message("no file is refused whole"), "rows_read", False, Message("files")),
    "empty_columns": ShopFigure(
        Message("no column that every file has is empty in every row"), "rows", False, Message("columns")
    ),
    "volume_low": ShopFigure(_VOLUME, "usual_rows", True, _TIMES),
    "volume_high": ShopFigure(_VOLUME, "usual_rows", False, _TIMES),
}


@dataclass(frozen=True)
class _Arrival:
    """What is checked of one export: its plans, and the rule behind each plan about rows."""

    export: Export
    plans: tuple[Plan, ...]
    rules: dict[str, RowRule]
    weeks: int


def planned_arrival_checks(exports: Exports, limits: Limits) -> list[Plan]:
    """Name the checks that `check_arrivals` makes, in its order, without running them.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    return [plan for arrival in _arrivals(exports, limits) for plan in arrival.plans]


def check_arrivals(
    connection: duckdb.DuckDBPyConnection, exports: Exports, limits: Limits, *, site: Path | None = None
) -> list[CheckResult]:
    """Check what arrived since the last publication.

    Args:
        connection: an open warehouse after landing.
        exports: the export contracts.
        limits: how much of each finding is allowed.
        site: folder of the Data Docs; None writes none.

    Returns:
        One result per check and export: `passed`, `failed` with the severity of the broken limit, or `not_run`. A
        failing one names shops, files, rows by key and the rule, and never what stands in a row.

    Raises:
        LimitsError: a limit names a check that there is not.
    """
    judge: Judge | None = None
    results: list[CheckResult] = []
    for arrival in _arrivals(exports, limits):
        try:
            if not _has_arrived(connection, arrival.export):
                results += [passed(plan, NOTHING_NEW) for plan in arrival.plans]
                continue
            frame = connection.execute(_profile(arrival)).df()
            if frame.empty:
                results += [not_run(plan, "files arrived, but nothing was measured") for plan in arrival.plans]
                continue
            judge = judge or Judge(DOOR)
            verdicts = judge.judge(arrival.export.table, frame, arrival.plans)
            figures = {row[SCOPE]: row for row in frame.to_dict("records")}
        except Exception as error:
            results += [not_run(plan, one_line(error)) for plan in arrival.plans]
            continue
        for plan in arrival.plans:
            results.append(_result(connection, arrival, plan, verdicts[plan.check_name], figures))
    if site is not None:
        write_chapter(site, Chapter(DOOR, results), judge)
    return results


def _arrivals(exports: Exports, limits: Limits) -> Iterator[_Arrival]:
    for limit in limits.rows:
        if limit.platform != "marts" and limit.check_name not in {**ROW_RULES, **SHOP_FIGURES}:
            raise LimitsError(f"the limits name the check '{limit.check_name}', which there is not for exports.")
    for export in exports.values():
        yield _arrival(exports, export, limits)


def _arrival(exports: Exports, export: Export, limits: Limits) -> _Arrival:
    levels: dict[tuple[str, tuple[str, ...]], list[Limit]] = {}
    for limit in limits.of(export.platform, export.name):
        levels.setdefault((limit.check_name, limit.subject), []).append(limit)
    plans: list[Plan] = []
    rules: dict[str, RowRule] = {}
    weeks = 0
    for (check, subject), of_check in sorted(levels.items()):
        if check in ROW_RULES:
            rule = ROW_RULES[check](exports, export, subject)
            if rule is None:
                continue
            column = f"{check}_{rule.label}" if rule.label else check
            rules[column] = rule
            plans.append(_plan(export, column, of_check, rule.description, rows_column="rows", at_least=False))
            continue
        figure = SHOP_FIGURES[check]
        if check.startswith("volume"):
            if not export.has_shop_folder or _event_column(export) is None:
                continue
            weeks = max(weeks, int(subject[0]))
        description = Message(figure.description.template, weeks=" ".join(subject))
        plans.append(
            _plan(export, check, of_check, description, rows_column=figure.rows_column, at_least=figure.at_least)
        )
    return _Arrival(export, tuple(plans), rules, weeks)


def _plan(
    export: Export, column: str, levels: Sequence[Limit], description: Message, *, rows_column: str, at_least: bool
) -> Plan:
    name = f"{DOOR}_{export.platform}_{export.name}_{column}"
    return Plan(name, export.table, column, rows_column, tuple(levels), at_least, description)


def _has_arrived(connection: duckdb.DuckDBPyConnection, export: Export) -> bool:
    found = connection.execute(f"select count(*) from ({_arrived_files(export)})").fetchone()
    return bool(found and found[0])


def _arrived_files(export: Export) -> str:
    return ARRIVED_FILES.format(platform=literal(export.platform), export=literal(export.name))


def _newest_rows(arrival: _Arrival) -> str:
    """Return CTEs up to `newest`: the arrived rows that are the newest state of their key."""
    export = arrival.export
    key = ", ".join(f"landed.{identifier(name)}" for name in export.key)
    same_key = " and ".join(f"landed.{identifier(n)} is not distinct from touched.{identifier(n)}" for n in export.key)
    event = _event_column(export)
    needed = dict.fromkeys([*export.key, *_read_columns(arrival), *([event] if event else []), "_file_id", "_file_row"])
    read = ", ".join(f"landed.{identifier(name)}" for name in needed)
    joins, columns = [], []
    for other, names in needed_columns(list(arrival.rules.values())).items():
        alias = identifier(f"of_{other.name}")
        on = " and ".join(f"arrived.{identifier(n)} = {alias}.{identifier(n)}" for n in other.key)
        taken = ", ".join(f"{identifier(n)} as {identifier(f'{other.name}__{n}')}" for n in names)
        state = (
            f"select {', '.join(identifier(n) for n in other.key)}, {taken} from ({_newest_state(other, 'arrived')})"
        )
        joins.append(f"left join ({state}) as {alias} on {on}")
        columns += [f"{alias}.{identifier(f'{other.name}__{n}')}" for n in names]
    return f"""
        arrived_files as ({_arrived_files(export)}),
        touched as (
            select distinct {key}
            from {export.table} as landed
            where landed._file_id in (select file_id from arrived_files)
        ),
        ranked as (
            select
                {read},
                {_scope(export)} as {SCOPE},
                coalesce(landed._file_id = lead(landed._file_id) over newest_first, false) as {REPEATED},
                row_number() over newest_first as _recency
            from {export.table} as landed
            inner join log.landed_files as files on landed._file_id = files.file_id
            semi join touched on {same_key}
            window newest_first as (
                partition by {key}
                order by files.exported_at desc, files.sha256 desc, landed._file_row desc
            )
        ),
        arrived as (
            select * from ranked
            where _recency = 1 and _file_id in (select file_id from arrived_files)
        ),
        newest as (
            select {", ".join(["arrived.*", *columns])}
            from arrived
            {" ".join(joins)}
        )
    """


def _read_columns(arrival: _Arrival) -> list[str]:
    """Return the columns that the checks read; what a row holds besides would only be carried along."""
    return [*_may_be_empty(arrival.export), *(name for rule in arrival.rules.values() for name in sorted(rule.reads))]


def _may_be_empty(export: Export) -> list[str]:
    """Return the columns that every file has, not every row fills, and no whole file leaves empty."""
    return [
        column.name
        for column in export.columns
        if column.required and not column.cell_required and not column.can_be_empty
    ]


def _newest_state(export: Export, wanted: str) -> str:
    """Return the newest state of the export's rows whose key is in the relation `wanted`."""
    key = ", ".join(f"landed.{identifier(name)}" for name in export.key)
    same_key = " and ".join(f"landed.{identifier(name)} = {wanted}.{identifier(name)}" for name in export.key)
    return f"""
        select landed.*
        from {export.table} as landed
        inner join log.landed_files as files on landed._file_id = files.file_id
        semi join {wanted} on {same_key}
        qualify row_number() over (
            partition by {key} order by files.exported_at desc, files.sha256 desc, landed._file_row desc
        ) = 1
    """


def _scope(export: Export) -> str:
    return f"coalesce(landed.shop_id, '{MANY_SHOPS}')" if export.has_shop_folder else literal(ONE_SCOPE)


def _profile(arrival: _Arrival) -> str:
    """Return the one query that measures an export: one row per shop with a column per plan."""
    export = arrival.export
    shares = [
        f"avg(case when {rule.broken} then 1.0 else 0.0 end) as {identifier(column)}"
        for column, rule in arrival.rules.items()
    ]
    empty = " + ".join(f"(count({identifier(name)}) = 0)::integer" for name in _may_be_empty(export)) or "0"
    file_scope = f"coalesce(shop_id, '{MANY_SHOPS}')" if export.has_shop_folder else literal(ONE_SCOPE)
    volume, volume_columns = _volume(arrival)
    return f"""
        with {_newest_rows(arrival)},
        by_row as (
            select {", ".join([SCOPE, "count(*) as rows", *shares, f"{empty} as empty_columns"])}
            from newest group by {SCOPE}
        ),
        by_file as (
            select
                {file_scope} as {SCOPE},
                -- as double: DuckDB 2.0.0 stumbles over the 128 bits of a sum when it sorts them
                cast(sum(rows_read) as double) as rows_read,
                cast(sum(rows_rejected) as double) / nullif(sum(rows_read), 0) as rejected_rows,
                cast(count(*) filter (where status = 'refused') as double) as refused_files
            from arrived_files group by all
        )
        {volume}
        select
            {SCOPE},
            coalesce(by_row.rows, 0) as rows,
            coalesce(by_file.rows_read, 0) as rows_read,
            by_file.rejected_rows,
            by_file.refused_files,
            by_row.* exclude ({SCOPE}, rows)
            {volume_columns}
        from by_row
        full join by_file using ({SCOPE})
        {f"left join by_day using ({SCOPE})" if volume else ""}
        order by {SCOPE}
    """


def _volume(arrival: _Arrival) -> tuple[str, str]:
    """Return a CTE `by_day`, the volume of the newest full day of each shop, and the columns taken from it."""
    export = arrival.export
    event = _event_column(export)
    if not arrival.weeks or event is None:
        return "", ""
    key = ", ".join(f"landed.{identifier(name)}" for name in export.key)
    # The day of the export itself is not over. A week more than the mean needs tells whether the history reaches back.
    days_back = 7 * (arrival.weeks + 2)
    cte = f"""
        , reach as (
            select least(max({identifier(event)}), (select max(exported_at) from arrived_files)) as until
            from {export.table}
        ),
        days as (
            select
                {_scope(export)} as {SCOPE},
                cast(landed.{identifier(event)} as date) as day,
                count(distinct ({key})) as rows,
                max(files.exported_at) as exported_at
            from {export.table} as landed
            inner join log.landed_files as files on landed._file_id = files.file_id
            where landed.{identifier(event)} >= (select until - interval {days_back} day from reach)
            group by 1, 2
        ),
        full_days as (
            select
                {SCOPE},
                min(day) as first_day,
                cast(least(max(day), max(exported_at) - interval 1 day) as date) as day
            from days group by {SCOPE}
        ),
        usual as (
            select full_days.{SCOPE}, cast(sum(days.rows) as double) / {arrival.weeks} as usual_rows
            from full_days
            inner join days
                on full_days.{SCOPE} = days.{SCOPE}
                and days.day < full_days.day
                and days.day >= full_days.day - {7 * arrival.weeks}
                and (full_days.day - days.day) % 7 = 0
            where full_days.first_day <= full_days.day - {7 * arrival.weeks}
            group by full_days.{SCOPE}
        ),
        by_day as (
            select
                usual.{SCOPE},
                usual.usual_rows,
                coalesce(days.rows, 0) / usual.usual_rows as volume
            from usual
            inner join full_days using ({SCOPE})
            left join days on full_days.{SCOPE} = days.{SCOPE} and full_days.day = days.day
        )
    """
    columns = ", by_day.usual_rows, by_day.volume as volume_low, by_day.volume as volume_high"
    return cte, columns


def _event_column(export: Export) -> str | None:
    """Return the time that dates a row: the first that every row has, else the first that every file has."""
    times = [column for column in export.columns if column.type == "timestamp"]
    for column in [*(c for c in times if c.cell_required), *(c for c in times if c.required)]:
        return column.name
    return None


def _result(
    connection: duckdb.DuckDBPyConnection,
    arrival: _Arrival,
    plan: Plan,
    verdicts: Sequence[Verdict],
    figures: dict[str, dict[str, float]],
) -> CheckResult:
    verdict = worst(verdicts)
    if verdict is None:
        return passed(plan)
    if not verdict.ran:
        return not_run(plan, verdict.reason or "no reason given")
    try:
        return _failure(connection, arrival, plan, verdict, figures)
    except duckdb.Error as error:
        return not_run(plan, f"a limit is broken and its rows cannot be named: {one_line(error)}")


def _failure(
    connection: duckdb.DuckDBPyConnection,
    arrival: _Arrival,
    plan: Plan,
    verdict: Verdict,
    figures: dict[str, dict[str, float]],
) -> CheckResult:
    rule = arrival.rules.get(plan.column)
    limit = verdict.level.value
    shops: list[Message] = []
    rows = 0
    for scope in verdict.scopes:
        found = figures[scope]
        value = float(found[plan.column])
        if rule is not None or plan.column == "rejected_rows":
            of = found["rows"] if rule is not None else found["rows_read"]
            bad = round(value * of)
            rows += bad
            shops.append(
                Message(
                    "shop {shop}: {bad} of {rows} rows ({share}, limit {limit})",
                    shop=scope,
                    bad=bad,
                    rows=f"{of:,.0f}",
                    share=f"{value:.2%}",
                    limit=f"{limit:.2%}",
                )
            )
        else:
            rows += 1
            shops.append(
                Message(
                    "shop {shop}: {value} {kind}, limit {limit}",
                    shop=scope,
                    value=f"{value:.4g}",
                    kind=SHOP_FIGURES[plan.column].kind,
                    limit=f"{limit:.4g}",
                )
            )
    named = shops[:SCOPES_NAMED]
    if len(shops) > SCOPES_NAMED:
        named.append(Message("and {count} more shops", count=len(shops) - SCOPES_NAMED))
    where = _where(connection, arrival, plan, verdict)
    withheld = _withheld(connection, arrival, plan, verdict) if verdict.level.severity == "withhold" else ()
    message = Message("{rule}: {shops}{where}", rule=plan.description, shops=together(named), where=where)
    return failed(plan, verdict.level, rows, message, shops=verdict.scopes, withheld=withheld)


def _withheld(
    connection: duckdb.DuckDBPyConnection, arrival: _Arrival, plan: Plan, verdict: Verdict
) -> Sequence[Withheld]:
    """Return the shops that break a limit, with the first day and the files of such rows."""
    export = arrival.export
    if not export.has_shop_folder:
        return ()
    rule, event = arrival.rules.get(plan.column), _event_column(export)
    # Of exchanged columns any may hold the true time: the earliest is on the safe side.
    read = {column.name for column in export.columns if column.type == "timestamp"}.intersection(
        rule.reads if rule else ()
    )
    times = ", ".join(identifier(name) for name in sorted(read | ({event} if event else set())))
    broken = rule.broken if rule else "true"
    first_day = f"cast(min(least({times})) filter (where {broken}) as date)" if times else "cast(null as date)"
    found = connection.execute(
        f"""
        with {_newest_rows(arrival)},
        places as (
            select {SCOPE}, _file_id as file_id, {first_day} as first_day
            from newest group by all
            union all
            select shop_id, file_id, null from arrived_files where status = 'landed'
        )
        select {SCOPE}, min(first_day), list(distinct file_id order by file_id)
        from places
        where list_contains($scopes, {SCOPE}) and {SCOPE} <> '{MANY_SHOPS}'
        group by all order by all
        """,
        {"scopes": list(verdict.scopes)},
    ).fetchall()
    return [
        Withheld(export.platform, shop, export.name, plan.check_name, day, tuple(files)) for shop, day, files in found
    ]


def _rows_by_key(connection: duckdb.DuckDBPyConnection, arrival: _Arrival, rule: RowRule, verdict: Verdict) -> Message:
    key = [name for name in arrival.export.key if name != "shop_id" or not arrival.export.has_shop_folder]
    columns = ", ".join(identifier(name) for name in key)
    scopes = ", ".join(literal(scope) for scope in verdict.scopes)
    found = connection.execute(
        f"""
        with {_newest_rows(arrival)}
        select {SCOPE}, {columns}, file_name, _file_row
        from newest
        inner join (select file_id, file_name from arrived_files) as files on newest._file_id = files.file_id
        where ({rule.broken}) and {SCOPE} in ({scopes})
        order by array_position([{scopes}], {SCOPE}), {columns}
        limit {KEYS_NAMED}
        """
    ).fetchall()
    named = [
        Message(
            "{row} in {file}, row {line}",
            row=" ".join([f"shop {scope}", *(f"{name}={value}" for name, value in zip(key, row, strict=True))]),
            file=file,
            line=line,
        )
        for scope, *row, file, line in found
    ]
    return Message(". Rows: {rows}", rows=together(named))


def _where(connection: duckdb.DuckDBPyConnection, arrival: _Arrival, plan: Plan, verdict: Verdict) -> Message:
    if rule := arrival.rules.get(plan.column):
        return _rows_by_key(connection, arrival, rule, verdict)
    if plan.column == "empty_columns":
        return _columns(connection, arrival, verdict)
    return _files(connection, arrival, plan, verdict)


def _columns(connection: duckdb.DuckDBPyConnection, arrival: _Arrival, verdict: Verdict) -> Message:
    """Name the columns that are empty, as they are called in the file."""
    names = _may_be_empty(arrival.export)
    counts = ", ".join(f"count({identifier(name)})" for name in names)
    scopes = ", ".join(literal(scope) for scope in verdict.scopes)
    rows = connection.execute(
        f"with {_newest_rows(arrival)} select {counts} from newest where {SCOPE} in ({scopes}) group by {SCOPE}"
    ).fetchall()
    empty = [name for at, name in enumerate(names) if any(row[at] == 0 for row in rows)]
    headers = tuple(arrival.export.column(name).header or name for name in empty)
    return Message(". Columns: {columns}", columns=headers)


def _files(connection: duckdb.DuckDBPyConnection, arrival: _Arrival, plan: Plan, verdict: Verdict) -> Message:
    conditions = {"rejected_rows": "rows_rejected > 0", "refused_files": "status = 'refused'"}
    if plan.column not in conditions:
        return Bilingual("", "")
    export = arrival.export
    file_scope = f"coalesce(shop_id, '{MANY_SHOPS}')" if export.has_shop_folder else literal(ONE_SCOPE)
    scopes = ", ".join(literal(scope) for scope in verdict.scopes)
    found = connection.execute(
        f"""
        select file_name, rows_rejected, rows_read
        from ({_arrived_files(export)})
        where {conditions[plan.column]} and {file_scope} in ({scopes})
        order by rows_rejected / nullif(rows_read, 0) desc nulls last, file_name
        limit {KEYS_NAMED}
        """
    ).fetchall()
    named = [
        Message("{file} ({rejected} of {read} rows)", file=name, rejected=rejected, read=read)
        for name, rejected, read in found
    ]
    return Message(". Files: {files}", files=together(named))
