"""Draws the index of the quality pages: what was found, once each, in both languages, by shop and export.

Plain HTML with one small script that switches the language and filters; nothing is fetched. What the pages behind it
are belongs in `data_docs.py`.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Literal, cast

from shopscore.language import Message
from shopscore.language.bilingual import Bilingual
from shopscore.quality.results import CheckResult

Kind = Literal["not_run", "error", "withhold", "unknown", "warn"]
KINDS: Mapping[Kind, tuple[Message, Message]] = {
    "not_run": (
        Message("could not run"),
        Message("Run shopscore doctor, then refresh. Nothing is published until the check runs."),
    ),
    "error": (
        Message("failed: nothing published"),
        Message("The last publication stays. Correct what the rows show, then run shopscore refresh."),
    ),
    "withhold": (
        Message("withheld"),
        Message("Export the shop's file again and refresh; all other shops are published."),
    ),
    "unknown": (
        Message("unknown word"),
        Message("Run shopscore words --write, fill in the meaning, then refresh."),
    ),
    "warn": (
        Message("warning"),
        Message("Published all the same. Look at the rows when there is time."),
    ),
}
PASSED, SKIPPED = Message("passed"), Message("skipped")
TITLE, NOTHING, FIGURES = Message("Quality checks"), Message("nothing found"), Message("figures")
SHOP, EXPORT = Message("Shop"), Message("Export")


@dataclass(frozen=True)
class Finding:
    """One thing that was found.

    Attributes:
        kind: how bad it is.
        what: the rule, or the cause.
        found: the figures, with column, shop and file.
        export: table or export it is about.
        shops: the shops it is about; none: the whole.
        link: page with more, relative to the index.
        remedy: what to do, where it is not that of the kind.
    """

    kind: Kind
    what: Message
    found: Message
    export: str
    shops: Sequence[str] = ()
    link: str | None = None
    remedy: Message | None = None


@dataclass(frozen=True)
class Section:
    """What one part of a run saw: its title, when, what it found, and how many checks passed and were skipped."""

    title: Message
    at: str
    findings: Sequence[Finding] = ()
    passed: Sequence[tuple[str, Message]] = field(default_factory=tuple)
    skipped: int = 0


def draw_index(sections: Sequence[Section]) -> str:
    """Return the page."""
    findings = [finding for section in sections for finding in section.findings]
    shops = sorted({shop for finding in findings for shop in finding.shops})
    exports = sorted({finding.export for finding in findings})
    counts = "".join(
        f'<li class="{kind}"><b>{sum(finding.kind == kind for finding in findings)}</b> {_both(name)}</li>'
        for kind, (name, _) in KINDS.items()
    )
    passed = sum(len(section.passed) for section in sections)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>shopscore quality</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_part("site.css")}</style></head>'
        '<body class="index"><header><h1>'
        f"{_both(TITLE)}</h1>"
        '<button type="button" id="language">中文 / English</button></header>'
        f'<ul class="counts">{counts}<li class="passed"><b>{passed}</b> {_both(PASSED)}</li></ul>'
        f'<p class="filters">{_choice("shop", SHOP, shops)}'
        f"{_choice('export', EXPORT, exports)}</p>"
        f"{''.join(_section(section) for section in sections)}"
        f"<script>{_part('site.js')}</script></body></html>"
    )


def _section(section: Section) -> str:
    order = list(KINDS)
    findings = sorted(section.findings, key=lambda finding: order.index(finding.kind))
    rows = "".join(_finding(finding) for finding in findings)
    fine = "".join(f"<li>{html.escape(name)} <span>{_both(rule)}</span></li>" for name, rule in section.passed)
    nothing = f'<p class="fine">{_both(NOTHING)}</p>'
    skipped = f"<p>{_both(SKIPPED)}: {section.skipped}</p>" if section.skipped else ""
    details = (
        f"<details><summary>{_both(PASSED)}: {len(section.passed)}</summary><ul>{fine}</ul></details>" if fine else ""
    )
    return f"<h2>{_both(section.title)}</h2><p>{html.escape(section.at)}</p>{rows or nothing}{skipped}{details}"


def _finding(finding: Finding) -> str:
    name, remedy = KINDS[finding.kind]
    shops = html.escape(" ".join(finding.shops), quote=True)
    more = f' <a href="{html.escape(finding.link, quote=True)}">{_both(FIGURES)}</a>' if finding.link else ""
    return (
        f'<article class="{finding.kind}" data-shops="{shops}" data-export="{html.escape(finding.export, quote=True)}">'
        f'<h3><span class="kind">{_both(name)}</span> {_both(finding.what)}</h3>'
        f"<p>{_both(finding.found)}{more}</p>"
        f'<p class="remedy">{_both(finding.remedy or remedy)}</p></article>'
    )


def _choice(name: str, label: Message, values: Sequence[str]) -> str:
    options = "".join(
        f'<option value="{html.escape(value, quote=True)}">{html.escape(value)}</option>' for value in values
    )
    return (
        f'<label>{_both(label)} <select id="{name}"><option value="">–</option>{options}</select></label> '
        if values
        else ""
    )


def _both(message: Message) -> str:
    """Write a text once for each language; the page shows one of them."""
    english, chinese = html.escape(message.en), html.escape(message.zh)
    if english == chinese:
        return english
    return f'<span lang="en">{english}</span><span lang="zh">{chinese}</span>'


def _part(name: str) -> str:
    return files("shopscore.quality").joinpath(name).read_text(encoding="utf-8")


def remedy_of(check: CheckResult) -> Message | None:
    """Return what to do about what a check found; None when it passed or was skipped."""
    if check.result not in ("failed", "not_run"):
        return None
    return KINDS[_kind(check.result, check.severity)][1]


def _kind(result: str, severity: str) -> Kind:
    return "not_run" if result == "not_run" else cast(Kind, severity)


def finding_of(result: Mapping[str, Any], link: str | None) -> Finding | None:
    """Return what a check found, from its stored result; None when it passed or was skipped."""
    if result["result"] not in ("failed", "not_run"):
        return None
    rule, rule_zh = result["description"] or result["check_name"], result["description_zh"]
    found, found_zh = result["message"] or "", result["message_zh"]
    return Finding(
        kind=_kind(result["result"], result["severity"]),
        what=Bilingual(rule, rule_zh or rule),
        found=Bilingual(
            found.removeprefix(f"{rule}: "),
            (found_zh or found).removeprefix(f"{rule_zh}: ").removeprefix(f"{rule_zh}："),
        ),
        export=(result["checked_table"] or "").partition(".")[2],
        shops=tuple(result["shops"]),
        link=link,
    )
