"""Believes a request's identity, or says which check it failed."""

from jose import jws
from jose.exceptions import JOSEError

from chat.identity.caller import Caller
from chat.identity.checks import AFTER_SIGNATURE, BEFORE_SIGNATURE, Check, Expected
from chat.identity.errors import Refused
from chat.identity.groups import Groups
from chat.identity.keys import KeyStore, UnknownKey
from chat.identity.token import ACCESS_TOKEN, Headers, Token, parse


class Verifier:
    """Verifies the ALB's token on every request; the result is never cached.

    Args:
        expected: The load balancer, pool and client to believe.
        keys: Where the load balancer's public keys come from.
        groups: Reader of the verified access token's groups.
        before: Checks made before a key is fetched.
        after: Checks made once the signature holds.
    """

    def __init__(
        self,
        expected: Expected,
        keys: KeyStore,
        groups: Groups,
        *,
        before: tuple[Check, ...] = BEFORE_SIGNATURE,
        after: tuple[Check, ...] = AFTER_SIGNATURE,
    ) -> None:
        self._expected = expected
        self._keys = keys
        self._groups = groups
        self._before = before
        self._after = after

    async def verify(self, headers: Headers) -> Caller:
        """Return the person that the headers prove.

        Args:
            headers: The request's headers, with lower-case names (as ASGI gives them).

        Raises:
            Refused: If any check fails.
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
            Refused: If there is no such key or the signature is not its.
        """
        try:
            key = await self._keys.get(str(token.header.get("kid")))
        except UnknownKey as reason:
            raise Refused("signature", str(reason)) from None
        try:
            jws.verify(token.raw, key, ["ES256"])
        except (JOSEError, ValueError, TypeError):
            raise Refused("signature", "the signature does not hold") from None

    async def _caller(self, token: Token) -> Caller:
        claims = token.payload
        sub = claims["sub"]
        name = next(
            (claims[k] for k in ("name", "email") if isinstance(claims.get(k), str) and claims[k].strip()),
            sub,
        )
        access_tokens = token.values(ACCESS_TOKEN)
        groups = await self._groups.read(access_tokens[0], sub) if access_tokens else frozenset[str]()
        return Caller(sub=sub, name=name[:100], groups=groups)
