"""A provider with whom people may sign in, where the context names one."""

import json

import pytest

from chat.identity.provider_groups import CLAIM
from chat.settings import from_environment
from infra.aws.config import ConfigError, read_config
from infra.aws.cost import describe
from tests.infra.aws.conftest import CERTIFICATE, Objections, Stacks, Synthesise, Synthesised
from tests.infra.aws.iam import actions_of, allowing, allows, policy
from tests.infra.aws.intrinsics import resolve
from tests.infra.aws.test_stack import environment

OIDC = {
    "sign_in_provider": "School",
    "oidc_issuer": "https://login.school.example/tenant/v2.0",
    "oidc_client_id": "0a1b-2c3d",
    "oidc_client_secret_name": "teachers-assistant-provider",
}
GROUPS = {"provider_groups_claim": "groups", "provider_groups": "Staff=teachers,Year 7=pupils"}
SAML = {"sign_in_provider": "Ministry", "saml_metadata_url": "https://login.example.org/metadata.xml?appid=1&v=2"}
CONTEXT = CERTIFICATE | {"environment": "prod", "edge": "alb-only"}


@pytest.fixture(scope="module")
def oidc(synthesise: Synthesise) -> Synthesised:
    """In production, where cdk-nag looks on."""
    return synthesise(CONTEXT | OIDC | GROUPS, nag=True)


@pytest.fixture(scope="module")
def saml(synthesise: Synthesise) -> Synthesised:
    return synthesise(CONTEXT | SAML, nag=True)


@pytest.mark.parametrize("kind", ["oidc", "saml"])
def test_rules_of_others_have_no_objection(kind: str, request: pytest.FixtureRequest, objections: Objections) -> None:
    stack: Synthesised = request.getfixturevalue(kind)
    assert objections(stack) == []
    (report,) = json.loads((stack.folder / "validation-report.json").read_text())["pluginReports"]
    assert report["violations"] == []


def test_openid_connect_takes_its_secret_from_secrets_manager(oidc: Synthesised) -> None:
    provider = oidc.one("Cognito::UserPoolIdentityProvider")
    assert (provider["ProviderName"], provider["ProviderType"]) == ("School", "OIDC")
    assert provider["AttributeMapping"] == {"email": "email", "name": "name", "custom:provider_groups": "groups"}
    details = provider["ProviderDetails"]
    assert details["oidc_issuer"] == OIDC["oidc_issuer"]
    assert details["client_id"] == OIDC["oidc_client_id"]
    assert details["client_secret"] == "{{resolve:secretsmanager:teachers-assistant-provider:SecretString:::}}"
    assert set(details["authorize_scopes"].split()) == {"openid", "email", "profile"}


def test_saml_reads_the_metadata(saml: Synthesised) -> None:
    provider = saml.one("Cognito::UserPoolIdentityProvider")
    assert (provider["ProviderName"], provider["ProviderType"]) == ("Ministry", "SAML")
    assert provider["ProviderDetails"]["MetadataURL"] == SAML["saml_metadata_url"]
    assert set(provider["AttributeMapping"]) == {"email", "name"}


@pytest.mark.parametrize(("kind", "name"), [("oidc", "School"), ("saml", "Ministry")])
def test_login_offers_it_beside_the_passwords(kind: str, name: str, request: pytest.FixtureRequest) -> None:
    stack: Synthesised = request.getfixturevalue(kind)
    (key,) = stack.of_type("Cognito::UserPoolIdentityProvider")
    (client,) = [one for one in stack.template["Resources"].values() if one["Type"] == "AWS::Cognito::UserPoolClient"]
    assert client["Properties"]["SupportedIdentityProviders"] == ["COGNITO", name]
    assert key in client["DependsOn"]
    assert client["Properties"]["AllowedOAuthScopes"] == ["openid", "email", "profile"]


def test_groups_of_the_provider_reach_the_server(oidc: Synthesised, stacks: Stacks) -> None:
    assert from_environment(environment(oidc)).provider_groups == (("Staff", "teachers"), ("Year 7", "pupils"))
    (attribute,) = [one for one in oidc.one("Cognito::UserPool")["Schema"] if one["Name"] == "provider_groups"]
    assert f"custom:{attribute['Name']}" == CLAIM
    client = oidc.one("Cognito::UserPoolClient")
    assert set(client["ReadAttributes"]) == {"email", "email_verified", "name", CLAIM}
    assert set(client["WriteAttributes"]) == {"email", "name", CLAIM}
    assert "ReadAttributes" not in stacks("alb-only-prod").one("Cognito::UserPoolClient")
    assert from_environment(environment(stacks("alb-only-prod"))).provider_groups == ()


def test_nobody_can_write_their_own_groups(oidc: Synthesised) -> None:
    client = oidc.one("Cognito::UserPoolClient")
    assert "aws.cognito.signin.user.admin" not in client["AllowedOAuthScopes"]
    assert client["GenerateSecret"] is True


def test_an_address_that_a_provider_states_opens_nobody_else_s_account(oidc: Synthesised, saml: Synthesised) -> None:
    for stack in (oidc, saml):
        assert "email_verified" not in stack.one("Cognito::UserPoolIdentityProvider")["AttributeMapping"]


