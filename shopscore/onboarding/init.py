"""Makes the folders of a home for real exports, with a page in each that says what belongs there.

What the pages say belongs in `guides.py`. What is there already is left as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from shopscore.contracts import REFERENCE, Export, Exports, load_exports
from shopscore.home import make_home
from shopscore.landing.guessing import platform_of
from shopscore.landing.layout import ALL_SHOPS, GUIDE
from shopscore.landing.privacy import HashKey, safe_id
from shopscore.language import tr, trn
from shopscore.onboarding import guides
from shopscore.onboarding.sample_homes import check_takes_exports
from shopscore.settings import PROJECT_DIR, ConfigurationError, Settings


class UnknownShopError(ConfigurationError):
    """A shop is not named as PLATFORM/ID; the message says how."""


@dataclass(frozen=True)
class Tree:
    """What was made.

    Attributes:
        lines: what a person should read.
        made: files that were not there before.
    """

    lines: Sequence[str]
    made: Sequence[Path]


def make_tree(settings: Settings, shops: Sequence[str]) -> Tree:
    """Make the folders for exports, of the platforms and of some shops; nothing that is there is written over.

    Args:
        settings: the home, which is made when missing.
        shops: each as `platform/id`.

    Raises:
        UnknownShopError: a shop is named otherwise.
        WrongHomeError: the home holds the sample.
        WarehouseError: the ledger cannot be read.
        OSError: a folder or file cannot be made.
    """
    exports = load_exports(PROJECT_DIR / "models")
    named = [_shop(text, exports) for text in shops]
    check_takes_exports(settings)
    make_home(settings.home)
    made = [path for path, text in _pages(settings.landing, exports, named) if _write(path, text)]
    return Tree(tuple(_lines(settings, made, named)), tuple(made))


def _shop(text: str, exports: Exports) -> tuple[str, str]:
    platforms = sorted({platform for platform, _ in exports} - {REFERENCE})
    platform_text, slash, shop_id = text.strip().partition("/")
    platform = platform_of([platform_text], platforms)
    if not slash or platform is None:
        raise UnknownShopError(
            tr("'{text}' names no shop: write platform/id with one of {platforms}, like douyin/12345678",
               text=text, platforms=", ".join(platforms))
        )  # fmt: skip
    # The very rule by which landing takes a folder for a shop's.
    key = HashKey.from_secret(b"only its shape is asked for")
    if shop_id != ALL_SHOPS and ("/" in shop_id or safe_id(key, shop_id) is None):
        raise UnknownShopError(
            tr(
                "'{shop_id}' is not a shop's id: take it from the shop's back office",
                shop_id=shop_id,
            )
        )
    return platform, shop_id


def _pages(landing: Path, exports: Exports, shops: Sequence[tuple[str, str]]) -> Iterator[tuple[Path, str]]:
    yield landing / GUIDE, guides.landing_guide()
    for platform in sorted({platform for platform, _ in exports} - {REFERENCE}):
        yield landing / platform / GUIDE, guides.platform_guide(platform)
    for export in exports.values():
        if export.platform == REFERENCE:
            yield from _pages_of(landing / REFERENCE / export.name, export)
    for platform, shop_id in shops:
        for export in exports.values():
            if export.platform == platform:
                yield from _pages_of(landing / platform / shop_id / export.name, export)


def _pages_of(folder: Path, export: Export) -> Iterator[tuple[Path, str]]:
    yield folder / GUIDE, guides.export_guide(export)
    if export.has_template:
        yield folder / guides.template_name(export), guides.template(export)


def _write(path: Path, text: str) -> bool:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        return False
    return True


def _lines(settings: Settings, made: Sequence[Path], shops: Sequence[tuple[str, str]]) -> Iterator[str]:
    if made:
        yield trn(
            "{count} guide or template is new below {landing}", "{count} guides and templates are new below {landing}",
            len(made), landing=settings.landing,
        )  # fmt: skip
    else:
        yield tr("everything is there already below {landing}", landing=settings.landing)
    if not shops:
        yield tr("next: name your shops: shopscore init --shop douyin/SHOP_ID --shop pinduoduo/SHOP_ID")
        return
    for platform, shop_id in shops:
        yield tr("exports of shop {shop} go into the folders of {folder}", shop=shop_id,
                 folder=settings.landing / platform / shop_id)  # fmt: skip
    yield tr("next: read the README.txt of orders, reviews and after_sales there, export and put the files in;")
    yield tr("then: shopscore check FILE (what would land), and shopscore refresh")
