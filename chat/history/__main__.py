"""`python -m chat.history deny SUB`: ends somebody's session on every server within seconds.

`allow SUB` takes it back, `denied` lists who is denied. It runs wherever the store can be reached, with the settings
`HISTORY_URL` and `AWS_REGION` of the server.
"""

import argparse
import asyncio
import os
import sys
import uuid
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from chat.history.denials import StoredDenials
from chat.history.open_store import open_store, place_of_history
from chat.history.store import StoreError
from chat.identity.deny_list import LONGEST_SESSION, READ_EVERY


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when it is done, 1 when the store cannot be used."""
    history, region = place_of_history(os.environ)
    parser = argparse.ArgumentParser(prog="python -m chat.history", description=__doc__)
    parser.add_argument("command", choices=["deny", "allow", "denied"])
    parser.add_argument("sub", nargs="?", help="the person's subject: the attribute sub")
    parser.add_argument("--history", default=history)
    parser.add_argument("--region", default=region)
    options = parser.parse_args(arguments)
    if options.command == "denied":
        if options.sub is not None:
            parser.error("denied takes no subject")
    elif not _is_subject(options.sub):
        # A username would be written and match nobody.
        parser.error("a subject is a UUID: aws cognito-idp admin-get-user shows it as the attribute sub")
    parts = urlsplit(options.history)
    if parts.scheme not in ("sqlite", "dynamodb"):
        parser.error("the history is sqlite:///path or dynamodb://table")
    if parts.scheme == "sqlite" and not Path(parts.path[1:]).is_file():
        print(f"There is no history at {parts.path[1:]}.", file=sys.stderr)  # noqa: T201
        return 1
    try:
        asyncio.run(_run(options))
    except StoreError as error:
        print(f"Nothing was changed: {error}.", file=sys.stderr)  # noqa: T201
        return 1
    return 0


async def _run(options: argparse.Namespace) -> None:
    store = await open_store(options.history, options.region)
    try:
        for line in await _lines(StoredDenials(store), options.command, options.sub):
            print(line)  # noqa: T201
    finally:
        await store.close()


async def _lines(denials: StoredDenials, command: str, sub: str) -> list[str]:
    if command == "deny":
        until = await denials.deny(sub, LONGEST_SESSION)
        return [
            f"{sub} is out within {READ_EVERY:.0f} seconds, until {_moment(until)}.",
            "Disable the user as well, or they can sign in after that.",
        ]
    if command == "allow":
        await denials.allow(sub)
        return [f"{sub} may sign in again, within {READ_EVERY:.0f} seconds."]
    found = await denials.load()
    return [*(f"{sub}  until {_moment(end)}" for sub, end in sorted(found.items())), f"{len(found)} denied."]


def _is_subject(text: str | None) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except (ValueError, TypeError, AttributeError):
        return False


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"


if __name__ == "__main__":
    sys.exit(main())