def test_outputs_are_what_the_provider_asks_for(oidc: Synthesised, saml: Synthesised) -> None:
    assert resolve(oidc.template["Outputs"]["ProviderReplyURL"]["Value"]).endswith("/oauth2/idpresponse")
    assert resolve(saml.template["Outputs"]["ProviderReplyURL"]["Value"]).endswith("/saml2/idpresponse")
    assert resolve(saml.template["Outputs"]["ProviderEntityId"]["Value"]).startswith("urn:amazon:cognito:sp:")
    assert "ProviderEntityId" not in oidc.template["Outputs"]


def test_nothing_of_it_is_there_without_the_keys(stack: Synthesised) -> None:
    assert stack.of_type("Cognito::UserPoolIdentityProvider") == {}
    assert stack.one("Cognito::UserPoolClient")["SupportedIdentityProviders"] == ["COGNITO"]
    assert [name for name in stack.template["Outputs"] if name.startswith("Provider")] == []


def test_the_pool_stays_as_it_is_and_the_client_changes(oidc: Synthesised, stacks: Stacks) -> None:
    with_it, without = oidc.template["Resources"], stacks("alb-only-prod").template["Resources"]
    (provider,) = oidc.of_type("Cognito::UserPoolIdentityProvider")
    (client,) = oidc.of_type("Cognito::UserPoolClient")
    pools = oidc.of_type("Cognito::UserPool")
    assert provider not in without
    assert with_it[client] != without[client]
    assert all(with_it[name] == without[name] for name in pools)


def test_cloudformation_may_make_it_and_read_no_secret_but_ours() -> None:
    execution = policy("execution")
    asked = actions_of("AWS::Cognito::UserPoolIdentityProvider")
    assert {action for action in asked if not list(allowing(execution, action))} == set()
    secret = "arn:aws:secretsmanager:us-east-1:111122223333:secret:"
    assert allows(execution, "secretsmanager:GetSecretValue", f"{secret}{OIDC['oidc_client_secret_name']}-AbCdEf")
    assert not allows(execution, "secretsmanager:GetSecretValue", f"{secret}database-AbCdEf")
    assert not allows(execution, "secretsmanager:DeleteSecret", f"{secret}{OIDC['oidc_client_secret_name']}-AbCdEf")


@pytest.mark.parametrize(
    ("keys", "about"),
    [
        ({"sign_in_provider": "School"}, "sign_in_provider needs either"),
        (OIDC | SAML, "sign_in_provider needs either"),
        ({name: OIDC[name] for name in OIDC if name != "oidc_client_id"}, "sign_in_provider needs either"),
        ({name: OIDC[name] for name in OIDC if name != "oidc_client_secret_name"}, "sign_in_provider needs either"),
        (SAML | {"oidc_client_id": "x"}, "sign_in_provider needs either"),
        ({"saml_metadata_url": SAML["saml_metadata_url"]}, "saml_metadata_url needs sign_in_provider"),
        ({"oidc_client_secret_name": "teachers-assistant-x"}, "oidc_client_secret_name needs sign_in_provider"),
        (GROUPS, "provider_groups needs sign_in_provider"),
        (SAML | {"provider_groups": "Staff=teachers"}, "need each other"),
        (SAML | {"provider_groups_claim": "groups"}, "need each other"),
    ],
)
def test_half_of_a_provider_is_refused(keys: dict[str, object], about: str) -> None:
    with pytest.raises(ConfigError, match=about):
        read_config(CONTEXT | keys)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        *[
            ("sign_in_provider", name)
            for name in ("", "ab", "Cognito", "Google", "my_school", "a" * 33, "<b>", "Sch ool")
        ],
        *[
            ("oidc_issuer", f"{address}")
            for address in (
                "https://",
                "https://localhost",
                "https://id.example/",
                "https://u:p@id.example",
                "https://id.example?x=1",
                "https://id.example#x",
                "https://id.example\n",
                "javascript:alert(1)",
                "https://id.example/${Token}",
                "https://a." + "b" * 3000 + ".example",
            )
        ],
        *[("oidc_client_id", text) for text in ("", "{{resolve:ssm:x}}", "a b", "x" * 256, 7, None, True)],
        *[
            ("oidc_client_secret_name", name)
            for name in (
                "hunter2",
                "teachers-assistant-",
                "teachers-assistant-a:SecretString:::}}",
                "teachers-assistant-é",
            )
        ],
        *[
            ("saml_metadata_url", address)
            for address in (
                "http://id.example/m.xml",
                "https://u:p@id.example/m",
                "https://id.example/<md/>",
                ["https://a.b"],
            )
        ],
    ],
)
def test_hostile_values_are_refused(key: str, value: object) -> None:
    with pytest.raises(ConfigError):
        read_config(CONTEXT | OIDC | {key: value} if key in OIDC else CONTEXT | SAML | {key: value})


def test_it_is_told_what_it_costs() -> None:
    assert "sign in with School" in describe(read_config(CONTEXT | OIDC))
    assert "sign in with" not in describe(read_config(CONTEXT))
