"""Agency: every shop of both platforms, worst first, the alerts, and what changed since yesterday."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from shopscore.console.wording import line_points, points, status
from shopscore.language import pick, tr
from shopscore.names import platform_name
from shopscore.pages.frame import Page, answer, in_words, table
from shopscore.pages.users import of_shop
from shopscore.pages.words import LINE_STATES, as_number, change, plain, said

MOVED = 0.01
MOVERS_SHOWN = 5


def show(page: Page) -> None:
    """Show the page of all shops that the reader sees."""
    shops = [
        {
            **row,
            "groups": of_shop(page.users.groups, _key(row)),
            "owners": of_shop(page.users.owners, _key(row)),
        }
        for row in page.read("agency_shops")
    ]
    shops = _filter(shops)
    keys = {_key(row) for row in shops}
    alerts = [row for row in page.read("agency_alerts") if _key(row) in keys]
    moved = [row for row in page.read("agency_lines_moved") if _key(row) in keys]
    answer(headline(shops, alerts))
    _show_alerts(alerts)
    _show_changes(shops, moved)
    _show_shops(shops)


def headline(shops: Sequence[Mapping[str, Any]], alerts: Sequence[Mapping[str, Any]]) -> str:
    """Return the sentence that the page is there for: how many shops need somebody, and which most of all."""
    below = {_key(row) for row in alerts if row["state"] == "below"}
    soon = {_key(row) for row in alerts if row["state"] != "below"}
    sentence = tr(
        "{count:,} shops: **{below:,}** below an official line, **{soon:,}** near one or about to fall below",
        count=len(shops),
        below=len(below),
        soon=len(soon - below),
    )
    scored = [row for row in shops if row["score"] is not None]
    if scored:
        worst = scored[0]
        sentence += tr(
            "; the worst is {shop} with {score} of {ceiling}",
            shop=plain(worst["shop_name"] or worst["shop_id"]),
            score=plain(points(worst["score"])),
            ceiling=f"{worst['ceiling']:g}",
        )
    return sentence + tr(".")


def _filter(shops: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    platforms = sorted({row["platform"] for row in shops})
    groups = sorted({group for row in shops for group in row["groups"]})
    owners = sorted({owner for row in shops for owner in row["owners"]})
    columns = iter(st.columns(1 + bool(groups) + bool(owners)))
    with next(columns):
        platform = st.pills(
            tr("Platform"), platforms, format_func=in_words(platforms, platform_name), key="agency_platform"
        )
    group = owner = None
    if groups:
        with next(columns):
            group = st.selectbox(tr("Group"), groups, index=None, placeholder=tr("all"), key="agency_group")
    if owners:
        with next(columns):
            owner = st.selectbox(tr("Owner"), owners, index=None, placeholder=tr("all"), key="agency_owner")
    return [
        row
        for row in shops
        if platform in (None, row["platform"])
        and (group is None or group in row["groups"])
        and (owner is None or owner in row["owners"])
    ]


def _show_alerts(alerts: Sequence[Mapping[str, Any]]) -> None:
    st.subheader(tr("Alerts"))
    if not alerts:
        st.markdown(tr("No shop is below or near an official line, and none will fall below one in 30 days by itself."))
        return
    st.markdown("\n".join(f"- {_alert(row)}" for row in alerts))


def _alert(row: Mapping[str, Any]) -> str:
    colour = "red" if row["state"] == "below" else "orange"
    state = tr("falling") if row["state"] == "ok" else said(LINE_STATES, row["state"])
    text = (
        f":{colour}-badge[{state}] **{plain(row['shop_name'] or row['shop_id'])}** "
        f"{plain(pick(row['name_en'], row['name_zh']))} {plain(line_points(row['limit_value']))}"
    )
    text += tr(": now {value}", value=plain(points(row["score"])))
    if row["crosses_to"] == "below" and row["days_to_cross"] is not None:
        text += tr(
            "; :red[falls below in {count} days, on {date}]", count=row["days_to_cross"], date=plain(row["crosses_on"])
        )
    elif row["state"] == "below":
        text += tr(". {sentence}", sentence=plain(pick(row["consequence"], row["consequence_zh"])))
    return text


def _show_changes(shops: Sequence[Mapping[str, Any]], moved: Sequence[Mapping[str, Any]]) -> None:
    st.subheader(tr("Since yesterday"))
    lines = [
        tr(
            "**{shop}**: {line} went from {before} to {now}",
            shop=plain(row["shop_name"] or row["shop_id"]),
            line=plain(pick(row["name_en"], row["name_zh"])),
            before=said(LINE_STATES, row["state_before"]),
            now=said(LINE_STATES, row["state"]),
        )
        for row in moved
    ]
    movers = sorted(
        (row for row in shops if row["change_1d"] is not None and abs(row["change_1d"]) >= MOVED),
        key=lambda row: float(row["change_1d"]),
    )
    for row in [*movers[:MOVERS_SHOWN], *movers[MOVERS_SHOWN:][-MOVERS_SHOWN:]]:
        colour = "red" if row["change_1d"] < 0 else "green"
        lines.append(
            tr(
                "**{shop}** :{colour}[{change}] to {score}",
                shop=plain(row["shop_name"] or row["shop_id"]),
                colour=colour,
                change=plain(change(row["change_1d"])),
                score=plain(points(row["score"])),
            )
        )
    st.markdown("\n".join(f"- {line}" for line in lines) if lines else tr("Nothing moved by as much as 0.01 points."))


def _show_shops(shops: Sequence[Mapping[str, Any]]) -> None:
    st.subheader(tr("All shops, worst first"))
    st.caption(tr("By how far up its scale a score stands, because scales differ; shops without a score come last."))
    rows = [
        {
            **row,
            "shop": row["shop_name"] or row["shop_id"],
            "score": as_number(row["score"]),
            "change_1d": as_number(row["change_1d"]),
            "change_7d": as_number(row["change_7d"]),
            "points_lost": as_number(row["points_lost"]),
            "scale": f"{row['ceiling']:g}",
            "worst": pick(row["worst_indicator_name_en"], row["worst_indicator_name_zh"]),
            "state": _why_none(row),
            "system": pick(row["system_name_en"], row["system_name_zh"], row["system_id"]),
            "platform_name": platform_name(row["platform"]),
            "group": tr(", ").join(row["groups"]),
            "owner": tr(", ").join(row["owners"]),
        }
        for row in shops
    ]
    headers = {
        "shop": tr("Shop"),
        "score": tr("Score"),
        "scale": tr("Of"),
        "change_1d": tr("1 day"),
        "change_7d": tr("7 days"),
        "worst": tr("Costs most"),
        "points_lost": tr("Points"),
        "state": tr("No score because"),
        "platform_name": tr("Platform"),
        "system": tr("Score system"),
        "shop_id": tr("Shop ID"),
    }
    for name, header in (("group", tr("Group")), ("owner", tr("Owner"))):
        if any(row[name] for row in rows):
            headers[name] = header
    table(
        rows,
        headers,
        file="shops",
        formats={"score": "%.2f", "change_1d": "%+.2f", "change_7d": "%+.2f", "points_lost": "%.2f"},
    )


def _why_none(row: Mapping[str, Any]) -> str:
    return "" if row["score"] is not None else status(row["status"], row["valid_orders"], row["minimum_orders"])


def _key(row: Mapping[str, Any]) -> str:
    return f"{row['platform']}/{row['shop_id']}"
