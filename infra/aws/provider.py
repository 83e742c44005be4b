"""An identity provider with whom people may sign in, as the context names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OidcProvider:
    """A provider that speaks OpenID Connect.

    Args:
        name: What the button of the login page says.
        issuer: The provider's address, below which its discovery document is.
        client_id: The id of the client that was made for Cognito there.
        secret_name: The secret in Secrets Manager that holds the client's secret, as plain text.
        groups_claim: The claim that holds a person's groups; None where they are not read.
    """

    name: str
    issuer: str
    client_id: str
    secret_name: str
    groups_claim: str | None = None


@dataclass(frozen=True, slots=True)
class SamlProvider:
    """A provider that speaks SAML 2.0.

    Args:
        name: What the button of the login page says.
        metadata_url: Where it publishes its metadata; Cognito reads it again when a certificate expires.
        groups_claim: The attribute that holds a person's groups; None where they are not read.
    """

    name: str
    metadata_url: str
    groups_claim: str | None = None


Provider = OidcProvider | SamlProvider
