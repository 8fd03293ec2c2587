"""The pages in the browser, and who may look at them."""

from typing import Annotated

import typer

from shopscore.console.errors import CommandError
from shopscore.console.published import open_current
from shopscore.console.terminal import say
from shopscore.language import Language, tr
from shopscore.pages.serving import LOCAL_HOST, PORT, check_serving
from shopscore.pages.serving import serve as serve_pages
from shopscore.pages.users import FILE_NAME, User, add_user, hash_password
from shopscore.settings import load_settings

SHORTEST_PASSWORD = 10


def serve(
    host: Annotated[
        str, typer.Option(help="Address to listen on; any but this machine's own asks for a users file.")
    ] = LOCAL_HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = PORT,
) -> None:
    """Show the published scores as pages in the browser: my shop, indicator, agency, today, quality."""
    settings = load_settings()
    check_serving(settings.home, host)
    with open_current(settings.published):
        say(tr("The pages: http://{host}:{port} (Ctrl+C ends them)", host=host, port=port))
    serve_pages(settings, host, port)


def add(
    name: Annotated[str, typer.Argument(help="What the user signs in with.")],
    shops: Annotated[
        list[str] | None,
        typer.Option("--shop", help="A shop that the user sees, as platform/shop_id; may stand several times."),
    ] = None,
    groups: Annotated[
        list[str] | None,
        typer.Option("--group", help="A group of users.yml whose shops the user sees; may stand several times."),
    ] = None,
    all_shops: Annotated[bool, typer.Option("--all", help="The user sees every shop.")] = False,
    speaks: Annotated[Language | None, typer.Option("--speaks", help="Language of the user's pages.")] = None,
) -> None:
    """Add a user of the pages to users.yml, or change one; asks for the password."""
    if not (shops or groups or all_shops):
        raise CommandError(tr("say what {name} sees: --shop, --group or --all", name=name))
    bad = tuple(shop for shop in shops or () if "/" not in shop)
    if bad:
        raise CommandError(tr("write shops as platform/shop_id, such as douyin/10000001: {shops}", shops=bad))
    password = typer.prompt(tr("Password of {name}", name=name), hide_input=True, err=True)
    if len(password) < SHORTEST_PASSWORD:
        raise CommandError(tr("the password is shorter than {count} characters", count=SHORTEST_PASSWORD))
    if typer.prompt(tr("Again"), hide_input=True, err=True) != password:
        raise CommandError(tr("the passwords are not the same"))
    home = load_settings().home
    user = User(
        name=name,
        password=hash_password(password),
        shops=shops or [],
        groups=groups or [],
        all_shops=all_shops,
        language=speaks,
    )
    changed = add_user(home, user)
    file = home / FILE_NAME
    if changed:
        say(tr("{name} changed in {file}", name=name, file=file))
    else:
        say(tr("{name} added to {file}", name=name, file=file))
