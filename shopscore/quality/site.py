"""Writes the Data Docs as a static site that opens without a network.

One chapter per door, rendered by Great Expectations, under one index of all checks. Great Expectations' pages fetch
styles and scripts from content networks: everything external and every script is taken out, and a small style put in.
What is checked belongs in `arrivals.py` and `departure.py`.
"""

import html
import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from shopscore.quality.results import CheckResult, closes_gate
from shopscore.settings import now

if TYPE_CHECKING:
    from shopscore.quality.judging import Judge

SITE = "quality"
INDEX = "index.html"
RESULTS = "results.json"

EXTERNAL = re.compile(
    r"<script\b.*?</script>"
    r"|<link\b[^>]*>"
    r"|<img\b[^>]*>"
    r"|url\([\"']?https?://[^)]*\)"
    r"|\shref=[\"']https?://[^\"']*[\"']",
    re.DOTALL | re.IGNORECASE,
)
ORDER = {"not_run": 0, "failed": 1, "skipped": 2, "passed": 3}


@dataclass(frozen=True)
class Chapter:
    """What one door saw in its last run.

    Attributes:
        door: `arrival` or `departure`, the folder.
        title: for people.
        results: every check.
    """

    door: str
    title: str
    results: Sequence[CheckResult]


def write_chapter(site: Path, chapter: Chapter, judge: "Judge | None") -> None:
    """Write one door's chapter anew, and the index of all chapters.

    Args:
        site: folder of the site; made when missing.
        chapter: the checks.
        judge: who judged them and renders the pages; None when there was nothing to judge.

    Raises:
        OSError: the folder cannot be written.
    """
    building = site / f".building-{chapter.door}"
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    if judge is not None:
        judge.write_site(building)
        for page in building.rglob("*.html"):
            page.write_text(make_local(page.read_text(encoding="utf-8")), encoding="utf-8")
        shutil.rmtree(building / "static", ignore_errors=True)
        # its own index is drawn by a script
        (building / INDEX).write_text(f'<meta http-equiv="refresh" content="0; url=../{INDEX}">', encoding="utf-8")
    content = {
        "title": chapter.title,
        "at": now().isoformat(sep=" "),
        "results": [asdict(result) | {"closes_gate": closes_gate(result)} for result in chapter.results],
    }
    (building / RESULTS).write_text(json.dumps(content, ensure_ascii=False, default=str), encoding="utf-8")
    shutil.rmtree(site / chapter.door, ignore_errors=True)
    building.rename(site / chapter.door)
    (site / INDEX).write_text(_index(site), encoding="utf-8")


def make_local(page: str) -> str:
    """Take every script, style sheet and image out of an HTML page, and links to elsewhere; put our style in."""
    return EXTERNAL.sub("", page).replace("</head>", f"<style>{_style()}</style></head>", 1)


def _style() -> str:
    return files("shopscore.quality").joinpath("site.css").read_text(encoding="utf-8")


def _index(site: Path) -> str:
    chapters = sorted(site.glob(f"*/{RESULTS}"))
    body = "".join(_chapter(site, path) for path in chapters)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="UTF-8"><title>shopscore quality</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_style()}</style></head>'
        f'<body class="index"><h1>Quality checks <span>数据质量检查</span></h1>{body}</body></html>'
    )


def _chapter(site: Path, path: Path) -> str:
    content = json.loads(path.read_text(encoding="utf-8"))
    results = sorted(
        content["results"], key=lambda result: (ORDER[result["result"]], result["severity"], result["check_name"])
    )
    counts = ", ".join(
        f"{sum(result['result'] == word for result in results)} {word.replace('_', ' ')}" for word in ORDER
    )
    rows = "".join(_row(site, path.parent, result) for result in results)
    return (
        f"<h2>{html.escape(content['title'])}</h2><p>{html.escape(content['at'])} · {counts}</p>"
        "<table><thead><tr><th>Result</th><th>Check</th><th>Rule</th><th>Found</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )


def _row(site: Path, chapter: Path, result: dict[str, str]) -> str:
    look = "blocks" if result["closes_gate"] else "warns" if result["result"] == "failed" else result["result"]
    table = result["checked_table"].partition(".")[2]
    pages = sorted(chapter.glob(f"validations/{chapter.name}-{table}/**/*.html"))
    name = html.escape(result["check_name"]).replace("_", "_<wbr>")
    rule = result["description"] or ""
    found = (result["message"] or "").removeprefix(f"{rule}: ")
    link = f'<a href="{pages[-1].relative_to(site).as_posix()}">{name}</a>' if pages else name
    word = {"blocks": f"{result['result'].replace('_', ' ')}: blocks", "warns": "warning"}.get(look, result["result"])
    return (
        f'<tr class="{look}"><td>{word}</td><td>{link}</td><td>{html.escape(rule)}</td>'
        f"<td>{html.escape(found)}</td></tr>"
    )
