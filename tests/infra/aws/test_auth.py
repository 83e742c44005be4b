"""Who may sign in, and where."""

import boto3

from chat.identity.deny_list import LONGEST_SESSION
from infra.local.aws_apis.policy import PASSWORD_POLICY
from infra.local.aws_apis.user_pool import SESSION_SECONDS
from tests.infra.aws.conftest import RunAws, Stacks, Synthesised
from tests.infra.aws.intrinsics import PSEUDO, resolve


def test_nobody_signs_up_by_themselves(stack: Synthesised) -> None:
    pool = stack.one("Cognito::UserPool")
    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert (pool["MfaConfiguration"], pool["EnabledMfas"]) == ("OPTIONAL", ["SOFTWARE_TOKEN_MFA"])


def test_a_password_is_as_long_as_on_the_laptop(stack: Synthesised) -> None:
    assert stack.one("Cognito::UserPool")["Policies"]["PasswordPolicy"] == PASSWORD_POLICY.to_aws()


def test_the_login_comes_back_to_the_address_that_people_type(stack: Synthesised) -> None:
    client, url = stack.one("Cognito::UserPoolClient"), stack.template["Outputs"]["SignInURL"]["Value"]
    assert resolve(client["CallbackURLs"][0]) == f"{resolve(url)}/oauth2/idpresponse"
    assert resolve(client["LogoutURLs"][0]) == f"{resolve(url)}/signed-out"
    assert client["AllowedOAuthFlows"] == ["code"]
    assert client["GenerateSecret"] is True
    assert (client["AccessTokenValidity"], client["RefreshTokenValidity"]) == (60, 8 * 60)


def test_the_hosted_login_is_there_and_has_our_colours(stack: Synthesised) -> None:
    assert stack.one("Cognito::UserPoolDomain")["ManagedLoginVersion"] == 2
    branding = stack.one("Cognito::ManagedLoginBranding")
    assert branding["Settings"]["components"]["primaryButton"]["lightMode"]["defaults"]["backgroundColor"] == "176e63ff"


def test_the_printed_command_makes_the_first_user(stacks: Stacks, run_aws: RunAws) -> None:
    stack, client = stacks("vpc-origin-prod"), boto3.client("cognito-idp", "us-east-1")
    pool = client.create_user_pool(PoolName="people", AliasAttributes=["email"])["UserPool"]["Id"]
    for group in stack.of_type("Cognito::UserPoolGroup").values():
        client.create_group(UserPoolId=pool, GroupName=group["GroupName"])
    (key,) = stack.of_type("Cognito::UserPool")
    command = resolve(stack.template["Outputs"]["CreateFirstUser"]["Value"], PSEUDO | {key: pool})
    run_aws(command)
    made = client.admin_get_user(UserPoolId=pool, Username="teacher")
    assert made["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    groups = client.admin_list_groups_for_user(UserPoolId=pool, Username="teacher")["Groups"]
    assert [group["GroupName"] for group in groups] == ["admins"]


def test_a_denied_person_is_denied_for_as_long_as_any_session_lasts() -> None:
    from infra.aws.constructs.auth import SESSION

    assert SESSION.to_seconds() == SESSION_SECONDS == LONGEST_SESSION
