"""Places of one's own that films are sent to, as they are typed."""

from __future__ import annotations

import argparse
import base64
import getpass
import os
import re
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from footage.addresses import is_loopback
from footage.errors import InvalidInputError
from footage.ports.outlets import Account
from footage.secrets import keep_secret

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_TAKEN = "link"


def add_place_options(store: argparse.ArgumentParser) -> None:
    """What can be said of a place."""
    store.add_argument("name", help="what it is called, as `account` of publish_video")
    store.add_argument("place", help="a folder, s3://bucket/prefix, davs://host/path, or https:// of a webhook")
    store.add_argument("--endpoint", metavar="URL", help="of a bucket that is not Amazon's")
    store.add_argument("--region", default="us-east-1", help="of a bucket (default: us-east-1)")
    store.add_argument("--key-id", help="of a bucket (default: AWS_ACCESS_KEY_ID)")
    store.add_argument("--user", help="of a WebDAV server")
    store.add_argument("--address", metavar="URL", help="under which the web sees what is in it")
    store.add_argument("--public", action="store_true", help="others can see what is there: a person is asked first")
    store.add_argument("--private-network", action="store_true", help="it may be in this machine's own network")


def place_of(arguments: argparse.Namespace, team_id: str) -> tuple[Account, str]:
    """A place as an account, and what else is told of it, once.

    Raises:
        InvalidInputError: It is none.
    """
    if not _NAME.fullmatch(arguments.name) or arguments.name == _TAKEN:
        raise InvalidInputError(f"{arguments.name!r} is no name for a place.", hint="Use a-z, 0-9, - and _.")
    kind, keys, said = _read(arguments)
    facts: dict[str, Any] = {"kind": kind, "public": bool(arguments.public or arguments.address)}
    if arguments.private_network or is_loopback(urlsplit(str(keys.get("url", ""))).hostname or ""):
        facts["private"] = True
    if arguments.address:
        facts["address"] = _address(arguments.address)
    keep_secret(str(keys.get("secret", "")), str(keys.get("password", "")))
    account = Account(
        team_id=team_id, target="store", account=arguments.name, title=arguments.name, facts=facts, keys=keys
    )
    return account, said


def _read(arguments: argparse.Namespace) -> tuple[str, dict[str, Any], str]:
    place = str(arguments.place)
    scheme = urlsplit(place).scheme.lower() if "://" in place else ""
    if scheme in {"", "file"}:
        return "folder", {"path": str(_folder(place.removeprefix("file://")))}, ""
    if scheme == "s3":
        return "s3", _bucket(arguments, place), ""
    if scheme in {"dav", "davs"}:
        return "webdav", _webdav(arguments, place), ""
    if scheme in {"http", "https"}:
        _refuse_open(place, arguments)
        secret = f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"
        said = f"Its messages are signed with this secret, which is shown this once: {secret}\n"
        return "webhook", {"url": place, "secret": secret}, said
    raise InvalidInputError(
        f"{scheme}:// is no place that films are sent to.", hint="Name a folder, s3://, davs:// or https://."
    )


def _folder(place: str) -> Path:
    folder = Path(place).expanduser().absolute()
    if not folder.is_dir():
        raise InvalidInputError(f"There is no folder {folder}.", hint="Make it first.")
    return folder


def _bucket(arguments: argparse.Namespace, place: str) -> dict[str, Any]:
    bucket, _, prefix = place.removeprefix("s3://").strip("/").partition("/")
    endpoint = arguments.endpoint
    if endpoint:
        _refuse_open(endpoint, arguments)
        url = f"{endpoint.rstrip('/')}/{bucket}"
    elif "." in bucket:  # no certificate is good for it as the name of a host
        url = f"https://s3.{arguments.region}.amazonaws.com/{bucket}"
    else:
        url = f"https://{bucket}.s3.{arguments.region}.amazonaws.com"
    key_id = arguments.key_id or os.environ.get("AWS_ACCESS_KEY_ID", "")
    if not key_id:
        raise InvalidInputError("The bucket needs keys.", hint="Say --key-id, or set AWS_ACCESS_KEY_ID.")
    from_here = os.environ.get("AWS_SECRET_ACCESS_KEY") if not arguments.key_id else None
    return {
        "url": url,
        "region": arguments.region,
        "prefix": f"{prefix}/" if prefix else "",
        "key_id": key_id,
        "secret": from_here or _asked("Secret access key: "),
        "token": os.environ.get("AWS_SESSION_TOKEN", "") if from_here else "",
    }


def _webdav(arguments: argparse.Namespace, place: str) -> dict[str, Any]:
    from storage.outlets.webdav import as_sent

    secure = "https" if place.lower().startswith("davs") else "http"
    parts = urlsplit(place)
    if parts.username:
        raise InvalidInputError("Names and passwords do not belong into addresses.", hint="Say --user instead.")
    url = parts._replace(scheme=secure).geturl()
    _refuse_open(url, arguments)
    url = as_sent(url)
    keys: dict[str, Any] = {"url": url}
    if arguments.user:
        keys |= {"user": arguments.user, "password": _asked("Password: ")}
    return keys


def _refuse_open(url: str, arguments: argparse.Namespace) -> None:
    """Keys and films go over the open network encrypted, or not at all."""
    parts = urlsplit(url)
    if not parts.hostname or parts.scheme not in {"http", "https"}:
        raise InvalidInputError(f"{url!r} is no address.", hint="Write https://host/path.")
    if parts.scheme == "http" and not (arguments.private_network or is_loopback(parts.hostname)):
        raise InvalidInputError("http:// is open to everybody on the way.", hint="Use https, or --private-network.")


def _address(url: str) -> str:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise InvalidInputError(f"--address {url!r} is no address of the web.")
    return url.rstrip("/")


def _asked(words: str) -> str:
    """A secret, typed without being shown, or piped in."""
    found = getpass.getpass(words) if sys.stdin.isatty() else sys.stdin.readline()
    if not found.strip():
        raise InvalidInputError("No secret was given.", hint="Type it, or pipe it in.")
    return found.strip()
