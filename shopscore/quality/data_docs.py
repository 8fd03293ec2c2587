"""Writes the Data Docs as a static site that opens without a network.

One section per stage of the checks, rendered by Great Expectations, under one index of all checks. Great Expectations'
pages fetch styles and scripts from content networks: everything external and every script is taken out, and a small
style put in. The index is drawn by `index_page.py`.
What is checked belongs in `source_checks.py` and `mart_checks.py`.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from shopscore.language import Message
from shopscore.language.bilingual import Bilingual
from shopscore.quality.index_page import KINDS, Finding, Section, draw_index, finding_of
from shopscore.quality.results import CheckResult, closes_gate
from shopscore.settings import now
from shopscore.vocabulary import UnknownWord, WithheldShop, say_unknown_word, say_withheld

if TYPE_CHECKING:
    from shopscore.quality.validation import Validator

SITE = "quality"
INDEX = "index.html"
RESULTS = "results.json"
# The other stage's results may be from before an upgrade, until that stage is checked again: in a folder of its former
# name, without what they did not say then.
FORMER_NAMES = {"source": "arrival", "mart": "departure"}
WHAT_OLDER_ONES_LACK: dict[str, object] = {"description_zh": None, "message_zh": None, "shops": ()}

EXTERNAL = re.compile(
    r"<script\b.*?</script>"
    r"|<link\b[^>]*>"
    r"|<img\b[^>]*>"
    r"|url\([\"']?https?://[^)]*\)"
    r"|\shref=[\"']https?://[^\"']*[\"']",
    re.DOTALL | re.IGNORECASE,
)
WORDS = "words"
TITLES = {"source": Message("What arrived"), "mart": Message("What is published")}


def write_section(
    site: Path, stage: str, results: Sequence[CheckResult], validator: "Validator", seen: str | None = None
) -> None:
    """Write the section of one stage anew, and the index of all sections.

    Args:
        site: folder of the site; made when missing.
        stage: `source` or `mart`, the folder.
        results: every check of the stage.
        validator: validated them and renders the pages, where there was anything to validate.
        seen: digest of all that was validated, see `passed_before`; None: something could not be measured.

    Raises:
        OSError: the folder cannot be written.
    """
    building = site / f".building-{stage}"
    shutil.rmtree(building, ignore_errors=True)
    try:
        building.mkdir(parents=True)
        _build_section(building, results, validator, seen)
    except BaseException:
        # on a full disk half a section would take what others need
        shutil.rmtree(building, ignore_errors=True)
        raise
    for folder in (stage, FORMER_NAMES[stage]):
        shutil.rmtree(site / folder, ignore_errors=True)
    building.rename(site / stage)
    (site / INDEX).write_text(_index(site), encoding="utf-8")


def _build_section(building: Path, results: Sequence[CheckResult], validator: "Validator", seen: str | None) -> None:
    if validator.has_validated:
        validator.write_site(building)
        for page in building.rglob("*.html"):
            page.write_text(make_local(page.read_text(encoding="utf-8")), encoding="utf-8")
        shutil.rmtree(building / "static", ignore_errors=True)
        # its own index is drawn by a script
        (building / INDEX).write_text(f'<meta http-equiv="refresh" content="0; url=../{INDEX}">', encoding="utf-8")
    content = {
        "at": now().isoformat(sep=" "),
        "seen": seen,
        "results": [asdict(result) | {"closes_gate": closes_gate(result)} for result in results],
    }
    (building / RESULTS).write_text(json.dumps(content, ensure_ascii=False, default=str), encoding="utf-8")


def digest_of(parts: Iterable[str]) -> str:
    """Return a digest of all that is validated, and of what validates it."""
    digest = hashlib.sha256(version("great_expectations").encode())
    for part in parts:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def passed_before(site: Path, stage: str, seen: str) -> list[CheckResult] | None:
    """Return the results of a stage when all of them passed and just the same was seen then; the section stands.

    Args:
        site: folder of the site.
        stage: `source` or `mart`.
        seen: digest of all that is to be validated now.

    Raises:
        OSError: the folder cannot be written.
    """
    file = site / stage / RESULTS
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        results = [
            CheckResult(**{name: value for name, value in result.items() if name != "closes_gate"})
            for result in content["results"]
        ]
        stands = content["seen"] == seen and all(result.result == "passed" for result in results)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if not stands:
        return None
    file.write_text(json.dumps(content | {"at": now().isoformat(sep=" ")}, ensure_ascii=False), encoding="utf-8")
    (site / INDEX).write_text(_index(site), encoding="utf-8")
    return [replace(result, withheld=(), shops=()) for result in results]


def make_local(page: str) -> str:
    """Take every script, style sheet and image out of an HTML page, and links to elsewhere; put our style in."""
    return EXTERNAL.sub("", page).replace("</head>", f"<style>{_style()}</style></head>", 1)


def _style() -> str:
    return files("shopscore.quality").joinpath("site.css").read_text(encoding="utf-8")


def write_words(site: Path, withheld: Sequence[WithheldShop], unknown: Sequence[UnknownWord]) -> None:
    """Write anew what is withheld of single shops and which words no list knows, and the index.

    Raises:
        OSError: the folder cannot be written.
    """
    findings = [
        *(
            Finding(
                "withhold",
                _without_label(say_withheld(one)),
                Bilingual("", ""),
                f"{one.platform}_{one.export}",
                (one.shop_id,),
                remedy=KINDS["unknown"][1],
            )
            for one in withheld
            # a failed check stands where it failed
            if one.reason == "unknown_words"
        ),
        *(
            Finding(
                "unknown",
                say_unknown_word(one),
                Bilingual(one.file_name or "", one.file_name or ""),
                f"{one.platform}_{one.export}",
                one.shop_ids,
            )
            for one in unknown
        ),
    ]
    folder = site / WORDS
    folder.mkdir(parents=True, exist_ok=True)
    content = {"at": now().isoformat(sep=" "), "findings": [_stored(finding) for finding in findings]}
    (folder / RESULTS).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    (site / INDEX).write_text(_index(site), encoding="utf-8")


def _stored(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "what": [finding.what.en, finding.what.zh],
        "found": [finding.found.en, finding.found.zh],
        "export": finding.export,
        "shops": list(finding.shops),
        "remedy": [finding.remedy.en, finding.remedy.zh] if finding.remedy else None,
    }


def _without_label(message: Message) -> Message:
    """Leave out the word that the finding's label says already."""
    return Bilingual(message.en.partition(": ")[2], message.zh.partition("：")[2])


