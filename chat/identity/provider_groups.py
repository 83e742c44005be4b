"""The groups that a school's own identity provider names, and the groups here that they count as."""

from collections.abc import Collection, Mapping

CLAIM = "custom:provider_groups"  # of the load balancer's token; Cognito writes it at each sign-in, and no person can
MAX_CHARACTERS = 2048  # of such a value in Cognito


def mapped_groups(claims: Mapping[str, object], pairs: Collection[tuple[str, str]]) -> frozenset[str]:
    """Return the groups that a person has by the provider's groups.

    Args:
        claims: Those of the load balancer's verified token.
        pairs: Each group of the provider with one that it counts as.
    """
    listed = claims.get(CLAIM)
    if not pairs or not isinstance(listed, str) or len(listed) > MAX_CHARACTERS:
        return frozenset()
    # Cognito makes one text of a list: `[a, b]` of SAML, `["a","b"]` of OpenID Connect.
    names = {name.strip().strip('"') for name in listed.strip().removeprefix("[").removesuffix("]").split(",")}
    return frozenset(own for theirs, own in pairs if theirs in names)
