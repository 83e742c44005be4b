"""The Cognito user pool, its client and the hosted login."""

from aws_cdk import CfnOutput, Duration, RemovalPolicy, Stack
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra.aws.constructs.branding import SETTINGS
from infra.aws.constructs.federation import (
    GROUPS_ATTRIBUTE,
    add_provider,
    add_provider_outputs,
    readable_attributes,
    writable_attributes,
)
from infra.aws.provider import Provider
from infra.edge_rules import CALLBACK_PATH, SIGNED_OUT_PATH

SESSION = Duration.hours(8)
_TOKEN = Duration.minutes(60)


class Auth(Construct):
    """The user pool, the load balancer's client of it, and the hosted login with our colours.

    Args:
        public_url: Public URL of the application.
        domain_prefix: Prefix of the login's domain; unique in the region.
        retain: Whether the user pool is kept when the stack is deleted.
        provider: With whom people may sign in as well; None leaves the pool's own passwords.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,  # noqa: A002
        *,
        public_url: str,
        domain_prefix: str,
        retain: bool,
        provider: Provider | None,
    ) -> None:
        super().__init__(scope, id)
        self.pool = cognito.UserPool(
            self,
            "Pool",
            self_sign_up_enabled=False,
            sign_in_aliases=cognito.SignInAliases(username=True, email=True),
            auto_verify=cognito.AutoVerifiedAttrs(email=True),
            standard_attributes=cognito.StandardAttributes(
                email=cognito.StandardAttribute(required=True, mutable=True),
                fullname=cognito.StandardAttribute(required=False, mutable=True),
            ),
            # In every pool, as an attribute can be added to one and never taken out of it.
            custom_attributes={GROUPS_ATTRIBUTE: cognito.StringAttribute(max_len=2048, mutable=True)},
            password_policy=cognito.PasswordPolicy(
                min_length=12,
                require_lowercase=True,
                require_uppercase=True,
                require_digits=True,
                require_symbols=False,
                temp_password_validity=Duration.days(7),
            ),
            mfa=cognito.Mfa.OPTIONAL,
            mfa_second_factor=cognito.MfaSecondFactor(otp=True, sms=False),
            account_recovery=cognito.AccountRecovery.EMAIL_ONLY,
            feature_plan=cognito.FeaturePlan.ESSENTIALS,  # the cheapest with managed login
            deletion_protection=retain,
            removal_policy=RemovalPolicy.RETAIN if retain else RemovalPolicy.DESTROY,
        )
        scopes = [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE]
        self.scope = " ".join(scope.scope_name for scope in scopes)
        logins = [cognito.UserPoolClientIdentityProvider.COGNITO]
        if provider:
            logins.append(cognito.UserPoolClientIdentityProvider.custom(provider.name))
        self.client = self.pool.add_client(
            "Client",
            generate_secret=True,  # used by the load balancer; the server never sees it
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=scopes,
                callback_urls=[public_url + CALLBACK_PATH],
                logout_urls=[public_url + SIGNED_OUT_PATH],
            ),
            supported_identity_providers=logins,
            prevent_user_existence_errors=True,
            read_attributes=readable_attributes(provider),
            write_attributes=writable_attributes(provider),
            access_token_validity=_TOKEN,
            id_token_validity=_TOKEN,
            refresh_token_validity=SESSION,
        )
        self.domain = self.pool.add_domain(
            "Domain",
            cognito_domain=cognito.CognitoDomainOptions(domain_prefix=domain_prefix),
            managed_login_version=cognito.ManagedLoginVersion.NEWER_MANAGED_LOGIN,
        )
        if provider:
            self.client.node.add_dependency(add_provider(self.pool, provider, self.scope.split()))
            add_provider_outputs(self.pool, provider, self.domain_url)
        # Without a style the pages say "Login pages unavailable".
        cognito.CfnManagedLoginBranding(
            self,
            "Branding",
            user_pool_id=self.pool.user_pool_id,
            client_id=self.client.user_pool_client_id,
            settings=SETTINGS,
        )
        self.admins = cognito.CfnUserPoolGroup(
            self,
            "Admins",
            user_pool_id=self.pool.user_pool_id,
            group_name="admins",
            description="May open the administration pages",
        )
        self.teachers = cognito.CfnUserPoolGroup(
            self,
            "Teachers",
            user_pool_id=self.pool.user_pool_id,
            group_name="teachers",
            description="See how many learners find a topic hard, and never who",
        )

    @property
    def domain_url(self) -> str:
        """The base address of the hosted login."""
        return self.domain.base_url()

    def first_user_command(self, email: str) -> str:
        """Return the command that creates the first user; a temporary password is sent by e-mail.

        Args:
            email: The user's address.
        """
        pool = f"--region {Stack.of(self).region} --user-pool-id {self.pool.user_pool_id} --username teacher"
        return (
            f"aws cognito-idp admin-create-user {pool} --desired-delivery-mediums EMAIL "
            f"--user-attributes Name=email,Value={email} Name=email_verified,Value=true Name=name,Value=Teacher "
            f"&& aws cognito-idp admin-add-user-to-group {pool} --group-name admins"
        )

    def add_outputs(self, email: str) -> None:
        """Add the stack outputs that the operator needs."""
        stack = Stack.of(self)
        CfnOutput(stack, "CognitoUserPoolId", value=self.pool.user_pool_id)
        CfnOutput(stack, "CognitoClientId", value=self.client.user_pool_client_id)
        CfnOutput(stack, "CreateFirstUser", value=self.first_user_command(email))
