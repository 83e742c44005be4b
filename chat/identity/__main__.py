"""`python -m chat.identity explain < token`: which check a token fails, and why."""

import argparse
import asyncio
import sys

from chat import settings
from chat.identity.checks import TrustedIssuer
from chat.identity.explain import explain, headers_from
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore
from chat.identity.verifier import Verifier

_MAX_INPUT = 1024 * 1024


class _NoStoredKey:
    async def load(self) -> str | None:
        return None

    async def save(self, kid: str) -> None:
        """Keep nothing: the command runs once."""


async def _explain(text: str, configured: settings.Settings) -> bool:
    expected = TrustedIssuer(configured.alb_arn, configured.cognito_issuer, configured.cognito_client_id)
    keys = KeyStore(configured.alb_public_keys_url, _NoStoredKey())
    groups = GroupReader(configured.cognito_jwks_url, configured.cognito_issuer, configured.cognito_client_id)
    accepted = True
    async for check, holds, why in explain(headers_from(text), expected, Verifier(expected, keys, groups)):
        accepted = accepted and holds
        print(f"{'ok' if holds else 'FAILED':7} {check:22} {why}".rstrip())  # noqa: T201
    await asyncio.gather(keys.close(), groups.close())
    print("This token is believed." if accepted else "This token is refused.")  # noqa: T201
    return accepted


def main() -> int:
    """Explain standard input; the exit status is 0 when the server accepts it, 1 when not, 2 when unconfigured."""
    parser = argparse.ArgumentParser(prog="python -m chat.identity", description=__doc__)
    parser.add_argument("command", choices=["explain"])
    parser.parse_args()
    try:
        configured = settings.from_environment()
    except settings.SettingError as reason:
        print(f"Cannot explain: {reason}", file=sys.stderr)  # noqa: T201
        return 2
    return 0 if asyncio.run(_explain(sys.stdin.read(_MAX_INPUT), configured)) else 1


if __name__ == "__main__":
    sys.exit(main())