def _index(site: Path) -> str:
    sections = [
        _section(site, folder, title)
        for stage, title in TITLES.items()
        for folder in (stage, FORMER_NAMES[stage])
        if (site / folder / RESULTS).is_file()
    ]
    words = [_words(site / WORDS / RESULTS)] if (site / WORDS / RESULTS).is_file() else []
    return draw_index([*words, *sections])


def _words(path: Path) -> Section:
    content = json.loads(path.read_text(encoding="utf-8"))
    findings = [
        Finding(
            one["kind"],
            Bilingual(*one["what"]),
            Bilingual(*one["found"]),
            one["export"],
            tuple(one["shops"]),
            remedy=Bilingual(*one["remedy"]) if one["remedy"] else None,
        )
        for one in content["findings"]
    ]
    return Section(Message("Words, and what is withheld for them"), content["at"], findings)


def _section(site: Path, folder: str, title: Message) -> Section:
    content = json.loads((site / folder / RESULTS).read_text(encoding="utf-8"))
    results = [WHAT_OLDER_ONES_LACK | result for result in content["results"]]
    results.sort(key=lambda result: result["check_name"])
    found = [finding for result in results if (finding := finding_of(result, _page(site, folder, result)))]
    passed = [
        (result["check_name"], Bilingual(result["description"] or "", result["description_zh"] or ""))
        for result in results
        if result["result"] == "passed"
    ]
    skipped = sum(result["result"] == "skipped" for result in results)
    return Section(title, content["at"], found, passed, skipped)


def _page(site: Path, folder: str, result: dict[str, str]) -> str | None:
    """Return the page with the figures of a check, relative to the index; None when nothing was measured."""
    table = (result["checked_table"] or "").partition(".")[2]
    pages = sorted((site / folder).glob(f"validations/{folder}-{table}/**/*.html"))
    return pages[-1].relative_to(site).as_posix() if pages else None
