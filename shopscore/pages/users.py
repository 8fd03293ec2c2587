"""Who may look at which shops: the users file, its passwords, and whom a proxy in front may name.

Nothing of Streamlit is known here. The file is `users.yml` below the home folder; without it everybody who reaches the
pages sees every shop, so they are then reached from this machine only.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from shopscore.home import make_home, write_private_file
from shopscore.language import Language, tr
from shopscore.settings import ConfigurationError

FILE_NAME = "users.yml"
# scrypt: 32 MB and a tenth of a second a try, twice the least that OWASP names for these two together.
COST, BLOCK, PARALLEL = 2**15, 8, 1
_MEMORY = 3 * 128 * COST * BLOCK
_ALGORITHM = "scrypt"
_STRICT = ConfigDict(frozen=True, extra="forbid", strict=True, hide_input_in_errors=True)

# A shop as the file names it: `platform/shop_id`.
ShopName = Annotated[str, Field(pattern=r"^[a-z_]+/[^/\s]+$")]


@dataclass(frozen=True)
class Viewer:
    """Whoever looks at a page.

    Attributes:
        name: as the users file has it; None where there is no such file.
        shops: `platform/shop_id` of the shops that they see; None: all.
        language: that the file gives them; None: it gives none.
    """

    name: str | None = None
    shops: frozenset[str] | None = None
    language: Language | None = None


class User(BaseModel):
    """Somebody who may look.

    Attributes:
        name: what they sign in with.
        password: what `hash_password` made of their password; None: only a proxy signs them in.
        shops: that they see.
        groups: whose shops they see.
        all_shops: they see every shop, those to come too.
        language: of the pages, until they choose another.
    """

    model_config = _STRICT

    name: Annotated[str, Field(min_length=1, max_length=100)]
    password: str | None = None
    shops: list[ShopName] = []
    groups: list[str] = []
    all_shops: bool = False
    language: Language | None = None

    @field_validator("password")
    @classmethod
    def _is_hashed(cls, password: str | None) -> str | None:
        if password is not None and _parts(password) is None:
            raise ValueError("not a hash")
        return password


class Proxy(BaseModel):
    """What signs users in before they get here: the header with their name counts from these addresses only."""

    model_config = _STRICT

    header: Annotated[str, Field(min_length=1)]
    addresses: Annotated[list[str], Field(min_length=1)]

    @field_validator("addresses")
    @classmethod
    def _are_addresses(cls, addresses: list[str]) -> list[str]:
        for one in addresses:
            ip_network(one)
        return addresses

    def networks(self) -> list[IPv4Network | IPv6Network]:
        """Return the addresses, each as a network."""
        return [ip_network(one) for one in self.addresses]


class Users(BaseModel):
    """Everything the file says.

    Attributes:
        users: who may look.
        groups: shops by the name of their group; the agency's page filters by it too.
        owners: shops by the name of who looks after them; the agency's page filters by it.
        proxy: None: nobody is signed in by a header.
    """

    model_config = _STRICT

    users: list[User] = []
    groups: dict[str, list[ShopName]] = {}
    owners: dict[str, list[ShopName]] = {}
    proxy: Proxy | None = None

    def find(self, name: str) -> User | None:
        """Return the user of a name."""
        return next((user for user in self.users if user.name == name), None)

    def viewer(self, user: User) -> Viewer:
        """Return what a user sees; a group that the file does not have holds no shop."""
        if user.all_shops:
            return Viewer(user.name, None, user.language)
        of_groups = [shop for group in user.groups for shop in self.groups.get(group, ())]
        return Viewer(user.name, frozenset([*user.shops, *of_groups]), user.language)

    def sign_in(self, name: str, password: str) -> Viewer | None:
        """Return who signs in with a name and a password; None when that is nobody, in the same time."""
        user = self.find(name)
        stored = user.password if user is not None else None
        is_right = verify_password(password, stored or _NOBODYS)
        return self.viewer(user) if user is not None and stored is not None and is_right else None

    def named_by_proxy(self, headers: Mapping[str, str], address: str) -> Viewer | None:
        """Return whom a proxy's header names; None where it counts for nothing.

        Args:
            headers: of the request, their names in lower case.
            address: of whoever connected, which is the proxy where there is one.
        """
        if self.proxy is None or not any(ip_address(address) in network for network in self.proxy.networks()):
            return None
        user = self.find(headers.get(self.proxy.header.lower(), ""))
        return None if user is None else self.viewer(user)


def hash_password(password: str) -> str:
    """Return what is stored of a password: algorithm, costs, salt and hash."""
    salt = os.urandom(16)
    hashed = _scrypt(password, salt, COST, BLOCK, PARALLEL)
    return "$".join([_ALGORITHM, str(COST), str(BLOCK), str(PARALLEL), _text(salt), _text(hashed)])


def verify_password(password: str, stored: str) -> bool:
    """Tell whether a password is the one that was stored."""
    parts = _parts(stored)
    if parts is None:
        return False
    costs, salt, hashed = parts
    return hmac.compare_digest(_scrypt(password, salt, *costs), hashed)


def read_users(home: Path) -> Users | None:
    """Read the users file; None where there is none.

    Raises:
        ConfigurationError: it cannot be read or holds what it must not; the message names the place, never a hash.
    """
    file = home / FILE_NAME
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(tr("{file} cannot be read: {error}", file=file, error=type(error).__name__)) from error
    try:
        users = Users.model_validate(yaml.safe_load(text) or {})
    except yaml.YAMLError as error:
        raise ConfigurationError(tr("{file} is not YAML: see the example in docs/pages.md", file=file)) from error
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ConfigurationError(
            tr("{file}: '{place}' is not what belongs there: see the example in docs/pages.md", file=file, place=place)
        ) from error
    names = [user.name for user in users.users]
    if len(names) > len(set(names)):
        raise ConfigurationError(tr("{file}: a user stands there twice", file=file))
    return users


def add_user(home: Path, user: User) -> bool:
    """Write a user into the file, in the place of one of the same name; returns whether there was one.

    Raises:
        ConfigurationError: the file that is there cannot be read.
        OSError: home cannot be written.
    """
    users = read_users(home) or Users()
    others = [one for one in users.users if one.name != user.name]
    document = users.model_copy(update={"users": [*others, user]}).model_dump(exclude_defaults=True)
    make_home(home)
    with write_private_file(home / FILE_NAME) as file:
        file.write(yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode())
    return len(others) < len(users.users)


def of_shop(lists: Mapping[str, Sequence[str]], shop: str) -> list[str]:
    """Return the names of the groups, or owners, that a shop stands under."""
    return [name for name, shops in lists.items() if shop in shops]


def _scrypt(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=_MEMORY, dklen=32)


def _parts(stored: str) -> tuple[tuple[int, int, int], bytes, bytes] | None:
    """Return costs, salt and hash of what is stored; None when it is nothing that `hash_password` makes."""
    parts = stored.split("$")
    if len(parts) != 6 or parts[0] != _ALGORITHM or not all(part.isdigit() for part in parts[1:4]):  # noqa: PLR2004
        return None
    costs = (int(parts[1]), int(parts[2]), int(parts[3]))
    if costs != (COST, BLOCK, PARALLEL):
        return None
    try:
        return costs, base64.b64decode(parts[4], validate=True), base64.b64decode(parts[5], validate=True)
    except ValueError:
        return None


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


# Checked where a name is nobody's, so that this takes as long as a wrong password.
_NOBODYS = "$".join([_ALGORITHM, str(COST), str(BLOCK), str(PARALLEL), _text(bytes(16)), _text(bytes(32))])
