"""Verifies a request's identity, or names the check that it fails."""

from collections.abc import Collection

from jose import jws
from jose.exceptions import JOSEError

from chat.identity.caller import Caller
from chat.identity.checks import AFTER_SIGNATURE, BEFORE_SIGNATURE, Check, TrustedIssuer
from chat.identity.errors import IdentityRefused
from chat.identity.groups import GroupReader
from chat.identity.keys import KeyStore, UnknownKey
from chat.identity.provider_groups import mapped_groups
from chat.identity.token import ACCESS_TOKEN, Headers, Token, parse


class Verifier:
    """Verifies the ALB's token on every request; the result is never cached.

    Args:
        expected: The load balancer, pool and client to trust.
        keys: The load balancer's public keys.
        groups: Reads the groups of the access token.
        provider_groups: What the groups of a provider count as, by pairs.
        before: Checks made before a key is fetched.
        after: Checks made once the signature is valid.
    """

    def __init__(
        self,
        expected: TrustedIssuer,
        keys: KeyStore,
        groups: GroupReader,
        *,
        provider_groups: Collection[tuple[str, str]] = (),
        before: tuple[Check, ...] = BEFORE_SIGNATURE,
        after: tuple[Check, ...] = AFTER_SIGNATURE,
    ) -> None:
        self._expected = expected
        self._keys = keys
        self._groups = groups
        self._provider_groups = provider_groups
        self._before = before
        self._after = after

    async def verify(self, headers: Headers) -> Caller:
        """Return the person whom the headers identify.

        Args:
            headers: The request's headers, with lower-case names (as ASGI gives them).

        Raises:
            IdentityRefused: If any check fails.
        """
        token = parse(headers)
        for check in self._before:
            check(token, self._expected)
        await self.signature(token)
        for check in self._after:
            check(token, self._expected)
        await self._keys.remember(token.header["kid"])
        return await self._caller(token)

    async def signature(self, token: Token) -> None:
        """Check the ES256 signature with the key that the token names.

        Raises:
            IdentityRefused: If there is no such key, or the signature is not made with it.
        """
        try:
            key = await self._keys.get(str(token.header.get("kid")))
        except UnknownKey as reason:
            raise IdentityRefused("signature", str(reason)) from None
        try:
            jws.verify(token.raw, key, ["ES256"])
        except (JOSEError, ValueError, TypeError):
            raise IdentityRefused("signature", "the signature does not hold") from None

    async def _caller(self, token: Token) -> Caller:
        claims = token.payload
        sub = claims["sub"]
        name = next(
            (claims[k] for k in ("name", "email", "username") if isinstance(claims.get(k), str) and claims[k].strip()),
            sub,
        )
        access_tokens = token.values(ACCESS_TOKEN)
        groups = await self._groups.read(access_tokens[0], sub) if access_tokens else frozenset[str]()
        return Caller(sub=sub, name=name[:100], groups=groups | mapped_groups(claims, self._provider_groups))
