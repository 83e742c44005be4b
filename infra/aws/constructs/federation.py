"""Signing in with an identity provider that the school or the company already has."""

from collections.abc import Sequence

from aws_cdk import CfnOutput, SecretValue, Stack
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra.aws.provider import Provider, SamlProvider

# The names that Entra ID and AD FS give these attributes, and that any other provider can be told to use.
GROUPS_ATTRIBUTE = "provider_groups"
_SAML_CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"


def add_provider(pool: cognito.UserPool, provider: Provider, scopes: Sequence[str]) -> Construct:
    """Add the provider to a pool; the client must be made after it.

    The address is not taken as verified: whoever signs in this way is a person of their own, and never becomes somebody
    who was invited under the same address.

    Args:
        pool: The user pool.
        provider: The provider.
        scopes: What is asked of a provider that speaks OpenID Connect.
    """
    claim = provider.groups_claim
    groups = {f"custom:{GROUPS_ATTRIBUTE}": cognito.ProviderAttribute.other(claim)} if claim else None
    if isinstance(provider, SamlProvider):
        return cognito.UserPoolIdentityProviderSaml(
            pool,
            "Provider",
            user_pool=pool,
            name=provider.name,
            metadata=cognito.UserPoolIdentityProviderSamlMetadata.url(provider.metadata_url),
            attribute_mapping=cognito.AttributeMapping(
                email=cognito.ProviderAttribute.other(f"{_SAML_CLAIMS}/emailaddress"),
                fullname=cognito.ProviderAttribute.other(f"{_SAML_CLAIMS}/name"),
                custom=groups,
            ),
        )
    return cognito.UserPoolIdentityProviderOidc(
        pool,
        "Provider",
        user_pool=pool,
        name=provider.name,
        issuer_url=provider.issuer,
        client_id=provider.client_id,
        # CloudFormation fills it in; neither the context nor the template holds it.
        client_secret=SecretValue.secrets_manager(provider.secret_name).unsafe_unwrap(),
        scopes=list(scopes),
        attribute_mapping=cognito.AttributeMapping(
            email=cognito.ProviderAttribute.other("email"),
            fullname=cognito.ProviderAttribute.other("name"),
            custom=groups,
        ),
    )


def readable_attributes(provider: Provider | None) -> cognito.ClientAttributes | None:
    """Return what the load balancer's client reads; None for the standard attributes, without the provider's groups."""
    written = writable_attributes(provider)
    return written and written.with_standard_attributes(email=True, email_verified=True, fullname=True)


def writable_attributes(provider: Provider | None) -> cognito.ClientAttributes | None:
    """Return what a sign-in by this client may write; None as above."""
    if provider is None or provider.groups_claim is None:
        return None
    standard = cognito.ClientAttributes().with_standard_attributes(email=True, fullname=True)
    return standard.with_custom_attributes(GROUPS_ATTRIBUTE)


def add_provider_outputs(pool: cognito.UserPool, provider: Provider, domain_url: str) -> None:
    """Add the stack outputs that the provider's own registration asks for."""
    stack = Stack.of(pool)
    if isinstance(provider, SamlProvider):
        CfnOutput(stack, "ProviderReplyURL", value=f"{domain_url}/saml2/idpresponse")
        CfnOutput(stack, "ProviderEntityId", value=f"urn:amazon:cognito:sp:{pool.user_pool_id}")
    else:
        CfnOutput(stack, "ProviderReplyURL", value=f"{domain_url}/oauth2/idpresponse")
